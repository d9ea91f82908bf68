package finance

import (
	"fmt"
	"math"
)

// EconomicLot is the lot size at which setting up and holding stock together cost least, sqrt(2 demand setup / (holding (1 -
// demand/rate))), where demand and rate are units a year asked for and made while the lot runs, setup is what one lot costs
// whatever its size, and holding is what it costs to keep one unit for a year. A rate of 0 says that a lot comes all at
// once. It supposes demand that is even and known, and capacity that suffices (Harris, How many parts to make at once,
// Factory 10, 1913; with a rate: Taft, The most economical production lot, Iron Age 101, 1918). Nothing to set up for
// gives 0.
func EconomicLot(demand, setup, holding, rate float64) (float64, error) {
	for _, x := range []struct {
		name  string
		value float64
	}{{"demand", demand}, {"setup", setup}, {"holding", holding}, {"rate", rate}} {
		if err := checkAmount(x.name, x.value); err != nil {
			return 0, err
		}
		if x.value < 0 {
			return 0, fmt.Errorf("%s: want at least 0, have %v", x.name, x.value)
		}
	}
	switch {
	case holding == 0:
		return 0, fmt.Errorf("holding: want more than 0, have %v; where stock costs nothing there is no largest lot", holding)
	case rate > 0 && demand >= rate:
		return 0, fmt.Errorf("demand: want less than is made in a year, %v, have %v", rate, demand)
	case rate > 0:
		holding *= 1 - demand/rate
	}
	return fits(math.Sqrt(2 * demand * setup / holding))
}
