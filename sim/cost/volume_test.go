package cost

import (
	"testing"

	"pgregory.net/rapid"
)

// What a ledger says of another demand is what it would have said if that had been asked for.
func TestCashAtAnotherDemand(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := shop()
		w.Economics.HoursSaved = rapid.SampledFrom([]float64{0, 0.7, 1}).Draw(rt, "saved")
		w.Products[0].Price = rapid.SampledFrom([]float64{0, 5, 10}).Draw(rt, "price")
		l := book(t, w)
		demand := rapid.Float64Range(0, 60_000).Draw(rt, "demand")
		w.Products[0].DemandPerYear = max(demand, 1)
		want := book(t, w)
		have := l.CashAt(w.Economics, w.Products, []float64{max(demand, 1)})
		for _, x := range []struct {
			name       string
			have, want float64
		}{{"net", have.Net, want.Cash().Net}, {"pay", have.Pay, want.Cash().Pay}, {"energy", have.Energy, want.Cash().Energy},
			{"contribution", have.Contribution, want.Cash().Contribution}, {"volume pay", have.VolumePay, want.Cash().VolumePay}, {"stock", have.Stock, want.Cash().Stock}} {
			check(t, x.name, x.have, x.want)
		}
	})
}
