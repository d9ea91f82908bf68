package cost

import (
	"fmt"

	"tweeling/sim/finance"
)

// A Business is what the money of a plan is judged from, for those who look closer than [Appraise] does: by the baseline
// that the economics ask for, and after tax when there is one.
type Business struct{ *judgement }

// NewBusiness takes what [Appraise] takes. One pair of replications is enough.
func NewBusiness(econ Economics, investments []Investment, asIs, toBe []Cash, weeks float64, seed uint64) (*Business, error) {
	p, err := newPairs(econ, investments, asIs, toBe, weeks, seed)
	if err == nil && len(asIs) == 0 {
		err = fmt.Errorf("want replications, have none")
	}
	if err != nil {
		return nil, fmt.Errorf("business: %w", err)
	}
	j, tax, err := p.by(econ.Baseline)
	if err != nil {
		return nil, fmt.Errorf("business: %w", err)
	}
	j.tax = tax
	return &Business{j}, nil
}

// Rate is the discount rate.
func (b *Business) Rate() float64 { return b.econ.DiscountRate }

// Expected are the flows expected, now and at the end of each year.
func (b *Business) Expected() ([]float64, error) { return b.flows(b.means) }

// Flows are those of one replication, as if its luck lasted for ever: for differences, not for risk.
func (b *Business) Flows(replication int) ([]float64, error) {
	means := make([]float64, len(b.streams))
	for s, stream := range b.streams {
		means[s] = stream[replication]
	}
	return b.flows(means)
}

// NPVs are those of all replications, each as if its luck lasted for ever. Before tax their mean is the NPV expected: no
// replication is on the other side of zero than the mean, see [finance.Case].
func (b *Business) NPVs() ([]float64, error) {
	npvs := make([]float64, len(b.asIs))
	for i := range npvs {
		if b.tax == nil {
			npvs[i] = b.worth.Fixed + b.worth.Times*b.worth.Sample[i]
			continue
		}
		flows, err := b.Flows(i)
		if err != nil {
			return nil, err
		}
		if npvs[i], err = finance.NPV(b.econ.DiscountRate, flows); err != nil {
			return nil, err
		}
	}
	return npvs, nil
}

// Futures draws ten thousand single futures, those that an appraisal draws, and hands over the flows of each; they are
// overwritten by the next.
func (b *Business) Futures(each func(future int, flows []float64)) error {
	draws, streams := b.draws()
	return b.Case.Futures(b.econ.DiscountRate, draws, each, streams...)
}

// SplitSmall is what it brings to buy some of the investments in the next calendar year, see [finance.TaxRules.SplitSmall], at
// their likely prices. ok is false when nothing, or when there is no tax.
func (e Economics) SplitSmall(investments []Investment) (split finance.Split, ok bool) {
	if e.Rules == nil {
		return finance.Split{}, false
	}
	list := make([]finance.Investment, len(investments))
	for i, v := range investments {
		list[i] = v.in(0, true)
	}
	return e.Rules.SplitSmall(e.Firm, list...)
}
