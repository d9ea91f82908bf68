package cost

import (
	"fmt"
	"time"

	"tweeling/sim"
	"tweeling/sim/finance"
)

// An Element is one element of the line as the ledger sees it over the time watched.
type Element struct {
	Name, Kind    string
	Units         int
	sim.NodeTally                    // summed over its units
	PowerKW       map[string]float64 // by class of state, see sim.PowerClass
	MaterialCost  []float64          // added to each part worked on, by product
	CostPerHour   float64            // for each planned hour of a unit
	UpkeepPerYear float64
	Count         int // of operators: on duty at once
	WagePerHour   float64
	Rostered      time.Duration // of operators: paid time of each
	Planned       time.Duration // summed over its units
	Pools         []int         // the operators it asks for, as indices
	To            []int         // where its parts go, as indices
}

// Watched is what the ledger needs to know of a line over the time watched. Slices by product are as Products.
type Watched struct {
	Elements                      []Element
	Products                      []Product
	Entered, Left, Lost, Scrapped []int64
	Duration                      time.Duration
	Economics                     Economics
	Investments                   []Investment
}

// A Ledger is what one replication of one plan spent and earned, in the scenario's currency.
type Ledger struct {
	Items      []float64 // spent over the time watched, as Items
	Elements   []float64 // of that, what each element of the line spent itself; the rest is material that entered and capital
	Weeks      float64   // watched
	Sold       []float64 // units a year, by product: the least of made and demand
	Revenue    float64   // a year
	YearlyCash float64   // revenue less material, pay, energy, machine hours and upkeep of a year; no capital, no measures
}

// Total is all that was spent over the time watched.
func (l *Ledger) Total() float64 {
	total := 0.0
	for _, x := range l.Items {
		total += x
	}
	return total
}

const week = 7 * 24 * time.Hour

// Book computes the ledger of one replication.
func Book(w Watched) (Ledger, error) {
	if w.Duration <= 0 {
		return Ledger{}, fmt.Errorf("ledger: want time watched above 0, have %v", w.Duration)
	}
	if w.Economics.WeeksPerYear <= 0 {
		return Ledger{}, fmt.Errorf("ledger: want weeks_per_year above 0, have %v", w.Economics.WeeksPerYear)
	}
	l := Ledger{Items: make([]float64, numItems), Elements: make([]float64, len(w.Elements)), Weeks: float64(w.Duration) / float64(week)}
	share := l.Weeks / w.Economics.WeeksPerYear // of a year that was watched
	for i := range w.Elements {
		e := &w.Elements[i]
		own := e.spent(w.Economics.EnergyPrice, share)
		for item, x := range own {
			l.Items[item] += x
			l.Elements[i] += x
		}
	}
	for p, product := range w.Products {
		l.Items[Material] += product.MaterialCost * float64(w.Entered[p]-w.Lost[p])
	}
	l.cash(w, share) // before capital, and before scrap is told apart
	for _, inv := range w.Investments {
		a, err := finance.Annuity(inv.Capex.Likely, w.Economics.DiscountRate, inv.Life)
		if err != nil {
			return Ledger{}, fmt.Errorf("measure %s: %w", inv.Name, err)
		}
		l.Items[Capital] += a * share
		l.Items[Upkeep] += inv.YearlyCost.Likely * share
	}
	l.tellScrapApart(w)
	return l, nil
}

// spent is what an element itself spent, by item.
func (e *Element) spent(energyPrice, share float64) [numItems]float64 {
	var own [numItems]float64
	own[Labour] = float64(e.Count) * e.Rostered.Hours() * e.WagePerHour
	for s := range sim.NumStates {
		own[Energy] += e.PowerKW[sim.PowerClass(s)] * e.States[s].Hours() * energyPrice
	}
	for p, cost := range e.MaterialCost {
		own[Material] += cost * float64(e.done(p))
	}
	own[Upkeep] = e.UpkeepPerYear * share
	own[Machine] = e.CostPerHour * e.Planned.Hours()
	return own
}

// done is how many parts of a product an element has worked on.
func (e *Element) done(p int) int64 {
	if e.Kind != "machine" {
		return 0
	}
	return e.Sent[p] + e.Scrapped[p]
}

// cash is the year's: of each product no more is sold than is asked for; what is made beyond that is not sold and its
// material not bought, but wages, energy and machines are paid all the same. A product without a price brings nothing in.
func (l *Ledger) cash(w Watched, share float64) {
	material := 0.0
	for p, product := range w.Products {
		made := float64(w.Left[p]) / share
		sold := made
		if !product.Unlimited && product.Price > 0 {
			sold = min(made, product.DemandPerYear)
		}
		l.Sold = append(l.Sold, sold)
		l.Revenue += product.Price * sold
		if made > 0 {
			bought := product.MaterialCost * float64(w.Entered[p]-w.Lost[p])
			for i := range w.Elements {
				if e := &w.Elements[i]; p < len(e.MaterialCost) {
					bought += e.MaterialCost[p] * float64(e.done(p))
				}
			}
			material += bought / share * sold / made
		}
	}
	l.YearlyCash = l.Revenue - material - (l.Items[Labour]+l.Items[Energy]+l.Items[Upkeep]+l.Items[Machine])/share
}
