package chart

import (
	"image/color"
	"math"
	"slices"
)

// Throughput is what ThroughputBand draws: one line a plan.
type Throughput struct {
	Title, XLabel, YLabel, Warmup string
	Plans                         []string
	Hours                         []float64   // middle of each bin
	Mean, Half                    [][]float64 // by plan and bin
	WarmupHours                   float64
	Days                          bool // the axis counts days instead of hours
	Number                        func(x float64, decimals int) string
}

// ThroughputBand draws good parts an hour over time, each plan with its interval at 95 %.
func ThroughputBand(in Throughput) Figure {
	return Figure{Name: "throughput", Width: 720, Height: 320, draw: func(s *sheet) { in.draw(s) }}
}

func (in Throughput) draw(s *sheet) {
	top := s.title(in.Title)
	x0, x1, y1 := 62.0, s.width-96, s.height-44
	unit := 1.0
	if in.Days {
		unit = 24
	}
	lastX, low, high := in.reach(unit)
	px := func(hours float64) float64 { return x0 + (x1-x0)*hours/unit/lastX }
	py := func(v float64) float64 { return y1 - (y1-top-14)*(v-low)/(high-low) }
	list := ticks(low, high, 6)
	for _, v := range list {
		s.line(s.theme.Grid, 0.8, [2]float64{x0, py(v)}, [2]float64{x1, py(v)})
		s.text(s.theme.Muted, 9, false, x0-8, py(v)+3, end, in.Number(v, places(list)))
	}
	for _, v := range ticks(0, lastX, 8) {
		s.text(s.theme.Muted, 9, false, px(v*unit), y1+15, middle, in.Number(v, 0))
	}
	s.text(s.theme.Muted, 9.5, false, (x0+x1)/2, s.height-10, middle, in.XLabel)
	s.text(s.theme.Muted, 9.5, false, 16, top-2, left, in.YLabel)
	for p := range in.Plans {
		in.line(s, p, px, py)
	}
	if in.WarmupHours > 0 {
		x := px(in.WarmupHours)
		s.dashed(s.theme.Muted, 0.9, [2]float64{x, top + 4}, [2]float64{x, y1})
		s.text(s.theme.Muted, 9, false, x+4, top+11, left, in.Warmup)
	}
	in.labels(s, x1+6, py)
}

// reach is how far the axes go. Time in which no plan makes anything, nights and weekends, is left out of the lines; when
// what is left lies close together the axis does not begin at zero, so that the bands can be told apart.
func (in Throughput) reach(unit float64) (lastX, low, high float64) {
	lastX, low = 1, math.Inf(1)
	for i, h := range in.Hours {
		lastX = max(lastX, h/unit)
		for p := range in.Mean {
			if in.works(i) {
				low = min(low, in.Mean[p][i]-finite(in.Half[p][i]))
				high = max(high, in.Mean[p][i]+finite(in.Half[p][i]))
			}
		}
	}
	if high == 0 {
		return lastX, 0, 1
	}
	if low < 0.6*high {
		low = 0
	}
	room := (high - low) * 0.06
	return lastX, max(0, low-room), high + room
}

// works tells whether any plan makes something in a bin.
func (in Throughput) works(i int) bool {
	for p := range in.Mean {
		if in.Mean[p][i] > 0 {
			return true
		}
	}
	return false
}

func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}

func (in Throughput) colour(s *sheet, p int) color.Color {
	if p == 0 {
		return s.theme.Before
	}
	return s.theme.More[(p-1)%len(s.theme.More)]
}

// line draws the stretches of time in which the line works.
func (in Throughput) line(s *sheet, p int, px, py func(float64) float64) {
	var mean, up, down [][2]float64
	draw := func() {
		if len(mean) > 1 {
			s.fill(faded(in.colour(s, p), 60), append(up, down...)...)
			s.line(in.colour(s, p), 1.6, mean...)
		}
		mean, up, down = nil, nil, nil
	}
	for i, h := range in.Hours {
		if !in.works(i) {
			draw()
			continue
		}
		m, half := in.Mean[p][i], finite(in.Half[p][i])
		mean = append(mean, [2]float64{px(h), py(m)})
		up = append(up, [2]float64{px(h), py(m + half)})
		down = append([][2]float64{{px(h), py(max(0, m-half))}}, down...)
	}
	draw()
}

// labels names the lines beside their ends.
func (in Throughput) labels(s *sheet, x float64, py func(float64) float64) {
	var names []endLabel
	for p := range in.Plans {
		y := s.height / 2
		if n := len(in.Mean[p]); n > 0 {
			y = py(in.lastWorked(p))
		}
		names = append(names, endLabel{y, in.Plans[p], in.colour(s, p)})
	}
	s.endLabels(x, names)
}

// lastWorked is the last value above zero: a line that ends on a weekend is named where it worked.
func (in Throughput) lastWorked(p int) float64 {
	for _, v := range slices.Backward(in.Mean[p]) {
		if v > 0 {
			return v
		}
	}
	return 0
}
