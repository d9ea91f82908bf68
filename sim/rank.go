package sim

// A Ranker is a station's element that has a rule for which of the parts that wait before it comes first: the one with the
// lowest rank, of equals the one that would leave first without the rule. Places before such a station wait for the end of
// the instant, so that the rule sees all that came together.
type Ranker interface {
	Rank(cx Context, p Part) float64
}

// ranked tells whether a place leads to a station that has a rule for what comes first.
func (l *Line) ranked(x ID) bool {
	n := &l.nodes[x]
	if n.role != Buffer && n.role != Entry {
		return false
	}
	for _, y := range n.outs {
		if l.nodes[y].ranks {
			return true
		}
	}
	return false
}

// bestFor is the part at x that comes first for y by the rule of y, by its place in the order of leaving: of those from
// number i on that may go there now. Without a rule it is number i.
func (l *Line) bestFor(x, y ID, i int32) int32 {
	if !l.nodes[y].ranks {
		return i
	}
	n, ranker := &l.nodes[x], l.elements[y].(Ranker)
	best, least := i, ranker.Rank(Context{l, y}, n.at(i))
	for k := i + 1; k < n.count; k++ {
		p := n.at(k)
		if rank := ranker.Rank(Context{l, y}, p); rank < least && l.pick(x, p) == y {
			best, least = k, rank
		}
	}
	return best
}

// at is part number i in the order of leaving.
func (n *node) at(i int32) Part {
	if n.lastFirst {
		i = n.count - 1 - i
	}
	return n.ring[(n.head+i)%int32(len(n.ring))]
}
