package plant

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tweeling/sim"
)

// A scanner is a machine that keeps no order in the place before it: whom it takes is found by looking at all who wait.
type scanner struct {
	*machine
	first bool // it has no rule, and takes who has waited longest
	last  bool // or shortest
}

func (s scanner) Sorts() bool { return false }

func (s scanner) Clone() sim.Element { return scanner{s.machine.Clone().(*machine), s.first, s.last} }

func (s scanner) Rank(cx sim.Context, p sim.Part) (float64, bool) {
	switch {
	case s.first:
		return cx.Since(p).Seconds(), true
	case s.last:
		return -cx.Since(p).Seconds(), true
	}
	return s.machine.Rank(cx, p)
}

// scanning lets no place of a plant be sorted.
func scanning(p *Plant) {
	for i := range p.Layout.Nodes {
		n := &p.Layout.Nodes[i]
		m, ok := n.Element.(*machine)
		if !ok || !n.Ranks && !n.Fair {
			continue
		}
		s := scanner{machine: m}
		if !n.Ranks {
			s.last = lastBefore(p, sim.ID(i))
			s.first = !s.last
		}
		n.Element, n.Ranks = s, true
	}
}

func lastBefore(p *Plant, at sim.ID) bool {
	for _, n := range p.Layout.Nodes {
		for _, to := range n.To {
			if to == at && n.LastFirst {
				return true
			}
		}
	}
	return false
}

// shop is orders that come together, in lots or without, for products with routes that come back to where they were, and
// machines with a rule.
func shop(seed uint64) *Model {
	r := rand.New(rand.NewPCG(seed, 1))
	rules := []string{"fifo", "spt", "lpt", "wspt", "priority", "edd", "slack", "mwkr", "lwkr", "mopnr", "critical-ratio"}
	m := &Model{Elements: []Spec{{Name: "desk", Kind: "source", Values: map[string]any{"release": "orders"}}}}
	for i := range 3 {
		values := map[string]any{"cycle": law("1m"), "dispatch": rules[r.IntN(len(rules))], "queue": sim.Unlimited, "to": []string{"out"}}
		if r.IntN(2) == 0 {
			values["count"] = 2
		}
		s := Spec{Name: fmt.Sprint("m", i), Kind: "machine", Values: values}
		if r.IntN(2) == 0 {
			s.Failures = []Failure{{Name: "jam", Uptime: law("exp(3h)"), Repair: law("exp(10m)")}}
		}
		m.Elements = append(m.Elements, s)
	}
	m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"})
	for i := range 4 {
		p := Product{Name: fmt.Sprint("p", i), Share: 0.25, Done: "out", Priority: r.IntN(2), Weight: float64(1 + r.IntN(2))}
		for k := range 2 + r.IntN(3) {
			at := fmt.Sprint("m", r.IntN(3))
			p.Ops = append(p.Ops, Operation{Number: 10 * (k + 1), At: []string{at}, Cycle: law(fmt.Sprint(1+r.IntN(3), "m"))})
		}
		m.Products = append(m.Products, p)
	}
	release := time.Duration(0)
	for i := range 60 {
		o := Order{Number: fmt.Sprint(i), Product: r.IntN(4), Quantity: 1 + r.IntN(12), Release: release, Due: NoDue}
		if r.IntN(2) == 0 {
			o.Lot = 1 + r.IntN(o.Quantity)
		}
		if r.IntN(4) > 0 {
			o.Due = release + time.Duration(r.IntN(40))*time.Hour
		}
		if r.IntN(2) == 0 {
			release += time.Duration(r.IntN(60)) * time.Minute
		}
		m.Orders = append(m.Orders, o)
	}
	return m
}

// What a sorted place gives a machine is what looking at all that wait there gives, to the last record, and in a copy as well.
func TestSortedPlacesGiveWhatALookAtAllGives(t *testing.T) {
	seeds := lines() / 2
	for seed := range seeds {
		for i, m := range []*Model{shop(seed), anyLine(t, seed)} {
			var diaries [2]*diary
			for way := range diaries {
				p, err := Build(m)
				if err != nil {
					t.Fatal(err)
				}
				if way == 0 {
					scanning(p)
				}
				l := fresh(t, p, seed)
				start(t, l)
				run(t, l, while/3)
				l = l.Clone()
				diaries[way] = &diary{}
				l.Watch(diaries[way], sim.Everything)
				run(t, l, while)
				if err := l.Check(); err != nil {
					t.Error(err)
				}
			}
			same(t, fmt.Sprint("line ", seed, " ", i), diaries[0].records, diaries[1].records)
			if t.Failed() {
				return
			}
		}
	}
}
