package view

import (
	"errors"
	"time"

	"tweeling/sim"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// Facts are the figures of one side at the present time, counted since the line started to work.
type facts struct {
	world   *world
	told    *told
	good    int64
	spent   float64
	earned  float64
	perPart float64 // spent for each good part
	oee     float64
	neck    string // the station that waits least
	neckAt  int32  // its item, -1: none
	inside  int32
	lead    float64 // seconds
	energy  float64 // kWh for each good part
	rank    float64 // percentile of this day; below 0: not known
}

// Enough good parts tell what a part costs, as do as many as are inside: before that most is spent on parts to come.
const enough = 100

func (w *Show) measureUp(s *side, c *cursor) facts {
	base, now, at := c.told.base, c.world, c.at
	f := facts{world: now, told: &c.told, good: total(now.good) - total(base.good), inside: now.live, rank: -1}
	p := &s.stage.purse
	f.spent, f.earned = p.spent(s.stage, base, now, at), p.earned(base, now)
	if f.good > 0 && f.good >= min(int64(f.inside), enough) {
		f.perPart = f.spent / float64(f.good)
	}
	if now.leads > 0 {
		f.lead = now.lead.Seconds() / float64(now.leads)
	}
	kwh := 0.0
	for id := range now.nodes {
		kwh += p.energyOf(id, base, now, at)
	}
	if f.good > 0 {
		f.energy = kwh / float64(f.good)
	}
	f.oee, f.neckAt = s.oee(base, now, at)
	if f.neckAt >= 0 {
		f.neck = s.stage.items[f.neckAt].title
	}
	if s.many == nil {
		return f
	}
	known := s.many.look(at)
	s.today = known.today(s.stage.opens, at, s.today)
	if own := int(w.opt.Replication); own < len(s.today) && sinceDayBegan(s.stage.opens, at) >= binLong {
		f.rank = percentile(s.today, s.today[own])
	}
	return f
}

// outOf is how many parts have left an element of one node.
func (f *facts) outOf(it *item) int64 {
	return f.world.sentSince(f.told.base, it)
}

// oee is that of the station that waits least, as package kpi has it, and the item of that station, -1: none.
func (s *side) oee(base, now *world, at sim.Time) (float64, int32) {
	w := &s.watched
	for len(w.Elements) < len(s.stage.stations) { // once
		e := kpi.Element{Role: "station"}
		e.Sent, e.Scrapped, e.Reworked, e.Rings = make([]int64, 1), make([]int64, 1), make([]int64, 1), make([]int64, 1)
		w.Elements = append(w.Elements, e)
	}
	for k, i := range s.stage.stations {
		e := &w.Elements[k]
		e.States, e.Sent[0], e.Scrapped[0], e.Reworked[0], e.Rings[0], e.RunTime = [sim.NumStates]time.Duration{}, 0, 0, 0, 0, 0
		for _, id := range s.stage.items[i].IDs {
			n, was := &now.nodes[id], &base.nodes[id]
			for st := range sim.NumStates {
				e.States[st] += n.time(st, at) - was.time(st, base.at)
			}
			aside := n.aside - was.aside
			e.Sent[0] += n.sent - was.sent - aside
			e.Scrapped[0] += n.bad - was.bad
			e.Reworked[0] += aside
			e.Rings[0] += n.cycles - was.cycles
			e.RunTime += n.planned - was.planned
		}
		if s.stage.items[i].byCycles {
			e.RunTime = e.ByCycles(e.RunTime)
		}
	}
	best := w.BottleneckStation()
	if best < 0 {
		return 0, -1
	}
	oee, _ := w.Elements[best].OEE()
	return oee, s.stage.stations[best]
}

// planTitle is what a side is called.
func (w *Show) planTitle(s *side) string {
	switch s.plan {
	case scenario.AsIs:
		return w.words.Say("view.as_is")
	case switched:
		return w.words.Say("view.own_choice")
	}
	if t := w.scenario.PlanTitle(s.plan, w.words.Lang); t != "" {
		return t
	}
	if s.plan == "all" {
		return w.words.Say("view.all_measures")
	}
	return s.plan
}

// place says where this day stands among the replications.
func (w *Show) place(i int) (string, bool) {
	f := &w.draw.facts[i]
	if f.world == nil || f.rank < 0 {
		return "", false
	}
	text := w.words.Say("view.one_day", w.ordinal(f.rank))
	if ahead, of := w.draw.aheadToday(); i == 1 && of > 0 {
		text += ", " + w.words.Say("view.ahead_in", w.draw.number(int64(ahead)), w.draw.number(int64(of)))
	}
	return text, true
}

// circle names the elements that wait for each other, when a side is stuck and the clock stands where it got stuck.
func (w *Show) circle(s *side) []string {
	s.track.mu.Lock()
	defer s.track.mu.Unlock()
	if dead, ok := errors.AsType[*sim.Deadlock](s.track.err); ok && s.stage.opens+w.clock >= s.track.told.until {
		return dead.Names
	}
	return nil
}
