package scenario

import "time"

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
