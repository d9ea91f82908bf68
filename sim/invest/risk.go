package invest

import (
	"math"

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
	Knowing    float64        // what it would be worth to know all before choosing
	Between    []*Option      // what is chosen between then, to do nothing included
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
	NPV10, NPV90 float64  // with all else at its likely value
	Flips        bool     // the one is a loss, the other is not
	Explains     float64  // the share of the variance of what is expected that it explains by itself
	Zero         *float64 // the value at which the NPV is zero, all else likely; nil: not within what it may come out as
	Knowing      float64  // what it would be worth to know it before choosing
	index        int      // among the unknowns of the scenario
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

// shortfall is the mean of the worst twentieth of sorted values.
func shortfall(sorted []float64) float64 {
	n := max(1, len(sorted)/20)
	return stat.Average(sorted[:n])
}
