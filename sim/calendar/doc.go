// Package calendar says when a shift works.
//
//	c, err := calendar.New(start, []string{"Mon-Fri 06:00-14:00"}, []string{"Mon-Fri 10:00-10:15"}, holidays)
//	c.On(t)               // does it work at t?
//	at, ok := c.Next(t)   // when does that change?
//	c.Planned(from, to)   // time to work in, breaks subtracted
//	c.Rostered(from, to)  // time that is paid, breaks included
//
// Times are counted from the start of simulated time, in local time without daylight saving. A shift belongs to the day
// it begins: "Mon-Fri 22:00-06:00" works until Saturday 06:00, and a holiday takes away the shifts that begin on it and
// no others. Shifts that overlap are one. Breaks go by the clock: "Tue-Sat 02:00-02:15" are the breaks of the night
// shifts of Monday to Friday.
//
// A day of a calendar is one of 28: a weekday, and whether it and the day before are holidays. These are made once, so
// that every question is a look at one day, and sums over years are whole weeks, one day, and the holidays between.
package calendar
