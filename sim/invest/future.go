package invest

import (
	"cmp"
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// futures are ten thousand of them, by number.
type futures struct {
	npvs   []float64   // chance and ignorance, that of the metamodel included
	known  []float64   // ignorance alone: what one would expect who knew
	chance []float64   // chance alone
	cash   [][]float64 // by year: cumulative
	values [][]float64 // by input
}

// risk is how an option may turn out.
func (x *search) risk(o *Option) (*Risk, error) {
	w, err := x.weighed(o, x.runs, leastRuns)
	if err != nil {
		return nil, err
	}
	g, f := w.ignorance, w.futures
	r := &Risk{Futures: len(f.npvs), Ignorance: stat.StdDev(f.known), Chance: stat.StdDev(f.chance)}
	if r.NPV, err = finance.SpreadOf(f.npvs); err != nil {
		return nil, err
	}
	for _, c := range f.cash[g.years-1] {
		if c < 0 {
			r.NoPayback += 1 / float64(len(f.npvs))
		}
	}
	sorted := slices.Sorted(slices.Values(f.npvs))
	r.Shortfall = shortfall(sorted)
	for p := 1; p < 100; p++ {
		r.Curve = append(r.Curve, stat.QuantileSorted(sorted, float64(p)/100))
	}
	for _, year := range f.cash {
		year = slices.Sorted(slices.Values(year))
		r.Fan = append(r.Fan, [5]float64{stat.QuantileSorted(year, 0.05), stat.QuantileSorted(year, 0.25), stat.QuantileSorted(year, 0.5), stat.QuantileSorted(year, 0.75), stat.QuantileSorted(year, 0.95)})
	}
	if g.surface != nil {
		if err := x.told(r, o, w); err != nil {
			return nil, err
		}
	}
	r.OverBudget = x.overBudget(o, g, f)
	return r, nil
}

// told says what a metamodel tells of a risk.
func (x *search) told(r *Risk, o *Option, w *weighing) error {
	g, f, last := w.ignorance, w.futures, w.years
	r.Error, r.R2, r.Runs = g.surface.errors[last], g.surface.r2[last], g.surface.runs
	expected, err := w.business.Expected()
	if err != nil {
		return err
	}
	r.Inputs = g.tornado(flowsFor(g.years, expected), w.business.Rate(), f)
	between := x.choice(o)
	r.Between = between.options
	r.Knowing = between.allKnown()
	for i := range r.Inputs {
		r.Inputs[i].Knowing = between.knowing(r.Inputs[i].index)
	}
	for _, in := range between.others(g.inputs) {
		r.Inputs = append(r.Inputs, InputRisk{Path: in.Path, Time: in.Time, P10: in.guess.Quantile(0.1), P90: in.guess.Quantile(0.9),
			NPV10: o.NPV().Mean, NPV90: o.NPV().Mean, Knowing: between.knowing(in.index), index: in.index})
	}
	slices.SortStableFunc(r.Inputs, func(a, b InputRisk) int {
		return cmp.Or(cmp.Compare(b.Swing(), a.Swing()), cmp.Compare(b.Knowing, a.Knowing))
	})
	return nil
}

// business is what an appraisal of an option rests on.
func (x *search) business(o *Option) (*cost.Business, error) {
	return o.System.Business(x.batch.Samples(x.options[0].number)[:len(o.Samples)], o.Samples, x.seed)
}

// draw draws the futures: the flows of each by chance, as an appraisal draws them, and what is not known on top. What is not
// known comes out alike for all options, in the same future.
func (g *ignorance) draw(business *cost.Business, seed uint64, unknowns int) (*futures, error) {
	f := &futures{cash: make([][]float64, g.years), values: make([][]float64, len(g.inputs))}
	expected, err := business.Expected()
	if err != nil {
		return nil, err
	}
	expected = flowsFor(g.years, expected)
	chance, misfit := sim.NewStream(seed, "futures"), sim.NewStream(seed, "misfit")
	point := make([]float64, len(g.inputs))
	now, changed := make([]float64, g.years), make([]float64, g.years)
	err = business.Futures(func(i int, flows []float64) {
		rate := business.Rate()
		for k := range g.inputs {
			in := &g.inputs[k]
			value := in.guess.Quantile(position(chance, i, in, g.good[k], unknowns))
			f.values[k] = append(f.values[k], value)
			point[k] = in.scaled(value)
			if k == g.rate {
				rate = value
			}
		}
		off := 0.0
		clear(now)
		copy(now, flows)
		copy(changed, expected)
		if g.surface != nil {
			terms := g.surface.terms(point)
			for t := range now {
				d := g.surface.at(t, terms)
				now[t] += d
				changed[t] += d
			}
			off = g.surface.errors[g.years] * stat.NormalQuantile(misfit.Uniform(uint64(i)))
		}
		f.npvs = append(f.npvs, finance.Present(rate, now)+off)
		f.known = append(f.known, finance.Present(rate, changed))
		f.chance = append(f.chance, finance.Present(business.Rate(), flows))
		sum := 0.0
		for t, x := range now {
			sum += x
			f.cash[t] = append(f.cash[t], sum)
		}
	})
	return f, err
}

// tornado tells what each input does by itself, in the order of the inputs.
func (g *ignorance) tornado(expected []float64, rate float64, f *futures) []InputRisk {
	point := make([]float64, len(g.inputs))
	at := func(k int, value float64) float64 {
		clear(point)
		point[k] = g.inputs[k].scaled(value)
		terms := g.surface.terms(point)
		flows := slices.Clone(expected)
		for t := range flows {
			flows[t] += g.surface.at(t, terms)
		}
		if k == g.rate {
			return finance.Present(value, flows)
		}
		return finance.Present(rate, flows)
	}
	var list []InputRisk
	for k := range g.inputs {
		in := &g.inputs[k]
		r := InputRisk{Path: in.Path, Time: in.Time, index: in.index, P10: in.guess.Quantile(0.1), P90: in.guess.Quantile(0.9)}
		r.NPV10, r.NPV90 = at(k, r.P10), at(k, r.P90)
		r.Flips = r.NPV10 < 0 != (r.NPV90 < 0)
		r.Explains = explains(f.values[k], f.known)
		if zero, ok, err := finance.BreakEven(in.guess.Quantile(rarely), in.guess.Quantile(1-rarely), (in.High-in.Low)*1e-4, func(x float64) (float64, error) { return at(k, x), nil }); err == nil && ok {
			r.Zero = &zero // what rises and falls has no one value
		}
		list = append(list, r)
	}
	return list
}

// rarely is how seldom an input comes out beyond the values that are looked at for one at which the NPV is zero.
const rarely = 0.005

// overBudget is the chance that an option costs more than the budget.
func (x *search) overBudget(o *Option, g *ignorance, f *futures) float64 {
	if x.settings.Budget == 0 {
		return 0
	}
	known := o.Capex
	var unsure []int
	for k := range g.inputs {
		for _, name := range o.Measures {
			if g.inputs[k].Path == "measure."+name+".capex" {
				known -= g.inputs[k].Likely
				unsure = append(unsure, k)
			}
		}
	}
	over := 0
	for i := range f.npvs {
		sum := known
		for _, k := range unsure {
			sum += f.values[k][i]
		}
		if sum > x.settings.Budget+math.Abs(x.settings.Budget)*1e-12 {
			over++
		}
	}
	return float64(over) / float64(len(f.npvs))
}
