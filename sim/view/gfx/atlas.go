package gfx

import (
	"image"

	"golang.org/x/image/vector"
)

// An Atlas is one texture with the letters in use, small shapes that rest, and a few white pixels, so that a whole picture is
// drawn from one.
type Atlas struct {
	side    int
	pix     []uint8 // how much of each pixel is covered
	x, y    int     // where the next letter goes, on a shelf
	shelf   int     // how high the letters on the shelf are
	letters map[glyphKey]inAtlas
	dirty   image.Rectangle
	z       vector.Rasterizer
}

// inAtlas is where a letter is in the texture, and how far from the pixel that it stands on it is drawn.
type inAtlas struct{ x, y, w, h, dx, dy int16 }

const (
	firstSide = 512
	lastSide  = 4096
	white     = 1.5 // the middle of the white pixels, down and across
	gap       = 1   // pixels between letters
)

// reset forgets all.
func (a *Atlas) reset(side int) {
	a.side, a.pix = side, make([]uint8, side*side)
	a.letters = map[glyphKey]inAtlas{}
	for y := range 3 {
		for x := range 3 {
			a.pix[y*side+x] = 255
		}
	}
	a.x, a.y, a.shelf = 3+gap, 0, 3
	a.dirty = image.Rect(0, 0, side, side)
}

// letter finds a letter, or adds it; it is not ok when the texture is full.
func (a *Atlas) letter(k glyphKey) (in inAtlas, ok bool) {
	if in, ok = a.letters[k]; ok {
		return in, true
	}
	m := k.draw(&a.z)
	if in, ok = a.add(m.w, m.h, m.pix); ok {
		in.dx, in.dy = int16(m.x), int16(m.y)
		a.letters[k] = in
	}
	return in, ok
}

// add puts a picture on a shelf; it is not ok when the texture is full.
func (a *Atlas) add(w, h int, pix []uint8) (in inAtlas, ok bool) {
	if a.x+w > a.side {
		a.x, a.y, a.shelf = 0, a.y+a.shelf+gap, 0
	}
	if a.x+w > a.side || a.y+h > a.side {
		return inAtlas{}, false
	}
	for y := range h {
		copy(a.pix[(a.y+y)*a.side+a.x:][:w], pix[y*w:])
	}
	in = inAtlas{x: int16(a.x), y: int16(a.y), w: int16(w), h: int16(h)}
	a.dirty = a.dirty.Union(image.Rect(a.x, a.y, a.x+w, a.y+h))
	a.x, a.shelf = a.x+w+gap, max(a.shelf, h)
	return in, true
}

// Side is how many pixels the texture is wide and high. It grows when a picture needs more letters than it holds.
func (a *Atlas) Side() int { return a.side }

// Changed gives the part of the texture that has changed since it was last asked for, as white of that alpha: four bytes a
// pixel. It is empty when nothing has.
func (a *Atlas) Changed() (part image.Rectangle, rgba []byte) {
	part, a.dirty = a.dirty, image.Rectangle{}
	rgba = make([]byte, 0, 4*part.Dx()*part.Dy())
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for _, v := range a.pix[y*a.side+part.Min.X : y*a.side+part.Max.X] {
			rgba = append(rgba, v, v, v, v)
		}
	}
	return part, rgba
}
