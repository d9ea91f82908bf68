package finance

import (
	"fmt"
	"testing"
)

func say(p *float64) string {
	if p == nil {
		return "none"
	}
	return fmt.Sprintf("%.4f", *p)
}

func TestPayback(t *testing.T) {
	for _, c := range []struct {
		name         string
		flows        []float64
		recovery     Recovery
		years, first string
	}{
		{"at a year's end", []float64{-100, 50, 50, 50}, PaidBack, "2.0000", "2.0000"},
		{"within a year", []float64{-100, 50, 100}, PaidBack, "1.5000", "1.5000"},
		{"never", []float64{-100, 50, 40}, NotWithinLife, "none", "none"},
		{"pays back, then goes negative", []float64{-100, 60, 60, -50}, FallsBack, "none", "1.6667"},
		{"dips and recovers", []float64{-100, 120, -40, 40}, PaidBack, "2.5000", "0.8333"},
		{"nothing went out", []float64{0, 10}, PaidBack, "0.0000", "0.0000"},
		{"came in first and went out for good", []float64{1000, -3000, 500}, NotWithinLife, "none", "none"},
		{"tenths are no year late", []float64{-0.3, 0.1, 0.1, 0.1, 0.1}, PaidBack, "3.0000", "3.0000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := PaybackOf(c.flows)
			if err != nil {
				t.Fatal(err)
			}
			if p.Recovery != c.recovery || say(p.Years) != c.years || say(p.First) != c.first {
				t.Errorf("have %v, %s, first %s", p.Recovery, say(p.Years), say(p.First))
			}
		})
	}
}

func TestPaybackInterval(t *testing.T) {
	for _, c := range []struct {
		name           string
		mean, half     float64
		low, mid, high string
	}{
		{"bounded", 50_000, 10_000, "1.6667", "2.0000", "2.5000"},
		{"not bounded above", 50_000, 60_000, "0.9091", "2.0000", "none"},
		{"half width as large as the mean", 50_000, 50_000, "1.0000", "2.0000", "none"},
		{"mean loses", -10_000, 30_000, "5.0000", "none", "none"},
		{"loses for sure", -50_000, 10_000, "none", "none", "none"},
	} {
		k := must(NewCase(5, Investment{Capex: 100_000, Life: 5}))
		at := func(difference float64) []float64 { return must(k.Flows(difference)) }
		r := must(PaybackBetween(at(c.mean+c.half), at(c.mean), at(c.mean-c.half)))
		if say(r.Low) != c.low || say(r.Mid) != c.mid || say(r.High) != c.high {
			t.Errorf("%s: have %s, %s, %s", c.name, say(r.Low), say(r.Mid), say(r.High))
		}
	}
}
