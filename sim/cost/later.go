package cost

import "math"

// Later is how the economics look from so many years on: prices have drifted by then, when the baseline says so, and the
// horizon is nearer. The investments and the cash that it gives are at the prices of then.
func (e Economics) Later(years int, investments []Investment, cash ...[]Cash) (Economics, []Investment, [][]Cash) {
	if e.Baseline == Frozen {
		e.Drift = Drift{}
	}
	level := func(rate float64) float64 { return math.Pow(1+rate, float64(years)) }
	pay, energy, other := level(e.Drift.Wage), level(e.Drift.Energy), level(e.Drift.Other)
	then := make([]Investment, len(investments))
	for i, v := range investments {
		for _, r := range []*Range{&v.Capex, &v.YearlyCost, &v.Grant, &v.OneOff, &v.Training, &v.Residual, &v.Removal} {
			*r = Range{r.Low * other, r.Likely * other, r.High * other}
		}
		then[i] = v
	}
	lists := make([][]Cash, len(cash))
	for k, list := range cash {
		for _, c := range list {
			lists[k] = append(lists[k], Cash{
				Net: (c.Net+c.Pay+c.Energy)*other - c.Pay*pay - c.Energy*energy, Pay: c.Pay * pay, Energy: c.Energy * energy, Contribution: c.Contribution * other, Stock: c.Stock * other,
			})
		}
	}
	if n := len(e.Firm.Profit); n > 0 {
		e.Firm.Profit = e.Firm.Profit[min(years, n-1):]
	}
	e.Horizon -= float64(years)
	return e, then, lists
}
