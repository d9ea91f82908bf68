package finance

import (
	"errors"
	"fmt"
	"math"
)

const (
	maxYears  = 1000 // flows; longer ones are a mistake of units
	maxAmount = 1e15 // so that sums of flows keep their cents and products stay finite
)

func checkAmount(name string, x float64) error {
	if math.IsNaN(x) || math.Abs(x) > maxAmount {
		return fmt.Errorf("%s: want an amount within ±1e15, have %v", name, x)
	}
	return nil
}

func checkRate(rate float64) error {
	if math.IsNaN(rate) || math.IsInf(rate, 0) || rate <= -1 {
		return fmt.Errorf("rate: want a fraction per year above -1, have %v", rate)
	}
	return nil
}

// checkDrift is for a yearly rise of prices, as a fraction.
func checkDrift(name string, drift float64) error {
	if !(drift > -1 && drift <= 1) {
		return fmt.Errorf("%s: want a fraction per year above -1 and at most 1, have %v", name, drift)
	}
	return nil
}

func checkYears(name string, years float64) error {
	if math.IsNaN(years) || years <= 0 || years > maxYears {
		return fmt.Errorf("%s: want more than 0 and at most %d years, have %v", name, maxYears, years)
	}
	return nil
}

func checkFlows(flows []float64) error {
	if len(flows) == 0 {
		return errors.New("flows: want at least one, have none")
	}
	if len(flows) > maxYears+1 {
		return fmt.Errorf("flows: want at most %d, have %d", maxYears+1, len(flows))
	}
	for t, f := range flows {
		if err := checkAmount(fmt.Sprintf("flow %d", t), f); err != nil {
			return err
		}
	}
	return nil
}

// checkAll is for what takes a rate and flows.
func checkAll(rate float64, flows []float64) error {
	if err := checkRate(rate); err != nil {
		return err
	}
	return checkFlows(flows)
}

// fits refuses results that overflowed, which rates near -1 over many years do.
func fits(x float64) (float64, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, errors.New("the result is too large: the rate is too near -1 for so many years")
	}
	return x, nil
}
