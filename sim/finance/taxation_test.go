package finance

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// dutch are the rules of the Netherlands in 2025 as far as these tests need them.
func dutch() *TaxRules {
	return &TaxRules{
		Name:     "nl-2025",
		Brackets: []Bracket{{200_000, 0.19}, {0, 0.258}},
		LossFree: 1e6, LossShare: 0.5,
		MaxWriteOff: 0.2, MinAsset: 450,
		Small:       []Allowance{{UpTo: 2_900}, {UpTo: 70_602, Rate: 0.28}, {UpTo: 130_744, Amount: 19_769}, {UpTo: 392_230, Amount: 19_769, Less: 0.0756}, {}},
		Energy:      ListedRules{[]float64{0.4}, 2_500, 151e6},
		Environment: ListedRules{[]float64{0.27, 0.36, 0.45}, 2_500, 25e6},

		FreeWriteOff: 0.75,
		Credit:       CreditRules{380_000, 0.36, 0.5, 0.16},
		Disposal:     DisposalRules{5, 2_900},
	}
}

func TestSmallAllowance(t *testing.T) {
	for _, c := range []struct{ invested, want float64 }{
		{0, 0}, {2_900, 0}, {2_901, 812.28}, {50_000, 14_000}, {70_000, 19_600}, {70_602, 19_768.56}, {70_603, 19_769}, {100_000, 19_769},
		{130_744, 19_769}, {140_000, 19_069.25}, {250_000, 10_753.25}, {392_230, 0.66}, {392_231, 0}, {400_000, 0},
	} {
		close6(t, "allowance", dutch().SmallAllowance(c.invested), c.want, 0.005)
	}
}

// Losses wait for profits, and of a large profit only a part may be set off: of 3 million 1 + 0.5 x 2.
func TestTaxOfAFirm(t *testing.T) {
	r := dutch()
	const onTwo = 38_000 // 19 % of 200,000
	for _, c := range []struct {
		name          string
		profits, want []float64
	}{
		{"brackets", []float64{0, 100_000, 200_000, 300_000}, []float64{0, 19_000, onTwo, onTwo + 25_800}},
		{"loss", []float64{-150_000, 100_000, 100_000}, []float64{0, 0, 0.19 * 50_000}},
		{"large loss", []float64{-6e6, 3e6, 1e6, 5e6}, []float64{0, onTwo + 0.258*800_000, 0, onTwo + 0.258*1_800_000}},
	} {
		for i, tax := range r.Tax(c.profits) {
			close6(t, c.name, tax, c.want[i], 1e-6)
		}
	}
	for _, tax := range new(TaxRules).Tax([]float64{1e6, -5}) {
		close6(t, "no rules", tax, 0, 0)
	}
}

// afterTax is the NPV after tax of investments that bring so much in a full year.
func afterTax(t *testing.T, r *TaxRules, firm Firm, rate, horizon, yearly float64, list ...Investment) float64 {
	t.Helper()
	flows := taxedFlows(t, r, firm, horizon, yearly, list...)
	return must(NPV(rate, flows))
}

func taxedFlows(t *testing.T, r *TaxRules, firm Firm, horizon, yearly float64, list ...Investment) []float64 {
	t.Helper()
	c, err := NewCase(horizon, list...)
	if err != nil {
		t.Fatal(err)
	}
	x, err := NewTaxation(r, firm, horizon, list...)
	if err != nil {
		t.Fatal(err)
	}
	return must(x.After(must(c.Flows(yearly))))
}

// A cell of 250,000 that saves 62,000 a year for 8 years at 8 %, and fetches a tenth then. Written off over 5 years at
// 25.8 %: each year brings 62,000 x 0.742, the first five 45,000 x 0.258 more, the last 25,000 more.
func TestTaxOfACell(t *testing.T) {
	cell := Investment{Capex: 250_000, Life: 8, Residual: 25_000, Fiscal: Fiscal{NotSmall: true}}
	firm := Firm{Profit: []float64{1e6}}
	annuity := func(years int) float64 { return must(AnnuityFactor(0.08, float64(years))) }
	plain := -250_000 + 62_000*0.742*annuity(8) + 45_000*0.258*annuity(5) + 25_000/math.Pow(1.08, 8)
	close6(t, "no allowance", afterTax(t, dutch(), firm, 0.08, 8, 62_000, cell), plain, 1e-6)
	close6(t, "in thousands", plain, 74_230, 10)
	cell.Fiscal.NotSmall = false
	small := plain + 10_753.2464*0.258/1.08
	close6(t, "by amount", afterTax(t, dutch(), firm, 0.08, 8, 62_000, cell), small, 1e-3)
	cell.Fiscal.Energy = 1
	close6(t, "and by the list of energy", afterTax(t, dutch(), firm, 0.08, 8, 62_000, cell), small+100_000*0.258/1.08, 1e-3)
	cell.Fiscal.Energy = 0.6
	close6(t, "a part of it on the list", afterTax(t, dutch(), firm, 0.08, 8, 62_000, cell), small+60_000*0.258/1.08, 1e-3)
	cell.Fiscal.Energy, cell.Fiscal.Environment, cell.Fiscal.Free = 0, 0.36, true
	// 187,500 of it at once, and a fifth of the 37,500 left a year
	free := 187_500/1.08 + 37_500/5.0*annuity(5) - 45_000*annuity(5)
	close6(t, "environment", afterTax(t, dutch(), firm, 0.08, 8, 62_000, cell), small+(90_000/1.08+free)*0.258, 1e-3)
}

func TestTaxIsADifferenceOverBrackets(t *testing.T) {
	plan := Investment{Capex: 100_000, Life: 5, Fiscal: Fiscal{NotSmall: true}}
	// Of 50,000 a year 20,000 is written off: 30,000 more profit, half of it in each bracket when the firm has 185,000.
	for profit, rate := range map[float64]float64{100_000: 0.19, 185_000: (0.19 + 0.258) / 2, 400_000: 0.258} {
		flows := taxedFlows(t, dutch(), Firm{Profit: []float64{profit}}, 5, 50_000, plan)
		for _, f := range flows[1:] {
			close6(t, "year", f, 50_000-30_000*rate, 1e-6)
		}
	}
	// A firm that loses 40,000 a year pays nothing with the plan either.
	for _, f := range taxedFlows(t, dutch(), Firm{Profit: []float64{-40_000}}, 5, 50_000, plan)[1:] {
		close6(t, "loss", f, 50_000, 1e-9)
	}
	// A deduction in a year of loss waits for a profit: 20,000 from the first year lower the profit of the second.
	waits := taxedFlows(t, dutch(), Firm{Profit: []float64{0, 100_000}}, 5, 0, plan)
	close6(t, "first year", waits[1], 0, 1e-9)
	close6(t, "second year", waits[2], 0.19*40_000, 1e-6)
	close6(t, "third year", waits[3], 0.19*20_000, 1e-6)
}

func TestGrantsLowerWhatIsWrittenOff(t *testing.T) {
	plan := Investment{Capex: 100_000, Grant: 50_000, Life: 5}
	flows := taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 5, 0, plan)
	close6(t, "now", flows[0], -50_000, 0)
	close6(t, "year 1", flows[1], 0.19*(10_000+0.28*50_000), 1e-6)
	close6(t, "year 2", flows[2], 0.19*10_000, 1e-6)
}

// What is bought twice in one year is looked at together, with what the firm invests anyhow.
func TestAllowanceIsOnTheTotal(t *testing.T) {
	half := Investment{Capex: 100_000, Life: 5}
	firm := Firm{Profit: []float64{400_000}}
	both := taxedFlows(t, dutch(), firm, 5, 0, half, half)
	total := 19_769 - 0.0756*(200_000-130_744)
	close6(t, "two measures", both[1], 0.258*(40_000+total), 1e-6)
	firm.Invests = 150_000
	one := taxedFlows(t, dutch(), firm, 5, 0, half)
	close6(t, "beside what the firm invests", one[1], 0.258*(20_000-0.0756*100_000), 1e-6)
}

func TestSmallThingsAreExpensed(t *testing.T) {
	flows := taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 5, 0, Investment{Capex: 449, Life: 5})
	close6(t, "year 1", flows[1], 0.19*449, 1e-9)
	close6(t, "year 2", flows[2], 0, 1e-9)
	flows = taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 5, 0, Investment{Life: 5, OneOff: 8_000})
	close6(t, "what is no asset", flows[1], 0.19*8_000, 1e-9)
}

// After 3 years of 5 a cell of 100,000 has 40,000 in the books and fetches 52,000 by its age of 3 in 6.25 years: a gain of
// 12,000, and the allowance is paid back over the 52,000.
func TestEarlySale(t *testing.T) {
	plan := Investment{Capex: 100_000, Life: 6.25}
	flows := taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 3, 0, plan)
	close6(t, "year 3", flows[3], 52_000+0.19*(20_000-12_000-0.52*19_769), 1e-6)
	rest := taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 5, 0, plan)
	close6(t, "after 5 years nothing is paid back", rest[5], 20_000, 1e-6) // the gain is what is written off that year
	// A loss in the books when it is replaced before it is written off; the second is sold new.
	short := taxedFlows(t, dutch(), Firm{Profit: []float64{100_000}}, 4, 0, Investment{Capex: 100_000, Life: 4, Removal: 5_000})
	close6(t, "taken away", short[4], -5_000+0.19*(20_000+20_000+5_000), 1e-6)
}

func TestDevelopmentCredit(t *testing.T) {
	plan := Investment{Life: 5, Fiscal: Fiscal{Development: 400_000}}
	flows := taxedFlows(t, dutch(), Firm{Profit: []float64{400_000}}, 5, 0, plan)
	credit := 0.36*380_000 + 0.16*20_000
	close6(t, "credit, taxed", flows[1], credit*(1-0.258), 1e-6)
	plan.Fiscal.Starter = true
	flows = taxedFlows(t, dutch(), Firm{Profit: []float64{400_000}}, 5, 0, plan)
	close6(t, "of a starter", flows[1], (0.5*380_000+0.16*20_000)*(1-0.258), 1e-6)
}

// What is taxed over the whole life is what is earned over it, whatever the lives, grants and sales: at one rate and
// without allowances, tax is that rate of the sum of all flows.
func TestAllThatIsEarnedIsTaxed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := &TaxRules{Brackets: []Bracket{{0, 0.25}}, MaxWriteOff: 0.2, MinAsset: 450, LossFree: 1e12, FreeWriteOff: 0.75}
		draw := func(name string, low, high float64) float64 { return rapid.Float64Range(low, high).Draw(rt, name) }
		horizon := draw("horizon", 0.3, 12)
		var list []Investment
		for range rapid.IntRange(1, 3).Draw(rt, "n") {
			capex := draw("capex", 0, 1e5)
			list = append(list, Investment{Capex: capex, Grant: draw("grant", 0, 1) * capex, Life: draw("life", 0.2, 15), OneOff: draw("one-off", 0, 1e4),
				YearlyCost: draw("yearly", 0, 1e4), Residual: draw("residual", 0, 1e5), Removal: draw("removal", 0, 1e4), Drift: draw("drift", -0.1, 0.1),
				Fiscal: Fiscal{WriteOff: draw("write-off", 0.1, 20), Free: rapid.Bool().Draw(rt, "free")}})
		}
		c, err := NewCase(horizon, list...)
		if err != nil {
			rt.Fatal(err)
		}
		x, err := NewTaxation(r, Firm{Profit: []float64{1e9}}, horizon, list...)
		if err != nil {
			rt.Fatal(err)
		}
		before := must(c.Flows(draw("difference", -1e5, 1e5)))
		sum, net := 0.0, 0.0
		for i, f := range must(x.After(before)) {
			sum += before[i]
			net += f
		}
		if math.Abs(net-0.75*sum) > 1e-3 {
			rt.Fatalf("have %v after tax, want %v", net, 0.75*sum)
		}
	})
}

// Futures after tax are those before it, taxed one by one: with one rate and no loss their mean is that of the tax.
func TestFuturesAfterTax(t *testing.T) {
	plan := Investment{Capex: 100_000, Life: 8}
	c := must(NewCase(8, plan))
	x := must(NewTaxation(dutch(), Firm{Profit: []float64{1e6}}, 8, plan))
	values := []float64{20_000, 30_000}
	after := must(c.FutureNPVs(0.08, Draws{Count: 20_000, Seed: 5, Tax: x}, values))
	before := must(c.FutureNPVs(0.08, Draws{Count: 20_000, Seed: 5}, values))
	want := must(NPV(0.08, must(x.After(must(c.Flows(25_000))))))
	mean, square := moments(after)
	_, wide := moments(before)
	sd := math.Sqrt(square - mean*mean)
	close6(t, "mean", mean, want, 4*sd/math.Sqrt(20_000))
	m, _ := moments(before)
	close6(t, "standard deviation", sd, 0.742*math.Sqrt(wide-m*m), 1e-6*sd)
}

func TestTaxMistakes(t *testing.T) {
	first := func(_ any, err error) error { return err }
	plan, firm := Investment{Capex: 1000, Life: 5}, Firm{Profit: []float64{1}}
	with := func(f Fiscal) Investment { v := plan; v.Fiscal = f; return v }
	x := must(NewTaxation(dutch(), firm, 5, plan))
	for _, m := range []struct {
		name string
		err  error
		want string
	}{
		{"no profit", first(NewTaxation(dutch(), Firm{}, 5, plan)), "taxable profit"},
		{"profit is not a number", first(NewTaxation(dutch(), Firm{Profit: []float64{math.NaN()}}, 5, plan)), "profit of year 1"},
		{"the firm sells", first(NewTaxation(dutch(), Firm{Profit: []float64{1}, Invests: -1}, 5, plan)), "0 or more"},
		{"no plan", first(NewTaxation(dutch(), firm, 5)), "at least one"},
		{"no such rate", first(NewTaxation(dutch(), firm, 5, with(Fiscal{Environment: 0.5}))), "one of the rates"},
		{"two lists", first(NewTaxation(dutch(), firm, 5, with(Fiscal{Environment: 0.27, Energy: 1}))), "have both"},
		{"share above 1", first(NewTaxation(dutch(), firm, 5, with(Fiscal{Energy: 2}))), "share"},
		{"write-off below 0", first(NewTaxation(dutch(), firm, 5, with(Fiscal{WriteOff: -1}))), "write-off"},
		{"other flows", first(x.After([]float64{1})), "want 6"},
		{"brackets that fall", (&TaxRules{Brackets: []Bracket{{5, 0.1}, {4, 0.1}, {0, 0.1}}, MaxWriteOff: 1}).Check(), "rising"},
		{"no last bracket", (&TaxRules{Brackets: []Bracket{{5, 0.1}}, MaxWriteOff: 1}).Check(), "last only"},
		{"rate above 1", (&TaxRules{Brackets: []Bracket{{0, 19}}, MaxWriteOff: 1}).Check(), "0 to 1"},
		{"nothing is written off", (&TaxRules{Brackets: []Bracket{{0, 0.19}}}).Check(), "write-off"},
		{"grant above capex", first(NewCase(1, Investment{Capex: 1, Grant: 2, Life: 1})), "at most the capex"},
	} {
		if m.err == nil || !strings.Contains(m.err.Error(), m.want) {
			t.Errorf("%s: have %v, want %q", m.name, m.err, m.want)
		}
	}
	if err := dutch().Check(); err != nil {
		t.Error(err)
	}
}
