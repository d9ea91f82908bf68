package scenario

import (
	"strings"
	"time"

	"tweeling/sim/dist"
)

// date reads a day or a moment without a zone, such as 2026-01-05 or 2026-01-05T06:00:00. All of simulated time is local
// and without daylight saving, so the zone of the result means nothing.
func (r *reader) date(n *node) (time.Time, bool) {
	var zero time.Time
	switch v := n.value.(type) {
	case time.Time:
		switch v.Location().String() {
		case "date-local", "datetime-local":
			return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), v.Nanosecond(), time.UTC), true
		}
		r.tell(n, "want a day in local time such as 2026-01-05, have %s", v.Format(time.RFC3339))
		return zero, false
	case string:
		day, err := time.Parse(time.DateOnly, v)
		if err == nil {
			return day, true
		}
	}
	r.tell(n, "want a day such as 2026-01-05, have %s", said(n))
	return zero, false
}

// A moment is a point of time as an order says it: a day or a moment of the calendar, or a time after something else.
type moment struct {
	at    time.Time // zero: it is a time after
	day   bool      // a day without a time
	after time.Duration
}

// String is the moment as a scenario may write it.
func (m moment) String() string {
	switch {
	case m.at.IsZero():
		return dist.FormatSpan(m.after.Seconds())
	case m.day:
		return m.at.Format(time.DateOnly)
	}
	return m.at.Format("2006-01-02T15:04:05")
}

// since is the moment as a time since the start of the run. A time after counts from some other time since the start.
func (m moment) since(start time.Time, from time.Duration) time.Duration {
	if m.at.IsZero() {
		return from + m.after
	}
	return since(start, m.at)
}

// until is the same, with a day lasting until its end.
func (m moment) until(start time.Time, from time.Duration) time.Duration {
	if m.day {
		m.at = m.at.AddDate(0, 0, 1)
	}
	return m.since(start, from)
}

// moment reads a day, a moment of the calendar, or a time after something else.
func (d *draft) moment(n *node) (moment, bool) {
	text, isText := n.value.(string)
	_, err := time.Parse(time.DateOnly, text)
	stamp, isTime := n.value.(time.Time)
	switch {
	case isText && err != nil && !strings.Contains(text, "-"):
		before := d.found.hits
		after := d.duration(n, 0, 2*maxHorizon, 0) // as long as a run with its warm-up can be
		return moment{after: after}, d.found.hits == before
	case !isText && !isTime, isText && err != nil && !momentLike(text):
		d.tell(n, `want a day such as 2026-03-02, a moment such as 2026-03-02T06:00:00, or a time such as "5d", have %s`, said(n))
		return moment{}, false
	case d.run.Start.IsZero():
		d.tell(n, "want the day on which the run begins, start in [run], since orders have dates, have none")
		return moment{}, false
	}
	at, ok := d.date(n)
	return moment{at: at, day: isText || stamp.Location().String() == "date-local"}, ok
}

// momentLike tells whether a text begins as a day does, so that what is wrong with it is told as of a day.
func momentLike(text string) bool {
	return len(text) > 4 && text[4] == '-' && strings.Trim(text[:4], "0123456789") == ""
}
