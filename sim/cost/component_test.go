package cost

import (
	"testing"
	"time"

	"tweeling/sim"
)

// assembled is an hour of a line that makes 10 pumps of 10 housings and 40 screws; a mill works on housings before, and a
// test station on pumps behind, where 2 are scrapped. The mill costs 30 an hour, the assembly 20, the test 10.
func assembled() Watched {
	counts := func(housing, screw, pump int64) []int64 { return []int64{housing, screw, pump} }
	return Watched{
		Duration: time.Hour, Left: counts(0, 0, 8), Economics: Economics{WeeksPerYear: 50},
		Products: []Product{{Name: "housing", MaterialCost: 5}, {Name: "screw", MaterialCost: 0.5}, {Name: "pump", Price: 30, Unlimited: true}},
		Elements: []Element{
			{Name: "housings", Kind: "source", NodeTally: sim.NodeTally{Sent: counts(10, 0, 0)}, Ways: []Way{{To: 2}}},
			{Name: "screws", Kind: "source", NodeTally: sim.NodeTally{Sent: counts(0, 40, 0)}, Ways: []Way{{3, counts(0, 40, 0)}}},
			{Name: "mill", Kind: "machine", NodeTally: sim.NodeTally{Sent: counts(10, 0, 0)}, CostPerHour: 30, Planned: time.Hour, Ways: []Way{{3, counts(10, 0, 0)}}},
			{Name: "mount", Kind: "assembly", NodeTally: sim.NodeTally{Sent: counts(0, 0, 10), Consumed: counts(10, 40, 0), Made: counts(0, 0, 10)}, CostPerHour: 20, Planned: time.Hour, Ways: []Way{{To: 4}}},
			{Name: "test", Kind: "machine", NodeTally: sim.NodeTally{Sent: counts(0, 0, 8), Scrapped: counts(0, 0, 2)}, CostPerHour: 10, Planned: time.Hour, Ways: []Way{{To: 5}}},
			{Name: "out", Kind: "sink", NodeTally: sim.NodeTally{Sent: counts(0, 0, 8)}},
		},
	}
}

// A pump has 5 + 4 x 0.5 = 7 of material and 3 + 2 + 1 = 6 of conversion in it, components included. Two are scrapped at 13
// each, with all that the mill did for them; the pump bears all, its components nothing.
func TestComponentsPassOnTheirCost(t *testing.T) {
	l := book(t, assembled())
	check(t, "scrap", l.Items[Scrap], 2*13)
	check(t, "material", l.Items[Material], 8*7)
	check(t, "machine hours", l.Items[Machine], 8*6)
	check(t, "housings", l.Products[0].Total(), 0)
	check(t, "screws", l.Products[1].Total(), 0)
	check(t, "pumps", l.Products[2].Total(), 10*13)
	check(t, "scrap of the mill", l.Elements[2][Scrap], 2*3)
	part, why := l.PerGoodPartOf(2)
	if why != "" {
		t.Fatal(why)
	}
	check(t, "a good pump", part.Total(), 130./8)
}

// What the components cost is paid in the cash of the year: 8 pumps at 30 less the material of 10, in an hour of a year of
// 50 weeks.
func TestTheMaterialOfComponentsIsPaid(t *testing.T) {
	l := book(t, assembled())
	check(t, "cash", l.YearlyCash, (8*30-10*7)*168*50)
	w := assembled()
	w.Products[2].Unlimited, w.Products[2].DemandPerYear = false, 4*168*50 // only half is sold, and only its material bought
	l = book(t, w)
	check(t, "cash of half", l.YearlyCash, (4*30-5*7)*168*50)
}

// Of housings that are still on their way, half of all, the cost stays with them.
func TestWhatHasGoneIntoNothingYetKeepsItsCost(t *testing.T) {
	w := assembled()
	w.Elements[0].Sent[0], w.Elements[2].Sent[0] = 20, 20 // ten more wait before the assembly
	l := book(t, w)
	check(t, "housings", l.Products[0].Total(), 10*(5+1.5))
	check(t, "pumps", l.Products[2].Total(), 10*(5+1.5+2+2+1))
}

// What is taken apart passes its cost on to its pieces, one like another.
func TestPiecesBearWhatWasTakenApart(t *testing.T) {
	counts := func(old, core, cover int64) []int64 { return []int64{old, core, cover} }
	w := Watched{
		Duration: time.Hour, Left: counts(0, 10, 20), Economics: Economics{WeeksPerYear: 50},
		Products: []Product{{Name: "old", MaterialCost: 3}, {Name: "core"}, {Name: "cover"}},
		Elements: []Element{
			{Name: "in", Kind: "source", NodeTally: sim.NodeTally{Sent: counts(10, 0, 0)}, Ways: []Way{{To: 1}}},
			{Name: "strip", Kind: "disassembly", NodeTally: sim.NodeTally{Sent: counts(0, 10, 20), Consumed: counts(10, 0, 0), Made: counts(0, 10, 20)}, CostPerHour: 30, Planned: time.Hour, Ways: []Way{{To: 2}}},
			{Name: "out", Kind: "sink", NodeTally: sim.NodeTally{Sent: counts(0, 10, 20)}},
		},
	}
	l := book(t, w)
	check(t, "old", l.Products[0].Total(), 0)
	check(t, "core", l.Products[1].Total(), 10*(1+1))
	check(t, "cover", l.Products[2].Total(), 20*(1+1))
}
