package plant

import "slices"

// Stations that hold several parts are machines in all but how they come by what they work on and what they do with it. So
// they have the keys of a machine, but for those that choose among parts that come one by one.

// without leaves some keys out.
func without(keys []Key, names ...string) []Key {
	return slices.DeleteFunc(slices.Clone(keys), func(k Key) bool { return slices.Contains(names, k.Name) })
}

// reworded tells of some keys what they mean here.
func reworded(keys []Key, docs map[string]string) []Key {
	keys = slices.Clone(keys)
	for i := range keys {
		if doc, ok := docs[keys[i].Name]; ok {
			keys[i].Doc = doc
		}
	}
	return keys
}

// optional lets a time be none when it is not said.
func optional(keys []Key, names ...string) []Key {
	keys = slices.Clone(keys)
	for i := range keys {
		if slices.Contains(names, keys[i].Name) {
			keys[i].Required, keys[i].Default = false, "0s"
		}
	}
	return keys
}

var (
	chooses  = []string{"setup_when", "minimum_run", "maximum_wait", "start_at", "campaign", "campaign_visits", "campaign_limit", "campaign_empty", "dispatch", "queue"} // among what waits before it
	oneByOne = []string{"robot", "blocking", "rework_to", "rework_limit", "scrap_to"}                                                                                    // one by one
)

var assemblyKeys = with([]Key{
	{Name: "needs", Type: Parts, Options: []string{"product", "element"}, ByProduct: true, Unit: "parts", Rule: "44",
		Doc: "Bill of material: how many of which product, or from which of the elements that lead here, { housing = 1, screw = 4 }. What is named first is the part that the others go into: it keeps its number, its order and the time since it came in. One from each element that leads here, when not said. A batch or a loaded carrier counts as one, of the product of the first part in it. Where several products are made here, needs_by_product says what each needs, and what it makes."},
	{Name: "makes", Type: Ref, Options: []string{"product"}, Rule: "44", Doc: "The product that is made; the part that the others go into stays what it is, when not said."},
	{Name: "collect", Type: Text, Options: []string{"together", "as-they-come"}, Default: "together", Rule: "44",
		Doc: "Whether it takes its components all at once, when all are there (a finished part on a machine that is blocked counts), or each into the station as it comes, in the order of needs."},
}, reworded(without(machineKeys, chooses...), map[string]string{
	"cycle": "Time to put one together, loading and unloading left out; by the product that is made.",
	"load":  "Time to put all components in.",
	"scrap": "Share of what is made that is found bad after the cycle and leaves as scrap, with all its components.",
}))

var disassemblyKeys = with([]Key{
	{Name: "gives", Type: Parts, Options: []string{"product"}, Required: true, Unit: "parts", Rule: "44",
		Doc: "What one part is taken into: how many of which product, { core = 1, cover = 2 }. What is named first is the part itself, as it goes on; the others come to be here. Where they go is for to and, with choose = \"product\", to_by_product."},
}, without(machineKeys, slices.Concat(chooses, []string{"blocking", "rework_to", "rework_limit", "scrap_to"})...))

var batchKeys = []Key{
	{Name: "batch", Type: Count, Required: true, Min: 1, Max: 100_000, Unit: "parts", Rule: "44", Doc: "How many parts go together at most: it begins as soon as there are so many."},
	{Name: "minimum", Type: Count, Min: 1, Max: 100_000, Unit: "parts", Rule: "44", Doc: "How many are enough to begin with, when no more are there; a full batch, when not said."},
	{Name: "maximum_wait", Type: Span, Rule: "44", Doc: "How long the first of a batch may wait before it begins with fewer; for ever, when not said."},
	{Name: "alike", Type: Text, Options: []string{"any", "product", "family"}, Default: "any", Rule: "44", Doc: "Which parts may go together: all, those of one product, or of one family."},
}

func collecting(by, doc string) Key {
	return Key{Name: "collect", Type: Text, Options: []string{"together", "as-they-come"}, Default: by, Rule: "44", Doc: doc}
}

var boxKeys = with(batchKeys, []Key{
	collecting("as-they-come", "Whether parts are taken in one by one as they come, or all at once when there are enough in the places before it."),
}, reworded(optional(without(machineKeys, slices.Concat(chooses, oneByOne)...), "cycle"), map[string]string{
	"cycle": "Time to put a batch together, once its parts are there.",
	"scrap": "Share of the parts of a batch that are found bad after the cycle and leave as scrap.",
}))

var unboxKeys = reworded(optional(without(machineKeys, slices.Concat(chooses, oneByOne)...), "cycle"), map[string]string{
	"cycle": "Time to take a batch apart; what is no batch passes as it is.",
	"scrap": "Share of the parts of a batch that are found bad after the cycle and leave as scrap.",
})

var ovenKeys = with(batchKeys, []Key{
	collecting("together", "Whether its load is taken in all at once when it begins, out of the places before it, or part by part as it comes."),
	{Name: "cycle_per_part", Type: Chance, ByProduct: true, Rule: "44", Doc: "Time on top of cycle for each part of the load; none, when not said."},
}, reworded(without(machineKeys, slices.Concat(chooses, oneByOne)...), map[string]string{
	"cycle":  "Time of one load, whatever the number of parts in it; by the product of the first. Nothing joins a load that has begun.",
	"load":   "Time to put the load in.",
	"unload": "Time to take the load out; its parts then go on one by one, and it is blocked until the last has gone.",
	"scrap":  "Share of the parts of a load that are found bad after the cycle and leave as scrap.",
}))

var palletisingKeys = with([]Key{
	{Name: "carrier", Type: Ref, Options: []string{"product"}, Required: true, Rule: "37", Doc: "The product that is the carrier, one with carrier = true. Where parts are there and no carrier is, it waits for transport."},
}, setMin(batchKeys, "1"), []Key{
	collecting("as-they-come", "Whether the carrier is taken in first and parts are put onto it as they come, or all at once when all are there."),
}, reworded(optional(without(machineKeys, slices.Concat(chooses, oneByOne)...), "cycle"), map[string]string{
	"cycle": "Time to load the carrier, by the product of the first part on it.",
	"scrap": "Share of the parts that are found bad after the cycle and leave as scrap; the carrier goes on without them.",
}))

// setMin lets a batch be of so many when nothing is said.
func setMin(keys []Key, size string) []Key {
	keys = slices.Clone(keys)
	for i := range keys {
		if keys[i].Name == "batch" {
			keys[i].Required, keys[i].Default = false, size
		}
	}
	return keys
}

var depalletisingKeys = with([]Key{
	{Name: "carriers_to", Type: Refs, Options: Ways, Required: true, Rule: "37", Doc: "Where the empty carrier goes; the parts go as to says."},
}, reworded(optional(without(machineKeys, slices.Concat(chooses, oneByOne)...), "cycle"), map[string]string{
	"cycle": "Time to unload the carrier.",
	"scrap": "Share of the parts that are found bad after the cycle and leave as scrap; the carrier goes back all the same.",
}))

var storageKeys = with([]Key{
	{Name: "room", Type: Count, Required: true, Min: 1, Max: 1_000_000, Unit: "parts", Rule: "6", Doc: "How many parts may stand in it; results tell of them as NAME.queue."},
	{Name: "stock", Type: Parts, Options: []string{"product"}, Unit: "parts", Doc: "What is there at the start, by product."},
	{Name: "order", Type: Text, Options: []string{"fifo", "lifo"}, Default: "fifo", Doc: "Which part of a product is taken first: the first that came, or the last."},
}, reworded(without(machineKeys, slices.Concat(chooses, oneByOne, []string{"scrap", "scrap_after_setup", "defects", "drift_after", "drift_defects", "drift_reset", "scrap_after_restart", "restart_after"})...), map[string]string{
	"cycle": "Time to take one part out, once there is a place for it behind; by product where they stand apart. Of those for which there is a place, what has stood longest comes first.",
	"count": "How many cranes or pickers there are.",
}))
