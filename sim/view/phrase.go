package view

import (
	"math"
	"strconv"
	"time"

	"tweeling/sim"
)

// ordinal writes a percentile as people say it: 43rd, 43e.
func (w *Show) ordinal(p float64) string {
	n := int(math.Round(p))
	text := strconv.Itoa(n)
	switch {
	case n%100 >= 11 && n%100 <= 13:
		return w.words.Say("view.ordinal_n", text)
	case n%10 == 1:
		return w.words.Say("view.ordinal_1", text)
	case n%10 == 2:
		return w.words.Say("view.ordinal_2", text)
	case n%10 == 3:
		return w.words.Say("view.ordinal_3", text)
	}
	return w.words.Say("view.ordinal_n", text)
}

// start is the day and hour at which simulated time is 0.
func (w *Show) start() time.Time {
	if w.live != nil {
		return w.driven.Zero
	}
	if s := w.scenario.Run.Start; !s.IsZero() {
		return s
	}
	return time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC) // a Monday
}

// weekdays are the keys of their short names.
var weekdays = [...]string{"view.sun", "view.mon", "view.tue", "view.wed", "view.thu", "view.fri", "view.sat"}

// date writes the day of a time; a scenario without a start has weeks and no dates.
func (w *Show) date(t sim.Time) string {
	at := w.start().Add(t)
	day := w.words.Say(weekdays[at.Weekday()])
	if w.scenario.Run.Start.IsZero() && w.live == nil {
		return w.words.Say("view.week", day, strconv.Itoa(int(t/(7*24*time.Hour))+1))
	}
	return day + " " + w.words.Date(at)
}

// hour writes the time of day, to the second or to the minute.
func (w *Show) hour(t sim.Time, seconds bool) string {
	at := w.start().Add(t)
	if seconds {
		return at.Format("15:04:05")
	}
	return at.Format("15:04")
}

// money writes an amount with cents where it is small.
func (w *Show) money(x float64, decimals int, currency string) string {
	if decimals == 0 {
		return w.words.Money(x, currency)
	}
	sign := ""
	if x < 0 {
		sign = "−"
	}
	number := w.words.Number(math.Abs(x), decimals)
	if currency == "EUR" {
		return sign + w.words.Say("format.euro") + number
	}
	return sign + currency + " " + number
}

// gain writes an amount with its sign, plus included.
func (w *Show) gain(x float64, currency string) string {
	text := w.words.Money(math.Round(x), currency)
	if math.Round(x) > 0 {
		return "+" + text
	}
	return text
}

// lasts writes how long something has lasted, short.
func (w *Show) lasts(d sim.Time) string {
	s := d.Seconds()
	switch {
	case s < 100:
		return w.words.Number(s, 0) + " " + w.words.Say("unit.seconds")
	case s < 100*60:
		return w.words.Number(s/60, 1) + " " + w.words.Say("unit.minutes")
	}
	return w.words.Number(s/3600, 1) + " " + w.words.Say("unit.hours")
}
