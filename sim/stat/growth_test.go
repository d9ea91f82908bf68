package stat_test

import (
	"math"
	"strings"
	"testing"

	"tweeling/sim/stat"
)

// Three failures at e, e^2 and e^3, where one stopped: the logarithms of end/t are 2, 1 and 0, so the shape is 1 and the
// rate 3/e^3. Looked at until e^4 they are 3, 2 and 1: the shape is 1/2 and the rate 3/e^2.
func TestFitPowerLaw(t *testing.T) {
	ages := []float64{math.E * math.E, math.E, math.Exp(3)}
	for _, c := range []struct{ end, shape, rate float64 }{{math.Exp(3), 1, 3 * math.Exp(-3)}, {math.Exp(4), 0.5, 3 * math.Exp(-2)}} {
		l, err := stat.FitPowerLaw(ages, c.end)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(l.Shape-c.shape) > 1e-12 || math.Abs(l.Rate-c.rate) > 1e-12 || math.Abs(l.Mean(c.end)-3) > 1e-12 {
			t.Errorf("until %v: %+v, want shape %v and rate %v", c.end, l, c.shape, c.rate)
		}
	}
}

// The fit finds the law from which failures were drawn: 5000 of them, whose shape has an error of 1.4 %.
func TestFitPowerLawFindsTheLaw(t *testing.T) {
	const shape, scale, n = 2.5, 1000.0, 5000
	chance, spent := stream(1), 0.0
	var ages []float64
	for range n {
		spent -= math.Log(chance())
		ages = append(ages, scale*math.Pow(spent, 1/shape))
	}
	l, err := stat.FitPowerLaw(ages, ages[n-1])
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(l.Shape/shape-1) > 3.3/math.Sqrt(n) {
		t.Errorf("shape %v, want %v", l.Shape, shape)
	}
	if x := math.Pow(l.Rate, -1/l.Shape); math.Abs(x/scale-1) > 0.2 {
		t.Errorf("scale %v, want %v", x, scale)
	}
}

func TestFitPowerLawMistakes(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		ages []float64
		end  float64
		want string
	}{{[]float64{1}, 2, "at least 2"}, {[]float64{1, 3}, 2, "failure 2"}, {[]float64{0, 1}, 2, "failure 1"}, {[]float64{nan, 1}, 2, "failure 1"},
		{[]float64{1, 2}, inf, "up to which"}, {[]float64{1, 2}, nan, "up to which"}, {[]float64{2, 2}, 2, "different"}} {
		if l, err := stat.FitPowerLaw(c.ages, c.end); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v until %v: %+v, %v, want %q", c.ages, c.end, l, err, c.want)
		}
	}
}
