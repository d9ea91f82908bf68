package logfile

import (
	"time"

	"tweeling/twin"
)

// A wall reads times without a zone as those of the clock on the wall of a place.
//
// In the hour that comes twice, when summer time ends, a time is the first, until the clock of the log goes back: a time half an hour or
// more before the one of the row above is the second, and so is all that follows in that hour. In the hour that never comes, when summer
// time begins, a time is as by the clock before, so that 02:30 is 03:30. Both are counted.
type wall struct {
	place *time.Location
	last  time.Time // of the row above
	twin.WallClock
}

const stepsBack = 30 * time.Minute

// at is when a clock on the wall shows a time, of which the zone means nothing.
func (w *wall) at(shown time.Time) time.Time {
	w.Local++
	if w.place == nil || w.place == time.UTC {
		return shown
	}
	at := w.instant(shown)
	w.last = at
	return at.UTC()
}

func (w *wall) instant(shown time.Time) time.Time {
	const day = 24 * time.Hour
	offset := func(t time.Time) time.Duration {
		_, seconds := t.In(w.place).Zone()
		return time.Duration(seconds) * time.Second
	}
	// What the clock was before and after any change near this time.
	before := shown.Add(-offset(shown.Add(-day)))
	after := shown.Add(-offset(shown.Add(day)))
	shows := func(t time.Time) bool { return t.Add(offset(t)).Equal(shown) }
	switch {
	case before.Equal(after):
		return before
	case shows(before) && shows(after): // the clock was put back, so that before comes first
		w.Twice++
		first, second := before, after
		past := !w.last.IsZero() && w.last.Sub(first) < day && (offset(w.last) == offset(second) && !w.last.Before(second.Add(-day)) || w.last.Sub(first) >= stepsBack)
		if past {
			return second
		}
		return first
	case shows(before):
		return before
	case shows(after):
		return after
	default:
		w.Never++
		return before
	}
}
