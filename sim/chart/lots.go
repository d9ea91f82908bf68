package chart

import (
	"image/color"
	"math"
	"slices"
)

// Lots is what CostByLot draws: one line a plan.
type Lots struct {
	Title, XLabel, YLabel string
	None                  string // what stands there when there is nothing to draw
	Lines                 []LotLine
	Even                  []float64 // lot sizes at which two lines meet
	Number                func(x float64, decimals int) string
}

// A LotLine is one plan, in order of the lot size.
type LotLine struct {
	Plan   string
	Points []LotPoint
}

// A LotPoint is what a unit costs in lots of a size above 0, with the half-width of its interval.
type LotPoint struct {
	Size, Cost, Half float64
	Least            bool // of its line: it is marked
}

// CostByLot draws the cost of a unit against the lot size, both by decades, so that the shape of a setup that many units
// share can be seen from one unit to a thousand.
func CostByLot(in Lots) Figure {
	return Figure{Name: "series", Width: 720, Height: 340, draw: func(s *sheet) { in.draw(s) }}
}

func (in Lots) draw(s *sheet) {
	top := s.title(in.Title) + 12
	x0, x1, y1 := 62.0, s.width-96, s.height-44
	s.text(s.theme.Muted, 9.5, false, 16, top-8, left, in.YLabel)
	s.text(s.theme.Muted, 9.5, false, (x0+x1)/2, s.height-10, middle, in.XLabel)
	first, last, low, high, ok := in.reach()
	if !ok {
		s.text(s.theme.Muted, 10, false, (x0+x1)/2, (top+y1)/2, middle, in.None)
		return
	}
	px := func(size float64) float64 { return x0 + (x1-x0)*math.Log(size/first)/math.Log(last/first) }
	py := func(v float64) float64 { return y1 - (y1-top)*math.Log(max(v, low)/low)/math.Log(high/low) }
	for _, v := range decades(low, high, 7) {
		s.line(s.theme.Grid, 0.8, [2]float64{x0, py(v)}, [2]float64{x1, py(v)})
		s.text(s.theme.Muted, 9, false, x0-8, py(v)+3, end, in.Number(v, max(0, -int(math.Floor(math.Log10(v))))))
	}
	for _, v := range decades(first, last, 12) {
		s.line(s.theme.Grid, 0.8, [2]float64{px(v), top}, [2]float64{px(v), y1})
		s.text(s.theme.Muted, 9, false, px(v), y1+15, middle, in.Number(v, 0))
	}
	for _, size := range in.Even {
		if size >= first && size <= last {
			s.dashed(s.theme.Muted, 0.9, [2]float64{px(size), top}, [2]float64{px(size), y1})
			s.text(s.theme.Muted, 9, false, px(size)+4, top+9, left, in.Number(size, 0))
		}
	}
	for i := range in.Lines {
		in.line(s, i, px, py)
	}
	in.labels(s, x1+6, py)
}

// reach is how far the axes go.
func (in Lots) reach() (first, last, low, high float64, ok bool) {
	first, low = math.Inf(1), math.Inf(1)
	for _, l := range in.Lines {
		for _, p := range l.Points {
			if !(p.Cost > 0) || !(p.Size > 0) || math.IsInf(p.Cost, 0) || math.IsInf(p.Size, 0) {
				continue
			}
			first, last = min(first, p.Size), max(last, p.Size)
			least := p.Cost - finite(p.Half)
			if least < p.Cost/2 {
				least = p.Cost / 2
			}
			low, high = min(low, least), max(high, p.Cost+finite(p.Half))
		}
	}
	if last == 0 {
		return 1, 10, 1, 10, false
	}
	if first == last {
		first, last = first/2, last*2
	}
	return first, last, low / 1.08, high * 1.08, true
}

// decades are 1, 2 and 5 times the powers of ten between two numbers, fewer of them where that is too many, more where it is
// too few.
func decades(low, high float64, most int) []float64 {
	for _, steps := range [][]float64{{1, 2, 5}, {1}} {
		var list []float64
		for e := math.Floor(math.Log10(low)); e <= math.Log10(high)+1e-9 && len(list) <= 60; e++ {
			for _, m := range steps {
				if v := m * math.Pow(10, e); v >= low*(1-1e-9) && v <= high*(1+1e-9) {
					list = append(list, v)
				}
			}
		}
		switch {
		case len(list) < 3:
			return slices.DeleteFunc(ticks(low, high, min(most, 6)), func(v float64) bool { return v <= 0 })
		case len(list) <= most:
			return list
		}
	}
	return nil
}

func (in Lots) colour(s *sheet, i int) color.Color {
	if i == 0 {
		return s.theme.Before
	}
	return s.theme.More[(i-1)%len(s.theme.More)]
}

// drawn are the points of a line that have a place on axes by decades.
func (l LotLine) drawn() []LotPoint {
	return slices.DeleteFunc(slices.Clone(l.Points), func(p LotPoint) bool {
		return !(p.Cost > 0) || !(p.Size > 0) || math.IsInf(p.Cost, 0) || math.IsInf(p.Size, 0)
	})
}

func (in Lots) line(s *sheet, i int, px, py func(float64) float64) {
	var mean, up, down [][2]float64
	points := in.Lines[i].drawn()
	for _, p := range points {
		half := finite(p.Half)
		mean = append(mean, [2]float64{px(p.Size), py(p.Cost)})
		up = append(up, [2]float64{px(p.Size), py(p.Cost + half)})
		down = append([][2]float64{{px(p.Size), py(max(p.Cost/2, p.Cost-half))}}, down...)
	}
	if len(mean) > 1 {
		s.fill(faded(in.colour(s, i), 60), append(up, down...)...)
		s.line(in.colour(s, i), 1.6, mean...)
	}
	for k, p := range points {
		r := 1.8
		if p.Least {
			r = 4
		}
		s.rect(in.colour(s, i), mean[k][0]-r, mean[k][1]-r, 2*r, 2*r)
	}
}

// labels names the lines beside their ends.
func (in Lots) labels(s *sheet, x float64, py func(float64) float64) {
	var names []endLabel
	for i, l := range in.Lines {
		if points := l.drawn(); len(points) > 0 {
			names = append(names, endLabel{py(points[len(points)-1].Cost), l.Plan, in.colour(s, i)})
		}
	}
	s.endLabels(x, names)
}
