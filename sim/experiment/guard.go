package experiment

import "math"

// A Rule is why somebody ought to look twice at a plan of one measure.
type Rule string

// The rules. What is published of single measures is less than the first two: adopters of robots made 20 to 25 % more in
// four years (Koch, Manuylov and Smolka, Robots and firms, Economic Journal 131, 2021).
const (
	FastOutput  Rule = "output"  // more output than is published of any: Value is the share
	FastPayback Rule = "payback" // it pays back sooner than is published of any: Value is in years
	EnergyDuty  Rule = "energy"  // it only saves energy, and pays back so soon that the law may ask for it: Value is in years
)

const (
	mostOutput   = 0.30
	leastPayback = 0.75 // years
	// dutyPayback is within which measures that save energy are a duty of larger users of energy in the Netherlands (Besluit
	// activiteiten leefomgeving, 5.4.1); those are not on the list of the energy allowance.
	dutyPayback = 5.0
)

// A Guard is a rule that a plan of one measure meets.
type Guard struct {
	Rule    Rule    `json:"rule"`
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
}

// Guards lists what to look at twice, plan by plan: only of plans of one measure, beside a line without any. Measures
// together may well do more than any alone.
func (r *Result) Guards() []Guard {
	var list []Guard
	for i := range r.Compared {
		plan := &r.Plans[i+1]
		if len(r.Plans[0].Measures) == 0 && len(plan.Measures) == 1 {
			list = append(list, r.guards(&r.Compared[i], plan.Measures[0])...)
		}
	}
	return list
}

func (r *Result) guards(c *Comparison, measure string) []Guard {
	var list []Guard
	if k, ok := lineIndex("output_per_week"); ok && c.KPI[k].Why == "" && r.Plans[0].KPI[k].Mean > 0 {
		if more := c.KPI[k].Mean / r.Plans[0].KPI[k].Mean; more > mostOutput {
			list = append(list, Guard{FastOutput, measure, more})
		}
	}
	if c.Money == nil || c.Money.Capex <= 0 {
		return list
	}
	g := c.Money.Decisive()
	if g.Payback.Mid == nil || g.FallsBack {
		return list
	}
	years := *g.Payback.Mid
	if years < leastPayback {
		list = append(list, Guard{FastPayback, measure, years})
	}
	if years <= dutyPayback && r.Scenario.SavesEnergy(measure) {
		list = append(list, Guard{EnergyDuty, measure, years})
	}
	return list
}

// Sentence says what to look at.
func (g Guard) Sentence() Sentence {
	switch g.Rule {
	case FastOutput:
		return Sentence{Key: "guard.output", Args: []any{g.Measure, Share(g.Value)}}
	case FastPayback:
		return Sentence{Key: "guard.payback", Args: []any{g.Measure, math.Round(120*g.Value) / 10}}
	case EnergyDuty:
	}
	return Sentence{Key: "guard.energy", Args: []any{g.Measure, round3(g.Value)}}
}

// Warned are the sentences of guards.
func Warned(guards []Guard) []Sentence {
	var s []Sentence
	for _, g := range guards {
		s = append(s, g.Sentence())
	}
	return s
}
