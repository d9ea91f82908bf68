package dist

import (
	"fmt"
	"math"
	"testing"
)

// The table logarithm is right to a relative 2e-13, as promised.
func TestNegLog(t *testing.T) {
	worst := 0.0
	try := func(x float64) {
		want := -math.Log(x)
		if math.Abs(x-1) < 0.5 {
			want = -math.Log1p(x - 1)
		}
		worst = max(worst, math.Abs(negLog(x)-want)/want)
	}
	for i := range 200_000 {
		x := (float64(i) + 0.5) / 200_000
		try(x)
		try(1 - 0x1p-53*(1+float64(i)*float64(i)*float64(i)))
		try(math.Exp(-float64(i) * 37 / 200_000))
	}
	for k := range logCells { // the borders of cells, where the remainder is greatest
		for _, octave := range []float64{1, 0.5, 0x1p-10, 0x1p-50} {
			x := octave * (0.5 + float64(k)/256)
			try(x)
			try(math.Nextafter(x, 0))
		}
	}
	t.Logf("worst relative error %.2g", worst)
	if worst > 2e-13 {
		t.Errorf("want a relative error of at most 2e-13, have %v", worst)
	}
	if x := negLog(1); x < 0 || x > 0x1p-53 {
		t.Errorf("want nothing at 1, have %v", x)
	}
	if x := negLog(0); x < 700 || math.IsInf(x, 0) {
		t.Errorf("want a great finite number at 0, have %v", x)
	}
}

// Tables keep their promise, 1e-6 of the time or 1e-9 of the mean, for the shapes people write and for wild ones.
func TestTables(t *testing.T) {
	var laws []*Dist
	add := func(d *Dist, err error) {
		if err != nil {
			t.Fatal(err)
		}
		laws = append(laws, d)
	}
	for _, cv := range []float64{1e-6, 0.01, 0.25, 0.8, 2, 10, 100} {
		add(Lognormal(10, cv))
	}
	for _, shape := range []float64{0.01, 0.1, 0.4, 1, 1.7, 6, 40, 1e3, 1e5} {
		add(Gamma(10, shape))
	}
	for _, shape := range []float64{0.1, 0.3, 0.8, 1, 1.4, 3, 30, 1000} {
		add(Weibull(shape, 10))
	}
	for _, a := range []float64{0.1, 0.4, 1, 2, 5, 60, 1e4} {
		for _, b := range []float64{0.1, 0.7, 1, 4, 300, 1e4} {
			add(Beta(a, b, 0, 10))
		}
	}
	for _, cv := range []float64{1e-6, 0.01, 0.2, 0.4, 0.7, 1} {
		add(Normal(10, 10*cv))
	}
	worst := 0.0
	for _, d := range laws {
		table := tableOf(d.Shape)
		if len(table.cells) == 0 {
			t.Errorf("%v: want a table, have none", d)
		}
		for i := range 3000 {
			q := math.Exp(-float64(i)*15/3000) / 2
			for _, p := range []float64{q, 1 - q} {
				have, want := d.Quantile(p), table.exact(p)
				miss := math.Abs(have-want) / (1e-6*want + 1e-9*d.Mean())
				if worst = max(worst, miss); miss > 1 {
					t.Fatalf("%v at %v: want %v, have %v", d, p, want, have)
				}
			}
		}
	}
	t.Logf("worst error %.2g of what is promised", worst)
}

func tableOf(s Shape) *tabled {
	switch s := s.(type) {
	case *lognormal:
		return &s.tabled
	case *gamma:
		return &s.tabled
	case *beta:
		return &s.tabled
	case *normal:
		return &s.tabled
	case *weibull:
		return &s.tabled
	}
	panic(fmt.Sprintf("%T has no table", s))
}

// The inverses undo the functions, far into both tails.
func TestGammaInverse(t *testing.T) {
	for _, a := range []float64{0.05, 0.3, 0.99, 1, 2.5, 19.9, 20.1, 300, 1e5} {
		for q := 0.5; q > 1e-200; q *= q * 1.3 {
			low, high := gammaLow(a, q), gammaHigh(a, q)
			if p, _ := gammaPQ(a, low); low > 1e-290 && math.Abs(p/q-1) > 1e-10 {
				t.Errorf("shape %v at %v: have %v of P(%v)", a, q, p, low)
			}
			if _, u := gammaPQ(a, high); math.Abs(u/q-1) > 1e-10 {
				t.Errorf("shape %v at 1 - %v: have %v of Q(%v)", a, q, u, high)
			}
		}
	}
	// Whole shapes have P in closed form: 1 - exp(-x) (1 + x + x^2/2) for 3.
	for x := 0.1; x < 30; x *= 1.1 {
		_, have := gammaPQ(3, x)
		if want := math.Exp(-x) * (1 + x + x*x/2); math.Abs(have/want-1) > 1e-13*(1+1/x) {
			t.Errorf("Q(3, %v): want %v, have %v", x, want, have)
		}
	}
}

// The inverse of the incomplete beta function undoes it, far into the tail, and the function is right where it is known
// in closed form.
func TestBetaInverse(t *testing.T) {
	for _, a := range []float64{0.1, 0.3, 1, 2.5, 40, 1e4} {
		for _, b := range []float64{0.1, 0.7, 1, 5, 200, 1e4} {
			for q := 0.5; q > 1e-200; q *= q * 1.3 {
				x, y := betaLow(a, b, q)
				if p, _ := betaPQ(a, b, x, y); x > 1e-290 && math.Abs(p/q-1) > 1e-10 {
					t.Errorf("shapes %v and %v at %v: have %v of I(%v)", a, b, q, p, x)
				}
			}
		}
	}
	worst := 0.0
	for x := 0.01; x < 1; x += 0.01 {
		for _, c := range []struct{ a, b, want float64 }{
			{1, 1, x}, {3, 1, x * x * x}, {1, 4, 1 - math.Pow(1-x, 4)}, {2, 2, x * x * (3 - 2*x)},
			{0.5, 0.5, 2 / math.Pi * math.Asin(math.Sqrt(x))}, {2, 5, 1 - math.Pow(1-x, 6) - 6*x*math.Pow(1-x, 5)},
		} {
			p, q := betaPQ(c.a, c.b, x, 1-x)
			worst = max(worst, math.Abs(p-c.want), math.Abs(p+q-1))
		}
	}
	t.Logf("worst error of the function %.2g", worst)
	if worst > 1e-14 {
		t.Errorf("want an error of at most 1e-14, have %v", worst)
	}
}

func TestGaussLow(t *testing.T) {
	for q := 0.5; q > 1e-300; q *= 0.7 {
		if have := gaussCDF(gaussLow(q)); math.Abs(have/q-1) > 1e-12 {
			t.Errorf("at %v: have %v", q, have)
		}
	}
}
