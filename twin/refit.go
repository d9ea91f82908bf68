package twin

import (
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A cycle is the time of one cycle of a machine.
type cycle struct {
	over  sim.Time // when it was over
	took  sim.Time
	share float64 // of what the model takes on average
}

const (
	// refitLeast is how many cycles there are to be since an alarm before a law is fitted to them: so many that with 95 % their
	// mean is within 2/sqrt(n) = 0.2 standard deviations, which is the [Allowance] of the monitors.
	refitLeast = 100
	// refitLeastRare is how many times of what happens now and then.
	refitLeastRare = 20
	// refitLooks is how many times as many there are at most before an alarm is taken back.
	refitLooks = 4
	// refitMost is how many times of one quantity are kept.
	refitMost = 2000
)

// A Refitter fits a law to cycle times after a change and holds it against those before, all in seconds as the average product takes
// them; before may be empty, where the machine never was as the model says. What it gives may depend on nothing else, so that a mirror
// stays a function of the set of signals. False: they tell nothing.
type Refitter func(before, after []float64) (Refitted, bool)

// An Estimate is a figure with its interval at 95 %.
type Estimate struct{ Value, Low, High float64 }

// Refitted is what a [Refitter] found.
type Refitted struct {
	Before, After Estimate   // mean cycle times in seconds; Before is zero, when there were too few
	Ratio         Estimate   // of the means, after to before, else to what the model says
	Was, Is       string     // the laws, as a scenario would say them; Was is empty, when there were too few
	Law           *dist.Dist // of the times after, in seconds
}

// A Refit is an alarm of drift and what became of it. Where the mean has changed the machine is watched by the new law from then on;
// else the alarm is taken back, and it is watched as before.
type Refit struct {
	Cause  Drift     // the alarm
	At     time.Time // when there were enough cycles to fit it
	Fitted int       // how many it was fitted to
	Unit   float64   // what the model takes on average, in seconds
	Refitted
}

// Changed tells whether the mean has, as the alarm said: its interval leaves out that it has not.
func (r *Refit) Changed() bool {
	if r.Cause.Longer {
		return r.Ratio.Low > 1
	}
	return r.Ratio.High < 1
}

// reference is what times are held against since a refit: a law of them as a share of what the model takes.
type reference struct {
	law   *dist.Dist
	model bool // of which the mean is the model's
}

// keep remembers a cycle. Slices are shared with checkpoints, and so are only added to beyond their capacity.
func (d *drift) keep(c cycle) {
	if len(d.recent) >= 2*refitMost {
		d.recent = slices.Clone(d.recent[len(d.recent)-refitMost:])
	}
	d.recent = append(d.recent, c)
}

// alarming is the monitor that gave alarm: what changed comes before what is not as the model says, since its date is the better one.
func (d *drift) alarming() (found watching) {
	for _, of := range d.monitors() {
		if of.alarm != 0 && (found.monitor == nil || !of.model && found.model) {
			found = of
		}
	}
	return found
}

// since are the times that were over after a moment.
func (d *drift) since(moment sim.Time) int {
	i, _ := slices.BinarySearchFunc(d.recent, moment+1, func(c cycle, at sim.Time) int { return int(min(1, max(-1, c.over-at))) })
	return i
}

// refit fits the law of what is watched anew when it has given alarm and there are enough times since. Those of which the alarm was
// made are neither before nor after: they are what they are because they gave alarm, and would find a change where there is none.
func (m *Mirror) refit(i int, at sim.Time) {
	d, w := &m.now.drifts[i], &m.watches.list[i]
	if m.how.Refit == nil {
		return
	}
	alarm := d.alarming()
	if alarm.monitor == nil {
		return
	}
	before, after := d.recent[:d.since(alarm.since)], d.recent[d.since(alarm.alarm):]
	if len(after) < max(w.least, d.again) {
		return
	}
	took, share := sim.Time(0), 0.0
	for _, c := range after {
		took, share = took+c.took, share+c.share
	}
	if took <= 0 || share <= 0 {
		return
	}
	unit := took.Seconds() / share
	found, ok := m.how.Refit(secondsOf(before, unit), secondsOf(after, unit))
	var shares *dist.Dist
	if ok && found.Law != nil {
		shares, _ = found.Law.Times(1 / unit)
	}
	if shares == nil {
		d.again = 2 * len(after)
		return
	}
	if found.Before == (Estimate{}) {
		for _, x := range []*float64{&found.Ratio.Value, &found.Ratio.Low, &found.Ratio.High} {
			*x /= unit // against the model
		}
	}
	one := Refit{Cause: m.driftOf(w, d, alarm), At: m.how.Zero.Add(at), Fitted: len(after), Unit: unit, Refitted: found}
	if !one.Changed() && len(after) < refitLooks*w.least {
		d.again = 2 * len(after)
		return
	}
	m.now.refits = append(m.now.refits, one)
	d.renew(w, alarm, shares, after, one.Changed())
}

// renew goes on after a law was fitted: where the mean has changed by that law, else as before, but for an alarm against the model, after
// which times are taken to be as various as they were found to be, and as long as the model says.
func (d *drift) renew(w *watched, alarm watching, law *dist.Dist, after []cycle, changed bool) {
	ref := reference{law: law}
	if !changed {
		d.up, d.down, d.more, d.less, d.again = monitor{}, monitor{}, monitor{}, monitor{}, 0
		if !alarm.model || d.ref.law != nil && !d.ref.model {
			return
		}
		shape, err := law.Times(1 / law.Mean())
		if err != nil {
			return
		}
		ref = reference{law: shape, model: true}
	}
	*d = drift{ref: ref, recent: slices.Clone(after), passed: d.passed}
	for _, c := range after {
		d.all.add(c.share)
		d.own.add(d.score(w, nil, 0, c.share))
	}
}

// secondsOf are cycles in seconds of the average product.
func secondsOf(list []cycle, unit float64) []float64 {
	seconds := make([]float64, len(list))
	for i, c := range list {
		seconds[i] = c.share * unit
	}
	return seconds
}

// Refits lists the alarms of which laws were fitted, in the order in which they were.
func (m *Mirror) Refits() []Refit { return slices.Clone(m.now.refits) }
