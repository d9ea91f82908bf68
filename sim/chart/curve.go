package chart

import "math"

// Curve is what NPVCurve draws: how likely it is that the NPV is at most so much.
type Curve struct {
	Plot
	NPVs   []float64 // what 1, 2, ... 99 % of futures do not exceed
	Loss   float64   // the share of futures with a loss
	Losses string    // what that is called, with its number
	Marks  []CurveMark
}

// A CurveMark is a value that is named, at the share of futures that do not exceed it.
type CurveMark struct {
	Share, NPV float64
	Name       string
}

// NPVCurve draws the distribution of the NPV as an S-curve, the losing part in another colour.
func NPVCurve(in Curve) Figure {
	return Figure{Name: "npv", Width: 720, Height: 360, draw: func(s *sheet) { in.draw(s) }}
}

func (in Curve) draw(s *sheet) {
	top := s.title(in.Title) + 20
	x0, x1, y1 := 62.0, s.width-24, s.height-44
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range in.NPVs {
		low, high = min(low, v), max(high, v)
	}
	if !(high > low) {
		low, high = finite(low)-1, finite(low)+1
	}
	room := (high - low) * 0.05
	low, high = low-room, high+room
	if low > 0 && low < 0.4*high { // where zero is near, it is part of the picture
		low = 0
	}
	px, py := in.axes(s, x0, x1, top, y1, [2]float64{low, high}, [2]float64{0, 100})
	var curve, loss [][2]float64
	for i, v := range in.NPVs {
		at := [2]float64{px(v), py(float64(i + 1))}
		curve = append(curve, at)
		if v <= 0 {
			loss = append(loss, at)
		}
	}
	if n := len(loss); n > 0 {
		last := [2]float64{min(px(0), x1), py(100 * in.Loss)}
		loss = append(loss, last)
		s.fill(faded(s.theme.MoreOf, 70), append(loss, [2]float64{last[0], py(0)}, [2]float64{loss[0][0], py(0)})...)
	}
	if len(curve) > 1 {
		s.line(s.theme.After, 2, curve...)
	}
	if low <= 0 && high >= 0 {
		s.line(s.theme.Ink, 1, [2]float64{px(0), top}, [2]float64{px(0), y1})
	}
	for _, m := range in.Marks {
		x, y := px(m.NPV), py(100*m.Share)
		s.dashed(s.theme.Muted, 0.8, [2]float64{x, y}, [2]float64{x, y1})
		s.dot(s.theme.After, x, y, 3.5)
		if w := s.measure(9.5, m.Name); x+8+w > x1 {
			s.text(s.theme.Ink, 9.5, false, x-8, y-4, end, m.Name)
		} else {
			s.text(s.theme.Ink, 9.5, false, x+8, min(y+13, y1-4), left, m.Name)
		}
	}
	s.text(s.theme.MoreOf, 10, true, x0+8, top+12, left, in.Losses)
}
