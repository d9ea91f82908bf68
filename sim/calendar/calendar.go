package calendar

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// A Calendar says when a shift works. It never changes and may be used by many goroutines. Its times are counted from
// the start of simulated time; what lies before the start follows the same weeks.
type Calendar struct {
	offset   time.Duration // from Monday 00:00 of the week of the start to the start
	always   bool
	kinds    [28]workday // by weekday and holidays, see kind
	before   [7]total    // the time of a regular week before each of its days
	whole    total       // the time of a regular week
	holidays []int64     // days since that Monday, in order
	odd      []oddDay    // the days that holidays make other than regular, in order
}

// A workday is what is worked and paid in one day.
type workday struct {
	on    []span // shifts without breaks
	works []span // shifts
}

type total struct{ planned, rostered time.Duration }

// An oddDay is a day that a holiday makes other than regular: itself or the one after.
type oddDay struct {
	day   int64
	extra total // time more than regular in all odd days up to and with this one; less, so negative
}

// last is a time as late as a calendar is asked about; later times are treated as it.
const last = time.Duration(math.MaxInt64) - 2*week

const maxLines, maxHolidays = 1000, 10_000

// Always is the calendar that is always on.
func Always() *Calendar { return &Calendar{always: true} }

// New makes the calendar of a shift: when it works, its breaks, and the holidays that take shifts away, of which only
// the date counts. Start is the moment at which simulated time is 0, by its own clock and date; the zero time is a
// Monday 00:00. All mistakes are told together (errors.Join), each with its text and what is wanted: a line that cannot
// be read, no works at all, a break with no work at all around it, and one that names a day on which it has none.
func New(start time.Time, works, breaks []string, holidays []time.Time) (*Calendar, error) {
	if len(works)+len(breaks) > maxLines || len(holidays) > maxHolidays {
		return nil, fmt.Errorf("want at most %d lines and %d holidays, have %d and %d", maxLines, maxHolidays, len(works)+len(breaks), len(holidays))
	}
	var errs []error
	read := func(key string, texts []string) []pattern {
		var list []pattern
		for _, text := range texts {
			p, err := parse(text)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", key, err))
				continue
			}
			list = append(list, p)
		}
		return list
	}
	on, off := read("works", works), read("breaks", breaks)
	if len(works) == 0 {
		errs = append(errs, fmt.Errorf("works: want at least one line such as %s, have none", example))
	}
	c := &Calendar{}
	c.makeDays(on, off)
	if len(errs) == 0 {
		errs = append(errs, c.strayBreaks(off)...)
	}
	if len(errs) == 0 && c.whole.planned == 0 {
		errs = append(errs, fmt.Errorf("breaks: want some work between them, have breaks all through %q", works))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	c.setStart(start, holidays)
	return c, nil
}

// kind is the place of a day among the 28.
func kind(weekday int, holiday, after bool) int {
	k := weekday * 4
	if holiday {
		k++
	}
	if after {
		k += 2
	}
	return k
}

// makeDays makes the 28 days and the sums of a regular week.
func (c *Calendar) makeDays(works, breaks []pattern) {
	for weekday := range 7 {
		pauses := merged(spansOf(breaks, weekday, false, false))
		for k := range 4 {
			holiday, after := k&1 != 0, k&2 != 0
			w := &c.kinds[kind(weekday, holiday, after)]
			w.works = merged(spansOf(works, weekday, holiday, after))
			w.on = without(w.works, pauses)
		}
		c.before[weekday] = c.whole
		regular := &c.kinds[kind(weekday, false, false)]
		c.whole.planned += sum(regular.on, day)
		c.whole.rostered += sum(regular.works, day)
	}
}

// spansOf is what patterns say of one weekday: those that begin on it, and the rest of those that began the day before.
func spansOf(list []pattern, weekday int, holiday, after bool) []span {
	var out []span
	for _, p := range list {
		if p.on[weekday] && !holiday {
			out = append(out, span{from: p.from, to: min(p.to, day)})
		}
		if p.on[(weekday+6)%7] && !after && p.to > day {
			out = append(out, span{from: 0, to: p.to - day})
		}
	}
	return out
}

// strayBreaks are breaks where there is no work.
func (c *Calendar) strayBreaks(breaks []pattern) (errs []error) {
	for _, p := range breaks {
		var stray []string
		days := 0
		for weekday, on := range p.on {
			if !on {
				continue
			}
			days++
			today, tomorrow := &c.kinds[kind(weekday, false, false)], &c.kinds[kind((weekday+1)%7, false, false)]
			touched := sum(today.works, min(p.to, day)) - sum(today.works, p.from) + sum(tomorrow.works, max(0, p.to-day))
			if touched == 0 {
				stray = append(stray, weekdays[weekday])
			}
		}
		switch {
		case len(stray) == days:
			errs = append(errs, fmt.Errorf("breaks: want a break within the works, have %q, outside all of them", p.text))
		case len(stray) > 0 && !p.daily:
			errs = append(errs, fmt.Errorf("breaks: want a break within the works, have %q, which is outside on %v", p.text, stray))
		}
	}
	return errs
}

// setStart places the calendar in time.
func (c *Calendar) setStart(start time.Time, holidays []time.Time) {
	weekday := (int(start.Weekday()) + 6) % 7 // from Monday
	h, m, s := start.Clock()
	c.offset = time.Duration(weekday)*day + time.Duration(h)*time.Hour + time.Duration(m)*time.Minute +
		time.Duration(s)*time.Second + time.Duration(start.Nanosecond())
	monday := date(start) - int64(weekday)
	for _, t := range holidays {
		c.holidays = append(c.holidays, date(t)-monday)
	}
	slices.Sort(c.holidays)
	c.holidays = slices.Compact(c.holidays)
	var extra total
	for _, h := range c.holidays {
		for _, d := range [2]int64{h, h + 1} {
			if n := len(c.odd); n > 0 && c.odd[n-1].day == d {
				continue
			}
			is, regular := c.workday(d), &c.kinds[kind(int(mod7(d)), false, false)]
			extra.planned += sum(is.on, day) - sum(regular.on, day)
			extra.rostered += sum(is.works, day) - sum(regular.works, day)
			c.odd = append(c.odd, oddDay{d, extra})
		}
	}
}

// date counts days; only differences of it mean anything.
func date(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / int64(day/time.Second)
}
