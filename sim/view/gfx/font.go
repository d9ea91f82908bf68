package gfx

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"tweeling/assets"
)

// How far letters reach above and below the baseline, in sizes.
const (
	ascent  = 0.97
	descent = 0.25
)

// A face is one font, with what was asked of it before.
type face struct {
	once   sync.Once
	source []byte
	font   *sfnt.Font
	mu     sync.Mutex // for what is below
	buffer sfnt.Buffer
	early  [384]letter // the runes that nearly all text is made of: no lock and no map once the font is loaded
	late   map[rune]letter
}

// A letter is a glyph and its place in a line of text of size 1.
type letter struct {
	glyph   sfnt.GlyphIndex // 0: the font does not have it
	advance float32
	shift   float32 // a digit narrower than "0" stands in the middle
}

var faces = [2]face{Regular: {source: assets.InterRegular}, SemiBold: {source: assets.InterSemiBold}}

func faceOf(f Font) *face {
	s := &faces[f]
	s.once.Do(s.load)
	return s
}

func (s *face) load() {
	f, err := sfnt.Parse(s.source)
	if err != nil {
		panic("gfx: the embedded typeface can be read: " + err.Error())
	}
	s.font, s.late = f, map[rune]letter{}
	for r := range s.early {
		s.early[r] = s.measure(rune(r))
	}
	zero := s.early['0'].advance
	for r := '0'; r <= '9'; r++ {
		d := &s.early[r]
		d.shift, d.advance = (zero-d.advance)/2, zero
	}
}

func (s *face) measure(r rune) letter {
	g, err := s.font.GlyphIndex(&s.buffer, r)
	if err != nil {
		return letter{}
	}
	em := fixed.I(int(s.font.UnitsPerEm()))
	a, err := s.font.GlyphAdvance(&s.buffer, g, em, font.HintingNone)
	if err != nil {
		return letter{}
	}
	return letter{glyph: g, advance: float32(a) / float32(em)}
}

func (s *face) letter(r rune) letter {
	if int(r) < len(s.early) {
		return s.early[r]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.late[r]
	if !ok {
		l = s.measure(r)
		s.late[r] = l
	}
	return l
}

// Width is how long a text is. Digits all have the advance of "0".
func Width(text string, size float32, f Font) float32 {
	s, w := faceOf(f), float32(0)
	for _, r := range text {
		w += s.letter(r).advance
	}
	return w * size
}

// Has tells whether a font can write a rune; one that it cannot write shows as an empty box.
func Has(f Font, r rune) bool { return faceOf(f).letter(r).glyph != 0 }
