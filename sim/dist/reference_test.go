package dist_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The reference's laws as a scenario writes them; the others of the case are not built.
var inReference = map[string]string{
	"lognormal_mean10_cv0.5": "lognormal(10s, cv 0.5)", "weibull_shape1.5_scale20": "weibull(shape 1.5, scale 20s)",
	"gamma_shape2.5_mean10": "gamma(10s, shape 2.5)", "erlang_k3_mean6": "erlang(6s, k 3)",
	"triangular_2_5_11": "triangular(2s, 5s, 11s)", "exponential_mean3": "exp(3s)", "uniform_2_9": "uniform(2s, 9s)",
	"pert_2_5_11": "pert(2s, 5s, 11s)", "truncnorm_mean10_sd4_min0": "normal(10s, sd 4s)", "beta_2_5_on_0_1": "beta(0s, 1s, a 2, b 5)",
}

func TestReference(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference cases to check against them")
	}
	text, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID       string
		Measures []struct {
			Quantity string
			Value    any
		}
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, c := range cases {
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
