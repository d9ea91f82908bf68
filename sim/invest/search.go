package invest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// Settings says how to search; what is zero is as the scenario says, or as the comment does.
type Settings struct {
	Budget       float64 // likely capex is at most this; 0: as much as one likes
	PerYear      float64 // likely capex of what begins in one year is at most this; 0: as much as one likes
	AtOnce       int     // measures that begin in one year; 0: 2
	Matters      float64 // a smaller difference of NPV is not looked into; 0: a twentieth of the capex of what leads
	Replications int     // of the options that look best
	Seed         *uint64
	Workers      int
	Progress     func(step Step, done, of int) // called from one goroutine
}

// A Step is what a search is at.
type Step string

// The steps of a search, in order.
const (
	Screening Step = "screening" // every set, a few times
	Refining  Step = "refining"  // those that look best, more often
	Sharing   Step = "sharing"   // all that is in the best set, to share its worth among its measures
	Doubting  Step = "doubting"  // the best set in other futures, for what is not known
)

const (
	screened  = 5   // replications of every set;
	manySets  = 32  // where there are more sets than so many,
	fewest    = 2   // the better half has only so many, and the rest one
	halfGood  = 12  // sets that run on after screening, at most
	sharing   = 160 // runs of all that is in the best set, where twice as many as of every set are more
	finalists = 3   // sets that are looked at in other futures
	atOnce    = 2   // measures that begin in one year
)

// A search is one on its way.
type search struct {
	ctx       context.Context
	scenario  *scenario.Scenario
	settings  Settings
	seed      uint64
	runs      int // replications of the options that look best
	batch     *experiment.Batch
	names     []string
	step      Step
	options   map[Set]*Option // that were run; the empty set is the line as it is
	goes      map[Set]bool    // of sets that were asked about, those that go together
	refused   []Refusal
	over      int             // sets that the budget does not reach
	cut       bool            // not all sets that a model proposes could be looked at
	orders    [][]int         // of the measures of the best set, that its worth is shared by; nil: all there are
	worlds    *worlds         // nil: all is known, or nobody asked yet
	prices    map[int]bool    // by unknown, see onlyPrice
	good      map[int]float64 // by unknown, see goodSide
	weighings map[Set]*weighing
}

// A Refusal is a set of measures that cannot be carried out together.
type Refusal struct {
	Measures []string
	Why      string
}

func newSearch(ctx context.Context, s *scenario.Scenario, set Settings) (*search, error) {
	if !s.Economics.Given {
		return nil, fmt.Errorf("want money to be counted, [economics] in the scenario, have none")
	}
	if len(s.Measures) == 0 {
		return nil, fmt.Errorf("want measures to choose from, [measure.NAME] in the scenario, have none")
	}
	if len(s.Measures) > mostMeasures {
		return nil, fmt.Errorf("want at most %d measures to choose from, have %d; put those that only go together into one, or leave some out", mostMeasures, len(s.Measures))
	}
	x := &search{ctx: ctx, scenario: s, settings: set, seed: s.Run.Seed, runs: s.Run.Replications, options: map[Set]*Option{}, goes: map[Set]bool{0: true},
		good: map[int]float64{}, prices: map[int]bool{}, weighings: map[Set]*weighing{}}
	if set.Seed != nil {
		x.seed = *set.Seed
	}
	if set.Replications > 0 {
		x.runs = set.Replications
	}
	x.runs = max(x.runs, 2)
	if x.settings.AtOnce == 0 {
		x.settings.AtOnce = atOnce
	}
	for _, m := range s.Measures {
		x.names = append(x.names, m.Name)
	}
	x.batch = experiment.NewBatch(ctx, x.seed, experiment.Settings{Workers: set.Workers, Progress: func(done, of int) {
		if set.Progress != nil {
			set.Progress(x.step, done, of)
		}
	}})
	if err := x.reaches(); err != nil {
		return nil, err
	}
	return x, x.add(0)
}

// reaches tells when the budget is below what any measure costs with all that it requires.
func (x *search) reaches() error {
	least := Set(0)
	for i := range x.names {
		s := x.closed(Set(0).With(i))
		if x.affordable(s) {
			return nil
		}
		if least == 0 || x.capex(s) < x.capex(least) {
			least = s
		}
	}
	return fmt.Errorf("want a budget that some measure fits: the cheapest, %s, costs %.0f, have %.0f",
		strings.Join(x.measures(least), " + "), x.capex(least), x.settings.Budget)
}

// measures lists a set by name.
func (x *search) measures(s Set) []string {
	list := []string{}
	for i := range s.Members() {
		list = append(list, x.names[i])
	}
	return list
}

// capex is the likely price of a set.
func (x *search) capex(s Set) float64 {
	sum := 0.0
	for i := range s.Members() {
		sum += x.scenario.Measures[i].Capex.Likely
	}
	return sum
}

// affordable tells whether a set is within the budget.
func (x *search) affordable(s Set) bool {
	return x.settings.Budget == 0 || x.capex(s) <= x.settings.Budget
}

// add takes a set into the batch.
func (x *search) add(s Set) error {
	o := &Option{Set: s, Measures: x.measures(s), Capex: x.capex(s), Plan: planName(x.measures(s))}
	sys, err := experiment.NewSystem(x.scenario.WithPlans([]scenario.Plan{{Name: o.Plan, Measures: o.Measures}}), o.Plan)
	if err != nil {
		return err
	}
	o.System, o.number = sys, x.batch.Add(sys)
	x.options[s] = o
	return nil
}

func planName(measures []string) string {
	if len(measures) == 0 {
		return scenario.AsIs
	}
	return strings.Join(measures, "+")
}

// try takes a set in when its measures go together.
func (x *search) try(s Set) error {
	if x.options[s] != nil || !x.together(s) {
		return nil
	}
	return x.add(s)
}

// together tells whether the measures of a set can be carried out together, and notes why when they cannot.
func (x *search) together(s Set) bool {
	ok, asked := x.goes[s]
	if asked {
		return ok
	}
	err := x.scenario.Together(x.measures(s))
	if err != nil {
		x.refused = append(x.refused, Refusal{x.measures(s), firstLine(err.Error())})
	}
	x.goes[s] = err == nil
	return err == nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// run brings options to at least n replications, and values them anew.
func (x *search) run(step Step, n int, list ...*Option) error {
	x.step = step
	numbers := []int{x.options[0].number}
	for _, o := range list {
		if o.Set != 0 {
			numbers = append(numbers, o.number)
		}
	}
	if err := x.batch.Extend(n, numbers...); err != nil {
		return err
	}
	for _, o := range append(list, x.options[0]) {
		if err := x.value(o); err != nil {
			return err
		}
	}
	return nil
}

// value works out what an option is worth from the replications that it has.
func (x *search) value(o *Option) error {
	o.Samples = x.batch.Samples(o.number)
	n := len(o.Samples)
	o.Bottleneck = o.System.BottleneckStation(o.Samples)
	if o.Set == 0 {
		o.NPVs = make([]float64, n)
		return nil
	}
	business, err := x.business(o)
	if err != nil {
		return err
	}
	o.NPVs, err = business.NPVs()
	return err
}

// ranked lists options with at least n replications, the best first; what costs less goes first among equals.
func (x *search) ranked(n int) []*Option {
	var list []*Option
	for _, o := range inOrder(x.options) {
		if x.affordable(o.Set) && x.possible(o) && len(o.NPVs) >= n {
			list = append(list, o)
		}
	}
	ref := x.reference()
	worth := map[*Option]float64{}
	for _, o := range list {
		worth[o] = o.standing(ref) + o.Unsure
	}
	slices.SortStableFunc(list, func(a, b *Option) int {
		return cmp.Or(cmp.Compare(worth[b], worth[a]), cmp.Compare(a.Capex, b.Capex))
	})
	return list
}

// reference is the option that others are held against: of those that ran most often the one that is worth most.
func (x *search) reference() *Option {
	ref := x.options[0]
	for _, o := range inOrder(x.options) {
		n, most := len(o.NPVs), len(ref.NPVs)
		if n > 0 && (ref.Set == 0 || n > most || n == most && o.NPV().Mean > ref.NPV().Mean) {
			ref = o
		}
	}
	return ref
}

// A round is to how many replications how many options run on.
type round struct{ runs, most int }

// rounds lead from the first replications to all of them. Halving spends the runs where the choice is (Karnin, Koren and
// Somekh, Almost Optimal Exploration in Multi-Armed Bandits, 2013).
func (x *search) rounds() []round {
	first := min(screened, x.runs)
	list := []round{{first, halfGood}}
	for k, most := range []int{6, 4, finalists, finalists} {
		list = append(list, round{first + (x.runs-first)*(k+1)/4, most})
	}
	return list
}

// refine runs the options that may be the best more often, until it is known which is or they have all replications; the one
// that leads then has them in any case.
func (x *search) refine() error {
	for _, r := range x.rounds() {
		list := x.contenders(r.most)
		if len(list) == 1 {
			break
		}
		if err := x.run(Refining, r.runs, list...); err != nil {
			return err
		}
	}
	for {
		leader := x.ranked(1)[0]
		if len(leader.NPVs) >= x.runs {
			return nil
		}
		if err := x.run(Refining, x.runs, leader); err != nil {
			return err
		}
	}
}

func firstOf(list []*Option, n int) []*Option { return list[:min(n, len(list))] }

// screen runs every set that is affordable and goes together a few times; of many measures, those that a model proposes.
func (x *search) screen() error {
	if len(x.names) > allSets {
		return x.propose()
	}
	for s := range (Set(1)<<len(x.names) - 1).Subsets() {
		if !x.affordable(s) {
			x.over++
			continue
		}
		if err := x.try(s); err != nil {
			return err
		}
		if x.ctx.Err() != nil {
			return &experiment.Interrupted{Of: len(x.options) * x.screened()}
		}
	}
	if len(x.options) > manySets {
		return x.screenMany()
	}
	return x.run(Screening, x.screened(), inOrder(x.options)...)
}

// screenMany runs every set once, and again the better half and the measures by themselves.
func (x *search) screenMany() error {
	if err := x.run(Screening, 1, inOrder(x.options)...); err != nil {
		return err
	}
	ranked := x.ranked(1)
	again := firstOf(ranked, len(ranked)/2)
	for i := range x.names {
		if o := x.options[x.closed(Set(0).With(i))]; o != nil && !slices.Contains(again, o) {
			again = append(again, o)
		}
	}
	return x.run(Screening, x.screened(), again...)
}

// screened is how often every set runs; of many, those that are promising.
func (x *search) screened() int {
	if len(x.options) > manySets {
		return min(fewest, x.runs)
	}
	return min(screened, x.runs)
}
