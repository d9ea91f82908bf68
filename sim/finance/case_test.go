package finance

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestCaseFlows(t *testing.T) {
	// One formula for the ramp of 4 months: its integral over year 1 is 1 - tau (1 - exp(-1/tau)).
	tau := 1.0 / 3
	ramped := 1 - tau*(1-math.Exp(-1/tau))
	for _, c := range []struct {
		name        string
		horizon     float64
		investments []Investment
		want        []float64
	}{
		{"life is the horizon", 3, []Investment{{Capex: 90, YearlyCost: 5, Life: 3}}, []float64{-90, 35, 35, 35}},
		{"replaced once", 3, []Investment{{Capex: 90, Life: 2}}, []float64{-90, 40, -50, 85}},
		{"lasts longer", 3, []Investment{{Capex: 90, Life: 4}}, []float64{-90, 40, 40, 62.5}},
		{"replaced within a year", 3, []Investment{{Capex: 90, Life: 1.5}}, []float64{-90, -50, 40, 40}},
		{"part of a year", 1.5, []Investment{{Capex: 90, YearlyCost: 10, Life: 1.5}}, []float64{-90, 30, 15}},
		{"ramp", 2, []Investment{{Capex: 90, Life: 2, Ramp: Ramp{Tau: tau}}}, []float64{-90, 40 * ramped, 40 * (1 - tau*(math.Exp(-3)-math.Exp(-6)))}},
		{"two at once, one at once there", 1, []Investment{{Capex: 90, Life: 1}, {Capex: 30, Life: 1, Ramp: Ramp{Tau: tau}}}, []float64{-120, 40 * (0.75 + 0.25*ramped)}},
		{"free of charge", 1, []Investment{{Life: 1}, {Life: 1}}, []float64{0, 40}},
		{"fifths of a year", 1, []Investment{{Capex: 10, Life: 0.2}}, []float64{-50, 40}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, err := NewCase(c.horizon, c.investments...)
			if err != nil {
				t.Fatal(err)
			}
			have, err := k.Flows(40)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, have, cmpopts.EquateApprox(0, 1e-12)); d != "" {
				t.Error(d)
			}
		})
	}
}

// The average of a ramp must be what many points of it average to; 1e5 midpoints of a smooth curve err below 1e-9.
func TestRampAverage(t *testing.T) {
	for _, r := range []Ramp{{}, {Tau: 0.5}, {Tau: 0.5, Dip: 0.2}, {Dip: 0.3, DipTau: 0.1}, {Tau: 3, Dip: 0.1, DipTau: 0.25}} {
		const n = 100_000
		sum := 0.0
		for i := range n {
			sum += r.At(0.5 + 1.5*(float64(i)+0.5)/n)
		}
		close6(t, "average", r.Between(0.5, 2), sum/n, 1e-9)
		close6(t, "far off", r.At(1e6), 1, 1e-12)
	}
	close6(t, "start", Ramp{Tau: 1, Dip: 0.05}.At(0), -0.05, 1e-15)
}

// One stream of 62,000 a year, known up to 1,000.
func TestWorthOfOneStream(t *testing.T) {
	c, err := NewCase(8, Investment{Capex: 250_000, Life: 8})
	if err != nil {
		t.Fatal(err)
	}
	w := must(c.Worth(0.08, []float64{62_000}, [][]float64{{62_000}}))
	close6(t, "NPV", w.Fixed+w.Times*62_000, 106_291.61, 5e-3)
	close6(t, "half width", w.Times*1_000, 5_746.64, 5e-3)
	share := w.Required(62_000, 0).Mid
	if share == nil {
		t.Fatal("no share is enough")
	}
	close6(t, "NPV at the required effect", must(NPV(0.08, must(c.Flows(*share*62_000)))), 0, 1e-6)
	if w.Required(0, 0).Mid != nil {
		t.Error("a promise of nothing cannot be enough")
	}
}

func TestFutures(t *testing.T) {
	c, err := NewCase(8, Investment{Capex: 0, Life: 8})
	if err != nil {
		t.Fatal(err)
	}
	// Values of ±1 have standard deviation 1. The standard error of a standard deviation from 40,000 draws is 0.35 %,
	// of a mean 2.06/200 = 0.0103; four of them are allowed. Over 8 years at 8 % the spread is 2.06 of a year's, not 5.75.
	d := Draws{Count: 40_000, Seed: 7}
	npvs, err := c.FutureNPVs(0.08, d, []float64{-1, 1})
	if err != nil {
		t.Fatal(err)
	}
	mean, square := moments(npvs)
	close6(t, "mean", mean, 0, 4*0.0103)
	close6(t, "standard deviation", math.Sqrt(square-mean*mean), 2.06, 4*0.0035*2.06)

	// A year of four runs has half the spread.
	d.RunsPerYear = 4
	quiet, err := c.FutureNPVs(0.08, d, []float64{-1, 1})
	if err != nil {
		t.Fatal(err)
	}
	mean, square = moments(quiet)
	close6(t, "standard deviation of four runs a year", math.Sqrt(square-mean*mean), 1.03, 4*0.0035*1.03)

	again, _ := c.FutureNPVs(0.08, Draws{Count: 10, Seed: 7}, []float64{-1, 1})
	if !cmp.Equal(again, npvs[:10]) {
		t.Error("the first futures must not depend on how many are drawn")
	}
	other, _ := c.FutureNPVs(0.08, Draws{Count: 10, Seed: 8}, []float64{-1, 1})
	if cmp.Equal(again, other) {
		t.Error("another seed must give other futures")
	}
}

func moments(xs []float64) (mean, square float64) {
	for _, x := range xs {
		mean += x / float64(len(xs))
		square += x * x / float64(len(xs))
	}
	return mean, square
}

func TestSpreadOf(t *testing.T) {
	var npvs []float64
	for i := range 101 {
		npvs = append(npvs, float64((i*37)%101-20)) // -20 to 80 in another order
	}
	have, err := SpreadOf(npvs)
	want := Spread{Mean: 30, P5: -15, P50: 30, P95: 75, Loss: 20.0 / 101}
	if err != nil || !cmp.Equal(have, want, cmpopts.EquateApprox(0, 1e-9)) {
		t.Errorf("have %+v, %v, want %+v", have, err, want)
	}
}

// What is not known of the mean is the same in all years of a future: it comes on top with the whole annuity factor.
func TestFuturesKnowTheirMeanNoBetterThanItIs(t *testing.T) {
	c, err := NewCase(8, Investment{Life: 8})
	if err != nil {
		t.Fatal(err)
	}
	unsure := func(p float64) float64 { return 10 * (p - 0.5) } // uniform, standard deviation 10/sqrt(12)
	npvs, err := c.FutureNPVs(0.08, Draws{Count: 40_000, Seed: 3, MeanError: unsure}, []float64{5, 5})
	if err != nil {
		t.Fatal(err)
	}
	const factor = 5.746638943740984
	mean, square := moments(npvs)
	sd := factor * 10 / math.Sqrt(12)
	close6(t, "mean", mean, 5*factor, 4*sd/200)
	close6(t, "standard deviation", math.Sqrt(square-mean*mean), sd, 4*0.0035*sd)
}

// A loss is there at once, and learning makes it worse: no ramp turns it into less.
func TestRampsMakeNoLossSmaller(t *testing.T) {
	ramped, err := NewCase(4, Investment{Life: 4, Ramp: Ramp{Tau: 2, Dip: 0.9}})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := NewCase(4, Investment{Life: 4})
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range []float64{-100, 100} {
		with, err := ramped.Flows(difference)
		if err != nil {
			t.Fatal(err)
		}
		without, err := plain.Flows(difference)
		if err != nil {
			t.Fatal(err)
		}
		for year := 1; year <= 4; year++ {
			if with[year] >= without[year] {
				t.Errorf("%v: year %d brings %v with the ramp, %v without", difference, year, with[year], without[year])
			}
		}
	}
}

// A certain future that loses loses for sure, and one of exactly nothing does not.
func TestCertainFuture(t *testing.T) {
	c := Case{Fixed: []float64{-100, 0}, Share: []float64{0, 1}}
	for _, k := range []struct{ mean, loss float64 }{{99, 1}, {100, 0}, {101, 0}} {
		npvs, err := c.FutureNPVs(0, Draws{Count: 10}, []float64{k.mean})
		if err != nil {
			t.Fatal(err)
		}
		if s, err := SpreadOf(npvs); err != nil || s.Loss != k.loss {
			t.Errorf("mean %v: have %+v, %v", k.mean, s, err)
		}
	}
}
