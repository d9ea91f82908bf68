package view

import (
	"math"
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// curves is the live chart of throughput: good parts in the hour before, of both lines, with the band in which 90 % of
// the replications lie.
func (d *drawing) curves(b box) {
	th := d.th
	d.surface(b)
	d.Begin("curves", "")
	d.text(b.x+12, b.y+20, 12.5, gfx.SemiBold, gfx.Left, th.ink, d.words.Say("view.throughput"), b.w-24)
	note := "view.throughput_note"
	if d.live != nil {
		note = "view.live_note"
	}
	d.text(b.x+12, b.y+34, 10.5, gfx.Regular, gfx.Left, th.muted, d.words.Say(note), b.w-24)
	from, to := d.window(8 * time.Hour)
	if n := d.news(); n != nil && n.Forecast != nil {
		to = max(to, min(n.Forecast.Until, d.t+8*time.Hour))
	}
	chart := box{b.x + 40, b.y + 46, b.w - 40 - 54, b.h - 46 - 26}
	low, high := float32(0), float32(4)
	for i := range d.sides {
		known := &d.sides[i].track.cursor.told
		for k := minute(d.sides[i].stage, from); k <= minute(d.sides[i].stage, d.t) && k < len(known.good); k += 5 {
			high = max(high, rateAt(known.good, k))
		}
	}
	if _, _, above := d.meanRates(); above > 0 {
		high = max(high, float32(above))
	}
	step := niceStep(float64(high)*1.12, 4)
	top := float32(math.Ceil(float64(high)*1.08/step) * step)
	y := func(v float32) float32 { return chart.y + chart.h*(1-(clamp(v, low, top)-low)/(top-low)) }
	x := func(t sim.Time) float32 { return chart.x + chart.w*float32(t-from)/float32(to-from) }
	for v := 0.0; v <= float64(top)+step/2; v += step {
		d.Line(th.grid, 1, chart.x, y(float32(v)), chart.x+chart.w, y(float32(v)))
		d.Text(chart.x-6, y(float32(v))+4, 10.5, gfx.Regular, gfx.Right, th.muted, d.words.Number(v, 0))
	}
	d.hours(from, to, x, chart.y+chart.h+15)
	d.Clip(chart.x, chart.y-4, chart.w+2, chart.h+8)
	for i := range d.sides {
		d.spread(i, from, x, y)
	}
	d.foreseen(x, y)
	for i := range d.sides {
		d.curve(i, from, x, y)
	}
	d.Unclip()
	d.ends(chart, x, y)
	d.End()
}

// window is the stretch of time that a chart of some length shows: it begins with the view, and moves on once it is full.
func (d *drawing) window(long sim.Time) (from, to sim.Time) {
	open := d.sides[0].stage.opens
	if d.live != nil { // there may be nothing left of its beginning
		open = max(open, d.sides[0].track.cursor.told.zero)
	}
	from = max(open, d.t-long)
	return from, max(d.t, from+min(long, 2*time.Hour))
}

func minute(st *stage, t sim.Time) int { return int((t - st.opens) / markLong) }

// rateAt is how many good parts left in the hour before a mark.
func rateAt(good []int32, k int) float32 {
	from := max(0, k-60)
	if k-from < 10 {
		from = max(0, k-10)
		if k == from {
			return 0
		}
	}
	return float32(good[k]-good[from]) * 60 / float32(k-from)
}

func (d *drawing) side(i int) (*side, gfx.Color) {
	if i == 0 {
		return d.sides[0], d.th.before
	}
	return d.sides[1], d.th.after
}

// sparse is how many steps of time lie from one point of a chart to the next: points closer than this are not seen.
func sparse(x func(sim.Time) float32, step sim.Time) int {
	const apart = 2 // pixels
	return max(1, int(apart*float32(time.Hour/step)/max(1, x(time.Hour)-x(0))+0.99))
}

func (d *drawing) spread(i int, from sim.Time, x func(sim.Time) float32, y func(float32) float32) {
	s, c := d.side(i)
	if s.many == nil {
		return
	}
	known := s.many.look(d.t)
	first := max(1, int((from-s.stage.opens)/binLong))
	last := min(int((d.t-s.stage.opens)/binLong), len(known.low)-1)
	every := sparse(x, binLong)
	for k := first; k < last; {
		next := min(last, k-k%every+every)
		a, b := x(s.stage.opens+time.Duration(k)*binLong), x(s.stage.opens+time.Duration(next)*binLong)
		d.Fill(alpha(c, d.th.band), gfx.Point{X: a, Y: y(known.low[k])}, gfx.Point{X: b, Y: y(known.low[next])},
			gfx.Point{X: b, Y: y(known.high[next])}, gfx.Point{X: a, Y: y(known.high[k])})
		k = next
	}
}

func (d *drawing) curve(i int, from sim.Time, x func(sim.Time) float32, y func(float32) float32) {
	s, c := d.side(i)
	good := s.track.cursor.told.good
	last := min(minute(s.stage, d.t), len(good)-1)
	var pts [512]gfx.Point
	n := 0
	every := max(sparse(x, markLong), (last-minute(s.stage, from))/480)
	for k := max(10, minute(s.stage, from)); k <= last && n < len(pts); {
		pts[n] = gfx.Point{X: x(s.stage.opens + time.Duration(k)*markLong), Y: y(rateAt(good, k))}
		n++
		if k == last {
			break
		}
		k = min(last, k-k%every+every)
	}
	if n > 1 {
		d.Stroke(c, 2, false, pts[:n]...)
	}
}

// ends writes the names of the curves where they end, apart from each other.
func (d *drawing) ends(chart box, x func(sim.Time) float32, y func(float32) float32) {
	var at [2]float32
	n := 0
	for i := range d.sides {
		s, c := d.side(i)
		good := s.track.cursor.told.good
		k := min(minute(s.stage, d.t), len(good)-1)
		if k < 10 {
			return
		}
		at[i] = y(rateAt(good, k))
		d.Circle(c, x(d.t), at[i], 3.4)
		n++
	}
	if n == 2 && abs32(at[0]-at[1]) < 13 {
		mid := (at[0] + at[1]) / 2
		if at[0] < at[1] {
			at[0], at[1] = mid-6.5, mid+6.5
		} else {
			at[0], at[1] = mid+6.5, mid-6.5
		}
		if over := max(at[0], at[1]) + 5 - chart.y - chart.h; over > 0 {
			at[0], at[1] = at[0]-over, at[1]-over
		}
	}
	for i := range n {
		_, c := d.side(i)
		if d.live != nil {
			return
		}
		d.Text(min(x(d.t)+8, chart.x+chart.w+6), min(at[i]+4, chart.y+chart.h-1), 11, gfx.SemiBold, gfx.Left, c, d.sideName(i))
	}
}

// hours writes the hours under a chart.
func (d *drawing) hours(from, to sim.Time, x func(sim.Time) float32, y float32) {
	every := time.Hour
	for _, e := range []time.Duration{10 * time.Minute, 20 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 12 * time.Hour} {
		every = e
		if x(from+e)-x(from) >= 46 {
			break
		}
	}
	for t := (from + every - 1) / every * every; t <= to; t += every {
		d.Text(min(x(t), x(to)-4), y, 10.5, gfx.Regular, gfx.Center, d.th.muted, d.hour(t, false)) // within its panel
	}
}

// niceStep is a round step that divides a range into about n.
func niceStep(size float64, n int) float64 {
	raw := size / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(max(raw, 1e-9))))
	for _, f := range []float64{1, 2, 5, 10} {
		if raw <= f*power {
			return max(1, f*power)
		}
	}
	return max(1, 10*power)
}
