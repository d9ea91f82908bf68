package finance

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// 100,000 at 6 % over 60 months takes 1,933.28 a month, the figure of every loan table: 16,000 of interest, less 3.20.
func TestInstallment(t *testing.T) {
	close6(t, "installment", must(Loan{Amount: 100_000, Rate: 0.06, Months: 60}.Installment()), 1_933.28, 5e-3)
	close6(t, "free of interest", must(Loan{Amount: 600, Months: 60}.Installment()), 10, 0)
	l := must(Financing{Loans: []Loan{{Amount: 100_000, Rate: 0.06, Months: 60}}}.Over(make([]float64, 6)))
	close6(t, "interest", l.Interest, 15_996.81, 5e-3)
	close6(t, "balance at the end", l.Balance[60], -15_996.81, 5e-3)
}

// 120,000 of which 30,000 are the firm's own and 80,000 lent: 10,000 short at once. Each month brings 2,000 and 10,000 go
// off the loan a year, so that the balance only rises from there.
func TestLowestCash(t *testing.T) {
	flows := years(-120_000, 24_000, 8)
	f := Financing{Own: 30_000, Loans: []Loan{{Amount: 80_000, Months: 96}}}
	l := must(f.Over(flows))
	close6(t, "lowest", l.Lowest, -10_000, 1e-9)
	close6(t, "a year on", l.Balance[12], -10_000+24_000-10_000, 1e-9)
	if l.LowestMonth != 0 || len(l.Balance) != 97 {
		t.Errorf("month %d of %d", l.LowestMonth, len(l.Balance))
	}
	// Specialists who are hired for 100 hours in months 1 to 3 make it lower: by 3 x (10,000 - 2,000 + 80,000/96).
	f.Hours = []Hours{{From: 1, Through: 3, Each: 100, Rate: 100}, {From: 2, Through: 2, Each: 20}}
	l = must(f.Over(flows))
	close6(t, "lowest with hours", l.Lowest, -10_000-3*(10_000-2_000+80_000/96.0), 1e-9)
	if l.LowestMonth != 3 || l.MostHours != 120 {
		t.Errorf("month %d, %v hours", l.LowestMonth, l.MostHours)
	}
}

func TestGraceAndLease(t *testing.T) {
	l := must(Financing{Loans: []Loan{{Amount: 12_000, Rate: 0.12, Months: 12, Grace: 6}}}.Over([]float64{-12_000, 0}))
	close6(t, "only interest", l.Balance[6], -6*120, 1e-9)
	lease := must(Financing{Leases: []Lease{{Price: 50_000, Monthly: 1_000, Months: 48, Final: 5_000}}}.Over([]float64{-50_000, 24_000, 24_000, 24_000, 24_000}))
	close6(t, "now", lease.Balance[0], 0, 0)
	close6(t, "month 47", lease.Balance[47], 47_000, 1e-6)
	close6(t, "the end", lease.Balance[48], 43_000, 1e-6)
	close6(t, "dearer", lease.Interest, 3_000, 1e-9)
}

// Whatever is borrowed, in the end the balance is the sum of the flows and of the firm's own money, less what borrowing
// and hired hours cost.
func TestFinancingLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		amount := func(name string) float64 { return rapid.Float64Range(0, 1e6).Draw(rt, name) }
		months := func(name string, least int) int { return rapid.IntRange(least, 120).Draw(rt, name) }
		flows := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 9).Draw(rt, "flows")
		from := months("from", 0)
		f := Financing{
			Own:    amount("own"),
			Loans:  []Loan{{Amount: amount("loan"), Rate: rapid.Float64Range(0, 0.3).Draw(rt, "rate"), Months: months("months", 1), Grace: months("grace", 0)}},
			Leases: []Lease{{Price: amount("price"), Monthly: amount("monthly"), Months: months("lease", 1), Final: amount("final")}},
			Hours:  []Hours{{From: from, Through: from + 2, Each: 10, Rate: 80}},
		}
		l, err := f.Over(flows)
		if err != nil {
			rt.Fatal(err)
		}
		want := f.Own - l.Interest - 3*10*80
		for _, x := range flows {
			want += x
		}
		if end := l.Balance[len(l.Balance)-1]; math.Abs(end-want) > 1e-3 {
			rt.Fatalf("have %v at the end, want %v", end, want)
		}
		for m, b := range l.Balance {
			if b < l.Lowest || m < l.LowestMonth && b <= l.Lowest {
				rt.Fatalf("month %d has %v, below %v of month %d", m, b, l.Lowest, l.LowestMonth)
			}
		}
	})
}

func TestFinancingMistakes(t *testing.T) {
	for want, f := range map[string]Financing{
		"own money":     {Own: math.NaN()},
		"loan: want 0":  {Loans: []Loan{{Amount: -1, Months: 1}}},
		"rate from 0":   {Loans: []Loan{{Amount: 1, Months: 1, Rate: 6}}},
		"1 to 12000":    {Loans: []Loan{{Amount: 1}}},
		"grace":         {Loans: []Loan{{Amount: 1, Months: 1, Grace: -1}}},
		"lease":         {Leases: []Lease{{Price: 1}}},
		"hours: want 5": {Hours: []Hours{{From: 5, Through: 4}}},
	} {
		if _, err := f.Over([]float64{-1, 2}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %q", err, want)
		}
	}
	if _, err := (Financing{}).Over(nil); err == nil {
		t.Error("no flows are told")
	}
	if _, err := (Loan{Amount: 1}).Installment(); err == nil {
		t.Error("no months are told")
	}
}
