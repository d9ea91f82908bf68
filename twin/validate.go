package twin

import (
	"errors"
	"fmt"
	"slices"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// Ranks hold reality against replications of the model, over many epochs (days, shifts, forecasts). In each the rank of what
// happened among what was simulated is noted. While the model holds, ranks are uniform, whatever the figure and however it is
// distributed (the probability integral transform); a model that promises too much has low ones, one that is too sure of itself has
// them at both ends.
type Ranks struct{ list []float64 }

// Add notes what happened in one epoch, among what independent replications of it gave. Where it equals some of them it lies
// anywhere among these, by a number u from 0 to 1 that is drawn for it.
func (r *Ranks) Add(happened float64, replications []float64, u float64) {
	below, equal := 0, 0
	for _, x := range replications {
		switch {
		case x < happened:
			below++
		case x == happened:
			equal++
		}
	}
	r.list = append(r.list, (float64(below)+u*float64(equal+1))/float64(len(replications)+1))
}

// Len is how many epochs there were.
func (r *Ranks) Len() int { return len(r.list) }

// Uniform tests whether ranks are uniform (Kolmogorov and Smirnov): p is the chance that those of a model that holds are as uneven
// as these. Fewer than 8 epochs tell nothing, and p is 1.
func (r *Ranks) Uniform() (d, p float64) {
	const least = 8
	if len(r.list) < least {
		return 0, 1
	}
	return stat.KS(r.list, func(x float64) float64 { return min(1, max(0, x)) })
}

// Histogram counts ranks in so many bins of equal width.
func (r *Ranks) Histogram(bins int) []int {
	counts := make([]int, bins)
	for _, x := range r.list {
		counts[min(bins-1, int(x*float64(bins)))]++
	}
	return counts
}

// A Step is one thing in the order in which things happened: a timer of an element that rang.
type Step struct {
	At    sim.Time
	ID    sim.ID
	Timer sim.Timer
}

// Traced runs the line by itself, with cycle times that its plant took, one after the other, in place of those that would be drawn
// (trace-driven simulation, Balci's and Kleijnen's test of what a model does with its inputs rather than of the inputs): whatever
// differs from what the plant did is due to the logic of the model. It ends when a machine has no more of them, or at a time.
func (t *Table) Traced(times map[sim.ID][]sim.Time, seed uint64, until sim.Time) ([]Step, error) {
	l, err := t.Plant.Line(seed, 0)
	if err != nil {
		return nil, err
	}
	works := map[sim.ID]sim.Timer{}
	ids := make([]sim.ID, 0, len(times))
	for id := range times {
		i := slices.IndexFunc(t.Plant.Timers(id), func(s sim.TimerSpec) bool { return s.Name == "work" })
		if i < 0 {
			return nil, fmt.Errorf("trace: want a machine, have %s", t.Plant.Layout.Nodes[id].Name)
		}
		works[id] = sim.Timer(i)
		l.Hold(id, sim.Timer(i), true)
		ids = append(ids, id)
	}
	slices.Sort(ids)
	d := &steps{}
	l.Watch(d, sim.TimerRang)
	if err := l.Start(); err != nil {
		return nil, err
	}
	done := map[sim.ID]int{}
	for {
		first, at := sim.None, sim.Never
		for _, id := range ids {
			r, runs := l.UnderWay(id, works[id])
			if !runs {
				continue
			}
			if done[id] == len(times[id]) {
				return d.list, nil
			}
			if over := max(l.Now(), l.Now()-r.Age+times[id][done[id]]); over < at {
				first, at = id, over
			}
		}
		own := l.Next()
		switch {
		case min(own, at) > until || min(own, at) == sim.Never:
			return d.list, nil
		case own < at:
			err = l.Follow(own)
		default:
			done[first]++
			err = errors.Join(l.Trip(at, first, works[first], sim.Outcome{}), l.Settle())
		}
		if err != nil {
			return d.list, err
		}
	}
}

// steps observes what rang.
type steps struct{ list []Step }

func (d *steps) Observe(records []sim.Record) {
	for _, r := range records {
		d.list = append(d.list, Step{r.At, r.ID, r.Timer})
	}
}

// Alike is how much of two sequences of steps is in the same order: twice the length of the longest sequence that is part of both, as
// a share of their lengths together. It heeds order and not time. Of long sequences it takes the first 5,000 steps.
func Alike(a, b []Step) float64 {
	const most = 5000
	a, b = a[:min(len(a), most)], b[:min(len(b), most)]
	if len(a)+len(b) == 0 {
		return 1
	}
	last, row := make([]int32, len(b)+1), make([]int32, len(b)+1)
	for i := range a {
		for k := range b {
			if a[i].ID == b[k].ID && a[i].Timer == b[k].Timer {
				row[k+1] = last[k] + 1
			} else {
				row[k+1] = max(row[k], last[k+1])
			}
		}
		last, row = row, last
	}
	return 2 * float64(last[len(b)]) / float64(len(a)+len(b))
}
