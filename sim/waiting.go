package sim

import (
	"fmt"
	"slices"
	"strings"
)

// A Deadlock is a circle of elements of which each waits for the next, so that none can ever move again; or a chain of them of
// which the last waits for what nobody brings any more.
type Deadlock struct {
	At    Time
	Names []string // in the order of waiting
	Waits []Wait   // what each waits for
	Open  bool     // the last waits for nobody; else for the first
	Spent bool     // that is so because all sources have brought what they had to bring: the parts are left over
}

// A Wait says for what an element waits.
type Wait struct {
	For  Awaited
	What string // the parts, or the people
	Loop string // of cards; of parts: the one of which they get no card, if that is what keeps them

	spent bool // what could bring the parts has brought all that it had to bring
}

// Awaited is a kind of thing that elements wait for.
type Awaited uint8

// The kinds. Each is to come from the next in the circle.
const (
	Room   Awaited = iota // a place there
	Taking                // that it takes what waits, for which it still lacks something
	Card                  // a card of a loop, which a part there has
	Parts                 // parts that cannot come because of it
	People                // people who help it
	Turn                  // parts of the order whose turn it is there, which are at the next
	Power                 // power, which those have who wait for it as well and are ready meanwhile
	Still                 // nothing that is known: it stands in a state
)

// Error names the circle, who waits in it for what, and what opens it.
func (d *Deadlock) Error() string {
	circle := strings.Join(d.Names, " <- ")
	if !d.Open {
		circle += " <- " + d.Names[0]
	}
	if !d.Open && !slices.ContainsFunc(d.Waits, func(w Wait) bool { return w.For != Room }) {
		return fmt.Sprintf("deadlock at %v: %s: each is full and waits for the next (%s)", d.At, circle, remedies[Room])
	}
	var each, helps []string
	for i, w := range d.Waits {
		each = append(each, d.Names[i]+" waits for "+d.awaited(i))
		help := remedies[w.For]
		if w.Loop != "" {
			help = remedies[Card]
		}
		if help != "" && !slices.Contains(helps, help) {
			helps = append(helps, help)
		}
	}
	text := fmt.Sprintf("deadlock at %v: %s: %s", d.At, circle, strings.Join(each, ", "))
	if len(helps) > 0 {
		text += " (" + strings.Join(helps, "; ") + ")"
	}
	return text
}

// awaited says what number i of the circle waits for.
func (d *Deadlock) awaited(i int) string {
	w, from := d.Waits[i], ""
	if i+1 < len(d.Names) {
		from = d.Names[i+1]
	} else if !d.Open {
		from = d.Names[0]
	}
	switch {
	case w.For == Parts && w.Loop != "":
		return w.What + ", which want one of the " + w.Loop + ", which parts at " + from + " have"
	case (w.For == Parts || w.For == Turn) && from == "":
		return w.What + ", which nobody brings any more"
	case w.For == Parts || w.For == Turn:
		return w.What + ", which cannot come past " + from
	case w.For == Card:
		return "one of the " + w.Loop + ", which parts at " + from + " have"
	case w.For == Power:
		return "power from " + w.What + ", of which too little is left beside what others draw that are ready"
	case w.For == Still:
		return "nothing that ever comes, and is " + w.What
	case w.For == People && from == "":
		return w.What + ", who do not come"
	case w.For == People:
		return w.What + ", who help " + from
	case w.For == Taking:
		return from + " to take what waits"
	default:
		return "room at " + from
	}
}

var remedies = [...]string{
	Room:   "give one of them more room, or let fewer parts in at a time by cards",
	Card:   "give the loop more cards",
	Parts:  "let what is put together wait in places of its own, have more of it, or begin with fewer after a maximum_wait",
	People: "have more people",
	Taking: "",
	Turn:   "list orders so that none waits for one that elsewhere comes after it",
	Power:  "raise its limit_kw, or let them draw less while they are ready",
	Still:  "",
}

// told names the circle that a node comes to that can never move again.
func (l *Line) told(x ID) *Deadlock {
	d, at := &Deadlock{}, map[ID]int{}
	var walk []ID
	for x != None {
		if first, ok := at[x]; ok {
			walk, d.Waits = walk[first:], d.Waits[first:]
			break
		}
		at[x] = len(walk)
		walk = append(walk, x)
		next, w := l.waitsFor(x)
		d.Waits = append(d.Waits, w)
		x = next
	}
	d.Open = x == None
	d.Spent = d.Waits[len(d.Waits)-1].spent
	for _, id := range walk {
		d.Names = append(d.Names, l.nodes[id].name)
		d.At = max(d.At, l.waitsSince(id))
	}
	return d
}

// waitsFor is whom a node that cannot move waits for, and for what.
func (l *Line) waitsFor(x ID) (ID, Wait) {
	n := &l.nodes[x]
	switch {
	case n.state == WaitingPower && n.fed >= 0:
		return None, Wait{For: Power, What: l.nodes[l.feeders[l.fed[n.fed].feeder].node].name}
	case n.role != Station || n.held != NoPart || n.wantsRoom:
		return l.waitsOnward(x)
	case n.waits && n.keptFor != None:
		return n.keptFor, Wait{For: Parts, What: "the part that a place is kept for"}
	case n.waits && l.lacksOf(x) == nil && !l.brings(x, nil, nil):
		return l.waitsForParts("the part that comes next")
	case !n.waits && l.asking(x):
		return l.waitsForPeople(x)
	}
	w, missing := l.lacksOf(x), -1
	if w != nil {
		missing = l.missing(x, w, 0)
	}
	if missing < 0 { // it is only known that nothing is under way any more
		return None, Wait{For: Still, What: n.state.String()}
	}
	need := &w.needs[missing]
	switch {
	case need.room > 0:
		return l.waysOf(x, need.room-1)[0], Wait{For: Room}
	case need.order == NoOrder && l.still.rest && l.spent(x, need.from, need.products):
		return None, Wait{For: Parts, What: need.what, spent: true}
	}
	next, wait := l.waitsForParts(need.what)
	if need.order != NoOrder {
		wait.For = Turn
	}
	return next, wait
}

// waitsForParts tells of what was last looked for upstream.
func (l *Line) waitsForParts(what string) (ID, Wait) {
	w := Wait{For: Parts, What: what}
	if l.still.card >= 0 {
		w.Loop = l.loops[l.still.card].Name
	}
	return l.still.obstacle, w
}

// waitsOnward is what the first part at a node waits for.
func (l *Line) waitsOnward(x ID) (ID, Wait) {
	n, p := &l.nodes[x], l.waits(x)
	if n.role == Entry {
		p = l.peek(n)
	}
	next, w := None, Wait{}
	l.anyWay(n, p, func(y ID) bool {
		switch z := &l.nodes[y]; {
		case !l.hasPlace(y) && z.role == Station && z.held == NoPart && !z.wantsRoom:
			next, w = y, Wait{For: Taking}
		case !l.hasPlace(y):
			next, w = y, Wait{For: Room}
		case l.noCard(y, p) < 0:
			next, w = None, Wait{For: Still, What: n.state.String()}
		default:
			i := l.noCard(y, p)
			next, w = l.keeper(1<<i, false), Wait{For: Card, Loop: l.loops[i].Name}
		}
		return true
	})
	return next, w
}

func (l *Line) waitsForPeople(x ID) (ID, Wait) {
	for _, q := range l.requestsOf(x) {
		if q.state != asked && q.state != interrupted {
			continue
		}
		for i := range q.wants {
			pool := q.wants[i].Pools[0]
			if number := l.nodes[pool].pool; l.still.rest || !l.comesFree(number) {
				return l.helper(number, false), Wait{For: People, What: l.nodes[pool].name}
			}
		}
	}
	return None, Wait{For: People}
}

// waitsSince is since when a node has not moved.
func (l *Line) waitsSince(x ID) Time {
	switch n := &l.nodes[x]; {
	case n.role != Station:
		since := Time(0)
		l.inOrder(x, func(p Part) bool {
			since = max(since, l.parts[p].waitsSince)
			return true
		})
		return since
	case n.held != NoPart || n.wantsRoom:
		return n.waitsSince
	default:
		return n.since
	}
}
