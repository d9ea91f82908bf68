package invest

import (
	"slices"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/scenario"
)

// An input is something that is not known and that a set of measures may depend on.
type input struct {
	scenario.Unknown
	index   int  // among the unknowns of the scenario
	measure bool // it is of a measure, and so comes out well or badly with the others
	price   bool // it changes what things cost and nothing else
	guess   dist.Guess
}

// scaled is a value as surfaces take it: 0 at the likely one, and 1 apart from low to high.
func (in *input) scaled(x float64) float64 { return (x - in.Likely) / (in.High - in.Low) }

// mean is that of its law, by the middles of a hundred equal parts.
func (in *input) mean() float64 {
	const parts = 100
	sum := 0.0
	for k := range parts {
		sum += in.guess.Quantile((float64(k) + 0.5) / parts)
	}
	return sum / parts
}

// inputs lists what a set may depend on: what is not known of its measures, and of the line as it is.
func (x *search) inputs(s Set) ([]input, error) {
	var list []input
	for i, u := range x.scenario.Unknowns {
		parts := strings.Split(u.Path, ".")
		of := parts[0] == "measure"
		if of && !x.has(s, parts) {
			continue
		}
		g, err := dist.NewGuess(u.Low, u.Likely, u.High)
		if err != nil {
			return nil, err
		}
		if !g.Known() {
			list = append(list, input{Unknown: u, index: i, measure: of, price: x.prices[i], guess: g})
		}
	}
	return list, nil
}

// has tells whether a path leads into a measure of a set.
func (x *search) has(s Set, path []string) bool {
	if len(path) < 2 {
		return false
	}
	i := slices.Index(x.names, path[1])
	return i >= 0 && s.Has(i)
}
