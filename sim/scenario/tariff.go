package scenario

import (
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// energy reads what [economics] says of energy: its price, and what the connection to the grid allows and costs.
func (r *reader) energy(to fills, e *cost.Economics, run RunSettings) {
	to["energy_price"] = func(n *node, k *plant.Key) {
		if n.table != nil {
			r.tariff(n, e, run)
			return
		}
		r.numberTo(&e.EnergyPrice)(n, k)
	}
	to["contracted_kw"] = r.numberTo(&e.Contracted)
	to["contract_price_per_kw"] = r.numberTo(&e.ContractRate)
	to["peak_price_per_kw"] = r.numberTo(&e.PeakRate)
	to["co2_per_kwh"] = r.numberTo(&e.CO2PerKWh)
	to["co2_price"] = r.numberTo(&e.CO2Price)
}

// checkEnergy checks what these say together.
func (r *reader) checkEnergy(n *node, e *cost.Economics, run RunSettings) {
	if n.get("contract_price_per_kw") != nil && n.get("contracted_kw") == nil {
		r.tellOf(n, "contracted_kw", "want how many kW are contracted, since each has a price, have nothing")
	}
	if n.get("co2_price") != nil && n.get("co2_per_kwh") == nil {
		r.tellOf(n, "co2_per_kwh", "want how many grams of CO2 a kWh stands for, since a tonne has a price, have nothing")
	}
	if e.PeakRate > 0 && run.Horizon < 4*week {
		r.note(n.get("peak_price_per_kw"), "is paid for the peak of a month, and less than four weeks are watched: it comes out too small")
	}
}

// maxBlocks is how many prices a day may have: one for each hour.
const maxBlocks = 24

// tariff reads prices by hour: one that holds where no other does, and others with their hours.
func (r *reader) tariff(n *node, e *cost.Economics, run RunSettings) {
	if len(n.keys) > maxBlocks {
		r.tell(n, "want at most %d prices, have %d", maxBlocks, len(n.keys))
		return
	}
	var rest *node
	for _, name := range n.keys {
		child := n.table[name]
		if err := validName(name); err != nil {
			r.tell(child, "%v", err)
			continue
		}
		if child.table != nil && child.get("hours") != nil {
			if b, ok := r.block(name, child, run); ok {
				e.Tariff = append(e.Tariff, b)
			}
			continue
		}
		if rest != nil {
			r.tell(child, "want its hours, such as { price = 0.19, hours = [\"Mon-Fri 07:00-23:00\"] }, since %s has none already, have none", rest.path[len(rest.path)-1])
			continue
		}
		rest = child
		r.blockPrice(child, &e.EnergyPrice)
	}
	if rest == nil {
		r.tell(n, "want one price without hours, such as night = 0.12, for all hours that no other names, have none")
	}
	for i := range e.Tariff {
		for _, other := range e.Tariff[:i] {
			if together(e.Tariff[i].Hours, other.Hours) {
				r.tell(n.get(e.Tariff[i].Name, "hours"), "want hours that no other price has, have some that %s has as well", other.Name)
				break
			}
		}
	}
}

func (r *reader) blockPrice(n *node, to *float64) {
	if n.table == nil {
		r.into(to, n, 0, maxNumber)
		return
	}
	r.table(n, blockKeys, fills{"price": r.numberTo(to), "hours": nil})
}

// block reads one price with its hours, which are written as those of shifts are.
func (r *reader) block(name string, n *node, run RunSettings) (cost.Block, bool) {
	b := cost.Block{Name: name}
	before := r.found.hits
	r.blockPrice(n, &b.Price)
	hours := n.get("hours")
	lines, ok := r.texts(hours, `["Mon-Fri 07:00-23:00"]`)
	if !ok {
		return b, false
	}
	b.Lines = lines
	weekly, err := calendar.New(time.Time{}, lines, nil, nil)
	if err == nil {
		b.Hours, err = calendar.New(run.Start, lines, nil, run.Holidays)
	}
	if err != nil {
		for line := range strings.Lines(err.Error()) {
			r.tell(hours, "%s", strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "works: "))
		}
		return b, false
	}
	for at := time.Duration(0); at < week; at += sim.Quarter {
		if on := weekly.Planned(at, at+sim.Quarter); on != 0 && on != sim.Quarter {
			r.tell(hours, "want hours that begin and end with a quarter of an hour, have %s", said(hours))
			return b, false
		}
	}
	return b, r.found.hits == before
}

// together tells whether two have some quarter of an hour in common, in the first two weeks.
func together(a, b *calendar.Calendar) bool {
	for t := time.Duration(0); t < 2*week; t += sim.Quarter {
		if a.On(t) && b.On(t) {
			return true
		}
	}
	return false
}
