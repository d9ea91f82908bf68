package experiment

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/finance"
	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

// ClassicLot is the economic lot by the classical formula, from what the simulated curve says: a unit costs Unit, and a lot
// Setup on top.
type ClassicLot struct {
	Unit, Setup  float64
	Demand, Rate float64 // units a year of a product, asked for and made while its lot runs
	Lot          float64
}

// A lotModel is what stock hangs on: how fast a lot is made.
type lotModel struct {
	station  int
	run      float64 // seconds at it without setups
	products float64 // that share the demand
	on       float64 // seconds of a week in which it is on duty
}

// model finds the station that a unit keeps longest over all lot sizes, and how long without setups.
func (r *seriesRun) model(plan int, fine []*LotPoint) lotModel {
	made, _ := r.ready(plan, fine[0].Size) // it was ready before
	y := r.System(made[0])
	m := lotModel{station: -1, products: 1}
	longest := 0.0
	for i := range y.Plant.Elements {
		if roleName(&y.Plant.Elements[i]) != "station" {
			continue
		}
		keep := 0.0
		for _, q := range fine {
			keep += r.time(i, q).Mean
		}
		if m.station < 0 || keep > longest {
			m.station, longest = i, keep
		}
	}
	if m.station < 0 {
		return m
	}
	r.out.Plans[plan].Station = y.Plant.Elements[m.station].Name
	if r.product < 0 {
		m.products = max(1, float64(sharing(y.Plant.Model.Products)))
	}
	m.run, _ = straight(fine, func(q *LotPoint) float64 { return r.time(m.station, q).Mean })
	off := r.each(fine[0], "", func(s, _ *Sample) Figure { return Figure{Value: s.Elements[m.station].States[sim.Off]} })
	m.on = (1 - off.Mean) * secondsOfWeek
	return m
}

// spent is the share of the time in which the lot of one product runs, of so many that are made in a week.
func (m *lotModel) spent(week float64) float64 {
	if m.on <= 0 {
		return 0
	}
	return min(1, max(0, week*m.run/m.on))
}

// sharing counts the products that come at all.
func sharing(products []plant.Product) int {
	n := 0
	for _, p := range products {
		if p.Share > 0 {
			n++
		}
	}
	return n
}

func (r *seriesRun) time(station int, q *LotPoint) Estimate {
	return r.each(q, "s", func(s, without *Sample) Figure {
		if r.good(s) <= 0 {
			return Figure{Why: "no good part was made"}
		}
		return figure(keeps(station, s, without)/r.good(s), "")
	})
}

// straight is the line through points by least squares over the inverse of the lot size: what a unit has by itself, and what
// a lot has on top.
func straight(points []*LotPoint, of func(*LotPoint) float64) (unit, lot float64) {
	x, y := make([]float64, len(points)), make([]float64, len(points))
	for i, q := range points {
		x[i], y[i] = 1/float64(q.Size), of(q)
	}
	mx, my := stat.Average(x), stat.Average(y)
	xx, xy := 0.0, 0.0
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		xy += (x[i] - mx) * (y[i] - my)
	}
	if xx > 0 {
		lot = xy / xx
	}
	return my - lot*mx, lot
}

// fit reads from the curve what a lot and a unit cost, and works out the classical lot.
func (r *seriesRun) fit(plan int) {
	p, m := &r.out.Plans[plan], r.models[plan]
	near := slices.DeleteFunc(p.fine(), func(q *LotPoint) bool {
		return p.Now > 0 && r.product >= 0 && (q.Size*nearToday < p.Now || q.Size > p.Now*nearToday)
	})
	if len(near) < 2 {
		p.Why = "the line keeps up with fewer than two lot sizes near that of today"
		return
	}
	var good []float64
	for _, q := range near {
		for _, s := range q.samples {
			good = append(good, r.good(s))
		}
	}
	c := ClassicLot{Demand: stat.Average(good) / m.products * r.s.Economics.WeeksPerYear}
	c.Unit, c.Setup = straight(near, func(q *LotPoint) float64 { return q.Unit.Mean })
	if m.run > 0 {
		c.Rate = m.on / m.run * r.s.Economics.WeeksPerYear
	}
	if c.Setup <= noMatter*c.Unit {
		p.Why = "a lot costs nothing by itself"
		return
	}
	lot, err := finance.EconomicLot(c.Demand, c.Setup, r.out.HoldingRate*c.Unit, c.Rate)
	if err != nil {
		p.Why = err.Error()
		return
	}
	c.Lot = lot
	p.Classic = &c
}
