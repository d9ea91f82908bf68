package plant

import "slices"

// Kinds lists every kind of element that there is, in the order in which people meet them along a line.
var Kinds = []Kind{
	{Name: "source", Role: Entry, Doc: "Parts enter the line here.", Keys: with(ElementKeys, sourceKeys, leading)},
	{Name: "machine", Role: Station, Doc: "A station that works on one part at a time.", Keys: with(ElementKeys, between, machineKeys, cardKeys, leading, costing)},
	{Name: "assembly", Role: Station, Doc: "A station that puts components together into one part.", Keys: with(ElementKeys, between, assemblyKeys, leading, costing), Not: notToAssemble},
	{Name: "disassembly", Role: Station, Doc: "A station that takes a part into several, which may go to different places.", Keys: with(ElementKeys, between, disassemblyKeys, leading, costing), Not: notToOpen},
	{Name: "inspection", Role: Station, Doc: "A station that looks at parts and finds those that are bad, by hand or by a camera.", Keys: with(ElementKeys, between, inspectionKeys, leading, costing)},
	{Name: "oven", Role: Station, Doc: "A station that works on many parts at a time: a furnace, an autoclave, a washing bath.", Keys: with(ElementKeys, between, ovenKeys, leading, costing), Not: notToGather},
	{Name: "batch", Role: Station, Doc: "A station where parts are put together into a batch that goes on as one.", Keys: with(ElementKeys, between, boxKeys, leading, costing), Not: notToGather},
	{Name: "unbatch", Role: Station, Doc: "A station where a batch is taken apart again.", Keys: with(ElementKeys, between, unboxKeys, leading, costing), Not: notToOpen},
	{Name: "palletising", Role: Station, Doc: "A station where parts are put onto a carrier that comes back.", Keys: with(ElementKeys, between, palletisingKeys, leading, costing), Not: notToGather},
	{Name: "depalletising", Role: Station, Doc: "A station where parts are taken off their carrier.", Keys: with(ElementKeys, between, depalletisingKeys, leading, costing), Not: notToOpen},
	{Name: "storage", Role: Station, Doc: "A warehouse or a rack: many places, out of which a crane or a picker takes what is wanted behind it.", Keys: with(ElementKeys, between, storageKeys, leading, costing), Not: notToStore},
	{Name: "buffer", Role: Waiting, Doc: "Places where parts wait.", Keys: with(ElementKeys, between, bufferKeys, cardKeys, leading)},
	{Name: "sink", Role: Exit, Doc: "Good parts leave the line here.", Keys: with(ElementKeys, sinkKeys, cardKeys)},
	{Name: "operators", Role: Pool, Doc: "People of one sort, asked for by stations.", Keys: with(ElementKeys, operatorsKeys)},
	{Name: "spares", Role: Pool, Doc: "A stock of spare modules of one sort, of which the repair of a failure takes one: what is broken is mended or ordered anew, and comes back as a spare.", Keys: with(ElementKeys, sparesKeys)},
	{Name: "robot", Role: Pool, Doc: "A robot that loads and unloads the machines that say so, one at a time.", Keys: with(ElementKeys, robotKeys, costing)},
	{Name: "supply", Role: Feeder, Doc: "A supply of electric power with a limit: a connection to the grid, a group in a switchboard. What would take the load above the limit waits.", Keys: with(ElementKeys, supplyKeys)},
}

// NotBuilt names the kinds that a scenario may come to know, so that asking for one is told as such.
var NotBuilt = []string{"conveyor", "vehicle"}

// Find returns a kind by name.
func Find(kind string) (*Kind, bool) {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == kind })
	if i < 0 {
		return nil, false
	}
	return &Kinds[i], true
}

// Key returns one key of the kind by name. KEY_by_product is found as KEY.
func (k *Kind) Key(name string) (*Key, bool) {
	return FindKey(k.Keys, name)
}

// Has tells whether the kind has a key.
func (k *Kind) Has(name string) bool {
	_, ok := k.Key(name)
	return ok
}

// FindKey returns one of keys by name.
func FindKey(keys []Key, name string) (*Key, bool) {
	for i := range keys {
		if keys[i].Name == name || keys[i].ByProduct && keys[i].Name+"_by_product" == name {
			return &keys[i], true
		}
	}
	return nil, false
}

// String is how a type is called where keys are listed for people.
func (t Type) String() string {
	names := [...]string{
		Text: "text", Ref: "name", Refs: "list of names", Number: "number", Share: "share", Count: "whole number", Flag: "true or false",
		Span: "time", Chance: "time, fixed or drawn", Numbers: "list of numbers", Power: "table of powers", Crew: "operators",
		RefsByProduct: "table of lists of names", OrderList: "table file of orders", Moment: "day, moment or time", Matrix: "table of times", Texts: "list of words", Maintenances: "planned maintenance", Tool: "table of a tool", Failures: "failure modes",
		Parts: "table of whole numbers", CountByShift: "table of whole numbers by shift", NumberBySkill: "table of numbers by skill",
		Name: "text", Translation: "table of words", CountByPlace: "table of whole numbers by place",
		Table: "table", Day: "day",
	}
	if int(t) < len(names) {
		return names[t]
	}
	return "unknown"
}

func with(parts ...[]Key) []Key { return slices.Concat(parts...) }

// Ways are the kinds that a part may be sent to.
var Ways = slices.Concat(worked, []string{"buffer", "sink"})

// worked are the kinds of station.
var worked = []string{"machine", "assembly", "disassembly", "inspection", "oven", "batch", "unbatch", "palletising", "depalletising", "storage"}

// ElementKeys is what may be said of any element.
var ElementKeys = []Key{
	{Name: "kind", Type: Text, Required: true, Doc: "What the element is."},
	{Name: "title", Type: Text, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "at", Type: Numbers, Unit: "m", Unsaid: "a place is found for it", Doc: "Where it stands, [x, y]; for drawing, and for people who walk there."},
	{Name: "size", Type: Numbers, Unit: "m", Unsaid: "not drawn to size, and no rent", Doc: "How large it is, all its units together, [width, depth]; for drawing, and for the floor that [economics] rent_per_m2 is paid for."},
}

// between is what may be said of an element that a measure may put in between others.
var between = []Key{
	{Name: "after", Type: Ref, Options: slices.Concat([]string{"source", "buffer"}, worked), Unsaid: "a measure says its ways itself", Doc: "In a measure: the element whose way onwards a new element takes over."},
	{Name: "before", Type: Ref, Options: Ways, Unsaid: "the only way", Doc: "In a measure: which of the ways, where the element named by after leads to several."},
}

// leading is what may be said of an element that sends parts on.
var leading = []Key{
	{Name: "to", Type: Refs, Options: Ways, Required: true, Doc: "Where parts go, in order of preference."},
	{Name: "choose", Type: Text, Options: []string{"first-free", "round-robin", "shortest", "random", "product"}, Default: "first-free",
		Doc: "How one of several ways is chosen: the first of to that has room, each in turn, the one with the fewest parts, by chance with shares, or by product with to_by_product."},
	{Name: "shares", Type: Numbers, Unsaid: "wanted with choose = \"random\"", Doc: "With choose = \"random\": the share of parts of each of to; they sum to 1."},
	{Name: "to_by_product", Type: RefsByProduct, Options: Ways, Unsaid: "wanted with choose = \"product\"", Doc: "With choose = \"product\": where these products go; others go as to says."},
}

// costing is what may be said of a thing that costs money to have and to run.
var costing = []Key{
	{Name: "power_kw", Type: Power, Unit: "kW", Rule: "53", Unsaid: "none is drawn", Doc: "Electric power while working, in setup, ready (blocked, starved or waiting), standby and off."},
	{Name: "supply", Type: Ref, Options: []string{"supply"}, Unsaid: "the supply with feeds = \"all\"", Doc: "The supply that feeds it. What draws power and names none is fed by the supply with feeds = \"all\", where there is one; else there is no limit."},
	{Name: "standby_after", Type: Span, Rule: "53", Unsaid: "never", Doc: "How long it is blocked, starved or waiting before it goes to standby."},
	{Name: "wake", Type: Chance, Rule: "53", Unsaid: "none", Doc: "Time from standby to ready, once there is something for it to do. Meanwhile it is in setup, with the power of that, and parts wait. At the beginning of its shift it is ready."},
	{Name: "off_after", Type: Span, Rule: "53", Unsaid: "never", Doc: "How long it is blocked, starved or waiting before it switches itself off."},
	{Name: "startup", Type: Chance, Rule: "53", Unsaid: "that of wake", Doc: "Time from there to ready, as wake is from standby."},
	{Name: "cost_per_hour", Type: Number, Unit: "money/h", Default: "0", Rule: "53", Doc: "Cost of each planned hour (its shift without breaks; every hour when it has none), labour and energy left out. It is part of the cost of a part, not of yearly cash: most of it is depreciation."},
	{Name: "media_per_hour", Type: Number, Unit: "money/h", Default: "0", Doc: "Cost of compressed air, gas, water or coolant for each hour at work."},
	{Name: "upkeep_per_year", Type: Number, Unit: "money/y", Default: "0", Rule: "53", Doc: "Cost of maintenance in a year, whatever it makes."},
}

// shift is the shift of an element that has one.
var shift = Key{Name: "shift", Type: Ref, Options: []string{"shift"}, Rule: "25, 27", Unsaid: "always", Doc: "When it is on."}

// failures are the failure modes of an element that can fail.
var failures = Key{Name: "failure", Type: Failures, Rule: "12, 13, 17", Unsaid: "it never fails", Doc: "Failure modes by name, failure.NAME = { uptime, repair, clock, repaired, first_failure, spare }; one repair at a time, in the order they came."}

// concurrency is how several failure modes of one element go together.
var concurrency = Key{Name: "failures", Type: Text, Options: []string{"independent", "one-at-a-time"}, Default: "independent", Rule: "17",
	Doc: "Whether a second failure may come while the element is down for another, at most one of each mode waiting for its repair, or the clocks of all modes stand still until it is up again."}

// maintained and tooled are for what is stopped as planned.
var (
	maintained = Key{Name: "maintenance", Type: Maintenances, Rule: "19", Unsaid: "none", Doc: "Planned maintenance by name, maintenance.NAME = { every, clock, takes, style, operator, spare, renews }. It begins on shift and while it is up, and pauses with the shift when nobody is needed."}
	tooled     = Key{Name: "tool", Type: Tool, Rule: "12", Unsaid: "none wears out", Doc: "A tool that wears out by the count of parts, { life, change, operator }; it is changed before the next part."}
)

// FailureKeys is what may be said of one failure mode.
var FailureKeys = []Key{
	{Name: "uptime", Type: Chance, Rule: "12", Unsaid: "as availability says", Doc: "Time from the end of a repair to the next failure, on the clock of the mode; this or availability is wanted."},
	{Name: "availability", Type: Share, Rule: "14", Unsaid: "as uptime says", Doc: "Instead of uptime: the share of the time of its clock and its repairs together that it is up. Uptimes are exponential, with a mean of availability / (1 - availability) times that of repair. The cycle is to be without failures, or they count twice."},
	{Name: "repair", Type: Chance, Required: true, Rule: "18", Doc: "Time of the repair itself, once those who do it are there."},
	{Name: "clock", Type: Text, Options: []string{"operating", "calendar", "on-shift", "count"}, Default: "operating", Rule: "12",
		Doc: "What the uptime counts: time at work only, all time, time of the shift, or cycles: with count the uptime is written in cycles, \"exp(500 cycles)\", and the failure comes at the end of the cycle in which it is reached. A cycle of a robot is one time that it is used."},
	{Name: "repaired", Type: Text, Options: []string{"as-new", AsBefore}, Default: "as-new", Rule: "13",
		Doc: "How old it is after a repair: as new, so that the time to the next failure is a whole uptime; or as old as before, by a repair that only makes it run again (minimal repair), so that it is what is left of an uptime that has lasted so long, and only maintenance that renews it makes it young. The uptime must then have no end, as exp, weibull, gamma, erlang, lognormal and normal."},
	{Name: "spare", Type: Ref, Options: []string{"spares"}, Rule: "18",
		Unsaid: "none is needed", Doc: "The spares of which its repair takes one. While there is none it waits for its repair, and nobody is called; of several that wait, who has waited longest gets the first that comes. Meanwhile another failure of the same machine is repaired."},
	{Name: "foreseen", Type: Share, Default: "0", Rule: "19", Doc: "Share of the failures that a sensor sees coming: each becomes a planned stop of planned_repair after the part in work, by those who repair; but with spare only while there is one."},
	{Name: "planned_repair", Type: Chance, Unsaid: "wanted with foreseen", Doc: "How long such a stop takes."},
	{Name: "false_alarms", Type: Chance, Unsaid: "none", Doc: "Time from one false alarm to the next, on the clock of the mode; each is a stop of alarm_stop after the part in work."},
	{Name: "alarm_stop", Type: Chance, Unsaid: "wanted with false_alarms", Doc: "How long a false alarm stops it."},
	{Name: "first_failure", Type: Text, Options: []string{"new", "remaining-life"}, Default: "new", Rule: "21",
		Doc: "How long it is to the first failure: a whole uptime, or of one that has lasted age what is left; or what is left of an uptime that is under way at the start, nobody knows how long."},
	{Name: "age", Type: Span, Default: "0s", Rule: "21", Doc: "How old it is at the start, on the clock of the mode; with count in cycles, \"500 cycles\"."},
}

// MaintenanceKeys is what may be said of one planned maintenance.
var MaintenanceKeys = []Key{
	{Name: "every", Type: Chance, Required: true, Rule: "19", Doc: "Time from the end of one to when the next falls due, on its clock."},
	{Name: "clock", Type: Text, Options: []string{"operating", "calendar", "on-shift", "count"}, Default: "operating", Rule: "12", Doc: "What that counts, as of a failure."},
	{Name: "takes", Type: Chance, Required: true, Rule: "19", Doc: "How long it takes, once those who do it are there."},
	{Name: "style", Type: Text, Options: []string{"after-part", "immediate", "when-idle"}, Default: "after-part", Rule: "19",
		Doc: "Whether it waits for the part in work (a robot: for what it is doing), stops it and lets it go on afterwards, or waits until it is without work. What falls at the end of a shift waits for the next."},
	{Name: "operator", Type: Crew, Options: []string{"operators"}, Rule: "19", Unsaid: "nobody is needed", Doc: "Who does it."},
	{Name: "spare", Type: Ref, Options: []string{"spares"}, Rule: "18, 19", Unsaid: "none is needed", Doc: "The spares of which it takes one, from when it falls due; it does not begin while there is none."},
	{Name: "renews", Type: Texts, Rule: "19", Unsaid: "none", Doc: "Failure modes that are as new after it."},
	{Name: "by_age", Type: Flag, Default: "false", Rule: "19", Doc: "Whether the repair of one of those lets its clock begin anew too (age replacement), or it falls due whatever has failed in between (block replacement)."},
}

// ToolKeys is what may be said of a tool.
var ToolKeys = []Key{
	{Name: "life", Type: Count, Required: true, Min: 1, Unit: "parts", Doc: "How many parts it is good for; the gripper of a robot: how many times that it is used."},
	{Name: "change", Type: Chance, Required: true, Doc: "How long it takes to change it, once those who do it are there."},
	{Name: "operator", Type: Crew, Options: []string{"operators"}, Unsaid: "nobody is needed", Doc: "Who does it."},
	{Name: "price", Type: Number, Unit: "money", Default: "0", Doc: "What a new one costs, each time that it is changed."},
}

// PowerStates are the states that power_kw knows. Ready is blocked, starved and every waiting.
var PowerStates = []string{"working", "setup", "ready", "standby", "off"}

// CrewPhases are the phases for which operators may be asked.
var CrewPhases = []string{"load", "setup", "cycle", "inspect", "unload", "repair"}

// Tables are what may be said in tables within an element or beside the line, by the name of the table.
var Tables = []Kind{
	{Name: "failure", Doc: "One way in which a machine or a robot fails: failure.NAME = { ... }.", Keys: FailureKeys},
	{Name: "maintenance", Doc: "A planned stop of a machine or a robot: maintenance.NAME = { ... }.", Keys: MaintenanceKeys},
	{Name: "order", Doc: "An order of the scenario, [order.NUMBER]; a source with release = \"orders\" releases it. Its number is of letters, digits, _ and -. Measures may change it, or add one.", Keys: OrderKeys},
	{Name: "op", Doc: "One operation of the route of a product: [product.NAME.op.10]. They follow each other by their numbers; after the last the part goes to done, which is the only sink, when not said. A product with operations goes by no to.", Keys: OperationKeys},
	{Name: "signal", Doc: "What one signal of the real line means, [signal.\"TAG\"], for the twin; the tag is what the plant calls it. Without any a tag stands for every timer, counter and state of every element by its name: \"press.work\", \"press.good\", \"press.scrapped\", \"press.state\", \"store.level\".", Keys: SignalKeys},
	{Name: "tool", Doc: "A tool of a machine, or a gripper of a robot, that wears out by the count of parts or uses: tool = { ... }.", Keys: ToolKeys},
}
