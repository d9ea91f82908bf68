package cost

import (
	"math"
	"time"

	"tweeling/sim"
)

// tally is of one product.
func tally(sent, scrapped int64) sim.NodeTally {
	return sim.NodeTally{Sent: []int64{sent}, Scrapped: []int64{scrapped}}
}

// to is the only way there; went is one of several.
func to(element int) Way { return Way{To: element} }

func went(element int, parts int64) Way { return Way{To: element, Parts: []int64{parts}} }

func source(let int64, ways ...Way) Element {
	return Element{Name: "in", Kind: "source", NodeTally: tally(let, 0), Ways: ways}
}

func sink(left int64) Element { return Element{Name: "out", Kind: "sink", NodeTally: tally(left, 0)} }

// machine works on parts that each cost so much there, as material.
func machine(name string, sent, scrapped int64, each float64, ways ...Way) Element {
	return Element{Name: name, Kind: "machine", NodeTally: tally(sent, scrapped), MaterialCost: []float64{each}, Ways: ways}
}

func buffer(name string, ways ...Way) Element {
	return Element{Name: name, Kind: "buffer", NodeTally: tally(0, 0), Ways: ways}
}

// line is a week of elements that make one product without price or material.
func line(left int64, elements ...Element) Watched {
	return Watched{
		Elements: elements, Products: []Product{{Name: "part"}}, Left: []int64{left},
		Duration: week, Economics: Economics{WeeksPerYear: 50},
	}
}

// shop is a line of two machines and a crew over a week: 1000 parts entered, 30 were scrapped at the first machine and
// 20 at the second.
func shop() Watched {
	w := line(950,
		source(1000, to(1)),
		machine("m1", 970, 30, 0, to(2)),
		machine("m2", 950, 20, 0.5, to(3)),
		sink(950),
		Element{Name: "crew", Kind: "operators", NodeTally: tally(0, 0), WagePerHour: 30, Rostered: 80 * time.Hour},
	)
	w.Products[0] = Product{Name: "part", Price: 10, MaterialCost: 4, DemandPerYear: 40_000}
	w.Economics = Economics{WeeksPerYear: 50, Horizon: 8, DiscountRate: 0.08, EnergyPrice: 0.2, Given: true}
	m1, m2 := &w.Elements[1], &w.Elements[2]
	m1.States[sim.Working], m1.States[sim.Starved] = 40*time.Hour, week-40*time.Hour
	m2.States[sim.Working], m2.States[sim.Starved] = 50*time.Hour, week-50*time.Hour
	m1.PowerKW, m2.PowerKW = map[string]float64{"working": 5, "ready": 1}, map[string]float64{"working": 2}
	m1.Pools, m2.Pools = []int{4}, []int{4}
	m2.UpkeepPerYear = 1000
	return w
}

// tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

func book(t tester, w Watched) Ledger {
	t.Helper()
	l, err := Book(w)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// alike allows for the rounding of sums of some thousands of float64.
func alike(got, want float64) bool { return math.Abs(got-want) <= 1e-9*max(1, math.Abs(want)) }

func check(t tester, what string, got, want float64) {
	t.Helper()
	if !alike(got, want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
