package plant

var sourceKeys = []Key{
	{Name: "release", Type: Text, Options: []string{"endless", "demand", "orders"}, Default: "endless",
		Doc: "When parts come: whenever there is room, evenly at the pace of the products' demand_per_year, or by the orders of the scenario, [order.NUMBER]. With every, at those times instead."},
	{Name: "every", Type: Chance, Unsaid: "as release says", Doc: "Time from one part to the next, whatever the line does."},
	{Name: "shift", Type: Ref, Options: []string{"shift"}, Unsaid: "always", Doc: "When the time of every goes on; with release = \"demand\" when the demand comes in, all of a week in its hours. With orders and endless there is none."},
	{Name: "when_full", Type: Text, Options: []string{"hold", "lose"}, Default: "hold", Rule: "11",
		Doc: "What becomes of a part that comes by every, demand or order and finds no room: it waits outside, or is lost and counted. An order that has lost a part is never done."},
	{Name: "room", Type: Count, Unit: "parts", Rule: "11", Unsaid: "as many as come when they hold, none when they are lost", Doc: "How many may wait outside before when_full = \"lose\" applies; without it as many as come when they hold, none when they are lost."},
	{Name: "product", Type: Ref, Options: []string{"product"}, Rule: "46", Unsaid: "by share, or as sequence, demand or orders say", Doc: "The only product that comes in here; without it the products are drawn by share, or come as sequence, demand or orders say."},
	{Name: "sequence", Type: Refs, Options: []string{"product"}, Rule: "46", Unsaid: "drawn by share", Doc: "The products of the parts in turn, over and over; only where there is one source. Without it they are drawn by share."},
	{Name: "lot", Type: Count, Min: 1, Max: 1_000_000, Default: "1", Unit: "parts", Doc: "How many parts in a row are of one product; with every or demand they come together, and every is the time between lots.", Rule: "24"},
	{Name: "orders", Type: OrderList, Unsaid: "those of the scenario itself", Doc: "A list of orders, { csv = \"orders.csv\" } or { xlsx = \"orders.xlsx\", sheet = \"Orders\" }, with the columns number, product, quantity, release, due and lot; the orders of the scenario itself, [order.NUMBER], come too.", Rule: "24"},
}

// OrderKeys is what may be said of one order of the scenario.
var OrderKeys = []Key{
	{Name: "product", Type: Ref, Options: []string{"product"}, Required: true, Doc: "What is ordered."},
	{Name: "quantity", Type: Count, Min: 1, Max: 1_000_000, Required: true, Unit: "parts", Doc: "How many."},
	{Name: "release", Type: Moment, Unsaid: "the start of the run", Doc: "From when on it may begin: a day, from its first instant, a moment, or a time after the start of the run, \"2d\"."},
	{Name: "due", Type: Moment, Unsaid: "whenever", Doc: "Until when it is wanted: a day, until its end, a moment, or a time after its release, \"5d\"."},
	{Name: "every", Type: Span, Unsaid: "once", Doc: "It comes again each such time after its release until the run ends, and its due time moves along; the orders are called NUMBER/1, NUMBER/2 and so on. Those before the start of the run are left out."},
	{Name: "late_penalty_per_day", Type: Number, Unit: "money", Unsaid: "as its product says", Doc: "What each of its parts costs for each day that it is late."},
	{Name: "late_penalty", Type: Number, Unit: "money", Unsaid: "as its product says", Doc: "What it costs once when it is late."},
	{Name: "lot", Type: Count, Min: 1, Max: 1_000_000, Unit: "parts", Rule: "24", Unsaid: "each part is by itself", Doc: "How many of its parts are one lot: a machine that has begun with one, and goes by a dispatch other than fifo, takes what waits of it before anything else. They move singly all the same."},
}

var bufferKeys = []Key{
	{Name: "room", Type: Count, Required: true, Max: 1_000_000, Unit: "parts", Rule: "6", Doc: "How many parts may wait here; the places in machines are not counted."},
	{Name: "stock", Type: Parts, Options: []string{"product"}, Unit: "parts", Unsaid: "empty", Doc: "What is there at the start, by product: { pallet = 6 }. Where no products are told apart, { parts = 6 }."},
	{Name: "order", Type: Text, Options: []string{"fifo", "lifo"}, Default: "fifo", Doc: "Which part leaves first: the first that came, or the last."},
}
