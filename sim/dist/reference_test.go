package dist_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tweeling/sim/dist"
)

// The reference's laws as a scenario writes them; the others of the case are not built.
var inReference = map[string]string{
	"lognormal_mean10_cv0.5": "lognormal(10s, cv 0.5)", "weibull_shape1.5_scale20": "weibull(shape 1.5, scale 20s)",
	"gamma_shape2.5_mean10": "gamma(10s, shape 2.5)", "erlang_k3_mean6": "erlang(6s, k 3)",
	"triangular_2_5_11": "triangular(2s, 5s, 11s)", "exponential_mean3": "exp(3s)", "uniform_2_9": "uniform(2s, 9s)",
	"pert_2_5_11": "pert(2s, 5s, 11s)", "truncnorm_mean10_sd4_min0": "normal(10s, sd 4s)", "beta_2_5_on_0_1": "beta(0s, 1s, a 2, b 5)",
}

// A reference is a published case.
type reference struct {
	ID, Subfamily string
	Parameters    map[string]any
	Measures      []struct {
		Quantity string
		Value    any
		Accept   any // a relative tolerance or "exact"
	}
}

func references(t *testing.T) []reference {
	t.Helper()
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference cases to check against them")
	}
	text, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []reference
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestReference(t *testing.T) {
	checked := 0
	for _, c := range references(t) {
		if c.ID != "ST-DIST-01" {
			continue
		}
		for _, m := range c.Measures {
			for name, law := range inReference {
				what, ok := strings.CutPrefix(m.Quantity, name+".")
				if !ok {
					continue
				}
				d := parse(t, law)
				have := d.Mean()
				var p float64
				if n, _ := fmt.Sscanf(what, "quantile_%g", &p); n == 1 {
					have = d.Quantile(p)
				} else if what == "variance" {
					have = d.Var()
				}
				checked++
				if want := m.Value.(float64); math.Abs(have-want) > 1e-6*want { // the accuracy of tables; the reference asks less
					t.Errorf("%s: want %v, have %v", m.Quantity, want, have)
				}
			}
		}
	}
	if checked == 0 {
		t.Skip("the cases are without ST-DIST-01")
	}
	if checked != 5*len(inReference) {
		t.Errorf("want %d quantities checked, have %d", 5*len(inReference), checked)
	}
}

// lifeOf is the law of a case: a Weibull law by its shape and scale, or an exponential one by its rate or mean.
func lifeOf(t *testing.T, p map[string]any) (*dist.Dist, bool) {
	t.Helper()
	number := func(key string) float64 { x, _ := p[key].(float64); return x }
	switch shape, scale, mean := number("shape"), number("scale"), number("mean"); {
	case shape > 0 && scale > 0:
		return parse(t, fmt.Sprintf("weibull(shape %v, scale %vs)", shape, scale)), true
	case mean > 0 && number("cv") > 0:
		return parse(t, fmt.Sprintf("lognormal(%vs, cv %v)", mean, number("cv"))), true
	case mean > 0:
		return parse(t, fmt.Sprintf("exp(%vs)", mean)), true
	}
	return nil, false
}

// What is known of a life: its mean and quantiles; how much of it is left, R; the hazard, by the slope of -ln R; and what is
// left of it on average, of which the law of the rest of a life under way knows the integral.
func lifeFigure(d *dist.Dist, quantity string) (float64, bool) {
	survival := func(x float64) float64 { return 1 - d.CDF(x) }
	switch quantity {
	case "MTTF", "mean":
		return d.Mean(), true
	case "median":
		return d.Quantile(0.5), true
	case "variance":
		return d.Var(), true
	case "standard_deviation":
		return math.Sqrt(d.Var()), true
	}
	var x float64
	if n, _ := fmt.Sscanf(quantity, "B%g", &x); n == 1 {
		return d.Quantile(x / 100), true
	}
	name, rest, _ := strings.Cut(quantity, "(")
	if n, _ := fmt.Sscanf(rest, "%g)", &x); n != 1 {
		return 0, false
	}
	switch name {
	case "R":
		return survival(x), true
	case "F":
		return d.CDF(x), true
	case "hazard":
		h := x / 1e4
		return math.Log(survival(x-h)/survival(x+h)) / (2 * h), true
	case "mean_residual_life":
		return d.Mean() * (1 - d.Equilibrium().CDF(x)) / survival(x), true
	}
	return 0, false
}

func TestReferenceLives(t *testing.T) {
	for _, c := range references(t) {
		if c.Subfamily != "life-distribution" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			d, ok := lifeOf(t, c.Parameters)
			if !ok {
				t.Skipf("%s cannot: this test does not know its law: %v", c.ID, c.Parameters)
			}
			for _, m := range c.Measures {
				have, ok := lifeFigure(d, m.Quantity)
				if !ok {
					t.Logf("%s: not computed", m.Quantity)
					continue
				}
				if want := m.Value.(float64); math.Abs(have-want) > 1e-6*math.Abs(want) { // the accuracy of tables; the reference asks less
					t.Errorf("%s: want %v, have %v", m.Quantity, want, have)
				}
			}
			if !t.Failed() {
				t.Logf("%-14s pass", c.ID)
			}
		})
	}
}
