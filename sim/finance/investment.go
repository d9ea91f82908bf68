package finance

import (
	"fmt"
	"math"
)

// An Investment is what one measure costs, and how its effect comes about.
type Investment struct {
	Capex      float64 // paid at the start and again at each replacement, positive
	YearlyCost float64 // licences, upkeep, positive
	Life       float64 // years until it is replaced
	Ramp       Ramp
}

func (v Investment) check() error {
	if err := checkAmount("capex", v.Capex); err != nil {
		return err
	}
	if err := checkAmount("yearly cost", v.YearlyCost); err != nil {
		return err
	}
	if v.Capex < 0 {
		return fmt.Errorf("capex: want 0 or more, have %v", v.Capex)
	}
	if err := checkYears("life", v.Life); err != nil {
		return err
	}
	return v.Ramp.check()
}

// near keeps five lives of 0.2 years from being less than one year.
const near = 1e-9

// fixed gives the certain flows over the horizon. Where the life is shorter than the horizon the investment is bought
// again at the end of each life, for the same capex, in the flow of the year that is then complete; the effect does not
// ramp up again, since people have learned. At the horizon the unused part of the last one is credited, linearly: after
// 8 years two fifths of what was bought after 5 and lasts 5, and one fifth of what was bought at the start and lasts 10.
func (v Investment) fixed(horizon float64) []float64 {
	last := int(math.Ceil(horizon - near))
	flows := make([]float64, last+1)
	bought := 0
	for ; bought == 0 || float64(bought)*v.Life < horizon-near; bought++ {
		flows[int(float64(bought)*v.Life+near)] -= v.Capex
	}
	for t := 1; t <= last; t++ {
		flows[t] -= v.YearlyCost * part(t, horizon)
	}
	flows[last] += v.Capex * (float64(bought)*v.Life - horizon) / v.Life
	return flows
}

// part is how much of year t lies before the horizon.
func part(t int, horizon float64) float64 {
	return min(1, horizon-float64(t-1))
}
