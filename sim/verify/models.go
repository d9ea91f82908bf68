package verify

import (
	"fmt"
	"maps"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

func mm1() (float64, error) {
	q, err := theory.MM1(0.8, 1)
	return q.Waiting, err
}

func mmc() (float64, error) {
	q, err := theory.MMC(2.4, 1, 3)
	return q.Waiting, err
}

func mmck() (float64, error) {
	q, err := theory.MMCK(3, 2, 2, 5)
	return q.Lost, err
}

func erlangB() (float64, error) { return theory.ErlangB(5, 1, 6) }

func mg1(lambda float64, service theory.Moments) func() (float64, error) {
	return func() (float64, error) {
		q, err := theory.MG1(lambda, service)
		return q.Waiting, err
	}
}

func gm1() (float64, error) {
	q, err := theory.GM1(theory.UniformTransform(0.5, 1.5), 1, 1.25)
	return q.Waiting, err
}

func failingAtWork() (float64, error) {
	q, err := theory.MG1Unreliable(0.6, theory.ExponentialMoments(1), 0.05, theory.ExponentialMoments(4))
	return q.Waiting, err
}

func failingAlways() (float64, error) {
	q, err := theory.MM1Calendar(0.6, 1, 0.05, 0.25)
	return q.Number, err
}

func failingQueue(always bool) func() Trial {
	return func() Trial {
		m := Machine{Cycle: Exp(1), Up: Exp(20), Down: Exp(4), Calendar: always, Accepts: true}
		l := Line{Arrivals: Exp(1 / 0.6), Room: -1, Machines: []Machine{m}}
		measure := waiting
		if always {
			measure = wip
		}
		return Trial{Model: l.Model(), Warmup: 2000, Length: 50_000, Measure: measure, Within: 0.015}
	}
}

func anyLaw() (float64, error) {
	return theory.TwoStations(Law("triangular(0.5s, 1s, 2s)").CDF, uniform(0.6, 1.8).CDF)
}

func uniform(low, high float64) *dist.Dist {
	d, err := dist.Uniform(low, high)
	if err != nil {
		panic("verify: a law of the suite is wrong: " + err.Error())
	}
	return d
}

func anyLawLine() Trial {
	l := Line{Machines: []Machine{{Cycle: Law("triangular(0.5s, 1s, 2s)")}, {Cycle: uniform(0.6, 1.8)}}, Buffers: []int{0}}
	return Trial{Model: l.Model(), Warmup: 100, Length: 10_000, Measure: throughput, Within: 0.002}
}

func slowest() (float64, error) { return theory.SlowestCycle([]float64{2, 5, 3, 4}) }

// slowestLine counts what passes the last station in a whole number of the slowest cycles.
func slowestLine() Trial {
	l := Line{Machines: []Machine{{Cycle: Fixed(2)}, {Cycle: Fixed(5)}, {Cycle: Fixed(3)}, {Cycle: Fixed(4)}}, Buffers: []int{1, 0, 2}}
	return Trial{Model: l.Model(), Warmup: 1000, Length: 100_000, Measure: throughput, Exact: true}
}

func twoServers() (float64, error) {
	r, err := theory.Parallel([]float64{1, 0.5, 1}, []int{1, 2, 1}, []int{1, 1})
	return r.Throughput, err
}

func twoServersLine() Trial {
	l := Line{Machines: []Machine{{Cycle: Exp(1)}, {Cycle: Exp(2), Servers: 2}, {Cycle: Exp(1)}}, Buffers: []int{1, 1}}
	return Trial{Model: l.Model(), Warmup: 500, Length: 10_000, Measure: throughput, Within: 0.004}
}

func tandem() (float64, error) {
	q, err := theory.Tandem(0.7, []float64{1, 0.9})
	if err != nil {
		return 0, err
	}
	return q[1].Waiting, nil
}

func tandemLine() Trial {
	l := Line{Arrivals: Exp(1 / 0.7), Room: -1, Machines: machines([]float64{1, 0.9}), Buffers: []int{-1}}
	return Trial{Model: l.Model(), Warmup: 2000, Length: 50_000, Measure: func(v *View) float64 { return v.Level("b1") }, Within: 0.0095}
}

func interference() (float64, error) {
	r, err := theory.Interference(5, 2, 30, 10)
	return r.Running, err
}

// interferenceLine is machines side by side, each always at work when it is up.
func interferenceLine() Trial {
	return Trial{
		Model: sideBySide(5, Machine{Cycle: Exp(1), Up: Exp(30), Down: Exp(10), Repairers: true}, Line{Mechanics: 2}), Warmup: 500, Length: 20_000, Within: 0.004,
		Measure: func(v *View) float64 { return v.Share("m1", sim.Working) },
	}
}

func loading() (float64, error) {
	r, err := theory.Interference(6, 1, 10, 1.5)
	return r.Rate, err
}

func loadingLine() Trial {
	m := Machine{Cycle: Exp(10), Load: Exp(1.5), NeedsOperator: true}
	return Trial{Model: sideBySide(6, m, Line{Crew: 1}), Warmup: 500, Length: 20_000, Measure: throughput, Within: 0.004}
}

// sideBySide is n machines, each with a source of its own, that share people.
func sideBySide(n int, machine Machine, people Line) *plant.Model {
	people.Machines = []Machine{machine}
	one := people.Model()
	m := &plant.Model{}
	for _, s := range one.Elements {
		switch s.Kind {
		case "source", "machine":
			for i := 1; i <= n; i++ {
				e := s
				e.Name = fmt.Sprintf("%s%d", map[string]string{"source": "in", "machine": "m"}[s.Kind], i)
				e.Values = map[string]any{}
				maps.Copy(e.Values, s.Values)
				if s.Kind == "source" {
					e.Values["to"] = []string{fmt.Sprintf("m%d", i)}
				}
				m.Elements = append(m.Elements, e)
			}
		default:
			m.Elements = append(m.Elements, s)
		}
	}
	return m
}

func conwip() (float64, error)   { return theory.BalancedCONWIP(3, 3, 1) }
func conwip10() (float64, error) { return theory.BalancedCONWIP(10, 4, 1) }

// loop is stations in a circle, in which so many carriers go round.
func loop(stations, carriers int) func() Trial {
	return func() Trial {
		l := Line{Machines: make([]Machine, stations), Buffers: make([]int, stations-1)}
		for i := range l.Machines {
			l.Machines[i].Cycle = Exp(1)
		}
		for i := range l.Buffers {
			l.Buffers[i] = -1
		}
		m := l.Model()
		elements := m.Elements[1 : len(m.Elements)-1] // no source, no sink
		elements[len(elements)-1].Values["to"] = []string{"back"}
		m.Elements = append(elements, plant.Spec{Name: "back", Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": []string{"m1"}}})
		rounds := func(v *View) float64 { return v.Done("m1") / v.Seconds() }
		return Trial{Model: m, Inserted: map[string]int{"back": carriers}, Warmup: 500, Length: 10_000, Measure: rounds, Within: 0.004}
	}
}

func operating() (float64, error) {
	return theory.OperationDependent(1, []float64{900, 900, 900, 900, 900}, []float64{100, 100, 100, 100, 100})
}

func byCalendar() (float64, error) {
	return theory.TimeDependent(1, []float64{9000, 9000, 9000, 9000, 9000}, []float64{1000, 1000, 1000, 1000, 1000})
}

// failingFive is five machines of a constant cycle without buffers. On the calendar clock the product of availabilities is
// that of a line that stops as one; here each machine still ends its part when another stops, which is worth a cycle in a
// repair: with repairs of a thousand cycles, less than the half-width.
func failingFive(always bool) func() Trial {
	return func() Trial {
		m := Machine{Cycle: Fixed(1), Up: Exp(900), Down: Exp(100), Calendar: always}
		length := 200_000.0
		if always {
			m.Up, m.Down, length = Exp(3600), Exp(400), 400_000 // a stop loses a cycle at most, 1 part in 700
		}
		l := Line{Machines: []Machine{m, m, m, m, m}, Buffers: places(0, 5)}
		return Trial{Model: l.Model(), Warmup: 20_000, Length: length, Measure: throughput, Within: 0.015}
	}
}

func failingPair(clock theory.Clock) func() (float64, error) {
	return func() (float64, error) {
		s := theory.Station{Rate: 1, FailureRate: 0.02, RepairRate: 0.1}
		r, err := theory.Line{Stations: []theory.Station{s, s}, Buffers: []int{2}, Clock: clock}.Solve()
		return r.Throughput, err
	}
}

func failingPairLine(always bool) func() Trial {
	return func() Trial {
		m := Machine{Cycle: Exp(1), Up: Exp(50), Down: Exp(10), Calendar: always, Holds: always}
		return Trial{Model: Line{Machines: []Machine{m, m}, Buffers: []int{2}}.Model(), Warmup: 1000, Length: 50_000, Measure: throughput, Within: 0.005}
	}
}

func technician() (float64, error) {
	s := theory.Station{Rate: 1, FailureRate: 0.05, RepairRate: 0.1}
	r, err := theory.Line{Stations: []theory.Station{s, s}, Buffers: []int{4}, Technicians: 1}.Solve()
	return r.Throughput, err
}

func technicianLine() Trial {
	m := Machine{Cycle: Exp(1), Up: Exp(20), Down: Exp(10), Repairers: true}
	return Trial{Model: Line{Machines: []Machine{m, m}, Buffers: []int{4}, Mechanics: 1}.Model(), Warmup: 1000, Length: 50_000, Measure: throughput, Within: 0.005}
}

func restart() (float64, error) { return theory.Restart(1, 0.1, 3) }

func restartLine() Trial {
	m := Machine{Cycle: Fixed(1), Up: Exp(10), Down: Exp(3), AfterRepair: "restart"}
	return Trial{Model: Line{Machines: []Machine{m}}.Model(), Warmup: 200, Length: 20_000, Measure: throughput, Within: 0.004}
}
