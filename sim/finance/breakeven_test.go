package finance

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// A line with EAC 43,503.69 and 10,000 more fixed cost that earns 4 instead of 3.50 a part pays from 107,007 parts on.
func TestBreakEvenVolume(t *testing.T) {
	eac := must(Annuity(250_000, 0.08, 8))
	worth := func(volume float64) (float64, error) { return volume*0.5 - eac - 10_000, nil }
	x, ok, err := BreakEven(0, 1e6, 1e-6, worth)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	close6(t, "volume", x, (eac+10_000)/0.5, 1e-6)
	falls := func(wage float64) (float64, error) { return 5 - wage, nil }
	x, ok, err = BreakEven(-1e3, 1e3, 1e-9, falls)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	close6(t, "a wage", x, 5, 1e-9)
	// A step has no zero; the break-even is where it steps.
	step := func(x float64) (float64, error) { return math.Copysign(1, x-3), nil }
	x, ok, _ = BreakEven(0, 10, 1e-9, step)
	if !ok {
		t.Fatal("no step")
	}
	close6(t, "a step", x, 3, 1e-9)
	if _, ok, err := BreakEven(0, 1, 1e-9, falls); ok || err != nil {
		t.Error("nothing there is zero", err)
	}
	if x, ok, _ := BreakEven(5, 6, 1e-9, falls); !ok || x != 5 {
		t.Errorf("at the end: %v %v", x, ok)
	}
}

func TestBreakEvenMistakes(t *testing.T) {
	line := func(x float64) (float64, error) { return x - 1, nil }
	for _, m := range []struct {
		name                 string
		low, high, tolerance float64
		f                    func(float64) (float64, error)
		want                 string
	}{
		{"no range", 1, 1, 1, line, "low below high"},
		{"no end", 0, math.Inf(1), 1, line, "low below high"},
		{"no tolerance", 0, 2, 0, line, "tolerance"},
		{"no number", 0, 2, 1, func(float64) (float64, error) { return math.NaN(), nil }, "number"},
		{"fails", 0, 2, 1, func(float64) (float64, error) { return 0, errors.New("no run") }, "no run"},
		{"up and down", 0, 4, 1e-3, func(x float64) (float64, error) { return math.Sin(3*x) + 0.3*x - 0.1, nil }, "both"},
	} {
		if _, _, err := BreakEven(m.low, m.high, m.tolerance, m.f); err == nil || !strings.Contains(err.Error(), m.want) {
			t.Errorf("%s: have %v, want %q", m.name, err, m.want)
		}
	}
}

// What lasts 2 years and what lasts 3, each replaced by its like, cost over 6 years what their EAC says.
func TestUnequalLives(t *testing.T) {
	for _, flows := range [][]float64{{-100, -10, -12}, {-140, -8, -9, 5}} {
		life := len(flows) - 1
		chain := make([]float64, 7)
		for start := 0; start < 6; start += life {
			chain = Sum(chain, append(make([]float64, start), flows...))
		}
		close6(t, "chain", must(EAC(0.08, chain)), must(EAC(0.08, flows)), 1e-9)
		close6(t, "EAA", must(EAA(0.08, flows)), -must(EAC(0.08, flows)), 0)
	}
}

func TestLevelisedCost(t *testing.T) {
	// 43,503.69 a year as an annuity and 20,000 running, over 100,000 parts a year: both by one factor.
	costs, units := years(250_000, 20_000, 8), years(0, 100_000, 8)
	close6(t, "per part", must(LevelisedCost(0.08, costs, units)), 0.6350369, 5e-8)
	for _, c := range []struct {
		costs, units []float64
		want         string
	}{{costs, units[:3], "one a cost"}, {costs, make([]float64, 9), "more than 0 made"}, {nil, nil, "at least one"}} {
		if _, err := LevelisedCost(0.08, c.costs, c.units); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("have %v, want %q", err, c.want)
		}
	}
}
