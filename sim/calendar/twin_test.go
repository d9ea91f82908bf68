package calendar_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tweeling/sim/calendar"
)

// A minuteTwin is the calendar written down a second time, as slowly and plainly as it can be said: for a minute, look
// for a line that covers it.
type minuteTwin struct {
	start         time.Time // whole minutes
	works, breaks []line
	holidays      []string
}

type line struct {
	days     []time.Weekday
	from, to int // minutes; to <= from is the next day
}

func (l line) text() string {
	var days string
	for i, d := range l.days {
		if i > 0 {
			days += ","
		}
		days += d.String()[:3]
	}
	return fmt.Sprintf("%s %02d:%02d-%02d:%02d", days, l.from/60, l.from%60, l.to/60, l.to%60)
}

// covers says whether a line that begins on today's or yesterday's date covers a minute.
func (l line) covers(at time.Time, closed []string) bool {
	for back := range 2 {
		begin := at.AddDate(0, 0, -back)
		if !slices.Contains(l.days, begin.Weekday()) || slices.Contains(closed, begin.Format(time.DateOnly)) {
			continue
		}
		end := l.to
		if end <= l.from {
			end += 24 * 60
		}
		if m := at.Hour()*60 + at.Minute() + back*24*60; m >= l.from && m < end {
			return true
		}
	}
	return false
}

func (w minuteTwin) worked(minute int) bool {
	at := w.start.Add(time.Duration(minute) * time.Minute)
	return slices.ContainsFunc(w.works, func(l line) bool { return l.covers(at, w.holidays) })
}

func (w minuteTwin) rests(minute int) bool {
	at := w.start.Add(time.Duration(minute) * time.Minute)
	return slices.ContainsFunc(w.breaks, func(l line) bool { return l.covers(at, nil) })
}

func drawLine(t *rapid.T, name string) line {
	l := line{from: rapid.IntRange(0, 24*60-1).Draw(t, name+" from")}
	l.to = rapid.IntRange(0, 24*60).Filter(func(x int) bool { return x != l.from }).Draw(t, name+" to")
	for d := range 7 {
		if rapid.Bool().Draw(t, name+" day") {
			l.days = append(l.days, time.Weekday(d))
		}
	}
	if l.days == nil {
		l.days = []time.Weekday{time.Friday}
	}
	return l
}

// Every minute of some weeks of any calendar is as the twin says, and every sum is the twin's minutes.
func TestTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := minuteTwin{start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "start")) * time.Minute)}
		var works, breaks []string
		for range rapid.IntRange(1, 3).Draw(t, "works") {
			w.works = append(w.works, drawLine(t, "works"))
			works = append(works, w.works[len(w.works)-1].text())
		}
		for range rapid.IntRange(0, 2).Draw(t, "breaks") {
			w.breaks = append(w.breaks, drawLine(t, "breaks"))
			breaks = append(breaks, w.breaks[len(w.breaks)-1].text())
		}
		var holidays []time.Time
		for range rapid.IntRange(0, 4).Draw(t, "holidays") {
			h := w.start.AddDate(0, 0, rapid.IntRange(-2, 18).Draw(t, "holiday"))
			holidays = append(holidays, h)
			w.holidays = append(w.holidays, h.Format(time.DateOnly))
		}
		c, err := calendar.New(w.start, works, breaks, holidays)
		if err != nil {
			t.Skip(err) // a break outside the works
		}
		compare(t, c, w)
	})
}

func compare(t *rapid.T, c *calendar.Calendar, w minuteTwin) {
	const minutes = 16 * 24 * 60
	at := func(m int) time.Duration { return time.Duration(m) * time.Minute }
	planned, rostered := make([]time.Duration, minutes+1), make([]time.Duration, minutes+1)
	next, changes := c.Next(0)
	for m := range minutes {
		works := w.worked(m)
		rests := works && w.rests(m)
		on := works && !rests
		if c.On(at(m)) != on || c.On(at(m+1)-1) != on {
			t.Fatalf("minute %d: want on %v", m, on)
		}
		if c.InBreak(at(m)) != rests {
			t.Fatalf("minute %d: want in break %v", m, rests)
		}
		if m > 0 && on != c.On(at(m-1)) {
			if !changes || next != at(m) {
				t.Fatalf("minute %d: want a change, have it at %v %v", m, next, changes)
			}
			next, changes = c.Next(next)
		}
		planned[m+1], rostered[m+1] = planned[m], rostered[m]
		if on {
			planned[m+1] += time.Minute
		}
		if works {
			rostered[m+1] += time.Minute
		}
	}
	if changes && next < at(minutes) {
		t.Fatalf("want no change at %v", next)
	}
	for range 50 {
		a, b := rapid.IntRange(0, minutes).Draw(t, "from"), rapid.IntRange(0, minutes).Draw(t, "to")
		a, b = min(a, b), max(a, b)
		if have := c.Planned(at(a), at(b)); have != planned[b]-planned[a] {
			t.Fatalf("planned %d to %d: want %v, have %v", a, b, planned[b]-planned[a], have)
		}
		if have := c.Rostered(at(a), at(b)); have != rostered[b]-rostered[a] {
			t.Fatalf("rostered %d to %d: want %v, have %v", a, b, rostered[b]-rostered[a], have)
		}
	}
}

func FuzzNew(f *testing.F) {
	for _, s := range []string{"Mon-Fri 06:00-14:00", "daily 00:00-24:00", "Sat-Mon,Wed 22:00-06:00", "Mon 6-14", " ", "Mon- 06:00-", "daily 24:00-00:00", "mon 09:00-09:00"} {
		f.Add(s, "Mon 10:00-10:15", int64(3))
	}
	f.Fuzz(func(t *testing.T, works, breaks string, d int64) {
		start := time.Date(2026, 1, 5, 13, 30, 0, 0, time.UTC)
		c, err := calendar.New(start, []string{works}, []string{breaks}, []time.Time{start.AddDate(0, 0, int(d%1000))})
		if err != nil {
			return
		}
		week := c.Planned(20000*time.Hour, 20000*time.Hour+7*24*time.Hour)
		if week <= 0 || week > 7*24*time.Hour {
			t.Fatalf("%q less %q: want a week of work, have %v", works, breaks, week)
		}
		if at, ok := c.Next(0); ok && c.On(at) == c.On(at-1) {
			t.Fatalf("%q less %q: nothing changes at %v", works, breaks, at)
		}
	})
}
