package dist_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim/dist"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, want string
		mean, sd   float64
	}{
		{"1h30m", "1h30m", 5400, 0},
		{" exp( 3h ) ", "exp(3h)", 10800, 10800},
		{"uniform(10s,14s)", "uniform(10s, 14s)", 12, 4 / math.Sqrt(12)},
		{"triangular(10s, 11s, 15s)", "triangular(10s, 11s, 15s)", 12, math.Sqrt(21.0 / 18)},
		{"lognormal(12m, cv 0.8)", "lognormal(12m, cv 0.8)", 720, 576},
		{"gamma(18s, cv 0.5)", "gamma(18s, shape 4)", 18, 9},
		{"gamma(18s, shape 4)", "gamma(18s, shape 4)", 18, 9},
		{"pert(10s, 11s, 16s)", "pert(10s, 11s, 16s)", 70.0 / 6, math.Sqrt((70.0/6 - 10) * (16 - 70.0/6) / 7)},
		{"beta(10s, 14s, b 5, a 2)", "beta(10s, 14s, a 2, b 5)", 10 + 8.0/7, 4 * math.Sqrt(10.0/49/8)},
		{"normal(10s, cv 0.4)", "normal(10s, sd 4s)", 10.070551301947667, math.Sqrt(15.28950949431682)},
		{"erlang(18s, k 4)", "erlang(18s, k 4)", 18, 9},
		{"discrete( 20s  1 ,10s 3)", "discrete(10s 3, 20s 1)", 12.5, math.Sqrt(0.75*2.5*2.5 + 0.25*7.5*7.5)},
		{"pert(10s, 11s, 16s) + 2s", "pert(12s, 13s, 18s)", 2 + 70.0/6, math.Sqrt((70.0/6 - 10) * (16 - 70.0/6) / 7)},
		{"discrete(20s 1, 10s 3) + 1s", "discrete(11s 3, 21s 1)", 13.5, math.Sqrt(0.75*2.5*2.5 + 0.25*7.5*7.5)},
		{"weibull(shape 1, scale 3h)", "weibull(shape 1, scale 3h)", 10800, 10800},
		{"weibull(scale 3h, shape 1)", "weibull(shape 1, scale 3h)", 10800, 10800},
		{"weibull(3h, shape 2)", "", 10800, 10800 * math.Sqrt(4/math.Pi-1)},
		{"empirical(15s, 10s)", "empirical(10s, 15s)", 12.5, 2.5},
		{"exp(3h) + 2s", "exp(3h) + 2s", 10802, 10800},
		{"uniform(10s, 14s) + 2s", "uniform(12s, 16s)", 14, 4 / math.Sqrt(12)},
		{"12s + 2s", "14s", 14, 0},
		{"lognormal(12m, cv 8e-1)", "lognormal(12m, cv 0.8)", 720, 576},
	} {
		t.Run(c.text, func(t *testing.T) {
			d := parse(t, c.text)
			if math.Abs(d.Mean()-c.mean) > 1e-12*c.mean || math.Abs(math.Sqrt(d.Var())-c.sd) > 1e-12*c.mean {
				t.Errorf("want mean %v and deviation %v, have %v and %v", c.mean, c.sd, d.Mean(), math.Sqrt(d.Var()))
			}
			if c.want != "" && d.String() != c.want {
				t.Errorf("want it written %q, have %q", c.want, d)
			}
			if x, ok := d.Constant(); ok != (c.sd == 0) || ok && x != c.mean {
				t.Errorf("constant: have %v, %v", x, ok)
			}
		})
	}
}

func TestParseMistakes(t *testing.T) {
	known := "exp uniform triangular pert beta normal lognormal gamma erlang weibull loglogistic pearson5 discrete empirical"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{`want a time such as "12s" or one of the laws ` + known}},
		{"12", []string{`want a time with its unit`, `have "12"`}},
		{"-2s", []string{"want a time of at least 0s"}},
		{"12s + 2", []string{"after +: want a time with its unit"}},
		{"poisson(3h)", []string{known, `have "poisson"`}},
		{"Exp(3h)", []string{known, `have "Exp"`}},
		{"exp", []string{`want exp(mean), such as "exp(3h)", have "exp"`}},
		{"exp(3h", []string{`want name(arguments), such as "exp(3h)"`}},
		{"exp()", []string{`want exp(mean), such as "exp(3h)", have "exp()": want mean`}},
		{"exp(3)", []string{`mean: want a time with its unit`, `have "3"`}},
		{"exp(0s)", []string{"want a mean above 0 and at most 200y, have 0s"}},
		{"exp(3h, 4h)", []string{`have "4h" too many`}},
		{"exp(3h, rate 4)", []string{`have "rate 4", which is not an argument`}},
		{"uniform(14s, 10s)", []string{"want 0s <= min < max", "have min 14s and max 10s"}},
		{"uniform(10s)", []string{"want max"}},
		{"triangular(10s, 9s, 14s)", []string{"min <= mode <= max", "mode 9s"}},
		{"triangular(10s, 10s, 10s)", []string{"min < max"}},
		{"triangular(10s)", []string{"want mode; want max"}},
		{"lognormal(12m)", []string{`want cv, such as "cv 0.8"`}},
		{"lognormal(12m, 0.8)", []string{`want cv`, `have "0.8" too many`}},
		{"lognormal(cv 0.8, 12m)", []string{`want arguments without a name first, have "12m" after "cv"`}},
		{"lognormal(12m, cv 0)", []string{"want a cv from", "write the time alone"}},
		{"lognormal(12m, cv 0.8, cv 0.9)", []string{`have "cv 0.9"`, "twice"}},
		{"lognormal(12m, cv x)", []string{`want a number after cv, such as "cv 1.5", have "x"`}},
		{"lognormal(12m, cv inf)", []string{`have "inf"`}},
		{"lognormal(12m, cv)", []string{`want a number after cv`}},
		{"gamma(12m)", []string{"want either shape or cv"}},
		{"gamma(12m, cv 0.5, shape 4)", []string{"want either shape or cv"}},
		{"gamma(12m, cv -1)", []string{"want a cv above 0, have -1"}},
		{"gamma(12m, shape 1e9)", []string{"want a shape from 0.01 to 100000"}},
		{"weibull(shape 1.4)", []string{`want scale, such as "scale 3h", or a mean`}},
		{"weibull(scale 3h)", []string{`want shape, such as "shape 1.4"`}},
		{"weibull(3h, shape 1.4, scale 3h)", []string{"want a mean or a scale, have both"}},
		{"weibull(shape 0, scale 3h)", []string{"want a shape from 0.1 to 1000, have 0"}},
		{"empirical()", []string{"want a value"}},
		{"empirical(10s, 12)", []string{`a value: want a time with its unit`, `have "12"`}},
		{"pert(10s, 9s, 14s)", []string{`want pert(min, mode, max), such as "pert(10s, 11s, 14s)"`, "min <= mode <= max", "mode 9s"}},
		{"pert(10s, 10s, 10s)", []string{"min < max"}},
		{"beta(10s, 14s)", []string{`want a, such as "a 2"; want b, such as "b 5"`}},
		{"beta(10s, 14s, a 0, b 5)", []string{"want a and b from 0.1 to 10000, have 0 and 5"}},
		{"beta(14s, 10s, a 2, b 5)", []string{"want 0s <= min < max", "have min 14s and max 10s"}},
		{"normal(12s)", []string{`want either sd or cv, such as "sd 3s"`}},
		{"normal(12s, sd 2)", []string{"sd: want a time with its unit", `have "2"`}},
		{"normal(12s, sd 2s, cv 1)", []string{"want either sd or cv"}},
		{"normal(12s, sd 13s)", []string{"want an sd above 0 and at most the mean of 12s", "have 13s", "lognormal"}},
		{"normal(12s, cv 0)", []string{"have 0s", "write the time alone"}},
		{"normal(0s, sd 1s)", []string{"want a mean above 0"}},
		{"erlang(12s)", []string{`want k, such as "k 3"`}},
		{"erlang(12s, k 2.5)", []string{"want a whole number k from 1 to 1000, have 2.5", "gamma"}},
		{"erlang(12s, k 1e9)", []string{"want a whole number k from 1 to 1000, have 1e+09"}},
		{"discrete(10s, 12s)", []string{`want a time and its weight, such as "10s 0.7", have "10s"`}},
		{"discrete(10s 0)", []string{"want weights above 0", "have 0"}},
		{"discrete(10s 0.5, 12 0.5)", []string{"a time: want a time with its unit", `have "12"`}},
		{"discrete()", []string{"want a time and its weight"}},
		{"discrete(10s 70%)", []string{`have "10s 70%"`}},
		{"loglogistic(12s, shape 2)", []string{`want scale, such as "scale 8m"`, `have "12s" too many`}},
		{"loglogistic(shape 2, scale 12s)", []string{"want a shape from 2.1 to 1000", "have 2"}},
		{"pearson5(scale 12s)", []string{`want shape, such as "shape 4"`}},
		{"pearson6", []string{"pearson6 is not built yet; use pearson5"}},
		{"johnson", []string{"johnson is not built yet; use lognormal(mean, cv ...), or beta(min"}},
		{"exp(exp(3h))", []string{"want name(arguments)"}},
	} {
		t.Run(c.text, func(t *testing.T) {
			d, err := dist.Parse(c.text)
			if err == nil {
				t.Fatalf("want a mistake, have %v", d)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("want %q, have %q", want, err)
				}
			}
		})
	}
}

// Every example of the table is read, by its own name.
func TestExamples(t *testing.T) {
	for _, l := range dist.Laws {
		if d := parse(t, l.Example); !strings.HasPrefix(d.String(), l.Name+"(") {
			t.Errorf("%s: the example %q is written %q", l.Name, l.Example, d)
		}
	}
}

// anyLaw is the text of any law, with overlays or without.
func anyLaw() *rapid.Generator[*dist.Dist] {
	return rapid.Custom(func(t *rapid.T) *dist.Dist {
		span := func(what string) string {
			return dist.FormatSpan(seconds().Filter(func(x float64) bool { return x < 1e9 }).Draw(t, what))
		}
		number := func(what string, low, high float64) float64 { return rapid.Float64Range(low, high).Draw(t, what) }
		a := seconds().Filter(func(x float64) bool { return x < 2e9 }).Draw(t, "a")
		b, c := a*number("b", 1, 1.5), a*number("c", 1.6, 3)
		texts := []string{
			span("constant"), fmt.Sprintf("exp(%s)", span("mean")),
			fmt.Sprintf("uniform(%s, %s)", dist.FormatSpan(a), dist.FormatSpan(c)),
			fmt.Sprintf("triangular(%s, %s, %s)", dist.FormatSpan(a), dist.FormatSpan(b), dist.FormatSpan(c)),
			fmt.Sprintf("lognormal(%s, cv %v)", span("mean"), number("cv", 0.01, 5)),
			fmt.Sprintf("gamma(%s, shape %v)", span("mean"), number("shape", 0.8, 50)),
			fmt.Sprintf("gamma(%s, cv %v)", span("mean"), number("cv", 0.1, 1.2)),
			fmt.Sprintf("weibull(shape %v, scale %s)", number("shape", 0.5, 5), span("scale")),
			fmt.Sprintf("loglogistic(shape %v, scale %s)", number("shape", 2.1, 9), span("scale")),
			fmt.Sprintf("pearson5(shape %v, scale %s)", number("shape", 2.1, 9), span("scale")),
			fmt.Sprintf("weibull(%s, shape %v)", dist.FormatSpan(a), number("shape", 0.7, 5)),
			fmt.Sprintf("pert(%s, %s, %s)", dist.FormatSpan(a), dist.FormatSpan(b), dist.FormatSpan(c)),
			fmt.Sprintf("beta(%s, %s, a %v, b %v)", dist.FormatSpan(a), dist.FormatSpan(c), number("a", 0.5, 20), number("b", 0.5, 20)),
			fmt.Sprintf("normal(%s, cv %v)", span("mean"), number("cv", 0.1, 1)),
			fmt.Sprintf("erlang(%s, k %d)", span("mean"), rapid.IntRange(1, 20).Draw(t, "k")),
			fmt.Sprintf("discrete(%s %v, %s %v)", span("1"), number("w", 0.1, 9), span("2"), number("v", 0.1, 9)),
			fmt.Sprintf("empirical(%s, %s, %s)", span("1"), span("2"), span("3")),
		}
		d, err := dist.Parse(rapid.SampledFrom(texts).Draw(t, "law"))
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "overlaid") {
			for _, overlay := range []func(*dist.Dist) (*dist.Dist, error){
				func(d *dist.Dist) (*dist.Dist, error) { return d.Times(number("times", 0.1, 0.5)) },
				func(d *dist.Dist) (*dist.Dist, error) { return d.Plus(number("plus", 0, 1e6)) },
				func(d *dist.Dist) (*dist.Dist, error) { return d.Times(number("times", 0.1, 1)) },
			} {
				if d, err = overlay(d); err != nil {
					t.Fatal(err)
				}
			}
		}
		return d
	})
}

// What is written is read as the same law, to the bit.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyLaw().Draw(t, "law")
		again, err := dist.Parse(d.String())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []float64{1e-9, 0.01, 0.3, 0.5, 0.8, 0.99, 1 - 1e-9} {
			if d.Quantile(p) != again.Quantile(p) {
				t.Fatalf("%v at %v: have %v, and read again %v", d, p, d.Quantile(p), again.Quantile(p))
			}
		}
		if d.String() != again.String() || d.Mean() != again.Mean() || d.Var() != again.Var() {
			t.Fatalf("%v is read as %v", d, again)
		}
	})
}

// An overlay does to every time what it says.
func TestOverlays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyLaw().Draw(t, "law")
		f, more := rapid.Float64Range(0.1, 1).Draw(t, "times"), rapid.Float64Range(0, 1000).Draw(t, "plus")
		other, err := d.Times(f)
		if err != nil {
			t.Fatal(err)
		}
		if other, err = other.Plus(more); err != nil {
			t.Fatal(err)
		}
		near := func(want, have float64) bool { return math.Abs(have-want) <= 1e-11*math.Abs(want) }
		// Each time may be rounded by 1e-16 of itself, which moves a variance v by that times twice its root.
		v, rounding := d.Var()*f*f, 1e-15*other.Mean()
		if !near(d.Mean()*f+more, other.Mean()) || math.Abs(v-other.Var()) > 1e-11*v+rounding*(2*math.Sqrt(v)+rounding) {
			t.Fatalf("%v times %v plus %v: have mean %v and variance %v", d, f, more, other.Mean(), other.Var())
		}
		for _, p := range []float64{1e-9, 0.01, 0.3, 0.8, 1 - 1e-9} {
			// A time near nothing may be the difference of two that are as large as the mean.
			if want := d.Quantile(p)*f + more; !near(want, other.Quantile(p)) && math.Abs(other.Quantile(p)-want) > rounding {
				t.Fatalf("%v times %v plus %v at %v: want %v, have %v", d, f, more, p, want, other.Quantile(p))
			}
		}
	})
}

func TestOverlayMistakes(t *testing.T) {
	d := parse(t, "exp(3h)")
	for _, f := range []float64{-1, math.NaN(), math.Inf(1), 1e9} {
		if other, err := d.Times(f); err == nil {
			t.Errorf("times %v: want a mistake, have %v", f, other)
		}
	}
	for _, c := range []struct {
		text string
		plus float64
		want string
	}{
		{"exp(3h)", -2, "plus: want no times below 0s, have exp(3h) less 2s, which begins at 0s"},
		{"triangular(10s, 11s, 14s)", -11, "which begins at 10s"},
		{"empirical(3s, 2s)", -3, "which begins at 2s"},
		{"exp(3h)", math.NaN(), "want a time, have NaN"},
		{"exp(3h)", 1e11, "at most 200y"},
	} {
		if other, err := parse(t, c.text).Plus(c.plus); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s plus %v: want %q, have %v, %v", c.text, c.plus, c.want, other, err)
		}
	}
	if other, err := parse(t, "triangular(10s, 11s, 14s)").Plus(-2); err != nil || other.String() != "triangular(8s, 9s, 12s)" {
		t.Errorf("want two seconds less, have %v, %v", other, err)
	}
	if same, _ := d.Times(1); same != d {
		t.Error("want the same pointer for the same law")
	}
	if none, _ := d.Times(0); none.String() != "0s" {
		t.Errorf("want no time at all, have %v", none)
	}
}

func FuzzParse(f *testing.F) {
	for _, l := range dist.Laws {
		f.Add(l.Example)
	}
	for _, s := range append(append([]string{}, smooth...), "exp(3h", "exp)(", "weibull(,,,)", "empirical(1s,,2s)", "12s+", "+", "gamma(1s, shape 1e-400)") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := dist.Parse(text)
		if err != nil {
			return
		}
		last := 0.0
		for _, p := range []float64{1e-9, 0.1, 0.5, 0.9, 1 - 1e-9} {
			x := d.Quantile(p)
			if !(x >= last*(1-1e-14)) || math.IsInf(x, 0) {
				t.Fatalf("%q at %v: have %v after %v", text, p, x, last)
			}
			last = x
		}
		again, err := dist.Parse(d.String())
		if err != nil || again.Quantile(0.7) != d.Quantile(0.7) {
			t.Fatalf("%q is written %q and read %v, %v", text, d, again, err)
		}
	})
}
