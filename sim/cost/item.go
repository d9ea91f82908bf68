package cost

// An Item is one sort of what the full cost consists of.
type Item struct {
	Name string
	Doc  string // the formula
	Cash bool   // whether it stands in the cash of a year as well
}

// The items, by their place in Items.
const (
	Labour = iota
	Energy
	Grid
	Media
	Material
	Scrap
	Tools
	Upkeep
	Machine
	Floor
	Stock
	Late
	Escapes
	CO2
	Capital
	numItems
)

// Items lists what a good part costs. They sum to all that was spent; what went into scrapped parts stands under scrap
// and not under the others.
var Items = []Item{
	{"labour", "people on duty at once x rostered hours, breaks included x wage x (1 + premium of their shift), worked or not; overtime x wage x overtime_premium", true},
	{"energy", "power in each state x time in it x energy_price, by the hour when that is a table; blocked, starved, down and every waiting draw ready power", true},
	{"grid", "contracted_kw x contract_price_per_kw + the mean over months of the largest mean power of a quarter of an hour x peak_price_per_kw, for each month of the year", true},
	{"media", "media_per_hour x time at work", true},
	{"material", "material_cost of every part that entered and was not lost, and what stations add to each part", true},
	{"scrap", "material of scrapped parts and the conversion cost of the stations they passed, taken out of the other items", true},
	{"tools", "price of a tool x changes of it", true},
	{"upkeep", "upkeep_per_year of each unit, resupply_price x spares wanted, and yearly_cost and the training of who is new of measures, spread over the weeks of a year", true},
	{"machine", "cost_per_hour x planned hours; not in yearly cash, since most of it is depreciation", false},
	{"floor", "size x rent_per_m2, spread over the weeks of a year; not in yearly cash, since the hall is paid all the same", false},
	{"stock", "mean number of parts inside, without those that wait outside x mean material_cost of parts that came in, and spares kept, in stock or on order, x price, x holding_rate; no capital in it", true},
	{"late", "over orders due in the time watched that are late: parts x days late x late_penalty_per_day, and late_penalty once", true},
	{"escapes", "good parts that left with a defect that no inspection found x escape_cost of their product", true},
	{"co2", "energy x co2_per_kwh x co2_price; not in yearly cash, since nobody is paid", false},
	{"capital", "likely capex, one_off and training, less grants and what it fetches in the end, as an annuity over its life at the discount rate, spread over the weeks of a year", false},
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

// cash is the sum of those that are paid in the year. Material and scrap are not in it: they go by what is sold.
func (a *Amounts) cash() float64 {
	total := 0.0
	for item, x := range a {
		if Items[item].Cash && item != Material && item != Scrap {
			total += x
		}
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
