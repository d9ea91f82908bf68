package view

import (
	"cmp"
	"math"
	"slices"

	"tweeling/sim/plant"
)

// Sizes on the floor, in metres.
const (
	machineWide, machineDeep = 2.0, 1.7
	beltDeep                 = 0.72
	slotLong                 = 0.36 // of a part on a belt
	placeWide, placeDeep     = 1.7, 1.3
	gapLong                  = 0.22 // between neighbours along the flow
	branchLong               = 1.4  // more of it where ways part or meet
	between                  = 2.7  // metres between what stands side by side, for people and labels
	bandGap                  = 3.3  // and between bands of a folded line
	mostOnBelt               = 12   // a buffer with more room is a rack
)

// layOut gives every item its place: as the scenario says with at and size, else by itself.
func (st *stage) layOut() {
	for i := range st.items {
		st.items[i].measure()
	}
	st.arrange(st.layers())
	st.heed()
	st.pools()
	st.turn()
	st.bounds()
}

// measure gives an item its size.
func (it *item) measure() {
	switch it.Role {
	case plant.Station:
		it.w, it.d = machineWide, machineDeep*float32(min(4, len(it.IDs)))
	case plant.Waiting:
		room := it.Count("room")
		if room <= mostOnBelt {
			it.w, it.d = min(max(slotLong*float32(room)+0.1, 0.9), 3.4), beltDeep
		} else {
			it.w, it.d = placeWide, placeDeep
		}
	case plant.Entry, plant.Exit:
		it.w, it.d = placeWide, placeDeep
	case plant.Pool, plant.Feeder:
		it.w, it.d = 0.9, 0.9
	}
	if size := it.Numbers("size"); len(size) == 2 && size[0] > 0 && size[1] > 0 {
		it.w, it.d = float32(size[0]), float32(size[1])
	}
}

// layers puts the items of the flow into columns: each as far to the right as the longest way to it asks for. Edges that
// go back do not count.
func (st *stage) layers() [][]int32 {
	st.turnBack()
	onwards := st.onwards()
	seen := make([]bool, len(st.items))
	var left []int32
	var visit func(i int32)
	visit = func(i int32) {
		seen[i] = true
		for _, to := range slices.Backward(onwards[i]) {
			if !seen[to] {
				visit(to)
			}
		}
		left = append(left, i)
	}
	for _, i := range st.starts() {
		if !seen[i] {
			visit(i)
		}
	}
	slices.Reverse(left)
	layer := make([]int, len(st.items))
	most := -1
	for _, i := range left {
		most = max(most, layer[i])
		for _, to := range onwards[i] {
			layer[to] = max(layer[to], layer[i]+1)
		}
	}
	columns := make([][]int32, most+1)
	for _, i := range left {
		columns[layer[i]] = append(columns[layer[i]], i)
	}
	st.untangle(columns)
	return columns
}

// starts are the items of the flow, sources first.
func (st *stage) starts() []int32 {
	var list []int32
	for pass := range 2 {
		for i := range st.items {
			if r := st.items[i].Role; r != plant.Pool && r != plant.Feeder && (r == plant.Entry) == (pass == 0) {
				list = append(list, int32(i))
			}
		}
	}
	return list
}

// onwards are the items to which each item sends parts along the flow.
func (st *stage) onwards() [][]int32 {
	list := make([][]int32, len(st.items))
	for _, e := range st.edges {
		if !e.back {
			list[e.from] = append(list[e.from], e.to)
		}
	}
	return list
}

// turnBack finds the edges that go back, of each loop one: that to the item nearest to where parts come from, since it is
// there that parts are sent back to.
func (st *stage) turnBack() {
	far := st.distances()
	order := make([]int, len(st.edges))
	for e := range order {
		order[e] = e
		st.edges[e].back = true
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(far[st.edges[b].to], far[st.edges[a].to]) })
	next := make([][]int32, len(st.items)) // by the edges taken so far
	seen := make([]int, len(st.items))
	for k, e := range order {
		edge := &st.edges[e]
		if leads(next, edge.to, edge.from, seen, k+1) {
			continue
		}
		edge.back = false
		next[edge.from] = append(next[edge.from], edge.to)
	}
}

// distances are how many steps each item is from the nearest source, or from the first item that no source reaches.
func (st *stage) distances() []int {
	far := make([]int, len(st.items))
	var queue []int32
	for i := range far {
		far[i] = -1
		if st.items[i].Role == plant.Entry {
			far[i], queue = 0, append(queue, int32(i))
		}
	}
	spread := func() {
		for k := 0; k < len(queue); k++ {
			for _, to := range st.items[queue[k]].out {
				if far[to] < 0 {
					far[to] = far[queue[k]] + 1
					queue = append(queue, to)
				}
			}
		}
	}
	spread()
	for _, i := range st.starts() {
		if far[i] < 0 {
			far[i], queue = 0, append(queue[:0], i)
			spread()
		}
	}
	return far
}

// leads tells whether a way leads from one item to another. What it has seen is marked.
func leads(next [][]int32, from, to int32, seen []int, mark int) bool {
	stack := []int32{from}
	seen[from] = mark
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if i == to {
			return true
		}
		for _, n := range next[i] {
			if seen[n] != mark {
				seen[n] = mark
				stack = append(stack, n)
			}
		}
	}
	return false
}

// untangle orders each column by where its neighbours stand, so that few ways cross.
func (st *stage) untangle(columns [][]int32) {
	place := make([]float64, len(st.items))
	for _, c := range columns {
		for k, i := range c {
			place[i] = float64(k) - float64(len(c)-1)/2
		}
	}
	for sweep := range 6 {
		for k := range columns {
			c := columns[k]
			if sweep%2 == 1 {
				c = columns[len(columns)-1-k]
			}
			slices.SortStableFunc(c, func(a, b int32) int {
				return cmp.Compare(st.pull(a, place, sweep%2 == 1), st.pull(b, place, sweep%2 == 1))
			})
			for k, i := range c {
				place[i] = float64(k) - float64(len(c)-1)/2
			}
		}
	}
}

func (st *stage) pull(i int32, place []float64, backwards bool) float64 {
	near := st.items[i].in
	if backwards {
		near = st.items[i].out
	}
	if len(near) == 0 {
		return place[i]
	}
	sum := 0.0
	for _, n := range near {
		sum += place[n]
	}
	return sum / float64(len(near))
}

// arrange puts the columns on the floor: in one band, or folded into several that go to and fro like a snake, whichever
// shows largest in a panel.
func (st *stage) arrange(columns [][]int32) {
	best, most := 1, 0.0
	for bands := 1; bands <= min(12, (len(columns)+2)/3); bands++ {
		st.fold(columns, bands)
		st.bounds()
		x, y := float64(st.x1-st.x0), float64(st.y1-st.y0)
		scale := min(1.42/(0.94*x+0.62*y), 1/(0.34*x+0.46*y+2.2)) // in three dimensions
		scale *= min(1.42/x, 1/(y+0.5))                           // and from above
		if scale > most*1.04 {
			best, most = bands, scale
		}
	}
	st.fold(columns, max(1, best))
}

func (st *stage) fold(columns [][]int32, bands int) {
	wide := make([]float32, len(columns))
	total := float32(0)
	for k, c := range columns {
		for _, i := range c {
			wide[k] = max(wide[k], st.items[i].w)
		}
		wide[k] += gapLong
		if k+1 < len(columns) && len(c)+len(columns[k+1]) > 2 {
			wide[k] += st.branchLong()
		}
		total += wide[k]
	}
	per := total / float32(bands)
	y, dir := float32(0), float32(1)
	at, right := 0, float32(0)
	for b := range bands {
		begin, long, deep := at, float32(0), float32(machineDeep)
		for at < len(columns) && (b == bands-1 || long+wide[at]/2 < per) {
			long += wide[at]
			deep = max(deep, st.deep(columns[at]))
			at++
		}
		right = max(right, long)
		x := float32(0)
		if dir < 0 {
			x = right
		}
		for k := begin; k < at; k++ {
			top := y + (deep-st.deep(columns[k]))/2
			for _, i := range columns[k] {
				it := &st.items[i]
				it.x, it.dir = x+dir*wide[k]/2, dir
				it.y = top + it.d/2
				top += it.d + st.between()
			}
			x += dir * wide[k]
		}
		y += deep + bandGap
		dir = -dir
	}
}

// between is how far apart what stands side by side is, and branchLong how much longer the way is where ways part or meet: in a
// shop, whose labels are small, things stand closer.
func (st *stage) between() float32 {
	if st.counting != nil {
		return between - 0.9
	}
	return between
}

func (st *stage) branchLong() float32 {
	if st.counting != nil {
		return branchLong - 0.9
	}
	return branchLong
}

// deep is how much floor a column takes from back to front.
func (st *stage) deep(column []int32) float32 {
	sum := st.between() * float32(len(column)-1)
	for _, i := range column {
		sum += st.items[i].d
	}
	return sum
}

// heed moves items to where the scenario says. Those it does not speak of stay where they were laid, beside the others.
func (st *stage) heed() {
	var dx, dy float32
	n := float32(0)
	for i := range st.items {
		it := &st.items[i]
		if at := it.Numbers("at"); len(at) == 2 {
			it.given = true
			if !it.apart() {
				dx, dy, n = dx+float32(at[0])-it.x, dy+float32(at[1])-it.y, n+1
			}
		}
	}
	for i := range st.items {
		it := &st.items[i]
		switch {
		case it.given:
			at := it.Numbers("at")
			it.x, it.y = float32(at[0]), float32(at[1])
			if it.ownQueue() { // it has the place of its station, and stands before it
				it.x -= (it.w + st.items[it.out[0]].w) / 2 * st.items[it.out[0]].dir
			}
		case n > 0:
			it.x, it.y = it.x+dx/n, it.y+dy/n
		}
	}
}

// pools gives robots a place before the machines they serve, and people a place to rest.
func (st *stage) pools() {
	st.bounds()
	x, y := st.x0+1.4, st.y1+0.1
	for i := range st.items {
		it := &st.items[i]
		if !it.apart() || it.given {
			continue
		}
		if it.Kind == "robot" && len(it.serves) > 0 {
			it.x, it.y = st.beside(it.serves)
			continue
		}
		it.x, it.y = x, y
		x += 1.6 + 0.55*float32(min(6, it.People()))
	}
}

// beside is where a robot stands: before its machine, or between several and what leads to them, so far to the front that
// none of them hides it.
func (st *stage) beside(machines []int32) (x, y float32) {
	for _, i := range machines {
		m := &st.items[i]
		if len(machines) == 1 {
			return m.x - m.dir*m.w*0.42, m.y + m.d/2 + 0.85
		}
		x += (m.x - m.dir*(m.w/2+0.8)) / float32(len(machines))
		y = max(y, m.y+0.45)
	}
	return x, y
}

// turn lays belts along y where their neighbours stand before and behind them rather than beside them.
func (st *stage) turn() {
	for i := range st.items {
		it := &st.items[i]
		if len(it.in) == 0 || len(it.out) == 0 || it.apart() {
			continue
		}
		from, to := &st.items[it.in[0]], &st.items[it.out[0]]
		dx, dy := to.x-from.x, to.y-from.y
		if it.given && it.Role == plant.Waiting && abs32(dy) > 2*abs32(dx) {
			it.upright, it.dir = true, sign32(dy)
			if it.w > it.d {
				it.w, it.d = it.d, it.w
			}
		} else if it.given {
			it.dir = sign32(dx)
		}
	}
}

func (st *stage) bounds() {
	st.x0, st.y0, st.x1, st.y1 = math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32
	for i := range st.items {
		it := &st.items[i]
		if it.apart() && it.x == 0 && it.y == 0 {
			continue
		}
		st.x0, st.x1 = min(st.x0, it.x-it.w/2), max(st.x1, it.x+it.w/2)
		st.y0, st.y1 = min(st.y0, it.y-it.d/2), max(st.y1, it.y+it.d/2)
		if it.isStation() {
			st.y1 = max(st.y1, it.y+it.d/2+0.8) // where people stand
		}
	}
	if st.x0 > st.x1 {
		st.x0, st.y0, st.x1, st.y1 = 0, 0, 1, 1
	}
	st.x0, st.y0, st.x1, st.y1 = st.x0-0.6, st.y0-0.6, st.x1+0.6, st.y1+0.5
}

func abs32(x float32) float32 { return max(x, -x) }

func sign32(x float32) float32 {
	if x < 0 {
		return -1
	}
	return 1
}
