package chart

import (
	"image/color"
	"math"
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
	lastX, most := 1.0, 0.0
	for i, h := range in.Hours {
		lastX = max(lastX, h/unit)
		for p := range in.Mean {
			if v := in.Mean[p][i] + finite(in.Half[p][i]); v > most {
				most = v
			}
		}
	}
	if most == 0 {
		most = 1
	}
	px := func(hours float64) float64 { return x0 + (x1-x0)*hours/unit/lastX }
	py := func(v float64) float64 { return y1 - (y1-top)*v/(most*1.05) }
	list := ticks(0, most*1.05, 6)
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
		s.dashed(s.theme.Muted, 0.9, [2]float64{x, top}, [2]float64{x, y1})
		s.text(s.theme.Muted, 9, false, x+4, top+9, left, in.Warmup)
	}
	in.labels(s, x1+6, py)
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

func (in Throughput) line(s *sheet, p int, px, py func(float64) float64) {
	var mean, up, down [][2]float64
	for i, h := range in.Hours {
		m, half := in.Mean[p][i], finite(in.Half[p][i])
		mean = append(mean, [2]float64{px(h), py(m)})
		up = append(up, [2]float64{px(h), py(m + half)})
		down = append([][2]float64{{px(h), py(max(0, m-half))}}, down...)
	}
	if len(mean) < 2 {
		return
	}
	s.fill(faded(in.colour(s, p), 60), append(up, down...)...)
	s.line(in.colour(s, p), 1.6, mean...)
}

// labels names the lines beside their ends, pushed apart where they would lie on each other.
func (in Throughput) labels(s *sheet, x float64, py func(float64) float64) {
	type label struct {
		y float64
		p int
	}
	var labels []label
	for p := range in.Plans {
		y := s.height / 2
		if n := len(in.Mean[p]); n > 0 {
			y = py(in.lastWorked(p))
		}
		at := len(labels)
		for at > 0 && labels[at-1].y > y {
			at--
		}
		labels = append(labels[:at], append([]label{{y, p}}, labels[at:]...)...)
	}
	for i := range labels {
		if i > 0 {
			labels[i].y = max(labels[i].y, labels[i-1].y+13)
		}
		s.text(in.colour(s, labels[i].p), 10, true, x, labels[i].y+3, left, s.fitted(10, in.Plans[labels[i].p], 84))
	}
}

// lastWorked is the last value above zero: a line that ends on a weekend is named where it worked.
func (in Throughput) lastWorked(p int) float64 {
	for i := len(in.Mean[p]) - 1; i >= 0; i-- {
		if in.Mean[p][i] > 0 {
			return in.Mean[p][i]
		}
	}
	return 0
}
