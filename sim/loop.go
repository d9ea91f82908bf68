package sim

// Where parts can come round again, what becomes of a part at an element must be drawn anew at each visit, or a part that
// is sent back once would be sent back for ever. So the line counts the visits of each part to each node of a loop. At its
// first visit a part has the same fate in every system, with or without the loop.

// findLoops numbers the nodes that parts can come back to (those of Tarjan's strongly connected components, 1972, that
// are more than a single node without a way to itself).
func (l *Line) findLoops() {
	s := &loopSearch{line: l, index: make([]int32, len(l.nodes)), low: make([]int32, len(l.nodes)), open: make([]bool, len(l.nodes))}
	for i := range l.nodes {
		l.nodes[i].loop = -1
	}
	for i := range l.nodes {
		if s.index[i] == 0 {
			s.visit(ID(i))
		}
	}
}

type loopSearch struct {
	line       *Line
	count      int32
	index, low []int32 // from 1; 0: not seen
	open       []bool
	stack      []ID
}

func (s *loopSearch) visit(x ID) {
	s.count++
	s.index[x], s.low[x] = s.count, s.count
	s.stack, s.open[x] = append(s.stack, x), true
	itself := false
	for _, y := range s.line.nodes[x].outs {
		itself = itself || y == x
		if s.index[y] == 0 {
			s.visit(y)
			s.low[x] = min(s.low[x], s.low[y])
		} else if s.open[y] {
			s.low[x] = min(s.low[x], s.index[y])
		}
	}
	if s.low[x] != s.index[x] {
		return
	}
	alone := s.stack[len(s.stack)-1] == x && !itself
	for {
		y := s.stack[len(s.stack)-1]
		s.stack, s.open[y] = s.stack[:len(s.stack)-1], false
		if !alone {
			s.line.nodes[y].loop = int32(s.line.looped)
			s.line.looped++
		}
		if y == x {
			return
		}
	}
}

// fate is the key of what becomes of a part at a node, at this visit.
func (l *Line) fate(n *node, p Part) uint64 {
	key := l.parts[p].key
	if n.loop >= 0 {
		if visit := l.visits[int(p)*l.looped+int(n.loop)]; visit > 1 {
			return scramble(key + uint64(visit)*golden)
		}
	}
	return key
}

// newVisits lets a part begin without any visit.
func (l *Line) newVisits(p Part) {
	if at := int(p) * l.looped; at < len(l.visits) {
		clear(l.visits[at : at+l.looped])
		return
	}
	for range l.looped {
		l.visits = append(l.visits, 0)
	}
}
