package plant

// OperationKeys is what may be said of one operation of the route of a product.
var OperationKeys = []Key{
	{Name: "at", Type: Refs, Options: worked, Required: true, Doc: "The stations that do it, in order of preference."},
	{Name: "choose", Type: Text, Options: []string{"shortest", "first-free", "round-robin", "random"}, Default: "shortest", Rule: "33",
		Doc: "How one of several stations is chosen when the part comes, and with the first part of a lot of an order for all of it: the one with the fewest parts, that in work included, of equals the first; the first that has room, which one with a queue without end always has; each in turn; or by chance with shares."},
	{Name: "shares", Type: Numbers, Doc: "With choose = \"random\": the share of parts of each of at; they sum to 1."},
	{Name: "cycle", Type: Chance, Doc: "Time to work on one part; that of the station, when not said."},
	{Name: "setup", Type: Chance, Rule: "22", Doc: "Time to change over to it from any other operation or product, but for those of its family; as the station says, when not said."},
	{Name: "load", Type: Chance, Rule: "30", Doc: "Time to put the part in; that of the station, when not said."},
	{Name: "unload", Type: Chance, Rule: "30", Doc: "Time to take the part out; that of the station, when not said."},
	{Name: "family", Type: Name, Rule: "22", Doc: "Operations of one family need no setup between them; that of the product, when not said."},
	{Name: "scrap", Type: Share, Rule: "45", Doc: "Share of the parts that are found bad after it; that of the station, when not said."},
}
