package plant

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

// anyKnot makes a line that may well come to a standstill: little room, ways back, cards, kits of parts that share a place,
// batches without end of patience, few carriers, one crew for all.
func anyKnot(tb testing.TB, seed uint64) *Model {
	tb.Helper()
	g := &generator{tb: tb, r: rand.New(rand.NewPCG(seed, 2)), m: &Model{}}
	g.m.Products = []Product{{Name: "p0", Family: "f", Share: 0.5}, {Name: "p1", Family: "f", Share: 0.5}, {Name: "tray", Carrier: true}}
	g.add("crew", "operators", map[string]any{"count": 1 + g.r.IntN(2)})
	stages := 2 + g.r.IntN(4)
	name := func(i int) string {
		if i >= stages {
			return "out"
		}
		return fmt.Sprintf("s%d", i)
	}
	carried := -1 // the stage at which carriers are loaded
	for i := range stages {
		to := name(i + 1)
		if i+1 < stages {
			to = fmt.Sprintf("b%d", i+1)
			g.add(to, "buffer", map[string]any{"room": 1 + g.r.IntN(4), "to": []string{name(i + 1)}, "order": pick(g, "fifo", "lifo")})
		}
		v := map[string]any{"cycle": g.law(10), "to": []string{to}}
		kind := pick(g, "machine", "machine", "machine", "assembly", "oven", "batch", "unbatch", "storage", "palletising")
		switch kind {
		case "machine":
			if g.chance(0.4) {
				v["operator"] = by("cycle", 1)
			}
			if back := g.r.IntN(stages); g.chance(0.3) {
				v["to"], v["choose"], v["shares"] = []string{to, pick(g, name(back), fmt.Sprintf("b%d", max(1, back)))}, "random", []float64{0.7, 0.3}
			}
		case "assembly":
			v["needs"], v["collect"] = Bill{{"p0", 1}, {"p1", 1 + g.r.IntN(2)}}, pick(g, "together", "as-they-come")
		case "oven", "batch":
			v["batch"], v["collect"], v["alike"] = 2+g.r.IntN(3), pick(g, "together", "as-they-come"), pick(g, "any", "product")
		case "storage":
			v["room"] = 1 + g.r.IntN(4)
		case "palletising":
			if carried >= 0 || i+1 == stages {
				kind = "machine"
				break
			}
			carried = i
			v["carrier"], v["batch"], v["collect"] = "tray", 1+g.r.IntN(3), pick(g, "together", "as-they-come")
			g.add("trays", "buffer", map[string]any{"room": 3, "stock": Bill{{"tray", 1 + g.r.IntN(2)}}, "to": []string{name(i)}})
		}
		if i == stages-1 && carried >= 0 {
			kind = "depalletising"
			delete(v, "batch")
			v["carriers_to"], v["to"] = []string{"trays"}, []string{"out"}
			delete(v, "choose")
			delete(v, "shares")
		}
		s := g.add(name(i), kind, v)
		if g.chance(0.3) {
			s.Failures = []Failure{g.failure("jam", 80, 15)}
		}
	}
	g.knotted(stages, name)
	if g.chance(0.25) {
		g.listed(stages, name)
	}
	return g.m
}

// listed lets parts be of orders, which come to an end, and some machines take them by a list.
func (g *generator) listed(stages int, name func(int) string) {
	g.m.Elements = slices.DeleteFunc(g.m.Elements, func(s Spec) bool { return s.Name == "in1" })
	in := g.find("in0")
	in.Values = map[string]any{"release": "orders", "to": []string{"b0"}}
	var numbers []string
	for i := range 2 + g.r.IntN(8) {
		numbers = append(numbers, fmt.Sprint(i+1))
		g.m.Orders = append(g.m.Orders, Order{Number: numbers[i], Product: g.r.IntN(2), Quantity: 1 + g.r.IntN(3), Release: time.Duration(g.r.IntN(60)) * time.Second, Due: NoDue})
	}
	slices.SortStableFunc(g.m.Orders, func(a, b Order) int { return cmp.Compare(a.Release, b.Release) })
	for i := range stages {
		if s := g.find(name(i)); s.Kind == "machine" && g.chance(0.5) {
			s.Values["dispatch"], s.Values["sequence"] = "sequence", slices.Clone(numbers)
			g.r.Shuffle(len(numbers), func(a, b int) {
				list := s.Values["sequence"].([]string)
				if list[a], list[b] = list[b], list[a]; g.chance(0.6) { // mostly as they come, but for some
					list[a], list[b] = list[b], list[a]
				}
			})
		}
	}
}

// knotted adds where parts come from and leave, and cards.
func (g *generator) knotted(stages int, name func(int) string) {
	for i := range 1 + g.r.IntN(2) {
		v := map[string]any{"release": "endless", "to": []string{"b0"}}
		if g.chance(0.5) {
			delete(v, "release")
			v["every"], v["when_full"], v["room"] = g.law(12), pick(g, "hold", "lose"), g.r.IntN(3)
		}
		if g.chance(0.5) {
			v["product"] = fmt.Sprintf("p%d", i)
		}
		g.add(fmt.Sprintf("in%d", i), "source", v)
	}
	g.add("b0", "buffer", map[string]any{"room": 1 + g.r.IntN(4), "to": []string{name(0)}})
	out := g.add("out", "sink", nil)
	if g.chance(0.2) {
		out.Values["every"] = g.law(10)
	}
	for range g.r.IntN(3) {
		into := fmt.Sprintf("b%d", g.r.IntN(stages))
		end := pick(g, "out", name(stages-1))
		if s := g.find(end); s.Cards()[into] == 0 && (end != "out" || !s.Has("every")) {
			s.Values["cards"] = map[string]int{into: 1 + g.r.IntN(5)}
			s.Values["container"], s.Values["cards_back"] = pick(g, 1, 1, 2), pick(g, "withdrawn", "emptied")
		}
	}
}

// mover notes when something last moved within the line, and what moves at some elements.
type mover struct {
	last sim.Time
	at   map[sim.ID]bool
}

func (m *mover) Observe(records []sim.Record) {
	for _, r := range records {
		if r.Peer != sim.None {
			m.last = r.At
			m.at[r.ID], m.at[r.Peer] = true, true
		}
	}
}

// A line that is said to stand still stands still: nobody in the circle ever moves a part again. One of which nothing is said
// goes on, as long as parts wait in it.
func TestNoStandstillGoesUnnoticed(t *testing.T) {
	told, kinds := 0, map[sim.Awaited]int{}
	n := 4 * lines()
	for seed := range n {
		m := anyKnot(t, seed)
		p, err := Build(m)
		if err != nil {
			continue // of those that cannot be built a reader of scenarios tells
		}
		l, err := p.Line(seed, 0)
		if err != nil {
			continue
		}
		moves := &mover{at: map[sim.ID]bool{}}
		l.Watch(moves, sim.Moved)
		if err := l.Start(); err != nil {
			t.Fatalf("line %d: %v", seed, err)
		}
		err = l.Run(while)
		dead, ok := errors.AsType[*sim.Deadlock](err)
		switch {
		case err != nil && !ok:
			continue
		case err == nil:
			for at := while; moves.last < while/2 && l.Inside() > 0 && l.Stranded() == nil && at < while+time.Hour; at += time.Minute { // something may be under repair
				run(t, l, at)
			}
			if moves.last < while/2 && l.Inside() > 0 && l.Stranded() == nil {
				t.Errorf("line %d: nothing has moved since %v, and %d parts wait in silence", seed, moves.last, l.Inside())
			}
			continue
		}
		told++
		for _, w := range dead.Waits {
			kinds[w.For]++
		}
		if dead.At > l.Now() {
			t.Errorf("line %d: %v, and it is %v", seed, dead, l.Now())
		}
		clear(moves.at)
		for to := l.Now() + time.Minute; to < 2*while; to += time.Hour {
			for range 1000 { // it goes on as it can, whatever it says
				if done, _ := l.RunSome(to, 1000); done {
					break
				}
			}
		}
		for _, name := range dead.Names {
			if id, _ := l.Find(name); moves.at[id] {
				t.Errorf("line %d: %v; and then something moved at %s", seed, dead, name)
			}
		}
	}
	t.Logf("%d of %d lines came to a standstill: %v", told, n, kinds)
	for _, kind := range []sim.Awaited{sim.Room, sim.Taking, sim.Card, sim.Parts, sim.Turn} {
		if kinds[kind] == 0 {
			t.Errorf("nobody ever waited for %v", kind)
		}
	}
	if told < int(n)/10 || told > int(n)*9/10 {
		t.Errorf("%d of %d lines came to a standstill, which tells little", told, n)
	}
}
