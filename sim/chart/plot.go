package chart

// A Plot is two axes and what their numbers are called; the charts of investments share it.
type Plot struct {
	Title, XLabel, YLabel string
	Number                func(x float64, decimals int) string
	Signed                func(x float64, decimals int) string
}

// axes draws the grid of a plot and gives how to place a point on it. The zero of y, when it is inside, is a darker line.
func (p Plot) axes(s *sheet, x0, x1, y0, y1 float64, xs, ys [2]float64) (px, py func(float64) float64) {
	px = func(v float64) float64 { return x0 + (x1-x0)*(v-xs[0])/(xs[1]-xs[0]) }
	py = func(v float64) float64 { return y1 - (y1-y0)*(v-ys[0])/(ys[1]-ys[0]) }
	list := ticks(ys[0], ys[1], 8)
	for _, v := range list {
		c, width := s.theme.Grid, 0.8
		if v == 0 {
			c, width = s.theme.Muted, 1
		}
		s.line(c, width, [2]float64{x0, py(v)}, [2]float64{x1, py(v)})
		s.text(s.theme.Muted, 9, false, x0-8, py(v)+3, end, p.Number(v, places(list)))
	}
	list = ticks(xs[0], xs[1], 8)
	for _, v := range list {
		s.line(s.theme.Muted, 0.8, [2]float64{px(v), y1}, [2]float64{px(v), y1 + 3})
		s.text(s.theme.Muted, 9, false, px(v), y1+15, middle, p.Number(v, places(list)))
	}
	s.text(s.theme.Muted, 9.5, false, (x0+x1)/2, s.height-10, middle, p.XLabel)
	s.text(s.theme.Muted, 9.5, false, 16, y0-8, left, p.YLabel)
	return px, py
}

// reach is from the least to the greatest of some values, zero included, with room around.
func reach(room float64, values ...float64) [2]float64 {
	low, high := 0.0, 0.0
	for _, v := range values {
		if v = finite(v); v < low {
			low = v
		} else if v > high {
			high = v
		}
	}
	if high == low {
		high = low + 1
	}
	off := (high - low) * room
	if low < 0 {
		low -= off
	}
	return [2]float64{low, high + off}
}

// below draws a grid of x alone, with its zero, and its numbers at the foot.
func (p Plot) below(s *sheet, px func(float64) float64, xs [2]float64, top, bottom float64) {
	list := ticks(xs[0], xs[1], 7)
	for _, v := range list {
		c, width := s.theme.Grid, 0.8
		if v == 0 {
			c, width = s.theme.Muted, 1
		}
		s.line(c, width, [2]float64{px(v), top}, [2]float64{px(v), bottom})
		s.text(s.theme.Muted, 9, false, px(v), bottom+13, middle, p.Number(v, places(list)))
	}
	s.text(s.theme.Muted, 9.5, false, (px(xs[0])+px(xs[1]))/2, s.height-10, middle, p.XLabel)
}
