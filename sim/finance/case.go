package finance

import (
	"errors"
	"fmt"
	"slices"
)

// A Case is a business case: the certain flows, and the share of a full year's difference that each year brings. All
// have one entry for now and one for each year of the horizon, and Share[0] is 0. The NPV is linear in the difference, on
// either side of zero.
//
// The difference may consist of several streams that do not grow alike, such as pay, energy and all else: then the
// difference in year t is the sum over the streams of stream s times Growth[s][t], and Growth[s][0] is what of stream s
// falls now, whatever the shares. Without Growth there is one stream, and all its years are alike.
type Case struct {
	Fixed  []float64
	Share  []float64
	Loss   []float64   // the share of a year in which the difference is below zero; nil: as Share
	Growth [][]float64 // by stream and year; nil: one stream that stays as it is

	Untaxed []bool // streams that are no profit, as stock that is set free; what it does not reach is taxed
}

// NewCase puts investments that are made together over a horizon in years. Their yearly difference is one number, since
// measures are not additive; it ramps up as the average of their ramps, weighted by capex (equally when none costs
// anything). A difference below zero is there at once, and what is lost while people learn comes on top: nothing that takes
// its time or goes wrong at first may make a loss smaller. When the horizon is not a whole number, the last flow stands
// for the part of the year that is left.
func NewCase(horizon float64, investments ...Investment) (Case, error) {
	if err := checkInvestments(horizon, investments); err != nil {
		return Case{}, err
	}
	flows := make([][]float64, len(investments))
	capex := 0.0
	for i, v := range investments {
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

func checkInvestments(horizon float64, investments []Investment) error {
	if err := checkYears("horizon", horizon); err != nil {
		return err
	}
	if len(investments) == 0 {
		return errors.New("investments: want at least one, have none")
	}
	for _, v := range investments {
		if err := v.check(); err != nil {
			return err
		}
		if horizon/v.Life > maxYears {
			return fmt.Errorf("life: want at most %d replacements within the horizon, have %v years", maxYears, v.Life)
		}
	}
	return nil
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
	for s, g := range c.Growth {
		if len(g) != len(c.Fixed) {
			return fmt.Errorf("growth of stream %d: want as many years as flows, %d, have %d", s, len(c.Fixed), len(g))
		}
		if err := checkFlows(g); err != nil {
			return fmt.Errorf("growth of stream %d: %w", s, err)
		}
	}
	return errors.Join(checkFlows(c.Share), checkFlows(append([]float64{0}, c.Loss...)))
}

// streams is how many parts the difference has.
func (c Case) streams() int { return max(1, len(c.Growth)) }

// growth is what stream s has become in year t.
func (c Case) growth(s, t int) float64 {
	switch {
	case c.Growth != nil:
		return c.Growth[s][t]
	case t == 0:
		return 0
	}
	return 1
}

// in is what the streams come to in year t, in full.
func (c Case) in(t int, streams []float64) float64 {
	sum := 0.0
	for s, x := range streams {
		sum += x * c.growth(s, t)
	}
	return sum
}

// untaxed is what of the streams is no profit, in year t and in full.
func (c Case) untaxed(t int, streams []float64) float64 {
	sum := 0.0
	for s, free := range c.Untaxed {
		if free {
			sum += streams[s] * c.growth(s, t)
		}
	}
	return sum
}

// AfterTax gives the flows after a tax, of which the difference, stream by stream, has some part that is no profit.
func (c Case) AfterTax(tax *Taxation, flows []float64, difference ...float64) ([]float64, error) {
	if err := c.checkStreams(difference); err != nil {
		return nil, err
	}
	free, shares := make([]float64, len(flows)), c.shares(difference)
	for t := range free {
		free[t] = c.untaxed(t, difference) * shares[t]
	}
	profit := slices.Clone(flows)
	for t := range profit {
		profit[t] -= free[t]
	}
	after, err := tax.After(profit)
	for t := range after {
		after[t] += free[t]
	}
	return after, err
}

// shares are what each year brings of the streams; now all of what falls now.
func (c Case) shares(streams []float64) []float64 {
	shares := make([]float64, len(c.Share))
	for t := range shares {
		shares[t] = c.Share[t]
		if c.Loss != nil && c.in(t, streams) < 0 {
			shares[t] = c.Loss[t]
		}
	}
	shares[0] = 1
	return shares
}

// weights are the present value of each 1 of each stream, when each year brings such shares.
func (c Case) weights(rate float64, shares []float64) ([]float64, error) {
	weights := make([]float64, c.streams())
	yearly := make([]float64, len(shares))
	for s := range weights {
		for t := range yearly {
			yearly[t] = shares[t] * c.growth(s, t)
		}
		var err error
		if weights[s], err = NPV(rate, yearly); err != nil {
			return nil, err
		}
	}
	return weights, nil
}

// checkStreams is for a difference, stream by stream.
func (c Case) checkStreams(difference []float64) error {
	if err := c.check(); err != nil {
		return err
	}
	if len(difference) != c.streams() {
		return fmt.Errorf("difference: want one a stream, %d, have %d", c.streams(), len(difference))
	}
	for _, d := range difference {
		if err := checkAmount("difference", d); err != nil {
			return err
		}
	}
	return nil
}

// Flows gives the flows when a full year brings that difference, stream by stream; flow 0 is now.
func (c Case) Flows(difference ...float64) ([]float64, error) {
	if err := c.checkStreams(difference); err != nil {
		return nil, err
	}
	flows, shares := make([]float64, len(c.Fixed)), c.shares(difference)
	for t, f := range c.Fixed {
		flows[t] = f + c.in(t, difference)*shares[t]
	}
	return flows, nil
}
