package dist

import "math"

// A standard law is a law of scale 1, inverted exactly from either end, so that neither tail loses digits.
type standard interface {
	low(q float64) float64  // the quantile at q, q <= 1/2
	high(q float64) float64 // the quantile at 1 - q, q <= 1/2
}

const (
	octaves  = 20         // the table reaches down to 2^-octaves from either end
	mostBits = 6          // at most 64 cells an octave
	relative = 5e-7       // asked at the points checked; 1e-6 is promised everywhere
	absolute = 5e-10      // of the mean, for laws that come so near 0 that a relative error means nothing
	oneBits  = 1023 << 52 // the bits of 1
)

// inner are the nodes of a cell within it: with the ends they are those of Lobatto, for which a cubic through four points
// is as near as one with free ends comes, and neighbours meet.
var inner = [2]float64{0.5 - 0.5/math.Sqrt(5), 0.5 + 0.5/math.Sqrt(5)}

// tabled is a standard law times a scale, inverted by cubics. A cell spans a fixed share of an octave of q, the
// probability counted from the nearer end, so that the bits of q are the cell and the place in it. Without cells, as for
// laws no table of this size can follow, every draw is inverted exactly.
type tabled struct {
	law   standard
	scale float64
	shift uint // bits of q below the cell's number
	base  uint64
	cells [][4]float64 // the upper half of the law, then the lower; see cellOf
}

// newTabled tabulates a law whose mean in standard units is mean.
func newTabled(law standard, scale, mean float64) tabled {
	t := tabled{law: law, scale: scale}
	for bits := uint(3); bits <= mostBits; bits++ {
		if t.build(bits, mean) {
			return t
		}
	}
	t.cells = nil
	return t
}

// build makes the table with 2^bits cells an octave and says whether it is good enough.
func (t *tabled) build(bits uint, mean float64) bool {
	t.shift = 52 - bits
	lowest := math.Float64bits(0x1p-20)
	t.base = lowest >> t.shift
	n := octaves<<bits - 1<<bits + 1 // from 2^-20 to 1/2, and 1/2 itself
	t.cells = make([][4]float64, 2*n)
	for side, quantile := range []func(float64) float64{t.law.high, t.law.low} {
		end := quantile(0x1p-20)
		for i := range n {
			from := math.Float64frombits((t.base + uint64(i)) << t.shift)
			if i == n-1 {
				t.cells[side*n+i] = [4]float64{quantile(0.5)}
				break
			}
			width := math.Float64frombits((t.base+uint64(i)+1)<<t.shift) - from
			y := [4]float64{end, quantile(from + width*inner[0]), quantile(from + width*inner[1]), quantile(from + width)}
			end = y[3]
			c := cubic(y)
			for _, u := range [...]float64{0.12, 0.5, 0.88} { // about where the error is greatest
				exact := quantile(from + width*u)
				if math.Abs(along(&c, u)-exact) > relative*exact+absolute*mean {
					return false
				}
			}
			t.cells[side*n+i] = c
		}
	}
	return true
}

// cubic is the polynomial in u that takes the values y at the nodes 0, inner and 1, by divided differences.
func cubic(y [4]float64) [4]float64 {
	a, b := inner[0], inner[1]
	d01, d12, d23 := (y[1]-y[0])/a, (y[2]-y[1])/(b-a), (y[3]-y[2])/(1-b)
	d012, d123 := (d12-d01)/b, (d23-d12)/(1-a)
	d := d123 - d012
	// y0 + d01 u + d012 u (u-a) + d u (u-a)(u-b)
	return [4]float64{y[0], d01 - a*d012 + a*b*d, d012 - (a+b)*d, d}
}

func along(c *[4]float64, u float64) float64 {
	return c[0] + float64(u*(c[1]+float64(u*(c[2]+float64(u*c[3])))))
}

// exact inverts without the table.
func (t *tabled) exact(p float64) float64 {
	if p < 0.5 {
		return t.scale * t.law.low(max(p, 0x1p-1022))
	}
	return t.scale * t.law.high(max(1-p, 0x1p-54))
}

// Quantile finds the end p is nearer to without a branch, which chance would make unpredictable.
func (t *tabled) Quantile(p float64) float64 {
	s := p - 0.5
	q := math.Float64bits(0.5 - math.Abs(s))
	n := uint64(len(t.cells)) / 2
	i := q>>t.shift - t.base
	if i >= n {
		return t.exact(p)
	}
	c := &t.cells[i+n*(math.Float64bits(s)>>63)]
	return t.scale * along(c, math.Float64frombits(q<<(52-t.shift)&mantissa|oneBits)-1)
}

// Quantiles is Quantile eight times, written out so that they overlap.
func (t *tabled) Quantiles(p *[8]float64) {
	n := uint64(len(t.cells)) / 2
	shift, base := t.shift&63, t.base
	for k, x := range p {
		s := x - 0.5
		q := math.Float64bits(0.5 - math.Abs(s))
		i := q>>shift - base
		if i >= n {
			p[k] = t.exact(x)
			continue
		}
		c := &t.cells[i+n*(math.Float64bits(s)>>63)]
		p[k] = t.scale * along(c, math.Float64frombits(q<<((52-shift)&63)&mantissa|oneBits)-1)
	}
}
