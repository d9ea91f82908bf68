package dist_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tweeling/sim/dist"
)

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

// lawOf is a law of the reference as a scenario writes it: its name is how the reference's name of it begins, its parameters
// are those of the case. An empty text is a law that is not built.
func lawOf(name string, p map[string]float64) string {
	kind, _, _ := strings.Cut(name, "_")
	switch kind {
	case "exponential":
		return fmt.Sprintf("exp(%vs)", p["mean"])
	case "uniform":
		return fmt.Sprintf("uniform(%vs, %vs)", p["a"], p["b"])
	case "triangular", "pert":
		return fmt.Sprintf("%s(%vs, %vs, %vs)", kind, p["min"], p["mode"], p["max"])
	case "lognormal":
		return fmt.Sprintf("lognormal(%vs, cv %v)", p["mean"], p["cv"])
	case "weibull", "loglogistic", "pearson5":
		return fmt.Sprintf("%s(shape %v, scale %vs)", kind, p["shape"], p["scale"])
	case "gamma":
		return fmt.Sprintf("gamma(%vs, shape %v)", p["mean"], p["shape"])
	case "erlang":
		return fmt.Sprintf("erlang(%vs, k %v)", p["mean"], p["k"])
	case "truncnorm":
		if p["lower"] == 0 && p["upper"] == 0 { // times below 0 are cut off, nothing else
			return fmt.Sprintf("normal(%vs, sd %vs)", p["mu"], p["sigma"])
		}
	case "beta":
		return fmt.Sprintf("beta(%vs, %vs, a %v, b %v)", p["min"], cmp.Or(p["max"], 1), p["a"], p["b"])
	}
	return ""
}

func TestReference(t *testing.T) {
	for _, c := range references(t) {
		if c.Subfamily != "distributions" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			checked, left := 0, map[string]bool{}
			for _, m := range c.Measures {
				dot := strings.LastIndex(m.Quantity[:strings.LastIndexAny(m.Quantity, "mvq")], ".") // of mean, variance, quantile_.05
				name, what := m.Quantity[:dot], m.Quantity[dot+1:]
				p := map[string]float64{}
				for key, x := range c.Parameters[name].(map[string]any) {
					p[key], _ = x.(float64)
				}
				law := lawOf(name, p)
				if law == "" {
					left[name] = true
					continue
				}
				d := parse(t, law)
				have := d.Mean()
				var x float64
				if n, _ := fmt.Sscanf(what, "quantile_%g", &x); n == 1 {
					have = d.Quantile(x)
				} else if what == "variance" {
					have = d.Var()
				} else if what != "mean" {
					t.Errorf("%s: nobody computes it", m.Quantity)
				}
				checked++
				if want := m.Value.(float64); math.Abs(have-want) > 1e-6*want { // the accuracy of tables; the reference asks less
					t.Errorf("%s: want %v, have %v", m.Quantity, want, have)
				}
			}
			for name := range left {
				t.Logf("%s: cannot: the law is not built", name)
			}
			if checked == 0 {
				t.Skip("cannot: none of its laws is built")
			}
		})
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
