package twin

import "time"

// Begins tells when a mirror of what is in a store begins, when the last signal happened, and how many there are. It begins with the
// earliest signal; but a plant that is joined at work says first how each of its tags stands, some since long ago, and then it
// begins right after the latest of these was said.
func Begins(store Store, tags int) (begin, last time.Time, n int, err error) {
	const long = 10 * time.Minute
	var first, joined time.Time
	err = store.Each(0, func(s Signal, _ uint64) bool {
		if n == 0 || s.At.Before(first) {
			first = s.At
		}
		if n == 0 || s.At.After(last) {
			last = s.At
		}
		if n < tags {
			joined = last
		}
		n++
		return true
	})
	if joined.Sub(first) > long {
		begin = joined.Add(1) // all that was said first is of before
		if begin.After(last) {
			last = begin
		}
		return begin, last, n, err
	}
	return first, last, n, err
}

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
