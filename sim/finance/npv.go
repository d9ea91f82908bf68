package finance

import (
	"fmt"
	"slices"
)

// NPV is the net present value: the sum of flow t over (1+rate)^t, flow 0 being now.
func NPV(rate float64, flows []float64) (float64, error) {
	if err := checkAll(rate, flows); err != nil {
		return 0, err
	}
	return fits(Present(rate, flows))
}

// Present is NPV of flows and a rate that were checked before: in a loop over thousands of futures.
func Present(rate float64, flows []float64) float64 { return present(1/(1+rate), flows) }

// present is the sum of flows[t] v^t.
func present(v float64, flows []float64) float64 {
	sum := 0.0
	for _, flow := range slices.Backward(flows) {
		sum = sum*v + flow
	}
	return sum
}

// ProfitabilityIndex is what comes back per unit of money invested now: the present value of the flows from year 1 on,
// over the size of flow 0, which must be negative. Above 1 it earns; the index less 1 is the NPV per unit invested.
func ProfitabilityIndex(rate float64, flows []float64) (float64, error) {
	if err := checkAll(rate, flows); err != nil {
		return 0, err
	}
	if flows[0] >= 0 {
		return 0, fmt.Errorf("flow 0: want an investment, a negative flow, have %v", flows[0])
	}
	v := 1 / (1 + rate)
	return fits(v * present(v, flows[1:]) / -flows[0])
}

// Sum adds flows year by year; the shorter ones end early. It gives new flows.
func Sum(flows ...[]float64) []float64 {
	var sum []float64
	for _, fs := range flows {
		for t, f := range fs {
			if t == len(sum) {
				sum = append(sum, 0)
			}
			sum[t] += f
		}
	}
	return sum
}
