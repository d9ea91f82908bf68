package fit

import (
	"cmp"
	"slices"
)

// A Unit is what goes through the line as one part of the scenario.
type Unit uint8

// The units.
const (
	Piece Unit = iota // a case of the log is one part
	Order             // a case is an order that stays together: its pieces wait for each other
	Flow              // a case is an order whose pieces are at several stations at a time
	Alone             // nothing says which part went where: each station by itself
)

// String is the unit's name on the command line.
func (u Unit) String() string { return [...]string{"piece", "order", "flow", "alone"}[u] }

// UnitOf is the unit of a name.
func UnitOf(name string) (Unit, bool) {
	for u := range Unit(4) {
		if u.String() == name {
			return u, true
		}
	}
	return 0, false
}

// A visit is one case at one station, from when it was first worked on until it went elsewhere.
type visit struct {
	Station, Case, Product int32
	From, To               Moment
	Work, Setup            float64 // seconds, what overlaps counted once, closed hours left out
	Pieces, Bad            float64 // -1: not said
	changed                bool    // the station worked on another product before, or on nothing
	before                 int32   // that product; -1: nothing
}

// unitFor guesses what a part is. Where cases have few pieces a case is a part. Where one has many, it is an order; its
// pieces move singly when it is at several stations in turns, again and again.
func (l *Log) unitFor(byCase [][]int32) Unit {
	var pieces, turns []float64
	for _, spans := range byCase {
		if len(spans) == 0 {
			continue
		}
		per, count := map[int32]float64{}, 0.0
		last := int32(-1)
		for _, i := range spans {
			s := &l.Spans[i]
			if s.Class != Work {
				continue
			}
			per[s.Station] += float64(max(0, s.Quantity))
			if s.Station != last {
				count++
			}
			last = s.Station
		}
		if len(per) == 0 {
			continue
		}
		most := 0.0
		for _, x := range per {
			most = max(most, x)
		}
		pieces, turns = append(pieces, most), append(turns, count/float64(len(per)))
	}
	if len(pieces) == 0 {
		return Alone
	}
	slices.Sort(pieces)
	slices.Sort(turns)
	switch middle := pieces[len(pieces)/2]; {
	case middle > 5 && turns[len(turns)/2] > 4:
		return Flow
	case middle > 1.5:
		return Order
	}
	return Piece
}

// visits makes the visits of all cases, by case and time, and tells which products stations worked on before.
func (m *Model) visits() []visit {
	var list []visit
	for _, spans := range m.byCase {
		from := len(list)
		for _, i := range spans {
			s := &m.Log.Spans[i]
			if s.Class != Work && s.Class != Setup {
				continue
			}
			if n := len(list); n > from && list[n-1].Station == s.Station {
				v := &list[n-1]
				v.To = max(v.To, s.To)
				continue
			}
			list = append(list, visit{Station: s.Station, Case: s.Case, Product: s.Product, From: s.From, To: s.To, Pieces: -1, Bad: -1, before: -1})
		}
		m.fill(list[from:], spans)
	}
	m.follow(list)
	return list
}

// fill sums what was done in each visit of a case.
func (m *Model) fill(list []visit, spans []int32) {
	product := int32(-1)
	for i := range list {
		if product < 0 {
			product = list[i].Product
		}
	}
	next := 0
	for k := range list {
		v := &list[k]
		v.Product = product
		var work, setup []stretch
		for next < len(spans) {
			s := &m.Log.Spans[spans[next]]
			if s.Class == Work || s.Class == Setup {
				if s.Station != v.Station {
					break
				}
				if s.Class == Work {
					work = append(work, stretch{s.From, s.To})
				} else {
					setup = append(setup, stretch{s.From, s.To})
				}
				if s.Quantity >= 0 && s.Class == Work {
					v.Pieces = max(0, v.Pieces) + float64(s.Quantity)
				}
				if s.Bad >= 0 {
					v.Bad = max(0, v.Bad) + float64(s.Bad)
				}
			}
			next++
		}
		both := slices.Concat(work, setup)
		v.Work = m.union(work, v.Station)
		v.Setup = max(0, m.union(both, v.Station)-v.Work)
	}
}

// follow tells of each visit which product its station worked on before.
func (m *Model) follow(list []visit) {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(list[a].From, list[b].From) })
	last := map[int32]int32{}
	for _, i := range order {
		v := &list[i]
		before, ok := last[v.Station]
		if !ok {
			before = -1
		}
		v.before, v.changed = before, before != v.Product
		last[v.Station] = v.Product
	}
}

// A stretch is from one moment to another.
type stretch struct{ from, to Moment }

// union is how long stretches last together, in seconds of the station's shift.
func (m *Model) union(list []stretch, station int32) float64 {
	slices.SortFunc(list, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	shift := m.shiftOf(station)
	total := 0.0
	for i := 0; i < len(list); {
		from, to := list[i].from, list[i].to
		for i++; i < len(list) && list[i].from <= to; i++ {
			to = max(to, list[i].to)
		}
		total += shift.net(m.Log.From, from, to)
	}
	return total
}

// servers is how many of a station were at work at a time: so many that there were more for less than a fiftieth of the
// time at which there was any.
func servers(list []stretch) int {
	type edge struct {
		at Moment
		by int
	}
	edges := make([]edge, 0, 2*len(list))
	for _, s := range list {
		edges = append(edges, edge{s.from, 1}, edge{s.to, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.by, b.by)) })
	var at []float64
	level, busy := 0, 0.0
	for i, e := range edges {
		if i > 0 && level > 0 {
			for len(at) <= level {
				at = append(at, 0)
			}
			d := float64(e.at - edges[i-1].at)
			at[level] += d
			busy += d
		}
		level += e.by
	}
	above := 0.0
	for n := len(at) - 1; n > 1; n-- {
		if above += at[n]; above > 0.02*busy {
			return n
		}
	}
	return 1
}
