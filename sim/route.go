package sim

import (
	"fmt"
	"slices"
)

// A product with a route is worked on by one operation after another. What comes to parts is counted in ops: a product
// without a route has one, a product with one has its operations and the way out after the last. A part carries its op,
// which the line moves on when the part leaves a station that does it. Where a part goes next is then a matter of its op
// alone, whatever leads elsewhere.

// An Op is what is done to parts of a product before they go on.
type Op struct {
	Product int
	Next    int       // the op of a part that leaves one of At; itself where none follows
	At      []ID      // stations that do it; of several side by side all; nil: any that it comes to
	To      []ID      // where parts go for it; nil: by the rule of where they are
	Choose  Choose    // among To; ByProduct is none
	Shares  []float64 // of Random, one for each place of To
}

// An op of a line that runs.
type op struct {
	product int32
	next    int32
	turn    int32 // of round robin
	choose  Choose
	at      []ID // places
	to      []ID
	places  []ID
	sums    []float64
}

// addOps fills in the ops of products, and which nodes send parts by them.
func (l *Line) addOps(lay Layout) error {
	if lay.Ops == nil {
		return nil
	}
	l.firstOp = make([]int32, lay.Products)
	for i := range l.firstOp {
		l.firstOp[i] = -1
	}
	l.ops = make([]op, len(lay.Ops))
	for i, o := range lay.Ops {
		if l.firstOp[o.Product] < 0 {
			l.firstOp[o.Product] = int32(i)
		}
		to, err := through(lay, o.To)
		if err != nil {
			return err
		}
		l.ops[i] = op{product: int32(o.Product), next: int32(o.Next), choose: o.Choose, at: l.placesOf(o.At), to: to, places: l.placesOf(to), sums: runningSums(o.Shares)}
		if o.Choose == Random && len(o.Shares) != len(l.ops[i].places) {
			return fmt.Errorf("operation %d: want %d shares, have %d", i, len(l.ops[i].places), len(o.Shares))
		}
	}
	for i := range lay.Nodes {
		l.follow(ID(i), &lay.Nodes[i])
	}
	return nil
}

// follow notes which parts leave a node by their ops: at an entrance all that have one, at a station those that it has done
// one for, and at one that gives back all.
func (l *Line) follow(x ID, from *Node) {
	n := &l.nodes[x]
	if n.role != Station && n.role != Entry && n.role != Supply {
		return
	}
	follows := make([]bool, len(l.ops))
	for i := range l.ops {
		switch o := &l.ops[i]; {
		case o.next == int32(i): // nothing is done for it
		case slices.Contains(o.at, n.place):
			follows[o.next] = l.ops[o.next].to != nil
		}
	}
	for i := range l.ops {
		if l.ops[i].to == nil {
			continue
		}
		first := slices.Contains(l.firstOp, int32(i)) && n.role != Station
		follows[i] = follows[i] || first || from.Returns
		if !follows[i] {
			continue
		}
		n.follows = follows
		for _, y := range l.ops[i].to {
			if !slices.Contains(n.outs, y) {
				n.outs = append(n.outs, y)
			}
		}
	}
}

// goesOn moves the op of a part on that leaves a station.
func (l *Line) goesOn(n *node, p *part) {
	if o := &l.ops[p.op]; o.next != p.op && slices.Contains(o.at, n.place) {
		p.op = o.next
	}
}

// routed is the op that says where a part goes from a node, nil when the node's own rule does.
func (l *Line) routed(n *node, p Part) *op {
	if n.follows == nil {
		return nil
	}
	if o := l.opOnward(n, p); n.follows[o] {
		return &l.ops[o]
	}
	return nil
}

// opOnward is the op by which a part goes on from a node: at a station that has not sent it yet the next one.
func (l *Line) opOnward(n *node, p Part) int32 {
	o := l.parts[p].op
	if l.ops != nil && n.role == Station && n.held != p && slices.Contains(l.ops[o].at, n.place) {
		return l.ops[o].next
	}
	return o
}

// straight is where a part goes that leaves a node now, without anything to choose or to wait for: the one queue without end
// that its op leads to.
func (l *Line) straight(n *node, p *part) ID {
	if !n.follows[p.op] || p.dest != None {
		return None
	}
	if to := l.ops[p.op].to; len(to) == 1 {
		if y := &l.nodes[to[0]]; y.role == Buffer && y.room >= Unlimited && len(y.gates) == 0 {
			return to[0]
		}
	}
	return None
}

// pickOf says which of the ways of its op a part goes, None when there is no room on it now.
func (l *Line) pickOf(n *node, o *op, p Part) ID {
	home := l.homeOf(n, o, p)
	if home >= 0 && l.homes[home] != None {
		return l.someOf(o.to, l.homes[home], p)
	}
	y := l.pickAnew(n, o, p)
	if home >= 0 && y != None {
		l.homes[home] = l.nodes[y].place
	}
	return y
}

// homeOf is where among homes it stands to which of several places the lot of a part goes for an op: all to one, so that it
// is set up once. It is below 0 where there is nothing to choose, or where the part belongs to no lot. What is kept grows with
// each lot that is released, not with parts.
func (l *Line) homeOf(n *node, o *op, p Part) int {
	lot, product := l.parts[p].lot, o.product
	if lot == NoLot || len(o.to) < 2 {
		return -1
	}
	for int(lot) >= len(l.lots) {
		l.lots = append(l.lots, -1)
	}
	at := l.lots[lot]
	if at < 0 {
		at = int32(len(l.homes))
		l.lots[lot] = at
		for i := int(l.firstOp[product]); i < len(l.ops) && l.ops[i].product == product; i++ {
			l.homes = append(l.homes, None)
		}
	}
	return int(at) + int(l.opOnward(n, p)-l.firstOp[product])
}

// pickAnew is pickOf for the first part of a lot.
func (l *Line) pickAnew(n *node, o *op, p Part) ID {
	switch o.choose {
	case RoundRobin, Random:
		if o.choose == Random {
			l.parts[p].dest = o.places[drawFrom(o.sums, uniform(n.wayKey, l.fate(n, p)))]
		} else {
			l.parts[p].dest = o.places[o.turn]
			o.turn = (o.turn + 1) % int32(len(o.places))
		}
		return l.someOf(o.to, l.parts[p].dest, p)
	case Shortest:
		return l.shortest(o.to, p)
	case FirstFree, ByProduct:
	}
	for _, y := range o.to {
		if l.admits(y, p) {
			return y
		}
	}
	return None
}

// someOf is the first of some nodes at a place that accepts a part.
func (l *Line) someOf(outs []ID, place ID, p Part) ID {
	for _, y := range outs {
		if l.nodes[y].place == place && l.admits(y, p) {
			return y
		}
	}
	return None
}

// aim lets a part that an element holds go to a place beside its ways next. A place that has been kept for it elsewhere is
// kept no longer.
func (l *Line) aim(x ID, p Part, to ID) {
	n := &l.nodes[x]
	if y := n.reservedAt; y != None && n.coming == p {
		l.unreserve(x)
		l.freed(y)
	}
	l.parts[p].dest = l.nodes[to].place
}

// opOf is the first op of a product.
func (l *Line) opOf(product int32) int32 {
	if l.ops == nil {
		return product
	}
	return l.firstOp[product]
}
