package plant_test

import (
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// Demand comes in all day and night, or in the hours of a shift: as much in a week either way.
func TestDemandComesInTheHoursOfItsShift(t *testing.T) {
	const text = `
[economics]
weeks_per_year = 50
[shift.day]
works = ["Mon-Fri 08:00-16:00"]
[product.a]
price = 1
demand_per_year = 20_000
[line.in]
kind = "source"
release = "demand"
shift = "day"
to = ["out"]
[line.out]
kind = "sink"
`
	for shift, want := range map[string][2]int64{`shift = "day"`: {0, 80}, "": {19, 38}} { // of 400 a week, by 08:00 and by 16:00 on Monday
		l := demandLine(t, strings.Replace(text, `shift = "day"`, shift, 1))
		came := func(until time.Duration) int64 {
			if err := l.Run(until); err != nil {
				t.Fatal(err)
			}
			return l.Totals().Entered[0]
		}
		early, day, all := came(8*time.Hour), came(16*time.Hour), came(7*24*time.Hour)
		if early < want[0]-1 || early > want[0]+1 || day < want[1]-1 || day > want[1]+1 || all < 399 || all > 400 {
			t.Errorf("%q: want about %v and 400 in a week, have %d, %d and %d", shift, want, early, day, all)
		}
	}
}

func demandLine(t *testing.T, text string) *sim.Line {
	t.Helper()
	s, err := scenario.Read("demand.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := s.Model("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	return l
}
