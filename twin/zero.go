package twin

import "time"

const week = 7 * 24 * time.Hour

// Zero is when the time of a line is 0, so that the calendar of its scenario counts real days: at the start that the scenario
// gives, by the clock on the wall of the place; or, when it gives none, at the Monday of the week of its first signal. Where the
// first signal is from before the start, whole weeks before that. Summer time is not heeded: after the clocks change shifts are an
// hour off until the mirror begins anew.
func Zero(start, first time.Time, place *time.Location) time.Time {
	first = first.In(place)
	if start.IsZero() {
		days := (int(first.Weekday()) + 6) % 7
		return time.Date(first.Year(), first.Month(), first.Day()-days, 0, 0, 0, 0, place)
	}
	zero := time.Date(start.Year(), start.Month(), start.Day(), start.Hour(), start.Minute(), start.Second(), 0, place)
	if early := zero.Sub(first); early > 0 {
		weeks := int((early + week - 1) / week)
		zero = zero.AddDate(0, 0, -7*weeks)
	}
	return zero
}
