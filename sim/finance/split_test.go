package finance

import (
	"slices"
	"testing"
)

// By the table of 2025: 140,000 at once may deduct 19,769 - 0.0756 x 9,256 = 19,069.25; 70,000 in each of two years
// 0.28 x 70,000 = 19,600 twice, which is 20,130.75 more, and at 25.8 % EUR 5,193.73 less tax. A firm that invests 70,000 in
// any year has used up the steep part: 140,000 more bring 19,769 - 0.0756 x 79,256 - 19,600 = -5,822.75 at once, and twice
// 19,069.25 - 19,600 = -530.75 when divided, which is 4,761.25 more. 390,000 may deduct 19,769 - 0.0756 x 259,256 = 169.25;
// 300,000 in one year 6,973.25 and 90,000 in the other 19,769: 26,573 more.
func TestInvestmentsDividedOverTwoYears(t *testing.T) {
	seventy := Investment{Capex: 70_000, Life: 8}
	rich := Firm{Profit: []float64{500_000}}
	for _, c := range []struct {
		name           string
		firm           Firm
		investments    []Investment
		later          []int
		deduction, tax float64
	}{
		{"two halves", rich, []Investment{seventy, seventy}, []int{0}, 20_130.7536, 0.258 * 20_130.7536},
		{"a firm that invests anyway", Firm{Profit: []float64{500_000}, Invests: 70_000}, []Investment{seventy, seventy}, []int{0}, 4_761.2464, 0.258 * 4_761.2464},
		{"the least is put off", rich, []Investment{{Capex: 300_000, Life: 8}, {Capex: 90_000, Life: 8}}, []int{1}, 26_573, 0.258 * 26_573},
		{"a grant counts off", rich, []Investment{{Capex: 90_000, Grant: 20_000, Life: 8}, seventy}, []int{0}, 20_130.7536, 0.258 * 20_130.7536},
		{"a loss makes it worth nothing", Firm{Profit: []float64{-1e6}}, []Investment{seventy, seventy}, []int{0}, 20_130.7536, 0},
	} {
		s, ok := dutch().SplitSmall(c.firm, c.investments...)
		if !ok || !slices.Equal(s.Later, c.later) {
			t.Errorf("%s: have %+v, %v, want %v later", c.name, s, ok, c.later)
		}
		close6(t, c.name, s.Deduction, c.deduction, 0.01)
		close6(t, c.name+", tax", s.Tax, c.tax, 0.01)
	}
	for name, list := range map[string][]Investment{
		"one thing cannot be divided":     {{Capex: 140_000, Life: 8}},
		"what is small anyway":            {{Capex: 30_000, Life: 8}, {Capex: 30_000, Life: 8}},
		"what the allowance looks not at": {{Capex: 70_000, Life: 8, Fiscal: Fiscal{NotSmall: true}}, seventy},
	} {
		if s, ok := dutch().SplitSmall(rich, list...); ok {
			t.Errorf("%s: have %+v", name, s)
		}
	}
	many := slices.Repeat([]Investment{{Capex: 10_000, Life: 8}}, 20) // of more than can be looked at, one is put off
	if s, ok := dutch().SplitSmall(rich, many...); !ok || len(s.Later) != 1 {
		t.Errorf("twenty: have %+v, %v", s, ok)
	}
}
