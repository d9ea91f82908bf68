package finance

import (
	"errors"
	"fmt"
	"math"
)

// A Case is a business case: the certain flows, and the share of a full year's difference that each year brings. All
// have one entry for now and one for each year of the horizon, and Share[0] is 0. The NPV is linear in the difference, on
// either side of zero.
type Case struct {
	Fixed []float64
	Share []float64
	Loss  []float64 // the share when the difference is below zero; nil: as Share
}

// share is what each year brings of a difference.
func (c Case) share(difference float64) []float64 {
	if difference < 0 && c.Loss != nil {
		return c.Loss
	}
	return c.Share
}

// NewCase puts investments that are made together over a horizon in years. Their yearly difference is one number, since
// measures are not additive; it ramps up as the average of their ramps, weighted by capex (equally when none costs
// anything). A difference below zero is there at once, and what is lost while people learn comes on top: nothing that takes
// its time or goes wrong at first may make a loss smaller. When the horizon is not a whole number, the last flow stands
// for the part of the year that is left.
func NewCase(horizon float64, investments ...Investment) (Case, error) {
	if err := checkYears("horizon", horizon); err != nil {
		return Case{}, err
	}
	if len(investments) == 0 {
		return Case{}, fmt.Errorf("investments: want at least one, have none")
	}
	flows := make([][]float64, len(investments))
	capex := 0.0
	for i, v := range investments {
		if err := v.check(); err != nil {
			return Case{}, err
		}
		if horizon/v.Life > maxYears {
			return Case{}, fmt.Errorf("life: want at most %d replacements within the horizon, have %v years", maxYears, v.Life)
		}
		flows[i] = v.fixed(horizon)
		capex += v.Capex
	}
	c := Case{Fixed: Sum(flows...)}
	c.Share, c.Loss = make([]float64, len(c.Fixed)), make([]float64, len(c.Fixed))
	for _, v := range investments {
		weight := 1 / float64(len(investments))
		if capex > 0 {
			weight = v.Capex / capex
		}
		for t := 1; t < len(c.Share); t++ {
			w := part(t, horizon)
			from := float64(t - 1)
			c.Share[t] += weight * w * v.Ramp.Between(from, from+w)
			c.Loss[t] += weight * w * (1 + v.Ramp.dipBetween(from, from+w))
		}
	}
	return c, nil
}

func (c Case) check() error {
	if err := checkFlows(c.Fixed); err != nil {
		return err
	}
	if len(c.Share) != len(c.Fixed) {
		return fmt.Errorf("share: want as many years as flows, %d, have %d", len(c.Fixed), len(c.Share))
	}
	if c.Loss != nil && len(c.Loss) != len(c.Fixed) {
		return fmt.Errorf("loss: want as many years as flows, %d, have %d", len(c.Fixed), len(c.Loss))
	}
	return errors.Join(checkFlows(c.Share), checkFlows(append([]float64{0}, c.Loss...)))
}

// Flows gives the flows when a full year brings that difference, flow 0 being now.
func (c Case) Flows(difference float64) ([]float64, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if err := checkAmount("difference", difference); err != nil {
		return nil, err
	}
	flows, share := make([]float64, len(c.Fixed)), c.share(difference)
	for t, f := range c.Fixed {
		flows[t] = f + difference*share[t]
	}
	return flows, nil
}

// worth gives what the NPV is made of when a full year brings some difference: the certain part, and the present value of
// each 1 of it.
func (c Case) worth(rate, difference float64) (fixed, unit float64, err error) {
	if err := c.check(); err != nil {
		return 0, 0, err
	}
	if fixed, err = NPV(rate, c.Fixed); err != nil {
		return 0, 0, err
	}
	unit, err = NPV(rate, c.share(difference))
	return fixed, unit, err
}

// ExpectedNPV is the mean NPV and its half width, at the same confidence as the half width of the mean yearly difference
// that it is given. It says how well the mean is known, not how much one future may differ from it. Where the interval holds
// zero, the steeper side rules.
func (c Case) ExpectedNPV(rate, mean, half float64) (npv, npvHalf float64, err error) {
	if err := checkSpread(mean, half); err != nil {
		return 0, 0, err
	}
	fixed, unit, err := c.worth(rate, mean)
	if err != nil {
		return 0, 0, err
	}
	slope := math.Abs(unit)
	if half > math.Abs(mean) {
		_, other, err := c.worth(rate, -mean)
		if err != nil {
			return 0, 0, err
		}
		slope = max(slope, math.Abs(other))
	}
	return fixed + mean*unit, half * slope, nil
}

// RequiredEffect is the share of the promised yearly difference that must come true for the NPV to be zero: below 1
// there is room for disappointment. ok is false when no share does it, because the promise is worth nothing.
func (c Case) RequiredEffect(rate, promised float64) (share float64, ok bool, err error) {
	if err := checkAmount("difference", promised); err != nil {
		return 0, false, err
	}
	fixed, unit, err := c.worth(rate, promised)
	if err != nil || promised*unit <= 0 {
		return 0, false, err
	}
	return -fixed / (promised * unit), true, nil
}

// PaybackInterval is the payback with a yearly difference of mean ± half, with ramp, yearly cost and replacements
// within the horizon. Each end is the payback at that end of the difference (Fieller's interval), nil where the balance
// does not come back to stay.
func (c Case) PaybackInterval(mean, half float64) (PaybackRange, error) {
	if err := checkSpread(mean, half); err != nil {
		return PaybackRange{}, err
	}
	var years [3]*float64
	for i, difference := range []float64{mean + half, mean, mean - half} {
		flows, err := c.Flows(difference)
		if err != nil {
			return PaybackRange{}, err
		}
		p, err := PaybackOf(flows)
		if err != nil {
			return PaybackRange{}, err
		}
		years[i] = p.Years
	}
	return PaybackRange{Low: years[0], Mid: years[1], High: years[2]}, nil
}
