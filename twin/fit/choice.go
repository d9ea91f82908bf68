package fit

import (
	"math"
	"slices"
	"strconv"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

// A Verdict says how well the law that was chosen goes with the times.
type Verdict uint8

// The verdicts.
const (
	Fits     Verdict = iota // the tests do not reject it
	Near                    // so many times that the tests reject it, though it is nowhere further off than a few parts in a hundred
	Rejected                // every law is rejected: the times as they are, or of cut times the law that is least far off
	Few                     // too few times to tell laws apart
	Constant                // always the same time
)

// String is the key of the verdict in the catalogue of words.
func (v Verdict) String() string {
	return [...]string{"fits", "near", "rejected", "few", "constant"}[v]
}

// A Choice is the law that was chosen for a sample, and all that were tried.
type Choice struct {
	*Law
	Verdict Verdict
	N, Cut  int    // times that were seen, and that were cut
	Tried   []*Law // by AIC
}

const (
	fewest   = 10   // times below which laws are not told apart
	accept   = 0.05 // p below which a law is rejected
	nearby   = 0.03 // KS distance that makes no difference in practice, for many times
	many     = 300  // times from which on the tests see what makes no difference
	hopeless = 12   // AIC above that of the best, which was rejected, from which on a law is not tested any more
	written  = 100  // values of an empirical law in a scenario
)

// Choose fits all families and takes the one of least AIC that the tests of Anderson and Darling and of Kolmogorov and
// Smirnov do not reject; where they reject all, one that is near all the same, or the times as they are.
func Choose(s Sample, seed uint64) (*Choice, error) {
	s = positive(s)
	c, kept := &Choice{N: len(s.Seen), Cut: len(s.Cut)}, s
	switch {
	case c.N == 0:
		return nil, errNothing
	case constant(s):
		c.Law, c.Verdict = &Law{Family: "constant", Dist: dist.Constant(s.Seen[0]), seen: c.N, ADP: math.NaN(), KSP: math.NaN()}, Constant
		return c, nil
	case c.N < fewest:
		return c.fewTimes(s)
	}
	s.Seen = loosened(s.Seen, seed)
	c.Tried = All(s)
	var near *Law
	for _, l := range c.Tried {
		if l.AIC > c.Tried[0].AIC+hopeless {
			continue
		}
		l.Test(s, seed)
		if l.build() != nil {
			continue
		}
		if l.ADP >= accept && l.KSP >= accept {
			c.Law = l
			return c, nil
		}
		if near == nil && c.N >= many && l.KS <= nearby {
			near = l
		}
	}
	switch {
	case near != nil:
		c.Law, c.Verdict = near, Near
	case c.Cut > 0 && len(c.Tried) > 0 && c.Tried[0].Dist != nil:
		c.Law, c.Verdict = c.Tried[0], Rejected
	default:
		l, err := empirical(kept)
		if err != nil {
			return nil, err
		}
		c.Law, c.Verdict = l, Rejected
	}
	return c, nil
}

// Likeliest fits all families and takes the one of least AIC, without testing how well it goes with the times.
func Likeliest(s Sample) (*Choice, error) {
	s = positive(s)
	if len(s.Seen) < fewest || constant(s) {
		return Choose(s, 0)
	}
	c := &Choice{N: len(s.Seen), Cut: len(s.Cut), Tried: All(s)}
	for _, l := range c.Tried {
		if l.build() == nil {
			c.Law = l
			l.AD, l.KS = distances(l.cdf, s.Seen)
			return c, nil
		}
	}
	l, err := empirical(s)
	c.Law, c.Verdict = l, Rejected
	return c, err
}

// loosened undoes rounding: of times that nearly all are whole minutes, or seconds, each is put anywhere within its own, by
// chance that a seed keys. Else every law would be rejected for the ties, whatever the times are.
func loosened(values []float64, seed uint64) []float64 {
	for _, grain := range []float64{60, 1} {
		whole := 0
		for _, x := range values {
			if math.Abs(x-grain*math.Round(x/grain)) < 1e-6*grain {
				whole++
			}
		}
		if whole*20 < len(values)*19 {
			continue
		}
		out, stream := make([]float64, len(values)), sim.NewStream(seed, "rounding")
		for i, x := range values {
			out[i] = math.Abs(x + grain*(stream.Uniform(uint64(i))-0.5))
		}
		return out
	}
	return values
}

// fewTimes takes what few times can bear: without memory for what was cut, else the times themselves.
func (c *Choice) fewTimes(s Sample) (*Choice, error) {
	c.Verdict = Few
	exp, _ := FindFamily("exp")
	l, err := exp.Fit(s)
	if err != nil || c.Cut == 0 && c.N >= 3 {
		l, err = empirical(s)
	}
	c.Law = l
	return c, err
}

// positive leaves out what took no time; of a law of times it is no part.
func positive(s Sample) Sample {
	none := func(x float64) bool { return !(x > 0) }
	if slices.ContainsFunc(s.Seen, none) || slices.ContainsFunc(s.Cut, none) {
		s.Seen = slices.DeleteFunc(slices.Clone(s.Seen), none)
		s.Cut = slices.DeleteFunc(slices.Clone(s.Cut), none)
	}
	return s
}

func constant(s Sample) bool {
	low, high := slices.Min(s.Seen), slices.Max(s.Seen)
	return len(s.Cut) == 0 && len(s.Seen) > 2 && high-low <= 1e-6*high
}

// empirical is the times themselves, so many that a scenario can hold them, with the mean of all.
func empirical(s Sample) (*Law, error) {
	values, mean := thin(s.Seen, written), stat.Average(s.Seen)
	factor := mean / stat.Average(values)
	for i := range values {
		values[i] = tidy(values[i] * factor)
	}
	d, err := dist.Empirical(values)
	if err != nil {
		return nil, err
	}
	l := &Law{Family: "empirical", Dist: d, seen: len(s.Seen), sd: stat.StdDev(s.Seen), ADP: math.NaN(), KSP: math.NaN()}
	return l, nil
}

// tidy rounds a time to what a person would write: five figures, and whole seconds where there are thousands.
func tidy(x float64) float64 {
	if x >= 1000 {
		return math.Round(x)
	}
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 4, 64), 64)
	if err != nil {
		return x
	}
	return y
}
