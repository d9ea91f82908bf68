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

	"gonum.org/v1/gonum/mathext"

	"tweeling/sim/stat"
)

// A reference is a published case, found where TWEELING_REFERENCE says.
type reference struct {
	ID         string
	Family     string `json:"family_name"`
	Subfamily  string
	Parameters map[string]json.RawMessage
	Measures   []struct {
		Quantity string
		Value    json.RawMessage // a number or a list of them
		Accept   any             // a relative tolerance or "exact"
	}
	data   map[string]json.RawMessage // the data set that it names
	waits  map[bool][]float64         // of queues that begin stationary, or empty
	length int                        // of each of them
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

func (c *reference) number(key string, otherwise float64) float64 {
	if raw := c.Parameters[key]; raw != nil {
		_ = json.Unmarshal(raw, &otherwise)
	}
	return otherwise
}

// numbers is a list of numbers of the parameters, else of the data set; nil for neither.
func (c *reference) numbers(keys ...string) (list []float64) {
	for _, key := range keys {
		for _, from := range []map[string]json.RawMessage{c.Parameters, c.data} {
			if list == nil && from[key] != nil {
				_ = json.Unmarshal(from[key], &list)
			}
		}
	}
	return list
}

// values are those of the case, as listed or by the rule of constructed ones: a first value, then a and b 500 times in turn.
func (c *reference) values() []float64 {
	var rule string
	if json.Unmarshal(c.data["rule"], &rule) == nil {
		var first, a, b float64
		if _, err := fmt.Sscanf(strings.ReplaceAll(rule[strings.Index(rule, ": ")+2:], ",", " "), "%g then %g %g", &first, &a, &b); err != nil {
			return nil
		}
		return append([]float64{first}, slices.Repeat([]float64{a, b}, 500)...)
	}
	return c.numbers("values", "times", "data", "sample")
}

// A figure is what this package computes of a quantity: a number, or a list; nil for what it does not know, and within how
// much more than the case accepts it may be off.
type figure func(t *testing.T, c *reference, quantity string) (list []float64, more float64)

// computed tells for each sort of reference case how its quantities are computed here.
var computed = map[string]figure{
	"summary-statistics":  summary,
	"confidence-interval": summary,
	"quantiles":           tabled,
	"percentiles":         percentile,
	"compare-two-systems": compared,
	"replications":        needed,
	"warm-up":             warmedUp,
	"batch-means":         batched,
	"goodness-of-fit":     distance,
	"reliability-growth":  growth,
}

// notComputed says of which quantities, by how they begin, nothing here is asked, and why.
var notComputed = []struct{ subfamily, quantity, why string }{
	{"quantiles", "F_", "no test of the program compares two variances"},
	{"percentiles", "p90_type6", "there is one rule for percentiles, that of PERCENTILE.INC"},
	{"percentiles", "p10_type6", "there is one rule for percentiles, that of PERCENTILE.INC"},
	{"goodness-of-fit", "normal_crit", "a law that was fitted is judged by a bootstrap of its own, not by a table; see twin/fit"},
	{"goodness-of-fit", "exponential_crit", "a law that was fitted is judged by a bootstrap of its own, not by a table; see twin/fit"},
	{"goodness-of-fit", "weibull_crit", "a law that was fitted is judged by a bootstrap of its own, not by a table; see twin/fit"},
	{"goodness-of-fit", "case0", "a law that was fitted is judged by a bootstrap of its own, not by a table; see twin/fit"},
}

func TestReference(t *testing.T) {
	var cases []reference
	var data map[string]map[string]json.RawMessage
	readJSON(t, "cases.json", &cases)
	readJSON(t, "data.json", &data)
	for i := range cases {
		c := &cases[i]
		compute, ok := computed[c.Subfamily]
		if !ok {
			continue
		}
		var set string
		_ = json.Unmarshal(c.Parameters["data_ref"], &set) // none is ""
		c.data = data[set]
		t.Run(c.ID, func(t *testing.T) { c.judge(t, compute) })
	}
}

func (c *reference) judge(t *testing.T, compute figure) {
	checked, unknown := 0, []string(nil)
measures:
	for _, m := range c.Measures {
		for _, no := range notComputed {
			if no.subfamily == c.Subfamily && strings.HasPrefix(m.Quantity, no.quantity) {
				t.Logf("%s: cannot: %s", m.Quantity, no.why)
				continue measures
			}
		}
		var want []float64
		if json.Unmarshal(m.Value, &want) != nil {
			want = make([]float64, 1)
			if json.Unmarshal(m.Value, &want[0]) != nil { // a word
				unknown = append(unknown, m.Quantity)
				continue
			}
		}
		have, more := compute(t, c, m.Quantity)
		if have == nil {
			unknown = append(unknown, m.Quantity)
			continue
		}
		if len(have) != len(want) {
			t.Errorf("%s: want %d figures, have %d that are computed", m.Quantity, len(want), len(have))
			continue
		}
		checked++
		accept, _ := m.Accept.(float64) // 0 when exact
		for k := range want {
			if !(math.Abs(have[k]-want[k]) <= max(accept*math.Abs(want[k]), more)) { // nor may it be no number
				t.Errorf("%s: want %.15g within %v, have %.15g", m.Quantity, want[k], m.Accept, have[k])
			}
		}
	}
	switch {
	case t.Failed():
	case unknown != nil:
		t.Skipf("cannot: unknown: %q", unknown)
	case checked == 0:
		t.Skip("cannot: none of its quantities is computed here")
	}
}

func one(x float64) ([]float64, float64) { return []float64{x}, 0 }

// percent is the number that ends a name, as a share: half_width_90.
func percent(name string) float64 {
	x, err := strconv.ParseFloat(name[strings.LastIndexFunc(name, func(r rune) bool { return r < '0' || r > '9' })+1:], 64)
	if err != nil {
		return 0.95
	}
	return x / 100
}

func summary(_ *testing.T, c *reference, quantity string) ([]float64, float64) {
	values := c.values()
	switch {
	case quantity == "mean":
		return one(stat.Average(values))
	case quantity == "standard_deviation":
		return one(stat.StdDev(values))
	case quantity == "variance":
		return one(stat.Var(values))
	case quantity == "standard_error":
		return one(stat.StdDev(values) / math.Sqrt(float64(len(values))))
	case strings.HasPrefix(quantity, "half_width"):
		return one(stat.MeanAt(values, percent(quantity)).HalfWidth)
	case strings.HasPrefix(quantity, "ci"):
		level, end, _ := strings.Cut(quantity, "_")
		if e := stat.MeanAt(values, percent(level)); end == "low" {
			return one(e.Low())
		} else if end == "high" {
			return one(e.High())
		}
	}
	var lag int
	if n, _ := fmt.Sscanf(quantity, "lag%d_autocorrelation", &lag); n == 1 {
		return one(stat.Autocorrelation(values, lag))
	}
	return nil, 0
}

func tabled(_ *testing.T, _ *reference, quantity string) ([]float64, float64) {
	var p, df float64
	name := strings.ReplaceAll(quantity, "_", " ") // which are digits to Sscanf
	switch {
	case scan(name, "t %g %g", &p, &df):
		return one(stat.StudentQuantile(p, df))
	case scan(name, "chi2 %g %g", &p, &df): // the ends of where a variance lies
		low, high, _ := stat.SpreadInterval(1, int(df)+1, math.Abs(2*p-1))
		if p < 0.5 {
			high = low
		}
		return one(df * high * high)
	case scan(name, "z %g", &p):
		return one(stat.NormalQuantile(p))
	}
	return nil, 0
}

func percentile(_ *testing.T, c *reference, quantity string) ([]float64, float64) {
	var p float64
	if scan(strings.ReplaceAll(quantity, "_", " "), "p%g type7", &p) {
		return one(stat.Quantile(c.values(), p/100))
	}
	if quantity == "median" {
		return one(stat.Quantile(c.values(), 0.5))
	}
	return nil, 0
}

func compared(t *testing.T, c *reference, quantity string) ([]float64, float64) {
	how, what, _ := strings.Cut(quantity, "_")
	method, ok := map[string]func(a, b []float64, level float64) (stat.Comparison, error){"welch": stat.Welch, "paired": stat.Paired}[how]
	if !ok {
		return nil, 0
	}
	level := 0.95
	if head, end, found := strings.Cut(what, "_"); found && strings.HasPrefix(head, "ci") {
		level, what = percent(head), "ci_"+end
	}
	got, err := method(c.numbers("group1", "a", "x"), c.numbers("group2", "b", "y"), level)
	if err != nil {
		t.Fatal(err)
	}
	x, ok := map[string]float64{"t": got.T, "df": got.DF, "p": got.P, "mean_difference": got.Mean, "half_width": got.HalfWidth,
		"ci_low": got.Low(), "ci_high": got.High()}[what]
	if !ok {
		return nil, 0
	}
	return one(x)
}

func needed(_ *testing.T, c *reference, quantity string) ([]float64, float64) {
	e, n, ok := stat.MeanAt(c.values(), c.number("confidence", 0.9)), 0, false
	switch quantity {
	case "n_absolute":
		n, ok = stat.Needed(e, c.number("abs_error", 0))
	case "n_relative":
		n, ok = stat.NeededRelative(e, c.number("rel_error", 0))
	}
	if !ok {
		return nil, 0
	}
	return one(float64(n))
}

// warmedUp is Welch's moving averages, and where the marginal standard error rule cuts.
func warmedUp(_ *testing.T, c *reference, quantity string) ([]float64, float64) {
	var runs [][]float64
	if c.data["replications"] == nil {
		runs = [][]float64{c.values()}
	} else if json.Unmarshal(c.data["replications"], &runs) != nil {
		return nil, 0
	}
	smooth := stat.MovingAverage(runs, int(c.number("w", 0)))
	var n int
	switch name := strings.ToLower(quantity); {
	case name == "count":
		return one(float64(len(smooth)))
	case strings.HasPrefix(name, "mser"):
		cut, ok := stat.MSER5(stat.MovingAverage(runs, 0)) // the mean across the replications
		if !ok || !strings.Contains(name, "5") {
			return nil, 0
		}
		if strings.Contains(name, "mean") {
			return one(stat.Average(stat.MovingAverage(runs, 0)[cut:]))
		}
		if strings.Contains(name, "batch") {
			cut /= 5
		}
		return one(float64(cut))
	case scan(name, "moving_average_first%d", &n) && n <= len(smooth):
		return smooth[:n], 0
	case scan(name, "moving_average_last%d", &n) && n <= len(smooth):
		return smooth[len(smooth)-n:], 0
	}
	return nil, 0
}

func scan(text, form string, into ...any) bool {
	n, _ := fmt.Sscanf(text, form, into...)
	return n == len(into)
}

// batched makes the experiment of the reference: batch means of the waits in a queue hold less often than they say, by just
// as much as they should. A coverage that was seen so many times is known within its own standard errors. Else it is the
// batch means of a series.
func batched(_ *testing.T, c *reference, quantity string) ([]float64, float64) {
	var n, k int
	if !scan(quantity, "coverage n=%d k=%d", &n, &k) {
		if c.data == nil || c.Parameters["k"] == nil && c.Parameters["batches"] == nil {
			return nil, 0
		}
		level := c.number("confidence", 0.95)
		if name, ok := strings.CutPrefix(quantity, "half_width_"); ok {
			quantity, level = "half_width", percent(name)
		}
		e := stat.BatchMeans(c.values(), int(c.number("k", c.number("batches", 0))), level)
		x, ok := map[string]float64{"mean": e.Mean, "half_width": e.HalfWidth}[quantity]
		if !ok {
			return nil, 0
		}
		return one(x)
	}
	level, held := c.number("confidence", 0.9), 0
	waits := c.queues(n, strings.Contains(quantity, "stationary"))
	mean := c.number("true_mean", c.number("lambda", 1)/c.number("mu", 1)/(c.number("mu", 1)-c.number("lambda", 1)))
	for i := range len(waits) / n {
		if e := stat.BatchMeans(waits[i*n:(i+1)*n], k, level); e.Low() <= mean && mean <= e.High() {
			held++
		}
	}
	experiments := float64(len(waits) / n)
	share := float64(held) / experiments
	return []float64{share}, 3.3 * math.Sqrt(share*(1-share)/experiments)
}

// queues are the waits of the first n customers of many an M/M/1, one after the other. They are kept for the next quantity,
// which most often asks the same of them.
func (c *reference) queues(n int, stationary bool) []float64 {
	if n != c.length {
		c.length, c.waits = n, map[bool][]float64{}
	}
	if waits := c.waits[stationary]; waits != nil {
		return waits
	}
	customers := 3_200_000
	if os.Getenv("TWEELING_LONG") != "" {
		customers *= 20
	}
	lambda, mu, chance := c.number("lambda", 1), c.number("mu", 1), stream(uint64(n))
	waits, wait := make([]float64, customers/n*n), 0.0
	for i := range waits {
		if i%n == 0 {
			wait = 0
			if stationary && chance() < lambda/mu { // who waits at all waits an exponential time
				wait = -math.Log(chance()) / (mu - lambda)
			}
		}
		waits[i] = wait
		wait = max(0, wait-math.Log(chance())/mu+math.Log(chance())/lambda)
	}
	c.waits[stationary] = waits
	return waits
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

// distance is how far a sample is from a law whose parameters the reference gives.
func distance(t *testing.T, c *reference, quantity string) ([]float64, float64) {
	law, what, _ := strings.Cut(quantity, ".")
	var fitted map[string]map[string]float64
	if err := json.Unmarshal(c.Parameters["fitted"], &fitted); err != nil {
		t.Fatal(err)
	}
	p, cdf := fitted[law], (func(float64) float64)(nil)
	switch law {
	case "exponential":
		cdf = func(x float64) float64 { return -math.Expm1(-x * p["rate"]) }
	case "weibull":
		cdf = func(x float64) float64 { return -math.Expm1(-math.Pow(x/p["scale"], p["shape"])) }
	case "lognormal":
		cdf = func(x float64) float64 { return normalCDF((math.Log(x) - p["meanlog"]) / p["sdlog"]) }
	case "normal":
		cdf = func(x float64) float64 { return normalCDF((x - p["mean"]) / p["sd"]) }
	case "gamma":
		cdf = func(x float64) float64 { return mathext.GammaIncReg(p["shape"], x*p["rate"]) }
	}
	switch {
	case cdf != nil && what == "AD_A2":
		return one(stat.AndersonDarling(c.values(), cdf))
	case cdf != nil && what == "KS_D":
		d, _ := stat.KS(c.values(), cdf)
		return one(d)
	}
	return nil, 0
}

func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// growth is failures of a system, looked at until the last of them, or to a time.
func growth(t *testing.T, c *reference, quantity string) ([]float64, float64) {
	ages := c.values()
	end := c.number("T", c.number("end", c.number("total_time", slices.Max(ages))))
	l, err := stat.FitPowerLaw(ages, end)
	if err != nil {
		t.Fatal(err)
	}
	switch quantity {
	case "beta":
		return one(l.Shape)
	case "lambda":
		return one(l.Rate)
	}
	return nil, 0
}
