package cost

import (
	"errors"
	"fmt"
	"math"
	"slices"

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
	IRR     []float64 `json:"irr"`      // all roots
	Rate    *float64  `json:"irr_used"` // the one to judge by, see [finance.UniqueIRR]; nil when there is none
	Payback Payback   `json:"payback_years"`
	Index   *float64  `json:"profitability_index"` // present value of what comes back over capex; nil without capex
}

const (
	futures = 10_000
	// manyRuns is so many replications in a year that their mean is normal, and drawing them would only take time.
	manyRuns = 100
)

// Appraise judges a plan from the yearly cash of the line as it is and of the plan, replication by replication on the
// same chance. Weeks is how much one replication watched. The yearly cost of measures is taken off here, not in the
// ledger's cash. Measures are judged together: one difference of cash, that comes about as the average of their ramps,
// weighted by capex. A life other than the horizon is as package finance has it: bought again when shorter, the unused
// part credited when longer. A tax other than "none", and fewer than two pairs, are errors.
func Appraise(econ Economics, investments []Investment, asIs, toBe []float64, weeks float64, seed uint64) (Appraisal, error) {
	if econ.Tax != "" && econ.Tax != "none" {
		return Appraisal{}, fmt.Errorf("tax %q is not built yet; want \"none\"", econ.Tax)
	}
	if len(asIs) != len(toBe) || len(asIs) < 2 {
		return Appraisal{}, errors.New("appraise: want at least two pairs of yearly cash")
	}
	if !(weeks > 0) || !(econ.WeeksPerYear > 0) {
		return Appraisal{}, fmt.Errorf("appraise: want weeks watched and weeks_per_year above 0, have %v and %v", weeks, econ.WeeksPerYear)
	}
	j := judgement{econ: econ, differences: make([]float64, len(asIs)), seed: seed, perYear: econ.WeeksPerYear / weeks}
	for i := range asIs {
		j.differences[i] = toBe[i] - asIs[i]
	}
	j.estimate = stat.Mean(j.differences)
	a := Appraisal{IRR: []float64{}}
	yearlyCost := 0.0
	var list []finance.Investment
	for _, inv := range investments {
		a.Capex += inv.Capex.Likely
		yearlyCost += inv.YearlyCost.Likely
		list = append(list, finance.Investment{Capex: inv.Capex.Likely, YearlyCost: inv.YearlyCost.Likely, Life: inv.Life,
			Ramp: finance.Ramp{Tau: inv.Tau, Dip: inv.Dip, DipTau: inv.DipTau}})
	}
	if len(list) == 0 { // a plan without measures costs nothing
		list = []finance.Investment{{Life: econ.Horizon}}
	}
	a.Yearly = Paired{j.estimate.Mean - yearlyCost, j.estimate.HalfWidth, j.estimate.N}
	var err error
	if j.Case, err = finance.NewCase(econ.Horizon, list...); err != nil {
		return Appraisal{}, fmt.Errorf("appraise: %w", err)
	}
	for _, part := range []func(*Appraisal) error{j.worth, j.spread, j.returns} {
		if err := part(&a); err != nil {
			return Appraisal{}, fmt.Errorf("appraise: %w", err)
		}
	}
	return a, nil
}

// A judgement is what an appraisal rests on.
type judgement struct {
	finance.Case
	econ        Economics
	differences []float64 // of yearly cash, by replication
	estimate    stat.Estimate
	perYear     float64 // replications that make a year
	seed        uint64
}

// worth is the NPV expected, and how well that is known.
func (j *judgement) worth(a *Appraisal) error {
	mean, half, err := j.ExpectedNPV(j.econ.DiscountRate, j.estimate.Mean, j.estimate.HalfWidth)
	a.NPV.Paired = Paired{mean, half, j.estimate.N}
	return err
}

// spread is how single futures lie around it.
func (j *judgement) spread(a *Appraisal) error {
	s, err := j.futures()
	a.NPV.P5, a.NPV.P50, a.NPV.P95, a.PLoss = s.P5, s.P50, s.P95, s.Loss
	return err
}

// futures draws them. A year is made of as many replications as fit into it; where that is no whole number, or so large
// that drawing them would only take time, fewer or more are drawn and their spread is scaled to that of a year.
func (j *judgement) futures() (finance.Spread, error) {
	runs := math.Round(max(1, min(j.perYear, manyRuns)))
	scale := math.Sqrt(runs / j.perYear)
	values := make([]float64, len(j.differences))
	for i, d := range j.differences {
		values[i] = j.estimate.Mean + scale*(d-j.estimate.Mean)
	}
	draws := finance.Draws{Count: futures, RunsPerYear: int(runs), Seed: j.seed}
	if se := j.estimate.SD / math.Sqrt(float64(j.estimate.N)); se > 0 {
		draws.MeanError = func(p float64) float64 { return se * stat.StudentQuantile(p, float64(j.estimate.N-1)) }
	}
	npvs, err := j.FutureNPVs(j.econ.DiscountRate, values, draws)
	if err != nil {
		return finance.Spread{}, err
	}
	return finance.SpreadOf(npvs)
}

// returns are the rates and the payback.
func (j *judgement) returns(a *Appraisal) error {
	flows, err := j.Flows(j.estimate.Mean)
	if err != nil {
		return err
	}
	// Flows that are all zero have no rate, and that is no mistake.
	if slices.ContainsFunc(flows, func(f float64) bool { return f != 0 }) {
		roots, err := finance.IRR(flows)
		if err != nil {
			return err
		}
		a.IRR = append(a.IRR, roots...)
		if rate, ok, err := finance.UniqueIRR(flows); err != nil {
			return err
		} else if ok {
			a.Rate = &rate
		}
	}
	back, err := j.PaybackInterval(j.estimate.Mean, j.estimate.HalfWidth)
	if err != nil {
		return err
	}
	a.Payback = Payback{back.Low, back.Mid, back.High}
	if flows[0] < 0 {
		index, err := finance.ProfitabilityIndex(j.econ.DiscountRate, flows)
		if err != nil {
			return err
		}
		a.Index = &index
	}
	return nil
}
