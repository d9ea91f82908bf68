package plant

import (
	"slices"
	"time"

	"tweeling/sim"
)

// A Signal is what one tag of the real line means: which timer, counter or state of which element it speaks of. Package twin
// goes by it; a simulation does not.
type Signal struct {
	Tag      string // what the plant calls it
	Element  string
	Unit     int               // which of several machines at one place, from 1; 0: whichever of them it fits
	Means    string            // one of Meanings
	Timer    string            // with rang: which timer
	Failure  string            // with down, and with state: which failure mode; "" the first
	Counts   string            // "total", "each" or "pulse"
	From     *float64          // where a total stood when the twin began; nil: at its first value
	WrapsAt  float64           // a total begins anew at this value; 0: never
	States   map[string]string // from what the plant says to a state, to "ready" or to "any"
	Products map[string]string // from what the plant says to a product
	Ways     map[string]string // from what the plant says to an element
	Within   time.Duration     // with level and state: how long the line may differ before it counts
}

// Meanings are what a signal may mean, in the order in which `tweeling kinds signal` explains them.
var Meanings = []string{"finished", "good", "scrapped", "arrived", "rang", "down", "state", "level", "product", "branch"}

// StateWords are what the states of a signal may be called: the names of states, ready for blocked, starved and every waiting,
// and any for what says nothing.
var StateWords = []string{"off", "planned_stop", "down", "waiting_repair", "setup", "waiting_operator", "waiting_robot", "waiting_vehicle", "waiting_power",
	"working", "blocked", "starved", "ready", "any"}

// SignalKeys is what may be said of one signal of the real line.
var SignalKeys = []Key{
	{Name: "element", Type: Ref, Options: slices.Concat([]string{"source", "buffer", "sink", "robot"}, worked), Required: true, Doc: "Of which element it speaks."},
	{Name: "unit", Type: Count, Min: 1, Max: maxUnits, Unsaid: "whichever of them it fits", Doc: "Which of several machines at one place, from 1."},
	{Name: "means", Type: Text, Options: Meanings, Required: true,
		Doc: "What it speaks of. finished: so many parts have been worked on (their work timer rang). good, scrapped: so many have left the machine's hands good, or as scrap. " +
			"arrived: so many have come in at a source, or to a place that one machine alone leads to. rang: the timer of its own has rung so often. " +
			"down: a failure began (1, true) or is over (0, false). state: what the element does. level: how many parts wait in a buffer, or outside a source. " +
			"product: which product the parts are that come at the same moment. branch: where the part goes that is finished at the same moment."},
	{Name: "timer", Type: Name, Unsaid: "wanted with means = \"rang\"", Doc: "With rang: which timer of the element: work, load, unload, setup, arrival, \"uptime MODE\", \"repair MODE\", \"due STOP\", \"stop STOP\"."},
	{Name: "failure", Type: Name, Unsaid: "the first by name", Doc: "With down, and with state: which failure mode begins and is over."},
	{Name: "counts", Type: Text, Options: []string{"total", "each", "pulse"}, Default: "total",
		Doc: "How a counter counts: its value is the total so far, and what it rises by has happened; its value is how many there were since the last; or one has happened each time that it goes from 0 to 1. A signal without a value is one, whatever is said here. A total that falls was reset, and counts from 0 on."},
	{Name: "from", Type: Number, Unsaid: "at its first value, for which nothing is counted", Doc: "Where a total stood when the twin began."},
	{Name: "wraps_at", Type: Number, Min: 1, Unsaid: "it was reset", Doc: "A total begins again at 0 when it would reach this value, such as 65536."},
	{Name: "states", Type: Translation, Options: []string{"state"},
		Unsaid: "the names of states, and those of PackML with their numbers", Doc: "With state: from what the plant says to a state, { Execute = \"working\", Suspended = \"blocked\" }; \"ready\" is blocked, starved and every waiting, \"any\" says nothing."},
	{Name: "products", Type: Translation, Options: []string{"product"}, Unsaid: "the names of products", Doc: "From what the plant says to a product, { A17 = \"classic\" }. Beside arrived, the text of a signal may be one too."},
	{Name: "ways", Type: Translation, Options: Ways, Unsaid: "the names of elements", Doc: "With branch: from what the plant says to where the part goes, { \"2\" = \"rework\" }."},
	{Name: "within", Type: Span, Default: "2s", Doc: "With level and state: how long the twin may differ from what is said before it is put right, and counted; signals of one moment seldom come at one moment."},
}

// Counters are the meanings that count.
var Counters = []string{"finished", "good", "scrapped", "arrived", "rang"}

// Timers are those of a node, in the order of their numbers; none of a shift, which goes by its calendar.
func (p *Plant) Timers(id sim.ID) []sim.TimerSpec {
	if e := p.Layout.Nodes[id].Element; e != nil {
		return e.Timers()
	}
	return nil
}

// OnlyStationBefore is the station from which all comes that comes to a node; false when there are several, or something else.
func (p *Plant) OnlyStationBefore(id sim.ID) (sim.ID, bool) {
	before, n := sim.None, 0
	for i := range p.Layout.Nodes {
		if slices.Contains(p.Layout.Nodes[i].To, id) {
			before = sim.ID(i)
			n++
		}
	}
	return before, n == 1 && p.Layout.Nodes[before].Role == sim.Station
}
