package view

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/plant"
)

// Run times are what each piece of work at a station is planned to take, as the figures have it: of a part with a route by the
// operation that it is at, which is followed here as the line follows it. They do not change, so that all worlds of a stage share
// them.
type runTimes struct {
	ops    []sim.Op
	firsts []int32     // by product: its first op; none without ops
	ofOps  [][]float64 // seconds, by op and station of its At
	others [][]float64 // seconds, by node and product, of what no operation of its route is done to there; nil: no station
}

// schedule looks the run times up.
func (st *stage) schedule() {
	lay := &st.plant.Layout
	w := runTimes{ops: lay.Ops, others: make([][]float64, len(lay.Nodes))}
	lasts := make([]int, lay.Products)
	if len(w.ops) > 0 {
		w.firsts = make([]int32, lay.Products)
	}
	for i := range slices.Backward(w.ops) {
		w.firsts[w.ops[i].Product] = int32(i)
	}
	for i := range w.ops {
		o := &w.ops[i]
		lasts[o.Product] = i
		times := make([]float64, len(o.At))
		for k, id := range o.At {
			times[k] = experiment.RunTimeOf(st.plant, st.items[st.of[id]].Placed, i)
		}
		w.ofOps = append(w.ofOps, times)
	}
	for i := range st.items {
		it := &st.items[i]
		if it.Role != plant.Station {
			continue
		}
		it.byCycles = experiment.ByCycles(st.plant, it.Placed)
		times := make([]float64, lay.Products)
		if len(w.ops) == 0 {
			times = st.runTimes(it)
		} else {
			for product, last := range lasts { // none of the route, or all there is
				times[product] = experiment.RunTimeOf(st.plant, it.Placed, last)
			}
		}
		for product := range st.plant.Model.Products {
			if it.Kind == "palletising" && st.plant.Model.Products[product].Carrier {
				times[product] = 0 // the work is done to what it is loaded with
			}
		}
		for _, id := range it.IDs {
			w.others[id] = times
		}
	}
	st.work = w
}

// counts tells whether a timer that rang is counted: a customer came, or a cycle is over of a station whose run time goes by these.
func (st *stage) counts(r *sim.Record) bool {
	at := st.of[r.ID]
	return st.roles[r.ID] == sim.Exit || at >= 0 && r.Timer == 0 && st.items[at].byCycles
}

// of is what the work on a part of an op that leaves a node now was planned to take, in seconds, and the op that it goes on with.
func (w *runTimes) of(at sim.ID, p *partNow) (seconds float64, next int32) {
	if len(w.ops) > 0 {
		o := &w.ops[p.op]
		for k, id := range o.At {
			if id == at {
				return w.ofOps[p.op][k], int32(o.Next)
			}
		}
	}
	if times := w.others[at]; times != nil {
		seconds = times[p.product]
	}
	return seconds, p.op
}

// first is the op with which a part of a product begins.
func (w *runTimes) first(product int32) int32 {
	if len(w.ops) == 0 {
		return 0
	}
	return w.firsts[product]
}

// firstAt is the op of a part that is there all at once: where it is put in the midst of its route, the first that is done there
// or that parts wait for there.
func (w *runTimes) firstAt(at sim.ID, product int32) int32 {
	first := w.first(product)
	for i := int(first); i < len(w.ops) && w.ops[i].Product == int(product); i++ {
		if o := &w.ops[i]; slices.Contains(o.At, at) || slices.Contains(o.To, at) {
			return int32(i)
		}
	}
	return first
}
