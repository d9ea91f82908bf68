// Package scenario reads a scenario file: a line, the measures that would change it, and the plans that combine them.
//
//	s, err := scenario.Load("mine.toml") // a file, or the name of a built-in scenario
//	model, measures, err := s.Model("automated") // what the engine runs; "as-is" is the line as it is
//	products, investments, econ := s.Money("automated")
//
// When anything is wrong, err is [Mistakes]: all of them at once, sorted by place, each as
// "file:line:col: key: want ..., have ...". Every plan is checked when the file is read, so that a scenario that was read
// can be run.
//
// # How a file becomes a model
//
// Each file is looked over for what no decoder should see (limits.go), decoded once into a tree of nodes that know where
// they stand (file.go, node.go), and laid over the files it extends (merge.go). The measures of a plan are laid over that
// tree: first all that replaces, then what is removed and put in between, then factors, then additions (overlay.go,
// mend.go, insert.go, relative.go). One table of keys, plant.Kinds, says how the values of an element are read
// (element.go, value.go); another, [Tables], how those of all other tables are (keys.go, table.go, settings.go and on). What the
// pieces mean together is checked last (check_*.go), and a plan in which nothing is wrong is built and runs for a moment
// (trial.go), so that what can never run is told as well. A position is looked up only when a mistake is told.
//
// # Values in table files
//
// A time may be a column of a CSV or XLSX file, named relative to the file that names it:
//
//	cycle = { csv = "times.csv", column = "press_s" }    # a law of the times that were measured
//	cycle_by_product = { csv = "times.csv", key = "part", column = "press_s" }
//	orders = { xlsx = "orders.xlsx", sheet = "Orders" }
//	setup_matrix = { csv = "setups.csv", unit = "m" }    # a square: a row for what is before, a column for what is after
//	setup_matrix = { csv = "setups.csv", from = "from", to = "to", column = "setup_min" }    # or a list
//	repair = { csv = "stops.csv", column = "down_min", where = { machine = "press", reason = "jam" } }    # some rows only
//
// Routes of products may stand in a file as well, with a row for each operation:
//
//	operations = { csv = "routes.csv" }    # product, operation, station, cycle, setup, load, unload, family, scrap
//
// What the scenario writes itself of an operation, [product.NAME.op.NUMBER], comes before what the file says of it, and
// measures may change or remove either (operations.go).
//
// One row is a fixed time and several are the empirical law of them; of other values a product has one row. The unit is
// in the column's name or in unit = "s"; delimiter = "semicolon" and decimal = "comma" say what package eventlog could
// not find out. Mistakes in such a file have its own row and column (tables.go, columns.go, orders.go). Its text is
// among [Scenario.Files] and in the hash, so that a scenario can be carried elsewhere whole.
//
// # Orders
//
// A source that releases by orders takes them from such a file, from the scenario itself, or from both:
//
//	[line.desk]
//	kind = "source"
//	release = "orders"       # or orders = { csv = "orders.csv" }, and those below as well
//
//	[order.1001]
//	product = "bracket"
//	quantity = 40
//	release = 2026-03-02     # or "1d" after the start of the run; from its start, when not said
//	due = "5d"               # after its release, or a day, or a moment
//	every = "2w"             # again and again, so that a year of orders is as short as a fortnight
//
// Orders have names, so that an overlay may change one or add one: [measure.rush.order.1001]. They are laid by their
// release; those of one release as the file has them, then those of the scenario by number (orders.go, book.go).
//
// # Routes
//
//	[product.bracket]
//	done = "dispatch"        # where it goes after the last operation; the only sink, when not said
//
//	[product.bracket.op.10]
//	at = ["saw1", "saw2"]    # choose says how one of them is chosen
//	cycle = "exp(4m)"        # and setup, load, unload, family, scrap; as the station says, when not said
//
//	[product.bracket.op.20]
//	at = ["drill"]
//
// Operations follow each other by their numbers, so that a measure may add [measure.m.product.bracket.op.15] or remove
// product.bracket.op.20. A product with operations goes by no to, and stations at which only such products are worked on say
// none. Parts wait before a station in a place of its own, which is an element called after it: saw1.queue (route.go).
//
// # How well it is to be known
//
//	[run]
//	replications = 30
//	precision = { throughput = 0.02, npv = 20_000 }
//
// There are as many replications as are asked for, with a precision at least ten, and more until the interval at 95 % of
// each figure, of every plan, is within so large a share of it on either side, and that of the NPV of each plan within so
// much money. More than a thousand are not run; then the result says that the precision was not reached.
//
// # Hours that are not needed
//
//	[economics]
//	hours_saved = 0.7 # default 0
//
// A line that makes more than demand_per_year could do with fewer hours. Of the pay of the others so large a share is
// counted as saved in the yearly cash; 0 where the roster does not shrink.
//
// # The catalogue of measures
//
//	[measure.tending]
//	use = "robot-tending"                    # assets/measures/robot-tending.toml, or "mine.toml" beside the scenario
//	on = { station = "press" }               # what stands in its places
//	with = { load_time = [0.9, 1.0, 1.2] }   # its parameters; the others are as the catalogue says
//	capex = 90_000                           # anything else that a measure may say lies over what the catalogue says
//
// A file of the catalogue ([CatalogueMeasure]) is a measure with names in it that begin with a $:
//
//	[place.station]
//	kind = "machine"                         # or a list of kinds; failure = true: a failure mode, "press.jam"
//	says = ["setup | setup_matrix"]          # what it has to say; without = [...]: what it may not say; many, optional
//	[parameter.jam_uptime]
//	value = ["40h", "120h", "400h"]
//	[line."$station"]
//	setup = { plus = "15m" }                 # what changes what a station does not say is left out
//	robot = "$station-robot"
//	[line."$station-robot"]                  # a new element
//	kind = "robot"
//	pick = { of = "$station.load", or = "4s", share = 0.5, times = 1.1 }  # what the station says in the plan, changed
//	place = "2s"
//	failure.jam = { uptime = "exp($jam_uptime)", repair = "10m" }
//	operator = { repair = "$station.operator.load" }
//	[worse]
//	"line.$station-robot.failure.jam" = { en = "it jams", nl = "hij loopt vast" }
//
// What stands in an optional place that is empty is left out. A place for many says its part of the line once for each.
// Two measures do not put the same of the catalogue on one thing in one plan. A file of the catalogue says what it makes
// worse, and something of that has to be worse on this line when nothing but likely values is looked at (worse.go); of a
// measure without use a warning says when it makes nothing worse. What is wrong with a file of the catalogue is told
// there; what is wrong with it on this line is told where it is used. The file is among [Scenario.Files] (catalogue.go,
// use.go, unfold.go, copies.go).
//
// # What costs money
//
//	[economics]
//	energy_price = { night = 0.12, day = { price = 0.19, hours = ["Mon-Fri 07:00-23:00"] } } # or one price a kWh
//	contracted_kw = 315          # more than this over a quarter of an hour is not possible
//	contract_price_per_kw = 3.2  # of each of them, a month
//	peak_price_per_kw = 4.1      # of the largest quarter of an hour of a month
//	rent_per_m2 = 60             # a year, of the size of elements
//	holding_rate = 0.08          # a year, of the worth of parts inside, capital left out; without it stock is not counted
//	co2_per_kwh = 270            # grams
//	co2_price = 80               # what the firm takes a tonne to cost; in the cost of a part only
//
//	[shift.late]
//	works = ["Mon-Fri 14:00-22:00"]
//	premium = 0.15               # on top of the wage of those who work in it
//
//	[product.bracket]
//	late_penalty_per_day = 0.5   # each part of a late order and day; an order may say its own
//	late_penalty = 25            # each late order
//
//	[measure.cell]
//	yearly_cost = 4_000
//	yearly_index = 0.05          # by how much that rises a year; as other prices, when not said
//	training = 6_000             # at the start, no asset
//	turnover = 0.2               # share of the people who are new each year and are trained as well
//
// One price of a table has no hours: it holds when no other does. Hours are written as those of shifts, without what
// holidays take away, in whole quarters of an hour (tariff.go). Elements say power_kw, media_per_hour, size, and the price
// of their tool.
//
// # How well a value is known
//
//	[evidence]
//	"line.press.cycle" = { grade = "log", source = "the log of March", date = 2026-03-31, n = 320, times = [0.96, 1, 1.05] }
//
// Times says what all times of the value may have to be multiplied by, since it was found from so few: in 5 of 100 cases by
// less than the first, in 5 by more than the last. It is the same for a whole future. A run takes it at 1; a forecast of a live
// line draws it anew for each future.
//
// # The floor plan
//
//	[layout]
//	background = "plans/hall.png" # or .jpg, or .svg without its texts; at most 8 MB and 40 megapixels
//	metres = [40, 25]             # what it covers, width and depth
//	at = [0, 0]                   # its corner; elements stand on it where their own at says
//
// It is for pictures alone (background.go): the engine knows nothing of it, no measure changes it, and it is not in the
// hash. It is the last of [Scenario.Files]; a link that has no room for it carries it empty, and [Background] tells so.
//
// # Declared order
//
// Where the engine breaks ties it does so in declared order. It is made independent of the order of tables in the file,
// so that moving a table changes no result: elements come along the flow (a depth-first walk from the sources, in order
// of their names, by the ways in to in the order written there; an element comes before all it leads to, but for loops),
// then elements that no part reaches, then operators and robots, both by name. Putting an element in between leaves the
// order of all others as it was. Products, shifts and failure modes are in order of their names, plans in order of the
// file.
package scenario
