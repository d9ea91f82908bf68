package verify

import (
	"math"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

// Lines that are no row of machines: parts that come round again, scrap, setups, robots and shifts.

// again sends 30 % of its parts back to the queue before it.
func again() Trial {
	m := &plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": Exp(2), "when_full": "hold", "to": []string{"b0"}}},
		{Name: "b0", Kind: "buffer", Values: map[string]any{"room": room(-1), "to": []string{"m1"}}},
		{Name: "m1", Kind: "machine", Values: map[string]any{"cycle": Exp(1), "to": []string{"b0", "out"}, "choose": "random", "shares": []float64{0.3, 0.7}}},
		{Name: "out", Kind: "sink"},
	}}
	return Trial{Model: m, Warmup: 2000, Length: 50_000, Measure: waiting, Within: 0.0095}
}

func feedback() (float64, error) {
	queues, err := theory.Jackson([]float64{0.5}, []float64{1}, [][]float64{{0.3}})
	if err != nil {
		return 0, err
	}
	return queues[0].Waiting, nil
}

// scrapping is two machines of which the first scraps 10 % and the second 20 %.
func scrapping() Trial {
	l := Line{Machines: []Machine{{Cycle: Fixed(1)}, {Cycle: Fixed(1)}}, Buffers: []int{2}}
	m := l.Model()
	for i := range m.Elements {
		if share, ok := map[string]float64{"m1": 0.1, "m2": 0.2}[m.Elements[i].Name]; ok {
			m.Elements[i].Values["scrap"] = share
		}
	}
	return Trial{Model: m, Warmup: 10, Length: 20_000, Measure: throughput, Within: 0.003}
}

func yield() (float64, error) { return 0.9 * 0.8, nil }

// breaking is a machine with two failure modes.
func breaking(afterRepair string, modes ...plant.Failure) func() Trial {
	return func() Trial {
		m := Line{Machines: []Machine{{Cycle: Exp(1), AfterRepair: afterRepair}}}.Model()
		for i := range m.Elements {
			if m.Elements[i].Name == "m1" {
				m.Elements[i].Failures = modes
			}
		}
		return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: throughput, Within: 0.0095}
	}
}

func mode(name string, up, down float64) plant.Failure {
	return plant.Failure{Name: name, Uptime: Exp(up), Repair: Exp(down), Clock: "operating"}
}

// twoModes is 1/(1 + sum MTTR/MTBF): on the operating clock modes add up as machines in a row do.
func twoModes() (float64, error) {
	return theory.OperationDependent(1, []float64{100, 50}, []float64{10, 2.5})
}

func memoryless() (float64, error) { return theory.OperationDependent(1, []float64{10}, []float64{3}) }

func scrapsInWork() (float64, error) {
	good, _, err := theory.Scrap(func(s float64) float64 { return 1 / (1 + s) }, 0.1, 3)
	return good, err
}

// changing makes two products by chance, with a setup of 5 s whenever the product changes.
func changing() Trial {
	m := Line{Machines: []Machine{{Cycle: Fixed(10)}}}.Model()
	m.Products = []plant.Product{{Name: "a", Share: 0.7}, {Name: "b", Share: 0.3}}
	for i := range m.Elements {
		if m.Elements[i].Name == "m1" {
			m.Elements[i].Values["setup"] = Fixed(5)
		}
	}
	return Trial{Model: m, Warmup: 100, Length: 50_000, Measure: throughput, Within: 0.002}
}

func changeover() (float64, error) {
	return theory.SetupMix([]float64{0.7, 0.3}, []float64{10, 10}, [][]float64{{0, 5}, {5, 0}})
}

// tending is a robot that takes 2 s to load and 2 s to unload each of three machines with a cycle of 3 s: it is the
// bottleneck, and never rests.
func tending() Trial {
	m := &plant.Model{}
	for _, name := range []string{"m1", "m2", "m3"} {
		m.Elements = append(m.Elements,
			plant.Spec{Name: "in " + name, Kind: "source", Values: map[string]any{"release": "endless", "to": []string{name}}},
			plant.Spec{Name: name, Kind: "machine", Values: map[string]any{"cycle": Fixed(3), "robot": "arm", "to": []string{"out"}}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"},
		plant.Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": Fixed(1), "place": Fixed(1)}})
	return Trial{Model: m, Warmup: 480, Length: 48_000, Measure: throughput, Exact: true}
}

func oneArm() (float64, error) { return 1.0 / 4, nil }

// exchanging is a double gripper: the machine waits for pick and place only, and the robot puts the old part down and
// takes the next one while it works.
func exchanging() Trial {
	m := Line{Machines: []Machine{{Cycle: Fixed(10)}}}.Model()
	for i := range m.Elements {
		if m.Elements[i].Name == "m1" {
			m.Elements[i].Values["robot"] = "arm"
		}
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "arm", Kind: "robot",
		Values: map[string]any{"pick": Fixed(2), "place": Fixed(3), "travel": Fixed(1), "gripper": "double"}})
	return Trial{Model: m, Warmup: 150, Length: 15_000, Measure: throughput, Exact: true}
}

func exchange() (float64, error) { return 1.0 / (10 + 2 + 3), nil }

// daily works 7.5 hours a day, a quarter of an hour after four; a part that is under way goes on the next time.
func daily() Trial {
	c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{"daily 06:00-14:00"}, []string{"daily 10:00-10:30"}, nil)
	if err != nil {
		panic("verify: a shift of the suite is wrong: " + err.Error())
	}
	m := Line{Machines: []Machine{{Cycle: Fixed(100)}}}.Model()
	m.Shifts = []plant.Shift{{Name: "day", Calendar: c}}
	for i := range m.Elements {
		if m.Elements[i].Name == "m1" {
			m.Elements[i].Values["shift"], m.Elements[i].Values["at_shift_end"] = "day", "pause"
		}
	}
	return Trial{Model: m, Length: 10 * 86_400, Measure: throughput, Exact: true}
}

func ofADay() (float64, error) { return math.Floor(10*7.5*3600/100) / (10 * 86_400), nil }
