package calendar_test

import (
	"strings"
	"testing"
	"time"

	"tweeling/sim/calendar"
)

const day = 24 * time.Hour

// monday is 5 January 2026.
var monday = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

func made(t testing.TB, start time.Time, works, breaks []string, holidays ...time.Time) *calendar.Calendar {
	t.Helper()
	c, err := calendar.New(start, works, breaks, holidays)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// closed are the first n days.
func closed(n int) []time.Time {
	var days []time.Time
	for i := range n {
		days = append(days, monday.AddDate(0, 0, i))
	}
	return days
}

func TestPlanned(t *testing.T) {
	two := []string{"Mon-Fri 06:00-14:00", "Mon-Fri 14:00-22:00"}
	pauses := []string{"Mon-Fri 10:00-10:15", "Mon-Fri 18:00-18:15"}
	nights := []string{"Mon-Fri 22:00-06:00"}
	wednesday := monday.Add(2 * day)
	for _, c := range []struct {
		name              string
		calendar          *calendar.Calendar
		from, to          time.Duration
		planned, rostered time.Duration
	}{
		{"two shifts, a week", made(t, monday, two, pauses), 0, 7 * day, 5 * (16*time.Hour - 30*time.Minute), 80 * time.Hour},
		{"two shifts, four weeks", made(t, monday, two, pauses), 0, 28 * day, 20 * (16*time.Hour - 30*time.Minute), 320 * time.Hour},
		{"the weekend", made(t, monday, two, pauses), 5 * day, 7 * day, 0, 0},
		{"across a break", made(t, monday, two, pauses), 9 * time.Hour, 11 * time.Hour, 105 * time.Minute, 2 * time.Hour},
		{"backwards", made(t, monday, two, pauses), 7 * day, 0, 0, 0},
		{"a holiday", made(t, monday, two, pauses, wednesday), 0, 7 * day, 4 * (16*time.Hour - 30*time.Minute), 64 * time.Hour},
		{"a holiday told twice", made(t, monday, two, pauses, wednesday, wednesday.Add(time.Hour)), 0, 7 * day, 4 * (16*time.Hour - 30*time.Minute), 64 * time.Hour},
		{"nights end on Saturday", made(t, monday, nights, nil), 5 * day, 6 * day, 6 * time.Hour, 6 * time.Hour},
		{"a holiday takes the night that begins on it", made(t, monday, nights, nil, wednesday), 2*day + 22*time.Hour, 3*day + 6*time.Hour, 0, 0},
		{"and not the one that ends on it", made(t, monday, nights, nil, wednesday), 1*day + 22*time.Hour, 2*day + 6*time.Hour, 8 * time.Hour, 8 * time.Hour},
		{"Sunday night into Monday", made(t, monday, []string{"Sun 22:00-06:00"}, nil), 0, 7 * day, 8 * time.Hour, 8 * time.Hour},
		{"overlaps count once", made(t, monday, []string{"Mon 06:00-14:00", "Mon 13:00-15:00"}, nil), 0, day, 9 * time.Hour, 9 * time.Hour},
		{"days in a list", made(t, monday, []string{"Mon,Wed,Fri 08:00-12:00"}, nil), 0, 7 * day, 12 * time.Hour, 12 * time.Hour},
		{"a range over the end of the week", made(t, monday, []string{"Sat-Mon 08:00-12:00"}, nil), 0, 7 * day, 12 * time.Hour, 12 * time.Hour},
		{"daily", made(t, monday, []string{"daily 00:00-24:00"}, nil), day, 3 * day, 2 * day, 2 * day},
		{"always", calendar.Always(), day, 3 * day, 2 * day, 2 * day},
		{"from Wednesday noon", made(t, wednesday.Add(12*time.Hour), two, pauses), 0, 12 * time.Hour, 10*time.Hour - 15*time.Minute, 10 * time.Hour},
		{"a year of 52 weeks, 25 December", made(t, monday, two, pauses, time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC)), 0, 364 * day, 259 * (16*time.Hour - 30*time.Minute), 259 * 16 * time.Hour},
		{"the day before the start", made(t, monday.Add(day), two, pauses), -day, 0, 16*time.Hour - 30*time.Minute, 16 * time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.calendar.Planned(c.from, c.to); got != c.planned {
				t.Errorf("planned: want %v, have %v", c.planned, got)
			}
			if got := c.calendar.Rostered(c.from, c.to); got != c.rostered {
				t.Errorf("rostered: want %v, have %v", c.rostered, got)
			}
		})
	}
}

func TestChanges(t *testing.T) {
	christmas := time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name     string
		calendar *calendar.Calendar
		from     time.Duration
		want     []time.Duration
	}{
		{"shift and break", made(t, monday, []string{"Mon-Fri 06:00-14:00"}, []string{"Mon-Fri 10:00-10:15"}), 0,
			[]time.Duration{6 * time.Hour, 10 * time.Hour, 10*time.Hour + 15*time.Minute, 14 * time.Hour, 30 * time.Hour}},
		{"over the weekend", made(t, monday, []string{"Mon-Fri 06:00-14:00"}, nil), 4*day + 14*time.Hour, []time.Duration{7*day + 6*time.Hour}},
		{"shifts that meet do not change", made(t, monday, []string{"Mon-Fri 06:00-14:00", "Mon-Fri 14:00-22:00"}, nil), 6 * time.Hour, []time.Duration{22 * time.Hour}},
		{"nor do nights at midnight", made(t, monday, []string{"Mon-Fri 22:00-06:00"}, nil), 22 * time.Hour, []time.Duration{30 * time.Hour, 46 * time.Hour}},
		{"midnight itself", made(t, monday, []string{"Tue 00:00-24:00"}, nil), 0, []time.Duration{day, 2 * day, 8 * day}},
		{"a whole week", made(t, monday, []string{"daily 00:00-24:00"}, nil), 0, nil},
		{"only Christmas closes", made(t, monday, []string{"daily 00:00-24:00"}, nil, christmas), 0, []time.Duration{354 * day, 355 * day}},
		{"a holiday takes the week's only shift", made(t, monday, []string{"Fri 06:00-14:00"}, nil, monday.Add(11*day)), 4*day + 14*time.Hour, []time.Duration{18*day + 6*time.Hour}},
		{"four Fridays closed", made(t, monday, []string{"Fri 06:00-14:00"}, nil, monday.Add(4*day), monday.Add(11*day), monday.Add(18*day), monday.Add(25*day)), 0, []time.Duration{32*day + 6*time.Hour}},
		{"a year of holidays", made(t, monday, []string{"daily 00:00-24:00"}, nil, closed(360)...), 5 * time.Hour, []time.Duration{360 * day}},
		{"always", calendar.Always(), 5, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := c.from
			for i, want := range c.want {
				next, ok := c.calendar.Next(at)
				if !ok || next != want {
					t.Fatalf("change %d: want %v, have %v %v", i+1, want, next, ok)
				}
				if c.calendar.On(next) == c.calendar.On(next-1) {
					t.Fatalf("change %d at %v changes nothing", i+1, next)
				}
				at = next
			}
			if c.want == nil {
				if next, ok := c.calendar.Next(at); ok {
					t.Fatalf("want no change, have %v", next)
				}
			}
		})
	}
}

func TestBreaks(t *testing.T) {
	c := made(t, monday, []string{"Mon-Fri 22:00-06:00"}, []string{"Tue-Sat 02:00-02:15"}, monday.Add(day))
	for _, at := range []struct {
		name     string
		t        time.Duration
		on, rest bool
	}{
		{"before the shift", 21 * time.Hour, false, false},
		{"in the shift", 23 * time.Hour, true, false},
		{"a break begins", 26 * time.Hour, false, true},
		{"a break ends", 26*time.Hour + 15*time.Minute, true, false},
		{"no break in a shift that a holiday took", 2*day + 2*time.Hour, false, false},
		{"Saturday", 5*day + 2*time.Hour + time.Minute, false, true},
	} {
		t.Run(at.name, func(t *testing.T) {
			if on := c.On(at.t); on != at.on {
				t.Errorf("on: want %v, have %v", at.on, on)
			}
			if rest := c.InBreak(at.t); rest != at.rest {
				t.Errorf("in break: want %v, have %v", at.rest, rest)
			}
		})
	}
}

// The last moments of time are asked about by timers that never ring.
func TestEndOfTime(t *testing.T) {
	c := made(t, monday.Add(3*day), []string{"Mon-Fri 06:00-14:00"}, nil)
	const never = time.Duration(1<<63 - 1)
	if at, ok := c.Next(never); ok {
		t.Errorf("want no change after the end of time, have %v", at)
	}
	if got := c.Planned(0, never); got <= 0 {
		t.Errorf("want some time, have %v", got)
	}
	c.On(never)
	c.On(-never)
}

func TestMistakes(t *testing.T) {
	week := []string{"Mon-Fri 06:00-14:00"}
	for _, c := range []struct {
		name          string
		works, breaks []string
		want          []string
	}{
		{"nothing", nil, nil, []string{"works: want at least one line such as"}},
		{"no hours", []string{"Mon-Fri"}, nil, []string{`want days and hours, such as "Mon-Fri 06:00-14:00"`, `have "Mon-Fri"`}},
		{"a day that is none", []string{"Mon-Fry 06:00-14:00"}, nil, []string{"Mon Tue Wed Thu Fri Sat Sun", `have "Mon-Fry" in "Mon-Fry 06:00-14:00"`}},
		{"an hour that is none", []string{"Mon-Fri 6:00-25:00"}, nil, []string{`have "6:00" in`, `have "25:00" in`}},
		{"one hour", []string{"Mon-Fri 06:00"}, nil, []string{`have "06:00" in "Mon-Fri 06:00"`}},
		{"no length", []string{"Mon 06:00-06:00"}, nil, []string{"for a whole day 00:00-24:00"}},
		{"from 24:00", []string{"Mon 24:00-06:00"}, nil, []string{"want a beginning before 24:00"}},
		{"all at once", []string{"Mo 06:00-14:00", "Tue 6-14"}, []string{"Wed"}, []string{`"Mo"`, `"6"`, `breaks: want days and hours`}},
		{"a break outside", week, []string{"Mon-Fri 15:00-15:15"}, []string{`breaks: want a break within the works, have "Mon-Fri 15:00-15:15", outside all of them`}},
		{"a break outside on a day named", week, []string{"Fri-Sat 10:00-10:15"}, []string{"outside on [Sat]"}},
		{"a break all day", week, []string{"daily 00:00-24:00"}, []string{"have breaks all through"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := calendar.New(monday, c.works, c.breaks, nil)
			if err == nil {
				t.Fatal("want a mistake, have none")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("want %q, have %q", want, err)
				}
			}
		})
	}
	t.Run("a break every day of a working week is none", func(t *testing.T) {
		if _, err := calendar.New(monday, week, []string{"daily 10:00-10:15"}, nil); err != nil {
			t.Error(err)
		}
	})
}

func TestNothingAllocated(t *testing.T) {
	c := made(t, monday, []string{"Mon-Fri 22:00-06:00"}, []string{"Tue-Sat 02:00-02:15"}, monday.Add(30*day))
	at := time.Duration(0)
	if n := testing.AllocsPerRun(1000, func() {
		at, _ = c.Next(at)
		c.On(at)
		c.InBreak(at)
		c.Planned(0, at)
		c.Rostered(0, at)
	}); n != 0 {
		t.Errorf("want no allocation, have %v", n)
	}
}

func BenchmarkCalendar(b *testing.B) {
	c := made(b, monday, []string{"Mon-Fri 22:00-06:00", "Mon-Fri 06:00-14:00"}, []string{"Tue-Sat 02:00-02:15"}, monday.Add(30*day))
	b.Run("next", func(b *testing.B) {
		at := time.Duration(0)
		for b.Loop() {
			at, _ = c.Next(at)
		}
	})
	b.Run("planned", func(b *testing.B) {
		at := time.Duration(0)
		for b.Loop() {
			at += 7 * time.Hour
			c.Planned(0, at)
		}
	})
}

func TestRegularIsWithoutHolidays(t *testing.T) {
	c, err := calendar.New(monday, []string{"Mon-Fri 22:00-06:00"}, nil, []time.Time{monday.AddDate(0, 0, 10)})
	if err != nil {
		t.Fatal(err)
	}
	const d = day
	for _, k := range []struct {
		from, to time.Duration
		want     bool
	}{{0, 8 * d, true}, {2 * d, 9*d + 23*time.Hour, true}, {2 * d, 10*d + time.Hour, false}, {11 * d, 12 * d, false}, {12 * d, 20 * d, true}} {
		if have := c.Regular(k.from, k.to); have != k.want {
			t.Errorf("from %v to %v: want %v, have %v", k.from, k.to, k.want, have)
		}
	}
}
