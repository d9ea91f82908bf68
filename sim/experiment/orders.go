package experiment

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
)

// An OrderResult is what became of one order over the replications.
type OrderResult struct {
	plant.Order
	Name      string   // of the product
	Done      Estimate // share of the replications in which its last part had left by the end
	OnTime    Estimate // share of those in which that was by its due time; Why "-" without one
	Tardiness Estimate // by how much it was late, 0 when on time; so far, when it was not done
	Lead      Estimate // from its release until its last part had left
}

// orders are those that are due in the time watched; of those without a due time, the ones done in it.
func (y *System) orders(t *sim.LineTally, products []string) []kpi.Order {
	var list []kpi.Order
	for i := range y.Plant.Model.Orders {
		if one, ok := y.order(i, t, products); ok {
			list = append(list, one)
		}
	}
	return list
}

// order is one of the model; ok tells whether it is among those.
func (y *System) order(i int, t *sim.LineTally, products []string) (one kpi.Order, ok bool) {
	o, tally := &y.Plant.Model.Orders[i], &t.Orders[i]
	one = kpi.Order{Number: o.Number, Product: products[o.Product], Due: o.Due, Dated: o.Due != plant.NoDue, Good: tally.Good,
		Whole: isDone(o, tally), Done: tally.Last}
	at := one.Due
	if !one.Dated {
		at = one.Done
	}
	return one, at >= t.Since && at <= t.Now && (one.Dated || one.Whole)
}

// isDone tells whether all parts of an order have left the line. One of which a part was lost before it came in never is.
func isDone(o *plant.Order, t *sim.OrderTally) bool {
	return t.Gone == int64(o.Quantity) && t.Lost == 0
}

// incomplete counts the orders that have lost parts.
func incomplete(t *sim.LineTally) int {
	n := 0
	for i := range t.Orders {
		if t.Orders[i].Lost > 0 {
			n++
		}
	}
	return n
}

// done is when each order was, below 0 for those that were not.
func (y *System) done(t *sim.LineTally) []time.Duration {
	var done []time.Duration
	for i := range y.Plant.Model.Orders {
		at := t.Orders[i].Last
		if !isDone(&y.Plant.Model.Orders[i], &t.Orders[i]) {
			at = -1
		}
		done = append(done, at)
	}
	return done
}

// Order is what became of one order of the model over the replications; ok is false for one that is neither due in the time
// watched nor, without a due time, released by its end.
func (r *PlanResult) Order(i int) (result OrderResult, ok bool) {
	o := r.Plant.Model.Orders[i]
	end, dated := r.warmup+r.horizon, o.Due != plant.NoDue
	if o.Release >= end || dated && (o.Due < r.warmup || o.Due > end) {
		return OrderResult{}, false
	}
	figures := func(unit string, of func(*kpi.Order) Figure) Estimate {
		return estimate(r.Samples, unit, func(s *Sample) Figure {
			return of(&kpi.Order{Due: o.Due, Dated: dated, Done: s.Done[i], Whole: s.Done[i] >= 0})
		})
	}
	return OrderResult{
		Order: o, Name: r.Plant.Model.Products[o.Product].Name,
		Done: figures("", func(o *kpi.Order) Figure { return share(o.Whole) }),
		OnTime: figures("", func(o *kpi.Order) Figure {
			if !o.Dated {
				return Figure{Why: "-"}
			}
			return share(o.OnTime())
		}),
		Tardiness: figures("s", func(o *kpi.Order) Figure { return Figure{Value: o.Late(end).Seconds()} }),
		Lead: figures("s", func(k *kpi.Order) Figure {
			if !k.Whole {
				return Figure{Why: "it is not done in every replication"}
			}
			return Figure{Value: (k.Done - o.Release).Seconds()}
		}),
	}, true
}

func share(is bool) Figure {
	if is {
		return Figure{Value: 1}
	}
	return Figure{}
}

// ordersJSON gives the orders in the stable shape, by number.
func (r *PlanResult) ordersJSON(n noter) map[string]OrderJSON {
	all := map[string]OrderJSON{}
	for i := range r.Plant.Model.Orders {
		o, ok := r.Order(i)
		if !ok {
			continue
		}
		at := n.at("orders").at(o.Number)
		j := OrderJSON{Product: o.Name, Series: o.Series, Quantity: o.Quantity, ReleaseS: o.Release.Seconds(), Done: at.number("done", o.Done, ""),
			OnTime: at.number("on_time", o.OnTime, ""), Tardiness: at.number("tardiness", o.Tardiness, ""), LeadTime: at.number("lead_time", o.Lead, "")}
		if o.Due != plant.NoDue {
			due := o.Due.Seconds()
			j.DueS = &due
		}
		all[o.Number] = j
	}
	return all
}
