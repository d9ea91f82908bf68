package stat_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tweeling/sim/stat"
)

// A reference is a published case, found where TWEELING_REFERENCE says.
type reference struct {
	ID         string
	Parameters map[string]any
	Measures   []struct {
		Quantity string
		Value    any
		Accept   any // a relative tolerance or "exact"
	}
}

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference cases to check against them")
	}
	text, err := os.ReadFile(filepath.Join(folder, "validation", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// check computes each quantity of the reference cases whose ID begins so. A quantity it does not compute fails, unless it
// is one of those left out.
func check(t *testing.T, prefix string, compute func(c reference, data map[string]any, quantity string) (float64, bool)) {
	t.Helper()
	var cases []reference
	var data map[string]map[string]any
	readJSON(t, "cases.json", &cases)
	readJSON(t, "data.json", &data)
	found := 0
	for _, c := range cases {
		if !strings.HasPrefix(c.ID, prefix) {
			continue
		}
		set, _ := c.Parameters["data_ref"].(string)
		for _, m := range c.Measures {
			want, ok := m.Value.(float64)
			if !ok {
				continue
			}
			have, ok := compute(c, data[set], m.Quantity)
			if !ok {
				continue
			}
			found++
			accept, _ := m.Accept.(float64) // 0 when exact
			if math.Abs(have-want) > accept*math.Abs(want) {
				t.Errorf("%s %s: want %.15g within %v, have %.15g", c.ID, m.Quantity, want, m.Accept, have)
			}
		}
	}
	if found == 0 {
		t.Skipf("the cases are without %s", prefix)
	}
}

func floats(x any) []float64 {
	list, _ := x.([]any)
	var out []float64
	for _, v := range list {
		out = append(out, v.(float64))
	}
	return out
}

// nist is a data set as listed, or by the rule of the constructed ones: a first value, then a and b 500 times in turn.
func nist(data map[string]any) []float64 {
	if rule, ok := data["rule"].(string); ok {
		var first, a, b float64
		if _, err := fmt.Sscanf(strings.ReplaceAll(strings.SplitN(rule, ": ", 2)[1], ",", " "), "%g then %g %g", &first, &a, &b); err != nil {
			return nil
		}
		values := []float64{first}
		for range 500 {
			values = append(values, a, b)
		}
		return values
	}
	return floats(data["values"])
}

func TestNIST(t *testing.T) {
	check(t, "ST-NIST-", func(_ reference, data map[string]any, quantity string) (float64, bool) {
		values := nist(data)
		switch quantity {
		case "mean":
			return stat.Average(values), true
		case "standard_deviation":
			return stat.StdDev(values), true
		case "lag1_autocorrelation":
			return stat.Autocorrelation(values, 1), true
		}
		return 0, false // the straight line through Norris
	})
}

func TestReferenceQuantiles(t *testing.T) {
	check(t, "ST-QUANT", func(_ reference, _ map[string]any, quantity string) (float64, bool) {
		var p, df float64
		if n, _ := fmt.Sscanf(quantity, "t_%g_%g", &p, &df); n == 2 {
			return stat.StudentQuantile(p, df), true
		}
		if n, _ := fmt.Sscanf(quantity, "z_%g", &p); n == 1 {
			return stat.NormalQuantile(p), true
		}
		return 0, false
	})
	check(t, "ST-Q7", func(c reference, _ map[string]any, quantity string) (float64, bool) {
		p, ok := map[string]float64{"p10_type7": 0.1, "p90_type7": 0.9, "median": 0.5}[quantity]
		return stat.Quantile(floats(c.Parameters["values"]), p), ok
	})
}

func TestReferenceIntervals(t *testing.T) {
	check(t, "ST-CI-01", func(_ reference, data map[string]any, quantity string) (float64, bool) {
		values := floats(data["values"])
		v, ok := map[string]float64{
			"mean": stat.Average(values), "variance": stat.Var(values), "half_width_90": stat.MeanAt(values, 0.9).HalfWidth,
		}[quantity]
		return v, ok
	})
	check(t, "ST-CMP-01", func(_ reference, data map[string]any, quantity string) (float64, bool) {
		a, b := floats(data["group1"]), floats(data["group2"])
		w, err := stat.Welch(a, b, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		p, err := stat.Paired(a, b, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := map[string]float64{
			"welch_t": w.T, "welch_df": w.DF, "welch_p": w.P, "welch_ci95_low": w.Low(),
			"paired_t": p.T, "paired_p": p.P, "paired_ci95_low": p.Low(),
		}[quantity]
		return v, ok
	})
}

func TestReferenceReplications(t *testing.T) {
	check(t, "ST-NREP-01", func(c reference, data map[string]any, quantity string) (float64, bool) {
		e := stat.MeanAt(floats(data["values"]), 0.9)
		var n int
		var ok bool
		switch quantity {
		case "n_absolute":
			n, ok = stat.Needed(e, c.Parameters["abs_error"].(float64))
		case "n_relative":
			n, ok = stat.NeededRelative(e, c.Parameters["rel_error"].(float64))
		}
		return float64(n), ok
	})
}

func TestReferenceWarmup(t *testing.T) {
	var cases []reference
	var data map[string]map[string]any
	readJSON(t, "cases.json", &cases)
	readJSON(t, "data.json", &data)
	for _, c := range cases {
		if c.ID != "ST-WELCH-01" {
			continue
		}
		var runs [][]float64
		for _, r := range data["welch5x40"]["replications"].([]any) {
			runs = append(runs, floats(r))
		}
		have := stat.MovingAverage(runs, int(c.Parameters["w"].(float64)))
		for _, m := range c.Measures {
			want := floats(m.Value)
			from := 0
			switch m.Quantity {
			case "count":
				if len(have) != int(m.Value.(float64)) {
					t.Errorf("want %v values, have %d", m.Value, len(have))
				}
			case "moving_average_last3 (i=35,36,37)":
				from = len(have) - 3
			}
			for i, w := range want {
				if math.Abs(have[from+i]-w) > m.Accept.(float64)*w {
					t.Errorf("%s %d: want %v, have %v", m.Quantity, i, w, have[from+i])
				}
			}
		}
		return
	}
	t.Skip("the cases are without ST-WELCH-01")
}

// Fitted laws as the reference gives their parameters.
func TestReferenceFit(t *testing.T) {
	check(t, "ST-GOF-", func(c reference, data map[string]any, quantity string) (float64, bool) {
		law, what, _ := strings.Cut(quantity, ".")
		fitted, _ := c.Parameters["fitted"].(map[string]any)
		parameter := func(name string) float64 { v, _ := fitted[law].(map[string]any)[name].(float64); return v }
		var cdf func(float64) float64
		switch law {
		case "exponential":
			cdf = func(x float64) float64 { return -math.Expm1(-x * parameter("rate")) }
		case "weibull":
			cdf = func(x float64) float64 { return -math.Expm1(-math.Pow(x/parameter("scale"), parameter("shape"))) }
		case "lognormal":
			cdf = func(x float64) float64 {
				return math.Erfc(-(math.Log(x)-parameter("meanlog"))/parameter("sdlog")/math.Sqrt2) / 2
			}
		default:
			return 0, false // the gamma law is package dist's
		}
		if what == "AD_A2" {
			return stat.AndersonDarling(floats(data["values"]), cdf), true
		}
		d, _ := stat.KS(floats(data["values"]), cdf)
		return d, true
	})
}

// TestReferenceCoverage makes the experiment of the reference on a small scale: batch means of the waits in an M/M/1 hold
// less often than they say, by just as much as they should.
func TestReferenceCoverage(t *testing.T) {
	check(t, "ST-COV-01", func(_ reference, _ map[string]any, quantity string) (float64, bool) {
		n, k := field(quantity, "n="), field(quantity, "k=")
		if n != 640 || k == 20 || !strings.Contains(quantity, "empty start") {
			return 0, false
		}
		// 0.02 relative of 0.735 is 0.0147; with 20,000 experiments that is 4.7 standard errors of sqrt(0.735*0.265/20000).
		const experiments = 20_000
		held := 0
		chance := stream(uint64(k))
		waits := make([]float64, n)
		for range experiments {
			wait := 0.0
			for i := range waits {
				waits[i] = wait
				wait = max(0, wait-math.Log(chance())/1.25+math.Log(chance()))
			}
			if e := stat.BatchMeans(waits, k, 0.9); e.Low() <= 3.2 && 3.2 <= e.High() {
				held++
			}
		}
		return float64(held) / experiments, true
	})
}

func field(text, key string) int {
	_, rest, _ := strings.Cut(text, key)
	n, _ := strconv.Atoi(strings.FieldsFunc(rest, func(r rune) bool { return r < '0' || r > '9' })[0])
	return n
}

// stream is uniform chance in (0, 1) for tests: SplitMix64.
func stream(seed uint64) func() float64 {
	z := seed * 0x9E3779B97F4A7C15
	return func() float64 {
		z += 0x9E3779B97F4A7C15
		x := z
		x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
		x = (x ^ x>>27) * 0x94D049BB133111EB
		return (float64((x^x>>31)>>12) + 0.5) * 0x1p-52
	}
}

// Failures of a system, looked at until the last of them, or to a time.
func TestReferenceGrowth(t *testing.T) {
	check(t, "MT-GROWTH", func(c reference, _ map[string]any, quantity string) (float64, bool) {
		ages := floats(c.Parameters["times"])
		end := slices.Max(ages)
		for _, key := range []string{"T", "end", "total_time"} {
			if x, ok := c.Parameters[key].(float64); ok {
				end = x
			}
		}
		l, err := stat.FitPowerLaw(ages, end)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := map[string]float64{"beta": l.Shape, "lambda": l.Rate}[quantity]
		return v, ok
	})
}
