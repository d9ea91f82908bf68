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
	if len(flows) < 2 {
		return 0, fmt.Errorf("flows: want at least two, have %d", len(flows))
	}
	npv, err := NPV(rate, flows)
	if err != nil {
		return 0, err
	}
	return Annuity(-npv, rate, float64(len(flows)-1))
}
