package cost

import (
	"testing"

	"tweeling/sim/finance"
)

// 100,000 and 50,000 that bring 36,000 a year: the second is leased, and of the 100,000 left 60 % is lent and 25,000 the
// firm's own. It is 15,000 short now; then each month brings 3,000, less 1,000 of lease and 1,000 of loan.
func TestFinancingOfAPlan(t *testing.T) {
	econ := eightYears(0.08)
	econ.Financing = &Financing{
		Own:    25_000,
		Loans:  []Loan{{Name: "bank", Share: 0.6, Months: 60}},
		Leases: []Lease{{Name: "a", Measure: "second", Monthly: 1_000, Months: 60}, {Measure: "of another plan", Monthly: 1e6, Months: 60}},
		Hours:  []Hours{{"engineer", "first", finance.Hours{From: 1, Through: 2, Each: 50, Rate: 60}}, {"engineer", "of another plan", finance.Hours{Each: 1e3}}},
	}
	first, second := invest(100_000, 0, 8), invest(50_000, 0, 8)
	first.Name, second.Name = "first", "second"
	a := appraise(t, econ, []Investment{first, second}, []float64{0, 0}, []float64{36_000, 36_000}, 4)
	f := a.Financing
	check(t, "borrowed", f.Borrowed, 60_000)
	check(t, "leased", f.Leased, 50_000)
	check(t, "interest", f.Interest, 10_000)
	check(t, "lowest", f.Lowest, -15_000-2*(3_000-1_000))
	check(t, "hours", f.Hours, 100)
	check(t, "at the end", f.Balance[96], 25_000-150_000+8*36_000-10_000-6_000)
	if f.LowestMonth != 2 || f.MostHours != 50 {
		t.Errorf("have %+v", f)
	}
	econ.Financing = nil
	plain := appraise(t, econ, []Investment{first, second}, []float64{0, 0}, []float64{36_000, 36_000}, 4)
	if plain.Financing != nil || plain.NPV != a.NPV {
		t.Error("financing is no part of an NPV")
	}
}
