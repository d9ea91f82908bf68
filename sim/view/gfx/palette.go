package gfx

import (
	"cmp"
	"errors"
	"image"
	"slices"
)

var errNoFrames = errors.New("a recording without frames")

// clearIndex is the index of a palette that stands for "as before".
const clearIndex = 255

// A palette is the 255 colours of a recording, and the way from any colour to the nearest of them. Colours are taken at five
// bits a channel, unless a colour of the palette is met exactly.
type palette struct {
	colors [256]Color
	used   int
	exact  map[uint32]uint8
	near   [1 << 15]int16 // -1: not asked yet
}

func pack(r, g, b uint8) uint32 { return uint32(r)<<16 | uint32(g)<<8 | uint32(b) }

func coarse(r, g, b uint8) int { return int(r>>3)<<10 | int(g>>3)<<5 | int(b>>3) }

// paletteOf takes the most frequent colours of some images as they are, then the middles of boxes around all (median cut). It
// depends on nothing else, and no map is walked.
func paletteOf(images []*image.RGBA) *palette {
	p := &palette{exact: map[uint32]uint8{}}
	for i := range p.near {
		p.near[i] = -1
	}
	counts := countColors(images)
	for i := 0; i < len(counts) && i < 96; i++ {
		p.take(counts[i].color)
	}
	for _, level := range []uint8{0, 85, 170, 255} { // something near for whatever comes later
		p.take(Color{level, level, level, 255})
	}
	boxes := medianCut(counts, clearIndex-p.used)
	for _, b := range boxes {
		p.take(meanColor(b))
	}
	return p
}

func (p *palette) take(c Color) {
	k := pack(c.R, c.G, c.B)
	if _, has := p.exact[k]; has || p.used == clearIndex {
		return
	}
	p.exact[k] = uint8(p.used)
	p.colors[p.used] = Color{c.R, c.G, c.B, 255}
	p.used++
}

// index finds the nearest colour of each pixel.
func (p *palette) index(to []uint8, img *image.RGBA) {
	at := 0
	var was uint32
	var now uint8
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			if k := pack(row[x], row[x+1], row[x+2]); at == 0 || k != was {
				was, now = k, p.nearest(k)
			}
			to[at] = now
			at++
		}
	}
}

func (p *palette) nearest(k uint32) uint8 {
	if i, ok := p.exact[k]; ok {
		return i
	}
	r, g, b := uint8(k>>16), uint8(k>>8), uint8(k)
	slot := &p.near[coarse(r, g, b)]
	if *slot < 0 {
		best, least := 0, 1<<30
		mid := Color{r&^7 | 4, g&^7 | 4, b&^7 | 4, 255}
		for i, c := range p.colors[:p.used] {
			if d := apart(mid, c); d < least {
				best, least = i, d
			}
		}
		*slot = int16(best)
	}
	return uint8(*slot)
}

// apart is how different two colours look, roughly: the eye sees green best and blue worst.
func apart(a, b Color) int {
	dr, dg, db := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return 3*dr*dr + 6*dg*dg + db*db
}

// A colorCount is how often a colour occurs.
type colorCount struct {
	color Color
	count int
}

// countColors lists the colours of images, the most frequent first.
func countColors(images []*image.RGBA) []colorCount {
	var all []uint32
	for _, img := range images {
		all = slices.Grow(all, img.Rect.Dx()*img.Rect.Dy())
		for y := range img.Rect.Dy() {
			row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
			for x := 0; x < len(row); x += 4 {
				all = append(all, pack(row[x], row[x+1], row[x+2]))
			}
		}
	}
	slices.Sort(all)
	var counts []colorCount
	for i := 0; i < len(all); {
		k := i
		for k < len(all) && all[k] == all[i] {
			k++
		}
		counts = append(counts, colorCount{Color{uint8(all[i] >> 16), uint8(all[i] >> 8), uint8(all[i]), 255}, k - i})
		i = k
	}
	slices.SortStableFunc(counts, func(a, b colorCount) int { return cmp.Compare(b.count, a.count) })
	return counts
}

// medianCut parts colours into boxes, always the one whose colours lie widest apart, across its widest channel.
func medianCut(counts []colorCount, boxes int) [][]colorCount {
	if len(counts) == 0 || boxes <= 0 {
		return nil
	}
	parts := [][]colorCount{slices.Clone(counts)}
	for len(parts) < boxes {
		best, channel, widest := -1, 0, 0
		for i, b := range parts {
			if c, w := spread(b); w > widest {
				best, channel, widest = i, c, w
			}
		}
		if best < 0 {
			break
		}
		b := parts[best]
		slices.SortFunc(b, func(x, y colorCount) int {
			return cmp.Or(cmp.Compare(x.color.channel(channel), y.color.channel(channel)),
				cmp.Compare(pack(x.color.R, x.color.G, x.color.B), pack(y.color.R, y.color.G, y.color.B)))
		})
		parts[best] = b[:len(b)/2]
		parts = append(parts, b[len(b)/2:])
	}
	return parts
}

func (c Color) channel(i int) uint8 { return [3]uint8{c.R, c.G, c.B}[i] }

// spread is the widest channel of a box and how wide it is.
func spread(box []colorCount) (channel, width int) {
	for c, weight := range [3]int{3, 6, 2} {
		lo, hi := 255, 0
		for _, k := range box {
			v := int(k.color.channel(c))
			lo, hi = min(lo, v), max(hi, v)
		}
		if w := (hi - lo) * weight; hi > lo && w > width {
			channel, width = c, w
		}
	}
	return channel, width
}

func meanColor(box []colorCount) Color {
	var r, g, b, n int
	for _, k := range box {
		r, g, b, n = r+int(k.color.R)*k.count, g+int(k.color.G)*k.count, b+int(k.color.B)*k.count, n+k.count
	}
	return Color{uint8((r + n/2) / n), uint8((g + n/2) / n), uint8((b + n/2) / n), 255}
}
