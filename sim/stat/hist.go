package stat

import (
	"math"
	"math/bits"
)

const (
	subBits  = 6  // 64 buckets an octave
	lowBits  = 20 // below 2^20 ns, about a millisecond, 64 buckets of equal width
	highBits = 60 // from 2^60 ns, about 36 years, one bucket takes all
	buckets  = (highBits - lowBits + 1) << subBits
)

// A Hist is a histogram of times in int64 nanoseconds, of fixed size and without pointers, so that a copy of it is a
// copy. Its buckets grow with the value, 64 an octave: a quantile is right to 1/64 of itself (1.6 %; half of that
// between the middles), and to 16 microseconds below a millisecond; number, mean, least and greatest are exact. Times
// of more than 36 years share one bucket, and a bucket that holds 2^32 - 1 values takes no more (number and mean still
// count them). The zero value is empty and ready.
type Hist struct {
	n        int64
	sum      [2]uint64 // low and high word
	min, max int64
	held     [buckets]uint32
}

// Add counts one time in nanoseconds; a negative one counts as 0.
func (h *Hist) Add(ns int64) {
	ns = max(0, ns)
	if h.n == 0 || ns < h.min {
		h.min = ns
	}
	h.max = max(h.max, ns)
	h.n++
	var carry uint64
	h.sum[0], carry = bits.Add64(h.sum[0], uint64(ns), 0)
	h.sum[1] += carry
	if c := &h.held[bucket(ns)]; *c != math.MaxUint32 {
		*c++
	}
}

// bucket is the place of a time: its octave above lowBits, then its next six bits.
func bucket(ns int64) int {
	if ns >= 1<<highBits {
		return buckets - 1
	}
	octave := max(0, bits.Len64(uint64(ns))-lowBits)
	if octave == 0 {
		return int(ns >> (lowBits - subBits))
	}
	return octave<<subBits + int(ns>>(octave-1+lowBits-subBits)) - 1<<subBits
}

// edge is the least time of a bucket.
func edge(i int) int64 {
	octave := i >> subBits
	if octave == 0 {
		return int64(i) << (lowBits - subBits)
	}
	return int64(i-octave<<subBits+1<<subBits) << (octave - 1 + lowBits - subBits)
}

// Count is the number of times counted.
func (h *Hist) Count() int64 { return h.n }

// Min is the least time counted, in nanoseconds, exactly; 0 when there is none.
func (h *Hist) Min() int64 { return h.min }

// Max is the greatest time counted, in nanoseconds, exactly; 0 when there is none.
func (h *Hist) Max() int64 { return h.max }

// Mean is the mean in nanoseconds, exact to the last bits of a float; NaN when there is nothing to average.
func (h *Hist) Mean() float64 {
	if h.n == 0 {
		return math.NaN()
	}
	return (float64(h.sum[1])*0x1p64 + float64(h.sum[0])) / float64(h.n)
}

// Quantile is the time in nanoseconds that a share p of those counted does not exceed, p in [0, 1], spread evenly within
// its bucket; NaN when there is none. At 0 and 1 it is the least and the greatest, exactly.
func (h *Hist) Quantile(p float64) float64 {
	if h.n == 0 {
		return math.NaN()
	}
	var all int64
	for _, c := range h.held {
		all += int64(c)
	}
	want := p * float64(all)
	switch {
	case !(want > 0):
		return float64(h.min)
	case want >= float64(all):
		return float64(h.max)
	}
	var below float64
	for i, c := range h.held {
		if below+float64(c) < want || c == 0 {
			below += float64(c)
			continue
		}
		low, high := float64(edge(i)), float64(h.max)
		if i+1 < buckets {
			high = float64(edge(i + 1))
		}
		x := low + (high-low)*(want-below)/float64(c)
		return min(max(x, float64(h.min)), float64(h.max))
	}
	return float64(h.max)
}

// Merge adds all that another histogram has counted.
func (h *Hist) Merge(o *Hist) {
	if o.n == 0 {
		return
	}
	if h.n == 0 || o.min < h.min {
		h.min = o.min
	}
	h.max = max(h.max, o.max)
	h.n += o.n
	var carry uint64
	h.sum[0], carry = bits.Add64(h.sum[0], o.sum[0], 0)
	h.sum[1], _ = bits.Add64(h.sum[1], o.sum[1], carry)
	for i, c := range o.held {
		h.held[i] = uint32(min(uint64(h.held[i])+uint64(c), math.MaxUint32))
	}
}

// Clear forgets everything.
func (h *Hist) Clear() { *h = Hist{} }

// Each visits the buckets that hold anything, from short to long: from and to in nanoseconds, and how many.
func (h *Hist) Each(visit func(from, to, count int64)) {
	for i, c := range h.held {
		if c == 0 {
			continue
		}
		to := h.max
		if i+1 < buckets {
			to = edge(i + 1)
		}
		visit(edge(i), to, int64(c))
	}
}
