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
	// refitLeast is how many cycles there are to be since a change before a law is fitted to them: so many that with 95 % their
	// mean is within 2/sqrt(n) = 0.2 standard deviations, which is the [Allowance] of the monitors that go on by it.
	refitLeast = 100
	// refitMost is how many cycles of a machine are kept.
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

// Changed tells whether the mean has: its interval leaves out that it has not.
func (r *Refitted) Changed() bool { return r.Ratio.Low > 1 || r.Ratio.High < 1 }

// A Refit is an alarm of drift and what became of it. Where the mean has changed the machine is watched by the new law from then on;
// else the alarm is taken back, and it is watched as before.
type Refit struct {
	Cause  Drift     // the alarm
	At     time.Time // when there were enough cycles to fit it
	Fitted int       // how many it was fitted to
	Unit   float64   // what the model takes on average, in seconds
	Refitted
}

// reference is what cycle times are held against since a refit: a law of them as a share of what the model takes.
type reference struct {
	law    *dist.Dist
	fitted int // from so many cycles
}

// keep remembers a cycle. Slices are shared with checkpoints, and so are only added to beyond their capacity.
func (d *drift) keep(c cycle) {
	if len(d.recent) >= 2*refitMost {
		d.recent = slices.Clone(d.recent[len(d.recent)-refitMost:])
	}
	d.recent = append(d.recent, c)
}

// alarming is the monitor that gave alarm, with what it tells: what changed comes before what is not as the model says, since its date
// is the better one.
func (d *drift) alarming() (m *monitor, model, longer bool) {
	for _, of := range d.monitors() {
		if of.alarm != 0 && (m == nil || m.alarm == 0 || !of.model && model) {
			m, model, longer = of.monitor, of.model, of.longer
		}
	}
	return m, model, longer
}

// refit fits the law of a machine anew when its cycle times have given alarm and there are enough of them since.
func (m *Mirror) refit(node sim.ID, at sim.Time) {
	d := &m.now.drifts[node]
	if m.how.Refit == nil {
		return
	}
	alarm, model, longer := d.alarming()
	if alarm == nil || int(alarm.after.n) < max(refitLeast, d.again) {
		return
	}
	split, _ := slices.BinarySearchFunc(d.recent, alarm.since+1, func(c cycle, since sim.Time) int { return int(min(1, max(-1, c.over-since))) })
	before, after := d.recent[:split], d.recent[split:]
	took, share := sim.Time(0), 0.0
	for _, c := range after {
		took, share = took+c.took, share+c.share
	}
	if len(after) < refitLeast || share <= 0 {
		return
	}
	unit := took.Seconds() / share
	found, ok := m.how.Refit(secondsOf(before, unit), secondsOf(after, unit))
	if !ok || found.Law == nil {
		d.again = 2 * len(after)
		return
	}
	shares, err := found.Law.Times(1 / unit)
	if err != nil {
		d.again = 2 * len(after)
		return
	}
	if found.Before == (Estimate{}) {
		for _, x := range []*float64{&found.Ratio.Value, &found.Ratio.Low, &found.Ratio.High} {
			*x /= unit // against the model
		}
	}
	m.now.refits = append(m.now.refits, Refit{Cause: m.driftOf(node, d, alarm, model, longer), At: m.how.Zero.Add(at), Fitted: len(after), Unit: unit, Refitted: found})
	if !found.Changed() {
		d.up, d.down, d.more, d.less, d.again = monitor{}, monitor{}, monitor{}, monitor{}, 0
		return
	}
	*d = drift{ref: reference{law: shares, fitted: len(after)}, recent: slices.Clone(after)}
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
