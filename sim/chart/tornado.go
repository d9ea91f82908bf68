package chart

import (
	"image/color"
	"math"
)

// Tornado is what TornadoBars draws: the NPV at both ends of each input that is not known, all else being likely.
type Tornado struct {
	Plot
	Likely float64 // the NPV with all likely
	Bars   []TornadoBar
	Low    string // what the colour of the low ends says
	High   string
}

// A TornadoBar is one input, with what its ends are and what they do.
type TornadoBar struct {
	Name, From, To string
	NPV10, NPV90   float64
}

const tornadoRow = 30.0

// TornadoBars draws what the NPV depends on most, the largest first.
func TornadoBars(in Tornado) Figure {
	return Figure{Name: "tornado", Width: 720, Height: 40 + 30 + float64(len(in.Bars))*tornadoRow + 44, draw: func(s *sheet) { in.draw(s) }}
}

func (in Tornado) draw(s *sheet) {
	top := s.title(in.Title)
	label := 40.0
	for _, b := range in.Bars {
		label = max(label, s.measure(9.5, b.Name))
	}
	label = min(label, 240)
	low, high := in.Likely, in.Likely
	for _, b := range in.Bars {
		low, high = min(low, b.NPV10, b.NPV90), max(high, b.NPV10, b.NPV90)
	}
	room := max((high-low)*0.22, 1e-9*math.Abs(high), 1e-9)
	xs := [2]float64{low - room, high + room}
	x0, x1, y := 16+label+12, s.width-24, top+26
	px := func(v float64) float64 { return x0 + (x1-x0)*(v-xs[0])/(xs[1]-xs[0]) }
	for i, name := range []string{in.Low, in.High} {
		x := x0 + float64(i)*(s.measure(9.5, in.Low)+36)
		s.rect([]color.Color{s.theme.Before, s.theme.After}[i], x, top, 10, 10)
		s.text(s.theme.Ink, 9.5, false, x+14, top+9, left, name)
	}
	bottom := s.height - 40
	in.below(s, px, xs, y-4, bottom)
	for _, b := range in.Bars {
		s.text(s.theme.Ink, 9.5, false, x0-10, y+14, end, s.fitted(9.5, b.Name, label))
		s.rect(s.theme.Before, min(px(b.NPV10), px(in.Likely)), y+2, math.Abs(px(b.NPV10)-px(in.Likely)), tornadoRow-12)
		s.rect(s.theme.After, min(px(b.NPV90), px(in.Likely)), y+2, math.Abs(px(b.NPV90)-px(in.Likely)), tornadoRow-12)
		lower, upper := b.From, b.To
		if b.NPV10 > b.NPV90 {
			lower, upper = upper, lower
		}
		s.text(s.theme.Muted, 8.5, false, px(min(b.NPV10, b.NPV90, in.Likely))-5, y+14, end, lower)
		s.text(s.theme.Muted, 8.5, false, px(max(b.NPV10, b.NPV90, in.Likely))+5, y+14, left, upper)
		y += tornadoRow
	}
	s.line(s.theme.Ink, 1, [2]float64{px(in.Likely), top + 22}, [2]float64{px(in.Likely), bottom})
}
