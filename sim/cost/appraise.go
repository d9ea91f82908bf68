package cost

import (
	"errors"
	"fmt"
	"slices"

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

// An Interval is a number by Fieller's interval; nil where there is none: a payback that is not within the life, a share
// of the promised effect that would never do.
type Interval struct {
	Low  *float64 `json:"low"`
	Mid  *float64 `json:"mid"`
	High *float64 `json:"high"`
}

// An Appraisal is whether a plan is worth its money, against the line as it is. Ignorance is not in it: all that is not
// known stands at its likely value. Chance is: each year of a future is a fresh year.
type Appraisal struct {
	Capex     float64   `json:"capex"`
	Grant     float64   `json:"grant"`
	Yearly    Paired    `json:"yearly_cash"` // difference of yearly cash once the measures work in full, their yearly cost taken off; at the prices of now
	Baseline  string    `json:"baseline"`    // that what follows is by
	Baselines Baselines `json:"baselines"`
	Judged              // before tax
	AfterTax  *Judged   `json:"after_tax"` // nil: no tax
	Financing *Financed `json:"financing"` // nil: nobody says how the plan is financed
}

// Judged is what a plan is worth by one baseline, before tax or after it.
type Judged struct {
	NPV         NPV       `json:"npv"`
	PLoss       float64   `json:"p_loss"`
	Required    Interval  `json:"required_effect"` // share of the promised effect that must come true
	IRR         []float64 `json:"irr"`             // all roots
	Rate        *float64  `json:"irr_used"`        // the one to judge by, see [finance.UniqueIRR]; nil when there is none
	Modified    *float64  `json:"mirr"`            // financed and reinvested at the discount rate; nil when nothing comes in or goes out
	Payback     Interval  `json:"payback_years"`
	Discounted  *float64  `json:"discounted_payback_years"`
	FallsBack   bool      `json:"falls_back"`          // it pays back, and then goes below zero for good
	Index       *float64  `json:"profitability_index"` // present value of what comes back over capex; nil without capex
	EqualAnnual float64   `json:"equivalent_annual"`   // the yearly amount that is worth as much, see [finance.EAA]
	Flows       []float64 `json:"flows"`               // expected, now and at the end of each year
}

// Decisive is what the plan is judged by: what is left after tax, when there is one.
func (a *Appraisal) Decisive() *Judged {
	if a.AfterTax != nil {
		return a.AfterTax
	}
	return &a.Judged
}

// Baselines are the worth of a plan against each of the things that may become of the line as it is. Declining is nil when
// nobody says how much volume would be lost.
type Baselines struct {
	Frozen    Outlook  `json:"frozen"`
	Drifting  Outlook  `json:"drifting"`
	Declining *Outlook `json:"declining"`
}

// An Outlook is that worth in short, after tax when there is one.
type Outlook struct {
	NPV   NPV     `json:"npv"`
	PLoss float64 `json:"p_loss"`
}

// Of gives the outlook by a baseline, nil when there is none.
func (b *Baselines) Of(baseline string) *Outlook {
	switch baseline {
	case Frozen:
		return &b.Frozen
	case Drifting:
		return &b.Drifting
	}
	return b.Declining
}

// indexed tells whether something rises though prices do not.
func indexed(investments []Investment) bool {
	return slices.ContainsFunc(investments, func(v Investment) bool { return v.rise(0) != 0 })
}

// Appraise judges a plan from the yearly cash of the line as it is and of the plan, replication by replication on the
// same chance. Weeks is how much one replication watched. The yearly cost of measures is taken off here, not in the
// ledger's cash. Measures are judged together: one difference of cash, that comes about as the average of their ramps,
// weighted by capex. A life other than the horizon is as package finance has it: bought again when shorter, the unused
// part credited when longer. Fewer than two pairs are an error.
//
// All three baselines are worked out, see [Frozen], [Drifting] and [Declining]; the appraisal is by the one that the
// economics ask for.
func Appraise(econ Economics, investments []Investment, asIs, toBe []Cash, weeks float64, seed uint64) (Appraisal, error) {
	if len(asIs) < 2 {
		return Appraisal{}, errors.New("appraise: want at least two pairs of yearly cash")
	}
	p, err := newPairs(econ, investments, asIs, toBe, weeks, seed)
	if err != nil {
		return Appraisal{}, fmt.Errorf("appraise: %w", err)
	}
	a := Appraisal{Baseline: econ.Baseline}
	yearlyCost := 0.0
	for _, inv := range investments {
		a.Capex += inv.Capex.Likely
		a.Grant += inv.granted()
		yearlyCost += inv.Yearly()
	}
	net := stat.Mean(p.difference(func(c Cash) float64 { return c.Net }))
	a.Yearly = Paired{net.Mean - yearlyCost, net.HalfWidth, net.N}
	for _, baseline := range BaselineNames {
		switch {
		case baseline == Declining && econ.Decline == 0:
			continue
		case baseline == Drifting && econ.Drift == (Drift{}) && econ.Baseline != Drifting && !indexed(investments):
			a.Baselines.Drifting = a.Baselines.Frozen
			continue
		}
		before, after, err := p.judge(baseline)
		if err != nil {
			return Appraisal{}, fmt.Errorf("appraise: %w", err)
		}
		if baseline == econ.Baseline {
			a.Judged, a.AfterTax = *before, after
		}
		if after == nil {
			after = before
		}
		if baseline == Declining {
			a.Baselines.Declining = new(Outlook)
		}
		*a.Baselines.Of(baseline) = Outlook{after.NPV, after.PLoss}
	}
	if econ.Financing != nil {
		var err error
		if a.Financing, err = econ.Financing.finance(a.Decisive().Flows, investments); err != nil {
			return Appraisal{}, fmt.Errorf("appraise: %w", err)
		}
	}
	return a, nil
}
