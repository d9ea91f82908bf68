package finance

import (
	"fmt"
	"math"
)

// A Ramp is how an effect comes about after the start, t years on:
//
//	effect(t) = 1 - exp(-t/Tau) - Dip exp(-t/DipTau)
//
// The zero value is the full effect at once.
type Ramp struct {
	Tau    float64 // years until 63 % of the effect is there; 0: at once
	Dip    float64 // share of a full year's effect that is lost at the start, while people learn
	DipTau float64 // years in which the dip fades to 37 %; 0: as Tau
}

func (r Ramp) check() error {
	for _, f := range []struct {
		name  string
		value float64
	}{{"tau", r.Tau}, {"dip", r.Dip}, {"dip tau", r.DipTau}} {
		if math.IsNaN(f.value) || f.value < 0 || f.value > maxYears {
			return fmt.Errorf("ramp %s: want 0 to %d, have %v", f.name, maxYears, f.value)
		}
	}
	return nil
}

// At is the share of the full effect, t years after the start.
func (r Ramp) At(t float64) float64 {
	return 1 - fade(t, r.Tau) - r.Dip*fade(t, r.dipTau())
}

// Between is the average share of the full effect from year a to year b after the start, by the exact integral; at
// one moment, a = b, the share then.
func (r Ramp) Between(a, b float64) float64 {
	if a == b {
		return r.At(a)
	}
	return 1 - (faded(a, b, r.Tau)+r.Dip*faded(a, b, r.dipTau()))/(b-a)
}

// dipBetween is the average share of a full year's effect that is lost from year a to year b while people learn.
func (r Ramp) dipBetween(a, b float64) float64 {
	if a == b {
		return r.Dip * fade(a, r.dipTau())
	}
	return r.Dip * faded(a, b, r.dipTau()) / (b - a)
}

func (r Ramp) dipTau() float64 {
	if r.DipTau == 0 {
		return r.Tau
	}
	return r.DipTau
}

// fade is exp(-t/tau), and nothing is left when tau is 0.
func fade(t, tau float64) float64 {
	if tau == 0 {
		return 0
	}
	return math.Exp(-t / tau)
}

// faded is the integral of fade from a to b.
func faded(a, b, tau float64) float64 {
	if tau == 0 {
		return 0
	}
	return tau * math.Exp(-a/tau) * -math.Expm1(-(b-a)/tau)
}
