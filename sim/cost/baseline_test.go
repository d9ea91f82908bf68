package cost

import (
	"math"
	"testing"

	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// drifts are the economics of prices that rise.
func drifts(baseline string) Economics {
	e := eightYears(0.08)
	e.Baseline, e.Drift, e.Decline = baseline, UsualDrift, 0.05
	return e
}

func judge(t *testing.T, econ Economics, list []Investment, asIs, toBe []Cash) Appraisal {
	t.Helper()
	a, err := Appraise(econ, list, asIs, toBe, 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sum is the present value over 8 years at 8 % of what a year brings.
func sum(of func(year float64) float64) float64 {
	total := 0.0
	for y := 1.0; y <= 8; y++ {
		total += of(y) * math.Pow(1.08, -y)
	}
	return total
}

// A plan that saves 20,000 of pay, takes 3,000 more of energy, brings in 5,000 more, and costs 1,000 a year.
func TestBaselines(t *testing.T) {
	asIs := Cash{Net: 100_000, Pay: 200_000, Energy: 10_000, Contribution: 400_000}
	toBe := Cash{Net: 122_000, Pay: 180_000, Energy: 13_000, Contribution: 405_000}
	a := judge(t, drifts(Drifting), []Investment{invest(100_000, 1_000, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe})
	check(t, "frozen", a.Baselines.Frozen.NPV.Mean, -100_000+sum(func(float64) float64 { return 21_000 }))
	drifting := -100_000 + sum(func(y float64) float64 { return 20_000*math.Pow(1.04, y) + (2_000-1_000)*math.Pow(1.02, y) })
	check(t, "drifting", a.Baselines.Drifting.NPV.Mean, drifting)
	check(t, "the one asked for", a.NPV.Mean, drifting)
	lost := sum(func(y float64) float64 { return 400_000 * math.Pow(1.02, y) * (1 - math.Pow(0.95, y)) })
	check(t, "declining", a.Baselines.Declining.NPV.Mean, drifting+lost)
	check(t, "the year's difference is that of now", a.Yearly.Mean, 21_000)
	check(t, "flows", a.Flows[8], 20_000*math.Pow(1.04, 8)+1_000*math.Pow(1.02, 8))
	less := asIs
	less.VolumePay = 70_000 // that people go home early saves some of it
	c := judge(t, drifts(Drifting), []Investment{invest(100_000, 1_000, 8)}, []Cash{less, less}, []Cash{toBe, toBe})
	saved := sum(func(y float64) float64 { return 70_000 * math.Pow(1.04, y) * (1 - math.Pow(0.95, y)) })
	check(t, "declining, hours saved", c.Baselines.Declining.NPV.Mean, drifting+lost-saved)
	declining := judge(t, drifts(Declining), []Investment{invest(100_000, 1_000, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe})
	check(t, "by declining", declining.NPV.Mean, drifting+lost)
	still := drifts(Frozen)
	still.Drift, still.Decline = Drift{}, 0
	b := judge(t, still, []Investment{invest(100_000, 1_000, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe})
	if b.Baselines.Declining != nil || b.Baselines.Drifting != b.Baselines.Frozen {
		t.Errorf("have %+v", b.Baselines)
	}
}

// The interval of the NPV is that of the NPVs of the replications, however pay and the rest hang together: here what one
// replication saves in pay it loses elsewhere.
func TestIntervalOfStreamsIsExact(t *testing.T) {
	asIs := make([]Cash, 5)
	toBe := []Cash{{Net: 20_500, Pay: -30_000}, {Net: 19_000, Pay: -10_000}, {Net: 21_000, Pay: -50_000}, {Net: 20_200, Pay: -28_000}, {Net: 19_400, Pay: -22_000}}
	a := judge(t, drifts(Drifting), []Investment{invest(50_000, 0, 8)}, asIs, toBe)
	pay := sum(func(y float64) float64 { return math.Pow(1.04, y) })
	rest := sum(func(y float64) float64 { return math.Pow(1.02, y) })
	npvs := make([]float64, 5)
	for i, c := range toBe {
		npvs[i] = -50_000 - c.Pay*pay + (c.Net+c.Pay)*rest
	}
	e := stat.Mean(npvs)
	check(t, "mean", a.NPV.Mean, e.Mean)
	check(t, "half width", a.NPV.HalfWidth, e.HalfWidth)
	check(t, "required", *a.Required.Mid, 50_000/(e.Mean+50_000))
	check(t, "required at best", *a.Required.Low, 50_000/(e.Mean+50_000+e.HalfWidth))
	if n := a.NPV; !(n.P5 < n.P50 && n.P50 < n.P95) || math.Abs(n.P50-n.Mean) > 0.1*(n.P95-n.P5) {
		t.Errorf("have %+v", n)
	}
}

// Two of 47 weeks of a contribution of 470,000 are lost now, in every baseline.
func TestInstallationStopsTheLine(t *testing.T) {
	cash := []Cash{{Contribution: 460_000}, {Contribution: 480_000}}
	plan := invest(10_000, 0, 8)
	plan.InstallStop, plan.OneOff, plan.Grant, plan.GrantShare = 2, Range{Likely: 3_000}, Range{Likely: 500}, 0.25
	for _, baseline := range BaselineNames[:2] {
		a := judge(t, drifts(baseline), []Investment{plan}, cash, cash)
		check(t, "now", a.Flows[0], -10_000-3_000+500+2_500-20_000)
		check(t, "grant", a.Grant, 3_000)
		if a.NPV.HalfWidth == 0 || a.Required.Mid != nil {
			t.Errorf("have %+v", a)
		}
	}
}

// Before tax and after it stand side by side; what is after is decided by.
func TestTaxOfAPlan(t *testing.T) {
	econ := eightYears(0.08)
	econ.Tax, econ.Firm = "flat", finance.Firm{Profit: []float64{1e6}}
	econ.Rules = &finance.TaxRules{Name: "flat", Brackets: []finance.Bracket{{Rate: 0.25}}, MaxWriteOff: 0.2, LossFree: 1e9}
	asIs, toBe := net(0, 0, 0), net(60_000, 62_000, 64_000)
	a := judge(t, econ, []Investment{invest(250_000, 0, 8)}, asIs, toBe)
	check(t, "before", a.NPV.Mean, -250_000+sum(func(float64) float64 { return 62_000 }))
	after := func(yearly float64) float64 {
		return -250_000 + sum(func(y float64) float64 {
			if y <= 5 {
				return 0.75*yearly + 0.25*50_000
			}
			return 0.75 * yearly
		})
	}
	check(t, "after", a.AfterTax.NPV.Mean, after(62_000))
	check(t, "half width", a.AfterTax.NPV.HalfWidth, 0.75*a.NPV.HalfWidth)
	check(t, "side by side", a.Baselines.Frozen.NPV.Mean, after(62_000))
	if a.Decisive() != a.AfterTax {
		t.Error("the NPV after tax decides")
	}
	shield := 0.25 * 50_000 * (1 - math.Pow(1.08, -5)) / 0.08
	want := (250_000 - shield) / (0.75 * sum(func(float64) float64 { return 62_000 }))
	if math.Abs(*a.AfterTax.Required.Mid-want) > 1e-7 {
		t.Errorf("required %v, want %v", *a.AfterTax.Required.Mid, want)
	}
	if r := a.AfterTax.Required; !(*r.Low < *r.Mid && *r.Mid < *r.High) {
		t.Errorf("required %v %v %v", *r.Low, *r.Mid, *r.High)
	}
}

// The parts of cash are those that the ledger spends.
func TestPartsOfCash(t *testing.T) {
	l := book(t, shop())
	c := l.Cash()
	check(t, "pay", c.Pay, 50*2400)
	check(t, "energy", c.Energy, 50*(200+128+100)*0.2)
	check(t, "contribution", c.Contribution, 40_000*(10-(4000+970*0.5)/950))
	check(t, "net", c.Net, c.Contribution-c.Pay-c.Energy-1000)
	w := shop()
	w.Economics.HoursSaved = 0.5
	saves := book(t, w)
	check(t, "pay, some saved", saves.Cash().Pay, 50*2400-saves.Saved)
	check(t, "pay, all saved", saves.Cash().VolumePay+saves.Saved, 0.5*50*2400)
	check(t, "net of it", saves.Cash().Net, saves.Cash().Contribution-saves.Cash().Pay-c.Energy-1000)
	w = shop()
	w.Products[0].Price = 0
	free := book(t, w)
	check(t, "without a price volume is worth nothing", free.Cash().Contribution, 0)
}

// An annuity of what was paid, less what is fetched in the end: 10,000 with a grant of 2,000 that fetches 1,331 after 3
// years at 10 % is one of 7,000.
func TestYearlyCapital(t *testing.T) {
	v := Investment{Capex: Range{Likely: 10_000}, Grant: Range{Likely: 1_000}, GrantShare: 0.1, Residual: Range{Likely: 1_431}, Removal: Range{Likely: 100}, Life: 3}
	a, err := v.YearlyCapital(0.1)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "annuity", a, 7_000*0.1/(1-math.Pow(1.1, -3)))
}
