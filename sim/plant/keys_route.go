package plant

// OperationKeys is what may be said of one operation of the route of a product.
var OperationKeys = []Key{
	{Name: "at", Type: Refs, Options: worked, Required: true, Doc: "The stations that do it, in order of preference."},
	{Name: "choose", Type: Text, Options: []string{"shortest", "first-free", "round-robin", "random"}, Default: "shortest", Rule: "33",
		Doc: "How one of several stations is chosen when the part comes, and with the first part of a lot of an order for all of it: the one with the fewest parts, that in work included, of equals the first; the first that has room, which one with a queue without end always has; each in turn; or by chance with shares."},
	{Name: "shares", Type: Numbers, Unsaid: "wanted with choose = \"random\"", Doc: "With choose = \"random\": the share of parts of each of at; they sum to 1."},
	{Name: "cycle", Type: Chance, Unsaid: "that of the station", Doc: "Time to work on one part."},
	{Name: "setup", Type: Chance, Rule: "22", Unsaid: "as the station says", Doc: "Time to change over to it from any other operation or product, but for those of its family."},
	{Name: "load", Type: Chance, Rule: "30", Unsaid: "that of the station", Doc: "Time to put the part in."},
	{Name: "unload", Type: Chance, Rule: "30", Unsaid: "that of the station", Doc: "Time to take the part out."},
	{Name: "family", Type: Name, Rule: "22", Unsaid: "that of the product", Doc: "Operations of one family need no setup between them."},
	{Name: "scrap", Type: Share, Rule: "45", Unsaid: "that of the station", Doc: "Share of the parts that are found bad after it."},
}
