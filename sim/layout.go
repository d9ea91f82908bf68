package sim

import (
	"errors"
	"fmt"
	"slices"

	"tweeling/sim/calendar"
)

// Role is what a node of the line is.
type Role uint8

// The roles.
const (
	Station Role = iota // an Element that works on parts, one at a time
	Buffer              // a waiting place of Room parts
	Supply              // an entrance that is never empty
	Entry               // an Element that makes parts, and the place outside where they wait for room
	Exit                // parts leave here
	Pool                // Size people or robots that stations ask for
	Clock               // a shift: rings at each change of its Calendar
	Feeder              // a supply of electric power, LimitKW at most, that stations ask for before they begin
)

// Choose is the rule by which a part finds its way where several lead on.
type Choose uint8

// The rules.
const (
	FirstFree  Choose = iota // the first of To that has room
	RoundRobin               // each in turn; a part waits for its turn's place
	Shortest                 // of those that have room the one with the fewest parts, first of To among equals
	Random                   // by Shares; a part waits for the place drawn
	ByProduct                // the first of To[product] that has room
)

// AtEnd is what becomes of the work of people when their shift ends.
type AtEnd uint8

// The rules.
const (
	PauseWork   AtEnd = iota // it waits until somebody is there again
	FinishWork               // they finish what they are doing, and go then
	NoStart                  // as PauseWork, but they do not begin what they are not to finish before
	AbandonWork              // it is lost, and begins anew when somebody is there again
)

// Precedence is whom a pool helps first, after work that was interrupted.
type Precedence uint8

// The rules. Equals come by how long they have waited.
const (
	LongestWaiting  Precedence = iota // who has waited longest
	HighestPriority                   // who has priority
	NearestFirst                      // who is nearest to one of those free
)

// Staff says how many of a pool are on duty in one shift. Where shifts overlap the heads add up.
type Staff struct {
	Shift ID
	Count int
}

// Unlimited is the Room of a place that is never full.
const Unlimited = 1 << 30

// A Node is one element of a line, before the line is built.
type Node struct {
	Name      string
	Draws     string // by what name its own times are drawn; "": by Name
	Fates     string // by what name it is drawn what becomes of parts there, alike for machines side by side; "": as Draws
	Role      Role
	Units     int                // of the first of several stations side by side at one place: how many, with those declared next; 0 is 1
	Element   Element            // for Station and Entry; may be nil for a Pool that never fails, and for an Exit to which no customers come
	Room      int                // of Buffer and Entry; waiting places only, never the place in a machine
	LastFirst bool               // of Buffer: last in, first out
	Lot       int                // of Supply and Entry: so many parts in a row are of one product; 0 is 1
	Lose      bool               // of Entry: what finds no room is lost
	Size      int                // of Pool: how many on duty at once
	UsedUp    bool               // of Pool: whoever is given one keeps it; its Element makes up for it with [Context.Restock]
	Staff     []Staff            // of Pool without Shift: how many of Size are on duty in which shift; nil: all, always
	AtEnd     AtEnd              // of Pool without an Element: what becomes of their work when their shift ends
	Speed     float64            // of Pool: at which they walk, in m/s; 0: walking takes no time
	At        [2]float64         // of Station: where it stands, in metres
	Pace      float64            // of Pool: how fast they work; 0 is 1
	Priority  int                // of Station: of its requests, for pools that go by it; more comes first
	Helps     Precedence         // of Pool and Feeder: whom they help first
	Strict    bool               // of Pool and Feeder: who is first and cannot be helped yet holds up all others
	LimitKW   float64            // of Feeder
	Feeds     []ID               // of Feeder: stations, which ask for power, and pools, which draw what they draw
	KW        map[string]float64 // of what is fed: what it draws by class of state, see [PowerClass]
	Calendar  *calendar.Calendar
	Shift     ID // the Clock that tells this node when its shift begins and ends; None: always on
	To        []ID
	Choose    Choose
	Shares    []float64 // of Random, one for each place of To; stations side by side are one place
	ToProduct [][]ID    // of ByProduct: for each product some of To
	Standby   Time      // so long without work it goes to standby; 0: never
	SwitchOff Time      // so long without work it switches itself off; 0: never
	Couples   []ID      // of Station: who is told when it halts
	Aside     []ID      // of Station: where only those parts go that are sent there
	Mends     bool      // of Station: some of Aside mends parts
	Returns   bool      // of Station: a part that is sent to it and has a route goes on by that afterwards
	ToOrder   bool      // of Station: what it waits for a place for is not made yet; without it a part that is
	Ranks     bool      // of Station: its Element is a Ranker
	Unloads   bool      // of Station: it takes parts off carriers; an empty carrier that leaves it is no part that it has finished
	Gathers   bool      // of Station: it takes by itself what is offered to it, see [Context.TakeFrom]; nothing is pushed into it
	Retrieves bool      // of Station that gathers: it wants to know as well when there is room behind it
	Changes   bool      // of Station: parts may become others there, or go into them
	Idles     bool      // of Station: it may wait with parts before it, and tells what for as a Gatherer
	Sends     []bool    // by product, which may ever leave it; nil: nobody knows
	Makes     int       // of Supply and Entry: 1 + the only product that comes from it; 0: as the mix says
	Stock     []Stock   // of Buffer: what is there from the start
	Fair      bool      // of Station: of parts that come first alike it takes the one with the lowest number
	Ahead     bool      // of Station: it wants to know what comes to it next
	Requests  []Request // of Station: what it may ask for, by number
}

// A Request is a set of needs that are granted all together or not at all.
type Request []Want

// A Stock is so many parts of one product.
type Stock struct{ Product, Count int }

// A Want asks for Count from the first of Pools that has them.
type Want struct {
	Count  int
	Pools  []ID
	Counts []int     // of each of Pools, where they differ; nil: Count of any
	Paces  []float64 // how fast those of each of Pools do this; nil: as fast as they do all else
}

// count is how many it asks for of the pool at a place in its list.
func (w *Want) count(at int32) int32 {
	if w.Counts != nil {
		return int32(w.Counts[at])
	}
	return int32(w.Count)
}

// most is how many it asks for at most.
func (w *Want) most() int {
	if w.Counts != nil {
		return slices.Max(w.Counts)
	}
	return w.Count
}

// A Layout is a line before it is built. The order of Nodes is the declared order, which breaks ties.
type Layout struct {
	Nodes    []Node
	Products int       // at least 1
	Shares   []float64 // of each product in what enters; nil: all alike
	Sequence []int     // the product of each part of a source in turn; nil: drawn by Shares
	Carriers []bool    // by product: those are no parts but what parts travel on, which never leaves; nil: none is
	Orders   int       // that sources release
	Cards    []CardLoop
	Ops      []Op // of all products, one product after the other; nil: each has one, and no route
	BinWidth Time // of the count of good parts over time; 0: not kept
	Bins     int
}

const (
	maxSlots = slotMask // one is kept free
	maxWays  = 4_000_000
)

// check finds what would make a line that cannot be built. Scenario readers find more, earlier and with their place.
func (lay *Layout) check() error {
	var errs []error
	bad := func(i int, format string, a ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", lay.Nodes[i].Name, fmt.Sprintf(format, a...)))
	}
	seen := map[string]bool{}
	for i, n := range lay.Nodes {
		if n.Name == "" || seen[n.Name] {
			bad(i, "want a name of its own, have %q", n.Name)
		}
		seen[n.Name] = true
		for _, to := range n.To {
			if to < 0 || int(to) >= len(lay.Nodes) {
				bad(i, "leads to %d, want 0 to %d", to, len(lay.Nodes)-1)
			} else if r := lay.Nodes[to].Role; r != Station && r != Buffer && r != Exit {
				bad(i, "leads to %s, want a station, a buffer or an exit", lay.Nodes[to].Name)
			}
		}
		if (n.Role == Station || n.Role == Entry) && n.Element == nil {
			bad(i, "want an element, have none")
		}
		if n.Role != Exit && n.Role != Pool && n.Role != Clock && n.Role != Feeder && len(n.To) == 0 && (lay.Ops == nil || n.Role == Buffer) {
			bad(i, "leads nowhere")
		}
		for _, id := range n.Couples {
			if id < 0 || int(id) >= len(lay.Nodes) || lay.Nodes[id].Role != Station {
				bad(i, "is coupled to %d, want a station", id)
			}
		}
		for _, s := range n.Staff {
			if s.Shift < 0 || int(s.Shift) >= len(lay.Nodes) || lay.Nodes[s.Shift].Role != Clock {
				bad(i, "is staffed by %d, want a shift", s.Shift)
			}
		}
		if n.Units > 1 && i+n.Units > len(lay.Nodes) {
			bad(i, "want %d stations side by side, have %d", n.Units, len(lay.Nodes)-i)
		}
		if n.Choose == ByProduct && len(n.ToProduct) != lay.Products {
			bad(i, "want ways for %d products, have %d", lay.Products, len(n.ToProduct))
		}
	}
	errs = append(errs, lay.checkOps()...)
	errs = append(errs, lay.checkFeeders()...)
	if lay.Products < 1 {
		errs = append(errs, fmt.Errorf("want at least 1 product, have %d", lay.Products))
	}
	return errors.Join(errs...)
}

func (lay *Layout) checkOps() []error {
	var errs []error
	for i, o := range lay.Ops {
		if o.Product < 0 || o.Product >= lay.Products || o.Next < 0 || o.Next >= len(lay.Ops) || lay.Ops[o.Next].Product != o.Product {
			errs = append(errs, fmt.Errorf("operation %d: want a product and a next of the same, have %d and %d", i, o.Product, o.Next))
		}
		for _, id := range slices.Concat(o.At, o.To) {
			if id < 0 || int(id) >= len(lay.Nodes) {
				errs = append(errs, fmt.Errorf("operation %d: leads to %d, want 0 to %d", i, id, len(lay.Nodes)-1))
			}
		}
	}
	return errs
}
