package dist

import "math"

// The logarithm that exponential draws are made of. A float in [2^k/2, 2^k) is 2^k m with m in [0.5, 1); the top seven
// bits of m choose one of 128 centres c, and with r = (m - c)/c, which is at most 2^-8 in size,
//
//	log = k log 2 + log c + r - r^2/2 + r^3/3 - r^4/4 + r^5/5,
//
// cut off at 6e-16, which is at most 2e-13 of the logarithm, and a test measures it. The last centre is 1, so that
// probabilities near 0 lose nothing. Every product is rounded by an explicit float64: no architecture may fuse it with
// the sum that follows, and all agree to the last bit.
const (
	logBits  = 7
	logCells = 1 << logBits
	topShift = 52 - logBits
	mantissa = 1<<52 - 1
	half     = 1022 << 52 // the bits of 0.5
	third    = 1.0 / 3
)

type logCell struct{ centre, inverse, log float64 }

var logTable = makeLogTable()

// makeLogTable is exact to the last bit wherever math.Log1p is; its argument is exact.
func makeLogTable() (t [logCells]logCell) {
	for i := range t {
		c := math.Float64frombits(half | uint64(i)<<topShift | 1<<(topShift-1))
		if i == logCells-1 {
			c = 1
		}
		t[i] = logCell{c, 1 / c, math.Log1p(c - 1)}
	}
	return t
}

// negLog is -log x for x in (0, 1]. At 1 it is what it is one bit below, 1e-16, and at 0 it is about 709: so that no draw
// is negative or infinite.
func negLog(x float64) float64 {
	b := min(math.Float64bits(x), oneBits-1)
	t := &logTable[b>>topShift&(logCells-1)]
	k := float64(int64(b>>52) - 1022)
	r := float64((math.Float64frombits(b&mantissa|half) - t.centre) * t.inverse)
	q := float64(r * r)
	u := r - float64(q*(0.5-float64(r*third)))           // to r^3
	v := float64(float64(q*q) * (float64(r*0.2) - 0.25)) // r^4 and r^5
	return -(float64(k*math.Ln2) + t.log + (u + v))
}

// negLogs is negLog of 1 - p for eight p at once, times scale: the same operations in the same order, written out so that
// they overlap.
func negLogs(p *[8]float64, scale float64) {
	for i, x := range p {
		b := min(math.Float64bits(1-x), oneBits-1)
		t := &logTable[b>>topShift&(logCells-1)]
		k := float64(int64(b>>52) - 1022)
		r := float64((math.Float64frombits(b&mantissa|half) - t.centre) * t.inverse)
		q := float64(r * r)
		u := r - float64(q*(0.5-float64(r*third)))
		v := float64(float64(q*q) * (float64(r*0.2) - 0.25))
		p[i] = scale * -(float64(k*math.Ln2) + t.log + (u + v))
	}
}
