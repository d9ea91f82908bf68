package plant_test

import (
	"fmt"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// values is what an example says of an element.
type values = map[string]any

func element(name, kind string, v values) plant.Spec {
	return plant.Spec{Name: name, Kind: kind, Values: v}
}

// played is the line of a model, run for some seconds.
func played(m *plant.Model, seconds int) *sim.Line {
	p, err := plant.Build(m)
	if err != nil {
		panic(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		panic(err)
	}
	if err := l.Start(); err != nil {
		panic(err)
	}
	if err := l.Run(time.Duration(seconds) * time.Second); err != nil {
		panic(err)
	}
	return l
}

func at(l *sim.Line, name string) sim.ID {
	id, ok := l.Find(name)
	if !ok {
		panic(name)
	}
	return id
}

// One machine that is returned every 10 s is taken, in 4 s, into a core and two covers, which go to places of their own.
func Example_disassembly() {
	l := played(&plant.Model{
		Products: []plant.Product{{Name: "motor"}, {Name: "core"}, {Name: "cover"}},
		Elements: []plant.Spec{
			element("returns", "source", values{"every": dist.Constant(10), "product": "motor", "to": []string{"strip"}}),
			element("strip", "disassembly", values{"cycle": dist.Constant(4), "gives": plant.Bill{{Name: "core", Count: 1}, {Name: "cover", Count: 2}},
				"choose": "product", "to": []string{"cores"}, "to_by_product": map[string][]string{"cover": {"covers"}}}),
			element("cores", "sink", nil),
			element("covers", "sink", nil),
		},
	}, 60)
	t := l.Totals()
	fmt.Println("taken apart:", t.Consumed[0], "cores:", t.Left[1], "covers:", t.Left[2])
	// Output:
	// taken apart: 5 cores: 5 covers: 10
}

// A furnace takes four parts at a time for 60 s, or fewer once the first has waited for 50. A part comes every 20 s: four are
// there at 80, but the first waits since 20, so that it begins with three at 70; and again with three at 130, for the same reason.
func Example_oven() {
	l := played(&plant.Model{Elements: []plant.Spec{
		element("in", "source", values{"every": dist.Constant(20), "to": []string{"queue"}}),
		element("queue", "buffer", values{"room": 9, "to": []string{"furnace"}}),
		element("furnace", "oven", values{"batch": 4, "maximum_wait": 50 * time.Second, "cycle": dist.Constant(60), "to": []string{"out"}}),
		element("out", "sink", nil),
	}}, 135)
	fmt.Println("baked by 135 s:", l.Totals().Left[0], "the furnace is", l.State(at(l, "furnace")))
	// Output:
	// baked by 135 s: 3 the furnace is working
}

// Six bottles are put into a box in 3 s, the box is labelled in 5 s as one, and taken apart again.
func Example_batch() {
	l := played(&plant.Model{Elements: []plant.Spec{
		element("in", "source", values{"every": dist.Constant(1), "to": []string{"box"}}),
		element("box", "batch", values{"batch": 6, "cycle": dist.Constant(3), "to": []string{"label"}}),
		element("label", "machine", values{"cycle": dist.Constant(5), "to": []string{"unbox"}}),
		element("unbox", "unbatch", values{"cycle": dist.Constant(0), "to": []string{"out"}}),
		element("out", "sink", nil),
	}}, 14)
	fmt.Println("bottles by 14 s:", l.Totals().Left[0])
	// Output:
	// bottles by 14 s: 6
}

// Two pallets go round: two parts are put onto one, worked on for 10 s and taken off, and the pallet comes back.
func Example_palletising() {
	l := played(&plant.Model{
		Products: []plant.Product{{Name: "part"}, {Name: "pallet", Carrier: true}},
		Elements: []plant.Spec{
			element("in", "source", values{"product": "part", "release": "endless", "to": []string{"load"}}),
			element("load", "palletising", values{"carrier": "pallet", "batch": 2, "cycle": dist.Constant(2), "to": []string{"work"}}),
			element("work", "machine", values{"cycle": dist.Constant(10), "to": []string{"unload"}}),
			element("unload", "depalletising", values{"cycle": dist.Constant(1), "carriers_to": []string{"empties"}, "to": []string{"out"}}),
			element("empties", "buffer", values{"room": 2, "stock": plant.Bill{{Name: "pallet", Count: 2}}, "to": []string{"load"}}),
			element("out", "sink", nil),
		},
	}, 63)
	fmt.Println("parts by 63 s:", l.Totals().Left[0], "of", l.Tally(at(l, "work")).Sent[0], "worked on")
	// Output:
	// parts by 63 s: 12 of 12 worked on
}

// Every second part is looked at for 2 s; the press makes all bad, so that one half is found and the other escapes.
func Example_inspection() {
	l := played(&plant.Model{Elements: []plant.Spec{
		element("in", "source", values{"every": dist.Constant(10), "to": []string{"press"}}),
		element("press", "machine", values{"cycle": dist.Constant(5), "defects": 1.0, "to": []string{"look"}}),
		element("look", "inspection", values{"cycle": dist.Constant(2), "sample_every": 2, "to": []string{"out"}}),
		element("out", "sink", nil),
	}}, 110)
	t := l.Totals()
	fmt.Println("found:", t.Scrapped[0], "escaped:", t.Escaped[0])
	// Output:
	// found: 5 escaped: 5
}

// A crane brings a part out of the rack in 20 s whenever there is a place for it behind; the machine wants one every 30 s.
func Example_storage() {
	l := played(&plant.Model{
		Products: []plant.Product{{Name: "blank"}},
		Elements: []plant.Spec{
			element("truck", "source", values{"every": dist.Constant(600), "to": []string{"rack"}}),
			element("rack", "storage", values{"room": 50, "stock": plant.Bill{{Name: "blank", Count: 10}}, "cycle": dist.Constant(20), "to": []string{"place"}}),
			element("place", "buffer", values{"room": 1, "to": []string{"saw"}}),
			element("saw", "machine", values{"cycle": dist.Constant(30), "to": []string{"out"}}),
			element("out", "sink", nil),
		},
	}, 200)
	fmt.Println("sawn by 200 s:", l.Totals().Left[0], "in the rack:", l.Content(at(l, "rack.queue")))
	// Output:
	// sawn by 200 s: 6 in the rack: 2
}

// A shaft is turned, hardened two at a time and ground; the lathe serves gears as well, which go straight to be ground.
func Example_route() {
	l := played(&plant.Model{
		Products: []plant.Product{
			{Name: "shaft", Share: 0.5, Done: "out", Ops: []plant.Operation{
				{Number: 10, At: []string{"lathe"}, Cycle: dist.Constant(10)},
				{Number: 20, At: []string{"furnace"}},
				{Number: 30, At: []string{"grinder"}, Cycle: dist.Constant(5)},
			}},
			{Name: "gear", Share: 0.5, Done: "out", Ops: []plant.Operation{
				{Number: 10, At: []string{"lathe"}, Cycle: dist.Constant(20)},
				{Number: 30, At: []string{"grinder"}, Cycle: dist.Constant(8)},
			}},
		},
		Sequence: []int{0, 1},
		Elements: []plant.Spec{
			element("in", "source", values{"every": dist.Constant(20)}),
			element("lathe", "machine", values{}),
			element("furnace", "oven", values{"batch": 2, "cycle": dist.Constant(100)}),
			element("grinder", "machine", values{}),
			element("out", "sink", nil),
		},
	}, 200)
	fmt.Println("shafts:", l.Totals().Left[0], "gears:", l.Totals().Left[1])
	// Output:
	// shafts: 2 gears: 4
}

// No more than three parts are between the saw and the end of the line, however much waits before it (CONWIP).
func Example_cards() {
	l := played(&plant.Model{Elements: []plant.Spec{
		element("in", "source", values{"release": "endless", "to": []string{"saw"}}),
		element("saw", "machine", values{"cycle": dist.Constant(2), "to": []string{"store"}}),
		element("store", "buffer", values{"room": 100, "to": []string{"mill"}}),
		element("mill", "machine", values{"cycle": dist.Constant(10), "to": []string{"out"}}),
		element("out", "sink", values{"cards": map[string]int{"saw": 3}}),
	}}, 1000)
	fmt.Println("parts inside:", l.Inside(), "milled:", l.Totals().Left[0])
	// Output:
	// parts inside: 3 milled: 99
}

// Two machines of 10 kW behind one supply of 15 take turns: in a minute each works for half of it, and makes three parts of ten
// seconds instead of six.
func Example_supply() {
	press := func(name string) plant.Spec {
		return element(name, "machine", values{"cycle": dist.Constant(10), "power_kw": map[string]float64{"working": 10}, "to": []string{"out"}})
	}
	l := played(&plant.Model{Elements: []plant.Spec{
		element("in", "source", values{"release": "endless", "to": []string{"left", "right"}}),
		press("left"), press("right"),
		element("grid", "supply", values{"limit_kw": 15.0}),
		element("out", "sink", nil),
	}}, 60)
	for _, name := range []string{"left", "right"} {
		t := l.Tally(at(l, name))
		fmt.Println(name, "works for", t.States[sim.Working], "and waits for power for", t.States[sim.WaitingPower])
	}
	grid := l.Feeder(at(l, "grid"))
	fmt.Println("peak", grid.PeakKW, "kW, at the limit for", grid.Limited)
	// Output:
	// left works for 30s and waits for power for 30s
	// right works for 30s and waits for power for 30s
	// peak 10 kW, at the limit for 1m0s
}
