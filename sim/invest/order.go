package invest

import (
	"fmt"
	"math"

	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/finance"
	"tweeling/sim/scenario"
)

// A Stage is what is done at the beginning of one year.
type Stage struct {
	Year       int // 0 is now
	Measures   []string
	Capex      float64
	Stop       float64 // the NPV of all when nothing follows
	Bottleneck string  // the bottleneck once it works
	set        Set     // what is there then
}

// A schedule is how fast a set may come about.
type schedule struct {
	years   int     // in which something may begin
	atOnce  int     // measures in one year
	perYear float64 // capex in one year; 0: as much as one likes
	capex   func(i int) float64
	sets    []Set // what may be there at some moment
	// gain is what it is worth now to add measures to what is there, in some year.
	gain func(from, to Set, year int) float64
}

// best is the order of a set that is worth most, by what is there after each year, and what it is worth; no order when there
// is none. All orders through the sets that were run are looked at: what may come next depends on what is there and on the year, on nothing else.
func (p schedule) best(all Set) (there []Set, worth float64) {
	type state struct {
		set  Set
		year int
	}
	type answer struct {
		worth float64
		next  Set
	}
	known := map[state]answer{}
	var from func(state) answer
	from = func(at state) answer {
		if at.set == all {
			return answer{0, all}
		}
		if at.year == p.years {
			return answer{math.Inf(-1), at.set}
		}
		if a, ok := known[at]; ok {
			return a
		}
		best := answer{math.Inf(-1), at.set}
		for _, to := range p.sets {
			add := to &^ at.set
			if !at.set.In(to) || !to.In(all) || add.Len() > p.atOnce || !p.affordable(add) {
				continue
			}
			if add == 0 && at.year > 0 && at.set == 0 {
				continue // nobody waits before the first
			}
			w := from(state{to, at.year + 1}).worth
			if add != 0 {
				w += p.gain(at.set, to, at.year)
			}
			if w > best.worth {
				best = answer{w, to}
			}
		}
		known[at] = best
		return best
	}
	first := from(state{0, 0})
	if math.IsInf(first.worth, -1) {
		return nil, 0
	}
	for at := (state{0, 0}); at.set != all; {
		at = state{from(at).next, at.year + 1}
		there = append(there, at.set)
	}
	return there, first.worth
}

func (p schedule) affordable(add Set) bool {
	sum := 0.0
	for i := range add.Members() {
		sum += p.capex(i)
	}
	return p.perYear == 0 || sum <= p.perYear
}

// stages is the order in which a set is best carried out.
func (x *search) stages(o *Option) ([]Stage, error) {
	known := map[[3]Set]float64{}
	var failed error
	p := schedule{years: max(1, int(math.Ceil(x.scenario.Economics.Horizon))-1), atOnce: x.settings.AtOnce, perYear: x.settings.PerYear,
		capex: func(i int) float64 { return x.scenario.Measures[i].Capex.Likely },
		gain: func(from, to Set, year int) float64 {
			key := [3]Set{from, to, Set(year)}
			worth, ok := known[key]
			if !ok {
				var err error
				if worth, err = x.extend(from, to, year); err != nil && failed == nil {
					failed = err
				}
				known[key] = worth
			}
			return worth
		}}
	for _, sub := range inOrder(x.options) {
		if sub.Set.In(o.Set) && x.possible(sub) {
			p.sets = append(p.sets, sub.Set)
		}
	}
	there, _ := p.best(o.Set)
	if failed != nil {
		return nil, fmt.Errorf("order: %w", failed)
	}
	var list []Stage
	from, sum := Set(0), 0.0
	for year, set := range there {
		if set == from {
			continue
		}
		sum += p.gain(from, set, year)
		add := set &^ from
		list = append(list, Stage{Year: year, Measures: x.measures(add), Capex: x.capex(add), Stop: sum, Bottleneck: x.options[set].Bottleneck, set: set})
		from = set
	}
	return list, nil
}

// A Split is what it brings to buy some measures in the next calendar year, where an allowance goes by all that is invested in
// one, see [cost.Economics.SplitSmall].
type Split struct {
	Later          []string
	Deduction, Tax float64
}

// splitShare is the share of its capex that a set must gain by it for that to be told.
const splitShare = 0.002

// split is that of a set, when it matters.
func (x *search) split(o *Option) *Split {
	s, ok := o.System.Economics.SplitSmall(o.System.Investments)
	if !ok || s.Tax < splitShare*o.Capex {
		return nil
	}
	split := &Split{Deduction: s.Deduction, Tax: s.Tax}
	for _, i := range s.Later {
		split.Later = append(split.Later, o.System.Investments[i].Name)
	}
	return split
}

// extend is what it is worth now to go from one set to another in some year.
func (x *search) extend(from, to Set, year int) (float64, error) {
	a, b := x.options[from], x.options[to]
	n := min(len(a.Samples), len(b.Samples))
	return x.adding(b.System, x.scenario, to&^from, year, a.Samples[:n], b.Samples[:n])
}

// adding is what it is worth now to add measures in some year, from the samples without and with them, in one world.
func (x *search) adding(sys *experiment.System, world *scenario.Scenario, add Set, year int, from, to []*experiment.Sample) (float64, error) {
	if float64(year) >= sys.Economics.Horizon {
		return 0, nil // in this world it is over by then
	}
	var added []cost.Investment
	for i := range add.Members() {
		added = append(added, world.Measures[i].Investment)
	}
	business, err := sys.Step(year, added, from, to, x.seed)
	if err != nil {
		return 0, err
	}
	flows, err := business.Expected()
	if err != nil {
		return 0, err
	}
	worth, err := finance.NPV(business.Rate(), flows)
	return worth * math.Pow(1+business.Rate(), -float64(year)), err
}
