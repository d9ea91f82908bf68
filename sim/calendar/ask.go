package calendar

import (
	"time"
)

// split is the day that t is in, counted from the Monday of the week of the start, and the time since its midnight.
func (c *Calendar) split(t time.Duration) (int64, time.Duration) {
	t = min(t, last) + c.offset
	d := int64(t / day)
	if t < time.Duration(d)*day { // before that Monday
		d--
	}
	return d, t - time.Duration(d)*day
}

func mod7(d int64) int64 { return ((d % 7) + 7) % 7 }

// firstFrom is the index of the first holiday on or after a day.
func (c *Calendar) firstFrom(d int64) int {
	low, high := 0, len(c.holidays)
	for low < high {
		if mid := (low + high) / 2; c.holidays[mid] < d {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func (c *Calendar) workday(d int64) *workday {
	i := c.firstFrom(d - 1)
	after := i < len(c.holidays) && c.holidays[i] == d-1
	if after {
		i++
	}
	holiday := i < len(c.holidays) && c.holidays[i] == d
	return &c.kinds[kind(int(mod7(d)), holiday, after)]
}

// On says whether the shift works at t and for a moment after it: what it works is [from, to).
func (c *Calendar) On(t time.Duration) bool {
	if c.always {
		return true
	}
	d, x := c.split(t)
	return within(c.workday(d).on, x)
}

// InBreak says whether t is in a break of a shift.
func (c *Calendar) InBreak(t time.Duration) bool {
	if c.always {
		return false
	}
	d, x := c.split(t)
	w := c.workday(d)
	return within(w.works, x) && !within(w.on, x)
}

// Next is the first change strictly after t: On is one thing before it and the other from it on. Ok is false when there
// is none any more.
func (c *Calendar) Next(t time.Duration) (at time.Duration, ok bool) {
	if c.always || t >= last {
		return 0, false
	}
	d, x := c.split(t)
	w := c.workday(d)
	on := within(w.on, x)
	for calm := 0; ; { // regular days in a row without a change
		if at, ok := turn(w.on, x, on); ok {
			when := time.Duration(d)*day + at - c.offset
			return when, when < last
		}
		d, x, calm = d+1, 0, calm+1
		i := c.firstFrom(d - 1)
		if i < len(c.holidays) && c.holidays[i] <= d {
			calm = 0
		}
		if calm > 8 { // a regular week has none, so that only a holiday can bring it
			if i == len(c.holidays) {
				return 0, false
			}
			d, calm = max(d, c.holidays[i]), 0
		}
		if d > int64(last/day) {
			return 0, false
		}
		w = c.workday(d)
	}
}

// turn is the first moment from x on at which a day is not as told: at x itself only when x is a midnight at which it
// begins so.
func turn(list []span, x time.Duration, on bool) (at time.Duration, ok bool) {
	i := upTo(list, x)
	inside := i > 0 && x < list[i-1].to
	switch {
	case inside != on:
		return x, true
	case inside:
		return list[i-1].to, list[i-1].to < day
	case i < len(list):
		return list[i].from, true
	}
	return 0, false
}

// Planned is the time within [from, to) in which the shift works: breaks and holidays subtracted. It is 0 when to is not
// after from.
func (c *Calendar) Planned(from, to time.Duration) time.Duration {
	switch {
	case to <= from:
		return 0
	case c.always:
		return to - from
	}
	return c.since(to).planned - c.since(from).planned
}

// Rostered is the time within [from, to) that is paid: as Planned, but with the breaks.
func (c *Calendar) Rostered(from, to time.Duration) time.Duration {
	switch {
	case to <= from:
		return 0
	case c.always:
		return to - from
	}
	return c.since(to).rostered - c.since(from).rostered
}

// since sums from the Monday of the week of the start to t: whole weeks, the days before this one, a part of this one, and
// what the odd days before it differ.
func (c *Calendar) since(t time.Duration) total {
	d, x := c.split(t)
	weeks, w := (d-mod7(d))/7, c.workday(d)
	sums := c.before[mod7(d)]
	sums.planned += time.Duration(weeks)*c.whole.planned + sum(w.on, x)
	sums.rostered += time.Duration(weeks)*c.whole.rostered + sum(w.works, x)
	low, high := 0, len(c.odd) // odd days before d
	for low < high {
		if mid := (low + high) / 2; c.odd[mid].day < d {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low > 0 {
		e := c.odd[low-1].extra
		sums.planned += e.planned
		sums.rostered += e.rostered
	}
	return sums
}

// Regular tells whether no holiday has a part in what the shift works between two times.
func (c *Calendar) Regular(from, to time.Duration) bool {
	if c.always {
		return true
	}
	first, _ := c.split(from)
	last, _ := c.split(to)
	i := c.firstFrom(first - 1)
	return i == len(c.holidays) || c.holidays[i] > last
}
