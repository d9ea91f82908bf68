package fit

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

// A Law is one family fitted to a sample.
type Law struct {
	Family   string  // "exp", "weibull", ...; "shifted gamma"; "empirical", "constant"
	Shift    float64 // seconds before which nothing ends; 0 for most
	Dist     *dist.Dist
	Params   []float64 // on the scales of the family, in units of Unit seconds above Shift
	Unit     float64
	Free     int // how many parameters were fitted
	LogLik   float64
	AIC      float64     // corrected for few times
	Cov      [][]float64 // of Params, from the curvature of the likelihood; nil where there is none
	AD, KS   float64     // distances to the sample
	ADP      float64     // chance of so large a distance if the law were true, by parametric bootstrap; NaN: not tested
	KSP      float64
	family   *Family
	seen     int
	cut      bool    // some were cut
	sd       float64 // of what was seen
	believed bool    // its shape is for the most part believed
	whole    bool    // chosen among several, and hardly anything was cut
}

// leastOfBounds is how many times it takes to tell that a law has ends: of fewer, those that were seen look like ends.
const leastOfBounds = 50

// Fit fits one family to a sample.
func (f *Family) Fit(s Sample) (*Law, error) {
	l, err := f.fitShifted(s, 0)
	if err != nil {
		return nil, err
	}
	return l, l.build()
}

// build makes what timers hold of what was fitted.
func (l *Law) build() (err error) {
	if l.Dist != nil {
		return nil
	}
	if l.Dist, err = l.family.law(l.Params, l.Unit); err == nil && l.Shift > 0 {
		l.Dist, err = l.Dist.Plus(l.Shift)
	}
	return err
}

// cdf is the distribution function of a law of a family, without what timers hold.
func (l *Law) cdf(x float64) float64 {
	if l.family == nil {
		return l.Dist.CDF(x)
	}
	if x <= l.Shift && l.family.Name != "normal" {
		return 0
	}
	return -math.Expm1(l.family.survival(l.Params, (x-l.Shift)/l.Unit))
}

// mean is that of the law in seconds.
func (l *Law) mean() float64 {
	if l.family == nil {
		return l.Dist.Mean()
	}
	return l.Shift + l.Unit*l.family.mean(l.Params)
}

// fitShifted fits a family to what is above a shift, and makes nothing yet that timers could hold.
func (f *Family) fitShifted(s Sample, shift float64) (*Law, error) {
	switch {
	case len(s.Cut) > 0 && !f.Censored:
		return nil, fmt.Errorf("%s: cannot be fitted to times that were cut off", f.Name)
	case f.bounded && len(s.Seen) < leastOfBounds:
		return nil, fmt.Errorf("%s: want at least %d times to tell where it ends, have %d", f.Name, leastOfBounds, len(s.Seen))
	case len(s.Seen) < f.Params:
		return nil, fmt.Errorf("%s: want at least %d times, have %d", f.Name, f.Params, len(s.Seen))
	}
	unit := stat.Average(s.Seen) - shift
	scaled := Sample{make([]float64, len(s.Seen)), make([]float64, len(s.Cut))}
	logSeen := make([]float64, len(s.Seen))
	for i, x := range s.Seen {
		scaled.Seen[i] = (x - shift) / unit
		logSeen[i] = math.Log(scaled.Seen[i])
	}
	for i, x := range s.Cut {
		scaled.Cut[i] = max(0, x-shift) / unit
	}
	scaled.Cut = slices.DeleteFunc(scaled.Cut, func(x float64) bool { return x <= 0 }) // says nothing
	if l := logsOf(scaled.Seen); !(l.low > 0) || l.low == l.high && f.Params > 1 || f.fits != nil && !f.fits(l) {
		return nil, fmt.Errorf("%s: does not suit these times", f.Name)
	}
	p, logLik, ok := f.maximum(&scaled, logSeen)
	if !ok {
		return nil, fmt.Errorf("%s: no greatest likelihood was found", f.Name)
	}
	l := &Law{Family: f.Name, Params: p, Unit: unit, Free: f.Params, family: f, seen: len(s.Seen), cut: len(s.Cut) > 0, ADP: math.NaN(), KSP: math.NaN()}
	if shift > 0 {
		l.Family, l.Shift, l.Free = "shifted "+f.Name, shift, f.Params+1
	}
	l.sd = stat.StdDev(s.Seen)
	l.LogLik = logLik - float64(len(s.Seen))*math.Log(unit) // back to seconds
	l.AIC = 2*float64(l.Free) - 2*l.LogLik + correction(float64(l.Free), float64(len(s.Seen)))
	l.Cov = f.covariance(p, &scaled, logSeen)
	return l, nil
}

// correction is what is added to the AIC of few times (Hurvich and Tsai, 1989).
func correction(k, n float64) float64 {
	if n-k-1 < 1 {
		return 2 * k * (k + 1)
	}
	return 2 * k * (k + 1) / (n - k - 1)
}

// covariance is the inverse of the curvature of the logarithm of the likelihood at its top, by central differences.
func (f *Family) covariance(p []float64, s *Sample, logSeen []float64) [][]float64 {
	if f.Name == "triangular" || f.Name == "uniform" { // the likelihood has corners
		return nil
	}
	n := len(p)
	h := func(i int) float64 { return 1e-3 * max(0.1, math.Abs(p[i])) }
	at := func(i int, a float64, j int, b float64) float64 {
		q := slices.Clone(p)
		q[i] += a * h(i)
		q[j] += b * h(j)
		return f.logLik(q, s, logSeen)
	}
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = -(at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)) / (4 * h(i) * h(j))
		}
	}
	return inverse(m)
}

// inverse is that of a matrix of one or two rows that is positive definite; nil for another.
func inverse(m [][]float64) [][]float64 {
	switch {
	case len(m) == 1 && m[0][0] > 0:
		return [][]float64{{1 / m[0][0]}}
	case len(m) == 2:
		det := m[0][0]*m[1][1] - m[0][1]*m[1][0]
		if det > 0 && m[0][0] > 0 {
			return [][]float64{{m[1][1] / det, -m[0][1] / det}, {-m[1][0] / det, m[0][0] / det}}
		}
	}
	return nil
}

// Mean is the mean of the law in seconds, and where it lies with the confidence of a level: from the curvature of the
// likelihood by the delta method on the logarithm of the mean, with Student's t for what few times know; where there is no
// curvature from the spread of the times themselves. Of a law without memory that was not chosen among others, or a gamma law of a shape
// that is believed, it is that of the gamma law that the time watched has, which holds however few they are (Epstein and Sobel, Life testing, Journal of the American
// Statistical Association 48, 1953; after a fixed time by the prior of Jeffreys).
func (l *Law) Mean(level float64) (mean, low, high float64) {
	mean = l.mean()
	if (l.Family == "exp" && !l.whole || l.believed) && l.seen > 0 {
		shape, n := 1.0, float64(l.seen)
		if l.believed {
			shape = math.Exp(l.Params[0])
		}
		total := mean * shape * n
		if l.cut { // watched for a time, not for a number: half a time more may have been about to end
			n += 0.5
		}
		return mean, total / mathext.GammaIncRegInv(shape*n, (1+level)/2), total / mathext.GammaIncRegInv(shape*n, (1-level)/2)
	}
	se := l.meanError()
	if !(se > 0) || l.seen < 2 {
		if l.seen < 2 && l.Family != "constant" {
			return mean, 0, math.Inf(1)
		}
		return mean, mean, mean
	}
	t := stat.StudentQuantile((1+level)/2, float64(max(1, l.seen-1)))
	return mean, mean * math.Exp(-t*se), mean * math.Exp(t*se)
}

// meanError is the standard error of the logarithm of the mean.
func (l *Law) meanError() float64 {
	mean := l.mean()
	plain := l.sd / math.Sqrt(float64(l.seen)) / mean
	if l.Cov == nil || l.family == nil {
		return plain
	}
	g := make([]float64, len(l.Params))
	for i := range g {
		h := 1e-4 * max(0.1, math.Abs(l.Params[i]))
		up, down := slices.Clone(l.Params), slices.Clone(l.Params)
		up[i] += h
		down[i] -= h
		g[i] = (l.family.mean(up) - l.family.mean(down)) * l.Unit / (2 * h) / mean
	}
	v := 0.0
	for i := range g {
		for j := range g {
			v += g[i] * l.Cov[i][j] * g[j]
		}
	}
	if !(v > 0) {
		return plain
	}
	if l.whole { // the law was chosen among several: it may know the mean no better than the times themselves do
		return max(math.Sqrt(v), plain)
	}
	return math.Sqrt(v)
}

var errNothing = errors.New("want at least one time, have none")

// All fits every family that suits a sample, shifted ones too where times keep away from 0, in order of their AIC.
func All(s Sample) []*Law {
	n, sd := len(s.Seen), stat.StdDev(s.Seen)
	s = s.thinned(mostFitted)
	var laws []*Law
	for i := range Families {
		f := &Families[i]
		if l, err := f.Fit(s); err == nil {
			laws = append(laws, l)
		}
		if l := f.shifted(s); l != nil {
			laws = append(laws, l)
		}
	}
	for _, l := range laws { // what all of them tell, though some were enough to find the law
		for i := range l.Cov {
			for j := range l.Cov[i] {
				l.Cov[i][j] *= float64(len(s.Seen)) / float64(n)
			}
		}
		l.seen, l.sd, l.whole = n, sd, len(s.Cut)*10 <= len(s.Seen)
	}
	slices.SortStableFunc(laws, func(a, b *Law) int { return cmp.Compare(a.AIC, b.AIC) })
	return laws
}

// shiftable are the families for which a shift makes sense, with the least shape at which their likelihood has a top: below
// it a shift up to the least time would fit ever better.
var shiftable = []string{"exp", "gamma", "weibull", "lognormal"}

// shifted fits a family above a shift, which is sought between 0 and a little below the least time; nil where times do not
// keep away from 0, or are cut or too few.
func (f *Family) shifted(s Sample) *Law {
	if !slices.Contains(shiftable, f.Name) || len(s.Seen) < 30 || len(s.Cut) > 0 {
		return nil
	}
	sorted := slices.Clone(s.Seen)
	slices.Sort(sorted)
	least, middle := sorted[0], stat.QuantileSorted(sorted, 0.5)
	if least < 0.1*middle {
		return nil
	}
	if f.Name == "exp" { // the least time less what it is above the shift on average
		mean := stat.Average(sorted)
		l, err := f.fitShifted(s, max(0, least-(mean-least)/float64(len(sorted)-1)))
		if err != nil || l.Shift == 0 {
			return nil
		}
		return l
	}
	var best *Law
	try := func(shift float64) float64 {
		l, err := f.fitShifted(s, shift)
		if err != nil || l.Params[0] < 0 && f.Name != "lognormal" { // a shape below 1
			return math.Inf(-1)
		}
		if best == nil || l.LogLik > best.LogLik {
			best = l
		}
		return l.LogLik
	}
	low, high := 0.0, least-0.02*(middle-least)
	const ratio = 0.6180339887498949
	for a, b := high-ratio*(high-low), low+ratio*(high-low); high-low > 0.01*least; {
		if try(a) > try(b) {
			high = b
		} else {
			low = a
		}
		a, b = high-ratio*(high-low), low+ratio*(high-low)
	}
	if best == nil || best.Shift == 0 {
		return nil
	}
	return best
}
