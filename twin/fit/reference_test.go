package fit

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The laws of the reference, to the accuracy that it gives: each family by maximum likelihood, and which of them is likeliest.
func TestReference(t *testing.T) {
	root := os.Getenv("TWEELING_REFERENCE")
	if root == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference data")
	}
	var cases []struct {
		ID, Subfamily string
		Parameters    struct {
			Ref any `json:"data_ref"`
		}
		Measures []struct {
			Quantity      string
			Value, Accept any
		}
	}
	var data map[string]struct {
		Values json.RawMessage
	}
	for name, into := range map[string]any{"cases.json": &cases, "data.json": &data} {
		text, err := os.ReadFile(filepath.Join(root, "validation", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cases {
		if c.Subfamily != "input-fitting" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			ref, _ := c.Parameters.Ref.(string)
			var values []float64
			if err := json.Unmarshal(data[ref].Values, &values); err != nil {
				t.Fatalf("data %q: %v", ref, err)
			}
			for _, m := range c.Measures {
				if m.Quantity == "best_by_loglik" {
					if have := likeliest(t, values); have != m.Value {
						t.Errorf("%s: have %v, want %v", m.Quantity, have, m.Value)
					}
					continue
				}
				have, known := likelihoodOf(t, values, strings.TrimPrefix(m.Quantity, "published "))
				want, _ := m.Value.(float64)
				accept, _ := m.Accept.(float64)
				if !known {
					t.Errorf("%s: nobody computes it", m.Quantity)
				} else if math.Abs(have-want) > accept*max(1, math.Abs(want)) {
					t.Errorf("%s: have %v, want %v", m.Quantity, have, want)
				}
			}
		})
	}
}

func likeliest(t *testing.T, values []float64) string {
	t.Helper()
	best, most := "", math.Inf(-1)
	for _, law := range []string{"exponential", "gamma", "weibull", "lognormal", "normal"} {
		if l, _ := likelihoodOf(t, values, law+".loglik"); l > most {
			best, most = law, l
		}
	}
	return best
}

func likelihoodOf(t *testing.T, values []float64, quantity string) (float64, bool) {
	t.Helper()
	name, what, _ := strings.Cut(quantity, ".")
	f, ok := FindFamily(map[string]string{"exponential": "exp"}[name] + map[bool]string{true: name}[name != "exponential"])
	if !ok {
		return 0, false
	}
	unbound := *f
	unbound.fits = nil // the reference fits a normal law to anything
	l, err := unbound.fitShifted(Sample{Seen: values}, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := l.Params
	switch what {
	case "loglik":
		return l.LogLik, true
	case "rate":
		if name == "gamma" {
			return math.Exp(p[0]-p[1]) / l.Unit, true
		}
		return math.Exp(-p[0]) / l.Unit, true
	case "shape":
		return math.Exp(p[0]), true
	case "scale":
		return math.Exp(p[1]) * l.Unit, true
	case "meanlog":
		return p[0] + math.Log(l.Unit), true
	case "sdlog":
		return math.Exp(p[1]), true
	case "mean":
		return p[0] * l.Unit, true
	case "sd":
		return math.Exp(p[1]) * l.Unit, true
	}
	return 0, false
}
