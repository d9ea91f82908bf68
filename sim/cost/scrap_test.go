package cost

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tweeling/sim"
)

// What scrap costs, by hand: each machine says what a part costs there.
func TestScrapTakesWhatWentIntoIt(t *testing.T) {
	for _, c := range []struct {
		name string
		line Watched
		want float64
	}{
		{"at the first machine", line(90, source(100, to(1)), machine("a", 90, 10, 2, to(2)), machine("b", 90, 0, 3, to(3)), sink(90)), 10 * 2},
		{"at the last machine", line(90, source(100, to(1)), machine("a", 100, 0, 2, to(2)), machine("b", 90, 10, 3, to(3)), sink(90)), 10 * 5},
		{"buffers add nothing", line(90, source(100, to(1)), machine("a", 100, 0, 2, to(2)), buffer("x", to(3)), buffer("y", to(4)), machine("b", 90, 10, 3, to(5)), sink(90)), 10 * 5},
		// nine of ten came by the dear way
		{"ways that meet", line(900, source(1000, went(1, 900), went(2, 100)), machine("a", 900, 0, 10, went(3, 900)), machine("b", 100, 0, 0, went(3, 100)),
			machine("c", 900, 100, 0, to(4)), sink(900)), 100 * 9},
		{"ways that meet in a buffer", line(900, source(1000, went(1, 900), went(2, 100)), machine("a", 900, 0, 10, went(3, 900)), machine("b", 100, 0, 0, went(3, 100)),
			buffer("x", to(4)), machine("c", 900, 100, 0, to(5)), sink(900)), 100 * 9},
		{"a way nobody went", line(90, source(100, went(1, 100), went(2, 0)), machine("a", 100, 0, 1, went(3, 100)), machine("b", 0, 0, 1000, went(3, 0)),
			machine("c", 90, 10, 0, to(4)), sink(90)), 10 * 1},
		// 1000 parts, each goes round until it is good or bad: m worked 2000 times, 100 were bad at i, so each had been at m twice
		{"a circle", line(900, source(1000, went(1, 1000)), machine("m", 2000, 0, 1, to(2)), machine("i", 1900, 100, 0, went(3, 900), went(1, 1000)), sink(900)), 100 * 2},
		{"a circle through a buffer", line(900, source(1000, went(1, 1000)), buffer("x", to(2)), machine("m", 2000, 0, 1, to(3)),
			machine("i", 1900, 100, 0, went(4, 900), went(1, 1000)), sink(900)), 100 * 2},
		// nobody could have come in: bounded by what was done
		{"a circle without an entrance", line(0, source(0), machine("a", 10, 0, 1, to(2)), machine("b", 8, 2, 1, to(1)), sink(0)), 10 + 10},
		// 50 were on their way when the watch began; what they cost before is not of this time
		{"worked on before", line(0, source(5, to(1)), machine("a", 5, 0, 2, to(2)), buffer("x", to(3)), machine("b", 0, 50, 3, to(4)), sink(0)), 5*2 + 50*3},
		{"two sources", line(290, source(200, to(2)), source(100, to(3)), machine("a", 200, 0, 1, went(4, 200)), machine("b", 100, 0, 4, went(4, 100)),
			machine("c", 290, 10, 0, to(5)), sink(290)), 10 * 2},
	} {
		l := book(t, c.line)
		check(t, c.name, l.Items[Scrap], c.want)
	}
}

// By product: those of one way do not bear what the other way costs.
func TestWaysByProduct(t *testing.T) {
	two := func(a, b int64) sim.NodeTally {
		return sim.NodeTally{Sent: []int64{a, b}, Scrapped: []int64{0, 0}}
	}
	last := two(90, 100)
	last.Scrapped[0] = 10
	w := Watched{
		Products: []Product{{Name: "x", MaterialCost: 1}, {Name: "y", MaterialCost: 50}}, Left: []int64{90, 100},
		Duration: week, Economics: Economics{WeeksPerYear: 50},
		Elements: []Element{
			{Kind: "source", NodeTally: two(100, 100), Ways: []Way{to(1)}},
			{Kind: "machine", NodeTally: two(100, 100), Ways: []Way{{To: 2, Parts: []int64{100, 0}}, {To: 3, Parts: []int64{0, 100}}}},
			{Kind: "buffer", NodeTally: two(0, 0), Ways: []Way{to(4)}},
			{Kind: "buffer", NodeTally: two(0, 0), Ways: []Way{to(5)}},
			{Kind: "machine", NodeTally: two(100, 0), MaterialCost: []float64{2, 2}, Ways: []Way{{To: 6, Parts: []int64{100, 0}}}},
			{Kind: "machine", NodeTally: two(0, 100), MaterialCost: []float64{1000, 1000}, Ways: []Way{{To: 6, Parts: []int64{0, 100}}}},
			{Kind: "machine", NodeTally: last, MaterialCost: []float64{4, 4}, Ways: []Way{to(7)}},
			{Kind: "sink", NodeTally: two(90, 100)},
		},
	}
	l := book(t, w)
	check(t, "scrap of x", l.Products[0][Scrap], 10*(1+2+4))
	check(t, "scrap of y", l.Products[1][Scrap], 0)
}

// Scrap is dearer the later it is found.
func TestLateScrapIsDearer(t *testing.T) {
	early, late := shop(), shop()
	early.Elements[1].Sent[0], early.Elements[1].Scrapped[0] = 950, 50
	early.Elements[2].Sent[0], early.Elements[2].Scrapped[0] = 950, 0
	late.Elements[1].Sent[0], late.Elements[1].Scrapped[0] = 1000, 0
	late.Elements[2].Sent[0], late.Elements[2].Scrapped[0] = 950, 50
	if a, b := book(t, early).Items[Scrap], book(t, late).Items[Scrap]; a >= b {
		t.Errorf("scrap at the first machine costs %v, at the second %v", a, b)
	}
}

// Twice the wage is twice the labour and twice the labour inside scrap, and changes nothing else.
func TestDoublingWagesChangesLabourOnly(t *testing.T) {
	w := shop()
	before := book(t, w)
	w.Elements[4].WagePerHour *= 2
	after := book(t, w)
	check(t, "labour", after.Items[Labour], 2*before.Items[Labour])
	check(t, "labour inside scrap", after.Items[Scrap]-before.Items[Scrap], 2400-before.Items[Labour])
	check(t, "cash", after.YearlyCash-before.YearlyCash, -2400*50)
	for _, item := range []int{Energy, Material, Upkeep, Machine, Capital} {
		check(t, Items[item].Name, after.Items[item], before.Items[item])
	}
}

// walk sends parts through stages of machines side by side, with a buffer before each stage, one by one, and counts along
// each way. One machine of a stage may send parts back to the buffer before it.
func walk(t *rapid.T) Watched {
	w := line(0, source(0))
	lead := func(from, to int) {
		w.Elements[from].Ways = append(w.Elements[from].Ways, went(to, 0))
	}
	before := []int{0}
	for s := range rapid.IntRange(1, 4).Draw(t, "stages") {
		w.Elements = append(w.Elements, buffer(fmt.Sprint("b", s)))
		b := len(w.Elements) - 1
		for _, x := range before {
			lead(x, b)
		}
		before = nil
		for range rapid.IntRange(1, 3).Draw(t, "side by side") {
			m := machine(fmt.Sprint("m", len(w.Elements)), 0, 0, float64(rapid.IntRange(0, 20).Draw(t, "adds")))
			m.CostPerHour, m.Planned = float64(rapid.IntRange(0, 9).Draw(t, "rate")), time.Hour
			w.Elements = append(w.Elements, m)
			before = append(before, len(w.Elements)-1)
			lead(b, len(w.Elements)-1)
		}
		if rapid.Bool().Draw(t, "back") {
			lead(before[0], b)
		}
	}
	w.Elements = append(w.Elements, sink(0))
	for _, x := range before {
		lead(x, len(w.Elements)-1)
	}
	w.Products[0].MaterialCost = 7
	seed := rapid.Uint64().Draw(t, "seed")
	random := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed >> 33 % uint64(n))
	}
	for range 50 + random(200) {
		follow(&w, random)
	}
	return w
}

func follow(w *Watched, random func(int) int) {
	w.Elements[0].Sent[0]++
	for at := 0; ; {
		e := &w.Elements[at]
		if e.Kind == "sink" {
			e.Sent[0]++
			w.Left[0]++
			return
		}
		if e.Kind == "machine" {
			if random(10) == 0 {
				e.Scrapped[0]++
				return
			}
			e.Sent[0]++
		}
		way := &e.Ways[random(len(e.Ways))]
		way.Parts[0]++
		at = way.To
	}
}

// The dumb twin: the value of a part when it comes to an element is the mean of what came along each way, counted part by
// part, and every element adds what it puts into one. Run on until nothing changes, forwards, where the ledger reads the
// same backwards.
func TestScrapAgainstPartsFollowedOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := walk(t)
		out := make([]float64, len(w.Elements))
		for range 1000 {
			in, came := make([]float64, len(w.Elements)), make([]float64, len(w.Elements))
			for i := range w.Elements {
				for _, way := range w.Elements[i].Ways {
					in[way.To] += float64(way.Parts[0]) * out[i]
					came[way.To] += float64(way.Parts[0])
				}
			}
			for i := range w.Elements {
				e := &w.Elements[i]
				out[i] = in[i] / max(1, came[i])
				switch {
				case e.Kind == "source":
					out[i] = w.Products[0].MaterialCost
				case e.Kind == "machine" && e.Sent[0]+e.Scrapped[0] > 0:
					out[i] += e.MaterialCost[0] + e.CostPerHour/float64(e.Sent[0]+e.Scrapped[0])
				}
			}
		}
		want := 0.0
		for i := range w.Elements {
			want += out[i] * float64(w.Elements[i].Scrapped[0])
		}
		check(t, "scrap", book(t, w).Items[Scrap], want)
	})
}
