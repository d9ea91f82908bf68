package dist

import "fmt"

// beta is the law of shares, stretched to an interval; tabled on [0, 1].
type beta struct {
	tabled
	a, b, min, max float64
}

// Beta is the law on an interval that its two shapes lean to one side: above 1 the ends are rare, below 1 they are
// likely, and a greater a leans to the greatest time. Low and high in seconds, 0 <= low < high; a and b from 0.1 to
// 10,000. With I the regularised incomplete beta function and z = (x - low) / (high - low),
//
//	CDF       I(z; a, b)
//	quantile  low + (high - low) times the inverse of I, by Newton's method, tabulated
//	mean      low + (high - low) a / (a + b)
//	variance  (high - low)^2 a b / ((a + b)^2 (a + b + 1))
//	written   beta(10s, 14s, a 2, b 5)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Beta(a, b, low, high float64) (*Dist, error) {
	if err := ends(low, high); err != nil {
		return nil, err
	}
	for _, shape := range []float64{a, b} {
		if !(shape >= 0.1 && shape <= 1e4) {
			return nil, fmt.Errorf("want a and b from 0.1 to 10000, have %v and %v", a, b)
		}
	}
	return New(newBeta(a, b, low, high)), nil
}

// ends refuses what is not an interval of times.
func ends(low, high float64) error {
	if !(0 <= low && low < high && high <= longest) {
		return fmt.Errorf("want 0s <= min < max <= 200y, have min %s and max %s", FormatSpan(low), FormatSpan(high))
	}
	return nil
}

func newBeta(a, b, low, high float64) *beta {
	return &beta{newTabled(standardBeta{a, b}, high-low, a/(a+b)), a, b, low, high}
}

func readBeta(args *arguments) (*Dist, error) {
	low, high := args.span("min"), args.span("max")
	a, ok := args.number("a")
	if !ok {
		args.mistake(`want a, such as "a 2"`)
	}
	b, ok := args.number("b")
	if !ok {
		args.mistake(`want b, such as "b 5"`)
	}
	return args.made(func() (*Dist, error) { return Beta(a, b, low, high) })
}

// standardBeta has these shapes on [0, 1].
type standardBeta struct{ a, b float64 }

func (s standardBeta) low(q float64) float64 {
	x, _ := betaLow(s.a, s.b, q)
	return x
}

func (s standardBeta) high(q float64) float64 {
	_, x := betaLow(s.b, s.a, q)
	return x
}

func (d *beta) CDF(x float64) float64 {
	p, _ := d.split(x)
	return p
}

// split is the CDF and 1 less it.
func (d *beta) split(x float64) (p, q float64) {
	return betaPQ(d.a, d.b, (x-d.min)/d.scale, (d.max-x)/d.scale)
}

// Quantile stays in the interval, which the cubics of a table may leave by a hair.
func (d *beta) Quantile(p float64) float64 { return min(d.min+d.tabled.Quantile(p), d.max) }

// Quantiles is Quantile eight times.
func (d *beta) Quantiles(p *[8]float64) {
	d.tabled.Quantiles(p)
	for i, x := range p {
		p[i] = min(d.min+x, d.max)
	}
}

func (d *beta) Mean() float64 { return d.min + d.scale*d.a/(d.a+d.b) }
func (d *beta) Var() float64 {
	n := d.a + d.b
	return d.scale * d.scale * d.a / n * d.b / n / (n + 1)
}

// Residual works with the survival function, which keeps its digits up to the end.
func (d *beta) Residual(p, age float64) float64 {
	if age >= d.max {
		return age
	}
	below, above := d.split(age)
	if whole := below + p*above; whole < 1-0x1p-20 {
		return d.Quantile(whole)
	}
	if !(above*(1-p) > 0) {
		return d.max
	}
	return min(d.min+d.scale*d.law.high(above*(1-p)), d.max)
}

// Times keeps the table.
func (d *beta) Times(f float64) Shape { return d.moved(d.min*f, d.max*f) }

func (d *beta) shift(x float64) Shape { return d.moved(d.min+x, d.max+x) }

// moved is the same law on another interval.
func (d *beta) moved(low, high float64) *beta {
	c := *d
	c.min, c.max, c.scale = low, high, high-low
	return &c
}

func (d *beta) lowest() float64  { return d.min }
func (d *beta) highest() float64 { return d.max }
func (d *beta) String() string {
	return fmt.Sprintf("beta(%s, %s, a %v, b %v)", FormatSpan(d.min), FormatSpan(d.max), d.a, d.b)
}
