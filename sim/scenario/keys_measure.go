package scenario

import (
	"tweeling/sim/plant"
)

const (
	ofCatalogue = `want it in a file of the catalogue, which a measure names as use = "mine.toml"`
	ofEvidence  = `want it in the table [evidence], as "measure.NAME.capex" = { grade = ..., source = ... }`
)

// What a measure and one of the catalogue both may say.
var (
	measureTitle = plant.Key{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."}
	requiresKey  = plant.Key{Name: "requires", Type: plant.Refs, Options: []string{"measure"}, Unsaid: "none", Doc: "Measures that a plan with it must have too."}
	excludesKey  = plant.Key{Name: "excludes", Type: plant.Refs, Options: []string{"measure"}, Unsaid: "none", Doc: "Measures that no plan with it may have."}
	capexKey     = plant.Key{Name: "capex", Type: plant.Number, Default: "0", Unit: "money", Doc: "What is paid at the start, for what is an asset."}
	yearlyKey    = plant.Key{Name: "yearly_cost", Type: plant.Number, Default: "0", Unit: "money/y", Doc: "What it costs a year: licences, upkeep."}
	trainingKey  = plant.Key{Name: "training", Type: plant.Number, Default: "0", Unit: "money", Doc: "What training people costs at the start, which is no asset."}
	turnoverKey  = plant.Key{Name: "turnover", Type: plant.Number, Max: maxTurnover, Default: "0", Doc: "The share of the people who are new each year and are trained as well."}
	residualKey  = plant.Key{Name: "residual", Type: plant.Number, Default: "0", Unit: "money", Doc: "What it fetches at the end of its life."}
	stopKey      = plant.Key{Name: "install_stop", Type: plant.Span, Max: yearSeconds, Default: "0s", Doc: "How long the line makes nothing while it is put in."}
	rampKey      = plant.Key{Name: "ramp", Type: plant.Table, Unsaid: "all of it at once", Doc: "How fast its effect comes, { tau, dip, dip_tau }."}
	removeKey    = plant.Key{Name: "remove", Type: plant.Texts, Unsaid: "nothing", Doc: "Paths that it takes away, [\"line.forklift\", \"line.press.operator\"]."}
)

// measureKeys is what a measure may say.
var measureKeys = []plant.Key{
	measureTitle, capexKey, yearlyKey,
	{Name: "yearly_index", Type: plant.Number, Min: -0.5, Max: 0.5, Unsaid: "as other prices", Doc: "By how much yearly_cost and training rise a year, where a contract says so."},
	{Name: "life", Type: plant.Span, Min: 24 * 3600, Max: 100 * yearSeconds, Unsaid: "the horizon of [economics]", Doc: "How long it lasts; then it is bought anew."},
	rampKey,
	{Name: "grant", Type: plant.Number, Default: "0", Unit: "money", Doc: "What is received at the start."},
	{Name: "grant_share", Type: plant.Share, Max: 1, Default: "0", Doc: "Or that as a share of the capex."},
	{Name: "one_off", Type: plant.Number, Default: "0", Unit: "money", Doc: "What is paid at the start for what is no asset: engineering, moving."},
	trainingKey, turnoverKey, residualKey,
	{Name: "removal_cost", Type: plant.Number, Default: "0", Unit: "money", Doc: "What taking it away costs at the end of its life."},
	stopKey,
	{Name: "written_off", Type: plant.Span, Min: yearSeconds, Max: 100 * yearSeconds, Unsaid: "as fast as the tax allows", Doc: "Over how long it is written off in equal parts, for the tax."},
	{Name: "kia", Type: plant.Flag, Default: "true", Doc: "Whether the Dutch allowance for small investments is asked for."},
	{Name: "eia", Type: plant.Share, Default: "0", Doc: "Whether it is on the Dutch list of energy: true, false, or the share of it that is."},
	{Name: "mia", Type: plant.Share, Max: 1, Default: "0", Doc: "Its rate on the Dutch list of environment."},
	{Name: "vamil", Type: plant.Flag, Default: "false", Doc: "Whether part of it may be written off when the firm likes."},
	{Name: "wbso", Type: plant.Number, Default: "0", Unit: "money", Doc: "The pay of own development that the Dutch credit is given for, in the first year."},
	{Name: "starter", Type: plant.Flag, Default: "false", Doc: "Whether that is at the rate for firms that start."},
	requiresKey, excludesKey,
	{Name: "over", Type: plant.Refs, Options: []string{"measure"}, Unsaid: "two that set one value differently are a mistake", Doc: "Measures whose values it may replace in one plan."},
	removeKey,
	{Name: "line", Type: plant.Table, Unsaid: "nothing", Doc: "What it changes of elements, and new ones."},
	{Name: "product", Type: plant.Table, Unsaid: "nothing", Doc: "What it changes of products."},
	{Name: "shift", Type: plant.Table, Unsaid: "nothing", Doc: "What it changes of shifts."},
	{Name: "order", Type: plant.Table, Unsaid: "nothing", Doc: "What it changes of orders, and new ones."},
	{Name: "use", Type: plant.Name, Unsaid: "the scenario says it all", Doc: "A measure of the catalogue, \"robot-tending\", or a file such as \"mine.toml\"; all that is said here lies over it."},
	{Name: "on", Type: plant.Table, Unsaid: "wanted with use", Doc: "What stands in its places, { station = \"press\" }."},
	{Name: "with", Type: plant.Table, Unsaid: "as the catalogue says", Doc: "Its parameters, { load_time = \"1s\" }."},
	{Name: "parameter", Type: plant.Table, Unsaid: "none", Doc: "Of the catalogue only.", Later: ofCatalogue},
	{Name: "place", Type: plant.Table, Unsaid: "none", Doc: "Of the catalogue only.", Later: ofCatalogue},
	{Name: "worse", Type: plant.Table, Unsaid: "none", Doc: "Of the catalogue only.", Later: ofCatalogue},
	{Name: "evidence", Type: plant.Name, Unsaid: "nobody says", Doc: "Of the catalogue only.", Later: ofEvidence},
	{Name: "source", Type: plant.Name, Unsaid: "nobody says", Doc: "Of the catalogue only.", Later: ofEvidence},
	{Name: "price_year", Type: plant.Count, Unsaid: "prices of today", Doc: "The year of its prices.", Later: "price_year is not built yet; write the price of today"},
}

// rampKeys is what a ramp may say.
var rampKeys = []plant.Key{
	{Name: "tau", Type: plant.Span, Max: 50 * yearSeconds, Default: "0s", Doc: "Until when 63 % of the effect is there."},
	{Name: "dip", Type: plant.Share, Max: 1, Default: "0", Doc: "The share of the yearly effect that is lost at the start."},
	{Name: "dip_tau", Type: plant.Span, Max: 50 * yearSeconds, Unsaid: "tau", Doc: "In what time that fades."},
}

// catalogueKeys is what a file of the catalogue may say.
var catalogueKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Required: true, Want: "what people call it", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "about", Type: plant.Name, Unsaid: "nothing", Doc: "A sentence about it, by language."},
	{Name: "evidence", Type: plant.Text, Options: CatalogueGrades, Required: true, Want: "one of " + quoted(CatalogueGrades), Doc: "How well its figures are known, the best first."},
	{Name: "source", Type: plant.Name, Required: true, Want: "where its figures come from", Doc: "Where its figures come from."},
	requiresKey, excludesKey, capexKey, yearlyKey, trainingKey, turnoverKey, residualKey, stopKey,
	{Name: "per", Type: plant.Name, Unsaid: "once", Doc: "The place of many for each of which its money is paid."},
	{Name: "price_year", Type: plant.Count, Min: 1990, Max: 2100, Required: true, Want: "the year of its prices", Doc: "The year of its prices."},
	{Name: "life", Type: plant.Span, Min: 24 * 3600, Max: 100 * yearSeconds, Unsaid: "the horizon of [economics]", Doc: "How long it lasts."},
	rampKey,
	{Name: "place", Type: plant.Table, Required: true, Want: `what it may be put on, as [place.station] kind = "machine"`, Doc: "What it is put on, by name."},
	{Name: "parameter", Type: plant.Table, Unsaid: "none", Doc: "Its values that a scenario may say otherwise, by name."},
	{Name: "line", Type: plant.Table, Required: true, Doc: "What it changes of elements, and new ones, [line.\"$station\"]."},
	removeKey,
	{Name: "worse", Type: plant.Table, Required: true, Want: `what it makes worse, as "line.$station.cycle" = "why": every real measure makes something worse`, Doc: "Which of its paths are for the worse, and why."},
}

// placeKeys is what a place may say.
var placeKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "kind", Type: plant.Texts, Required: true, Want: "the kind of element that it may be, or a list of them", Doc: "The kind of element that it may be, or a list of them."},
	{Name: "failure", Type: plant.Flag, Default: "false", Doc: "Whether it is a failure mode of one, \"press.jam\"."},
	{Name: "many", Type: plant.Flag, Default: "false", Doc: "Whether several may be named."},
	{Name: "optional", Type: plant.Flag, Default: "false", Doc: "Whether it may be left empty."},
	{Name: "says", Type: plant.Texts, Unsaid: "nothing", Doc: "What the element has to say, [\"setup | setup_matrix\"]."},
	{Name: "without", Type: plant.Texts, Unsaid: "nothing", Doc: "What it may not say."},
}

// parameterKeys is what a parameter may say.
var parameterKeys = []plant.Key{
	{Name: "title", Type: plant.Name, Unsaid: "its name", Doc: "What people call it: a text, or { en = ..., nl = ... }."},
	{Name: "value", Type: plant.Number, Required: true, Want: "its value, or [low, likely, high]", Doc: "Its value, or [low, likely, high]: a number, a time or a text."},
	{Name: "source", Type: plant.Name, Unsaid: "that of the measure", Doc: "Where it comes from."},
}
