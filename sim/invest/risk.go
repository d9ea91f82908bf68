package invest

import (
	"cmp"
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// A Risk is how a set may turn out: chance, which is new every year, and ignorance, which is the same for a whole future.
type Risk struct {
	Futures    int
	NPV        finance.Spread // of single futures
	Ignorance  float64        // the standard deviation of the NPV for what is not known
	Chance     float64        // the same for chance alone
	Shortfall  float64        // the mean NPV of the worst twentieth
	NoPayback  float64        // the share of futures in which it does not pay back within the horizon
	Curve      []float64      // the NPV that 1, 2, ... 99 % of futures do not exceed
	Fan        [][5]float64   // by year, cumulative cash that 5, 25, 50, 75 and 95 % do not exceed
	Inputs     []InputRisk    // the largest swing first
	Knowing    float64        // what it would be worth to know all before deciding
	OverBudget float64        // the chance that it costs more than the budget
	Error      float64        // of the metamodel, in NPV
	R2         float64
	Runs       int // that the metamodel was fitted to
}

// An InputRisk is what one thing that is not known does to the NPV.
type InputRisk struct {
	Path         string
	Time         bool // its values are in seconds
	P10, P90     float64
	NPV10, NPV90 float64 // with all else at its likely value
	Flips        bool    // the one is a loss, the other is not
	Knowing      float64 // what it would be worth to know it before deciding
}

// Swing is how far apart the two ends lie.
func (r *InputRisk) Swing() float64 { return math.Abs(r.NPV90 - r.NPV10) }

// alike is how much what is not known of the measures of a plan comes out well or badly together, for the same people carry
// them out: the correlation of each two of them. Taking them as independent would make plans of many measures look too safe.
const alike = 0.4

// position is where in its law an input comes out in a future. Good says whether more of it is better (+1) or worse (-1); those
// of measures share a normal factor. Unknowns is how many the scenario has.
func position(chance sim.Stream, future int, in *input, good float64, unknowns int) float64 {
	at := uint64(future) * uint64(unknowns+1)
	own := chance.Uniform(at + uint64(in.index) + 1)
	if !in.measure {
		return own
	}
	shared := stat.NormalQuantile(chance.Uniform(at))
	z := good*math.Sqrt(alike)*shared + math.Sqrt(1-alike)*stat.NormalQuantile(own)
	return math.Min(math.Max(math.Erfc(-z/math.Sqrt2)/2, 1e-9), 1-1e-9)
}

// knowing is what it is worth to know a number before deciding, when what the NPV is expected to be goes with it: the mean of
// the best one can then do, less the best that one can do without (the expected value of partial perfect information;
// Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961). The expectation at each value is the mean of a fiftieth
// of the futures around it. Such means scatter by what else is not known, and that would look like something worth
// knowing; they are drawn together to the spread that the values alone explain (one-way analysis of variance).
func knowing(values, npvs []float64) float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(values[a], values[b]), a-b) })
	all := stat.Average(npvs)
	groups := min(50, len(order)/2)
	if groups < 2 {
		return 0
	}
	means, within := make([]float64, groups), 0.0
	for g := range means {
		own := order[g*len(order)/groups : (g+1)*len(order)/groups]
		for _, i := range own {
			means[g] += npvs[i] / float64(len(own))
		}
		for _, i := range own {
			d := npvs[i] - means[g]
			within += d * d / float64(len(order)-groups)
		}
	}
	explained := 0.0
	if between := stat.Var(means); between > 0 {
		explained = max(0, 1-within*float64(groups)/float64(len(order))/between)
	}
	with := 0.0
	for _, m := range means {
		with += max(0, all+math.Sqrt(explained)*(m-all)) / float64(groups)
	}
	return max(0, with-max(0, all))
}

// shortfall is the mean of the worst twentieth of sorted values.
func shortfall(sorted []float64) float64 {
	n := max(1, len(sorted)/20)
	return stat.Average(sorted[:n])
}
