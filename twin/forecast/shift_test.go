package forecast

import (
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// The end of a shift is that of the station that stays longest, breaks passed over; before the shift it is that of the next.
func TestEndOfShift(t *testing.T) {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	early, err := calendar.New(start, []string{"Mon-Fri 06:00-14:00"}, []string{"Mon-Fri 10:00-10:15"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	long, err := calendar.New(start, []string{"Mon-Fri 06:00-15:00"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	station := func(c *calendar.Calendar) plant.Placed { return plant.Placed{Role: plant.Station, Calendar: c} }
	p := &plant.Plant{Elements: []plant.Placed{station(early), station(long)}}
	at := func(day, hour, minute int) sim.Time {
		return time.Duration(day)*24*time.Hour + time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	}
	for _, c := range []struct {
		now, want sim.Time
		ends      bool
	}{
		{at(0, 7, 0), at(0, 15, 0), true}, {at(0, 10, 5), at(0, 15, 0), true}, {at(0, 14, 30), at(0, 15, 0), true}, {at(0, 3, 0), at(0, 14, 0), true},
		{at(5, 3, 0), at(7, 14, 0), true},
	} {
		if end, ends := EndOfShift(p, c.now); end != c.want || ends != c.ends {
			t.Errorf("at %v: %v, %v, want %v", c.now, end, ends, c.want)
		}
	}
	if end, ends := EndOfShift(&plant.Plant{Elements: []plant.Placed{station(calendar.Always())}}, at(0, 1, 0)); ends || end != at(0, 9, 0) {
		t.Errorf("without a shift: %v, %v", end, ends)
	}
}
