package chart

import (
	"image/color"
	"math"
)

// Shares is what Contributions draws: what each measure brings, in several ways.
type Shares struct {
	Plot
	Measures []string
	Ways     []string       // such as alone, beside the rest, fair share
	Values   [][]ShareValue // by measure and way
}

// A ShareValue is an amount with the half-width of its interval.
type ShareValue struct{ Value, Off float64 }

const (
	shareBar = 13.0
	shareGap = 12.0
)

// Contributions draws what each measure brings: a bar a way.
func Contributions(in Shares) Figure {
	rows := float64(len(in.Measures)) * (float64(len(in.Ways))*(shareBar+2) + shareGap)
	return Figure{Name: "contributions", Width: 720, Height: 40 + 24 + rows + 44, draw: func(s *sheet) { in.draw(s) }}
}

func (in Shares) draw(s *sheet) {
	top := s.title(in.Title)
	colours := []color.Color{s.theme.Before, s.theme.More[2], s.theme.After}
	x := 16.0
	for w, way := range in.Ways {
		s.rect(colours[w%3], x, top, 10, 10)
		s.text(s.theme.Ink, 9.5, false, x+14, top+9, left, way)
		x += s.measure(9.5, way) + 36
	}
	label := 40.0
	for _, m := range in.Measures {
		label = max(label, s.measure(9.5, m))
	}
	label = min(label, 200)
	var values []float64
	for _, list := range in.Values {
		for _, v := range list {
			values = append(values, v.Value-v.Off, v.Value+v.Off)
		}
	}
	xs := reach(0.14, values...)
	x0, x1, y := 16+label+12, s.width-24, top+24
	px := func(v float64) float64 { return x0 + (x1-x0)*(v-xs[0])/(xs[1]-xs[0]) }
	in.below(s, px, xs, y-4, s.height-40)
	for m, name := range in.Measures {
		high := float64(len(in.Ways)) * (shareBar + 2)
		s.text(s.theme.Ink, 9.5, false, x0-10, y+high/2+2, end, s.fitted(9.5, name, label))
		for w, v := range in.Values[m] {
			in.bar(s, v, px, y, colours[w%3])
			y += shareBar + 2
		}
		y += shareGap
	}
}

func (in Shares) bar(s *sheet, v ShareValue, px func(float64) float64, y float64, c color.Color) {
	s.rect(c, min(px(0), px(v.Value)), y, max(1, math.Abs(px(v.Value)-px(0))), shareBar)
	text, mid := in.Signed(v.Value, 0), y+shareBar/2
	if v.Off > 0 {
		s.line(s.theme.Ink, 1, [2]float64{px(v.Value - v.Off), mid}, [2]float64{px(v.Value + v.Off), mid})
		text += " ±" + in.Number(v.Off, 0)
	}
	if v.Value < 0 {
		s.text(s.theme.Ink, 8.5, false, px(v.Value-v.Off)-5, mid+3, end, text)
		return
	}
	s.text(s.theme.Ink, 8.5, false, px(v.Value+v.Off)+5, mid+3, left, text)
}
