package experiment

import (
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
)

// premium is what the shifts of operators cost on top of their wage, as paid time of all of them.
func premium(p *plant.Placed, w *kpi.Watched) time.Duration {
	total := 0.0
	for _, s := range p.Staff {
		total += float64(s.Count) * s.Premium * float64(s.Calendar.Rostered(w.Total.Since, w.Total.Now))
	}
	return time.Duration(total)
}

// meanPremium is that of a head, whatever its hours.
func meanPremium(staff []plant.Staff) float64 {
	sum, heads := 0.0, 0
	for _, s := range staff {
		sum += float64(s.Count) * s.Premium
		heads += s.Count
	}
	if heads == 0 {
		return 0
	}
	return sum / float64(heads)
}

// area is the floor that an element takes, in square metres.
func area(p *plant.Placed) float64 {
	if size := p.Numbers("size"); len(size) == 2 {
		return size[0] * size[1]
	}
	return 0
}

// setupPay is what an hour of those who set up a machine costs: of the first who may.
func (y *System) setupPay(p *plant.Placed) float64 {
	need, ok := p.Crew()["setup"]
	if !ok {
		return 0
	}
	for _, a := range y.Plant.Model.Alternatives(need) {
		if who, ok := y.Plant.Find(a.Name); ok {
			return float64(max(1, a.Count)) * who.Number("wage_per_hour") * (1 + meanPremium(who.Staff))
		}
	}
	return 0
}

// tools is what a tool costs that wears out, and how often it was changed.
func tools(p *plant.Placed, e *kpi.Element) (price float64, changes int64) {
	for i, s := range p.Stops {
		if s.Price > 0 && i < len(p.Done) {
			return s.Price, e.Rings[p.Done[i]]
		}
	}
	return 0, 0
}

// inside is the mean number of parts inside, without those that wait outside a source.
func inside(w *kpi.Watched) float64 {
	n := w.Total.WIP
	for i := range w.Elements {
		if e := &w.Elements[i]; e.Role == "source" {
			n -= e.Level
		}
	}
	return max(0, n)
}

// late are the orders that are due in the time watched, with what it costs that they are late.
func (y *System) late(w *kpi.Watched) []cost.Order {
	var list []cost.Order
	for i := range y.Plant.Model.Orders {
		o := &y.Plant.Model.Orders[i]
		if o.LatePerDay == 0 && o.LateOnce == 0 {
			continue
		}
		if one, ok := y.order(i, &w.Total, w.Products); ok {
			list = append(list, cost.Order{Product: o.Product, Parts: o.Quantity, Late: one.Late(w.Total.Now), PerDay: o.LatePerDay, Once: o.LateOnce})
		}
	}
	return list
}
