package finance

import (
	"fmt"
	"math"
)

// AnnuityFactor is the present value of 1 at the end of each of so many years: (1 - (1+rate)^-years) / rate, and the
// number of years itself at a rate of 0.
func AnnuityFactor(rate, years float64) (float64, error) {
	if err := checkRate(rate); err != nil {
		return 0, err
	}
	if err := checkYears("years", years); err != nil {
		return 0, err
	}
	if rate == 0 {
		return years, nil
	}
	return fits(-math.Expm1(-years*math.Log1p(rate)) / rate)
}

// Annuity is the equal yearly amount over so many years, from the end of year 1 on, that is worth the amount now.
func Annuity(amount, rate, years float64) (float64, error) {
	if err := checkAmount("amount", amount); err != nil {
		return 0, err
	}
	factor, err := AnnuityFactor(rate, years)
	if err != nil {
		return 0, err
	}
	return fits(amount / factor)
}

// EAC is the equivalent annual cost of something that lasts as many years as there are flows after flow 0: the yearly
// cost, positive, that is worth as much as all of them. Options with unequal lives are compared by it, each over its
// own life, as if replaced by its like for ever.
func EAC(rate float64, flows []float64) (float64, error) {
	worth, err := EAA(rate, flows)
	return -worth, err
}

// EAA is the equivalent annual annuity, the yearly amount that is worth as much as all flows: EAC with the sign of flows.
// Of options that bring something in, over lives of unequal length, the one with the largest EAA is the best.
func EAA(rate float64, flows []float64) (float64, error) {
	if len(flows) < 2 {
		return 0, fmt.Errorf("flows: want at least two, have %d", len(flows))
	}
	npv, err := NPV(rate, flows)
	if err != nil {
		return 0, err
	}
	return Annuity(npv, rate, float64(len(flows)-1))
}

// LevelisedCost is the total cost of ownership per unit made: the present value of all cost over that of the units, so
// that a unit next year counts for less than one now, as its money does. Costs are positive, what comes in is negative;
// units go with them year by year, and the first of both is now.
func LevelisedCost(rate float64, costs, units []float64) (float64, error) {
	if len(costs) != len(units) {
		return 0, fmt.Errorf("units: want one a cost, %d, have %d", len(costs), len(units))
	}
	cost, err := NPV(rate, costs)
	if err != nil {
		return 0, err
	}
	made, err := NPV(rate, units)
	if err != nil {
		return 0, fmt.Errorf("units: %w", err)
	}
	if made <= 0 {
		return 0, fmt.Errorf("units: want more than 0 made in all, have a present value of %v", made)
	}
	return fits(cost / made)
}
