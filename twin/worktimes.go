package twin

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// WorkTimes observes how long machines worked on each part, one after the other: what [Table.Traced] lets the model take. Machines
// that are loaded or unloaded are left out, since that is work in their state and not in their cycle.
type WorkTimes struct {
	Times map[sim.ID][]sim.Time
	Steps []Step // each end of such a cycle
	work  map[sim.ID]sim.Timer
	sum   map[sim.ID]sim.Time
	since map[sim.ID]sim.Time // from when on it works; -1: it does not
}

// Worked is what work times observe.
const Worked = sim.Changed | sim.TimerRang

// NewWorkTimes makes an observer of the machines of a plant.
func NewWorkTimes(p *plant.Plant) *WorkTimes {
	w := &WorkTimes{Times: map[sim.ID][]sim.Time{}, work: map[sim.ID]sim.Timer{}, sum: map[sim.ID]sim.Time{}, since: map[sim.ID]sim.Time{}}
	for i := range p.Elements {
		e := &p.Elements[i]
		if e.Role != plant.Station || e.Kind != "machine" {
			continue
		}
		for _, id := range e.IDs {
			timers := p.Timers(id)
			has := func(name string) bool {
				return slices.ContainsFunc(timers, func(s sim.TimerSpec) bool { return s.Name == name })
			}
			if has("load") || has("unload") || has("swap") {
				continue
			}
			if k := slices.IndexFunc(timers, func(s sim.TimerSpec) bool { return s.Name == "work" }); k >= 0 {
				w.work[id], w.since[id] = sim.Timer(k), -1
			}
		}
	}
	return w
}

// Observe takes records.
func (w *WorkTimes) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		timer, is := w.work[r.ID]
		if !is {
			continue
		}
		if since := w.since[r.ID]; since >= 0 {
			w.sum[r.ID] += r.At - since
			w.since[r.ID] = r.At
		}
		switch {
		case r.What == sim.Changed && r.To == sim.Working:
			w.since[r.ID] = r.At
		case r.What == sim.Changed:
			w.since[r.ID] = -1
		case r.What == sim.TimerRang && r.Timer == timer:
			w.Times[r.ID] = append(w.Times[r.ID], w.sum[r.ID])
			w.Steps = append(w.Steps, Step{r.At, r.ID, r.Timer})
			w.sum[r.ID] = 0
		}
	}
}

// Of are those of some steps that such cycles end with.
func (w *WorkTimes) Of(steps []Step) []Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s Step) bool {
		timer, is := w.work[s.ID]
		return !is || timer != s.Timer
	})
}
