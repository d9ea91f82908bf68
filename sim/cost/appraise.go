package cost

import (
	"errors"
	"fmt"

	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// A Paired is an estimate over paired replications, at 95 %.
type Paired struct {
	Mean      float64 `json:"mean"`
	HalfWidth float64 `json:"half_width"`
	N         int     `json:"n"`
}

// An NPV is the net present value: how well its expectation is known, and how single futures spread around it.
type NPV struct {
	Paired
	P5  float64 `json:"p5"`
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
}

// A Payback is in years, by Fieller's interval; nil where it does not pay back within the life.
type Payback struct {
	Low  *float64 `json:"low"`
	Mid  *float64 `json:"mid"`
	High *float64 `json:"high"`
}

// An Appraisal is whether a plan is worth its money, against the line as it is. Ignorance is not in it: all that is not
// known stands at its likely value. Chance is: each year of a future is a fresh year.
type Appraisal struct {
	Capex   float64   `json:"capex"`
	Yearly  Paired    `json:"yearly_cash"` // difference of yearly cash once the measures work in full, their yearly cost taken off
	NPV     NPV       `json:"npv"`
	PLoss   float64   `json:"p_loss"`
	IRR     []float64 `json:"irr"` // all roots; one means it is unique
	Payback Payback   `json:"payback_years"`
	Index   *float64  `json:"profitability_index"`
}

const (
	futures = 10_000
)

// Appraise judges a plan from the yearly cash of the line as it is and of the plan, replication by replication on the
// same chance. Weeks is how much one replication watched. The yearly cost of measures is taken off here, not in the ledger's cash.
func Appraise(econ Economics, investments []Investment, asIs, toBe []float64, weeks float64, seed uint64) (Appraisal, error) {
	if econ.Tax != "" && econ.Tax != "none" {
		return Appraisal{}, fmt.Errorf("tax %q is not built yet; want \"none\"", econ.Tax)
	}
	if len(asIs) != len(toBe) || len(asIs) < 2 {
		return Appraisal{}, errors.New("appraise: want at least two pairs of yearly cash")
	}
	differences := make([]float64, len(asIs))
	for i := range asIs {
		differences[i] = toBe[i] - asIs[i]
	}
	a := Appraisal{IRR: []float64{}}
	var list []finance.Investment
	yearlyCost := 0.0
	for _, inv := range investments {
		a.Capex += inv.Capex.Likely
		yearlyCost += inv.YearlyCost.Likely
		list = append(list, finance.Investment{Capex: inv.Capex.Likely, YearlyCost: inv.YearlyCost.Likely, Life: inv.Life,
			Ramp: finance.Ramp{Tau: inv.Tau, Dip: inv.Dip, DipTau: inv.DipTau}})
	}
	e := stat.Mean(differences)
	a.Yearly = Paired{e.Mean - yearlyCost, e.HalfWidth, e.N}
	c, err := finance.NewCase(econ.Horizon, list...)
	if err != nil {
		return a, err
	}
	if err := a.judge(econ, c, e, differences, weeks, seed); err != nil {
		return a, err
	}
	return a, nil
}

func (a *Appraisal) judge(econ Economics, c finance.Case, e stat.Estimate, differences []float64, weeks float64, seed uint64) error {
	mean, half, err := c.ExpectedNPV(econ.DiscountRate, e.Mean, e.HalfWidth)
	if err != nil {
		return err
	}
	runs := max(1, int(econ.WeeksPerYear/weeks+0.5))
	npvs, err := c.FutureNPVs(econ.DiscountRate, differences, finance.Draws{Count: futures, RunsPerYear: runs, Seed: seed})
	if err != nil {
		return err
	}
	spread, err := finance.SpreadOf(npvs)
	if err != nil {
		return err
	}
	a.NPV = NPV{Paired: Paired{mean, half, e.N}, P5: spread.P5, P50: spread.P50, P95: spread.P95}
	a.PLoss = spread.Loss
	flows, err := c.Flows(e.Mean)
	if err != nil {
		return err
	}
	if roots, err := finance.IRR(flows); err == nil && roots != nil {
		a.IRR = roots
	}
	if pb, err := c.PaybackInterval(e.Mean, e.HalfWidth); err == nil {
		a.Payback = Payback{pb.Low, pb.Mid, pb.High}
	}
	if a.Capex > 0 {
		if index, err := finance.ProfitabilityIndex(econ.DiscountRate, flows); err == nil {
			a.Index = &index
		}
	}
	return nil
}
