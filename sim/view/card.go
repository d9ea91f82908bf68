package view

import (
	"slices"
	"strconv"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// picking is the name of the element whose card is open: the one that was clicked, else one that waits and has most to
// tell.
func (d *Show) picking() string {
	if d.picked {
		return d.pick
	}
	return d.telling
}

// choose finds the station that has most to tell, on the side with the plan when there is one: of those that wait at this
// moment the one with the longest chain of causes, then the first of the line. When none waits, it is the one that did so
// longest in the hour before. While the clock runs it stays the same for some minutes, so that one can read it.
func (d *drawing) choose() string {
	if d.picked {
		return d.telling
	}
	d.pickSide = int8(len(d.sides) - 1)
	s, f := d.sides[d.pickSide], &d.facts[d.pickSide]
	if f.world == nil {
		return ""
	}
	at := f.world.at // of a line that got stuck the clock may be further
	slot := int64((at - s.stage.opens) / tellingFor)
	if d.toldOf == s.stage && (at == d.toldAt || !d.paused && d.toldIn == slot && at > d.toldAt) {
		return d.telling
	}
	d.toldOf, d.toldIn, d.toldAt = s.stage, slot, at
	if !s.track.cursor.fresh { // the world is that of another time
		d.toldOf = nil
	}
	best, most, tried := "", 0, 0
	for _, i := range s.stage.stations {
		c := chain{Show: d.Show, side: s, world: f.world, told: f.told, t: d.t, links: d.chain[:0]}
		it := &s.stage.items[i]
		if !waits(f.world.nodes[c.node(it)].state) || tried >= mostTried {
			continue
		}
		tried++
		c.station(i)
		if len(c.links) > most {
			best, most = it.name, len(c.links)
		}
		d.chain = c.links
	}
	if most > 0 {
		return best
	}
	long := sim.Time(-1)
	for _, i := range s.stage.stations {
		spent, _ := s.hourBefore(&s.stage.items[i], f)
		if idle := spent[sim.Starved] + spent[sim.Blocked]; idle > long {
			best, long = s.stage.items[i].name, idle
		}
	}
	return best
}

// mostTried is of how many stations that wait the chain of causes is compared, so that a very long line draws in time.
const mostTried = 50

// tellingFor is how long the card of a station that nobody clicked stays.
const tellingFor = 5 * time.Minute

// card is what is known of one element, and why it waits.
func (d *drawing) card(b box) {
	s, f := d.sides[d.pickSide], &d.facts[d.pickSide]
	d.surface(b)
	d.hits = append(d.hits, hit{box: b, act: actNothing})
	at := s.stage.find(d.picking())
	if at < 0 {
		d.text(b.x+14, b.y+26, 12, gfx.Regular, gfx.Left, d.th.muted, d.words.Say("view.click_station"), b.w-28)
		return
	}
	it := &s.stage.items[at]
	d.Begin("card", it.title)
	c := chain{Show: d.Show, side: s, world: f.world, told: f.told, t: d.t}
	state := f.world.nodes[c.node(it)].state // of several, of the one that waits
	y := b.y + 26
	x := b.x + 14
	if it.isStation() || it.works() {
		icon(d.List, state, x+8, y-5, 9)
		x += 24
	}
	name := d.sideName(int(d.pickSide))
	_, colour := d.side(int(d.pickSide))
	right := ""
	if it.isStation() {
		right = d.words.Say("state." + state.String())
	} else {
		right = d.words.Say("kind." + it.Kind)
	}
	wr := gfx.Width(right, 11.5, gfx.SemiBold)
	d.Text(b.x+b.w-14, y, 11.5, gfx.SemiBold, gfx.Right, d.th.muted, right)
	d.text(x, y, 15, gfx.SemiBold, gfx.Left, d.th.ink, it.title, b.w-60-wr)
	used := min(gfx.Width(it.title, 15, gfx.SemiBold), b.w-60-wr)
	if room := b.x + b.w - 22 - wr - x - used - 8; len(d.sides) > 1 && room > gfx.Width(name, 11, gfx.Regular) {
		d.Text(x+used+8, y, 11, gfx.SemiBold, gfx.Left, colour, name)
	}
	y += 12
	y = d.reasons(s, f, at, box{b.x + 14, y, b.w - 28, b.y + b.h - y})
	if it.isStation() {
		y = d.lastHour(s, it, box{b.x + 14, y + 4, b.w - 28, 12})
		if b.h > 330 {
			y = d.hourShares(s, it, box{b.x + 14, y + 2, b.w - 28, 90})
		}
	}
	d.details(s, it, f, box{b.x + 14, y + 4, b.w - 28, b.y + b.h - y - 8})
	d.End()
}

// reasons is the chain of causes, from the effect down to the cause.
func (d *drawing) reasons(s *side, f *facts, at int32, b box) float32 {
	it := &s.stage.items[at]
	if !it.isStation() {
		return b.y
	}
	d.chain = d.why(s, f, at, d.chain)
	y := b.y + 10
	d.Begin("why", it.title)
	if len(d.chain) > 1 {
		d.Text(b.x, y+4, 11, gfx.SemiBold, gfx.Left, d.th.muted, d.words.Say("view.why_now"))
		y += 19
	}
	for k := range d.chain {
		l := &d.chain[k]
		if y > b.y+b.h-14 {
			break
		}
		ink, font := d.th.ink, gfx.Regular
		if k == len(d.chain)-1 {
			font = gfx.SemiBold
		}
		if k > 0 { // an arrow from the cause up to the effect
			d.Line(d.th.rim, 1.6, b.x+6, y-9.5, b.x+6, y-4.5)
			d.Fill(d.th.muted, gfx.Point{X: b.x + 3, Y: y - 8}, gfx.Point{X: b.x + 6, Y: y - 12}, gfx.Point{X: b.x + 9, Y: y - 8})
		}
		if l.sign {
			icon(d.List, l.state, b.x+6, y+1, 5.6)
		} else {
			d.RoundRect(d.th.muted, b.x+2, y-3, 8, 8, 2)
		}
		d.text(b.x+18, y+5, 11.5, font, gfx.Left, ink, l.text, b.w-18)
		d.hits = append(d.hits, hit{box: box{b.x, y - 8, b.w, 18}, act: actPick, side: d.pickSide, arg: l.item})
		y += 20
	}
	d.End()
	return y - 4
}

// lastHour is the band of the states of the hour before, a stripe a machine.
func (d *drawing) lastHour(s *side, it *item, b box) float32 {
	told := &s.track.cursor.told
	last := min(int((d.t-s.stage.opens)/cellLong), len(told.cells[s.stage.rank[it.IDs[0]]]))
	const cells = int(time.Hour / cellLong)
	first := max(0, last-cells)
	wide := b.w / float32(cells)
	d.Begin("hour", it.title)
	d.Rect(d.th.faint, b.x, b.y, b.w, b.h)
	high := b.h / float32(len(it.IDs))
	for u, id := range it.IDs {
		d.runs(told.cells[s.stage.rank[id]], b.x+wide*float32(cells-(last-first)), b.y+high*float32(u), wide, high, first, last)
	}
	d.Text(b.x, b.y+b.h+12, 10.5, gfx.Regular, gfx.Left, d.th.muted, d.words.Say("view.hour_ago"))
	d.Text(b.x+b.w, b.y+b.h+12, 10.5, gfx.Regular, gfx.Right, d.th.muted, d.words.Say("view.now"))
	d.End()
	return b.y + b.h + 16
}

// details are the figures of an element, as many as there is room for.
func (d *drawing) details(s *side, it *item, f *facts, b box) {
	y := b.y + 12
	row := func(label, value string) {
		if value == "" || y > b.y+b.h {
			return
		}
		d.text(b.x, y, 11.5, gfx.Regular, gfx.Left, d.th.muted, label, b.w*0.6)
		d.text(b.x+b.w, y, 11.5, gfx.SemiBold, gfx.Right, d.th.ink, value, 0)
		y += 17
	}
	w := d.words
	d.liveRows(it, row)
	if free := s.scene.cards(it); free != "" {
		row(w.Say("view.cards_free"), free)
	}
	if it.Role == plant.Exit {
		row(w.Say("view.customers"), s.scene.customers(it))
	}
	switch it.Role {
	case plant.Station:
		d.stationRows(s, it, f, row)
	case plant.Waiting:
		c := chain{Show: d.Show}
		row(w.Say("view.inside"), c.content(&f.world.nodes[it.IDs[0]], it))
	case plant.Feeder:
		kw, waiting := f.world.load(s.stage, it)
		row(w.Say("view.load"), w.Number(kw, 1)+" kW")
		row(w.Say("element.limit"), w.Number(it.Number("limit_kw"), 1))
		row(w.Say("view.wait_for_power"), strconv.Itoa(waiting))
	case plant.Pool:
		if !it.works() {
			row(w.Say("element.in_stock"), d.number(int64(f.world.stock(it))))
			return
		}
		c := chain{Show: d.Show, side: s, world: f.world, told: f.told, t: d.t}
		where, _ := c.whereabouts(it)
		row(w.Say("element.on_duty"), strconv.Itoa(it.onDuty(d.t)))
		for _, at := range where {
			row(w.Say("view.works_at"), at)
		}
	case plant.Exit:
		row(w.Say("view.good_parts"), w.Number(float64(f.outOf(it)), 0))
	case plant.Entry:
		row(w.Say("view.sent"), w.Number(float64(f.outOf(it)), 0))
	}
}

func (d *drawing) stationRows(s *side, it *item, f *facts, row func(label, value string)) {
	w := d.words
	var sent, bad, fails int64
	var down sim.Time
	kwh := 0.0
	for _, id := range it.IDs {
		n, base := &f.world.nodes[id], &f.told.base.nodes[id]
		sent += n.sent - base.sent
		bad += n.bad - base.bad
		fails += n.fails - base.fails
		down += n.time(sim.Down, d.t) - base.time(sim.Down, f.told.base.at) + n.time(sim.WaitingRepair, d.t) - base.time(sim.WaitingRepair, f.told.base.at)
		kwh += s.stage.purse.energyOf(int(id), f.told.base, f.world, d.t)
	}
	if k := slices.Index(s.stage.stations, s.stage.of[it.IDs[0]]); k >= 0 && k < len(s.watched.Elements) {
		if oee, why := s.watched.Elements[k].OEE(); why == "" {
			row(w.Say("kpi.oee"), w.Number(100*oee, 1)+" %")
		}
	}
	row(w.Say("view.parts_made"), w.Say("view.parts_scrap", w.Number(float64(sent), 0), w.Number(float64(bad), 0)))
	if seconds, ok := workAPart(it, f.world, f.told, d.t); ok {
		text := w.Number(seconds, 1) + " " + w.Say("unit.seconds")
		if seconds >= 100 {
			text = d.lasts(time.Duration(seconds * 1e9))
		}
		row(w.Say("view.work_a_part"), text)
	}
	if len(it.in) > 0 {
		if q := &s.stage.items[it.in[0]]; q.Role == plant.Waiting {
			c := chain{Show: d.Show}
			row(w.Say("view.queue"), c.content(&f.world.nodes[q.IDs[0]], q))
		}
	}
	if len(it.Failures) > 0 {
		text := w.Number(float64(fails), 0)
		if fails > 0 {
			text = w.Say("view.failures_of", text, d.lasts(down/sim.Time(fails)))
		}
		row(w.Say("view.failures"), text)
	}
	if p := &s.stage.purse; p.given {
		money := kwh*p.econ.MeanPrice(f.told.base.at, d.t) + it.Number("cost_per_hour")*it.Calendar.Planned(f.told.base.at, d.t).Hours()*float64(len(it.IDs))
		if kwh == 0 && money == 0 {
			return
		}
		row(w.Say("view.energy_money"), w.Number(kwh, 1)+" "+w.Say("unit.kWh")+" · "+d.money(money, 2, p.currency))
	} else if kwh > 0 {
		row(w.Say("element.energy"), w.Number(kwh, 1)+" "+w.Say("unit.kWh"))
	}
}

// floating is where a card goes on a screen without a column for it.
func (d *drawing) floating(p screenPlan) box {
	w := min(270, d.w-24)
	h := min(250, d.h-p.bar.h-16)
	return box{d.w - w - 8, p.bar.h + 8, w, h}
}

// works tells whether it is people or robots rather than spares.
func (it *item) works() bool { return it.Role == plant.Pool && it.Kind != "spares" }

// onDuty is how many people or robots there are; of people by shift, how many of them now.
func (it *item) onDuty(t sim.Time) int {
	switch {
	case it.Kind == "robot":
		return len(it.IDs)
	case it.Heads() != nil:
		return it.HeadsAt(t)
	default:
		return it.People()
	}
}
