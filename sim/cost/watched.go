package cost

import (
	"fmt"
	"slices"
	"time"

	"tweeling/sim"
)

// An Element is one element of the line as the ledger sees it over the time watched.
type Element struct {
	Name, Kind    string
	Units         int                // 0 is 1
	sim.NodeTally                    // summed over its units
	PowerKW       map[string]float64 // of a unit, by class of state, see sim.PowerClass
	MaterialCost  []float64          // added to each part worked on, by product; nil: none
	CostPerHour   float64            // for each planned hour of a unit
	UpkeepPerYear float64            // of a unit
	WagePerHour   float64
	Rostered      time.Duration // of operators: paid time of all of them
	Overtime      time.Duration // of operators: worked beyond it, summed over all of them
	Premium       float64       // of operators: an hour of that costs so many times the wage
	ShiftPremium  time.Duration // of operators: what their shifts cost on top of that, as paid time of all of them
	Planned       time.Duration // summed over its units
	MediaPerHour  float64       // of time at work: compressed air, gas, coolant
	ToolPrice     float64
	ToolChanges   int64
	SparePrice    float64 // worth of each of the spares that are kept at a level
	Spares        int     // which is so many
	ResupplyPrice float64 // of each that is wanted
	AreaM2        float64 // of floor
	Paid          float64 // for energy, by the hour, as a meter has it; where the economics have a tariff
	SetupPay      float64 // an hour, of those who set it up
	Pools         []int   // the operators it asks for, as indices
	Ways          []Way   // where its parts go
}

// A Way leads to another element, by its index. Parts counts those that went it, by product; nil where it is the only
// way out of the one and into the other.
type Way struct {
	To    int
	Parts []int64
}

// Watched is what the ledger needs to know of a line over the time watched. Slices by product are as Products; without
// any product there is one, which has no name and no price.
type Watched struct {
	Elements    []Element
	Products    []Product
	Left        []int64 // good parts that left
	Escaped     []int64 // of these: with a defect that nobody has found; nil: none
	Orders      []Order
	Inside      float64   // mean number of parts, those left out that wait outside
	Peaks       []float64 // the largest mean kW of a quarter of an hour, by month; nil: nobody metered
	Duration    time.Duration
	Economics   Economics
	Investments []Investment
}

const week = 7 * 24 * time.Hour

// weeks is how long was watched.
func (w *Watched) weeks() float64 { return float64(w.Duration) / float64(week) }

// share is how much of a year was watched.
func (w *Watched) share() float64 { return w.weeks() / w.Economics.WeeksPerYear }

// bought is how many parts of a product came in, those that were lost at the door left out.
func (w *Watched) bought(p int) float64 {
	n := 0.0
	for i := range w.Elements {
		if e := &w.Elements[i]; e.Kind == "source" {
			n += e.sent(p)
		}
	}
	return n
}

func (w *Watched) check() error {
	if w.Duration <= 0 {
		return fmt.Errorf("ledger: want time watched above 0, have %v", w.Duration)
	}
	if !(w.Economics.WeeksPerYear > 0) {
		return fmt.Errorf("ledger: want weeks_per_year above 0, have %v", w.Economics.WeeksPerYear)
	}
	products := len(w.Products)
	if len(w.Left) != products {
		return fmt.Errorf("ledger: want counts of %d products, have %d", products, len(w.Left))
	}
	if n := len(w.Escaped); n != 0 && n != products {
		return fmt.Errorf("ledger: want counts of %d products, have %d", products, n)
	}
	for i := range w.Orders {
		if p := w.Orders[i].Product; p < 0 || p >= products {
			return fmt.Errorf("ledger: want orders of %d products, have one of the product at %d", products, p)
		}
	}
	for i := range w.Elements {
		e := &w.Elements[i]
		for _, n := range []int{len(e.Sent), len(e.Scrapped), len(e.Consumed), len(e.Made), len(e.MaterialCost)} {
			if n != 0 && n != products {
				return fmt.Errorf("ledger: %s: want counts of %d products, have %d", e.Name, products, n)
			}
		}
		others := slices.Clone(e.Pools)
		for _, way := range e.Ways {
			others = append(others, way.To)
			if way.Parts != nil && len(way.Parts) != products {
				return fmt.Errorf("ledger: %s: want a way counted for %d products, have %d", e.Name, products, len(way.Parts))
			}
		}
		for _, other := range others {
			if other < 0 || other >= len(w.Elements) {
				return fmt.Errorf("ledger: %s: want an element below %d, have %d", e.Name, len(w.Elements), other)
			}
		}
	}
	return nil
}

// spent is what an element itself spent, material left out: that belongs to products.
func (e *Element) spent(econ *Economics, share float64) Amounts {
	var own Amounts
	kwh := e.Energy(e.PowerKW)
	own[Labour] = ((e.Rostered + e.ShiftPremium).Hours() + e.Overtime.Hours()*e.Premium) * e.WagePerHour
	own[Energy] = kwh * econ.EnergyPrice
	if len(econ.Tariff) > 0 {
		own[Energy] = e.Paid
	}
	own[Media] = e.MediaPerHour * e.States[sim.Working].Hours()
	own[Tools] = e.ToolPrice * float64(e.ToolChanges)
	own[Upkeep] = e.UpkeepPerYear*float64(max(1, e.Units))*share + e.ResupplyPrice*float64(e.Asked)
	own[Machine] = e.CostPerHour * e.Planned.Hours()
	own[Floor] = e.AreaM2 * econ.RentPerM2 * share
	own[CO2] = kwh * econ.CO2PerKWh / gramsPerTonne * econ.CO2Price
	return own
}

// idle is the share of its time on duty in which nobody asked for it, or it waited for parts, room, people or a robot.
func (e *Element) idle() float64 {
	if e.OnDuty > 0 {
		return 1 - min(1, e.Used/e.OnDuty)
	}
	on, waits := sim.Time(0), sim.Time(0)
	for _, t := range e.States[sim.Off+1:] {
		on += t
	}
	for _, state := range []sim.State{sim.Starved, sim.Blocked, sim.WaitingOperator, sim.WaitingRobot, sim.WaitingVehicle, sim.WaitingPower} {
		waits += e.States[state]
	}
	if on == 0 {
		return 1
	}
	return float64(waits) / float64(on)
}

const gramsPerTonne = 1e6

// setups is what the time in setup cost: people, machine hours and energy at its mean price. It stands under these items.
func (e *Element) setups(own Amounts) float64 {
	hours := e.States[sim.Setup].Hours()
	price := 0.0
	if kwh := e.Energy(e.PowerKW); kwh > 0 {
		price = own[Energy] / kwh
	}
	return hours * (e.SetupPay + e.CostPerHour + e.PowerKW[sim.PowerClass(sim.Setup)]*price)
}

// sent is how many good parts of a product an element sent on.
func (e *Element) sent(p int) float64 { return of(e.Sent, p) }

// scrapped is how many parts of a product were scrapped at an element. What comes to a sink as scrap was it before.
func (e *Element) scrapped(p int) float64 {
	if e.Kind == "sink" {
		return 0
	}
	return of(e.Scrapped, p)
}

// counted tells whether the line counts what passes an element. Of buffers it does not, and nothing is put into parts there.
func (e *Element) counted() bool { return e.Kind != "buffer" && e.Kind != "sink" }

// passed is how many parts of a product an element has worked on or, when it is a source, let in.
func (e *Element) passed(p int) float64 { return e.sent(p) + e.scrapped(p) + of(e.Reworked, p) }

// worked is how many parts of a product an element has worked on.
func (e *Element) worked(p int) float64 {
	if !e.counted() || e.Kind == "source" {
		return 0
	}
	return e.passed(p)
}

// added is the material that an element adds to a part.
func (e *Element) added(p int) float64 {
	if p < len(e.MaterialCost) {
		return e.MaterialCost[p]
	}
	return 0
}

func of(counts []int64, p int) float64 {
	if p < len(counts) {
		return float64(counts[p])
	}
	return 0
}
