package dist

import (
	"fmt"
	"math"
)

// triangular is the law whose density rises in a straight line to its mode and falls in one from there.
type triangular struct {
	min, mode, max float64
	width, turn    float64 // max - min; the probability of a time below the mode
	left, right    float64 // (max - min)(mode - min) and (max - min)(max - mode)
}

// Triangular is the law of three guesses: the least time, the likeliest and the greatest, in seconds,
// 0 <= low <= mode <= high and low < high.
//
//	CDF       (x - low)^2 / ((high - low)(mode - low)) up to the mode, 1 - (high - x)^2 / ((high - low)(high - mode)) beyond
//	quantile  low + sqrt(p (high - low)(mode - low)), or high - sqrt((1-p)(high - low)(high - mode))
//	mean      (low + mode + high) / 3
//	variance  (low^2 + mode^2 + high^2 - low mode - low high - mode high) / 18
//	written   triangular(10s, 11s, 14s)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Triangular(low, mode, high float64) (*Dist, error) {
	if !(0 <= low && low <= mode && mode <= high && low < high && high <= longest) {
		return nil, fmt.Errorf("want 0s <= min <= mode <= max <= 200y and min < max, have min %s, mode %s and max %s",
			FormatSpan(low), FormatSpan(mode), FormatSpan(high))
	}
	return New(newTriangular(low, mode, high)), nil
}

func newTriangular(low, mode, high float64) triangular {
	w := high - low
	return triangular{low, mode, high, w, (mode - low) / w, w * (mode - low), w * (high - mode)}
}

func readTriangular(a *arguments) (*Dist, error) {
	low, mode, high := a.span("min"), a.span("mode"), a.span("max")
	return a.made(func() (*Dist, error) { return Triangular(low, mode, high) })
}

func (t triangular) CDF(x float64) float64 {
	switch {
	case !(x > t.min):
		return 0
	case x >= t.max:
		return 1
	case x < t.mode:
		return (x - t.min) * (x - t.min) / t.left
	}
	return 1 - (t.max-x)*(t.max-x)/t.right
}

// Quantile takes one root whichever side of the mode the time is on, so that no branch has to be guessed.
func (t triangular) Quantile(p float64) float64 {
	low, high := t.min+math.Sqrt(p*t.left), t.max-math.Sqrt((1-p)*t.right)
	if p < t.turn {
		return low
	}
	return high
}

func (t triangular) Mean() float64 { return (t.min + t.mode + t.max) / 3 }

// Var is written in the differences, which do not cancel.
func (t triangular) Var() float64 {
	a, b := t.mode-t.min, t.max-t.mode
	return (a*a + a*b + b*b) / 18
}

func (t triangular) Quantiles(p *[8]float64) {
	for i, x := range p {
		low, high := t.min+math.Sqrt(x*t.left), t.max-math.Sqrt((1-x)*t.right)
		if x < t.turn {
			high = low
		}
		p[i] = high
	}
}

func (t triangular) Residual(p, age float64) float64 {
	switch {
	case age <= t.min:
		return t.Quantile(p)
	case age >= t.max:
		return age
	case age > t.mode:
		return t.max - (t.max-age)*math.Sqrt(1-p)
	}
	f := t.CDF(age)
	return t.Quantile(f + p*(1-f))
}

func (t triangular) Times(f float64) Shape { return newTriangular(t.min*f, t.mode*f, t.max*f) }
func (t triangular) shift(x float64) Shape { return newTriangular(t.min+x, t.mode+x, t.max+x) }
func (t triangular) lowest() float64       { return t.min }
func (t triangular) highest() float64      { return t.max }

func (t triangular) String() string {
	return fmt.Sprintf("triangular(%s, %s, %s)", FormatSpan(t.min), FormatSpan(t.mode), FormatSpan(t.max))
}
