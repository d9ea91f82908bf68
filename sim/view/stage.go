package view

import (
	"fmt"
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A stage is what does not change while one plan is shown: the plant, where each element stands, and how it is drawn.
type stage struct {
	plan     string
	plant    *plant.Plant
	roles    []sim.Role
	resting  []resting
	items    []item
	of       []int32 // item of each node, -1 for shifts
	unit     []int32 // which unit of the item a node is
	stations []int32 // items that work on parts, along the flow
	rank     []int32 // place of each node among the units of stations, -1: none
	ranked   []sim.ID
	edges    []edge
	ribbons  []ribbon  // where ways are a tangle: all between two stations
	counting *counting // nil: they are none
	x0, y0   float32   // of the line and the people around it, in metres
	x1, y1   float32
	ground   ground   // the floor
	hall     *hall    // what lies on it; nil: nothing
	hallID   string   // of its group
	opens    sim.Time // when the line starts to work: time zero of the view
	ends     sim.Time // when the run is over
	pace     sim.Time // how long a part is seen to move from one place to the next
	purse    purse
	work     runTimes
}

// A ground is how far the floor reaches, in metres.
type ground struct{ x0, y0, x1, y1 float32 }

// An item is one element of the scenario on the floor. Its place is that of its middle.
type item struct {
	*plant.Placed
	name, title string
	x, y, w, d  float32
	dir         float32 // +1: parts go to the right, -1: to the left
	upright     bool    // a belt that goes along y instead; dir is then +1 downwards
	in, out     []int32 // items before and after, loops included
	byCycles    bool    // its planned run time goes by its cycles
	given       bool    // the scenario says where it stands
	robot       int32   // the item of the robot that serves it, -1: none
	serves      []int32 // of a robot: the machines it serves
	ids         keys
}

// keys are the ids of an item's groups in the list, made once.
type keys struct{ self, state, neck, part, gauge, bar, row string }

// An edge is a way that parts go.
type edge struct {
	from, to int32
	back     bool // against the flow
	kind     wayKind
}

func newStage(s *scenario.Scenario, side, plan string) (*stage, error) {
	model, _, err := s.Model(plan)
	if err != nil {
		return nil, err
	}
	p, err := plant.Build(model)
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", plan, err)
	}
	st := &stage{plan: plan, plant: p, hallID: "hall/" + side, of: make([]int32, len(p.Layout.Nodes)), unit: make([]int32, len(p.Layout.Nodes)), rank: make([]int32, len(p.Layout.Nodes))}
	for i := range p.Layout.Nodes {
		n := &p.Layout.Nodes[i]
		st.roles, st.resting = append(st.roles, n.Role), append(st.resting, resting{n.Standby, n.SwitchOff})
		st.of[i], st.rank[i] = -1, -1
	}
	for i := range p.Elements {
		st.add(&p.Elements[i], side)
	}
	st.connect()
	st.bundle()
	st.layOut()
	st.ground = ground{st.x0, st.y0, st.x1, st.y1}
	st.time(s)
	st.purse = newPurse(s, st)
	st.schedule()
	return st, nil
}

func (st *stage) add(p *plant.Placed, side string) {
	it := item{Placed: p, name: p.Name, title: p.Title, dir: 1, robot: -1}
	if it.title == "" {
		it.title = p.Name
	}
	id := side + "/" + p.Name
	it.ids = keys{self: id, state: id + "/state", neck: id + "/bottleneck", part: id + "/part", gauge: id + "/gauge", bar: id + "/bar", row: id + "/row"}
	at := int32(len(st.items))
	for u, node := range p.IDs {
		st.of[node], st.unit[node] = at, int32(u)
		if p.Role == plant.Station {
			st.rank[node] = int32(len(st.ranked))
			st.ranked = append(st.ranked, node)
		}
	}
	if p.Role == plant.Station {
		st.stations = append(st.stations, at)
	}
	st.items = append(st.items, it)
}

// find returns the item of a name, -1 when there is none.
func (st *stage) find(name string) int32 {
	return int32(slices.IndexFunc(st.items, func(it item) bool { return it.name == name }))
}

// ways lists where an element sends parts, in the order in which the scenario says it: by to, by the routes of products, and
// beside these.
func ways(p *plant.Placed, plan *plant.Plant) []string {
	return plan.Model.Onward(p.Spec)
}

func (st *stage) connect() {
	for i := range st.items {
		it := &st.items[i]
		for _, name := range ways(it.Placed, st.plant) {
			if to := st.find(name); to >= 0 {
				it.out = append(it.out, to)
				st.items[to].in = append(st.items[to].in, int32(i))
				e := edge{from: int32(i), to: to}
				e.kind = st.kindOf(&e)
				st.edges = append(st.edges, e)
			}
		}
		if arm := it.Text("robot"); arm != "" {
			if r := st.find(arm); r >= 0 {
				it.robot = r
				st.items[r].serves = append(st.items[r].serves, int32(i))
			}
		}
	}
}

// time finds when the view begins and how fast things are seen to move.
func (st *stage) time(s *scenario.Scenario) {
	st.ends = s.Run.Warmup + s.Run.Horizon
	st.opens = st.ends
	fastest := time.Hour
	for _, i := range st.stations {
		it := &st.items[i]
		c := it.Calendar
		if c.On(s.Run.Warmup) {
			st.opens = s.Run.Warmup
		} else if next, ok := c.Next(s.Run.Warmup); ok {
			st.opens = min(st.opens, next)
		}
		for p := range max(1, len(st.plant.Model.Products)) {
			if cycle := time.Duration(st.cycle(it, p) * 1e9); cycle > 0 {
				fastest = min(fastest, cycle)
			}
		}
	}
	if len(st.stations) == 0 || st.opens >= st.ends {
		st.opens = s.Run.Warmup
	}
	st.pace = min(max(fastest*2/5, 500*time.Millisecond), time.Minute)
}

// cycle is the mean time at work on one part of a product, in seconds; 0 when there is none.
func (st *stage) cycle(it *item, product int) float64 {
	name := ""
	if product < len(st.plant.Model.Products) {
		name = st.plant.Model.Products[product].Name
	}
	return st.plant.Model.MeanCycle(it.Spec, name)
}

// meanCycle is the mean over the products that are worked on there, by their shares.
func (st *stage) meanCycle(it *item) float64 {
	return st.mean(it, func(product int) float64 { return st.cycle(it, product) })
}

// runTimes are the planned run times of a part of each product at a station.
func (st *stage) runTimes(it *item) []float64 {
	times := make([]float64, st.plant.Layout.Products)
	for product := range times {
		name := ""
		if product < len(st.plant.Model.Products) {
			name = st.plant.Model.Products[product].Name
		}
		times[product] = experiment.RunTime(st.plant, it.Placed, name)
	}
	return times
}

// runTime is the mean of them.
func (st *stage) runTime(it *item) float64 {
	times := st.runTimes(it)
	return st.mean(it, func(product int) float64 { return times[product] })
}

func (st *stage) mean(it *item, of func(product int) float64) float64 {
	products := st.plant.Model.Products
	if len(products) == 0 {
		return of(0)
	}
	sum, shares := 0.0, 0.0
	for p, share := range st.plant.Model.MixAt(it.Spec) {
		if share > 0 {
			sum += share * of(p)
			shares += share
		}
	}
	if shares == 0 {
		return 0
	}
	return sum / shares
}

// isStation tells whether an item works on parts.
func (it *item) isStation() bool { return it.Role == plant.Station }
