package sim

import (
	"fmt"
	"math"
	"slices"
)

// A loop of cards bounds how many parts there are between two places: a part may come into the first only with a card, which
// comes back when it leaves the last, or the line, in whatever way. Kanban, CONWIP and POLCA are such loops.

// A CardLoop is one of them.
type CardLoop struct {
	Name     string
	Cards    int
	Lot      int    // parts that one card is for; 0 is 1
	Into     []ID   // where a part needs one to come in
	From     []ID   // where it gives it back as it leaves; it also does wherever else it leaves the line
	WhenUsed bool   // it gives it back only once it leaves the station after that; of a lot it comes back when the last has left From, and the container is empty
	Ops      []bool // by op: which parts need one; nil: all
}

// MaxLoops is how many loops of cards a line may have.
const MaxLoops = 64

// A loop of a line that runs.
type cardLoop struct {
	CardLoop
	free  int32 // so many more parts may come in
	back  int32 // parts that have left, of the lot that is under way
	least int32 // of free since the tallies were cleared
}

// addCards fills in the loops of cards.
func (l *Line) addCards(lay Layout) error {
	if len(lay.Cards) > MaxLoops {
		return fmt.Errorf("want at most %d loops of cards, have %d", MaxLoops, len(lay.Cards))
	}
	for i, c := range lay.Cards {
		c.Lot = max(1, c.Lot)
		if c.Cards < 1 {
			return fmt.Errorf("%s: want at least 1 card, have %d", c.Name, c.Cards)
		}
		l.burdened = true
		l.loops = append(l.loops, cardLoop{CardLoop: c, free: int32(c.Cards * c.Lot), least: int32(c.Cards * c.Lot)})
		for _, x := range c.Into {
			l.nodes[x].gates = append(l.nodes[x].gates, int32(i))
		}
		for _, x := range c.From {
			l.nodes[x].ends = append(l.nodes[x].ends, int32(i))
		}
	}
	return nil
}

// gated tells whether some of the ways out of a node want cards, so that who may go there is to be chosen.
func (l *Line) gated(n *node) bool {
	return slices.ContainsFunc(n.outs, func(y ID) bool { return len(l.nodes[y].gates) > 0 })
}

// admits tells whether y accepts a part, and has a card for it where it needs one.
func (l *Line) admits(y ID, p Part) bool {
	if !l.accepts(y) {
		return false
	}
	for _, i := range l.nodes[y].gates {
		if c := &l.loops[i]; c.free == 0 && c.wants(&l.parts[p]) && l.cards[p]&(1<<i) == 0 {
			return false
		}
	}
	return true
}

// needsCard tells whether a part can come to y only with a card that it does not have.
func (l *Line) needsCard(y ID, p Part) bool {
	for _, i := range l.nodes[y].gates {
		if c := &l.loops[i]; c.wants(&l.parts[p]) && l.cards[p]&(1<<i) == 0 {
			return true
		}
	}
	return false
}

// freeCards is how many parts that need cards may come to y.
func (l *Line) freeCards(y ID) int32 {
	free := int32(math.MaxInt32)
	for _, i := range l.nodes[y].gates {
		free = min(free, l.loops[i].free)
	}
	return free
}

func (c *cardLoop) wants(p *part) bool { return c.Ops == nil || c.Ops[p.op] }

// newCards lets a part begin without any.
func (l *Line) newCards(p Part) {
	for int(p) >= len(l.cards) {
		l.cards, l.due = append(l.cards, 0), append(l.due, 0)
	}
	l.cards[p], l.due[p] = 0, 0
}

// takeCards gives a part the cards that it needs to be at a place.
func (l *Line) takeCards(p Part, at ID) {
	for _, i := range l.nodes[at].gates {
		if c := &l.loops[i]; c.wants(&l.parts[p]) && l.cards[p]&(1<<i) == 0 {
			l.cards[p] |= 1 << i
			c.free--
			c.least = min(c.least, c.free)
			l.tellCards(i)
		}
	}
}

// changeCards takes from a part that goes from one place to another the cards that it gives back, and gives it those that it
// needs: first what it gives back, which may be what it needs.
func (l *Line) changeCards(p Part, from, to ID) {
	if from != None && l.cards[p] != 0 {
		n := &l.nodes[from]
		if l.due[p] != 0 && n.role == Station {
			l.giveCards(p, l.due[p], false)
		}
		for _, i := range n.ends {
			if mask := uint64(1) << i; l.cards[p]&mask != 0 && l.loops[i].WhenUsed && l.loops[i].Lot == 1 && l.nodes[to].role != Exit {
				l.due[p] |= mask
			} else if l.cards[p]&mask != 0 {
				l.giveCards(p, mask, false)
			}
		}
	}
	l.takeCards(p, to)
}

// leavesWith lets a part give back at an exit what it has for that.
func (l *Line) leavesWith(x ID, p Part) {
	for _, i := range l.nodes[x].ends {
		if mask := uint64(1) << i; l.cards[p]&mask != 0 {
			l.giveCards(p, mask, false)
		}
	}
}

// giveCards gives cards of a part back. Lost are those of a part that is no more: another may come in its place at once. Else
// the card of a lot comes back with the first part of it, or with the last where it waits until all are used.
func (l *Line) giveCards(p Part, mask uint64, lost bool) {
	l.cards[p] &^= mask
	l.due[p] &^= mask
	for i := range l.loops {
		if mask&(1<<i) == 0 {
			continue
		}
		c, more := &l.loops[i], int32(1)
		if lot := int32(c.Lot); lot > 1 && !lost {
			first := c.back == 0
			if c.back++; c.back == lot {
				c.back = 0
			}
			if more = 0; c.WhenUsed && c.back == 0 || !c.WhenUsed && first {
				more = lot
			}
		}
		if more == 0 {
			continue
		}
		c.free += more
		l.tellCards(int32(i))
		for _, y := range c.Into {
			for _, x := range l.nodes[y].ins {
				l.pend(x)
			}
		}
	}
}

// tellCards tells how many cards of a loop are free.
func (l *Line) tellCards(i int32) {
	if l.mask&Carded != 0 {
		c := &l.loops[i]
		l.tell(Record{ID: c.Into[0], Peer: None, What: Carded, Timer: Timer(i), Product: c.free})
	}
}
