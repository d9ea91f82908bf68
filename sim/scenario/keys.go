package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// Tables are all tables of a scenario beside the elements of its line, by name, with every key that each may have. They are what
// tables are read by, what messages about unknown keys list, and what `tweeling kinds TABLE` prints: a key that is not here does
// not exist.
var Tables = slices.Concat([]plant.Kind{
	{Name: "scenario", Doc: "A scenario file: what stands at its top.", Keys: scenarioKeys},
	{Name: "run", Doc: "How the scenario is run when nobody asks otherwise: [run].", Keys: runKeys},
	{Name: "economics", Doc: "How money is counted: [economics]. Without it no money is.", Keys: economicsKeys},
	{Name: "drift", Doc: "By how much prices rise a year: [economics] drift = { wage, energy, other }.", Keys: driftKeys},
	{Name: "energy_price", Doc: "One of several prices of a kWh: [economics] energy_price = { night = 0.12, day = { price = 0.19, hours = [\"Mon-Fri 07:00-23:00\"] } }. One of them has no hours: it holds when no other does.", Keys: blockKeys},
	{Name: "financing", Doc: "Where the money of plans comes from, and whose hours they take: [economics.financing].", Keys: financingKeys},
	{Name: "loan", Doc: "A loan, paid back month by month: [economics.financing.loan.NAME].", Keys: loanKeys},
	{Name: "lease", Doc: "A measure that is leased instead of bought: [economics.financing.lease.NAME].", Keys: leaseKeys},
	{Name: "hours", Doc: "The hours of specialists that a measure takes: [economics.financing.hours.NAME].", Keys: hoursKeys},
	{Name: "shift", Doc: "When people and machines work: [shift.NAME], which an element names as shift = \"NAME\".", Keys: shiftKeys},
	{Name: "product", Doc: "One kind of part: [product.NAME].", Keys: productKeys},
	{Name: "line", Doc: "The elements of the line: [line.NAME]. Each has the keys of its kind beside these (`tweeling kinds` lists the kinds).", Keys: plant.ElementKeys},
	{Name: "measure", Doc: "An investment and what it changes: [measure.NAME].", Keys: measureKeys},
	{Name: "ramp", Doc: "How fast the effect of a measure comes: [measure.NAME] ramp = { tau, dip, dip_tau }. It scales the yearly difference in cash, not the line that is simulated.", Keys: rampKeys},
	{Name: "plan", Doc: "A set of measures: [plan.NAME]. Without any plan each measure alone is one, and all of them together.", Keys: planKeys},
	{Name: "measured", Doc: "What was counted at the real line: [measured]. Without it every result says that it is exploratory.", Keys: measuredKeys},
	{Name: "evidence", Doc: "Where a value comes from: [evidence] \"line.press.cycle\" = { grade, source, date, n, times }.", Keys: evidenceKeys},
	{Name: "layout", Doc: "A picture on the floor, under the line: [layout]. The engine knows nothing of it.", Keys: layoutKeys},
	{Name: "csv", Doc: "A table file, where a value stands in one: cycle = { csv = \"times.csv\", column = \"press_s\" }.", Keys: csvKeys},
	{Name: "catalogue", Doc: "A measure of the catalogue, a file of its own, which a scenario names with use (`tweeling measures` lists what there is).", Keys: catalogueKeys},
	{Name: "place", Doc: "What a measure of the catalogue is put on: [place.station], which its overlay calls \"$station\".", Keys: placeKeys},
	{Name: "parameter", Doc: "A value of a measure of the catalogue that a scenario may say otherwise, with its with: [parameter.NAME], which its overlay calls \"$NAME\".", Keys: parameterKeys},
}, plant.Tables)

// FindTable returns a table by name.
func FindTable(name string) (*plant.Kind, bool) {
	i := slices.IndexFunc(Tables, func(k plant.Kind) bool { return k.Name == name })
	if i < 0 {
		return nil, false
	}
	return &Tables[i], true
}

// scenarioKeys are the tables of a file, and what stands beside them.
var scenarioKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "the name of the file", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "extends", Type: plant.Name, Unsaid: "it stands alone", Doc: "Another scenario file, named relative to this one, that this one is laid over."},
	{Name: "run", Type: plant.Table, Unsaid: "as `tweeling kinds run` tells", Doc: "How it is run: start, horizon, warm-up, replications."},
	{Name: "economics", Type: plant.Table, Unsaid: "no money is counted", Doc: "How money is counted."},
	{Name: "shift", Type: plant.Table, Unsaid: "everything is on always", Doc: "When people and machines work, by name."},
	{Name: "product", Type: plant.Table, Unsaid: "parts are all alike", Doc: "The kinds of part, by name."},
	{Name: "order", Type: plant.Table, Unsaid: "no orders but those of table files", Doc: "The orders of the scenario itself, by number."},
	{Name: "operations", Type: plant.Table, Unsaid: "the routes that products say themselves", Doc: "A table file of operations, { csv = \"routes.csv\" } (`tweeling kinds operations`)."},
	{Name: "line", Type: plant.Table, Required: true, Doc: "The elements of the line, by name."},
	{Name: "measure", Type: plant.Table, Unsaid: "none", Doc: "Investments and what they change, by name."},
	{Name: "plan", Type: plant.Table, Unsaid: "each measure alone, and all together", Doc: "Sets of measures, by name."},
	{Name: "measured", Type: plant.Table, Unsaid: "results are exploratory", Doc: "What was counted at the real line."},
	{Name: "evidence", Type: plant.Table, Unsaid: "nobody says where values come from", Doc: "Where values come from, by path."},
	{Name: "layout", Type: plant.Table, Unsaid: "an empty floor", Doc: "A picture on the floor, under the line."},
	{Name: "signal", Type: plant.Table, Unsaid: "tags are the names of elements and of what they do", Doc: "What the tags of the real line mean, by tag."},
}

// runKeys is what [run] may say.
var runKeys = []plant.Key{
	{Name: "start", Type: plant.Day, Unsaid: "Monday 00:00 of week 1", Doc: "The day, or the moment, at which the run begins; local time without daylight saving."},
	{Name: "horizon", Type: plant.Span, Min: 1, Max: maxHorizon.Seconds(), Default: "4w", Doc: "How long it is watched, in calendar time after the warm-up; whole weeks where money is counted."},
	{Name: "warmup", Type: plant.Span, Max: maxHorizon.Seconds(), Default: "0s", Rule: "58", Doc: "How long it runs before it is watched; or \"auto\", for as long as it takes to settle."},
	{Name: "replications", Type: plant.Count, Min: 2, Max: maxReplications, Default: "30", Doc: "How many runs there are with other chance, at least."},
	{Name: "precision", Type: plant.Table, Unsaid: "as many replications as are said", Doc: "How well figures are to be known, { throughput = 0.01, npv = 20_000 }: replications go on until half the interval at 95 % is within so large a share of the figure, that of npv within so much money (`tweeling kinds KPI` lists the figures)."},
	{Name: "seed", Type: plant.Count, Default: "1", Doc: "The number that all chance is drawn from: the same seed gives the same results."},
	{Name: "holidays", Type: plant.Day, Unsaid: "none", Doc: "A list of days on which no shift works."},
}

// measuredKeys is what [measured] may say.
var measuredKeys = []plant.Key{
	{Name: "good_parts_per_week", Type: plant.Numbers, Unit: "parts", Unsaid: "not measured", Doc: "The good parts of each of some weeks."},
	{Name: "lead_time", Type: plant.Span, Unsaid: "not measured", Doc: "The mean time from when a part enters the line until it leaves."},
	{Name: "oee", Type: plant.Table, Max: 1, Unsaid: "not measured", Doc: "The OEE of elements by name, { press = 0.62 }, each from 0 to 1."},
	{Name: "from", Type: plant.Name, Unsaid: "nobody says", Doc: "When or where it was measured: a day or a text."},
	{Name: "how", Type: plant.Text, Options: []string{"counted", "manual"}, Unsaid: "nobody says", Doc: "Whether a machine counted, or people wrote it down."},
}

// evidenceKeys is what [evidence] may say of one path.
var evidenceKeys = []plant.Key{
	{Name: "grade", Type: plant.Text, Options: Grades, Required: true, Want: "one of " + quoted(Grades), Doc: "How well it is known, the best first."},
	{Name: "source", Type: plant.Name, Unsaid: "nobody says", Doc: "Where it comes from."},
	{Name: "date", Type: plant.Day, Unsaid: "nobody says", Doc: "When it was found."},
	{Name: "n", Type: plant.Count, Min: 1, Max: 1e9, Unsaid: "nobody says", Doc: "From how many observations."},
	{Name: "times", Type: plant.Numbers, Min: 1e-6, Max: 1e6, Unsaid: "it is taken as it is", Doc: "Three factors in rising order, [0.92, 1, 1.09], that all times of the value may have to be multiplied by: a forecast of a live line draws one for each future."},
}

// layoutKeys is what [layout] may say.
var layoutKeys = []plant.Key{
	{Name: "background", Type: plant.Name, Required: true, Doc: "The file of the picture, .png, .jpg or .svg, named relative to the scenario."},
	{Name: "metres", Type: plant.Numbers, Unit: "m", Required: true, Doc: "What it covers, [width, depth]."},
	{Name: "at", Type: plant.Numbers, Unit: "m", Unsaid: "[0, 0]", Doc: "Its corner, [x, y]."},
}

// shiftKeys is what a shift may say.
var shiftKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "works", Type: plant.Texts, Required: true, Rule: "25", Doc: "When it works, [\"Mon-Fri 06:00-14:00\"]; hours that go past midnight belong to the day on which they begin."},
	{Name: "breaks", Type: plant.Texts, Unsaid: "none", Rule: "25", Doc: "Its breaks, written alike."},
	{Name: "premium", Type: plant.Share, Max: maxPremium, Default: "0", Doc: "What it costs on top of the wage of those who work in it, as a share of it."},
}

// planKeys is what a plan may say.
var planKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "measures", Type: plant.Refs, Options: []string{"measure"}, Required: true, Doc: "Its measures, in order of application."},
	{Name: "start", Type: plant.Table, Unsaid: "all at once", Doc: "When each of them begins.", Later: "measures that start at different times are not built yet"},
}

// fileKeys is what says a table file and how it is written.
var fileKeys = []plant.Key{
	{Name: "csv", Type: plant.Name, Unsaid: "it is an XLSX file", Doc: "The name of a CSV file, relative to the file that names it; this or xlsx is wanted."},
	{Name: "xlsx", Type: plant.Name, Unsaid: "it is a CSV file", Doc: "The name of an XLSX file."},
	{Name: "sheet", Type: plant.Name, Unsaid: "the first", Doc: "Which sheet of an XLSX file."},
	{Name: "delimiter", Type: plant.Text, Options: sortedKeys(delimiters), Unsaid: "what the file looks like", Doc: "What stands between the values of a CSV file."},
	{Name: "decimal", Type: plant.Text, Options: sortedKeys(decimals), Unsaid: "what the file looks like", Doc: "What stands before the decimals of its numbers."},
}

// What further keys say, of which each place where a table file may stand knows some.
var (
	keyOfColumn = plant.Key{Name: "column", Type: plant.Name, Unsaid: "a square of changes of setup: rows are before, columns after", Doc: "The column of the value. Only a matrix of setups may do without."}
	unitKey     = plant.Key{Name: "unit", Type: plant.Name, Unsaid: "what the column's name says, press_s", Doc: "The unit of its times."}
	whereKey    = plant.Key{Name: "where", Type: plant.Table, Unsaid: "all", Doc: "Only rows that say so, { machine = \"press\" }, count."}
	keyKey      = plant.Key{Name: "key", Type: plant.Name, Unsaid: "wanted where a value differs by product", Doc: "The column that says the product."}
	fromKey     = plant.Key{Name: "from", Type: plant.Name, Default: "from", Doc: "Of a list of changes of setup: the column of what is before."}
	toKey       = plant.Key{Name: "to", Type: plant.Name, Default: "to", Doc: "And of what is after."}
)

// What the places know: a column of values, one by product, changes of setup, and operations.
var (
	columnKeys     = slices.Concat(fileKeys, []plant.Key{keyOfColumn, unitKey, whereKey})
	keyedKeys      = slices.Concat(columnKeys, []plant.Key{keyKey})
	matrixKeys     = slices.Concat(fileKeys, []plant.Key{keyOfColumn, unitKey, fromKey, toKey})
	operationsKeys = slices.Concat(fileKeys, []plant.Key{unitKey})
	csvKeys        = slices.Concat(keyedKeys, []plant.Key{fromKey, toKey})
)
