package scenario

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// What must come to a standstill whatever chance brings is told before the line runs; the rest the engine finds (package sim).

// checkStandstills tells of lists of orders that wait for each other, and of cards and carriers that cannot be enough.
func (d *draft) checkStandstills() {
	if d.lost {
		return
	}
	d.checkTurns()
	for _, e := range d.elements {
		if len(e.spec.Cards()) > 0 && !d.hasRoutes() {
			d.checkEnoughCards(e)
		}
		if e.spec.Kind == "palletising" {
			d.noteCarriersGone(e)
		}
	}
}

// A turn is that of an order in the list of a station.
type turn struct {
	at    *element
	order string
	again int // of the times that it stands there
}

func (t turn) String() string { return fmt.Sprintf("order %s at %s", t.order, t.at.spec.Name) }

// checkTurns tells of lists of which none can be kept: an order waits at one station for another one before it in the list, which
// by its route has to go first to a station where it waits for the first, and so on.
func (d *draft) checkTurns() {
	before := map[turn][]turn{} // what each comes after
	listed := map[turn]int{}    // how often an order stands in a list, by the first time that it does
	var all []turn
	for _, e := range d.elements {
		for i, number := range e.spec.Texts("sequence") {
			first := turn{e, number, 0}
			t := turn{e, number, listed[first]}
			listed[first]++
			if i > 0 {
				before[t] = append(before[t], all[len(all)-1])
			}
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return
	}
	for i := range d.model.Orders {
		d.turnsOf(&d.model.Orders[i], listed, before)
	}
	search := roundSearch{before: before, seen: map[turn]seen{}}
	for _, t := range all {
		if round := search.from(t); round != nil {
			var each []string
			for i := range round[1:] {
				each = append(each, round[i].String()+" comes after "+round[i+1].String())
			}
			d.tell(round[0].at.node.get("sequence"), "want lists of which each order can come when it is its turn, have some that wait for each other: %s", strings.Join(each, ", "))
			return
		}
	}
}

// turnsOf adds that an order goes to one station after the other, as far as these have lists and it cannot go elsewhere.
func (d *draft) turnsOf(o *plant.Order, listed map[turn]int, before map[turn][]turn) {
	if o.Product >= len(d.routed) {
		return
	}
	route := d.routed[o.Product].Ops
	visits, last := map[string]int{}, (*turn)(nil)
	for _, op := range route {
		for _, name := range op.At {
			if len(op.At) > 1 { // it may have been there or not
				visits[name] = len(route)
			}
		}
		e := d.find(op.At[0])
		if e == nil || len(op.At) > 1 {
			continue
		}
		t := turn{e, o.Number, visits[op.At[0]]}
		visits[op.At[0]]++
		if t.again >= listed[turn{e, o.Number, 0}] {
			continue
		}
		if last != nil {
			before[t] = append(before[t], *last)
		}
		last = &t
	}
}

// A roundSearch looks for turns that come after each other in a circle.
type roundSearch struct {
	before map[turn][]turn
	seen   map[turn]seen
	trail  []turn
}

type seen uint8

const (
	onTrail seen = iota + 1
	noRound
)

// from is a way from a turn over those that it comes after back to one that is on it already, both ends included; nil: there is
// none.
func (r *roundSearch) from(t turn) []turn {
	switch r.seen[t] {
	case onTrail:
		return append(r.trail[slices.Index(r.trail, t):], t)
	case noRound:
		return nil
	}
	r.seen[t] = onTrail
	r.trail = append(r.trail, t)
	for _, next := range r.before[t] {
		if round := r.from(next); round != nil {
			return round
		}
	}
	r.seen[t] = noRound
	r.trail = r.trail[:len(r.trail)-1]
	return nil
}

// checkEnoughCards tells of loops of cards that let in fewer parts than some station within them waits for.
func (d *draft) checkEnoughCards(end *element) {
	on := map[string][]string{}
	var free []string // where parts come from that have no card
	for _, e := range d.elements {
		on[e.spec.Name] = d.waysOf(e)
		if e.kind.Role == plant.Entry || len(e.spec.Bill("stock")) > 0 || e.spec.Kind == "disassembly" {
			free = append(free, e.spec.Name)
		}
	}
	free = append(free, on[end.spec.Name]...)
	cards := end.spec.Cards()
	for _, into := range sortedKeys(cards) {
		if !d.allCarded(end) || d.find(into) == nil {
			continue
		}
		without := map[string][]string{}
		for name, ways := range on {
			without[name] = slices.DeleteFunc(slices.Clone(ways), func(way string) bool { return way == into })
		}
		loose := reach(free, without)
		inside := reach([]string{into}, on)
		n := cards[into] * max(1, end.spec.Count("container"))
		for _, e := range d.elements {
			if want := d.waitsForAtOnce(e); want > n && inside[e.spec.Name] && (!loose[e.spec.Name] || e.spec.Name == into) {
				d.tell(end.node.get("cards").table[into], "want cards for the %d parts that %s waits for, have cards for %d, so that it never begins; give the loop more cards, or let %s begin with fewer", want, e.spec.Name, n, e.spec.Name)
				break
			}
		}
	}
}

// allCarded tells whether parts of all products need a card of the loops that end at an element.
func (d *draft) allCarded(end *element) bool {
	if end.kind.Role != plant.Station {
		return true
	}
	for _, name := range d.productNames() {
		if !d.model.Comes(end.spec.Name, name) {
			return false
		}
	}
	return true
}

// waitsForAtOnce is how many parts a station waits for that have their cards until it begins: 0 where it begins with fewer in the
// end.
func (d *draft) waitsForAtOnce(e *element) int {
	if e.spec.Span("maximum_wait") > 0 {
		return 0
	}
	switch e.spec.Kind {
	case "oven", "batch", "palletising":
		if e.spec.Has("minimum") {
			return e.spec.Count("minimum")
		}
		return max(1, e.spec.Count("batch"))
	case "assembly":
		least := 0
		for _, bill := range d.bills(e) {
			n := 0
			for _, c := range bill {
				n += c.Count
			}
			if e.spec.Text("collect") == "as-they-come" { // what has gone into another has given its card back
				n = min(n, 2)
			}
			if least == 0 || n < least {
				least = n
			}
		}
		return least
	default:
		return e.spec.Count("start_at")
	}
}

// noteCarriersGone tells of carriers that leave the line with what they carry, where nobody brings others.
func (d *draft) noteCarriersGone(e *element) {
	name := e.spec.Text("carrier")
	if slices.ContainsFunc(d.elements, func(s *element) bool { return s.spec.Kind == "source" && s.spec.Text("product") == name }) {
		return
	}
	loaded := map[string]bool{}
	var out string
	var follow func(at string)
	follow = func(at string) {
		from := d.find(at)
		if from == nil || loaded[at] || out != "" {
			return
		}
		loaded[at] = true
		switch {
		case from.kind.Role == plant.Exit:
			out = at
		case from.spec.Kind != "depalletising":
			for _, way := range from.spec.Ways() {
				follow(way)
			}
		}
	}
	follow(e.spec.Name)
	if out != "" {
		d.note(e.node.get("carrier"), "each %s leaves the line at %s with what it carries, and nobody brings others: once all have gone nothing is loaded any more; let an element of the kind depalletising free them, with carriers_to, or a source product = %q bring new ones", name, out, name)
	}
}
