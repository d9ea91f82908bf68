package twin

import (
	"slices"
	"time"

	"tweeling/sim"
)

// Observe hands an observer the records of the line as it is followed from now on. It is for signals that come in order of time, as
// [Through] hands them over: when the mirror goes back to a checkpoint nobody watches any more.
func (m *Mirror) Observe(o sim.Observer, mask sim.What) { m.now.line.Watch(o, mask) }

// Through takes all signals of a store into a mirror in order of time, whatever the order in which they are stored, and advances
// it to a time. It keeps them in memory meanwhile.
func Through(m *Mirror, from Store, until time.Time) error {
	var all []Signal
	if err := from.Each(0, func(s Signal, _ uint64) bool {
		if !s.At.After(until) {
			all = append(all, s)
		}
		return true
	}); err != nil {
		return err
	}
	slices.SortStableFunc(all, compareSignals)
	const batch = 1024
	for i := 0; i < len(all); {
		j := min(i+batch, len(all))
		for j < len(all) && all[j].At.Equal(all[j-1].At) { // what happened at one moment stays together
			j++
		}
		if err := m.Take(all[i:j]); err != nil {
			return err
		}
		if j < len(all) { // up to the lookback before what comes next
			if err := m.Advance(all[j-1].At.Add(-m.how.Lookback - 1)); err != nil {
				return err
			}
		}
		i = j
	}
	return m.Advance(until)
}
