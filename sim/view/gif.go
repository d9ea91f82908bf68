package view

import (
	"bufio"
	"compress/lzw"
	"image"
	"io"
	"slices"
)

// gif writes a film frame by frame, so that its length is not bounded by memory. Each frame holds the rectangle that
// changed; all share one palette, made of the first frame, the middle one and the last.
func (w *Show) gif(out io.Writer, film Film) error {
	p, err := w.paletteOf(film)
	if err != nil {
		return err
	}
	g := &gifWriter{out: bufio.NewWriter(out), palette: p}
	err = w.each(film, gifRate, func(k int, img *image.RGBA) error {
		if k == 0 {
			g.head(img.Bounds().Dx(), img.Bounds().Dy())
		}
		return g.frame(img)
	})
	if err != nil {
		return err
	}
	g.put(0x3B)
	return g.out.Flush()
}

func (w *Show) paletteOf(film Film) (*palette, error) {
	var counts [1 << 15]int
	for _, at := range [3]float64{0, 0.5, 1} {
		w.Seek(film.From + sinceBegin(at, film))
		img, err := w.Image(film.Width, film.Height, film.Scale)
		if err != nil {
			return nil, err
		}
		for i := 0; i+3 < len(img.Pix); i += 4 {
			counts[bin(img.Pix[i], img.Pix[i+1], img.Pix[i+2])]++
		}
	}
	return newPalette(&counts), nil
}

type gifWriter struct {
	out     *bufio.Writer
	palette *palette
	last    []uint8
	now     []uint8
	w, h    int
}

const (
	gifBits  = 8
	gifDelay = 8 // hundredths of a second
	keep255  = 255
)

func (g *gifWriter) head(w, h int) {
	g.w, g.h = w, h
	g.last, g.now = nil, make([]uint8, w*h)
	g.put([]byte("GIF89a")...)
	g.short(w)
	g.short(h)
	g.put(0xF7, 0, 0) // a palette of 256 colours
	for _, c := range g.palette.colours {
		g.put(c[:]...)
	}
	g.put(0x21, 0xFF, 11)
	g.put([]byte("NETSCAPE2.0")...)
	g.put(3, 1, 0, 0, 0) // again and again
}

// put writes bytes. A write that fails shows at the end, in Flush.
func (g *gifWriter) put(b ...byte) { _, _ = g.out.Write(b) }

func (g *gifWriter) short(x int) { g.put(byte(x), byte(x>>8)) }

// frame writes what has changed since the frame before; what has not is transparent.
func (g *gifWriter) frame(img *image.RGBA) error {
	for i := range g.now {
		g.now[i] = g.palette.near[bin(img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2])]
	}
	x0, y0, x1, y1 := 0, 0, g.w, g.h
	if g.last != nil {
		x0, y0, x1, y1 = g.changed()
	}
	g.put(0x21, 0xF9, 4, 0x05, gifDelay, 0, keep255, 0, 0x2C)
	for _, v := range [4]int{x0, y0, x1 - x0, y1 - y0} {
		g.short(v)
	}
	g.put(0, gifBits)
	blocks := &blockWriter{out: g.out}
	packed := lzw.NewWriter(blocks, lzw.LSB, gifBits)
	row := make([]uint8, x1-x0)
	for y := y0; y < y1; y++ {
		copy(row, g.now[y*g.w+x0:y*g.w+x1])
		if g.last != nil {
			for i, v := range g.last[y*g.w+x0 : y*g.w+x1] {
				if row[i] == v {
					row[i] = keep255
				}
			}
		}
		if _, err := packed.Write(row); err != nil {
			return err
		}
	}
	if err := packed.Close(); err != nil {
		return err
	}
	blocks.close()
	if g.last == nil {
		g.last = make([]uint8, len(g.now))
	}
	g.last, g.now = g.now, g.last
	return nil
}

// changed is the smallest rectangle around what differs from the frame before, at least one pixel.
func (g *gifWriter) changed() (x0, y0, x1, y1 int) {
	x0, y0 = g.w, g.h
	for y := range g.h {
		a, b := g.last[y*g.w:(y+1)*g.w], g.now[y*g.w:(y+1)*g.w]
		if slices.Equal(a, b) {
			continue
		}
		y0, y1 = min(y0, y), y+1
		for x := range a {
			if a[x] != b[x] {
				x0, x1 = min(x0, x), max(x1, x+1)
			}
		}
	}
	if x1 <= x0 {
		return 0, 0, 1, 1
	}
	return x0, y0, x1, y1
}

// A blockWriter cuts data into the blocks of at most 255 bytes that a GIF is made of.
type blockWriter struct {
	out  *bufio.Writer
	data [255]byte
	n    int
}

// Write gathers bytes and writes a block when it is full.
func (b *blockWriter) Write(p []byte) (int, error) {
	for _, c := range p {
		b.data[b.n] = c
		if b.n++; b.n == len(b.data) {
			b.flush()
		}
	}
	return len(p), nil
}

func (b *blockWriter) flush() {
	if b.n > 0 {
		_, _ = b.out.Write(append([]byte{byte(b.n)}, b.data[:b.n]...)) // what fails shows in Flush
		b.n = 0
	}
}

func (b *blockWriter) close() {
	b.flush()
	_, _ = b.out.Write([]byte{0})
}
