package cost

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tweeling/sim/finance"
)

func appraise(t *testing.T, econ Economics, list []Investment, asIs, toBe []float64, weeks float64) Appraisal {
	t.Helper()
	a, err := Appraise(econ, list, net(asIs...), net(toBe...), weeks, 1)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// net is yearly cash of which nothing is pay, energy or volume.
func net(yearly ...float64) []Cash {
	list := make([]Cash, len(yearly))
	for i, x := range yearly {
		list[i].Net = x
	}
	return list
}

func eightYears(rate float64) Economics {
	return Economics{WeeksPerYear: 47, Horizon: 8, DiscountRate: rate, Tax: "none", Baseline: Frozen}
}

func invest(capex, yearly, life float64) Investment {
	return Investment{Name: "x", Capex: Range{capex / 2, capex, 2 * capex}, YearlyCost: Range{Likely: yearly}, Life: life}
}

func TestAppraisalOfNoDifferenceIsMinusCapex(t *testing.T) {
	same := []float64{1e5, 1.1e5, 0.9e5}
	for _, weeks := range []float64{0.01, 1, 4, 52, 500} {
		a := appraise(t, eightYears(0.09), []Investment{invest(50_000, 0, 8)}, same, same, weeks)
		npv := NPV{Paired{-50_000, 0, 3}, -50_000, -50_000, -50_000}
		annual := -50_000 * 0.09 / (1 - math.Pow(1.09, -8))
		want := Appraisal{
			Capex: 50_000, Yearly: Paired{N: 3}, Baseline: Frozen, Baselines: Baselines{Frozen: Outlook{npv, 1}, Drifting: Outlook{npv, 1}},
			Judged: Judged{NPV: npv, PLoss: 1, IRR: []float64{}, Index: new(float64), EqualAnnual: annual, Flows: []float64{-50_000, 0, 0, 0, 0, 0, 0, 0, 0}},
		}
		if d := cmp.Diff(want, a, cmpopts.EquateApprox(0, 1e-9)); d != "" {
			t.Errorf("%v weeks: %s", weeks, d)
		}
	}
}

// 250,000 that save 62,000 a year for 8 years at 8 %: (1 - 1.08^-8)/0.08 is 5.746639, the rest is arithmetic.
func TestAppraisalOfACertainSaving(t *testing.T) {
	a := appraise(t, eightYears(0.08), []Investment{invest(250_000, 0, 8)}, []float64{0, 0}, []float64{62_000, 62_000}, 4)
	const factor = 5.746638943740984
	check(t, "capex", a.Capex, 250_000)
	check(t, "NPV", a.NPV.Mean, 62_000*factor-250_000)
	check(t, "P5", a.NPV.P5, a.NPV.Mean)
	check(t, "P95", a.NPV.P95, a.NPV.Mean)
	check(t, "loss", a.PLoss, 0)
	check(t, "payback", *a.Payback.Mid, 250.0/62)
	check(t, "index", *a.Index, 62*factor/250)
	if len(a.IRR) != 1 || math.Abs(a.IRR[0]-0.183619) > 1e-6 {
		t.Errorf("IRR %v", a.IRR)
	}
}

// The yearly cost of a measure is taken off once: by the appraisal, of what the ledger's cash does not hold.
func TestYearlyCostIsTakenOffOnce(t *testing.T) {
	w := shop()
	asIs := book(t, w).YearlyCash
	w.Investments = []Investment{invest(1000, 300, 8)}
	toBe := book(t, w).YearlyCash
	a := appraise(t, eightYears(0), w.Investments, []float64{asIs, asIs}, []float64{toBe, toBe}, 4)
	check(t, "yearly", a.Yearly.Mean, -300)
	check(t, "NPV", a.NPV.Mean, -1000-8*300)
}

// With differences of 8,000 and 12,000: mean 10,000, sd 2828.4, t(1) 12.706; the expected NPV is known to the annuity
// factor times the half width of the mean, and Fieller's interval has no upper end.
func TestAppraisalOfAChance(t *testing.T) {
	a := appraise(t, eightYears(0.08), []Investment{invest(30_000, 0, 8)}, []float64{50_000, 60_000}, []float64{58_000, 72_000}, 47)
	const factor, half = 5.746638943740984, 12.706204736174694 * 2000
	check(t, "yearly", a.Yearly.Mean, 10_000)
	if math.Abs(a.Yearly.HalfWidth-half) > 1e-3 || math.Abs(a.NPV.HalfWidth-half*factor) > 1e-2 {
		t.Errorf("half widths %v, %v, want %v, %v", a.Yearly.HalfWidth, a.NPV.HalfWidth, half, half*factor)
	}
	if a.Payback.High != nil || a.Payback.Mid == nil || a.Payback.Low == nil {
		t.Errorf("payback %+v", a.Payback)
	}
	check(t, "payback", *a.Payback.Mid, 3)
	// Of two replications the mean is known to t(1) x 2000, the same in all years: at 5 and 95 % that is 6.314 x 2000 x the
	// factor to either side. Beside it the spread of single years is small.
	if low, high := a.NPV.Mean-a.NPV.P5, a.NPV.P95-a.NPV.Mean; math.Abs(low/(6.314*2000*factor)-1) > 0.1 || math.Abs(high/(6.314*2000*factor)-1) > 0.1 {
		t.Errorf("%+v, want %v to either side", a.NPV, 6.314*2000*factor)
	}
	if math.Abs(a.PLoss-0.5) > 0.5 || a.PLoss < 0.02 {
		t.Errorf("loss %v", a.PLoss)
	}
}

// A year of many short runs varies as one of few long ones does when each run varies as the square root of their number:
// single futures spread by sd/sqrt(runs in a year) x sqrt(sum of v^2t). Drawn or by the normal law, this is one number.
func TestSpreadOfFuturesByLengthOfRuns(t *testing.T) {
	sum, factor := 0.0, 0.0
	for y := 1; y <= 8; y++ {
		sum += math.Pow(1.08, -2*float64(y))
		factor += math.Pow(1.08, -float64(y))
	}
	var zero, cash []float64
	for i := range 200 {
		zero = append(zero, 0)
		cash = append(cash, 10_000+2000*math.Sin(2*math.Pi*float64(i)/200)) // sd 2000/sqrt(2)
	}
	for _, weeks := range []float64{94, 47, 30, 4.7, 0.47, 0.235} {
		a := appraise(t, eightYears(0.08), []Investment{invest(30_000, 0, 8)}, zero, cash, weeks)
		run := 2000 / math.Sqrt2
		sd := math.Hypot(run*math.Sqrt(weeks/47*sum), run/math.Sqrt(200)*factor) // of single years, and of what 200 runs do not know
		// Of 10,000 draws the 5 % point has a standard error of sqrt(0.05 x 0.95 / 10,000) / 0.103 = 0.021 sd, both ends
		// together less than 0.03; the law of a sum of eight arcsines is near normal, within 0.05 sd at these points.
		if got := a.NPV.P95 - a.NPV.P5; math.Abs(got-2*1.645*sd) > 0.17*sd {
			t.Errorf("runs of %v weeks: P5 to P95 is %v, want %v", weeks, got, 2*1.645*sd)
		}
	}
}

// The ramp of a plan is that of its measures, weighted by capex.
func TestRampsAreWeightedByCapex(t *testing.T) {
	slow, fast := invest(30_000, 0, 8), invest(10_000, 0, 8)
	slow.Tau = 1
	a := appraise(t, eightYears(0), []Investment{slow, fast}, []float64{0, 0}, []float64{10_000, 10_000}, 4)
	// over 8 years a tau of 1 loses 1 - exp(-8) of a year's effect
	check(t, "NPV", a.NPV.Mean, -40_000+10_000*(8-0.75*(1-math.Exp(-8))))
	check(t, "yearly", a.Yearly.Mean, 10_000)
}

// A life of half the horizon is bought twice, one of twice the horizon has half its worth left.
func TestLivesOtherThanTheHorizon(t *testing.T) {
	for life, want := range map[float64]float64{4: -2000, 8: -1000, 16: -500} {
		check(t, "NPV", appraise(t, eightYears(0), []Investment{invest(1000, 0, life)}, []float64{5, 5}, []float64{5, 5}, 4).NPV.Mean, want)
	}
}

func TestPlanWithoutMeasures(t *testing.T) {
	a := appraise(t, eightYears(0), nil, []float64{0, 0}, []float64{100, 100}, 4)
	if a.Capex != 0 || a.NPV.Mean != 800 || a.Index != nil || len(a.IRR) != 0 || a.PLoss != 0 {
		t.Errorf("%+v", a)
	}
	if a = appraise(t, eightYears(0), nil, []float64{0, 0}, []float64{0, 0}, 4); a.NPV.Mean != 0 || a.PLoss != 0 {
		t.Errorf("%+v", a)
	}
}

// Two roots are both told.
func TestAllRatesAreTold(t *testing.T) {
	again := invest(1000, 0, 4)
	again.Dip, again.Tau, again.DipTau = 1, 3, 0.1
	a := appraise(t, eightYears(0.1), []Investment{again}, []float64{0, 0}, []float64{2000, 2000}, 4)
	if len(a.IRR) == 0 {
		t.Errorf("IRR %v", a.IRR)
	}
}

func TestAppraisalIsTheSameForTheSameSeed(t *testing.T) {
	asIs, toBe := []float64{1, 2, 3}, []float64{10, 15, 30}
	list := []Investment{invest(50, 1, 5)}
	one, again := appraise(t, eightYears(0.09), list, asIs, toBe, 4), appraise(t, eightYears(0.09), list, asIs, toBe, 4)
	if d := cmp.Diff(one, again); d != "" {
		t.Error(d)
	}
	if _, err := json.Marshal(one); err != nil {
		t.Error(err)
	}
}

func TestAppraisalMistakes(t *testing.T) {
	two := []float64{1, 2}
	lost, odd := eightYears(0.09), eightYears(0.09)
	lost.Baseline, odd.Baseline = Declining, "as ever"
	taxed := eightYears(0.09)
	taxed.Rules = &finance.TaxRules{Brackets: []finance.Bracket{{Rate: 0.2}}, MaxWriteOff: 0.2}
	for _, c := range []struct {
		name       string
		econ       Economics
		list       []Investment
		asIs, toBe []float64
		weeks      float64
	}{
		{"a tax on a profit that nobody knows", taxed, nil, two, two, 4},
		{"a decline of nothing", lost, nil, two, two, 4},
		{"a baseline that is none", odd, nil, two, two, 4},
		{"one pair", eightYears(0.09), nil, two[:1], two[:1], 4},
		{"pairs that are none", eightYears(0.09), nil, two, two[:1], 4},
		{"no time watched", eightYears(0.09), nil, two, two, 0},
		{"no year", Economics{Horizon: 8, Baseline: Frozen}, nil, two, two, 4},
		{"no horizon", Economics{WeeksPerYear: 47, Baseline: Frozen}, nil, two, two, 4},
		{"cash that is no number", eightYears(0.09), nil, two, []float64{1, math.NaN()}, 4},
		{"cash without end", eightYears(0.09), nil, two, []float64{1, math.Inf(1)}, 4},
		{"no life", eightYears(0.09), []Investment{invest(1, 0, 0)}, two, two, 4},
	} {
		if _, err := Appraise(c.econ, c.list, net(c.asIs...), net(c.toBe...), c.weeks, 1); err == nil {
			t.Errorf("%s is not told", c.name)
		}
	}
}
