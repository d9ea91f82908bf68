package experiment

import (
	"fmt"

	"tweeling/sim/kpi"
)

// A Sentence is a text of the catalogue of words with what stands in it.
type Sentence struct {
	Key  string
	Args []any // text, numbers, a Word, Words, a Share or a title
}

// A Word is itself a text of the catalogue.
type Word string

// Words are several of them, in one list.
type Words []string

// A Share is to be shown as a percentage.
type Share float64

// Closing tells in two sentences what moved the bottleneck, and what would settle what could not be told apart.
func (r *Result) Closing() []Sentence {
	return []Sentence{r.bottleneckMoved(), r.unsettled()}
}

// bottleneckMoved speaks of the plan with the largest change in output.
func (r *Result) bottleneckMoved() Sentence {
	base := &r.Plans[0]
	if base.Bottleneck < 0 {
		return Sentence{Key: "closing.no_bottleneck"}
	}
	if base.activeOf(base.Bottleneck) == 0 {
		return Sentence{Key: "closing.idle"}
	}
	from := base.Elements[base.Bottleneck].Name
	active := Share(base.activeOf(base.Bottleneck))
	best := -1
	for i := range r.Compared {
		if best < 0 || outputChange(&r.Compared[i]) > outputChange(&r.Compared[best]) {
			best = i
		}
	}
	switch {
	case best < 0:
		return Sentence{Key: "closing.bottleneck", Args: []any{from, active}}
	case r.Compared[best].SameBottleneck:
		plan := &r.Plans[best+1]
		return Sentence{Key: "closing.bottleneck_stays", Args: []any{from, active, plan.Plan, Share(plan.activeOf(plan.Bottleneck))}}
	}
	plan := &r.Plans[best+1]
	return Sentence{Key: "closing.bottleneck_moves", Args: []any{from, active, plan.Plan, plan.Elements[plan.Bottleneck].Name, Share(plan.activeOf(plan.Bottleneck))}}
}

func (r *PlanResult) activeOf(i int) float64 {
	for k := range kpi.ElementTable {
		if kpi.ElementTable[k].Name == "active" {
			return r.Elements[i].KPI[k].Mean
		}
	}
	return 0
}

func outputChange(c *Comparison) float64 {
	if k, ok := lineIndex("output_per_week"); ok {
		return c.KPI[k].Mean
	}
	return 0
}

// settledBy are the figures whose verdict decides, in order.
var settledBy = []string{"output_per_week", "cost_per_part", "oee", "lead_time"}

func (r *Result) unsettled() Sentence {
	for i := range r.Compared {
		for _, name := range settledBy {
			k, _ := lineIndex(name)
			d := &r.Compared[i].KPI[k]
			if d.Why != "" || d.Verdict != NotDistinguishable {
				continue
			}
			if d.Mean == 0 && d.HalfWidth == 0 {
				return Sentence{Key: "closing.equal", Args: []any{Word("kpi." + name), r.Compared[i].Plan}}
			}
			if d.Settles > 0 {
				return Sentence{Key: "closing.settle", Args: []any{Word("kpi." + name), r.Compared[i].Plan, fmt.Sprint(d.Settles)}}
			}
			return Sentence{Key: "closing.too_small", Args: []any{Word("kpi." + name), r.Compared[i].Plan}}
		}
	}
	if len(r.Compared) == 0 {
		return Sentence{Key: "closing.nothing_compared"}
	}
	return Sentence{Key: "closing.all_settled"}
}
