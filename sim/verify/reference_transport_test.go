package verify

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// transport makes the cases of belts and vehicles ready to run that the kinds there are can say exactly.
var transport = map[string]func(c referenceCase, scale float64) (casePlan, error){
	"belt":                  referenceCase.belt,
	"zone-conveyor":         referenceCase.zones,
	"accumulating-conveyor": referenceCase.accumulating,
	"deterministic-line":    referenceCase.withoutChance,
	"agv-deterministic":     referenceCase.vehicles,
	"agv-closed-network":    referenceCase.vehiclesByChance,
	"synchronous-transfer":  referenceCase.indexed,
	"milk-run":              referenceCase.milkRun,
}

// noTransport says which cases of transport are outside of what a line does, or of what it does yet.
var noTransport = map[string]string{
	"non-accumulating-conveyor": "waits for a kind: a belt that stands still while a part waits at its end",
	"robot-cell":                "cannot: a robot goes where it is asked, by one way of one length; here it goes round by itself, waits there, and leaves out moves in its first round",
	"transporter-dispatch":      "waits for a kind: a vehicle that chooses its next errand from where it is",
}

func ofTransport(family, subfamily string) bool {
	return family == "conveyor-transport" && several[subfamily] == nil && shops[subfamily] == nil || subfamily == "synchronous-transfer"
}

func TestReferenceTransport(t *testing.T) {
	runCases(t, referenceCases(t, ofTransport), func(c referenceCase) string { return noTransport[c.Subfamily] })
}

// A test of the test: the same cases fail when all times are off by 5 %. One of each sort is tried.
func TestReferenceTransportFailsWhenOffByFivePercent(t *testing.T) {
	first := firstOfEach()
	tried, pass := offByFivePercent(t, referenceCases(t, ofTransport), func(c referenceCase) bool { return transport[c.Subfamily] != nil && first(c) })
	if tried < len(transport) || len(pass) > 0 {
		t.Errorf("of %d sorts %v pass although their times are off by 5 %%; want none of %d", tried, pass, len(transport))
	}
}

// A course is a line without chance that is watched twice: from its start, for the times at which parts come and go, and in
// a whole number of its rounds, for what it does in the long run.
type course struct {
	view       *View
	came, went map[string][]float64 // by element, from the start
	name       map[sim.ID]string
}

// Observe notes when parts come and go.
func (c *course) Observe(records []sim.Record) {
	for _, r := range records {
		at := r.At.Seconds()
		c.came[c.name[r.ID]] = append(c.came[c.name[r.ID]], at)
		if r.Peer != sim.None {
			c.went[c.name[r.Peer]] = append(c.went[c.name[r.Peer]], at)
		}
	}
}

// courseOf begins a line that is watched.
func courseOf(m *plant.Model) (*course, error) {
	p, err := plant.Build(m)
	if err != nil {
		return nil, err
	}
	l, err := p.Line(1, 0)
	if err != nil {
		return nil, err
	}
	c := &course{view: &View{Plant: p, Line: l}, came: map[string][]float64{}, went: map[string][]float64{}, name: map[sim.ID]string{}}
	for i := range p.Elements {
		for _, id := range p.Elements[i].IDs {
			c.name[id] = p.Elements[i].Name
		}
	}
	l.Watch(c, sim.Moved)
	return c, l.Start()
}

// followCourse runs a line: so long at first, then for so many rounds of so long.
func followCourse(m *plant.Model, first, round float64) (*course, error) {
	c, err := courseOf(m)
	if err != nil {
		return nil, err
	}
	l := c.view.Line
	const rounds = 100
	first = math.Ceil(first/round) * round
	if err := l.Run(duration(first)); err != nil {
		return nil, err
	}
	l.ClearTallies()
	if err := l.Run(duration(first + rounds*round)); err != nil {
		return nil, err
	}
	c.view.Total = l.Totals()
	return c, nil
}

var firstSo = regexp.MustCompile(`_first([0-9]+)$`)

// plan gives the quantities of a course: figures, and lists of times of which a case asks for the first so many.
func (c *course) plan(wanted []referenceMeasure, f figures, times map[string][]float64) casePlan {
	return casePlan{
		direct: func(q string) (float64, error) {
			of, err := f.measure(q)
			if err != nil {
				return 0, err
			}
			return of(c.view), nil
		},
		lists: func(q string) ([]float64, error) {
			list, ok := times[firstSo.ReplaceAllString(short(q), "")]
			for _, m := range wanted {
				if ok && m.Quantity == q && len(m.List) <= len(list) {
					return list[:len(m.List)], nil
				}
			}
			return nil, fmt.Errorf("quantity: %w", errUnknown)
		},
	}
}

// within are those of rising times that lie in the window that was watched.
func (v *View) within(times []float64) (n int) {
	for _, x := range times {
		if x > v.Total.Since.Seconds() && x <= v.Total.Now.Seconds() {
			n++
		}
	}
	return n
}

// belt is a belt that nobody at its end ever holds up: each part is on it for as long as it takes, whoever else is.
func (c referenceCase) belt(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("length", "speed", "interarrival", "first_arrival?"); err != nil {
		return casePlan{}, err
	}
	travel, every, first := p.number("length", 1)/p.number("speed", 1)*scale, p.number("interarrival", 1), p.number("first_arrival", 0)
	m := &plant.Model{Products: []plant.Product{{Name: "part", Share: 1}}, Elements: []plant.Spec{
		spec("in", "source", map[string]any{"release": "orders", "to": []string{"belt"}}),
		spec("belt", "machine", map[string]any{"cycle": Fixed(travel), "count": int(travel/every) + 2, "to": []string{"out"}}), spec("out", "sink", nil)}}
	for i := range int(travel/every) + 200 {
		m.Orders = append(m.Orders, plant.Order{Number: strconv.Itoa(i), Quantity: 1, Release: duration(first + float64(i)*every), Due: plant.NoDue})
	}
	seen, err := followCourse(m, first+travel, every)
	if err != nil {
		return casePlan{}, err
	}
	onIt := func(v *View) float64 { return servers("belt", sim.Working)(v) }
	return seen.plan(c.Measures, figures{"parts_on_belt_steady": onIt, "throughput": throughput,
		"travel_time": func(*View) float64 { return seen.went["belt"][0] - seen.came["belt"][0] }}, map[string][]float64{"exit_times": seen.went["belt"]}), nil
}

// zones are machines without places between: a part goes on when the next is empty, and all of a train at one instant.
func (c referenceCase) zones(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("zones", "zone_time", "feeder_cycle", "sink_cycle"); err != nil {
		return casePlan{}, err
	}
	l := Line{Machines: []Machine{{Cycle: Fixed(p.number("feeder_cycle", 1) * scale)}}}
	for range int(p.number("zones", 1)) {
		l.Machines = append(l.Machines, Machine{Cycle: Fixed(p.number("zone_time", 1) * scale)})
	}
	l.Machines = append(l.Machines, Machine{Cycle: Fixed(p.number("sink_cycle", 1) * scale)})
	l.Buffers = make([]int, len(l.Machines)-1)
	slowest := scale * max(p.number("feeder_cycle", 1), p.number("sink_cycle", 1), p.number("zone_time", 1))
	seen, err := followCourse(l.Model(), 10*float64(len(l.Machines))*slowest, slowest)
	if err != nil {
		return casePlan{}, err
	}
	last := machineName(len(l.Machines) - 1)
	return seen.plan(c.Measures, figures{"throughput": throughput}, map[string][]float64{"feeder_release_times": seen.went["m1"],
		"end_machine_completion_times": seen.went[last], "end_machine_start_times": seen.came[last]}), nil
}

// accumulating is a belt on which parts run up against each other, as a station with a place for each: a part is in it for the
// time that the belt takes, and until it is taken off, and the next comes on when there is room. That parts keep their
// distance makes no difference where neither who puts them on nor who takes them off is faster than one distance.
func (c referenceCase) accumulating(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("length", "speed", "part_length", "capacity?", "feeder_cycle", "sink_cycle", "accumulating?"); err != nil {
		return casePlan{}, err
	}
	distance, feeds, takes := p.number("part_length", 1)/p.number("speed", 1), p.number("feeder_cycle", 1), p.number("sink_cycle", 1)
	if !p.flag("accumulating", true) || distance > min(feeds, takes) {
		return casePlan{}, fmt.Errorf("parts that come or go sooner than one distance apart: %w", errUnknown)
	}
	holds := int(p.number("capacity", math.Floor(p.number("length", 1)/p.number("part_length", 1)+1e-9)))
	l := Line{Machines: []Machine{{Cycle: Fixed(feeds * scale)}, {Cycle: Fixed(p.number("length", 1) / p.number("speed", 1) * scale), Servers: holds}, {Cycle: Fixed(takes * scale)}},
		Buffers: []int{0, 0}}
	seen, err := followCourse(l.Model(), 100*float64(holds)*max(feeds, takes)*scale, max(feeds, takes)*scale)
	if err != nil {
		return casePlan{}, err
	}
	return seen.plan(c.Measures, figures{"throughput": throughput}, map[string][]float64{"enter_times": seen.came["m2"], "exit_times": seen.came["m3"],
		"end_machine_completion_times": seen.went["m3"]}), nil
}

// withoutChance is a saturated line of fixed times, whose stations some quantities call by what they do.
func (c referenceCase) withoutChance(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("times", "buffers"); err != nil {
		return casePlan{}, err
	}
	l, slowest := Line{}, 0.0
	times := p.numbers("times")
	for _, x := range times {
		l.Machines = append(l.Machines, Machine{Cycle: Fixed(x * scale)})
		slowest = max(slowest, x*scale)
	}
	l.Buffers = p.buffers(len(times))
	places := 0
	for _, n := range l.Buffers {
		places += n + 2
	}
	seen, err := followCourse(l.Model(), 100*float64(places)*slowest, slowest)
	if err != nil {
		return casePlan{}, err
	}
	f, lists := figures{"throughput": throughput, "mean_wip_total": wip}, map[string][]float64{"completion_times_last_station": seen.went[machineName(len(times)-1)]}
	names := slices.Concat([]string{""}, strings.FieldsFunc(c.Description[max(0, strings.Index(c.Description, ":")):], func(r rune) bool { return r == ',' || r == ':' }))
	for i := range times {
		m := machineName(i)
		lists["utilizations"] = append(lists["utilizations"], share(m, sim.Working)(seen.view))
		lists["blocked_fractions"] = append(lists["blocked_fractions"], share(m, sim.Blocked)(seen.view))
		lists["starved_fractions"] = append(lists["starved_fractions"], share(m, sim.Starved)(seen.view))
		if i < len(l.Buffers) {
			lists["mean_buffer_contents"] = append(lists["mean_buffer_contents"], seen.view.Level(fmt.Sprintf("b%d", i+1)))
		}
		called := []string{fmt.Sprintf("station%d", i+1)}
		if i+1 < len(names) {
			called = append(called, strings.Fields(names[i+1])[0])
		}
		for _, name := range called {
			f["utilization_"+name], f["blocked_fraction_"+name], f["starved_fraction_"+name] = share(m, sim.Working), share(m, sim.Blocked), share(m, sim.Starved)
		}
	}
	return seen.plan(c.Measures, f, lists), nil
}

// vehicles are carriers that go round: loaded when a part and one of them are there, under way in a station with a place
// for each, unloaded, and back. To load takes a part off the machine.
func (c referenceCase) vehicles(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("vehicles", "machine_cycle", "load", "travel", "unload", "return"); err != nil {
		return casePlan{}, err
	}
	n, time := int(p.number("vehicles", 1)), func(key string) *dist.Dist { return Fixed(p.number(key, 0) * scale) }
	m := &plant.Model{Products: []plant.Product{{Name: "part", Share: 1}, {Name: "vehicle", Carrier: true}}, Elements: []plant.Spec{
		spec("in", "source", map[string]any{"release": "endless", "product": "part", "to": []string{"m1"}}),
		spec("m1", "machine", map[string]any{"cycle": time("machine_cycle"), "to": []string{"load"}}),
		spec("park", "buffer", map[string]any{"room": sim.Unlimited, "stock": plant.Bill{{Name: "vehicle", Count: n}}, "to": []string{"load"}}),
		spec("load", "palletising", map[string]any{"carrier": "vehicle", "collect": "together", "count": n, "cycle": time("load"), "to": []string{"way"}}),
		spec("way", "machine", map[string]any{"cycle": time("travel"), "count": n, "to": []string{"unload"}}),
		spec("unload", "depalletising", map[string]any{"cycle": time("unload"), "count": n, "to": []string{"out"}, "carriers_to": []string{"back"}}),
		spec("back", "machine", map[string]any{"cycle": time("return"), "count": n, "to": []string{"park"}}),
		spec("out", "sink", nil)}}
	tour := scale * (p.number("load", 0) + p.number("travel", 0) + p.number("unload", 0) + p.number("return", 0))
	seen, err := followCourse(m, 100*tour, tour*p.number("machine_cycle", 1)*scale) // a whole number of rounds of either
	if err != nil {
		return casePlan{}, err
	}
	deliveries := seen.came["out"]
	return seen.plan(c.Measures, figures{"throughput": func(v *View) float64 { return float64(v.within(deliveries)) / v.Seconds() },
		"machine_blocked_fraction": share("m1", sim.Blocked)}, map[string][]float64{"delivery_times": deliveries}), nil
}

var wayOfMean = regexp.MustCompile(`travel (\w+) mean ([0-9.]+)`)

// vehiclesByChance are vehicles that go round by themselves, since there is always something to carry. Their ways are told in
// words only, loaded and empty; a case that says one of them says it of both.
func (c referenceCase) vehiclesByChance(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("vehicles", "load_mean", "unload_mean", "travel_each_way"); err != nil {
		return casePlan{}, err
	}
	ways := wayOfMean.FindAllStringSubmatch(c.Description, -1)
	if len(ways) == 0 || len(ways) > 2 {
		return casePlan{}, fmt.Errorf("ways: %w", errUnknown)
	}
	n, vehicles := &network{}, int(p.number("vehicles", 1))
	n.station("1", Exp(p.number("load_mean", 1)*scale), 1, -1, map[string]any{"to": []string{"loaded"}})
	n.station("2", Exp(p.number("unload_mean", 1)*scale), 1, -1, map[string]any{"to": []string{"empty"}})
	longest := 0.0
	for i, name := range []string{"loaded", "empty"} {
		mean := plainNumber(ways[min(i, len(ways)-1)][2]) * scale
		law := map[string]*dist.Dist{"deterministic": Fixed(mean), "exponential": Exp(mean), "uniform": Law(fmt.Sprintf("uniform(0s, %s)", seconds(2*mean)))}[p.text("travel_each_way")]
		if law == nil {
			return casePlan{}, fmt.Errorf("travel_each_way %q: %w", p.text("travel_each_way"), errUnknown)
		}
		longest = max(longest, mean)
		n.machines = append(n.machines, spec(name, "machine", map[string]any{"cycle": law, "count": vehicles, "to": []string{fmt.Sprintf("b%d", 2-i)}}))
	}
	plan := p.steady(n.model(), 1/max(longest, p.number("load_mean", 1), p.number("unload_mean", 1)), 0.8)
	plan.trial.Watch, plan.trial.Inserted = nil, map[string]int{"b1": vehicles}
	plan.measure = figures{
		"deliveries_per_time":     func(v *View) float64 { return v.Done("m2") / v.Seconds() },
		"mean_vehicles_at_load":   func(v *View) float64 { return nodeNumber(v, 1) },
		"mean_vehicles_at_unload": func(v *View) float64 { return nodeNumber(v, 2) },
		"mean_vehicles_travelling": func(v *View) float64 {
			return servers("loaded", sim.Working)(v) + servers("empty", sim.Working)(v)
		},
	}.measure
	return plan, nil
}

func plainNumber(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64) // it was found as a number
	return x
}

var (
	horizonOf  = regexp.MustCompile(`horizon ([0-9.]+)`)
	ofCapacity = regexp.MustCompile(`_capacity([0-9]+)$`)
)

// milkRun is a tugger that comes with as many parts as it can carry, and takes home those that find no room: a source of lots
// before a store, where customers come who do not wait. It stands before them in the file, so that it comes first.
func (c referenceCase) milkRun(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("period", "consumption_interval", "initial_stock"); err != nil {
		return casePlan{}, err
	}
	horizon := horizonOf.FindStringSubmatch(c.Description)
	if horizon == nil {
		return casePlan{}, fmt.Errorf("horizon: %w", errUnknown)
	}
	period, stock := p.number("period", 1), int(p.number("initial_stock", 0))
	run := func(q string) (what string, seen *course, err error) {
		capacity := ofCapacity.FindStringSubmatch(q)
		if capacity == nil {
			return "", nil, fmt.Errorf("quantity: %w", errUnknown)
		}
		m := &plant.Model{Elements: []plant.Spec{
			spec("tugger", "source", map[string]any{"every": Fixed(period), "lot": int(plainNumber(capacity[1])), "when_full": "lose", "room": 0, "to": []string{"store"}}),
			spec("store", "buffer", map[string]any{"room": stock, "stock": plant.Bill{{Count: stock}}, "to": []string{"out"}}),
			spec("out", "sink", map[string]any{"every": Fixed(p.number("consumption_interval", 1) * scale), "unmet": "lost"})}}
		seen, err = courseOf(m)
		if err == nil {
			err = seen.view.Line.Run(duration(plainNumber(horizon[1])))
		}
		return strings.TrimSuffix(q, capacity[0]), seen, err
	}
	return casePlan{direct: func(q string) (float64, error) {
		what, seen, err := run(q)
		if err != nil {
			return 0, err
		}
		out, _ := seen.view.Line.Find("out")
		switch t := seen.view.Line.Tally(out); what {
		case "lost_wants":
			return float64(t.Asked - t.Served), nil
		case "served":
			return float64(t.Served), nil
		}
		return 0, fmt.Errorf("quantity: %w", errUnknown)
	}, lists: func(q string) ([]float64, error) {
		what, seen, err := run(q)
		if err != nil || what != "stock_after_each_visit" {
			return nil, cmp.Or(err, fmt.Errorf("quantity: %w", errUnknown))
		}
		var list []float64
		for at := period; at <= plainNumber(horizon[1]); at += period { // what is there at the start came to the store as well; a customer of that instant comes after the tugger
			list = append(list, float64(seen.until("store", at, true)-seen.until("out", at, false)))
		}
		return list, nil
	}}, nil
}

// until is how many have come to an element by a time, or before it.
func (c *course) until(name string, at float64, by bool) (n int) {
	for _, x := range c.came[name] {
		if x < at || by && x == at {
			n++
		}
	}
	return n
}

// indexed is stations whose parts go on together when the last of them is done: an assembly that takes the finished part of
// each when all are there, and one that gives each station its next.
func (c referenceCase) indexed(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("stations", "processing", "index_time?"); err != nil {
		return casePlan{}, err
	}
	m := &plant.Model{Products: []plant.Product{{Name: "done", Share: 1}}}
	ways := map[string][]string{"done": {"out"}}
	gives, needs := plant.Bill{{Name: "done", Count: 1}}, plant.Bill(nil)
	n := int(p.number("stations", 1))
	mean := 0.0
	for i := range n {
		law, err := p.lawOf("processing", scale)
		if err != nil {
			return casePlan{}, err
		}
		part, buffer, machine := fmt.Sprintf("p%d", i+1), fmt.Sprintf("b%d", i+1), machineName(i)
		m.Products = append(m.Products, plant.Product{Name: part})
		gives, needs, ways[part] = append(gives, plant.Component{Name: part, Count: 1}), append(needs, plant.Component{Name: machine, Count: 1}), []string{buffer}
		m.Elements = append(m.Elements, spec(buffer, "buffer", map[string]any{"room": 1, "stock": plant.Bill{{Name: part, Count: 1}}, "to": []string{machine}}),
			spec(machine, "machine", map[string]any{"cycle": law, "to": []string{"index"}}))
		mean = law.Mean()
	}
	m.Elements = append(m.Elements, spec("index", "assembly", map[string]any{"cycle": Fixed(p.number("index_time", 0) * scale), "makes": "done", "needs": needs, "to": []string{"next"}}),
		spec("next", "disassembly", map[string]any{"cycle": Fixed(0), "gives": gives, "to": []string{"out"}, "choose": "product", "to_by_product": ways}), spec("out", "sink", nil))
	return casePlan{trial: Trial{Model: m, Warmup: 100 * mean, Length: 20_000 * mean}, measure: func(q string) (func(*View) float64, error) { return common(q) }}, nil
}
