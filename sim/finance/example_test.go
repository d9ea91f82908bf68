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
	values := []float64{20_000, 26_000, 31_000, 36_000, 42_000}
	w, _ := c.Worth(0.09, []float64{31_000}, [][]float64{values})
	fmt.Printf("NPV %.0f ± %.0f\n", w.Fixed+31_000*w.Times, 4_000*w.Times)
	best, _ := c.Flows(35_000)
	middle, _ := c.Flows(31_000)
	worst, _ := c.Flows(27_000)
	back, _ := finance.PaybackBetween(best, middle, worst)
	fmt.Printf("paid back in %.1f years, %.1f to %.1f\n", *back.Mid, *back.Low, *back.High)
	fmt.Printf("%.0f %% of the promise must come true\n", 100**w.Required(31_000, 4_000).Mid)
	npvs, _ := c.FutureNPVs(0.09, finance.Draws{Count: 10_000, RunsPerYear: 12, Seed: 1}, values)
	future, _ := finance.SpreadOf(npvs)
	fmt.Printf("one future: %.0f to %.0f\n", future.P5, future.P95)
	// Output:
	// NPV 41761 ± 20860
	// paid back in 4.0 years, 3.5 to 4.6
	// 74 % of the promise must come true
	// one future: 34967 to 48624
}
