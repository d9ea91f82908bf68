package plant

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A product may have a route: operations one after the other, each at stations of its own with times of its own. The same
// station may come again. What the engine tells apart is then not products but tasks, of which a product without a route
// has one, and one with a route as many as it has operations, and one more for the way out.

// An Operation is one step of the route of a product.
type Operation struct {
	Number                     int       // by which they follow each other
	At                         []string  // the stations that do it, in order of preference
	Choose                     string    // how one of them is chosen: "shortest" (also ""), "first-free", "round-robin" or "random"
	Shares                     []float64 // of "random"
	Cycle, Load, Unload, Setup *dist.Dist
	Family                     string   // of operations that need no setup between them; "" when not stated
	Scrap                      *float64 // nil: as the station says
}

// A task is what a station may do to a part.
type task struct {
	product int
	name    string     // of the product, "" without products
	op      *Operation // nil: the product has no route, or this is the way out after its last operation
}

// here tells whether a task is that of an operation of a station.
func (t *task) here(station string) bool { return t.op != nil && slices.Contains(t.op.At, station) }

// time is what an operation says itself of a key.
func (op *Operation) time(key string) *dist.Dist {
	switch key {
	case "cycle":
		return op.Cycle
	case "load":
		return op.Load
	case "unload":
		return op.Unload
	case "setup":
		return op.Setup
	default:
		return nil
	}
}

// tasksOf lists what the engine tells apart, in the order of its ops.
func tasksOf(products []Product) []task {
	if len(products) == 0 {
		return []task{{}}
	}
	var tasks []task
	for i := range products {
		p := &products[i]
		for k := range p.Ops {
			tasks = append(tasks, task{product: i, name: p.Name, op: &p.Ops[k]})
		}
		tasks = append(tasks, task{product: i, name: p.Name})
	}
	return tasks
}

// own is a time of a task at a station: its operation's, else the station's.
func (t *task) own(s *Spec, key string) *dist.Dist {
	if t.here(s.Name) {
		if d := t.op.time(key); d != nil {
			return d
		}
	}
	return s.ChanceFor(key, t.name)
}

func (t *task) scrap(s *Spec) float64 {
	if t.here(s.Name) && t.op.Scrap != nil {
		return *t.op.Scrap
	}
	return s.NumberFor("scrap", t.name)
}

// comes tells whether parts may come to a station with a task.
func (m *Model) comes(t *task, s *Spec) bool {
	if t.op != nil {
		return t.here(s.Name)
	}
	return m.Comes(s.Name, t.name) && len(m.OpsAt(s.Name, t.name)) == 0
}

// OpsAt lists the operations of a product at a station; there are none where it has no route, or none that leads there.
func (m *Model) OpsAt(station, product string) []Operation {
	var list []Operation
	for i := range m.Products {
		if m.Products[i].Name != product {
			continue
		}
		for _, op := range m.Products[i].Ops {
			if slices.Contains(op.At, station) {
				list = append(list, op)
			}
		}
	}
	return list
}

// Works lists what load, cycle and unload of a product at a station take together on average, in seconds: once for each of
// its operations there where it has a route.
func (m *Model) Works(s *Spec, product string) []float64 {
	ops := m.OpsAt(s.Name, product)
	if len(ops) == 0 {
		ops = []Operation{{}}
	}
	times := make([]float64, len(ops))
	for i := range ops {
		t := task{name: product, op: &ops[i]}
		times[i] = t.work(s)
	}
	return times
}

// work is what load, cycle and unload of a task at a station take together on average, in seconds.
func (t *task) work(s *Spec) float64 {
	total := 0.0
	for _, key := range []string{"load", "cycle", "unload"} {
		if d := t.own(s, key); d != nil {
			total += d.Mean()
		}
	}
	return total
}

// Work is the same of an op of the layout, with the product that it is of.
func (p *Plant) Work(s *Spec, op int) (product string, seconds float64) {
	t := &p.tasks[op]
	return t.name, t.work(s)
}

// MeanWork is the mean of these.
func (m *Model) MeanWork(s *Spec, product string) float64 {
	times, total := m.Works(s, product), 0.0
	for _, x := range times {
		total += x
	}
	return total / float64(len(times))
}

// MeanCycle is the mean time of a product at work at a station, in seconds, over its operations there where it has a route; 0
// where nothing is said.
func (m *Model) MeanCycle(s *Spec, product string) float64 {
	ops, total, n := m.OpsAt(s.Name, product), 0.0, 0
	if len(ops) == 0 {
		ops = []Operation{{}}
	}
	for i := range ops {
		t := task{name: product, op: &ops[i]}
		if d := t.own(s, "cycle"); d != nil {
			total, n = total+d.Mean(), n+1
		}
	}
	return total / float64(max(1, n))
}

// QueueOf is what the places before a station are called that it says itself, by its key queue.
func QueueOf(station string) string { return station + ".queue" }

// Door is where parts go that come to an element: its own queue, where it has one.
func (m *Model) Door(name string) string {
	queue := QueueOf(name)
	for i := range m.Elements {
		if m.Elements[i].Name == queue {
			return queue
		}
	}
	return name
}

// AddQueues puts the places before stations that these say themselves into the model, each a buffer before its station, and
// leads what leads to the station there. It is done once; a second time changes nothing.
func (m *Model) AddQueues() {
	doors := map[string]string{}
	var elements []Spec
	for i := range m.Elements {
		s := &m.Elements[i]
		if room, ok := m.queueOf(s); ok {
			doors[s.Name] = QueueOf(s.Name)
			queue := Spec{Name: QueueOf(s.Name), Kind: "buffer", Values: map[string]any{"room": room, "order": "fifo", "to": []string{s.Name}}}
			if s.Kind == "storage" {
				queue.Values["stock"], queue.Values["order"] = s.Bill("stock"), s.Text("order")
			}
			if at := s.Numbers("at"); len(at) == 2 {
				queue.Values["at"] = at
			}
			elements = append(elements, queue)
		}
		elements = append(elements, *s)
	}
	if len(doors) == 0 {
		return
	}
	m.Elements = elements
	for i := range m.Elements {
		if s := &m.Elements[i]; doors[s.Name] == "" || s.Kind != "buffer" {
			s.leadTo(doors)
		}
	}
}

// queueOf is how many parts may wait before a station; ok is false where it has no places of its own, or has them already.
func (m *Model) queueOf(s *Spec) (room int, ok bool) {
	kind, known := Find(s.Kind)
	if !known || kind.Role != Station || m.Door(s.Name) != s.Name {
		return 0, false
	}
	if s.Kind == "storage" {
		return s.Count("room"), true
	}
	if s.Has("queue") {
		return s.Count("queue"), s.Count("queue") > 0
	}
	for i := range m.Products {
		if len(m.OpsAt(s.Name, m.Products[i].Name)) > 0 {
			return sim.Unlimited, true
		}
	}
	return 0, false
}

// leadTo lets an element lead to the doors of others instead of to them.
func (s *Spec) leadTo(doors map[string]string) {
	if s.Kind == "buffer" && len(s.Refs("to")) == 1 && s.Name == QueueOf(s.Refs("to")[0]) {
		return
	}
	change := func(names []string) ([]string, bool) {
		some := false
		changed := slices.Clone(names)
		for i, name := range names {
			if door := doors[name]; door != "" {
				changed[i], some = door, true
			}
		}
		return changed, some
	}
	values := map[string]any{}
	for key, v := range s.Values {
		values[key] = v
		switch key {
		case "to":
			if names, some := change(s.Refs("to")); some {
				values[key] = names
			}
		case "rework_to", "scrap_to":
			if door := doors[s.Text(key)]; door != "" {
				values[key] = door
			}
		case "to_by_product":
			own, _ := v.(map[string][]string)
			lists := map[string][]string{}
			for product, names := range own {
				lists[product], _ = change(names)
			}
			values[key] = lists
		}
	}
	s.Values = values
}

// RoutesFrom lists the stations that parts of products with a route go to next from an element, and where they leave, in the
// order of the products and each once: from a source to their first operation.
func RoutesFrom(products []Product, s *Spec) []string {
	var names []string
	add := func(list ...string) {
		for _, name := range list {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for i := range products {
		p := &products[i]
		for k, op := range p.Ops {
			if k == 0 && s.Kind == "source" {
				add(op.At...)
			}
			switch {
			case !slices.Contains(op.At, s.Name):
			case k+1 < len(p.Ops):
				add(p.Ops[k+1].At...)
			default:
				add(p.Done)
			}
		}
	}
	return names
}

// Beside lists where an element sends parts that are not good.
func (s *Spec) Beside() []string {
	var names []string
	for _, key := range []string{"rework_to", "scrap_to"} {
		if name := s.Text(key); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Onward lists all elements that parts go to from one, each once: as its to says, by their routes, and beside these.
func (m *Model) Onward(s *Spec) []string {
	ways := s.Ways()
	for _, name := range RoutesFrom(m.Products, s) {
		if door := m.Door(name); !slices.Contains(ways, door) {
			ways = append(ways, door)
		}
	}
	for _, name := range s.Beside() {
		if !slices.Contains(ways, name) {
			ways = append(ways, name)
		}
	}
	return ways
}

// follows lists where parts of one product go from an element.
func (m *Model) follows(s *Spec, p *Product) []string {
	ways := s.Beside()
	on := RoutesFrom([]Product{*p}, s)
	for _, name := range on {
		ways = append(ways, m.Door(name))
	}
	if len(p.Ops) == 0 || len(on) == 0 && len(s.Refs("to")) > 0 {
		ways = append(ways, s.WaysOf(p.Name)...)
	}
	return ways
}

// routed tells whether some product has a route.
func (m *Model) routed() bool {
	return slices.ContainsFunc(m.Products, func(p Product) bool { return len(p.Ops) > 0 })
}

var opRules = map[string]sim.Choose{"": sim.Shortest, "shortest": sim.Shortest, "first-free": sim.FirstFree,
	"round-robin": sim.RoundRobin, "random": sim.Random}

// routes gives the layout the ops of all products.
func (b *builder) routes() {
	if !b.model.routed() {
		return
	}
	lay := &b.plant.Layout
	for i := range b.tasks {
		t := &b.tasks[i]
		product := &b.model.Products[t.product]
		o := sim.Op{Product: t.product, Next: i}
		switch {
		case t.op != nil:
			o.Next, o.At, o.Choose, o.Shares = i+1, b.ids(t.op.At), opRules[t.op.Choose], t.op.Shares
			for _, name := range t.op.At {
				o.To = append(o.To, b.ids([]string{b.model.Door(name)})...)
			}
		case len(product.Ops) > 0:
			o.To = b.ids([]string{product.Done})
		}
		lay.Ops = append(lay.Ops, o)
	}
}

// isRouted tells whether an operation of some route is done at an element.
func (b *builder) isRouted(p *Placed) bool {
	return slices.ContainsFunc(b.tasks, func(t task) bool { return t.here(p.Name) })
}

// returns tells whether an element is where parts go that are no good, and leads nowhere itself: those with a route then go
// back to the operation that they are at.
func (b *builder) returns(p *Placed) bool {
	return len(p.Refs("to")) == 0 && b.model.routed() && slices.ContainsFunc(b.model.Elements, func(s Spec) bool {
		return s.Text("rework_to") == p.Name || s.Text("rework_to") == QueueOf(p.Name)
	})
}
