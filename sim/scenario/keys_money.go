package scenario

import (
	"strconv"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// A year in seconds, for bounds.
const yearSeconds = 365 * 24 * 3600

// economicsKeys is what [economics] may say.
var economicsKeys = []plant.Key{
	{Name: "currency", Type: plant.Name, Default: "EUR", Doc: "The currency of all money, by its three letters."},
	{Name: "weeks_per_year", Type: plant.Number, Min: 1, Max: 53, Default: "47", Unit: "weeks", Doc: "How many weeks such as those simulated a year has."},
	{Name: "horizon", Type: plant.Span, Min: yearSeconds, Max: 50 * yearSeconds, Default: "8y", Doc: "Over how long an investment is judged."},
	{Name: "discount_rate", Type: plant.Share, Max: 1, Default: "0.09", Doc: "What money costs a year: a euro in a year is worth 1 / (1 + discount_rate) now. It is nominal, as prices that drift are."},
	{Name: "tax", Type: plant.Name, Default: NoTax, Doc: "The tax by country and year, \"nl-2026\", or \"none\"."},
	{Name: "firm_taxable_profit", Type: plant.Numbers, Min: -maxNumber, Unit: "money/y", Unsaid: "wanted with a tax", Doc: "What the firm earns a year without any measure, before tax: a number, or a list by year of which the last holds on."},
	{Name: "firm_investments", Type: plant.Number, Default: "0", Unit: "money", Doc: "What the firm invests in the same year beside the plan, since allowances go by the whole."},
	{Name: "baseline", Type: plant.Text, Options: cost.BaselineNames, Default: cost.Drifting, Doc: "What becomes of the line when nothing is done: all stays, prices and pay drift, or it loses volume each year as well."},
	{Name: "drift", Type: plant.Table, Unsaid: "as `tweeling kinds drift` tells", Doc: "By how much prices rise a year, { wage, energy, other }."},
	{Name: "decline", Type: plant.Share, Max: 0.9, Default: "0", Doc: "With baseline = \"declining\": the share of its volume that the line loses each year."},
	{Name: "financing", Type: plant.Table, Unsaid: "nobody says", Doc: "Own money, loans, leases, and hours of specialists."},
	{Name: "hours_saved", Type: plant.Share, Max: 1, Default: "0", Doc: "Of the pay of hours that a line does not need, since it makes more than is asked for, the share that is really saved."},
	{Name: "rent_per_m2", Type: plant.Number, Default: "0", Unit: "money/y", Doc: "Rent of the floor that elements stand on, by their size."},
	{Name: "holding_rate", Type: plant.Share, Max: 1, Unsaid: "stock is not counted", Doc: "What keeping a stock costs a year, capital left out, as a share of its worth."},
	{Name: "energy_price", Type: plant.Number, Default: "0", Unit: "money/kWh", Doc: "The price of a kWh; or several by hour, { night = 0.12, day = { price = 0.19, hours = [...] } }."},
	{Name: "contracted_kw", Type: plant.Number, Unsaid: "as much as one likes", Unit: "kW", Doc: "The most that may be drawn over a quarter of an hour."},
	{Name: "contract_price_per_kw", Type: plant.Number, Default: "0", Unit: "money/month", Doc: "The price of each contracted kW."},
	{Name: "peak_price_per_kw", Type: plant.Number, Default: "0", Unit: "money/month", Doc: "The price of each kW of the largest quarter of an hour of a month."},
	{Name: "co2_per_kwh", Type: plant.Number, Unsaid: "not counted", Unit: "g", Doc: "The CO2 that a kWh stands for."},
	{Name: "co2_price", Type: plant.Number, Default: "0", Unit: "money/t", Doc: "What the firm takes a tonne of it to cost; in the cost of a part only."},
}

// driftKeys is what drift may say.
var driftKeys = []plant.Key{
	{Name: "wage", Type: plant.Number, Min: -0.5, Max: 0.5, Default: decimal(cost.UsualDrift.Wage), Doc: "Of pay, a year."},
	{Name: "energy", Type: plant.Number, Min: -0.5, Max: 0.5, Default: decimal(cost.UsualDrift.Energy), Doc: "Of energy, a year."},
	{Name: "other", Type: plant.Number, Min: -0.5, Max: 0.5, Default: decimal(cost.UsualDrift.Other), Doc: "Of all else, a year: what is sold and what it is made of, upkeep, and what measures cost."},
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// blockKeys is what one price of a kWh may say.
var blockKeys = []plant.Key{
	{Name: "price", Type: plant.Number, Required: true, Want: "the price of a kWh, such as 0.19", Unit: "money/kWh", Doc: "The price then."},
	{Name: "hours", Type: plant.Texts, Unsaid: "whenever no other price holds", Doc: "When it holds, [\"Mon-Fri 07:00-23:00\"], in whole quarters of an hour."},
}

// financingKeys is what financing may say.
var financingKeys = []plant.Key{
	{Name: "own", Type: plant.Number, Default: "0", Unit: "money", Doc: "The firm's own money at the start."},
	{Name: "loan", Type: plant.Table, Unsaid: "none", Doc: "Loans, by name."},
	{Name: "lease", Type: plant.Table, Unsaid: "none", Doc: "Leases, by name."},
	{Name: "hours", Type: plant.Table, Unsaid: "none", Doc: "Hours of specialists, by name."},
}

// loanKeys is what a loan may say.
var loanKeys = []plant.Key{
	{Name: "amount", Type: plant.Number, Unit: "money", Unsaid: "by share", Doc: "What is lent; this or share is wanted."},
	{Name: "share", Type: plant.Share, Max: 1, Unsaid: "by amount", Doc: "What is lent, as a share of what a plan asks for at the start."},
	{Name: "rate", Type: plant.Share, Max: 1, Required: true, Want: "the interest per year, such as 0.06", Doc: "The interest, nominal per year."},
	{Name: "term", Type: plant.Span, Min: yearSeconds / 12, Max: 50 * yearSeconds, Required: true, Want: `the time in which it is paid back, such as "5y"`, Doc: "The time in which it is paid back, in equal parts each month."},
	{Name: "grace", Type: plant.Span, Max: 50 * yearSeconds, Default: "0s", Doc: "How long only interest is paid at first."},
}

// leaseKeys is what a lease may say.
var leaseKeys = []plant.Key{
	{Name: "measure", Type: plant.Ref, Options: []string{"measure"}, Required: true, Want: "the measure that is leased", Doc: "The measure that is leased."},
	{Name: "monthly", Type: plant.Number, Unit: "money", Required: true, Want: "what is paid each month", Doc: "What is paid each month."},
	{Name: "term", Type: plant.Span, Min: yearSeconds / 12, Max: 50 * yearSeconds, Required: true, Want: `how long it is paid, such as "5y"`, Doc: "How long it is paid."},
	{Name: "final", Type: plant.Number, Unit: "money", Default: "0", Doc: "What is paid at the end, to keep it."},
}

// hoursKeys is what the hours of specialists may say.
var hoursKeys = []plant.Key{
	{Name: "measure", Type: plant.Ref, Options: []string{"measure"}, Required: true, Want: "the measure that takes them", Doc: "The measure that takes them."},
	{Name: "from", Type: plant.Span, Max: 50 * yearSeconds, Default: "1mo", Doc: "The first month in which they are taken."},
	{Name: "through", Type: plant.Span, Max: 50 * yearSeconds, Unsaid: "only that of from", Doc: "The last such month."},
	{Name: "each_month", Type: plant.Number, Unit: "h", Required: true, Want: "the hours in each month", Doc: "How many in each month."},
	{Name: "rate", Type: plant.Number, Unit: "money/h", Default: "0", Doc: "What an hour costs."},
}

// productKeys is what a product may say.
var productKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "family", Type: plant.Name, Unsaid: "of none", Rule: "22", Doc: "Products of one family need no setup between them, and setup matrices may name it."},
	{Name: "share", Type: plant.Share, Max: 1, Unsaid: "wanted where there are several and nothing else says the mix", Rule: "46", Doc: "The share of the parts that are this product."},
	{Name: "carrier", Type: plant.Flag, Default: "false", Doc: "Whether it is no part, but what parts travel on."},
	{Name: "priority", Type: plant.Count, Max: maxPriority, Default: "0", Doc: "For dispatch = \"priority\": more comes first."},
	{Name: "weight", Type: plant.Number, Unsaid: "1", Doc: "For dispatch = \"wspt\": what a part of it is worth."},
	{Name: "price", Type: plant.Number, Default: "0", Unit: "money", Doc: "What a good part of it is sold for."},
	{Name: "material_cost", Type: plant.Number, Default: "0", Unit: "money", Doc: "What it is made of costs, for each part that enters."},
	{Name: "demand_per_year", Type: plant.Number, Unit: "parts", Unsaid: "not known, and wanted with a price", Doc: "How many can be sold in a year, or \"unlimited\"; a source with release = \"demand\" lets so many in."},
	{Name: "escape_cost", Type: plant.Number, Default: "0", Unit: "money", Rule: "45", Doc: "What it costs when a bad part reaches the customer."},
	{Name: "late_penalty_per_day", Type: plant.Number, Default: "0", Unit: "money", Doc: "What each part of a late order costs for each day."},
	{Name: "late_penalty", Type: plant.Number, Default: "0", Unit: "money", Doc: "What each late order costs once."},
	{Name: "op", Type: plant.Table, Unsaid: "it goes by the ways of elements", Rule: "33", Doc: "The operations of its route, by number."},
	{Name: "done", Type: plant.Ref, Options: plant.Ways, Unsaid: "the only sink", Doc: "Where it goes after the last operation."},
}
