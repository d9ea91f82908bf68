package sim

// A Ranker is a station's element that has a rule for which of the parts that wait before it comes first: the one with the
// lowest rank, of equals the one that would leave first without the rule. Places before such a station wait for the end of
// the instant, so that the rule sees all that came together.
type Ranker interface {
	Rank(cx Context, p Part) (rank float64, may bool) // may: the part may come now
}

// ranked tells whether a place leads to a station that has a rule for what comes first.
func (l *Line) ranked(x ID) bool {
	n := &l.nodes[x]
	if n.role != Buffer && n.role != Entry {
		return false
	}
	for _, y := range n.outs {
		if l.nodes[y].ranks || l.nodes[y].fair {
			return true
		}
	}
	return false
}

// bestFor is the part at x that comes first for y by the rule of y, by its place in the order of leaving: of those from
// number i on that may go there now. Without a rule it is number i; where none may come it is
// -1.
func (l *Line) bestFor(x, y ID, i int32) int32 {
	n, fair := &l.nodes[x], l.nodes[y].fair
	if !l.nodes[y].ranks {
		if fair {
			return l.lowest(x, y, i)
		}
		return i
	}
	ranker := l.elements[y].(Ranker)
	best := i
	least, may := ranker.Rank(Context{l, y}, n.at(i))
	if !may {
		best = -1
	}
	for k := i + 1; k < n.count; k++ {
		p := n.at(k)
		rank, may := ranker.Rank(Context{l, y}, p)
		if !may {
			continue
		}
		if (best < 0 || rank < least || fair && rank == least && l.parts[p].number < l.parts[n.at(best)].number) && l.pick(x, p) == y {
			best, least = k, rank
		}
	}
	return best
}

// lowest is the one with the lowest number of the parts that came to x together with number i.
func (l *Line) lowest(x, y ID, i int32) int32 {
	n := &l.nodes[x]
	best, since := i, l.parts[n.at(i)].waitsSince
	for k := i + 1; k < n.count; k++ {
		p := n.at(k)
		if l.parts[p].waitsSince != since {
			break
		}
		if l.parts[p].number < l.parts[n.at(best)].number && l.pick(x, p) == y {
			best = k
		}
	}
	return best
}
