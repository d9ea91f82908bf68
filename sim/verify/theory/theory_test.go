package theory

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, have, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(have-want) <= tolerance) {
		t.Errorf("%s: have %.12g, want %.12g ± %g", what, have, want, tolerance)
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// exponential is a line of exponential stations.
func exponential(buffers []int, rates ...float64) Line {
	l := Line{Buffers: buffers}
	for _, r := range rates {
		l.Stations = append(l.Stations, Station{Rate: r})
	}
	return l
}

// Numbers that everybody in the field knows.
func TestKnown(t *testing.T) {
	ten, ninety := repeat(5, 1000), repeat(5, 9000) // five machines that are up 90 % of the time
	for _, k := range []struct {
		name            string
		have, want, tol float64
	}{
		{"two stations, no buffer: 2/3", must(exponential([]int{0}, 1, 1).Solve()).Throughput, 2.0 / 3, 1e-14},
		{"three stations, no buffers: 22/39", must(exponential([]int{0, 0}, 1, 1, 1).Solve()).Throughput, 22.0 / 39, 1e-14},
		{"blocking before service: 1/2", must(BeforeService([]float64{1, 1}, []int{0})), 0.5, 1e-14},
		{"five machines at 90 %, operating", must(OperationDependent(1, ninety, ten)), 0.643, 5e-4},
		{"five machines at 90 %, calendar", must(TimeDependent(1, ninety, ten)), 0.590, 5e-4},
		{"balanced CONWIP", must(BalancedCONWIP(3, 3, 1)), 0.6, 1e-15},
		{"balanced CONWIP as a closed loop", must(ClosedLoop(3, []Node{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}})).Throughput, 0.6, 1e-14},
		{"two exponential stations by integration", must(TwoStations(expCDF(1), expCDF(1))), 2.0 / 3, 1e-10},
		{"two exponential stations indexed", must(Synchronous(2, 1)), 2.0 / 3, 1e-15},
		{"Pollaczek-Khinchine, constant times", must(MG1(0.8, ConstantMoments(1))).Wait, 2, 1e-12},
		{"Pollaczek-Khinchine, exponential times", must(MG1(0.8, ExponentialMoments(1))).Wait, must(MM1(0.8, 1)).Wait, 1e-12},
		{"GI/M/1 with Poisson arrivals", must(GM1(ErlangTransform(1, 1.25), 1.25, 1)).Wait, 4, 1e-9},
		{"one machine of four modules, Erlang's B", must(Spares(1, 3, 2, 1)).Down, must(ErlangB(2, 1, 4)), 1e-12},
		{"no spares, all machines by themselves", must(Spares(5, 0, 0.1, 0.4)).Down, 1, 1e-12},
		{"a module for each that may be away", must(Spares(2, 60, 0.5, 0.5)).AtOnce, 1, 1e-12},
		{"on hand, Palm", must(Spares(1000, 3, 0.001, 1)).InStock, 3*math.Exp(-1) + 2*math.Exp(-1) + math.Exp(-1)/2, 2e-3},
		{"Erlang's B, 5 on 6", must(ErlangB(5, 1, 6)), 0.1918, 5e-5},
		{"slowest cycle", must(SlowestCycle([]float64{9, 12, 10})), 1.0 / 12, 0},
		{"one operator, machines rule", must(OneOperator(2, 8, 2)), 0.2, 1e-15},
		{"one operator, he rules", must(OneOperator(9, 8, 2)), 0.5, 1e-15},
		{"constant restart is constant scrap", must(Restart(2, 0.1, 3)), first(Scrap(ConstantTransform(2), 0.1, 3)), 1e-14},
		{"unequal pair that is equal", must(Unequal(1.2, 1, 1)).Number, must(MMC(1.2, 1, 2)).Number, 1e-12},
		{"an oven for one", must(Bulk(0.8, 1, 1)).Waiting, must(MM1(0.8, 1)).Waiting, 1e-12},
		{"an oven that nobody ever waits for", must(Bulk(0.001, 1, 9)).Waiting, 0.001 * 0.001, 2e-9}, // one comes while one is in work
		{"what is missing from stock", 3 - must(MakeToStock(0.8, 1, 3)).Stock + must(MakeToStock(0.8, 1, 3)).Backlogs, must(MM1(0.8, 1)).Number, 1e-12},
		{"customers wait, J. Little", 0.8 * must(MakeToStock(0.8, 1, 3)).Wait, must(MakeToStock(0.8, 1, 3)).Backlogs, 1e-12},
		{"customers wait, by their law", must(MakeToStock(0.8, 1, 3)).WaitQuantile(1 - 0.512/math.E), 5, 1e-12}, // 0.8^3 wait, a share 1/e of them beyond 1/(mu - lambda)
		{"maintained", must(Maintained(100, 5, 0.01, 8)), 1 / 1.13, 1e-15},
	} {
		near(t, k.name, k.have, k.want, k.tol)
	}
}

func first(x, _ float64, err error) float64 { return must(x, err) }

func repeat(n int, x float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = x
	}
	return xs
}

func expCDF(rate float64) func(float64) float64 {
	return func(x float64) float64 { return -math.Expm1(-rate * x) }
}

// The same thing computed along two ways.
func TestTwoWays(t *testing.T) {
	repair := must(Interference(8, 1, 12, 1.5))
	takacs := must(InterferenceAnyService(8, 12, 1.5, ErlangTransform(1, 1.5)))
	near(t, "Takács with exponential times", takacs.Busy, repair.Busy, 1e-12)

	many := must(Interference(20, 20, 50, 6)) // nobody waits
	near(t, "as many people as machines", many.Running, must(Availability(50, 6)), 1e-12)

	side := must(Parallel([]float64{1, 1.2, 0.9}, []int{1, 1, 1}, []int{1, 2}))
	line := must(exponential([]int{1, 2}, 1, 1.2, 0.9).Solve())
	near(t, "one machine side by side", side.Throughput, line.Throughput, 1e-12)
	near(t, "its WIP", side.WIP, line.WIP, 1e-12)

	one := must(Assembly([]float64{1.2}, []int{3}, 1))
	near(t, "assembly of one part", one.Throughput, must(exponential([]int{3}, 1.2, 1).Solve()).Throughput, 1e-12)

	// One station that loses what finds no place is M/M/1/K.
	l := exponential(nil, 1)
	l.Arrivals, l.Entrance = 1.2, 9
	loss := must(l.Solve())
	mmck := must(MMCK(1.2, 1, 1, 10))
	near(t, "lost", loss.Lost, mmck.Lost, 1e-12)
	near(t, "number", loss.WIP+loss.Waiting, mmck.Number, 1e-10)

	// A loop of one delay and one machine is machine interference.
	loop := must(ClosedLoop(8, []Node{{12, 1, 0}, {1.5, 1, 1}}))
	near(t, "loop", loop.Throughput, repair.Rate, 1e-12)

	// A constant cycle that fails lasts cycle (1 + MTTR/MTBF) on average; with no second station it is the cycle.
	at0 := func(float64) float64 { return 1 }
	near(t, "mean failing cycle", 1/must(TwoStations(FailingCycle(2, 0.05, 4), at0)), 2*(1+0.05*4), 1e-9)
	near(t, "failing cycle, rare", must(TwoStations(FailingCycle(1, 1e-6, 1e5), FailingCycle(1, 1e-6, 1e5))), 1/1.2, 1e-6)

	// MM1Calendar against the chain of which it is the solution, cut off at 400 parts.
	queue := exponential(nil, 1)
	queue.Stations[0].FailureRate, queue.Stations[0].RepairRate = 0.05, 0.25
	queue.Clock, queue.AcceptDown, queue.ReleaseDown, queue.Arrivals, queue.Entrance = Calendar, true, true, 0.6, 400
	near(t, "calendar failures", must(MM1Calendar(0.6, 1, 0.05, 0.25)).Number, sum(must(queue.Solve())), 1e-9)
	queue.Clock = Operating
	near(t, "operating failures", must(MG1Unreliable(0.6, ExponentialMoments(1), 0.05, ExponentialMoments(4))).Number, sum(must(queue.Solve())), 1e-9)
}

func sum(r LineResult) float64 { return r.WIP + r.Waiting }

// A stationary law flows out of each state as much as in, on any chain that can return: here a ring with chords.
func TestStationaryBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "states")
		rate := rapid.Float64Range(0.01, 100)
		type move struct {
			from, to int
			rate     float64
		}
		var moves []move
		for i := range n {
			moves = append(moves, move{i, (i + 1) % n, rate.Draw(t, "rate")})
		}
		for range rapid.IntRange(0, 60).Draw(t, "chords") {
			moves = append(moves, move{rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to"), rate.Draw(t, "rate")})
		}
		law, err := solve(0, func(s int, to func(int, float64)) {
			for _, m := range moves {
				if m.from == s {
					to(m.to, m.rate)
				}
			}
		})
		if err != nil || len(law.P) != n {
			t.Fatal(len(law.P), err)
		}
		p := make([]float64, n)
		for i, s := range law.States {
			p[s] = law.P[i]
		}
		for s := range n {
			in, out := 0.0, 0.0
			for _, m := range moves {
				if m.from == m.to {
					continue
				}
				if m.to == s {
					in += p[m.from] * m.rate
				}
				if m.from == s {
					out += p[m.from] * m.rate
				}
			}
			if math.Abs(in-out) > 1e-12*(in+out) {
				t.Fatalf("state %d: in %v, out %v", s, in, out)
			}
		}
	})
}

// Any line: the states of a station sum to 1, what each makes is what the line makes, the reversed line makes as much
// (G. Yamazaki, H. Sakasegawa, 1975), and one more place never makes less.
func TestAnyLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3).Draw(t, "stations") // four that fail, in phases, with more room, may be more states than are solved
		var l, back Line
		for i := range n {
			s := Station{Rate: rapid.Float64Range(0.3, 3).Draw(t, "rate"), Phases: rapid.IntRange(0, 2).Draw(t, "phases")}
			if rapid.Bool().Draw(t, "fails") {
				s.FailureRate, s.RepairRate = 0.05, rapid.Float64Range(0.1, 1).Draw(t, "repair")
			}
			l.Stations = append(l.Stations, s)
			back.Stations = append([]Station{s}, back.Stations...)
			if i > 0 {
				b := rapid.IntRange(0, 2).Draw(t, "buffer")
				l.Buffers = append(l.Buffers, b)
				back.Buffers = append([]int{b}, back.Buffers...)
			}
		}
		r := must(l.Solve())
		for i, s := range l.Stations {
			if all := r.Working[i] + r.Blocked[i] + r.Starved[i] + r.Down[i]; math.Abs(all-1) > 1e-12 {
				t.Fatalf("station %d: states sum to %v", i+1, all)
			}
			if x := r.Working[i] * s.Rate; math.Abs(x-r.Throughput) > 1e-11 {
				t.Fatalf("station %d makes %v, the line %v", i+1, x, r.Throughput)
			}
		}
		if x := must(back.Solve()).Throughput; math.Abs(x-r.Throughput) > 1e-11 {
			t.Fatalf("reversed %v, forward %v", x, r.Throughput)
		}
		for i := range l.Buffers {
			l.Buffers[i]++
		}
		if x := must(l.Solve()).Throughput; x < r.Throughput-1e-12 {
			t.Fatalf("with more room %v, before %v", x, r.Throughput)
		}
	})
}

func TestMistakes(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	err := func(_ any, err error) error { return err }
	for _, m := range []struct {
		name string
		err  error
		want string
	}{
		{"overloaded", err(MM1(1, 1)), "grows without end"},
		{"overloaded, many machines", err(MMC(2, 1, 2)), "grows without end"},
		{"overloaded by failures", err(MM1Calendar(0.9, 1, 0.1, 0.5)), "grows without end"},
		{"polled by nobody's rule", err(Polling([]Polled{{1, ConstantMoments(0.5), ConstantMoments(1)}}, "other")), "visits: want"},
		{"polled, overloaded when limited to one", err(Polling([]Polled{{0.5, ConstantMoments(1), ConstantMoments(1)}}, Limited)), "grows without end"},
		{"polled in no time", err(Polling([]Polled{{0.5, ConstantMoments(1), Moments{}}}, Gated)), "time to go round"},
		{"no time of resupply", err(Spares(1, 1, 1, 0)), "resupply rate"},
		{"no machines", err(MMC(1, 1, 0)), "machines"},
		{"rate is not a number", err(MM1(nan, 1)), "lambda"},
		{"endless rate", err(MM1(1, inf)), "mu"},
		{"fewer places than machines", err(MMCK(1, 1, 3, 2)), "places"},
		{"no stations", err(Line{}.Solve()), "stations: want 1 to 8"},
		{"one buffer too many", err(exponential([]int{1, 1}, 1, 1).Solve()), "buffers: want 1"},
		{"buffer below zero", err(exponential([]int{-1}, 1, 1).Solve()), "buffer 1"},
		{"fails and is never repaired", err(Line{Stations: []Station{{Rate: 1, FailureRate: 1}}}.Solve()), "repair rate"},
		{"too many states", err(exponential([]int{100, 100, 100}, 1, 1, 1, 1).Solve()), "at most"},
		{"ends for ever", err(solve(0, func(s int, to func(int, float64)) {
			if s == 0 {
				to(1, 1)
			}
		})), "left for the start"},
		{"rate of nothing", err(solve(0, func(_ int, to func(int, float64)) { to(1, 0) })), "rate"},
		{"never leaves", err(Jackson([]float64{1}, []float64{2}, [][]float64{{1}})), "leave at some time"},
		{"routed twice", err(Jackson([]float64{1}, []float64{2}, [][]float64{{1.5}})), "at most 1"},
		{"no jobs", err(ClosedLoop(0, []Node{{1, 1, 1}})), "jobs"},
		{"never ends", err(TwoStations(func(float64) float64 { return 0 }, expCDF(1))), "fade away"},
		{"unlike lists", err(OperationDependent(1, []float64{1}, []float64{1, 2})), "as many"},
		{"setups missing", err(SetupMix([]float64{1}, []float64{1}, [][]float64{{}})), "setup 1"},
	} {
		if m.err == nil || !strings.Contains(m.err.Error(), m.want) {
			t.Errorf("%s: have %v, want %q", m.name, m.err, m.want)
		}
	}
}
