package chart

import (
	"image/color"
	"math"
)

// Leads is what LeadTimes draws: one histogram a plan, on the same logarithmic axis.
type Leads struct {
	Title, XLabel, YLabel string
	Plans                 []string
	Bars                  [][]LeadBar // by plan, in order of time
	Unit                  float64     // seconds of one on the axis
	None                  string      // said when there is nothing to draw
	Number                func(x float64, decimals int) string
}

// A LeadBar counts parts with a lead time between From and To seconds.
type LeadBar struct{ From, To, Count float64 }

const leadBins = 60

// LeadTimes draws histograms of lead times, with their medians and 95th percentiles.
func LeadTimes(in Leads) Figure {
	return Figure{Name: "lead-time", Width: 720, Height: 320, draw: func(s *sheet) { in.draw(s) }}
}

func (in Leads) draw(s *sheet) {
	top := s.title(in.Title)
	x0, x1, y1 := 62.0, s.width-24, s.height-44
	low, high := in.reach()
	s.text(s.theme.Muted, 9.5, false, (x0+x1)/2, s.height-10, middle, in.XLabel)
	s.text(s.theme.Muted, 9.5, false, 16, top-2, left, in.YLabel)
	if !(high > low) {
		s.text(s.theme.Muted, 11, false, (x0+x1)/2, (top+y1)/2, middle, in.None)
		return
	}
	bins, most := in.bins(low, high)
	px := func(seconds float64) float64 {
		return x0 + (x1-x0)*math.Log(seconds/low)/math.Log(high/low)
	}
	py := func(share float64) float64 { return y1 - (y1-top-32)*share/(most*1.08) }
	list := ticks(0, most*108, 5)
	for _, v := range list {
		s.line(s.theme.Grid, 0.8, [2]float64{x0, py(v / 100)}, [2]float64{x1, py(v / 100)})
		s.text(s.theme.Muted, 9, false, x0-8, py(v/100)+3, end, in.Number(v, places(list))+" %")
	}
	in.axis(s, low, high, px, y1)
	for p := range in.Plans {
		in.steps(s, bins[p], low, high, px, py, p)
	}
	in.legend(s, x0, top+6)
}

func (in Leads) colour(s *sheet, p int) color.Color { return Throughput{}.colour(s, p) }

// reach is from the 0.5 % quantile of the shortest to the 98 % of the longest: the few parts that lie over a night or a
// weekend would squeeze all others.
func (in Leads) reach() (low, high float64) {
	low, high = math.Inf(1), 0
	for _, bars := range in.Bars {
		if q := quantile(bars, 0.005); q > 0 {
			low = min(low, q)
		}
		high = max(high, quantile(bars, 0.98))
	}
	return low / 1.1, high * 1.1
}

func quantile(bars []LeadBar, p float64) float64 {
	total := 0.0
	for _, b := range bars {
		total += b.Count
	}
	below := 0.0
	for _, b := range bars {
		if below += b.Count; below >= p*total && total > 0 {
			return (b.From + b.To) / 2
		}
	}
	return 0
}

// bins shares the counts out over bins of equal width on the logarithmic axis.
func (in Leads) bins(low, high float64) (bins [][]float64, most float64) {
	for _, bars := range in.Bars {
		share := make([]float64, leadBins)
		total := 0.0
		for _, b := range bars {
			total += b.Count
		}
		for _, b := range bars {
			at := math.Log((b.From+b.To)/2/low) / math.Log(high/low) * leadBins
			if i := int(math.Floor(at)); i >= 0 && i < leadBins && total > 0 {
				share[i] += b.Count / total
			}
		}
		for _, v := range share {
			most = max(most, v)
		}
		bins = append(bins, share)
	}
	if most == 0 {
		most = 1
	}
	return bins, most
}

func (in Leads) axis(s *sheet, low, high float64, px func(float64) float64, y float64) {
	last := -100.0
	for decade := math.Floor(math.Log10(low / in.Unit)); decade <= math.Log10(high/in.Unit); decade++ {
		for _, m := range []float64{1, 2, 3, 5, 7} {
			v := m * math.Pow(10, decade)
			x := px(v * in.Unit)
			if v*in.Unit < low || v*in.Unit > high || x-last < 26 {
				continue
			}
			last = x
			s.line(s.theme.Muted, 0.8, [2]float64{x, y}, [2]float64{x, y + 3})
			s.text(s.theme.Muted, 9, false, x, y+15, middle, in.Number(v, max(0, int(-decade))))
		}
	}
}

func (in Leads) steps(s *sheet, share []float64, low, high float64, px, py func(float64) float64, p int) {
	var outline [][2]float64
	edge := func(i int) float64 { return px(low * math.Pow(high/low, float64(i)/leadBins)) }
	for i, v := range share {
		outline = append(outline, [2]float64{edge(i), py(v)}, [2]float64{edge(i + 1), py(v)})
	}
	if p == 0 { // only today is filled: more areas on each other would be mud
		closed := append(append([][2]float64{{edge(0), py(0)}}, outline...), [2]float64{edge(leadBins), py(0)})
		s.fill(faded(in.colour(s, p), 60), closed...)
	}
	s.line(in.colour(s, p), 1.4, outline...)
}

func (in Leads) legend(s *sheet, x, y float64) {
	for p, plan := range in.Plans {
		p50, p95 := quantile(in.Bars[p], 0.5)/in.Unit, quantile(in.Bars[p], 0.95)/in.Unit
		text := plan + "  P50 " + in.Number(p50, 1) + "  P95 " + in.Number(p95, 1)
		w := s.measure(9.5, text) + 34
		if x+w > s.width {
			x, y = 62, y+14
		}
		s.rect(in.colour(s, p), x, y, 10, 10)
		s.text(s.theme.Ink, 9.5, false, x+14, y+9, left, text)
		x += w
	}
}
