package fit

import (
	"cmp"
	"fmt"
	"slices"
)

// Arcs are how often one station followed another. The first and last of a case are told apart by Outside.
type Arcs map[[2]int32]float64

// Outside is where cases come from and go to.
const Outside = int32(-1)

// Routes are the ways of cases through the stations, found by which follows which (a directly-follows graph, as process
// mining has it), without what is rare enough to be noise.
type Routes struct {
	All      Arcs // as counted
	Kept     Arcs
	Share    float64   // of all steps that are kept
	Visits   []float64 // of each station by one case, as counted
	Modelled []float64 // as the kept arcs give
	Loops    float64   // share of visits to a station where the case has been before
	Ends     map[int32]bool
	Ways     map[string][]int32 // by product: the stations of nearly all of its cases, in order; nil unless there is one for each product
	Straight float64            // share of the cases that go so
}

// noise is the share of the steps out of a station that are left out, the rarest first.
const noise = 0.05

// discover counts which station follows which.
func (m *Model) discover(list []visit) *Routes {
	r := &Routes{All: Arcs{}, Ends: map[int32]bool{}, Visits: make([]float64, len(m.Log.Stations.List))}
	cases, again := 0.0, 0.0
	ends := map[int32]float64{}
	for i := 0; i < len(list); {
		j := i
		been := map[int32]bool{}
		for ; j < len(list) && list[j].Case == list[i].Case; j++ {
			v := &list[j]
			r.Visits[v.Station]++
			if been[v.Station] {
				again++
			}
			been[v.Station] = true
			if j > i {
				r.All[[2]int32{list[j-1].Station, v.Station}]++
			}
		}
		r.All[[2]int32{Outside, list[i].Station}]++
		if m.early(list[j-1].To) && (m.Unit != Piece || list[j-1].Bad <= 0) {
			ends[list[j-1].Station]++
		}
		cases++
		i = j
	}
	m.endings(r, list, ends)
	if n := float64(len(list)); n > 0 {
		r.Loops = again / n
	}
	for i := range r.Visits {
		r.Visits[i] /= max(1, cases)
	}
	r.filter()
	m.straight(r, list)
	return r
}

// nearlyAll is the share of the cases of a product that go one way, from which on it is its route.
const nearlyAll = 0.9

// straight finds the one way of each product, where all have one and they differ.
func (m *Model) straight(r *Routes, list []visit) {
	if len(m.Products) < 2 {
		return
	}
	type way struct {
		cases int
		path  []int32
	}
	ways, total := map[string]map[string]*way{}, map[string]int{}
	for i := 0; i < len(list); {
		j := i
		var path []int32
		for ; j < len(list) && list[j].Case == list[i].Case; j++ {
			path = append(path, list[j].Station)
		}
		if product := m.Log.Products.Name(list[i].Product); m.finished[list[i].Case] && product != "" {
			if ways[product] == nil {
				ways[product] = map[string]*way{}
			}
			key := fmt.Sprint(path)
			if ways[product][key] == nil {
				ways[product][key] = &way{path: path}
			}
			ways[product][key].cases++
			total[product]++
		}
		i = j
	}
	found, all, straight, different := map[string][]int32{}, 0, 0, false
	var first []int32
	for _, p := range m.Products {
		best := &way{}
		for _, key := range slices.Sorted(keysOf(ways[p.Name])) {
			if w := ways[p.Name][key]; w.cases > best.cases {
				best = w
			}
		}
		if best.cases == 0 || float64(best.cases) < nearlyAll*float64(total[p.Name]) {
			return
		}
		if first == nil {
			first = best.path
		}
		different = different || !slices.Equal(first, best.path)
		found[p.Name] = best.path
		all += total[p.Name]
		straight += best.cases
	}
	if different {
		r.Ways, r.Straight = found, float64(straight)/float64(all)
	}
}

// routed tells whether products have routes of their own.
func (m *Model) routed() bool { return m.Routes != nil && m.Routes.Ways != nil }

// early tells whether something was so long before the end of the log that what had not gone on by then had ended.
func (m *Model) early(at Moment) bool { return at < m.Log.To-m.Edge }

// endings says after which stations cases end, and counts their ends: those of cases that ended early, and of later ones
// only where cases end often. The others were still under way.
func (m *Model) endings(r *Routes, list []visit, ends map[int32]float64) {
	total := 0.0
	for _, n := range ends {
		total += n
	}
	for s, n := range ends {
		r.Ends[s] = n >= 0.05*total
	}
	m.finished = make([]bool, len(m.Log.Cases.List))
	for i := range list {
		if i+1 < len(list) && list[i+1].Case == list[i].Case {
			continue
		}
		s := list[i].Station
		if m.Unit == Piece && list[i].Bad > 0 { // it ended as scrap
			continue
		}
		if m.early(list[i].To) || r.Ends[s] || total == 0 {
			r.All[[2]int32{s, Outside}]++
			m.finished[list[i].Case] = true
		}
	}
}

// filter leaves out rare steps, but never the only way in or out of a station.
func (r *Routes) filter() {
	r.Kept = Arcs{}
	out := map[int32][][2]int32{}
	for a := range r.All {
		out[a[0]] = append(out[a[0]], a)
	}
	all, kept := 0.0, 0.0
	for from := range out {
		arcs := out[from]
		slices.SortFunc(arcs, func(a, b [2]int32) int {
			return cmp.Or(cmp.Compare(r.All[b], r.All[a]), cmp.Compare(a[1], b[1]))
		})
		total, sum := 0.0, 0.0
		for _, a := range arcs {
			total += r.All[a]
		}
		for _, a := range arcs {
			if sum < (1-noise)*total {
				r.Kept[a] = r.All[a]
			}
			sum += r.All[a]
		}
		all += total
	}
	r.connect()
	for _, n := range r.Kept {
		kept += n
	}
	r.Share = kept / max(1, all)
	r.Modelled = r.expected(len(r.Visits))
}

// connect puts back the most frequent step into each station that has none left, and out of each from which no kept way
// leads to an end.
func (r *Routes) connect() {
	for changed := true; changed; {
		changed = false
		into, through := r.reached(), r.leaving()
		var best [2]int32
		most := 0.0
		for a, n := range r.All {
			_, kept := r.Kept[a]
			joins := a[1] != Outside && !into[a[1]] && (a[0] == Outside || into[a[0]])
			frees := a[0] != Outside && into[a[0]] && !through[a[0]] && (a[1] == Outside || through[a[1]])
			if !kept && (joins || frees) && (n > most || n == most && less(a, best)) {
				best, most = a, n
			}
		}
		if most > 0 {
			r.Kept[best] = most
			changed = true
		}
	}
	into, through := r.reached(), r.leaving()
	for a := range r.Kept { // a station that cannot be joined is left out
		if a[0] != Outside && (!into[a[0]] || !through[a[0]]) || a[1] != Outside && (!into[a[1]] || !through[a[1]]) {
			delete(r.Kept, a)
		}
	}
}

func less(a, b [2]int32) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

// reached are the stations that kept steps lead to from outside.
func (r *Routes) reached() map[int32]bool {
	is := map[int32]bool{}
	for changed := true; changed; {
		changed = false
		for a := range r.Kept {
			if a[1] != Outside && !is[a[1]] && (a[0] == Outside || is[a[0]]) {
				is[a[1]], changed = true, true
			}
		}
	}
	return is
}

// leaving are the stations from which kept steps lead to an end.
func (r *Routes) leaving() map[int32]bool {
	is := map[int32]bool{}
	for changed := true; changed; {
		changed = false
		for a := range r.Kept {
			if a[0] != Outside && !is[a[0]] && (a[1] == Outside || is[a[1]]) {
				is[a[0]], changed = true, true
			}
		}
	}
	return is
}

// expected is how often one case visits each station when it goes by the kept steps, by going on until what is left is
// nothing.
func (r *Routes) expected(stations int) []float64 {
	out := map[int32]float64{}
	var arcs [][2]int32
	for a, n := range r.Kept {
		out[a[0]] += n
		arcs = append(arcs, a)
	}
	slices.SortFunc(arcs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	visits, now := make([]float64, stations), make([]float64, stations)
	for _, a := range arcs {
		if a[0] == Outside && a[1] != Outside {
			now[a[1]] += r.Kept[a] / out[Outside]
		}
	}
	for range 10_000 {
		left := 0.0
		next := make([]float64, stations)
		for i, x := range now {
			visits[i] += x
		}
		for _, a := range arcs {
			if a[0] != Outside && a[1] != Outside {
				x := now[a[0]] * r.Kept[a] / out[a[0]]
				next[a[1]] += x
				left += x
			}
		}
		if now = next; left < 1e-9 {
			break
		}
	}
	return visits
}

// outOf lists where cases go from a station, the most frequent first, with their shares.
func (r *Routes) outOf(station int32) (to []int32, shares []float64) {
	for a := range r.Kept {
		if a[0] == station {
			to = append(to, a[1])
		}
	}
	slices.SortFunc(to, func(a, b int32) int {
		return cmp.Or(cmp.Compare(r.Kept[[2]int32{station, b}], r.Kept[[2]int32{station, a}]), cmp.Compare(a, b))
	})
	total := 0.0
	for _, t := range to {
		total += r.Kept[[2]int32{station, t}]
	}
	for _, t := range to {
		shares = append(shares, r.Kept[[2]int32{station, t}]/total)
	}
	return to, shares
}
