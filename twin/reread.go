package twin

import (
	"errors"
	"slices"
	"time"
)

// mostInSlice is how many signals are sorted at once when all is read again.
const mostInSlice = 500_000

// reread puts the mirror back to the beginning and reads everything from the store, in slices of time, so that it takes no more
// memory than one of them, however long the history is.
func (m *Mirror) reread() error {
	to := m.At()
	store := m.how.Store
	counts := map[int64]int{}
	var stop error
	if err := store.Each(0, func(s Signal, _ uint64) bool {
		counts[hourOf(s.At)]++
		stop = m.ask()
		return stop == nil
	}); err != nil || stop != nil {
		return errors.Join(err, stop)
	}
	if err := m.start(); err != nil {
		return err
	}
	hours := make([]int64, 0, len(counts))
	for h := range counts {
		hours = append(hours, h)
	}
	slices.Sort(hours)
	for len(hours) > 0 {
		n, sum := 0, 0
		for n < len(hours) && (n == 0 || sum+counts[hours[n]] <= mostInSlice) {
			sum += counts[hours[n]]
			n++
		}
		if err := m.takeSlice(store, hours[0], hours[n-1], sum); err != nil {
			return err
		}
		if err := m.Advance(to); err != nil {
			return err
		}
		hours = hours[n:]
	}
	return nil
}

// takeSlice takes all signals of some hours.
func (m *Mirror) takeSlice(store Store, from, to int64, size int) error {
	batch := make([]Signal, 0, size)
	var stop error
	if err := store.Each(0, func(s Signal, _ uint64) bool {
		if h := hourOf(s.At); h >= from && h <= to && m.names.Add(s.Source, s.Seq) {
			batch = append(batch, m.notBefore(&s))
		}
		stop = m.ask()
		return stop == nil
	}); err != nil || stop != nil {
		return errors.Join(err, stop)
	}
	return m.insert(batch)
}

func hourOf(t time.Time) int64 { return t.Unix() / 3600 }
