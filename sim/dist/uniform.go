package dist

import "fmt"

// uniform is the law in which every time of an interval is alike.
type uniform struct{ min, max float64 }

// Uniform is the law in which every time between low and high is alike, in seconds, 0 <= low < high.
//
//	CDF       (x - low) / (high - low)
//	quantile  low + p (high - low)
//	mean      (low + high) / 2
//	variance  (high - low)^2 / 12
//	written   uniform(10s, 14s)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Uniform(low, high float64) (*Dist, error) {
	if !(0 <= low && low < high && high <= longest) {
		return nil, fmt.Errorf("want 0s <= min < max <= 200y, have min %s and max %s", FormatSpan(low), FormatSpan(high))
	}
	return New(uniform{low, high}), nil
}

func readUniform(a *arguments) (*Dist, error) {
	low, high := a.span("min"), a.span("max")
	return a.made(func() (*Dist, error) { return Uniform(low, high) })
}

func (u uniform) CDF(x float64) float64 {
	return min(max(0, (x-u.min)/(u.max-u.min)), 1)
}

func (u uniform) Quantile(p float64) float64 { return u.min + float64(p*(u.max-u.min)) }
func (u uniform) Mean() float64              { return (u.min + u.max) / 2 }
func (u uniform) Var() float64               { return (u.max - u.min) * (u.max - u.min) / 12 }

func (u uniform) Quantiles(p *[8]float64) {
	width := u.max - u.min
	for i, x := range p {
		p[i] = u.min + float64(x*width)
	}
}

func (u uniform) Residual(p, age float64) float64 {
	from := max(age, u.min)
	return from + float64(p*(u.max-from)) // at most age when age is past the greatest
}

func (u uniform) Times(f float64) Shape { return uniform{u.min * f, u.max * f} }
func (u uniform) shift(x float64) Shape { return uniform{u.min + x, u.max + x} }
func (u uniform) lowest() float64       { return u.min }
func (u uniform) highest() float64      { return u.max }

func (u uniform) String() string {
	return fmt.Sprintf("uniform(%s, %s)", FormatSpan(u.min), FormatSpan(u.max))
}
