package forecast

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// aShift is how far a forecast reaches where no shift ends, and longest how far it reaches at most by itself.
const (
	aShift  = 8 * time.Hour
	longest = 24 * time.Hour
)

// EndOfShift is when the last station that is on now goes off, breaks passed over; of a line that is off, when the shift after
// that ends. Where nothing goes off within a day it is 8 hours from now, and ends is false.
func EndOfShift(p *plant.Plant, now sim.Time) (end sim.Time, ends bool) {
	latest, waiting := sim.Time(-1), sim.Time(-1)
	for i := range p.Elements {
		e := &p.Elements[i]
		if e.Role != plant.Station || e.Calendar == nil {
			continue
		}
		begin := now
		if !e.Calendar.On(now) && !e.Calendar.InBreak(now) {
			next, ok := e.Calendar.Next(now)
			if !ok {
				continue
			}
			begin = next
		}
		off, ok := goesOff(e.Calendar, begin)
		switch {
		case !ok:
			return now + aShift, false
		case begin == now:
			latest = max(latest, off)
		case waiting < 0 || off < waiting:
			waiting = off
		}
	}
	switch {
	case latest > now && latest <= now+longest:
		return latest, true
	case latest < 0 && waiting > now && waiting <= now+7*longest:
		return waiting, true
	}
	return now + aShift, false
}

// goesOff is when a calendar goes off for more than a break.
func goesOff(c *calendar.Calendar, at sim.Time) (sim.Time, bool) {
	for range 1000 {
		next, ok := c.Next(at)
		if !ok {
			return 0, false
		}
		if !c.On(next) && !c.InBreak(next) {
			return next, true
		}
		at = next
	}
	return 0, false
}
