package twin

import "time"

// Replay takes all signals of a store up to a time into a mirror, and advances it to that time. As long as they come about in order of time it
// takes little memory, however many there are.
func Replay(m *Mirror, from Store, until time.Time) error {
	const batch = 1024
	signals := make([]Signal, 0, batch)
	take := func() error {
		if err := m.Take(signals); err != nil {
			return err
		}
		signals = signals[:0]
		to := m.Newest().Add(-replayLag)
		if to.After(until) {
			to = until
		}
		return m.Advance(to)
	}
	var failed error
	err := from.Each(0, func(s Signal, _ uint64) bool {
		if s.At.After(until) {
			return true
		}
		if signals = append(signals, s); len(signals) == batch {
			failed = take()
		}
		return failed == nil
	})
	if err == nil {
		err = failed
	}
	if err == nil {
		err = take()
	}
	if err == nil {
		err = m.Advance(until)
	}
	return err
}

// replayLag is how far a replay stays behind the newest signal that it has read, so that what came a little late does not send it
// back.
const replayLag = 10 * time.Second
