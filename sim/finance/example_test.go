package finance_test

import (
	"fmt"

	"tweeling/sim/finance"
)

func ExampleIRR() {
	roots, err := finance.IRR([]float64{-1000, 2300, -1320})
	fmt.Printf("%.2f %v\n", roots, err)
	// Output: [0.10 0.20] <nil>
}

// A robot of which we know the yearly difference as 31,000 ± 4,000, from replications of four weeks.
func ExampleCase() {
	robot := finance.Investment{Capex: 95_000, YearlyCost: 4_500, Life: 8, Ramp: finance.Ramp{Tau: 1.0 / 3, Dip: 0.05}}
	c, err := finance.NewCase(8, robot)
	if err != nil {
		fmt.Println(err)
		return
	}
	npv, half, _ := c.ExpectedNPV(0.09, 31_000, 4_000)
	fmt.Printf("NPV %.0f ± %.0f\n", npv, half)
	back, _ := c.PaybackInterval(31_000, 4_000)
	fmt.Printf("paid back in %.1f years, %.1f to %.1f\n", *back.Mid, *back.Low, *back.High)
	share, _, _ := c.RequiredEffect(0.09, 31_000)
	fmt.Printf("%.0f %% of the promise must come true\n", 100*share)
	values := []float64{20_000, 26_000, 31_000, 36_000, 42_000}
	npvs, _ := c.FutureNPVs(0.09, finance.Draws{Count: 10_000, RunsPerYear: 12, Seed: 1}, values)
	future, _ := finance.SpreadOf(npvs)
	fmt.Printf("one future: %.0f to %.0f\n", future.P5, future.P95)
	// Output:
	// NPV 41761 ± 20860
	// paid back in 4.0 years, 3.5 to 4.6
	// 74 % of the promise must come true
	// one future: 34967 to 48624
}
