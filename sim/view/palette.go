package view

import (
	"slices"
	"time"
)

// A palette is the 255 colours of a film, by median cut, and for each colour in steps of 8 the one that is nearest. The
// last place is left for what does not change.
type palette struct {
	colours [256][3]uint8
	near    [1 << 15]uint8
}

func bin(r, g, b uint8) int { return int(r>>3)<<10 | int(g>>3)<<5 | int(b>>3) }

func unbin(i int) [3]int { return [3]int{i >> 10 & 31, i >> 5 & 31, i & 31} }

// A cut is a box of colours that stands for one of the palette.
type cut struct {
	bins  []int
	count int
}

func newPalette(counts *[1 << 15]int) *palette {
	all := cut{}
	for i, n := range counts {
		if n > 0 {
			all.bins = append(all.bins, i)
			all.count += n
		}
	}
	cuts := []cut{all}
	for len(cuts) < 255 {
		at, most := -1, 0
		for i := range cuts {
			if weight := cuts[i].spread() * root(cuts[i].count); len(cuts[i].bins) > 1 && weight > most {
				at, most = i, weight
			}
		}
		if at < 0 {
			break
		}
		a, b := cuts[at].split(counts)
		cuts[at] = a
		cuts = append(cuts, b)
	}
	p := &palette{}
	for i := range cuts {
		p.colours[i] = cuts[i].mean(counts)
	}
	for i := range p.near {
		p.near[i] = p.nearest(i, len(cuts))
	}
	return p
}

func root(n int) int {
	r := 1
	for r*r < n {
		r *= 2
	}
	return r
}

// longest is the axis along which a cut is longest, and how long it is there.
func (c *cut) longest() (axis, long int) {
	var low, high [3]int
	low = [3]int{31, 31, 31}
	for _, i := range c.bins {
		for a, v := range unbin(i) {
			low[a], high[a] = min(low[a], v), max(high[a], v)
		}
	}
	for a := range low {
		if high[a]-low[a] > long {
			axis, long = a, high[a]-low[a]
		}
	}
	return axis, long
}

func (c *cut) spread() int {
	_, long := c.longest()
	return long
}

// split divides a cut where half of its pixels are on either side.
func (c *cut) split(counts *[1 << 15]int) (a, b cut) {
	axis, _ := c.longest()
	slices.SortFunc(c.bins, func(x, y int) int {
		if d := unbin(x)[axis] - unbin(y)[axis]; d != 0 {
			return d
		}
		return x - y
	})
	sum, k := 0, 0
	for k < len(c.bins)-1 && (sum < c.count/2 || k == 0) {
		sum += counts[c.bins[k]]
		k++
	}
	return cut{c.bins[:k:k], sum}, cut{c.bins[k:], c.count - sum}
}

func (c *cut) mean(counts *[1 << 15]int) [3]uint8 {
	var sum [3]int
	n := 0
	for _, i := range c.bins {
		for a, v := range unbin(i) {
			sum[a] += (v*255 + 15) / 31 * counts[i]
		}
		n += counts[i]
	}
	if n == 0 {
		return [3]uint8{}
	}
	return [3]uint8{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n)}
}

func (p *palette) nearest(i, of int) uint8 {
	c := unbin(i)
	best, least := 0, 1<<30
	for k := range of {
		d := 0
		for a, v := range c {
			e := (v*255+15)/31 - int(p.colours[k][a])
			d += e * e
		}
		if d < least {
			best, least = k, d
		}
	}
	return uint8(best)
}

// sinceBegin is a share of the length of a film.
func sinceBegin(share float64, film Film) time.Duration {
	return time.Duration(share * float64(film.To-film.From))
}
