package view

import (
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// Of a line that is driven from outside, the column at the right says first what its plant says, and how well the model goes
// with it.

// amber is the colour of what is late or silent: not that of a state.
var amber = rgb(0xB45309)

// quiet is after how long without anything heard that is worth a colour; silence after how long it is an alarm.
const (
	quiet   = 15 * time.Second
	silence = 5 * time.Minute
)

// news is what was told of the line at the present time of the picture.
func (d *drawing) news() *News {
	if d.live == nil {
		return nil
	}
	return d.sides[0].track.cursor.told.at(d.t)
}

// atPresent tells whether the picture follows a line that goes on as one looks.
func (w *Show) atPresent() bool { return w.live != nil && w.driven.End == 0 && !w.behind && !w.paused }

// liveText says how fresh the picture is, with its colour.
func (d *drawing) liveText() (string, gfx.Color) {
	n, w := d.news(), d.words
	th := d.th
	switch {
	case n == nil || n.Signals == 0:
		return w.Say("watch.nothing"), th.muted
	case d.driven.End > 0 || !d.atPresent():
		return w.Say("view.signal_at", d.hour(n.Heard, true)), th.muted
	case n.Silent >= silence:
		return w.Say("view.silent", d.lasts(n.Silent)), th.bad
	case n.Silent >= quiet:
		return w.Say("view.silent", d.lasts(n.Silent)), amber
	default:
		return w.Say("view.signal_at", d.hour(n.Heard, true)), th.muted
	}
}

// plantHigh is how much room the panel of the plant wants.
func (d *drawing) plantHigh() float32 {
	high := float32(34 + 4*18 + 10)
	if n := d.news(); n != nil && n.Said != nil {
		high += float32(min(2, len(n.Said(d.words)))) * 34
	}
	return high
}

// plantPanel says what is heard of the plant, and where the model had to be put right.
func (d *drawing) plantPanel(b box) {
	th, w, n := d.th, d.words, d.news()
	d.surface(b)
	d.Begin("plant", "")
	d.Text(b.x+14, b.y+23, 13.5, gfx.SemiBold, gfx.Left, th.ink, w.Say("view.plant"))
	if n == nil {
		d.End()
		return
	}
	c, text := rgb(0x009E73), w.Say("view.live")
	switch {
	case d.driven.End > 0:
		c, text = th.muted, w.Say("view.replayed")
	case !d.atPresent():
		c, text = th.muted, w.Say("view.looking_back")
	case n.Silent >= silence:
		c = th.bad
	case n.Silent >= quiet:
		c = amber
	}
	wide := gfx.Width(text, 11.5, gfx.SemiBold)
	d.Text(b.x+b.w-14, b.y+23, 11.5, gfx.SemiBold, gfx.Right, c, text)
	d.Circle(c, b.x+b.w-14-wide-9, b.y+19, 4)
	y := b.y + 45
	row := func(label, value string, c gfx.Color) {
		d.text(b.x+14, y, 11.5, gfx.Regular, gfx.Left, th.muted, label, b.w*0.62)
		d.Text(b.x+b.w-14, y, 11.5, gfx.SemiBold, gfx.Right, c, value)
		y += 18
	}
	heard, colour := "–", th.ink
	if n.Signals > 0 {
		heard = d.hour(n.Heard, true)
		if d.atPresent() && n.Silent >= quiet {
			heard = w.Say("view.ago", d.lasts(n.Silent))
			colour = amber
			if n.Silent >= silence {
				colour = th.bad
			}
		}
	}
	row(w.Say("view.last_signal"), heard, colour)
	row(w.Say("view.signals"), d.number(n.Signals), th.ink)
	differs, late := 0, 0
	for i := range n.Marks {
		differs += n.Marks[i].Differs
		late += len(n.Marks[i].Overdue)
	}
	row(w.Say("view.put_right"), d.number(int64(differs)), th.ink)
	colour = th.ink
	if late > 0 {
		colour = amber
	}
	row(w.Say("view.late"), d.number(int64(late)), colour)
	if n.Said != nil {
		d.sentences(n.Said(w), box{b.x + 14, y - 4, b.w - 28, b.y + b.h - y - 4})
	}
	d.End()
}

// sentences writes as many as there is room for, broken into lines.
func (d *drawing) sentences(list []string, b box) {
	y := b.y + 10
	for _, s := range list {
		lines := broken(s, 11, b.w)
		if y+float32(len(lines))*14 > b.y+b.h+12 {
			return
		}
		for _, line := range lines {
			d.Text(b.x, y, 11, gfx.Regular, gfx.Left, d.th.muted, line)
			y += 14
		}
		y += 5
	}
}

// broken breaks a text into lines of a width.
func broken(text string, size, wide float32) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && gfx.Width(line+" "+word, size, gfx.Regular) > wide {
			lines, line = append(lines, line), word
			continue
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}

// outlook is the tile with the forecast.
func (d *drawing) outlook(b box) {
	th, w, n := d.th, d.words, d.news()
	d.surface(b)
	d.Begin("forecast", "")
	small := b.h < 60
	size := float32(18)
	if small {
		size = 14
	}
	if n == nil || n.Forecast == nil {
		d.text(b.x+10, b.y+17, 11, gfx.Regular, gfx.Left, th.muted, w.Say("view.forecast"), b.w-20)
		d.text(b.x+10, b.y+38, 12.5, gfx.Regular, gfx.Left, th.muted, w.Say("view.no_forecast"), b.w-20)
		d.End()
		return
	}
	f := n.Forecast
	d.text(b.x+10, b.y+17, 11, gfx.Regular, gfx.Left, th.muted, w.Say("view.forecast_until", d.hour(f.Until, false)), b.w-20)
	value := w.Number(f.P50, 0)
	d.Text(b.x+10, b.y+39, size, gfx.SemiBold, gfx.Left, th.ink, value)
	text := w.Say("view.forecast_band", w.Number(f.P10, 0), w.Number(f.P90, 0))
	if small {
		x := b.x + 18 + gfx.Width(value, size, gfx.SemiBold)
		d.text(x, b.y+38, 11, gfx.Regular, gfx.Left, th.muted, text, b.x+b.w-x-6)
	} else {
		d.text(b.x+10, b.y+58, 11, gfx.Regular, gfx.Left, th.muted, text, b.w-20)
	}
	d.End()
}

// meanRates are the forecast as good parts an hour, the mean until its end: 10, 50 and 90 of 100 futures are below; zero: there is
// none.
func (d *drawing) meanRates() (p10, p50, p90 float64) {
	n := d.news()
	if n == nil || n.Forecast == nil || n.Forecast.Until <= d.t {
		return 0, 0, 0
	}
	f := n.Forecast
	rate := func(p float64) float64 { return max(0, p-float64(d.facts[0].good)) / (f.Until - d.t).Hours() }
	return rate(f.P10), rate(f.P50), rate(f.P90)
}

// foreseen is the forecast in the chart of good parts an hour: a band from now on until its end.
func (d *drawing) foreseen(x func(sim.Time) float32, y func(float32) float32) {
	p10, p50, p90 := d.meanRates()
	if p90 <= 0 {
		return
	}
	a, b := x(d.t), x(d.news().Forecast.Until)
	low, high := y(float32(p10)), y(float32(p90))
	d.Fill(alpha(d.th.accent, d.th.band+20), gfx.Point{X: a, Y: low}, gfx.Point{X: b, Y: low}, gfx.Point{X: b, Y: high}, gfx.Point{X: a, Y: high})
	d.Line(d.th.accent, 1.6, a, y(float32(p50)), b, y(float32(p50)))
}

// lateText says what is overdue at an item, "" for nothing.
func (d *drawing) lateText(late []Late) string {
	if len(late) == 0 {
		return ""
	}
	return d.words.Say("view.overdue", d.lasts(late[0].Age))
}

// timerName says what a timer is about.
func (d *drawing) timerName(name string) string {
	kind, mode, _ := strings.Cut(name, " ")
	text := kind
	if key, ok := timerKeys[kind]; ok {
		text = d.words.Say(key)
	}
	if mode != "" {
		text += " " + mode
	}
	return text
}

var timerKeys = map[string]string{"work": "view.timer_work", "setup": "view.timer_setup", "repair": "view.timer_repair", "load": "view.timer_load",
	"unload": "view.timer_unload", "stop": "view.timer_stop"}

// liveRows are the rows of a card that tell how an element goes with its plant.
func (d *drawing) liveRows(it *item, row func(label, value string)) {
	n := d.news()
	if n == nil {
		return
	}
	differs, late := n.of(it)
	for _, l := range late {
		row(d.words.Say("view.late_what", d.timerName(l.What)), d.words.Say("view.late_usual", d.lasts(l.Age), d.lasts(l.Usual)))
	}
	row(d.words.Say("view.put_right"), d.number(int64(differs)))
}
