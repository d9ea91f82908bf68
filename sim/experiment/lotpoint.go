package experiment

import (
	"tweeling/sim"
	"tweeling/sim/stat"
)

// read takes the figures of one point from its replications.
func (r *seriesRun) read(plan int, p *LotPoint) {
	made, _ := r.ready(plan, p.Size) // it was ready before
	y := r.System(made[0])
	p.samples = r.Samples(made[0])
	p.without = make([]*Sample, len(p.samples))
	if r.product >= 0 {
		p.without = r.Samples(made[1])
	}
	p.KeepsUp = y.keepsUp(p.samples)
	p.Unit = r.each(p, y.Economics.Currency, r.unit)
	p.Lead = r.each(p, "s", func(s, _ *Sample) Figure {
		if r.product >= 0 {
			return s.Products[r.product].Lead
		}
		return s.Line[mustLine("lead_time")]
	})
}

func (r *seriesRun) each(p *LotPoint, unit string, of func(s, without *Sample) Figure) Estimate {
	i := -1
	return estimate(p.samples, unit, func(s *Sample) Figure {
		i++
		return of(s, p.without[i])
	})
}

// good is how many good units were made in a week.
func (r *seriesRun) good(s *Sample) float64 {
	if r.product >= 0 {
		return s.Products[r.product].PerWeek.Value
	}
	return s.Line[mustLine("output_per_week")].Value
}

// unit is what a good unit costs.
func (r *seriesRun) unit(s, without *Sample) Figure {
	good, all := r.good(s), s.Line[mustLine("output_per_week")].Value
	if good <= 0 {
		return Figure{Why: "no good part was made"}
	}
	spent := func(s *Sample) float64 {
		if r.out.Paid {
			return s.Ledger.Total() / s.Ledger.Weeks
		}
		return (s.Ledger.Total() - s.Ledger.Unused) / s.Ledger.Weeks
	}
	if without == nil {
		return figure(spent(s)/good, "")
	}
	measures := 0.0
	for _, m := range s.Ledger.Measures {
		measures += m.Total() / s.Ledger.Weeks
	}
	return figure((spent(s)-spent(without))/good+measures/all, "")
}

// keepsUp tells whether what comes in is made, but for a little and one lot.
func (y *System) keepsUp(samples []*Sample) bool {
	coming, lot := 0.0, 0.0
	model := y.Plant.Model
	for _, o := range model.Orders {
		if o.Release >= y.warmup && o.Release < y.warmup+y.horizon {
			coming += float64(o.Quantity)
			lot = max(lot, float64(o.Quantity))
		}
	}
	for i := range model.Elements {
		e := &model.Elements[i]
		if e.Kind != "source" || len(model.Orders) > 0 {
			continue
		}
		size := float64(max(1, e.Count("lot")))
		switch every := e.Chance("every"); {
		case every != nil && every.Mean() > 0:
			coming += size * y.horizon.Seconds() / every.Mean()
		case e.Text("release") == "demand":
			for _, p := range model.Products {
				coming += p.Weekly * y.weeks()
			}
		}
		lot = max(lot, size)
	}
	var behind []float64
	for _, s := range samples {
		gone := 0.0
		for _, p := range s.Products {
			gone += (p.PerWeek.Value + p.Scrapped.Value + p.Lost.Value) * y.weeks()
		}
		behind = append(behind, coming-gone)
	}
	e := stat.Mean(behind)
	return coming == 0 || e.Mean-e.HalfWidth <= leftBehind*coming+lot
}

// keeps is how many seconds of a week a station works and is set up, for the units of the series.
func keeps(i int, s, without *Sample) float64 {
	busy := func(s *Sample) float64 {
		return s.Elements[i].States[sim.Working] + s.Elements[i].States[sim.Setup]
	}
	x := busy(s)
	if without != nil {
		x -= busy(without)
	}
	return x * secondsOfWeek
}

// price adds to a point what stock costs: half a lot on its way to customers, less what goes while the lot is made, worth
// what it cost; and the capital in what is in the line, worth its material.
func (r *seriesRun) price(plan int, q *LotPoint) {
	if q.Why != "" {
		return
	}
	m := r.models[plan]
	if m.station >= 0 {
		q.Time = r.time(m.station, q)
	}
	econ := r.s.Economics
	q.Total = r.each(q, q.Unit.Unit, func(s, without *Sample) Figure {
		unit := r.unit(s, without)
		if unit.Why != "" {
			return unit
		}
		week := r.good(s) / m.products
		stock := unit.Value * float64(q.Size) / 2 * (1 - m.spent(week)) / week
		lead := s.Line[mustLine("lead_time")]
		if r.product >= 0 {
			lead = s.Products[r.product].Lead
		}
		inside := r.material(s) * lead.Value / secondsOfWeek
		return figure(unit.Value+(r.out.HoldingRate*stock+econ.DiscountRate*inside)/econ.WeeksPerYear, "")
	})
}

// material is what goes into a unit when it enters.
func (r *seriesRun) material(s *Sample) float64 {
	total, units := 0.0, 0.0
	for i, p := range r.s.Products {
		if i < len(s.Products) && (r.product < 0 || i == r.product) {
			total += p.MaterialCost * s.Products[i].PerWeek.Value
			units += s.Products[i].PerWeek.Value
		}
	}
	if units == 0 {
		return 0
	}
	return total / units
}
