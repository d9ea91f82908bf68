package fit

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// draws are times of a law.
func draws(t *testing.T, law string, n int, seed uint64) []float64 {
	t.Helper()
	d, err := dist.Parse(law)
	if err != nil {
		t.Fatal(err)
	}
	s := sim.NewStream(seed, law)
	out := make([]float64, n)
	for i := range out {
		out[i] = d.Quantile(s.Uniform(uint64(i)))
	}
	return out
}

// Of 500 times the law that they come from is found, its mean within four standard errors, cv/sqrt(500).
func TestChooseFindsTheLaw(t *testing.T) {
	for _, c := range []struct{ law, family string }{
		{"exp(3h)", "exp"}, {"gamma(18s, cv 0.25)", "gamma"}, {"weibull(shape 1.4, scale 3h)", "weibull"}, {"lognormal(12m, cv 0.8)", "lognormal"},
		{"normal(18s, sd 3s)", "normal"}, {"uniform(10s, 14s)", "uniform"}, {"exp(10s) + 20s", "shifted exp"}, {"triangular(10s, 11s, 14s)", "triangular"},
		{"lognormal(12m, cv 0.8) + 5m", "shifted lognormal"},
	} {
		d, err := dist.Parse(c.law)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Choose(Sample{Seen: draws(t, c.law, 500, 1)}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got.Family != c.family || got.Verdict != Fits {
			t.Errorf("%s: want %s that fits, have %s, %v", c.law, c.family, got.Family, got.Verdict)
		}
		se := math.Sqrt(d.Var()/500) / d.Mean()
		if off := math.Abs(got.Dist.Mean()/d.Mean() - 1); off > 4*se {
			t.Errorf("%s: mean %v, want %v within %.1f %%", c.law, got.Dist.Mean(), d.Mean(), 400*se)
		}
	}
}

// What a scenario is told of a law is the law, to five figures, long times to a second.
func TestLawTextIsTheLaw(t *testing.T) {
	for _, law := range []string{"exp(10845.9939688201s)", "gamma(17.80242619948735s, shape 16.645345766859617)", "weibull(shape 1.3372194685563017, scale 10348.004383646936s)",
		"exp(9.241548925961446s) + 20.00722737563096s", "empirical(1.00001s, 2.5s, 1234.5678s)"} {
		d, err := dist.Parse(law)
		if err != nil {
			t.Fatal(err)
		}
		text := lawText(d)
		again, err := dist.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if math.Abs(again.Mean()/d.Mean()-1) > 5e-4 || len(text) >= len(law) && strings.Count(law, ".") > 1 {
			t.Errorf("%s is written as %s", law, text)
		}
	}
}

// A mixture of two far apart is no law: the times themselves are taken, with their mean.
func TestChooseOfAMixture(t *testing.T) {
	s := append(draws(t, "gamma(10s, cv 0.05)", 200, 1), draws(t, "gamma(100s, cv 0.05)", 200, 2)...)
	c, err := Choose(Sample{Seen: s}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if c.Verdict != Rejected || c.Family != "empirical" {
		t.Errorf("want the times as they are, have %s, %v", c.Family, c.Verdict)
	}
	mean := 0.0
	for _, x := range s {
		mean += x / float64(len(s))
	}
	if math.Abs(c.Dist.Mean()/mean-1) > 2e-4 { // values are written to five figures
		t.Errorf("mean %v, want %v", c.Dist.Mean(), mean)
	}
}

// Times without censoring make the mean too short: of lives of a mean of 9 that are only watched for 10, what was seen to
// end is shorter by far, and the likelihood with cut times is not: within four of its standard errors, which are less than 3 %.
func TestCutTimesCount(t *testing.T) {
	var s Sample
	for _, x := range draws(t, "weibull(shape 1.5, scale 10s)", 2000, 3) {
		if x < 10 {
			s.Seen = append(s.Seen, x)
		} else {
			s.Cut = append(s.Cut, 10)
		}
	}
	c, err := Choose(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	if c.Family != "weibull" || c.Cut != len(s.Cut) {
		t.Errorf("want weibull with %d cut, have %s with %d", len(s.Cut), c.Family, c.Cut)
	}
	if mean, se := 10*math.Gamma(1+1/1.5), c.meanError(); se > 0.03 || math.Abs(math.Log(c.Dist.Mean()/mean)) > 4*se {
		t.Errorf("mean %v, want %v; standard error %v", c.Dist.Mean(), mean, se)
	}
}

// Exponential lives: the mean is the time watched by the number that ended, whatever was cut.
func TestExponentialByHand(t *testing.T) {
	f, _ := FindFamily("exp")
	l, err := f.Fit(Sample{Seen: []float64{2, 4, 6}, Cut: []float64{8, 10}})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(l.Dist.Mean()-10) > 1e-12 {
		t.Errorf("mean %v, want 30/3", l.Dist.Mean())
	}
	if want := 1 / math.Sqrt(3); math.Abs(l.meanError()-want) > 1e-4 { // by central differences
		t.Errorf("error of its logarithm %v, want %v", l.meanError(), want)
	}
}

// On samples of the family itself the p-value of the bootstrap is uniform: of 60 samples 3 are expected below 0.05, and more
// than 9 come once in a thousand times.
func TestBootstrapRejectsAsOftenAsItSays(t *testing.T) {
	f, _ := FindFamily("weibull")
	low := 0
	for i := range 60 {
		s := Sample{Seen: draws(t, "weibull(shape 2, scale 1m)", 40, uint64(i))}
		l, err := f.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		l.Test(s, uint64(i))
		if l.ADP < 0.05 {
			low++
		}
	}
	if low > 9 {
		t.Errorf("%d of 60 are rejected at 5 %%", low)
	}
}

// Rounding to whole seconds does not make a law of short times wrong: of 20 samples one is expected to be rejected at 5 %,
// and more than 5 come once in three thousand times.
func TestRoundedTimes(t *testing.T) {
	f, _ := FindFamily("gamma")
	rejected := 0
	for i := range 20 {
		s := draws(t, "gamma(20s, cv 0.3)", 300, uint64(i))
		for i := range s {
			s[i] = math.Round(s[i])
		}
		loose := Sample{Seen: loosened(s, uint64(i))}
		l, err := f.Fit(loose)
		if err != nil {
			t.Fatal(err)
		}
		if l.Test(loose, 1); l.ADP < accept {
			rejected++
		}
	}
	if rejected > 5 {
		t.Errorf("%d of 20 are rejected at 5 %%", rejected)
	}
}

// R's survreg finds the same laws of cut times, to six figures: shape 1/scale and scale e^intercept of a Weibull law, mean
// and standard deviation of logarithms.
func TestCutTimesAsR(t *testing.T) {
	if os.Getenv("TWEELING_LONG") == "" {
		t.Skip("set TWEELING_LONG=1 to ask R")
	}
	if _, err := exec.LookPath("Rscript"); err != nil {
		t.Skip("R is not installed (apt install r-base-core r-cran-survival)")
	}
	var s Sample
	var times, seen []string
	for i, x := range draws(t, "weibull(shape 1.4, scale 50s)", 300, 9) {
		limit := 20 + float64(i%7)*15
		times = append(times, fmt.Sprintf("%.17g", min(x, limit)))
		if x < limit {
			s.Seen, seen = append(s.Seen, x), append(seen, "1")
		} else {
			s.Cut, seen = append(s.Cut, limit), append(seen, "0")
		}
	}
	script := "suppressMessages(library(survival)); d <- Surv(c(" + strings.Join(times, ",") + "), c(" + strings.Join(seen, ",") + "));" +
		"for (n in c('weibull','lognormal')) { f <- survreg(d ~ 1, dist = n, control = survreg.control(rel.tolerance = 1e-14));" +
		"cat(sprintf('%.12f %.12f %.9f\\n', coef(f)[1], f$scale, f$loglik[2])) }"
	cmd := exec.Command("Rscript", "-e", script)
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	if err := cmd.Run(); err != nil {
		t.Skipf("R has no package survival: %v %s", err, wrong.String())
	}
	var w, n [3]float64
	if _, err := fmt.Sscan(out.String(), &w[0], &w[1], &w[2], &n[0], &n[1], &n[2]); err != nil {
		t.Fatalf("%v in %q", err, out.String())
	}
	near := func(what string, have, want float64) {
		t.Helper()
		t.Logf("%-22s %.9f, R %.9f", what, have, want)
		if math.Abs(have-want) > 1e-6*max(1, math.Abs(want)) {
			t.Errorf("%s: have %.9f, R has %.9f", what, have, want)
		}
	}
	weibull, _ := FindFamily("weibull")
	l, err := weibull.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	near("weibull shape", math.Exp(l.Params[0]), 1/w[1])
	near("weibull log scale", l.Params[1]+math.Log(l.Unit), w[0])
	near("weibull likelihood", l.LogLik, w[2])
	lognormal, _ := FindFamily("lognormal")
	if l, err = lognormal.Fit(s); err != nil {
		t.Fatal(err)
	}
	near("lognormal mean", l.Params[0]+math.Log(l.Unit), n[0])
	near("lognormal sd", math.Exp(l.Params[1]), n[1])
	near("lognormal likelihood", l.LogLik, n[2])
}

// Batches that are alike are worth all their parts; batches that are good or bad as a whole are worth one part each.
func TestScrap(t *testing.T) {
	alike := make([]Batch, 100)
	for i := range alike {
		alike[i] = Batch{float64(i % 2), 10} // 1 in 20, evenly
	}
	if s := ScrapOf(alike); s.Share != 0.05 || s.N != 1000 {
		t.Errorf("alike: share %v worth %v, want 0.05 worth 1000", s.Share, s.N)
	}
	whole := make([]Batch, 100)
	for i := range whole {
		whole[i] = Batch{map[bool]float64{true: 10}[i%20 == 0], 10}
	}
	s := ScrapOf(whole)
	if math.Abs(s.N-100) > 10 {
		t.Errorf("as a whole: worth %v, want about 100", s.N)
	}
	// R: qbeta(c(.025,.975), 5.5, 95.5)
	if low, high := (Scrap{Bad: 5, All: 100, Share: 0.05, N: 100}).Interval(0.95); math.Abs(low-0.0193) > 5e-4 || math.Abs(high-0.1061) > 5e-4 {
		t.Errorf("interval %v %v", low, high)
	}
}
