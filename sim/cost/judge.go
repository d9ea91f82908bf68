package cost

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

const (
	// futures is how many single futures are drawn: a probability of 5 % is then known to 0.4 %.
	futures = 10_000
	// manyRuns is so many replications in a year that their mean is normal, and drawing them would only take time.
	manyRuns = 100
)

// pairs are what a plan is judged from, by whatever baseline.
type pairs struct {
	econ        Economics
	investments []Investment
	asIs, toBe  []Cash
	perYear     float64 // replications that make a year
	seed        uint64
	students    map[float64]float64 // quantiles that were worked out: all baselines draw the same
}

func newPairs(econ Economics, investments []Investment, asIs, toBe []Cash, weeks float64, seed uint64) (*pairs, error) {
	switch {
	case len(asIs) != len(toBe):
		return nil, fmt.Errorf("want as many replications of both, have %d and %d", len(asIs), len(toBe))
	case !(weeks > 0) || !(econ.WeeksPerYear > 0):
		return nil, fmt.Errorf("want weeks watched and weeks_per_year above 0, have %v and %v", weeks, econ.WeeksPerYear)
	case !slices.Contains(BaselineNames, econ.Baseline):
		return nil, fmt.Errorf("want a baseline, one of %v, have %q", BaselineNames, econ.Baseline)
	case econ.Baseline == Declining && econ.Decline == 0:
		return nil, errors.New("want how much volume is lost a year, since the baseline is declining, have none")
	}
	if len(investments) == 0 { // a plan without measures costs nothing
		investments = []Investment{{Life: econ.Horizon}}
	}
	return &pairs{econ: econ, investments: investments, asIs: asIs, toBe: toBe, perYear: econ.WeeksPerYear / weeks, seed: seed, students: map[float64]float64{}}, nil
}

// student is the quantile of Student's t for the pairs.
func (p *pairs) student(at float64) float64 {
	x, ok := p.students[at]
	if !ok {
		x = stat.StudentQuantile(at, float64(len(p.asIs)-1))
		p.students[at] = x
	}
	return x
}

// difference is plan less as-is of some part of the cash, by replication.
func (p *pairs) difference(of func(Cash) float64) []float64 {
	list := make([]float64, len(p.asIs))
	for i := range list {
		list[i] = of(p.toBe[i]) - of(p.asIs[i])
	}
	return list
}

// A judgement is what a plan is judged from by one baseline.
type judgement struct {
	*pairs
	finance.Case
	streams  [][]float64
	means    []float64 // of the streams
	worth    finance.Worth
	estimate stat.Estimate     // of the sample of worth
	tax      *finance.Taxation // nil: before tax
}

// judge says what a plan is worth by a baseline, before tax and, when there is one, after it.
func (p *pairs) judge(baseline string) (before, after *Judged, err error) {
	j, tax, err := p.by(baseline)
	if err != nil {
		return nil, nil, err
	}
	if before, err = j.judged(); err != nil || tax == nil {
		return before, nil, err
	}
	j.tax = tax
	after, err = j.judged()
	return before, after, err
}

// by is what a plan is judged from by a baseline, before tax, and the tax when there is one.
func (p *pairs) by(baseline string) (*judgement, *finance.Taxation, error) {
	j := &judgement{pairs: p}
	drift, frozen := Drift{}, baseline == Frozen
	if !frozen {
		drift = p.econ.Drift
	}
	list := make([]finance.Investment, len(p.investments))
	for i, inv := range p.investments {
		list[i] = inv.in(drift.Other, frozen)
	}
	var err error
	if j.Case, err = finance.NewCase(p.econ.Horizon, list...); err != nil {
		return nil, nil, err
	}
	decline := 0.0
	if baseline == Declining {
		decline = p.econ.Decline
	}
	j.part(drift, decline)
	for _, s := range j.streams {
		j.means = append(j.means, stat.Average(s))
	}
	if j.worth, err = j.Worth(p.econ.DiscountRate, j.means, j.streams); err != nil {
		return nil, nil, err
	}
	j.estimate = stat.Mean(j.worth.Sample)
	if p.econ.Rules == nil {
		return j, nil, nil
	}
	tax, err := finance.NewTaxation(p.econ.Rules, p.econ.Firm, p.econ.Horizon, list...)
	return j, tax, err
}

// part divides the difference of cash into streams that rise alike: all of it together, or pay, energy and the rest. What
// the line as it is would lose of its volume, and what is lost while measures are put in, is one more.
func (j *judgement) part(drift Drift, decline float64) {
	years := len(j.Fixed)
	rising := func(rate float64) []float64 {
		growth := make([]float64, years)
		for t := 1; t < years; t++ {
			growth[t] = math.Pow(1+rate, float64(t))
		}
		return growth
	}
	net := j.difference(func(c Cash) float64 { return c.Net })
	if drift.Wage == drift.Other && drift.Energy == drift.Other {
		j.streams, j.Growth = [][]float64{net}, [][]float64{rising(drift.Other)}
	} else {
		pay := j.difference(func(c Cash) float64 { return -c.Pay })
		energy := j.difference(func(c Cash) float64 { return -c.Energy })
		for i := range net {
			net[i] -= pay[i] + energy[i]
		}
		j.streams = [][]float64{pay, energy, net}
		j.Growth = [][]float64{rising(drift.Wage), rising(drift.Energy), rising(drift.Other)}
	}
	j.release(drift.Other)
	stop := 0.0
	for _, inv := range j.investments {
		stop += inv.InstallStop / j.econ.WeeksPerYear
	}
	if decline == 0 && stop == 0 {
		return
	}
	lost := func(rate float64) []float64 {
		growth := rising(rate)
		for t := range growth {
			growth[t] *= 1 - math.Pow(1-decline, float64(t))
		}
		return growth
	}
	volume, pay, saves := make([]float64, len(j.asIs)), make([]float64, len(j.asIs)), false
	for i, c := range j.asIs {
		volume[i], pay[i] = c.Contribution, -c.VolumePay
		saves = saves || c.VolumePay != 0
	}
	growth := lost(drift.Other)
	growth[0] = -stop
	j.streams, j.Growth = append(j.streams, volume), append(j.Growth, growth)
	if saves && decline > 0 {
		j.streams, j.Growth = append(j.streams, pay), append(j.Growth, lost(drift.Wage))
	}
}

// release is one stream more where stocks count: what less of them sets free in the first year, as far as the effect has
// come about by then; what comes later is left out. More of them ties up as much. Neither is
// profit.
func (j *judgement) release(drift float64) {
	free, some := j.difference(func(c Cash) float64 { return -c.Stock }), false
	for _, x := range free {
		some = some || x != 0
	}
	if !some {
		return
	}
	once := make([]float64, len(j.Fixed))
	once[1] = 1 + drift
	j.Untaxed = make([]bool, len(j.streams)+1)
	j.Untaxed[len(j.streams)] = true
	j.streams, j.Growth = append(j.streams, free), append(j.Growth, once)
}

// judged works out all figures, after tax when there is one.
func (j *judgement) judged() (*Judged, error) {
	g := &Judged{IRR: []float64{}}
	for _, part := range []func(*Judged) error{j.expected, j.spread, j.required, j.returns, j.paybacks} {
		if err := part(g); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// ends are the flows expected, and those at the better and the worse end of the interval.
func (j *judgement) ends() (best, mid, worst []float64, err error) {
	off := j.estimate.HalfWidth
	if j.worth.Times < 0 {
		off = -off
	}
	var flows [3][]float64
	for i, at := range []float64{off, 0, -off} {
		if flows[i], err = j.flows(j.worth.At(at)); err != nil {
			return nil, nil, nil, err
		}
	}
	return flows[0], flows[1], flows[2], nil
}

// flows are those of some means of the streams, after tax when there is one.
func (j *judgement) flows(means []float64) ([]float64, error) {
	flows, err := j.Flows(means...)
	if err != nil || j.tax == nil {
		return flows, err
	}
	return j.AfterTax(j.tax, flows, means...)
}

// expected is the NPV expected, and how well that is known. It is linear in the difference on either side of zero, and
// where the interval holds zero the steeper side rules. After tax it only rises with it: its interval leads from the one
// end to the other, and the longer half is told.
func (j *judgement) expected(g *Judged) error {
	w := j.worth
	mean, half := w.Fixed+w.Times*j.estimate.Mean, j.estimate.HalfWidth*math.Abs(w.Times)
	if net := stat.Mean(j.difference(func(c Cash) float64 { return c.Net })); net.HalfWidth > math.Abs(net.Mean) {
		half = max(half, stat.Mean(w.Other.Sample).HalfWidth*math.Abs(w.Other.Times))
	}
	if j.tax != nil {
		best, mid, worst, err := j.ends()
		if err != nil {
			return err
		}
		var npv [3]float64
		for i, flows := range [][]float64{best, mid, worst} {
			if npv[i], err = finance.NPV(j.econ.DiscountRate, flows); err != nil {
				return err
			}
		}
		mean, half = npv[1], max(npv[0]-npv[1], npv[1]-npv[2])
	}
	g.NPV.Paired = Paired{mean, half, j.estimate.N}
	return nil
}

// spread is how single futures lie around it. A year is made of as many replications as fit into it; where that is no
// whole number, or so large that drawing them would only take time, fewer or more are drawn and their spread is scaled to
// that of a year.
func (j *judgement) spread(g *Judged) error {
	draws, streams := j.draws()
	npvs, err := j.FutureNPVs(j.econ.DiscountRate, draws, streams...)
	if err != nil {
		return err
	}
	s, err := finance.SpreadOf(npvs)
	g.NPV.P5, g.NPV.P50, g.NPV.P95, g.PLoss = s.P5, s.P50, s.P95, s.Loss
	return err
}

// draws is how futures are drawn, and from which differences.
func (j *judgement) draws() (finance.Draws, [][]float64) {
	runs := math.Round(max(1, min(j.perYear, manyRuns)))
	scale := math.Sqrt(runs / j.perYear)
	streams := make([][]float64, len(j.streams))
	for s, stream := range j.streams {
		streams[s] = make([]float64, len(stream))
		for i, d := range stream {
			streams[s][i] = j.means[s] + scale*(d-j.means[s])
		}
	}
	draws := finance.Draws{Count: futures, RunsPerYear: int(runs), Seed: j.seed, Tax: j.tax}
	if se := j.estimate.SD / math.Sqrt(float64(j.estimate.N)); se > 0 {
		draws.MeanError = func(p float64) float64 { return se * j.student(p) }
	}
	return draws, streams
}

// required is the share of the promised effect that must come true. After tax it is searched for.
func (j *judgement) required(g *Judged) error {
	if j.tax == nil {
		r := j.worth.Required(j.estimate.Mean, j.estimate.HalfWidth)
		g.Required = Interval(r)
		return nil
	}
	off := j.estimate.HalfWidth
	if j.worth.Times < 0 {
		off = -off
	}
	for i, to := range []**float64{&g.Required.Low, &g.Required.Mid, &g.Required.High} {
		share, ok, err := j.enough(j.worth.At(off * float64(1-i)))
		if err != nil {
			return err
		}
		if ok {
			*to = &share
		}
	}
	return nil
}

// mostOfPromise is as many times what was promised as anybody would look at.
const mostOfPromise = 100

// enough finds the share of the means of the streams at which the NPV is zero. What falls now stays.
func (j *judgement) enough(means []float64) (share float64, ok bool, err error) {
	now := 0.0
	for s, m := range means {
		now += m * j.Growth[s][0]
	}
	worth := func(share float64) (float64, error) {
		part := make([]float64, len(means))
		for s, m := range means {
			part[s] = share * m
		}
		flows, err := j.Flows(part...)
		if err != nil {
			return 0, err
		}
		flows[0] += now * (1 - share)
		if flows, err = j.AfterTax(j.tax, flows, part...); err != nil {
			return 0, err
		}
		return finance.NPV(j.econ.DiscountRate, flows)
	}
	nothing, err := worth(0)
	if err != nil || nothing >= 0 {
		return 0, err == nil, err
	}
	return finance.BreakEven(0, mostOfPromise, 1e-9, worth)
}

// returns are the flows expected, and the rates that they earn.
func (j *judgement) returns(g *Judged) error {
	flows, err := j.flows(j.means)
	if err != nil {
		return err
	}
	g.Flows = flows
	rate := j.econ.DiscountRate
	// Flows that are all zero have no rate, and that is no mistake.
	if slices.ContainsFunc(flows, func(f float64) bool { return f != 0 }) {
		roots, err := finance.IRR(flows)
		if err != nil {
			return err
		}
		g.IRR = append(g.IRR, roots...)
		if used, ok, err := finance.UniqueIRR(flows); err != nil {
			return err
		} else if ok {
			g.Rate = &used
		}
	}
	if modified, ok, err := finance.MIRR(flows, rate, rate); err != nil {
		return err
	} else if ok {
		g.Modified = &modified
	}
	if g.EqualAnnual, err = finance.EAA(rate, flows); err != nil {
		return err
	}
	if flows[0] < 0 {
		index, err := finance.ProfitabilityIndex(rate, flows)
		if err != nil {
			return err
		}
		g.Index = &index
	}
	return nil
}

// paybacks are when the money is back.
func (j *judgement) paybacks(g *Judged) error {
	best, mid, worst, err := j.ends()
	if err != nil {
		return err
	}
	back, err := finance.PaybackBetween(best, mid, worst)
	if err != nil {
		return err
	}
	g.Payback = Interval(back)
	simple, err := finance.PaybackOf(mid)
	if err != nil {
		return err
	}
	g.FallsBack = simple.Recovery == finance.FallsBack
	discounted, err := finance.DiscountedPayback(j.econ.DiscountRate, mid)
	g.Discounted = discounted.Years
	return err
}
