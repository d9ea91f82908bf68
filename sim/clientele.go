package sim

import (
	"slices"

	"tweeling/sim/stat"
)

// A clientele is the customers of an exit: since when each waits who does, in the order in which they came, and how long those
// have waited who got a part.
type clientele struct {
	exit  ID
	since []Time // a ring, which grows as far as ever so many wait at once
	head  int32
	count int32
	gone  int64     // customers who found no part and were lost
	waits stat.Hist // of those who got their part, 0 for who found one at once
}

func (c *clientele) clone() clientele {
	d := *c
	d.since = slices.Clone(c.since)
	return d
}

func (c *clientele) clear() {
	c.gone = 0
	c.waits.Clear()
}

// come lets one wait.
func (c *clientele) come(now Time) {
	if int(c.count) == len(c.since) {
		const few = 16
		longer := make([]Time, max(few, 2*len(c.since)))
		for i := range c.count {
			longer[i] = c.since[(c.head+i)%c.count]
		}
		c.since, c.head = longer, 0
	}
	c.since[int(c.head+c.count)%len(c.since)] = now
	c.count++
}

// leave lets who has waited longest go with his part.
func (c *clientele) leave(now Time) {
	c.waits.Add(int64(now - c.since[c.head]))
	c.head = int32(int(c.head+1) % len(c.since))
	c.count--
}

// customers are those of an exit to which some come.
func (l *Line) customers(x ID) *clientele {
	for i := range l.clients {
		if l.clients[i].exit == x {
			return &l.clients[i]
		}
	}
	return nil
}

func (l *Line) cloneClients() []clientele {
	list := slices.Clone(l.clients)
	for i := range list {
		list[i] = l.clients[i].clone()
	}
	return list
}

// A ClientTally is what became of the customers of an exit since the tallies were cleared.
type ClientTally struct {
	Lost    int64     // found no part and went away
	Waiting int64     // wait now
	Waits   stat.Hist // of those who got their part since: from coming to getting it, 0 for who found one at once
}

// clientTally is what became of the customers of an exit; nil where none come.
func (l *Line) clientTally(x ID) *ClientTally {
	c := l.customers(x)
	if c == nil {
		return nil
	}
	return &ClientTally{Lost: c.gone, Waiting: int64(c.count), Waits: c.waits}
}
