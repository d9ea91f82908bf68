package cost

// An Item is one element of the full cost.
type Item struct {
	Name string
	Doc  string // the formula
}

// The items, by their place in Items.
const (
	Labour = iota
	Energy
	Material
	Scrap
	Upkeep
	Machine
	Capital
	numItems
)

// Items lists what a good part costs. They sum to all that was spent; what went into scrapped parts stands under scrap
// and not under the others.
var Items = []Item{
	{"labour", "people on duty at once x rostered hours, breaks included x wage, worked or not"},
	{"energy", "power in each state x time in it x energy_price; blocked, starved, down and every waiting draw ready power"},
	{"material", "material_cost of every part that entered and was not lost, and what stations add to each part"},
	{"scrap", "material of scrapped parts and the conversion cost of the stations they passed, taken out of the other items"},
	{"upkeep", "upkeep_per_year of each unit and yearly_cost of measures, spread over the weeks of a year"},
	{"machine", "cost_per_hour x planned hours; not in yearly cash, since most of it is depreciation"},
	{"capital", "likely capex and one_off, less grants and what it fetches in the end, as an annuity over its life at the discount rate, spread over the weeks of a year"},
}

// Amounts are sums of money, one an item, as Items.
type Amounts [numItems]float64

// Total is the sum of all items.
func (a Amounts) Total() float64 {
	total := 0.0
	for _, x := range a {
		total += x
	}
	return total
}

// add puts so many times b on top.
func (a *Amounts) add(b Amounts, times float64) {
	for item := range a {
		a[item] += times * b[item]
	}
}

// spoil takes so many times b out of the items and puts it under scrap.
func (a *Amounts) spoil(b Amounts, times float64) {
	a.add(b, -times)
	a[Scrap] += times * b.Total()
}
