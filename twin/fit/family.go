package fit

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/optimize"

	"tweeling/sim/dist"
)

// A Family is a kind of law that is fitted by maximum likelihood. Its parameters are searched on scales without bounds
// (logarithms of what is positive), in units of the mean of the sample.
type Family struct {
	Name     string
	Params   int
	Censored bool                                      // whether it can be fitted to times that were cut
	begin    func(l logs) []float64                    // where the search begins
	density  func(p []float64, x, log float64) float64 // log of the density at x
	survival func(p []float64, x float64) float64      // log of the probability to last beyond x
	exact    func(s *Sample, l logs) ([]float64, bool) // parameters without a search; false: search
	mean     func(p []float64) float64
	law      func(p []float64, unit float64) (*dist.Dist, error)
	bounded  bool              // it has ends
	fits     func(l logs) bool // whether it makes sense at all; nil: always
}

// Families lists the laws that are tried. Adding one is one entry here.
//
//	exp         mean e^a
//	weibull     shape e^a, scale e^b
//	gamma       shape e^a, mean e^b
//	lognormal   mean a and standard deviation e^b of the logarithm
//	normal      mean a, standard deviation e^b; where hardly anything of it lies below 0
//	triangular  min, mode, max; sides of 0 length are avoided
//	uniform     least and greatest, widened by a share 1/(n-1) of their distance
var Families = []Family{
	{
		Name: "exp", Params: 1, Censored: true, begin: beginExp,
		density: densityExp, survival: survivalExp, exact: exactExp,
		mean: meanExp, law: lawExp,
	},
	{
		Name: "weibull", Params: 2, Censored: true, begin: beginWeibull,
		density: densityWeibull, survival: survivalWeibull, exact: exactWeibull,
		mean: meanWeibull, law: lawWeibull,
	},
	{
		Name: "gamma", Params: 2, Censored: true, begin: beginGamma,
		density: densityGamma, survival: survivalGamma, exact: exactGamma,
		mean: meanGamma, law: lawGamma,
	},
	{
		Name: "lognormal", Params: 2, Censored: true, begin: beginLognormal,
		density: densityLognormal, survival: survivalLognormal, exact: exactLognormal,
		mean: meanLognormal, law: lawLognormal,
	},
	{
		Name: "normal", Params: 2, begin: beginNormal,
		density: densityNormal, survival: survivalNormal, exact: exactNormal,
		mean: meanNormal, law: lawNormal, fits: func(l logs) bool { return math.Sqrt(max(0, l.square/l.n-1)) < 0.3 },
	},
	{
		Name: "triangular", Params: 3, begin: beginTriangular,
		density: densityTriangular, survival: survivalTriangular,
		mean: meanTriangular, law: lawTriangular, bounded: true,
	},
	{
		Name: "uniform", Params: 2, begin: exactUniform,
		density: densityUniform, survival: survivalUniform, exact: func(_ *Sample, l logs) ([]float64, bool) { return exactUniform(l), true },
		mean: meanUniform, law: lawUniform, bounded: true,
	},
}

// FindFamily returns a family by name.
func FindFamily(name string) (*Family, bool) {
	i := slices.IndexFunc(Families, func(f Family) bool { return f.Name == name })
	if i < 0 {
		return nil, false
	}
	return &Families[i], true
}

// logLik is the logarithm of the likelihood of a sample that is in units of its mean.
func (f *Family) logLik(p []float64, s *Sample, logSeen []float64) float64 {
	sum := 0.0
	for i, x := range s.Seen {
		sum += f.density(p, x, logSeen[i])
	}
	for _, x := range s.Cut {
		sum += f.survival(p, x)
	}
	if math.IsNaN(sum) {
		return math.Inf(-1)
	}
	return sum
}

// maximum finds the parameters of greatest likelihood, of a sample in units of its mean.
func (f *Family) maximum(s *Sample, logSeen []float64) (p []float64, logLik float64, ok bool) {
	l := logsOf(s.Seen)
	if f.exact != nil {
		if p, done := f.exact(s, l); done {
			logLik := f.logLik(p, s, logSeen)
			return p, logLik, !math.IsInf(logLik, 0)
		}
	}
	problem := optimize.Problem{Func: func(p []float64) float64 {
		return min(-f.logLik(p, s, logSeen), math.MaxFloat64) // the search wants numbers
	}}
	p = f.begin(l)
	best := math.Inf(1)
	for range 3 { // begun anew where it ended, since a simplex may have collapsed before
		settings := &optimize.Settings{MajorIterations: 2000, Converger: &optimize.FunctionConverge{Absolute: 1e-11, Relative: 1e-14, Iterations: 30}}
		r, err := optimize.Minimize(problem, p, settings, &optimize.NelderMead{SimplexSize: 0.1})
		if r == nil || err != nil && r.X == nil {
			break
		}
		gained := best - r.F
		p, best = r.X, min(best, r.F)
		if gained < 1e-9 {
			break
		}
	}
	return p, -best, best < math.MaxFloat64
}

func beginExp(l logs) []float64 { return []float64{math.Log(l.sum / l.n)} }
func densityExp(p []float64, x, _ float64) float64 {
	return -p[0] - x*math.Exp(-p[0])
}
func survivalExp(p []float64, x float64) float64 { return -x * math.Exp(-p[0]) }
func exactExp(s *Sample, l logs) ([]float64, bool) {
	return []float64{math.Log(s.total() / l.n)}, true
}
func lawExp(p []float64, unit float64) (*dist.Dist, error) { return dist.Exp(unit * math.Exp(p[0])) }

// beginWeibull takes the shape that the spread of the logarithms has: its standard deviation is pi/sqrt(6)/shape.
func beginWeibull(l logs) []float64 {
	spread := math.Sqrt(max(1e-4, l.logSquare/l.n-(l.log/l.n)*(l.log/l.n)))
	shape := 1.2825 / spread
	return []float64{math.Log(shape), l.log/l.n + 0.5772/shape}
}

func densityWeibull(p []float64, _, log float64) float64 {
	shape := math.Exp(p[0])
	z := shape * (log - p[1])
	return p[0] + z - math.Exp(z) - log
}
func survivalWeibull(p []float64, x float64) float64 {
	return -math.Exp(math.Exp(p[0]) * (math.Log(x) - p[1]))
}
func lawWeibull(p []float64, unit float64) (*dist.Dist, error) {
	return dist.Weibull(math.Exp(p[0]), unit*math.Exp(p[1]))
}

func meanExp(p []float64) float64 { return math.Exp(p[0]) }
func meanWeibull(p []float64) float64 {
	return math.Exp(p[1]) * math.Gamma(1+math.Exp(-p[0]))
}
func meanGamma(p []float64) float64     { return math.Exp(p[1]) }
func meanLognormal(p []float64) float64 { return math.Exp(p[0] + math.Exp(2*p[1])/2) }
func meanNormal(p []float64) float64    { return p[0] }
func meanTriangular(p []float64) float64 {
	return p[0] + (math.Exp(p[2])-math.Exp(p[1]))/3
}
func meanUniform(p []float64) float64 { return (p[0] + p[1]) / 2 }

// exactWeibull solves for the shape by Newton's method, cut times included:
//
//	sum x^k log x / sum x^k - 1/k - mean of log of what was seen = 0
//
// which rises in k, so that there is one solution (Cohen, 1965); the scale is (sum x^k / seen)^(1/k).
func exactWeibull(s *Sample, l logs) ([]float64, bool) {
	k := math.Exp(beginWeibull(l)[0])
	mean := l.log / l.n
	powers := func(k float64) (p, pl, pll float64) {
		for _, list := range [2][]float64{s.Seen, s.Cut} {
			for _, x := range list {
				g := math.Log(x)
				e := math.Exp(k * g)
				p += e
				pl += e * g
				pll += e * g * g
			}
		}
		return p, pl, pll
	}
	for range 60 {
		p, pl, pll := powers(k)
		at := pl/p - 1/k - mean
		slope := (pll*p-pl*pl)/(p*p) + 1/(k*k)
		next := k - at/slope
		if !(next > k/4) {
			next = k / 4
		}
		if math.Abs(next-k) < 1e-13*k {
			k = next
			break
		}
		k = next
	}
	p, _, _ := powers(k)
	if !(k > 1e-4 && k < 1e5) {
		return nil, false
	}
	return []float64{math.Log(k), math.Log(p/l.n) / k}, true
}

func beginGamma(l logs) []float64 { return gammaFrom(l) }

// gammaFrom solves log(shape) - digamma(shape) = log(mean) - mean of logs, which rises from 0 as the shape falls.
func gammaFrom(l logs) []float64 {
	mean := l.sum / l.n
	gap := math.Log(mean) - l.log/l.n
	low, high := -14.0, 18.0 // logarithm of the shape
	for range 80 {
		mid := (low + high) / 2
		if shape := math.Exp(mid); mid-mathext.Digamma(shape) > gap {
			low = mid
		} else {
			high = mid
		}
	}
	return []float64{(low + high) / 2, math.Log(mean)}
}

func exactGamma(s *Sample, l logs) ([]float64, bool) {
	if len(s.Cut) > 0 {
		return nil, false
	}
	return gammaFrom(l), true
}
func densityGamma(p []float64, x, log float64) float64 {
	shape := math.Exp(p[0])
	lg, _ := math.Lgamma(shape)
	return shape*(p[0]-p[1]+log) - log - lg - shape*x*math.Exp(-p[1])
}
func survivalGamma(p []float64, x float64) float64 {
	shape := math.Exp(p[0])
	if shape > 1e7 {
		return math.Inf(-1)
	}
	return math.Log(mathext.GammaIncRegComp(shape, shape*x*math.Exp(-p[1])))
}
func lawGamma(p []float64, unit float64) (*dist.Dist, error) {
	return dist.Gamma(unit*math.Exp(p[1]), math.Exp(p[0]))
}

func beginLognormal(l logs) []float64 {
	mean := l.log / l.n
	return []float64{mean, math.Log(max(1e-8, l.logSquare/l.n-mean*mean)) / 2}
}
func exactLognormal(s *Sample, l logs) ([]float64, bool) { return beginLognormal(l), len(s.Cut) == 0 }
func densityLognormal(p []float64, _, log float64) float64 {
	z := (log - p[0]) * math.Exp(-p[1])
	return -z*z/2 - p[1] - log - halfLog2Pi
}
func survivalLognormal(p []float64, x float64) float64 {
	return math.Log(math.Erfc((math.Log(x)-p[0])*math.Exp(-p[1])/math.Sqrt2) / 2)
}
func lawLognormal(p []float64, unit float64) (*dist.Dist, error) {
	variance := math.Exp(2 * p[1])
	return dist.Lognormal(unit*math.Exp(p[0]+variance/2), math.Sqrt(math.Expm1(variance)))
}

const halfLog2Pi = 0.918938533204672741780329736405617639861

func beginNormal(l logs) []float64 {
	mean := l.sum / l.n
	return []float64{mean, math.Log(max(1e-12, l.square/l.n-mean*mean)) / 2}
}
func exactNormal(_ *Sample, l logs) ([]float64, bool) { return beginNormal(l), true }
func densityNormal(p []float64, x, _ float64) float64 {
	z := (x - p[0]) * math.Exp(-p[1])
	return -z*z/2 - p[1] - halfLog2Pi
}
func survivalNormal(p []float64, x float64) float64 {
	return math.Log(math.Erfc((x-p[0])*math.Exp(-p[1])/math.Sqrt2) / 2)
}
func lawNormal(p []float64, unit float64) (*dist.Dist, error) {
	return dist.Normal(unit*p[0], unit*math.Exp(p[1]))
}

// beginTriangular holds mode, and the lengths of the two sides as logarithms; a bit wider than the sample.
func beginTriangular(l logs) []float64 {
	wide := (l.high - l.low) * (1 + 2/l.n)
	mode := min(max(3*l.sum/l.n-l.low-l.high, l.low+wide/20), l.high-wide/20)
	margin := (wide - (l.high - l.low)) / 2
	return []float64{mode, math.Log(mode - l.low + margin), math.Log(l.high - mode + margin)}
}
func densityTriangular(p []float64, x, _ float64) float64 {
	left, right := math.Exp(p[1]), math.Exp(p[2])
	if p[0]-left < 0 {
		return math.Inf(-1)
	}
	d := 0.0
	if x <= p[0] {
		d = (x - p[0] + left) / left
	} else {
		d = (p[0] + right - x) / right
	}
	if d <= 0 {
		return math.Inf(-1)
	}
	return math.Log(2 * d / (left + right))
}
func survivalTriangular(p []float64, x float64) float64 {
	left, right := math.Exp(p[1]), math.Exp(p[2])
	if x <= p[0] {
		d := max(0, x-p[0]+left)
		return math.Log(1 - d*d/(left*(left+right)))
	}
	d := max(0, p[0]+right-x)
	return math.Log(d * d / (right * (left + right)))
}
func lawTriangular(p []float64, unit float64) (*dist.Dist, error) {
	return dist.Triangular(unit*max(0, p[0]-math.Exp(p[1])), unit*p[0], unit*(p[0]+math.Exp(p[2])))
}

func exactUniform(l logs) []float64 {
	margin := (l.high - l.low) / max(1, l.n-1)
	return []float64{max(0, l.low-margin/2), l.high + margin/2}
}
func densityUniform(p []float64, x, _ float64) float64 {
	if x < p[0] || x > p[1] {
		return math.Inf(-1)
	}
	return -math.Log(p[1] - p[0])
}
func survivalUniform(p []float64, x float64) float64 {
	return math.Log(min(1, max(0, (p[1]-x)/(p[1]-p[0]))))
}
func lawUniform(p []float64, unit float64) (*dist.Dist, error) {
	return dist.Uniform(unit*p[0], unit*p[1])
}
