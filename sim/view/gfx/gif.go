package gfx

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"image"
	"io"
)

// A gifMovie writes frames as they come and remembers only the last, so that a long recording takes no more memory than a
// short one. From the second frame on it writes only the part that differs, and in it only the pixels that differ.
type gifMovie struct {
	w       *bufio.Writer
	delay   int // hundredths of a second
	like    []*image.RGBA
	size    image.Point
	palette *palette
	last    []uint8 // indices of the frame before
	now     []uint8
	part    []uint8
	packed  bytes.Buffer
}

// NewGIF writes a recording as an animated GIF that runs for ever. All frames share one palette, which is made of images like
// them, such as the first, one from the middle and the last; without any, of the first frame alone. GIF counts in hundredths
// of a second: the rate is the nearest that there is, and at most 50 frames a second.
func NewGIF(w io.Writer, perSecond float64, like ...*image.RGBA) Movie {
	return &gifMovie{w: bufio.NewWriter(w), delay: max(int(100/perSecond+0.5), 2), like: like}
}

// Frame adds a frame.
func (g *gifMovie) Frame(img *image.RGBA) error {
	first := g.palette == nil
	if err := sized(img, &g.size); err != nil {
		return err
	}
	n := g.size.X * g.size.Y
	if first {
		if len(g.like) == 0 {
			g.like = []*image.RGBA{img}
		}
		g.palette = paletteOf(g.like)
		g.like = nil
		g.last, g.now, g.part = make([]uint8, n), make([]uint8, n), make([]uint8, 0, n)
		g.header()
	}
	g.palette.index(g.now, img)
	part := image.Rectangle{Max: g.size}
	if !first {
		part = g.changed()
	}
	g.part = g.part[:0]
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			at := y*g.size.X + x
			if v := g.now[at]; first || v != g.last[at] {
				g.part = append(g.part, v)
			} else {
				g.part = append(g.part, clearIndex)
			}
		}
	}
	g.last, g.now = g.now, g.last
	return g.frame(part)
}

// changed is the smallest rectangle around all that differs from the frame before. It has at least one pixel, since a frame
// must have one.
func (g *gifMovie) changed() image.Rectangle {
	var r image.Rectangle
	for y := range g.size.Y {
		a, b := g.last[y*g.size.X:][:g.size.X], g.now[y*g.size.X:][:g.size.X]
		if bytes.Equal(a, b) {
			continue
		}
		x0, x1 := 0, g.size.X
		for a[x0] == b[x0] {
			x0++
		}
		for a[x1-1] == b[x1-1] {
			x1--
		}
		r = r.Union(image.Rect(x0, y, x1, y+1))
	}
	if r.Empty() {
		return image.Rect(0, 0, 1, 1)
	}
	return r
}

func (g *gifMovie) words(v ...int) {
	for _, x := range v {
		var b [2]byte
		binary.LittleEndian.PutUint16(b[:], uint16(x))
		_, _ = g.w.Write(b[:]) // the writer keeps its first error for Flush
	}
}

func (g *gifMovie) bytes(s ...byte) { _, _ = g.w.Write(s) }

func (g *gifMovie) header() {
	_, _ = g.w.WriteString("GIF89a")
	g.words(g.size.X, g.size.Y)
	g.bytes(0xF7, 0, 0) // a palette of 256 colours for all frames
	for _, c := range g.palette.colors {
		g.bytes(c.R, c.G, c.B)
	}
	g.bytes(0x21, 0xFF, 11)
	_, _ = g.w.WriteString("NETSCAPE2.0")
	g.bytes(3, 1, 0, 0, 0) // for ever
}

func (g *gifMovie) frame(r image.Rectangle) error {
	g.bytes(0x21, 0xF9, 4, 1<<2|1) // it stays when the next comes; one index is clear
	g.words(g.delay)
	g.bytes(clearIndex, 0, 0x2C)
	g.words(r.Min.X, r.Min.Y, r.Dx(), r.Dy())
	g.bytes(0, 8)
	g.packed.Reset()
	z := lzw.NewWriter(&g.packed, lzw.LSB, 8)
	if _, err := z.Write(g.part); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	for b := g.packed.Bytes(); len(b) > 0; {
		n := min(len(b), 255)
		g.bytes(byte(n))
		g.bytes(b[:n]...)
		b = b[n:]
	}
	g.bytes(0)
	return g.w.Flush()
}

// Close ends the recording; it does not close the writer.
func (g *gifMovie) Close() error {
	if g.palette == nil {
		return errNoFrames
	}
	g.bytes(0x3B)
	return g.w.Flush()
}
