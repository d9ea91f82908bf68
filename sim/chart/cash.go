package chart

// Fan is what CashFan draws: cumulative cash by year, as futures spread.
type Fan struct {
	Plot
	Bands [][5]float64 // by year, now first: what 5, 25, 50, 75 and 95 % of futures do not exceed
	Names [3]string    // of the middle line, the inner band and the outer one
}

// CashFan draws when the money is back, and how sure that is.
func CashFan(in Fan) Figure {
	return Figure{Name: "cash", Width: 720, Height: 360, draw: func(s *sheet) { in.draw(s) }}
}

func (in Fan) draw(s *sheet) {
	top := s.title(in.Title) + 40
	var values []float64
	for _, b := range in.Bands {
		values = append(values, b[0], b[4])
	}
	px, py := in.axes(s, 62, s.width-24, top, s.height-44, [2]float64{0, max(1, float64(len(in.Bands)-1))}, reach(0.06, values...))
	band := func(low, high int, alpha uint8) {
		var up, down [][2]float64
		for t, b := range in.Bands {
			up = append(up, [2]float64{px(float64(t)), py(b[high])})
			down = append([][2]float64{{px(float64(t)), py(b[low])}}, down...)
		}
		if len(up) > 1 {
			s.fill(faded(s.theme.After, alpha), append(up, down...)...)
		}
	}
	band(0, 4, 45)
	band(1, 3, 80)
	var mid [][2]float64
	for t, b := range in.Bands {
		mid = append(mid, [2]float64{px(float64(t)), py(b[2])})
	}
	if len(mid) > 1 {
		s.line(s.theme.After, 2, mid...)
	}
	s.line(s.theme.Ink, 1, [2]float64{px(0), py(0)}, [2]float64{px(max(1, float64(len(in.Bands)-1))), py(0)})
	x := 16.0
	for i, name := range in.Names {
		y := top - 38
		s.rect(faded(s.theme.After, []uint8{255, 125, 45}[i]), x, y+[]float64{3, 0, 0}[i], 14, []float64{3, 10, 10}[i])
		s.text(s.theme.Ink, 9.5, false, x+18, y+9, left, name)
		x += s.measure(9.5, name) + 40
	}
}
