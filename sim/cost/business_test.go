package cost

import (
	"math"
	"testing"

	"tweeling/sim/stat"
)

// Years that are new each time average out: the NPV varies by s sqrt(sum of v^2t), plus by how badly the mean is known, s /
// sqrt(n) times the sum of v^t, which is the same for all years. It does not vary by s times the sum of v^t, as it would if
// the luck of one replication lasted for ever. Variances of 10,000 draws are known to 1.4 %.
func TestFuturesDrawNewYears(t *testing.T) {
	const n, sd, rate = 400, 10_000, 0.08
	econ := Economics{WeeksPerYear: 47, Horizon: 8, DiscountRate: rate, Baseline: Frozen, Given: true}
	asIs, toBe := make([]Cash, n), make([]Cash, n)
	for i := range toBe {
		toBe[i].Net = 50_000 + sd*stat.NormalQuantile((float64(i)+0.5)/n)
	}
	b, err := NewBusiness(econ, []Investment{{Capex: Range{100_000, 100_000, 100_000}, Life: 8}}, asIs, toBe, 47, 1)
	if err != nil {
		t.Fatal(err)
	}
	var npvs []float64
	if err := b.Futures(func(_ int, flows []float64) {
		npv := 0.0
		for y, f := range flows {
			npv += f * math.Pow(1+rate, -float64(y))
		}
		npvs = append(npvs, npv)
	}); err != nil {
		t.Fatal(err)
	}
	sum, squares := 0.0, 0.0
	for y := 1.0; y <= 8; y++ {
		sum += math.Pow(1+rate, -y)
		squares += math.Pow(1+rate, -2*y)
	}
	s := stat.StdDev(b.streams[0])
	want := s * s * (squares + sum*sum/n*(n-1)/(n-3))
	if got := stat.Var(npvs); math.Abs(got/want-1) > 0.06 {
		t.Errorf("the variance is %v, want %v; luck that lasts would give %v", got, want, s*s*sum*sum)
	}
	fixed, err := b.NPVs()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stat.StdDev(fixed), s*sum; math.Abs(got/want-1) > 1e-6 {
		t.Errorf("as if luck lasted the standard deviation is %v, want %v", got, want)
	}
	if mean := stat.Average(npvs); math.Abs(mean-stat.Average(fixed)) > 4*math.Sqrt(want/10_000) {
		t.Errorf("the mean is %v, want %v", mean, stat.Average(fixed))
	}
}
