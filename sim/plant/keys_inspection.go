package plant

// defectKeys is what may be said of the parts that a station makes bad without anybody seeing it there.
var defectKeys = []Key{
	{Name: "defects", Type: Share, ByProduct: true, Default: "0", Rule: "45", Doc: "Share of the parts that get a defect here that nobody sees here; an inspection behind it may find it, else it escapes."},
	{Name: "drift_after", Type: Chance, Rule: "45", Unsaid: "it never drifts", Doc: "Time at work until it drifts out of tolerance, which nobody sees; it then makes defects as drift_defects says until an inspection with feedback_to finds a bad part and it is adjusted."},
	{Name: "drift_defects", Type: Share, Rule: "45", Unsaid: "wanted with drift_after", Doc: "Share of the parts that get a defect while it has drifted."},
	{Name: "drift_reset", Type: Chance, Rule: "45", Unsaid: "wanted with drift_after", Doc: "How long it takes to adjust it, after the part in work, by those who set it up when the scenario says who."},
}

var inspectionKeys = with([]Key{
	{Name: "finds", Type: Share, Default: "1", Rule: "45", Doc: "Share of the bad parts that it finds."},
	{Name: "false_reject", Type: Share, Default: "0", Rule: "45", Doc: "Share of the good parts that it takes for bad."},
	{Name: "sample", Type: Share, Default: "1", Rule: "45", Doc: "Share of the parts that it looks at, drawn for each part; the others pass in no time."},
	{Name: "sample_every", Type: Count, Min: 1, Max: 1_000_000, Unit: "parts", Rule: "45", Unsaid: "as sample says", Doc: "Instead of sample: it looks at each such part."},
	{Name: "feedback_to", Type: Refs, Options: worked, Rule: "45", Unsaid: "none", Doc: "Stations that are told when a bad part was found: one that has drifted is then adjusted."},
	{Name: "feedback_delay", Type: Span, Default: "0s", Rule: "45", Doc: "How long that takes: for a laboratory, a measuring room, somebody who comes by."},
}, reworded(without(machineKeys, "scrap", "scrap_after_setup", "scrap_after_restart", "restart_after", "defects", "drift_after", "drift_defects", "drift_reset"), map[string]string{
	"cycle":    "Time to look at one part, loading and unloading left out.",
	"operator": "Who is needed: \"crew\", \"2 crew\", [\"2 a\", \"b\"] in order of preference, or by phase { load, setup, inspect, unload, repair }. Without phases: for load, setup and unload, and for the whole inspection when there is neither load nor unload.",
}))
