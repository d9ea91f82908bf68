package finance

import (
	"math"
	"testing"
)

// streamed is a case of pay that grows by 4 % and of all else by 2 %, with something that falls now.
func streamed() Case {
	c := must(NewCase(3, Investment{Capex: 100, YearlyCost: 10, Life: 3, Drift: 0.02}))
	c.Growth = [][]float64{{0, 1.04, 1.04 * 1.04, 1.04 * 1.04 * 1.04}, {0, 1.02, 1.02 * 1.02, 1.02 * 1.02 * 1.02}, {-0.1, 0, 0, 0}}
	return c
}

func TestStreams(t *testing.T) {
	flows := must(streamed().Flows(50, -5, 200))
	for i, want := range []float64{-120, 50*1.04 - 15*1.02, 50*1.04*1.04 - 15*1.02*1.02, 50*1.04*1.04*1.04 - 15*1.02*1.02*1.02} {
		close6(t, "flow", flows[i], want, 1e-12)
	}
}

// The NPV of each replication as if it held for all years is Fixed + Times x Sample; and the means at the end of its
// interval have an NPV at the end of that interval.
func TestWorthIsLinear(t *testing.T) {
	c := streamed()
	streams := [][]float64{{50, 60, 40, 55}, {-5, 3, 8, -1}, {200, 210, 190, 230}}
	means := make([]float64, 3)
	for s := range streams {
		means[s] = mean(streams[s])
	}
	w := must(c.Worth(0.08, means, streams))
	for j := range streams[0] {
		npv := must(NPV(0.08, must(c.Flows(streams[0][j], streams[1][j], streams[2][j]))))
		close6(t, "replication", w.Fixed+w.Times*w.Sample[j], npv, 1e-9)
	}
	for _, off := range []float64{-7, 0, 3} {
		npv := must(NPV(0.08, must(c.Flows(w.At(off)...))))
		close6(t, "end", npv, w.Fixed+w.Times*(mean(w.Sample)+off), 1e-9)
	}
	required := w.Required(mean(w.Sample), 2)
	share := *required.Mid
	if !(*required.Low < share && share < *required.High) {
		t.Errorf("required %v to %v around %v", *required.Low, *required.High, share)
	}
	// The promise at that share: what falls now stays as it is.
	npv := must(NPV(0.08, must(c.Flows(share*means[0], share*means[1], means[2]))))
	close6(t, "NPV at the required effect", npv, 0, 1e-9)
	if r := w.Required(mean(w.Sample), 1e9); r.High != nil || r.Mid == nil {
		t.Errorf("not bounded: %+v", r)
	}
}

// Growth of nothing is no growth, to the last digit: means, futures and ends of one stream are those without streams.
func TestStreamsThatStayAreOne(t *testing.T) {
	plain := must(NewCase(8, Investment{Capex: 95_000, YearlyCost: 4_500, Life: 5, Ramp: Ramp{Tau: 1.0 / 3, Dip: 0.05}}))
	grown := plain
	grown.Growth = [][]float64{{0, 1, 1, 1, 1, 1, 1, 1, 1}}
	values := []float64{20_000, -26_000, 31_000, 36_000, 42_000}
	d := Draws{Count: 100, RunsPerYear: 12, Seed: 1, MeanError: func(p float64) float64 { return 1e4 * (p - 0.5) }}
	a, b := must(plain.FutureNPVs(0.09, d, values)), must(grown.FutureNPVs(0.09, d, values))
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("future %d: %v and %v", i, a[i], b[i])
		}
	}
	w := must(plain.Worth(0.09, []float64{mean(values)}, [][]float64{values}))
	for j, v := range values {
		if w.Sample[j] != v {
			t.Errorf("sample %v of %v", w.Sample[j], v)
		}
	}
}

// Prices that all rise by 2 % at a nominal rate of 1.08 x 1.02 - 1 are worth what prices that stay are at 8 %.
func TestNominalIsReal(t *testing.T) {
	v := Investment{Capex: 100_000, YearlyCost: 3_000, Life: 3, Residual: 20_000, Removal: 4_000, OneOff: 5_000, Grant: 10_000}
	for _, horizon := range []float64{3, 5, 7.5, 8} {
		still := must(NewCase(horizon, v))
		v := v
		v.Drift = 0.02
		nominal := must(NewCase(horizon, v))
		growth := make([]float64, len(nominal.Fixed))
		for t := 1; t < len(growth); t++ {
			growth[t] = math.Pow(1.02, float64(t))
		}
		nominal.Growth = [][]float64{growth}
		close6(t, "NPV", must(NPV(1.08*1.02-1, must(nominal.Flows(40_000)))), must(NPV(0.08, must(still.Flows(40_000)))), 1e-6)
	}
}

// Sold after each 2 years for 30 and taken away for 10; at the horizon of 3 half-way between 100 and 20.
func TestResidualAndRemoval(t *testing.T) {
	c := must(NewCase(3, Investment{Capex: 100, Life: 2, Residual: 30, Removal: 10, OneOff: 7, Grant: 40}))
	for i, want := range []float64{-67, 0, -80, 60} {
		close6(t, "flow", c.Fixed[i], want, 1e-12)
	}
}

// Futures of several streams spread as their sum does year by year, and about the mean that Worth tells.
func TestFuturesOfStreams(t *testing.T) {
	c := streamed()
	streams := [][]float64{{50, 60, 40, 55}, {-5, 3, 8, -1}, {200, 210, 190, 230}}
	means := []float64{mean(streams[0]), mean(streams[1]), mean(streams[2])}
	npvs := must(c.FutureNPVs(0.08, Draws{Count: 40_000, Seed: 9}, streams...))
	want := must(NPV(0.08, must(c.Flows(means...))))
	square := 0.0
	for year := 1; year <= 3; year++ {
		for j := range streams[0] {
			d := (streams[0][j]-means[0])*c.Growth[0][year] + (streams[1][j]-means[1])*c.Growth[1][year]
			square += d * d / 4 * math.Pow(1.08, -2*float64(year))
		}
	}
	m, s := moments(npvs)
	sd := math.Sqrt(square)
	close6(t, "mean", m, want, 4*sd/200)
	close6(t, "standard deviation", math.Sqrt(s-m*m), sd, 4*0.0035*sd)
}
