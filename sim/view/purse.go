package view

import (
	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A purse counts the money of a line that runs, by the same rules as the ledger of package cost: all that is spent. What
// scrap took along is not told apart here, so that only the sum is the ledger's. Capital, upkeep and fees are spread over
// the hours in which the line is planned to work: over whole weeks they are the ledger's, and in the middle of a day they
// are the share of that day, as wages and parts are. By the calendar they would wait for the night, and a plan that buys
// much would look cheap all day. Energy that has a price by the hour is counted at the mean price of the hours so far; what
// only a month or an order can tell, peaks of power, tools, stock and lateness, is left out.
type purse struct {
	given    bool
	currency string
	perHour  float64 // of capital, upkeep and fees, for each hour of planned
	planned  *calendar.Calendar
	econ     *cost.Economics
	media    []float64            // of a node, for each hour at work
	kw       []map[string]float64 // by node; nil: it draws none
	added    [][]float64          // material a node adds to each part, by product; nil: none
	paid     []pay
	material []float64 // of each part that enters, by product
	worth    []float64 // of a good part: its price, or its material when it has none
}

// pay is what an element costs by its calendar; the wage is that of one of its people.
type pay struct {
	item              int32
	wage, machineHour float64
}

const (
	week          = 7 * dayLong
	monthsPerYear = 12
)

func newPurse(s *scenario.Scenario, st *stage) purse {
	products, investments, econ := s.Money(st.plan)
	p := purse{given: econ.Given, currency: econ.Currency, econ: &econ, media: make([]float64, len(st.roles)), kw: make([]map[string]float64, len(st.roles)), added: make([][]float64, len(st.roles))}
	if !p.given {
		return p
	}
	for _, m := range products {
		p.material = append(p.material, m.MaterialCost)
		if m.Price > 0 {
			p.worth = append(p.worth, m.Price)
		} else {
			p.worth = append(p.worth, m.MaterialCost)
		}
	}
	p.planned = st.longest()
	hours := econ.WeeksPerYear * p.planned.Planned(0, 52*week).Hours() / 52
	for _, inv := range investments {
		if a, err := inv.YearlyCapital(econ.DiscountRate); err == nil {
			p.perHour += a / hours
		}
		p.perHour += inv.Yearly() / hours
	}
	p.perHour += econ.Contracted * econ.ContractRate * monthsPerYear / hours
	for i := range st.items {
		it := &st.items[i]
		if size := it.Numbers("size"); len(size) == 2 {
			p.perHour += size[0] * size[1] * econ.RentPerM2 / hours
		}
		p.perHour += it.Number("upkeep_per_year") * float64(len(it.IDs)) / hours
		if w := (pay{int32(i), it.Number("wage_per_hour"), it.Number("cost_per_hour") * float64(len(it.IDs))}); w.wage+w.machineHour > 0 {
			p.paid = append(p.paid, w)
		}
		kw, _ := it.Values["power_kw"].(map[string]float64)
		for _, id := range it.IDs {
			p.kw[id] = kw
			p.added[id], p.media[id] = st.adds(it.Placed), it.Number("media_per_hour")
		}
	}
	return p
}

// longest is the calendar of the station that is planned to work most.
func (st *stage) longest() *calendar.Calendar {
	var most *calendar.Calendar
	for _, i := range st.stations {
		c := st.items[i].Calendar
		if most == nil || c.Planned(0, 52*week) > most.Planned(0, 52*week) {
			most = c
		}
	}
	return most
}

// adds is the material that a station puts into each part, by product; nil: none.
func (st *stage) adds(p *plant.Placed) []float64 {
	var list []float64
	some := false
	for _, product := range st.plant.Model.Products {
		m := p.NumberFor("material_cost", product.Name)
		list = append(list, m)
		some = some || m != 0
	}
	if !some {
		return nil
	}
	return list
}

// spent is what a line has spent from the start of the view, base, to now.
func (p *purse) spent(st *stage, base, now *world, at sim.Time) float64 {
	if !p.given {
		return 0
	}
	sum := p.perHour * p.planned.Planned(base.at, at).Hours()
	for _, w := range p.paid {
		c := st.items[w.item].Calendar
		if w.wage > 0 {
			for _, s := range st.items[w.item].Staff {
				sum += w.wage * float64(s.Count) * (1 + s.Premium) * s.Calendar.Rostered(base.at, at).Hours()
			}
		}
		if w.machineHour > 0 {
			sum += w.machineHour * c.Planned(base.at, at).Hours()
		}
	}
	price := p.econ.MeanPrice(base.at, at)
	for id := range now.nodes {
		sum += p.energyOf(id, base, now, at) * price
		if m := p.media[id]; m != 0 {
			sum += m * (now.nodes[id].time(sim.Working, at) - base.nodes[id].time(sim.Working, base.at)).Hours()
		}
		if p.added[id] != nil {
			for i, m := range p.added[id] {
				at := id*len(p.added[id]) + i
				sum += m * float64(now.done[at]-base.done[at])
			}
		}
	}
	for i, m := range p.material {
		sum += m * float64(now.entered[i]-base.entered[i])
	}
	return sum
}

// energyOf is the energy a node has used from base to now, in kWh.
func (p *purse) energyOf(id int, base, now *world, at sim.Time) float64 {
	if p.kw[id] == nil {
		return 0
	}
	used, before := now.tally(id, at), base.tally(id, base.at)
	return used.Energy(p.kw[id]) - before.Energy(p.kw[id])
}

// earned is what the good parts from base to now are worth, if all of them sell.
func (p *purse) earned(base, now *world) float64 {
	sum := 0.0
	for i, w := range p.worth {
		sum += w * float64(now.good[i]-base.good[i])
	}
	return sum
}
