package plant

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/dist"
)

// A Plant is a model made ready to run: the layout of which any number of lines are built, and what stands where in it.
type Plant struct {
	Model    *Model
	Layout   sim.Layout
	Elements []Placed // as the model's elements
	tasks    []task   // as the ops of the layout, or its products without these
}

// Placed says where an element of the scenario stands in the line.
type Placed struct {
	*Spec
	Role     Role
	IDs      []sim.ID           // one, or one a unit for several machines at one place
	Calendar *calendar.Calendar // its shift; always on when it has none
	Staff    []Staff            // of operators: how many are on duty by which shift
	Modes    []Mode             // as Failures
	Done     []sim.Timer        // as Stops: what rings when one is over
}

// Staff is so many people who are on duty by one calendar.
type Staff struct {
	Calendar *calendar.Calendar
	Count    int
	Premium  float64 // of that shift, on top of the wage
}

// HeadsAt is how many operators are on duty at a time.
func (p *Placed) HeadsAt(t time.Duration) int {
	n := 0
	for _, s := range p.Staff {
		if s.Calendar.On(t) {
			n += s.Count
		}
	}
	return n
}

// Mode says which timers of an element are those of a failure mode.
type Mode struct{ Uptime, Repair sim.Timer }

// maxUnits bounds how many nodes one scenario may become.
const maxUnits = 20_000

// Build turns a model into a plant. The model is taken to have passed the checks of whoever made it; what would still
// make a line that cannot be built is an error.
func Build(m *Model) (*Plant, error) {
	whole := *m
	m = &whole
	m.AddQueues()
	tasks := tasksOf(m.Products)
	b := &builder{model: m, plant: &Plant{Model: m, tasks: tasks}, shifts: map[string]sim.ID{}, at: map[string]int{}, tasks: tasks}
	b.plant.Layout.Products = max(1, len(m.Products))
	b.plant.Layout.Sequence = m.Sequence
	for _, p := range m.Products {
		b.plant.Layout.Shares = append(b.plant.Layout.Shares, p.Share)
	}
	for _, s := range m.Shifts {
		b.shifts[s.Name] = b.add(sim.Node{Name: "shift " + s.Name, Role: sim.Clock, Calendar: s.Calendar, Shift: sim.None})
	}
	for i := range m.Elements {
		if err := b.place(&m.Elements[i]); err != nil {
			return nil, err
		}
	}
	b.carriers()
	b.routes()
	for i := range b.plant.Elements {
		b.lead(&b.plant.Elements[i])
		if err := b.make(&b.plant.Elements[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", b.plant.Elements[i].Name, err)
		}
	}
	if err := b.cards(); err != nil {
		return nil, err
	}
	b.couple()
	if err := b.feed(); err != nil {
		return nil, err
	}
	b.senders()
	return b.plant, nil
}

// couple lets machines that stop together know of each other.
func (b *builder) couple() {
	nodes := b.plant.Layout.Nodes
	join := func(from, to []sim.ID) {
		for _, x := range from {
			for _, y := range to {
				if !slices.Contains(nodes[x].Couples, y) {
					nodes[x].Couples = append(nodes[x].Couples, y)
				}
			}
		}
	}
	for i := range b.plant.Elements {
		p := &b.plant.Elements[i]
		for _, id := range p.IDs {
			if at := p.Numbers("at"); len(at) == 2 {
				nodes[id].At = [2]float64{at[0], at[1]}
			}
			nodes[id].Standby, nodes[id].SwitchOff = p.Span("standby_after"), p.Span("off_after")
		}
		for _, name := range p.Refs("stops_with") {
			if j, ok := b.at[name]; ok && i != j {
				join(p.IDs, b.plant.Elements[j].IDs)
				join(b.plant.Elements[j].IDs, p.IDs)
			}
		}
	}
}

// Line builds a line of the plant that has not started.
func (p *Plant) Line(seed, replication uint64) (*sim.Line, error) {
	return sim.New(p.Layout, seed, replication)
}

// Find returns an element by name.
func (p *Plant) Find(name string) (*Placed, bool) {
	for i := range p.Elements {
		if p.Elements[i].Name == name {
			return &p.Elements[i], true
		}
	}
	return nil, false
}

type builder struct {
	model  *Model
	plant  *Plant
	shifts map[string]sim.ID
	at     map[string]int // in plant.Elements
	tasks  []task         // as the ops of the layout
}

func (b *builder) add(n sim.Node) sim.ID {
	b.plant.Layout.Nodes = append(b.plant.Layout.Nodes, n)
	return sim.ID(len(b.plant.Layout.Nodes) - 1)
}

var roles = map[Role]sim.Role{Station: sim.Station, Waiting: sim.Buffer, Entry: sim.Entry, Exit: sim.Exit, Pool: sim.Pool, Feeder: sim.Feeder}

// place gives an element its nodes.
func (b *builder) place(s *Spec) error {
	kind, ok := Find(s.Kind)
	if !ok {
		return fmt.Errorf("%s: want a kind that exists, have %q", s.Name, s.Kind)
	}
	role := roles[kind.Role]
	if kind.Role == Entry && s.Text("release") == "endless" && !s.Has("every") {
		role = sim.Supply
	}
	placed := Placed{Spec: s, Role: kind.Role, Calendar: calendar.Always()}
	node := sim.Node{Role: role, Shift: sim.None}
	if shift := s.Text("shift"); shift != "" {
		id, ok := b.shifts[shift]
		if !ok {
			return fmt.Errorf("%s: want a shift that exists, have %q", s.Name, shift)
		}
		node.Shift = id
		placed.Calendar = b.plant.Layout.Nodes[id].Calendar
	}
	units := 1
	if kind.Role == Station || s.Kind == "robot" {
		units = max(1, s.Count("count"))
	}
	if len(b.plant.Layout.Nodes)+units > maxUnits {
		return fmt.Errorf("%s: want at most %d machines and places in all", s.Name, maxUnits)
	}
	for u := range units {
		node.Name, node.Draws, node.Fates, node.Units = s.Name, s.Name, s.Name, 0
		if u == 0 && role == sim.Station {
			node.Units = units
		}
		if units > 1 {
			node.Name = fmt.Sprintf("%s.%d", s.Name, u+1)
		}
		if u > 0 { // the first keeps the chance that it has when it is alone, so that one more changes nobody else's
			node.Draws = node.Name
		}
		placed.IDs = append(placed.IDs, b.add(node))
	}
	b.at[s.Name] = len(b.plant.Elements)
	b.plant.Elements = append(b.plant.Elements, placed)
	return nil
}

var rules = map[string]sim.Choose{"": sim.FirstFree, "first-free": sim.FirstFree, "round-robin": sim.RoundRobin,
	"shortest": sim.Shortest, "random": sim.Random, "product": sim.ByProduct}

// lead fills in where an element leads to.
func (b *builder) lead(p *Placed) {
	for _, id := range p.IDs {
		n := &b.plant.Layout.Nodes[id]
		n.To = b.ids(p.Refs("to"))
		n.Choose = rules[p.Text("choose")]
		if p.Kind == "depalletising" { // carriers go another way than what they carried
			n.Choose = sim.ByProduct
		} else {
			n.Shares, n.Returns = p.Numbers("shares"), b.returns(p)
		}
		n.Aside = b.ids(p.Beside())
		if n.Choose == sim.ByProduct {
			b.leadProducts(p, n)
		}
	}
}

// leadProducts fills in where each product goes.
func (b *builder) leadProducts(p *Placed, n *sim.Node) {
	n.ToProduct = nil
	for i, product := range b.products() {
		to := b.ids(p.WaysOf(product))
		if p.Kind == "depalletising" && i < len(b.model.Products) && b.model.Products[i].Carrier {
			to = b.ids(p.Refs("carriers_to"))
		}
		for _, y := range to {
			if !slices.Contains(n.To, y) {
				n.To = append(n.To, y)
			}
		}
		n.ToProduct = append(n.ToProduct, to)
	}
}

// carriers tells the line which products are what parts travel on.
func (b *builder) carriers() {
	for i, p := range b.model.Products {
		if p.Carrier {
			if b.plant.Layout.Carriers == nil {
				b.plant.Layout.Carriers = make([]bool, len(b.model.Products))
			}
			b.plant.Layout.Carriers[i] = true
		}
	}
}

// stock puts into a place what is there at the start.
func (b *builder) stock(p *Placed, n *sim.Node) error {
	total := 0
	for _, c := range p.Bill("stock") {
		i := b.model.productAt(c.Name)
		if i < 0 && len(b.model.Products) > 0 {
			return fmt.Errorf("stock: want a product that exists, have %q", c.Name)
		}
		n.Stock = append(n.Stock, sim.Stock{Product: max(0, i), Count: c.Count})
		total += c.Count
	}
	if total > n.Room {
		return fmt.Errorf("stock: want at most %d, for which there is room, have %d", n.Room, total)
	}
	return nil
}

func (b *builder) ids(names []string) []sim.ID {
	var ids []sim.ID
	for _, name := range names {
		if i, ok := b.at[name]; ok {
			ids = append(ids, b.plant.Elements[i].IDs...)
		}
	}
	return ids
}

func (b *builder) products() []string {
	if len(b.model.Products) == 0 {
		return []string{""}
	}
	names := make([]string, len(b.model.Products))
	for i, p := range b.model.Products {
		names[i] = p.Name
	}
	return names
}

// make fills in what an element is.
func (b *builder) make(p *Placed) error {
	switch p.Role {
	case Waiting:
		n := &b.plant.Layout.Nodes[p.IDs[0]]
		n.Room, n.LastFirst = p.Count("room"), p.Text("order") == "lifo"
		return b.stock(p, n)
	case Entry:
		return b.makeSource(p)
	case Pool:
		return b.makePool(p)
	case Station:
		return b.makeMachine(p)
	case Exit:
		b.makeSink(p)
	case Feeder:
	}
	return nil
}

// week is the span over which a yearly demand is spread.
const week = 7 * 24 * time.Hour

// open is how much of a week demand comes in: all of it, or the hours of a shift in a week without holidays, which is looked for
// in the first ones.
func open(p *Placed) time.Duration {
	const weeks = 8
	most := time.Duration(0)
	for i := range weeks {
		most = max(most, p.Calendar.Planned(time.Duration(i)*week, time.Duration(i+1)*week))
	}
	if most <= 0 {
		return week // it never works, and none come
	}
	return most
}

func (b *builder) makeSource(p *Placed) error {
	n := &b.plant.Layout.Nodes[p.IDs[0]]
	n.Lot = max(1, p.Count("lot"))
	n.Makes = 1 + b.model.productAt(p.Text("product"))
	if n.Role == sim.Supply {
		return nil
	}
	n.Lose, n.Room = p.Text("when_full") == "lose", sim.Unlimited
	if p.Has("room") {
		n.Room = p.Count("room")
	}
	if p.Text("release") == "orders" {
		n.Element = &book{orders: b.model.Orders, enters: b.model.entering()}
		b.plant.Layout.Orders = len(b.model.Orders)
		return nil
	}
	every := p.Chance("every")
	if every == nil {
		weekly := 0.0
		for _, product := range b.model.Products {
			weekly += product.Weekly
		}
		if weekly <= 0 {
			return fmt.Errorf("release = \"demand\" wants a demand_per_year, has none")
		}
		every = dist.Constant(open(p).Seconds() * float64(n.Lot) / weekly)
		b.plant.Layout.Shares = nil
		for _, product := range b.model.Products {
			b.plant.Layout.Shares = append(b.plant.Layout.Shares, product.Weekly/weekly)
		}
	}
	n.Element = &source{every: every, lot: n.Lot}
	return nil
}

var ends = map[string]sim.AtEnd{"": sim.PauseWork, "pause": sim.PauseWork, "finish": sim.FinishWork, "no-start": sim.NoStart, "abandon": sim.AbandonWork}

func (b *builder) makePool(p *Placed) error {
	n := &b.plant.Layout.Nodes[p.IDs[0]]
	switch p.Kind {
	case "robot":
		return b.makeRobot(p)
	case "spares":
		return b.makeSpares(p)
	}
	n.Speed = p.Number("walk_mps")
	n.Pace, n.Helps, n.Strict = paceOf(p.Spec), precedences[p.Text("order")], p.Flag("strict")
	n.Size, n.AtEnd = p.People(), ends[p.Text("at_shift_end")]
	heads := p.Heads()
	if heads == nil {
		p.Staff = []Staff{{p.Calendar, n.Size, b.model.Premium(p.Text("shift"))}}
		return nil
	}
	for _, shift := range slices.Sorted(maps.Keys(heads)) {
		id, ok := b.shifts[shift]
		if !ok {
			return fmt.Errorf("count_by_shift: want a shift that exists, have %q", shift)
		}
		n.Staff = append(n.Staff, sim.Staff{Shift: id, Count: heads[shift]})
		p.Staff = append(p.Staff, Staff{b.plant.Layout.Nodes[id].Calendar, heads[shift], b.model.Premium(shift)})
	}
	return nil
}

var precedences = map[string]sim.Precedence{"": sim.LongestWaiting, "longest-waiting": sim.LongestWaiting, "priority": sim.HighestPriority, "nearest": sim.NearestFirst}

// makeRobot gathers what a robot is made of; equal ones share it.
func (b *builder) makeRobot(p *Placed) error {
	rules := &upkeepRules{fix: -1, drift: -1}
	var requests []sim.Request
	if need, ok := p.Crew()["repair"]; ok {
		rules.fix = 0
		requests = []sim.Request{{b.want(need)}}
	}
	requests, err := b.upkeep(p, rules, requests, 0)
	if err != nil {
		return err
	}
	rules.number(0)
	b.wearing(p, rules)
	for _, id := range p.IDs {
		n := &b.plant.Layout.Nodes[id]
		n.Size, n.Requests, n.Element = 1, requests, newRobot(rules, p.Text("at_shift_end") == "finish")
	}
	return nil
}

// modes turns failure modes into what an element holds, and notes which timers they get from first on.
func (b *builder) modes(p *Placed, first sim.Timer) []failureMode {
	var modes []failureMode
	p.Modes = nil
	for i, f := range p.Failures {
		mode := failureMode{name: f.Name, uptime: f.Uptime, repair: f.Repair, first: f.Uptime, clock: clocks[f.Clock], age: f.Age, ages: f.Repaired == AsBefore}
		if f.First == "remaining-life" {
			mode.first = f.Uptime.Equilibrium()
		}
		modes = append(modes, mode)
		t := first + sim.Timer(2*i)
		p.Modes = append(p.Modes, Mode{Uptime: t, Repair: t + 1})
	}
	return modes
}

// MaxStops is how many planned stops one machine may have, failures seen coming and false alarms included: as many as its
// timers have numbers for, whatever else it has.
const MaxStops = 40

// stops gathers all for which a machine is stopped as planned: maintenance, tools, failures seen coming, false alarms.
func (b *builder) stops(p *Placed) ([]stop, error) {
	var stops []stop
	for _, s := range p.Stops {
		one := stop{name: s.Name, every: s.Every, takes: s.Takes, clock: clocks[s.Clock], style: styles[s.Style], by: s.By, byAge: s.ByAge, needs: s.Spare}
		for _, name := range s.Renews {
			i := slices.IndexFunc(p.Failures, func(f Failure) bool { return f.Name == name })
			if i < 0 {
				return nil, fmt.Errorf("maintenance %s: want a failure mode to renew, have %q", s.Name, name)
			}
			one.renews = append(one.renews, i)
		}
		stops = append(stops, one)
	}
	if p.Has("drift_after") {
		stops = append(stops, stop{name: driftName, every: p.Chance("drift_after"), takes: p.Chance("drift_reset"), by: p.Crew()["setup"]})
	}
	repair := p.Crew()["repair"]
	for i, f := range p.Failures {
		if f.Foreseen > 0 {
			stops = append(stops, stop{name: foreseenName + f.Name, takes: f.PlannedRepair, by: repair, renews: []int{i}, needs: f.Spare})
		}
		if f.FalseAlarms != nil {
			stops = append(stops, stop{name: "alarm " + f.Name, every: f.FalseAlarms, takes: f.AlarmStop, clock: clocks[f.Clock], by: repair})
		}
	}
	if len(stops) > MaxStops {
		return nil, fmt.Errorf("want at most %d planned stops, have %d", MaxStops, len(stops))
	}
	for _, s := range stops {
		if s.takes == nil {
			return nil, fmt.Errorf("want how long the stop %q takes, have nothing", s.name)
		}
	}
	return stops, nil
}

const foreseenName = "foreseen "

// foreseeing is the stop that comes instead of a failure.
func foreseeing(stops []stop, mode string) int {
	return slices.IndexFunc(stops, func(s stop) bool { return s.name == foreseenName+mode })
}
