package view

import (
	"errors"
	"time"

	"tweeling/sim"
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
	neck    string // the station that is least often starved or blocked
	inside  int32
	lead    float64 // seconds
	energy  float64 // kWh for each good part
	rank    float64 // percentile of this day; below 0: not known
}

func (w *Show) measureUp(s *side, c *cursor) facts {
	base, now, at := c.told.base, c.world, c.at
	f := facts{world: now, told: &c.told, good: total(now.good) - total(base.good), inside: now.live, rank: -1}
	p := &s.stage.purse
	f.spent, f.earned = p.spent(s.stage, base, now, at), p.earned(base, now)
	if f.good > 0 {
		f.perPart = f.spent / float64(f.good)
		f.lead = (now.lead - base.lead).Seconds() / float64(f.good)
	}
	kwh := 0.0
	for id := range now.nodes {
		kwh += p.energyOf(id, base, now, at)
	}
	if f.good > 0 {
		f.energy = kwh / float64(f.good)
	}
	f.oee, f.neck = s.oee(base, now, at)
	known := s.many.look(at)
	s.today = known.today(s.stage.opens, at, s.today)
	if own := int(w.opt.Replication); own < len(s.today) && (at-s.stage.opens)%dayLong >= binLong {
		f.rank = percentile(s.today, s.today[own])
	}
	return f
}

// oee is that of the station that is least often starved or blocked, by the formula of package kpi: planned run time of
// the good parts over planned time.
func (s *side) oee(base, now *world, at sim.Time) (float64, string) {
	best, most := int32(-1), -1.0
	for _, i := range s.stage.stations {
		it := &s.stage.items[i]
		var on, idle time.Duration
		for _, id := range it.IDs {
			for st := sim.PlannedStop; st < sim.NumStates; st++ {
				d := now.nodes[id].time(st, at) - base.nodes[id].time(st, base.at)
				on += d
				if st == sim.Starved || st == sim.Blocked {
					idle += d
				}
			}
		}
		if on > 0 {
			if a := float64(on-idle) / float64(on); a > most {
				best, most = i, a
			}
		}
	}
	if best < 0 {
		return 0, ""
	}
	it := &s.stage.items[best]
	planned := it.Calendar.Planned(base.at, at).Seconds() * float64(len(it.IDs))
	if planned <= 0 {
		return 0, it.title
	}
	sent := int64(0)
	for _, id := range it.IDs {
		sent += now.nodes[id].sent - base.nodes[id].sent
	}
	cycle := s.stage.meanCycle(it)
	if d := it.Chance("planned_cycle"); d != nil {
		cycle = d.Mean()
	}
	return cycle * float64(sent) / planned, it.title
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
	return w.words.Say("view.one_day", w.ordinal(f.rank)), true
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
