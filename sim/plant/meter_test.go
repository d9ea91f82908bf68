package plant

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
)

// drawing is what each node draws.
func drawing(l *sim.Line) []map[string]float64 {
	kw := make([]map[string]float64, l.Len())
	for id := range kw {
		x := float64(id + 1)
		kw[id] = map[string]float64{"working": 3 * x, "setup": 2 * x, "ready": x, "standby": 0.5 * x, "off": 0.1 * x}
	}
	return kw
}

// A part comes every 100 s and takes 10: at work for 9 times 10 s in each quarter of an hour, 11 kW, else 4 kW for 20 s, 1 kW
// for 30 s and 0.1 kW for 40 s. From 30 s on the first quarter is not whole. At work and without work cost 1 a kWh in the
// first quarter, 2 in the second, 5 in the third.
func TestMeterByHand(t *testing.T) {
	l := lineOf(t, &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("100s"), "to": []string{"m"}}},
		machined("m", "10s", map[string]any{"standby_after": 20 * time.Second, "off_after": 50 * time.Second}), {Name: "out", Kind: "sink"}}}, 1, 0)
	id, _ := l.Find("m")
	kw := make([]map[string]float64, l.Len())
	kw[id] = map[string]float64{"working": 11, "ready": 4, "standby": 1, "off": 0.1}
	run(t, l, 30*time.Second)
	l.ClearTallies()
	end := 45 * time.Minute
	m := l.Meter(sim.Metering{KW: kw, Rate: []float64{1, 2, 5}, Until: end})
	run(t, l, end)
	r := m.Read()
	const round = 11*10 + 4*20 + 30 + 0.1*40
	// the first part comes at 100 s: until then the machine is without work from the start on
	first := 20.0 + 0.1*50 + 8*round
	if len(r.KW) != 2 || math.Abs(r.KW[0]-9*round/900) > 1e-9 || math.Abs(r.KW[1]-9*round/900) > 1e-9 {
		t.Errorf("quarters of an hour: %v kW, want twice %v", r.KW, 9*round/900)
	}
	if want := (first + 18*round) / 3600; math.Abs(r.KWh[id]-want) > 1e-9 {
		t.Errorf("%v kWh, want %v", r.KWh[id], want)
	}
	if want := (first + 9*round*(2+5)) / 3600; math.Abs(r.Paid[id]-want) > 1e-9 {
		t.Errorf("paid %v, want %v", r.Paid[id], want)
	}
}

// What a meter reads is what the tallies add up to, whatever the line, and at one price the whole day the energy times that.
func TestMeterAgreesWithTallies(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		start(t, l)
		run(t, l, while/5)
		l.ClearTallies()
		rate := make([]float64, while/sim.Quarter+1)
		for q := range rate {
			rate[q] = 0.2
		}
		kw := drawing(l)
		m := l.Meter(sim.Metering{KW: kw, Rate: rate, Until: while})
		run(t, l, while/2)
		m.Read() // looking at it changes nothing
		run(t, l, while)
		r := m.Read()
		sum := 0.0
		for id := range sim.ID(l.Len()) {
			n := l.Tally(id)
			want := n.Energy(kw[id])
			sum += want
			if crumb := 1e-9 * max(1, want); math.Abs(r.KWh[id]-want) > crumb || math.Abs(r.Paid[id]-0.2*want) > crumb {
				t.Errorf("%s: %v kWh for %v, want %v", l.Name(id), r.KWh[id], r.Paid[id], want)
			}
		}
		drawn := 0.0
		for _, x := range r.KW {
			drawn += x * sim.Quarter.Hours()
		}
		if most := sum; drawn > most*(1+1e-9) {
			t.Errorf("%v kWh in whole quarters of an hour, of %v", drawn, most)
		}
	})
}
