package experiment

import (
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/stat"
)

// A Verdict says what a paired difference shows.
type Verdict string

// The verdicts.
const (
	Higher             Verdict = "higher"
	Lower              Verdict = "lower"
	NotDistinguishable Verdict = "not distinguishable"
)

// A Difference is plan minus as-is of one figure, by replication.
type Difference struct {
	Estimate         // with its own interval at 95 %
	Verdict  Verdict // from an interval wide enough for all plans together
	Settles  int     // replications that would probably settle a "not distinguishable"; 0: none would soon
}

// A Worth says whether a plan is worth its money.
type Worth string

// What a plan may be worth.
const (
	WorthIt        Worth = "worth its money"
	LosesMoney     Worth = "loses money"
	WorthUndecided Worth = "not distinguishable"
	NotPossible    Worth = "not possible" // it draws more power than is contracted
)

// An Outlook is what a plan is worth by one baseline.
type Outlook struct {
	Baseline string
	*cost.Outlook
	Worth Worth
}

// A Comparison is one plan against the first.
type Comparison struct {
	Plan           string
	KPI            []Difference // as kpi.Table
	Cost           []Difference // cost per good part, as cost.Items; nil without [economics]
	Money          *cost.Appraisal
	MoneyWhy       string    // why there is no Money
	Worth          Worth     // from an interval of the NPV wide enough for all plans together, after tax when there is one
	Volume         *Volume   // at which it just pays; nil where there is no Money
	Outlooks       []Outlook // the same by each baseline that there is
	From, To       int       // the bottleneck before, and the element of the plan that is it now; -1: none
	SameBottleneck bool      // whether these are the same element
}

// mostToSettle is the number of replications beyond which nobody would wait.
const mostToSettle = 100_000

func compare(base, plan *PlanResult, plans int, seed uint64) (Comparison, error) {
	c := Comparison{Plan: plan.Plan, From: base.Bottleneck, To: plan.Bottleneck}
	for k := range kpi.Table {
		c.KPI = append(c.KPI, difference(base.KPI[k], plan.KPI[k], plans))
	}
	for i := range plan.Cost {
		if i < len(base.Cost) {
			c.Cost = append(c.Cost, difference(base.Cost[i], plan.Cost[i], plans))
		}
	}
	c.SameBottleneck = c.From >= 0 && c.To >= 0 && base.Elements[c.From].Name == plan.Elements[c.To].Name
	if !plan.Economics.Given {
		c.MoneyWhy = "the scenario has no [economics]"
		return c, nil
	}
	a, err := plan.appraise(yearlyCash(base.Samples), yearlyCash(plan.Samples), seed)
	if err != nil {
		return c, err
	}
	c.Money, c.Worth = &a, worth(a.Decisive().NPV.Paired, plans)
	if c.Volume, err = breakEven(base, plan, seed); err != nil {
		return c, err
	}
	for _, baseline := range cost.BaselineNames {
		if o := a.Baselines.Of(baseline); o != nil {
			c.Outlooks = append(c.Outlooks, Outlook{baseline, o, worth(o.NPV.Paired, plans)})
		}
	}
	if plan.Contract != nil && plan.Contract.Over > 0 {
		c.Worth = NotPossible
		for i := range c.Outlooks {
			c.Outlooks[i].Worth = NotPossible
		}
	}
	return c, nil
}

// worth judges an NPV by its interval, widened for so many plans as that of the yearly cash is: the one is a multiple of
// the other.
func worth(npv cost.Paired, plans int) Worth {
	half, df := npv.HalfWidth, float64(npv.N-1)
	half *= stat.StudentQuantile((1+stat.Simultaneous(0.95, plans))/2, df) / stat.StudentQuantile((1+0.95)/2, df)
	switch {
	case npv.Mean > half:
		return WorthIt
	case npv.Mean < -half:
		return LosesMoney
	}
	return WorthUndecided
}

// appraise judges a plan by its yearly cash and that of the line it is compared with.
func (y *System) appraise(before, after []cost.Cash, seed uint64) (cost.Appraisal, error) {
	return cost.Appraise(y.Economics, y.Investments, before, after, y.weeks(), seed)
}

func yearlyCash(samples []*Sample) []cost.Cash {
	cash := make([]cost.Cash, len(samples))
	for i, s := range samples {
		cash[i] = s.Ledger.Cash()
	}
	return cash
}

func difference(base, plan Estimate, plans int) Difference {
	d := Difference{Estimate: Estimate{Unit: plan.Unit}}
	switch {
	case plan.Why != "":
		d.Why = plan.Why
		return d
	case base.Why != "":
		d.Why = base.Why
		return d
	case plan.Lacks.Replications > 0: // they are compared pair by pair
		d.Why = plan.Lacks.Why
		return d
	case base.Lacks.Replications > 0:
		d.Why = base.Lacks.Why
		return d
	}
	d.Values = stat.Differences(plan.Values, base.Values)
	d.Estimate.Estimate = stat.Mean(d.Values)
	wide := stat.MeanAt(d.Values, stat.Simultaneous(0.95, plans))
	switch {
	case d.Mean > wide.HalfWidth:
		d.Verdict = Higher
	case d.Mean < -wide.HalfWidth:
		d.Verdict = Lower
	default:
		d.Verdict = NotDistinguishable
		if n, ok := stat.NeededToSettle(wide); ok && n <= mostToSettle {
			d.Settles = n
		}
	}
	return d
}
