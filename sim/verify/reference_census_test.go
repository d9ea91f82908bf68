package verify

import (
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// A census counts, group by group, how many machines are in some states, and for how long how many were.
type census struct {
	group map[sim.ID]int
	in    func(sim.State) bool
	n     []int // by group
	since []sim.Time
	spent [][]float64 // by group and number, seconds
	full  int         // above 0: first is when a group has so many
	first []float64   // NaN: not yet
}

// count begins a census of all machines; group tells to which of so many each belongs, by its place among them.
func count(v *View, group func(int) int, groups int, in func(sim.State) bool) *census {
	s := &census{group: map[sim.ID]int{}, in: in, n: make([]int, groups), since: make([]sim.Time, groups), spent: make([][]float64, groups)}
	at := 0
	for i := range v.Plant.Elements {
		if p := &v.Plant.Elements[i]; p.Kind == "machine" {
			for _, id := range p.IDs {
				g := group(at)
				s.group[id] = g
				s.spent[g] = append(s.spent[g], 0)
				if in(v.Line.State(id)) {
					s.n[g]++
				}
				at++
			}
		}
	}
	for g := range s.spent {
		s.spent[g] = append(s.spent[g], 0)
		s.first = append(s.first, math.NaN())
	}
	v.Line.Watch(s, sim.Changed)
	return s
}

// Observe follows the machines from state to state.
func (s *census) Observe(records []sim.Record) {
	for _, r := range records {
		g, ok := s.group[r.ID]
		if from, to := s.in(r.From), s.in(r.To); ok && from != to {
			s.book(g, r.At)
			if s.n[g]--; to {
				s.n[g] += 2
			}
			if s.n[g] == s.full && math.IsNaN(s.first[g]) {
				s.first[g] = r.At.Seconds()
			}
		}
	}
}

func (s *census) book(g int, at sim.Time) {
	s.spent[g][s.n[g]] += (at - s.since[g]).Seconds()
	s.since[g] = at
}

// run goes on for so many seconds.
func (s *census) run(v *View, seconds float64) {
	if err := v.Line.Run(v.Line.Now() + duration(seconds)); err != nil {
		panic(err)
	}
	for g := range s.n {
		s.book(g, v.Line.Now())
	}
}

func (s *census) clear(v *View) {
	for g := range s.spent {
		s.book(g, v.Line.Now())
		clear(s.spent[g])
	}
}

func (s *census) allFull() bool { return !slices.ContainsFunc(s.first, math.IsNaN) }

func (s *census) meanFirst() float64 { return stat.Average(s.first) }

// share is the mean over time of what is made of the number.
func (s *census) share(of func(n int) float64) float64 {
	sum, time := 0.0, 0.0
	for g := range s.spent {
		for n, t := range s.spent[g] {
			sum += t * of(n)
			time += t
		}
	}
	return sum / time
}
