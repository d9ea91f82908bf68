package chart

import (
	"image/color"
	"math"
)

// Cost is what CostWaterfall draws: today's cost, what each element changes, and the plan's.
type Cost struct {
	Title, Unit string
	From, To    string // what the ends are called
	Start, End  float64
	Steps       []CostStep
	Number      func(x float64, decimals int) string
	Signed      func(x float64, decimals int) string
}

// A CostStep is the change of one element, with the half-width of its interval.
type CostStep struct {
	Name         string
	Change, Half float64
}

// CostWaterfall draws cost per good part from today to a plan. Where the axis does not begin at
// zero, the whole bars are cut through.
func CostWaterfall(in Cost) Figure {
	return Figure{Name: "cost", Width: 720, Height: 340, draw: func(s *sheet) { in.draw(s) }}
}

func (in Cost) draw(s *sheet) {
	top := s.title(in.Title) + 12
	x0, x1, y1 := 62.0, s.width-20, s.height-52
	low, high := in.reach()
	py := func(v float64) float64 { return y1 - (y1-top)*(v-low)/(high-low) }
	list := ticks(low, high, 6)
	for _, v := range list {
		s.line(s.theme.Grid, 0.8, [2]float64{x0, py(v)}, [2]float64{x1, py(v)})
		s.text(s.theme.Muted, 9, false, x0-8, py(v)+3, end, in.Number(v, places(list)))
	}
	s.text(s.theme.Muted, 9.5, false, 16, top-8, left, in.Unit)
	n := float64(len(in.Steps) + 2)
	slot := (x1 - x0) / n
	width := min(slot*0.66, 70)
	decimals := in.decimals(places(list) + 1)
	column := func(i int, from, to, half float64, c color.Color, name, number string) {
		x := x0 + slot*(float64(i)+0.5) - width/2
		y, h := py(max(from, to)), py(min(from, to))-py(max(from, to))
		s.rect(c, x, y, width, max(h, 1))
		if half > 0 {
			mid := x + width/2
			s.line(s.theme.Ink, 1, [2]float64{mid, py(to - half)}, [2]float64{mid, py(to + half)})
		}
		above := min(py(max(from, to)), py(to+half)) - 5
		s.text(s.theme.Ink, 9.5, false, x+width/2, above, middle, number)
		s.text(s.theme.Ink, 9.5, false, x+width/2, y1+16, middle, s.fitted(9.5, name, slot-4))
	}
	column(0, low, in.Start, 0, s.theme.Before, in.From, in.Number(in.Start, decimals))
	at := in.Start
	for i, step := range in.Steps {
		c := s.theme.Less
		if step.Change > 0 {
			c = s.theme.MoreOf
		}
		column(i+1, at, at+step.Change, step.Half, c, step.Name, in.Signed(step.Change, decimals))
		x := x0 + slot*(float64(i)+0.5)
		s.dashed(s.theme.Muted, 0.7, [2]float64{x + width/2, py(at)}, [2]float64{x + slot - width/2, py(at)})
		at += step.Change
	}
	column(len(in.Steps)+1, low, in.End, 0, s.theme.After, in.To, in.Number(in.End, decimals))
	if low > 0 { // a cut through the whole bars: the axis does not begin at zero
		for _, i := range []float64{0, n - 1} {
			x := x0 + slot*(i+0.5) - width/2
			s.line(s.theme.Page, 3, [2]float64{x - 3, y1 - 8}, [2]float64{x + width + 3, y1 - 16})
		}
	}
}

// decimals are enough to tell the smallest change from nothing, within reason.
func (in Cost) decimals(least int) int {
	for d := least; d < 5; d++ {
		told := true
		for _, step := range in.Steps {
			told = told && (step.Change == 0 || math.Abs(step.Change) >= 0.5*math.Pow10(-d))
		}
		if told {
			return d
		}
	}
	return least
}

// reach leaves room around all that is drawn.
func (in Cost) reach() (low, high float64) {
	low, high = min(in.Start, in.End), max(in.Start, in.End)
	at := in.Start
	for _, step := range in.Steps {
		at += step.Change
		low, high = min(low, at-step.Half), max(high, at+step.Half)
	}
	room := (high - low) * 0.25
	if room == 0 {
		room = max(1, high*0.1)
	}
	return max(0, low-room), high + room
}
