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
	chooses  = []string{"setup_when", "minimum_run", "maximum_wait", "start_at", "campaign", "campaign_visits", "campaign_limit", "campaign_empty", "preempt"} // among what comes one by one
	gathered = append([]string{"sequence", "blocking"}, chooses...)                                                                                            // what is taken together, out of where it waits
	opening  = append([]string{"blocking"}, chooses...)                                                                                                        // what goes on in pieces finds its places as it goes
)

// gatherers is what keys mean to what gathers.
func gatherers(keys []Key) []Key {
	keys = reworded(keys, map[string]string{
		"queue":    "How many parts may wait before it, in a place of its own that all share but what waits in buffers before it; without end where operations of a product are done here, else none, when not said.",
		"dispatch": "Which of the parts that wait before it is taken first, of those that may go together or that are wanted: as they stand there, those that have waited longest, or by a rule as that of a machine.",
	})
	keys = partByPart(keys)
	for i := range keys {
		if keys[i].Name == "dispatch" {
			keys[i].Options = slices.DeleteFunc(slices.Clone(keys[i].Options), func(o string) bool { return o == "sequence" })
		}
	}
	return keys
}

// partByPart is what a robot means where several parts are moved.
func partByPart(keys []Key) []Key {
	return reworded(keys, map[string]string{"robot": "The robot that loads and unloads, part by part, a box or a carrier in one move; its times replace load and unload. It has a single gripper."})
}

var (
	notToGather = []Missing{
		{[]string{"start_at"}, "say minimum, and maximum_wait for when fewer are to do"},
		{[]string{"minimum_run", "campaign", "campaign_visits", "campaign_limit", "campaign_empty"}, "say alike = \"product\" or \"family\" with dispatch = \"setup\", which goes on with what needs no setup"},
		{[]string{"setup_when"}, "say setup, which begins when its parts are there"},
		{[]string{"sequence"}, "let a machine before it take orders in that sequence, and say dispatch = \"edd\" here"},
		{[]string{"preempt"}, "say minimum or maximum_wait, so that what is urgent does not wait for a full load; what has begun goes on to its end"},
		{[]string{"blocking"}, "let its parts go into a buffer behind it: it takes out of where parts wait, and holds what it has done until there is room"},
	}
	notToAssemble = []Missing{
		{[]string{"start_at", "minimum_run", "maximum_wait", "campaign", "campaign_visits", "campaign_limit", "campaign_empty"}, "say dispatch = \"setup\", which goes on with what needs no setup, or gather before it by a batch"},
		{[]string{"setup_when"}, "say setup, which begins when its components are there"},
		{[]string{"sequence"}, "let a machine before it take orders in that sequence, and say dispatch = \"edd\" here"},
		{[]string{"preempt"}, "say dispatch = \"priority\", which takes what is urgent next; what has begun goes on to its end"},
	}
	notToOpen = []Missing{
		{[]string{"start_at", "minimum_run", "maximum_wait", "campaign", "campaign_visits", "campaign_limit", "campaign_empty", "setup_when", "preempt"}, "say it of a machine before or behind it; dispatch says here what is taken first"},
		{[]string{"blocking"}, "let its parts go into a buffer behind it: each goes on where there is room, and it is blocked until the last has gone"},
	}
	notToStore = []Missing{
		{[]string{"queue"}, "say room, which is how many stand in it"},
		{[]string{"dispatch", "sequence", "start_at", "minimum_run", "maximum_wait", "campaign", "campaign_visits", "campaign_limit", "campaign_empty", "setup_when", "preempt"}, "say order; what is taken out is what there is a place for behind it"},
		{[]string{"scrap", "defects", "rework_to", "rework_limit", "scrap_to"}, "say it of an inspection behind it"},
		{[]string{"blocking", "robot"}, "say cycle and count of its cranes: it takes a part out when there is a place for it"},
	}
)

var assemblyKeys = with([]Key{
	{Name: "needs", Type: Parts, Options: []string{"product", "element"}, ByProduct: true, Unit: "parts", Rule: "44",
		Unsaid: "one from each element that leads here", Doc: "Bill of material: how many of which product, or from which of the elements that lead here, { housing = 1, screw = 4 }. What is named first is the part that the others go into: it keeps its number, its order and the time since it came in. A batch or a loaded carrier counts as one, of the product of the first part in it. Where several products are made here, needs_by_product says what each needs, and what it makes."},
	{Name: "makes", Type: Ref, Options: []string{"product"}, Rule: "44", Unsaid: "the part that the others go into stays what it is", Doc: "The product that is made."},
	{Name: "collect", Type: Text, Options: []string{"together", "as-they-come"}, Default: "together", Rule: "44",
		Doc: "Whether it takes its components all at once, when all are there (a finished part on a machine that is blocked counts), or each into the station as it comes, in the order of needs."},
}, reworded(gatherers(without(machineKeys, slices.DeleteFunc(slices.Clone(gathered), func(k string) bool { return k == "blocking" })...)), map[string]string{
	"cycle": "Time to put one together, loading and unloading left out; by the product that is made.",
	"load":  "Time to put all components in.",
	"scrap": "Share of what is made that is found bad after the cycle: it leaves as scrap, with all its components, or goes where rework_to and scrap_to say.",
}))

var disassemblyKeys = with([]Key{
	{Name: "gives", Type: Parts, Options: []string{"product"}, Required: true, Unit: "parts", Rule: "44",
		Doc: "What one part is taken into: how many of which product, { core = 1, cover = 2 }. What is named first is the part itself, as it goes on; the others come to be here, and leave before it. Where they go is for to and, with choose = \"product\", to_by_product."},
}, reworded(partByPart(without(machineKeys, opening...)), map[string]string{
	"scrap": "Share of the parts that are found bad after the cycle, before they are taken apart: they leave as scrap, or go where rework_to and scrap_to say.",
}))

var batchKeys = []Key{
	{Name: "batch", Type: Count, Required: true, Min: 1, Max: 100_000, Unit: "parts", Rule: "44", Doc: "How many parts go together at most: it begins as soon as there are so many."},
	{Name: "minimum", Type: Count, Min: 1, Max: 100_000, Unit: "parts", Rule: "44", Unsaid: "a full batch", Doc: "How many are enough to begin with, when no more are there."},
	{Name: "maximum_wait", Type: Span, Rule: "44", Unsaid: "for ever", Doc: "How long the first of a batch may wait before it begins with fewer."},
	{Name: "alike", Type: Text, Options: []string{"any", "product", "family"}, Default: "any", Rule: "44", Doc: "Which parts may go together: all, those of one product, or of one family."},
}

func collecting(by, doc string) Key {
	return Key{Name: "collect", Type: Text, Options: []string{"together", "as-they-come"}, Default: by, Rule: "44", Doc: doc}
}

var boxKeys = with(batchKeys, []Key{
	collecting("as-they-come", "Whether parts are taken in one by one as they come, or all at once when there are enough in the places before it."),
}, reworded(optional(gatherers(without(machineKeys, gathered...)), "cycle"), map[string]string{
	"cycle": "Time to put a batch together, once its parts are there.",
	"scrap": "Share of the parts of a batch that are found bad after the cycle: they leave as scrap, or go one by one where rework_to and scrap_to say.",
}))

var unboxKeys = reworded(optional(partByPart(without(machineKeys, opening...)), "cycle"), map[string]string{
	"cycle": "Time to take a batch apart; what is no batch passes as it is.",
	"scrap": "Share of the parts of a batch that are found bad after the cycle: they leave as scrap, or go one by one where rework_to and scrap_to say.",
})

var ovenKeys = with(batchKeys, []Key{
	collecting("together", "Whether its load is taken in all at once when it begins, out of the places before it, or part by part as it comes."),
	{Name: "cycle_per_part", Type: Chance, ByProduct: true, Rule: "44", Unsaid: "none", Doc: "Time on top of cycle for each part of the load."},
}, reworded(gatherers(without(machineKeys, gathered...)), map[string]string{
	"cycle":  "Time of one load, whatever the number of parts in it; by the product of the first. Nothing joins a load that has begun.",
	"load":   "Time to put the load in.",
	"unload": "Time to take the load out; its parts then go on one by one, and it is blocked until the last has gone.",
	"scrap":  "Share of the parts of a load that are found bad after the cycle: they leave as scrap, or go one by one where rework_to and scrap_to say.",
}))

var palletisingKeys = with([]Key{
	{Name: "carrier", Type: Ref, Options: []string{"product"}, Required: true, Rule: "37", Doc: "The product that is the carrier, one with carrier = true. Where parts are there and no carrier is, it waits for transport."},
}, setMin(batchKeys, "1"), []Key{
	collecting("as-they-come", "Whether the carrier is taken in first and parts are put onto it as they come, or all at once when all are there."),
}, reworded(optional(gatherers(without(machineKeys, gathered...)), "cycle"), map[string]string{
	"cycle": "Time to load the carrier, by the product of the first part on it.",
	"scrap": "Share of the parts that are found bad after the cycle: they leave as scrap, or go one by one where rework_to and scrap_to say; the carrier goes on without them.",
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
}, reworded(optional(partByPart(without(machineKeys, opening...)), "cycle"), map[string]string{
	"cycle": "Time to unload the carrier.",
	"scrap": "Share of the parts that are found bad after the cycle: they leave as scrap, or go where rework_to and scrap_to say; the carrier goes back all the same.",
}))

var storageKeys = with([]Key{
	{Name: "room", Type: Count, Required: true, Min: 1, Max: 1_000_000, Unit: "parts", Rule: "6", Doc: "How many parts may stand in it; results tell of them as NAME.queue."},
	{Name: "stock", Type: Parts, Options: []string{"product"}, Unit: "parts", Unsaid: "empty", Doc: "What is there at the start, by product."},
	{Name: "order", Type: Text, Options: []string{"fifo", "lifo"}, Default: "fifo", Doc: "Which part of a product is taken first: the first that came, or the last."},
}, reworded(without(machineKeys, slices.Concat(gathered, []string{"dispatch", "queue", "robot", "rework_to", "rework_limit", "scrap_to", "scrap", "scrap_after_setup", "defects", "drift_after", "drift_defects", "drift_reset", "scrap_after_restart", "restart_after"})...), map[string]string{
	"cycle": "Time to take one part out, once there is a place for it behind; by product where they stand apart. Of those for which there is a place, what has stood longest comes first.",
	"count": "How many cranes or pickers there are.",
}))
