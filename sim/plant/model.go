package plant

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/dist"
)

// A Model is one plan of a scenario as the engine needs it: plain data, complete, without defaults left to fill in by the reader.
// Whoever makes one (the scenario reader, a test) lists the elements in declared order: that order breaks ties.
type Model struct {
	Products []Product
	Sequence []int // the product of each part in turn, as indices into Products; nil: drawn by Share
	Shifts   []Shift
	Elements []Spec
	Orders   []Order // of the source that releases by orders, by their release; nil: there is none
}

// An Order is so many parts of one product that are wanted by some time.
type Order struct {
	Number        string        // what people call it, each once
	Series        string        // the order that comes again and again of which it is one; "" when it comes once
	Product       int           // as an index into Products
	Quantity, Lot int           // parts; where a machine chooses Lot of them stay together, at most Quantity; 0: each goes by itself
	Release       time.Duration // since the start of the run; 0 for what may begin at once
	Due           time.Duration // since the start of the run, below 0 for what is late already; NoDue: whenever
	LatePerDay    float64       // money for each part and day that it is late
	LateOnce      float64       // money when it is late
}

// NoDue is the due time of an order that has none.
const NoDue = time.Duration(math.MaxInt64)

// A Product is one kind of part. Money lives in package cost.
type Product struct {
	Name, Title string
	Family      string      // of products alike; "" when not stated
	Share       float64     // of the mix; the shares of all products sum to 1
	Carrier     bool        // it is no part, but what parts travel on
	Priority    int         // for dispatch = "priority": more comes first
	Weekly      float64     // parts asked for per open week, for release = "demand"; 0 when not stated
	Weight      float64     // for dispatch = "wspt": what a part of it is worth; 0 is 1
	Ops         []Operation // its route, in order; nil: it goes by the ways of elements
	Done        string      // where it goes after the last of them
}

// A Shift is a named calendar.
type Shift struct {
	Name    string
	Premium float64 // what it costs on top of the wage, as a share of it
	*calendar.Calendar
}

// Premium is what a shift costs on top of the wage, as a share of it; that of no shift is 0.
func (m *Model) Premium(shift string) float64 {
	for i := range m.Shifts {
		if m.Shifts[i].Name == shift {
			return m.Shifts[i].Premium
		}
	}
	return 0
}

// A Spec is one element as the scenario says it. Values holds, by key, what the element's Kind declares:
//
//	Text, Ref         string              ("" and an absent key are the same; "none" is never stored)
//	Refs              []string
//	Number, Share     float64
//	Count             int
//	Flag              bool
//	Span              time.Duration
//	Chance            *dist.Dist, in seconds
//	Numbers           []float64
//	Power             map[string]float64  (state class to kW)
//	Crew              map[string]Need     (phase to need)
//	RefsByProduct     map[string][]string
//	Matrix            Changeovers
//	Texts             []string
//	CountByShift      map[string]int      (shift to people)
//	NumberBySkill     map[string]float64
//	Parts             Bill
//	Name              string
//	Translation       map[string]string
//
// A key that may differ by product is looked up under "key_by_product" as a map from product name to the same type.
type Spec struct {
	Name, Title, Kind string
	Values            map[string]any
	Failures          []Failure // in declared order
	Stops             []Stop    // in declared order
}

// A Failure is one failure mode.
type Failure struct {
	Name           string
	Uptime, Repair *dist.Dist    // in seconds; an uptime that counts cycles has one second for each
	Clock          string        // "operating", "calendar", "on-shift" or "count"
	Availability   float64       // from which the uptime follows; 0: it is said itself
	First          string        // "new" or "remaining-life": what is left of the uptime at the start; "" is new
	Age            time.Duration // how old it is at the start, on its clock, a second for each cycle; 0 with remaining-life
	Repaired       string        // "as-new" or AsBefore: how old it is after a repair; "" is as-new
	Foreseen       float64       // share that is seen coming and becomes a planned stop after the part in work
	PlannedRepair  *dist.Dist    // which takes so long
	FalseAlarms    *dist.Dist    // time from one to the next, on the same clock; nil: none
	AlarmStop      *dist.Dist    // each of which is a stop of so long
	Spare          string        // the stock of which its repair takes one; "": none
}

// AsBefore is how a failure mode is repaired that is as old after it as it was: minimal repair (Barlow and Hunter, Optimum
// preventive maintenance policies, Operations Research 8, 1960). The law of the uptime must then be one without end.
const AsBefore = "as-before"

// A Stop is planned maintenance, or the change of a tool.
type Stop struct {
	Name         string
	Every, Takes *dist.Dist // in seconds, or as many cycles
	Clock        string     // as of a Failure
	Style        string     // "after-part" (also ""), "immediate" or "when-idle"
	By           Need       // of nobody: none is needed
	Renews       []string   // failure modes that are as new after it
	Price        float64    // money each time: of a tool
	Spare        string     // the stock of which it takes one; "": none
	ByAge        bool       // the repair of one of those lets its clock begin anew too
}

// A Need says how many of which people a phase of work asks for: Count of them, from the first of From that has them. "skill:x"
// stands for all who have the skill x.
type Need struct {
	Count  int
	From   []string
	Counts []int    // of each of From, where they differ; nil: Count of any
	Skills []string // for which skill each of From is asked, "" by name; nil: all by name
}

// CountOf is how many a need wants of one of From.
func (n *Need) CountOf(i int) int {
	if n.Counts != nil {
		return n.Counts[i]
	}
	return max(1, n.Count)
}

// String names those whom it wants, in order of preference, as a scenario does: "2 crew / technician".
func (n Need) String() string {
	names := make([]string, len(n.From))
	for i, name := range n.From {
		if names[i] = name; n.CountOf(i) > 1 && (i == 0 || n.Counts != nil) {
			names[i] = strconv.Itoa(n.CountOf(i)) + " " + name
		}
	}
	return strings.Join(names, " / ")
}

// Text returns a text, or what the kind gives by default.
func (s *Spec) Text(key string) string { return get(s, key, "") }

// Number returns a number (a share as well).
func (s *Spec) Number(key string) float64 { return get(s, key, 0.0) }

// Count returns a whole number.
func (s *Spec) Count(key string) int { return get(s, key, 0) }

// Flag returns a yes or no.
func (s *Spec) Flag(key string) bool { return get(s, key, false) }

// Span returns a fixed time.
func (s *Spec) Span(key string) time.Duration { return get(s, key, time.Duration(0)) }

// Refs returns the names of other elements.
func (s *Spec) Refs(key string) []string { return get[[]string](s, key, nil) }

// Texts returns words of the scenario's own.
func (s *Spec) Texts(key string) []string { return get[[]string](s, key, nil) }

// Numbers returns a list of numbers.
func (s *Spec) Numbers(key string) []float64 { return get[[]float64](s, key, nil) }

// Chance returns a time drawn anew each time, nil when the scenario does not say it.
func (s *Spec) Chance(key string) *dist.Dist { return get[*dist.Dist](s, key, nil) }

// ChanceFor returns the time of one product: its own, else the common one, else nil.
func (s *Spec) ChanceFor(key, product string) *dist.Dist {
	return getFor[*dist.Dist](s, key, product, nil)
}

// NumberFor returns the number of one product: its own, else the common one, else 0.
func (s *Spec) NumberFor(key, product string) float64 { return getFor(s, key, product, 0.0) }

// Crew returns who is needed in which phase; nil when nobody is.
func (s *Spec) Crew() map[string]Need { return get[map[string]Need](s, "operator", nil) }

// Heads returns how many operators are on duty in which shift; nil when it is the same number always.
func (s *Spec) Heads() map[string]int { return get[map[string]int](s, "count_by_shift", nil) }

// People returns how many operators there are at most: where shifts overlap the heads add up.
func (s *Spec) People() int {
	n := s.Count("count")
	for _, heads := range s.Heads() {
		n += heads
	}
	return n
}

// Needs returns all whom the element asks for: phase by phase in the order of CrewPhases, then for its planned stops.
func (s *Spec) Needs() []Need {
	var needs []Need
	crew := s.Crew()
	for _, phase := range CrewPhases {
		if need, ok := crew[phase]; ok {
			needs = append(needs, need)
		}
	}
	for _, stop := range s.Stops {
		if len(stop.By.From) > 0 {
			needs = append(needs, stop.By)
		}
	}
	return needs
}

// Works tells whether an element works on parts: a machine, or what is one in all but how it comes by its parts.
func (s *Spec) Works() bool { return slices.Contains(worked, s.Kind) }

// A Bill is so many of each of several things, in the order in which they are written.
type Bill []Component

// A Component of a bill is so many of a product, or from an element.
type Component struct {
	Name  string
	Count int
}

// String tells it in words: "1 housing + 4 screw".
func (b Bill) String() string {
	parts := make([]string, len(b))
	for i, c := range b {
		parts[i] = strconv.Itoa(c.Count) + " " + c.Name
	}
	return strings.Join(parts, " + ")
}

// Bill returns a table of how many of what.
func (s *Spec) Bill(key string) Bill { return get[Bill](s, key, nil) }

// BillFor returns that of one product: its own, else the common one, else nil.
func (s *Spec) BillFor(key, product string) Bill { return getFor[Bill](s, key, product, nil) }

// Has tells whether the scenario (or a default) says anything under the key.
func (s *Spec) Has(key string) bool { _, ok := s.Values[key]; return ok }

func get[T any](s *Spec, key string, none T) T {
	if v, ok := s.Values[key].(T); ok {
		return v
	}
	return none
}

func getFor[T any](s *Spec, key, product string, none T) T {
	if m, ok := s.Values[key+"_by_product"].(map[string]T); ok {
		if v, ok := m[product]; ok {
			return v
		}
	}
	return get(s, key, none)
}

// WaysOf returns where parts of a product go from an element.
func (s *Spec) WaysOf(product string) []string {
	if s.Text("choose") == "product" {
		own, _ := s.Values["to_by_product"].(map[string][]string)
		if ways, ok := own[product]; ok {
			return ways
		}
	}
	return s.Refs("to")
}

// HasOwnPlace tells whether all that comes to an element comes from one source, or one buffer with room, that leads nowhere
// else.
func (m *Model) HasOwnPlace(name string) bool {
	own := 0
	for i := range m.Elements {
		s := &m.Elements[i]
		ways := m.Onward(s)
		for _, to := range ways {
			switch {
			case to != name:
			case s.Kind == "source" || s.Kind == "buffer" && s.Count("room") > 0:
				own++
				if len(ways) > 1 {
					return false
				}
			default:
				return false
			}
		}
		if s.Name == name && s.Count("count") > 1 {
			return false
		}
	}
	return own == 1
}

// RoomBefore is for how many parts there is room in the only place before an element.
func (m *Model) RoomBefore(name string) int {
	for i := range m.Elements {
		s := &m.Elements[i]
		switch {
		case !slices.Contains(m.Onward(s), name):
		case s.Kind == "buffer" || s.Text("when_full") == "lose":
			return s.Count("room")
		default:
			return math.MaxInt
		}
	}
	return 0
}

// Ways returns where parts of any product go from an element, each once.
func (s *Spec) Ways() []string {
	ways := slices.Clone(s.Refs("to"))
	own, _ := s.Values["to_by_product"].(map[string][]string)
	for _, product := range slices.Sorted(maps.Keys(own)) {
		for _, to := range own[product] {
			if !slices.Contains(ways, to) {
				ways = append(ways, to)
			}
		}
	}
	for _, to := range s.Refs("carriers_to") {
		if !slices.Contains(ways, to) {
			ways = append(ways, to)
		}
	}
	return ways
}
