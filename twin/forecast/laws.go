package forecast

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A Law is a law of the line of which the mean is not known for sure.
type Law struct {
	Path  string
	Dist  *dist.Dist
	Times dist.Guess // the logarithm of what all its times may have to be multiplied by
}

// Laws are those laws of a model whose evidence says times. Values that are written alike share one law, and so one factor.
func Laws(s *scenario.Scenario, m *plant.Model) []Law {
	var list []Law
	for i := range s.Evidence {
		e := &s.Evidence[i]
		if e.Times == [3]float64{} || e.Times[0] == e.Times[2] {
			continue
		}
		g, err := dist.NewGuess(logOf(e.Times[0]), logOf(e.Times[1]), logOf(e.Times[2]))
		if err != nil {
			continue // the reader has checked that they rise
		}
		list = resolved(list, m, Law{Path: e.Path, Times: g})
	}
	return list
}

// logOf is the logarithm of a factor. By logarithms a factor is drawn as it was found: intervals of a mean are symmetric in its
// logarithm, or nearly, when it was seen a few times; drawn by the factor itself the long side, of times that are many times as long,
// would come far more often than it should.
func logOf(factor float64) float64 { return math.Log(max(factor, leastFactor)) }

const leastFactor = 1e-3

// resolved adds all laws that stand at a path of a model.
func resolved(list []Law, m *plant.Model, of Law) []Law {
	for _, d := range lawsAt(m, strings.Split(of.Path, ".")) {
		if _, fixed := d.Constant(); !fixed && !slices.ContainsFunc(list, func(l Law) bool { return l.Dist == d }) {
			list = append(list, Law{of.Path, d, of.Times})
		}
	}
	return list
}

// lawsIn are the same laws in another model of the same line.
func lawsIn(m *plant.Model, laws []Law) (list []Law) {
	for i := range laws {
		if i == 0 || laws[i].Path != laws[i-1].Path {
			list = resolved(list, m, laws[i])
		}
	}
	return list
}

// lawsAt are the laws that stand at a path of the scenario.
func lawsAt(m *plant.Model, path []string) []*dist.Dist {
	if len(path) == 5 && path[0] == "product" && path[2] == "op" {
		return opLaw(m, path[1], path[3], path[4])
	}
	if len(path) < 3 || path[0] != "line" {
		return nil
	}
	i := slices.IndexFunc(m.Elements, func(s plant.Spec) bool { return s.Name == path[1] })
	if i < 0 {
		return nil
	}
	s := &m.Elements[i]
	if path[2] == "failure" && len(path) == 5 {
		return failureLaw(s, path[3], path[4])
	}
	switch v := s.Values[path[2]].(type) {
	case *dist.Dist:
		if len(path) == 3 {
			return []*dist.Dist{v}
		}
	case map[string]*dist.Dist:
		return pick(v, path[3:])
	case plant.Changeovers:
		return pick(v, path[3:])
	}
	return nil
}

// opLaw is the law of an operation of a product's route.
func opLaw(m *plant.Model, product, number, key string) []*dist.Dist {
	i := slices.IndexFunc(m.Products, func(p plant.Product) bool { return p.Name == product })
	if i < 0 {
		return nil
	}
	for k := range m.Products[i].Ops {
		op := &m.Products[i].Ops[k]
		d := map[string]*dist.Dist{"cycle": op.Cycle, "load": op.Load, "unload": op.Unload, "setup": op.Setup}[key]
		if strconv.Itoa(op.Number) == number && d != nil {
			return []*dist.Dist{d}
		}
	}
	return nil
}

// pick takes the laws of a table, or the one that is named, in order of their names.
func pick(table map[string]*dist.Dist, name []string) []*dist.Dist {
	var keys []string
	for k := range table {
		if len(name) == 0 || k == name[0] {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var list []*dist.Dist
	for _, k := range keys {
		list = append(list, table[k])
	}
	return list
}

func failureLaw(s *plant.Spec, mode, what string) []*dist.Dist {
	for i := range s.Failures {
		f := &s.Failures[i]
		switch {
		case f.Name != mode:
		case what == "uptime" && f.Uptime != nil:
			return []*dist.Dist{f.Uptime}
		case what == "repair" && f.Repair != nil:
			return []*dist.Dist{f.Repair}
		}
	}
	return nil
}

// drawn draws a factor for each law, keyed by its path, so that a law more does not shift those of others.
func drawn(laws []Law, seed, future uint64) sim.Params {
	if len(laws) == 0 {
		return nil
	}
	with := sim.Params{}
	for i := range laws {
		l := &laws[i]
		factor := math.Exp(l.Times.Quantile(sim.NewStream(seed, "law", l.Path).Uniform(future)))
		if d, err := l.Dist.Times(max(factor, leastFactor)); err == nil {
			with[l.Dist] = d
		}
	}
	return with
}
