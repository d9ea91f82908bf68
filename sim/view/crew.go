package view

import (
	"sort"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A spot is a place on the floor, in metres.
type spot struct{ x, y float32 }

// A leg is a walk. Between legs a person stands where the last one ended.
type leg struct {
	begin, end sim.Time
	from, to   spot
}

// A task is one grant of a person or a robot: from begin to end it belongs to a station. The steps are when the station's
// timer for it rang: picked, travelled, placed.
type task struct {
	begin, end sim.Time
	node       sim.ID
	from       sim.ID // where the part that is handled came from
	job        job
	product    int32
	steps      [4]sim.Time
	count      uint8
}

// A job is what a robot does for a machine.
type job uint8

const (
	unknownJob job = iota
	loadJob
	unloadJob
	swapJob
	clearJob
)

var jobs = map[string]job{"load": loadJob, "unload": unloadJob, "swap": swapJob, "clear": clearJob}

// A worker is one person of a pool, or a robot.
type worker struct {
	pool  sim.ID
	item  int32
	place int32 // which of its pool
	tasks []task
	legs  []leg
	busy  bool
	now   task
	home  spot
}

// A crew gathers from records what everybody does. The model knows who is granted and not who walks; walks are put into
// the time between two tasks, and where there is none people arrive a little late, so that nobody ever jumps.
type crew struct {
	stage   *stage
	workers []worker
	first   []int32 // of the workers of each node, -1: it is no pool
	jobs    [][]job // of each node's timers
	came    []sim.ID
	carried []int32 // product of the last part that came to each node
}

const (
	walking  = 1.3                      // metres a second
	patience = sim.Time(90_000_000_000) // without a task, after which people go home
)

func newCrew(st *stage) *crew {
	c := &crew{stage: st, first: make([]int32, len(st.roles)), jobs: make([][]job, len(st.roles)), came: make([]sim.ID, len(st.roles)), carried: make([]int32, len(st.roles))}
	for i := range c.first {
		c.first[i], c.came[i] = -1, sim.None
		if e := st.plant.Layout.Nodes[i].Element; e != nil && st.roles[i] == sim.Station {
			for _, t := range e.Timers() {
				c.jobs[i] = append(c.jobs[i], jobs[t.Name])
			}
		}
	}
	for i := range st.items {
		it := &st.items[i]
		if it.Role != plant.Pool || it.Kind == "spares" {
			continue
		}
		for _, id := range it.IDs {
			c.first[id] = int32(len(c.workers))
			for k := range min(st.plant.Layout.Nodes[id].Size, mostWorkers) {
				home := spot{it.x + 0.55*float32(k%6) - 0.3, it.y + 0.5*float32(k/6)}
				c.workers = append(c.workers, worker{pool: id, item: int32(i), place: int32(k), home: home, legs: []leg{{begin: never, end: never, from: home, to: home}}})
			}
		}
	}
	return c
}

// mostWorkers bounds how many people of one pool are drawn one by one.
const mostWorkers = 60

func (c *crew) observe(r *sim.Record) {
	switch r.What {
	case sim.Moved:
		c.came[r.ID], c.carried[r.ID] = r.Peer, r.Product
	case sim.Gave:
		c.begin(r)
	case sim.GaveBack:
		c.end(r)
	case sim.TimerRang:
		c.ring(r)
	default: // nothing else concerns people
	}
}

// begin picks who goes: who is there already, else who is nearest.
func (c *crew) begin(r *sim.Record) {
	best, least := int32(-1), float32(0)
	to := c.stage.stand(r.ID, 0)
	for k := c.first[r.Peer]; k >= 0 && int(k) < len(c.workers) && c.workers[k].pool == r.Peer; k++ {
		if w := &c.workers[k]; !w.busy {
			if d := distance(w.there(), to); best < 0 || d < least {
				best, least = k, d
			}
		}
	}
	if best < 0 {
		return
	}
	w := &c.workers[best]
	w.busy = true
	w.now = task{begin: r.At, node: r.ID, from: c.came[r.ID], product: c.carried[r.ID]}
}

func (c *crew) end(r *sim.Record) {
	for k := c.first[r.Peer]; k >= 0 && int(k) < len(c.workers) && c.workers[k].pool == r.Peer; k++ {
		w := &c.workers[k]
		if !w.busy || w.now.node != r.ID {
			continue
		}
		w.busy = false
		w.now.end = r.At
		if c.stage.items[w.item].Kind != "robot" {
			w.walk(c.stage, c.stage.stand(r.ID, int(w.place)), &w.now)
		}
		w.tasks = append(w.tasks, w.now)
		return
	}
}

// ring notes the steps of whoever serves a machine.
func (c *crew) ring(r *sim.Record) {
	if int(r.Timer) >= len(c.jobs[r.ID]) {
		return
	}
	j := c.jobs[r.ID][r.Timer]
	robot := c.robotOf(r.ID)
	if j == unknownJob || robot < 0 {
		return
	}
	w := &c.workers[robot]
	if w.now.job == swapJob && j == clearJob && w.now.count > 0 && w.now.steps[w.now.count-1] < r.At || w.now.job == unknownJob {
		if w.now.job == unknownJob {
			w.now.job = j
		}
	}
	if int(w.now.count) < len(w.now.steps) {
		w.now.steps[w.now.count] = r.At
		w.now.count++
	}
}

// robotOf is the robot that serves a machine now, -1: none does.
func (c *crew) robotOf(machine sim.ID) int32 {
	if c.stage.of[machine] < 0 {
		return -1
	}
	r := c.stage.items[c.stage.of[machine]].robot
	if r < 0 {
		return -1
	}
	for _, id := range c.stage.items[r].IDs {
		if k := c.first[id]; c.workers[k].busy && c.workers[k].now.node == machine {
			return k
		}
	}
	return -1
}

func (w *worker) there() spot { return w.legs[len(w.legs)-1].to }

// A route is the places that a walk goes by, the first and the last included.
type route struct {
	stops [4]spot
	n     int
}

// straight is the shortest route. It may lead over a belt.
func straight(from, to spot) route { return route{[4]spot{from, to}, 2} }

// aisle is the route that people take who have the time: between rows they go round, at the end of the floor that is
// nearer.
func (st *stage) aisle(from, to spot) route {
	if abs32(from.y-to.y) < 1.5 {
		return straight(from, to)
	}
	side := st.x0 + 0.3
	if from.x+to.x > st.x0+st.x1 {
		side = st.x1 - 0.3
	}
	return route{[4]spot{from, {side, from.y}, {side, to.y}, to}, 4}
}

func (r *route) long() sim.Time {
	sum := float32(0)
	for k := range r.n - 1 {
		sum += distance(r.stops[k], r.stops[k+1])
	}
	return sim.Time(float64(sum) / walking * 1e9)
}

// walk adds the legs that bring a worker to a task in time, by way of home when there was nothing to do for long.
func (w *worker) walk(st *stage, to spot, t *task) {
	from := w.there()
	free := w.legs[len(w.legs)-1].end
	if len(w.tasks) > 0 {
		free = max(free, w.tasks[len(w.tasks)-1].end)
	}
	if back := st.aisle(from, w.home); free != never && from != w.home && t.begin-free > patience+2*back.long() {
		w.follow(back, free+patience/2, back.long())
		from, free = w.home, free+patience/2+back.long()
	}
	way := st.aisle(from, to)
	long := way.long()
	if late := max(free, t.begin-long) + long - t.begin; late > (t.end-t.begin)/4 {
		way = straight(from, to)
		long = way.long()
	}
	begin := max(free, t.begin-long)
	if late := begin + long - t.begin; late > 0 { // hurry, so that a short task is not over before anybody is there
		long = max(long/3, min(long, (t.end-begin)/2))
	}
	if from != to {
		w.follow(way, begin, max(long, 1))
	}
}

// follow adds the legs of a route that takes so long in all.
func (w *worker) follow(way route, begin, long sim.Time) {
	full := max(1, way.long())
	at, gone := begin, sim.Time(0)
	for k := range way.n - 1 {
		one := straight(way.stops[k], way.stops[k+1])
		gone += one.long()
		end := begin + sim.Time(float64(long)*min(1, float64(gone)/float64(full)))
		w.legs = append(w.legs, leg{at, end, way.stops[k], way.stops[k+1]})
		at = end
	}
}

func distance(a, b spot) float32 { return hypot(a.x-b.x, a.y-b.y) }

// reset forgets what was done, and keeps where everybody is.
func (c *crew) reset() {
	for i := range c.workers {
		w := &c.workers[i]
		if n := len(w.tasks); n > 1 {
			w.tasks = append([]task(nil), w.tasks[n-1])
		}
		w.legs = append([]leg(nil), w.legs[len(w.legs)-1])
	}
}

// at is where a worker is at a time, and whether they walk.
func (w *worker) at(t sim.Time) (where spot, walks bool, dx float32) {
	k := sort.Search(len(w.legs), func(i int) bool { return w.legs[i].begin > t }) - 1
	if k < 0 {
		return w.legs[0].from, false, 1
	}
	l := &w.legs[k]
	if t >= l.end || l.end <= l.begin {
		return l.to, false, 1
	}
	u := float32(float64(t-l.begin) / float64(l.end-l.begin))
	return spot{l.from.x + u*(l.to.x-l.from.x), l.from.y + u*(l.to.y-l.from.y)}, true, l.to.x - l.from.x
}

// doing is the task at a time, or the last one before it, and the one before that; nil when there was none.
func (w *worker) doing(t sim.Time) (now, before *task, busy bool) {
	k := sort.Search(len(w.tasks), func(i int) bool { return w.tasks[i].begin > t }) - 1
	if k < 0 {
		return nil, nil, false
	}
	if k > 0 {
		before = &w.tasks[k-1]
	}
	return &w.tasks[k], before, t < w.tasks[k].end
}

// stand is where people stand to work at a station.
func (st *stage) stand(node sim.ID, who int) spot {
	it := &st.items[st.of[node]]
	x := it.x + 0.42*float32(who%3-1)*0.8
	if it.robot >= 0 {
		x += it.dir * 0.5
	}
	return spot{x, it.y + it.d/2 + 0.48}
}
