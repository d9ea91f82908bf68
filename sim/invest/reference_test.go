package invest

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"tweeling/sim/stat"
)

// A metamodel of one input without squares is the straight line of least squares, to the digits that the reference gives.
func TestReferenceStraightLine(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference cases to check against them")
	}
	var cases []struct {
		ID, Subfamily string
		Parameters    struct {
			Ref any `json:"data_ref"`
		}
		Measures []struct {
			Quantity string
			Value    any
			Accept   any
		}
	}
	var data map[string]struct{ X, Y json.RawMessage }
	for name, into := range map[string]any{"cases.json": &cases, "data.json": &data} {
		text, err := os.ReadFile(filepath.Join(folder, "validation", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cases {
		if c.Subfamily != "regression" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			ref, _ := c.Parameters.Ref.(string)
			var x, y []float64
			if json.Unmarshal(data[ref].X, &x) != nil || json.Unmarshal(data[ref].Y, &y) != nil {
				t.Fatalf("data %q: want x and y", ref)
			}
			got := straightLine(t, x, y)
			for _, m := range c.Measures {
				have, known := got[m.Quantity]
				want, _ := m.Value.(float64)
				accept, _ := m.Accept.(float64)
				if !known {
					t.Errorf("%s: nobody computes it", m.Quantity)
				} else if math.Abs(have-want) > accept*math.Abs(want) {
					t.Errorf("%s: have %.15g, want %.15g", m.Quantity, have, want)
				}
			}
		})
	}
}

// straightLine is a metamodel by its coefficients, and what its residuals say of them.
func straightLine(t *testing.T, x, y []float64) map[string]float64 {
	t.Helper()
	points, outcomes := make([][]float64, len(x)), make([][]float64, len(x))
	for i := range x {
		points[i], outcomes[i] = []float64{x[i]}, []float64{y[i]}
	}
	s := &surface{}
	if err := s.fit(points, outcomes); err != nil {
		t.Fatal(err)
	}
	n, residual := float64(len(x)), 0.0
	for i := range x {
		off := y[i] - s.at(0, s.terms(points[i]))
		residual += off * off
	}
	variance, spread, mean := residual/(n-2), stat.Var(x)*(n-1), stat.Average(x)
	return map[string]float64{"B0": s.coef[0][0], "B1": s.coef[0][1], "residual_sd": math.Sqrt(variance), "R2": 1 - residual/(stat.Var(y)*(n-1)),
		"se_B0": math.Sqrt(variance * (1/n + mean*mean/spread)), "se_B1": math.Sqrt(variance / spread)}
}
