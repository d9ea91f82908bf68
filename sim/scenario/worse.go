package scenario

import (
	"maps"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// What makes a line worse: a time, a cost, scrap or a failure that goes up, something that lasts or holds less long, more
// people needed, or another rule of whose turn it is, by which others wait longer. Investments do not count: every measure
// has one.
var (
	worseLonger  = []string{"cycle", "load", "unload", "setup", "pick", "place", "travel", "resupply"} // laws of chance
	worseHigher  = []string{"scrap", "material_cost", "cost_per_hour", "upkeep_per_year", "overtime_premium", "wage_per_hour", "media_per_hour", "resupply_price"}
	worseLower   = []string{"efficiency"}
	worseMore    = []string{"scrap_after_setup", "scrap_after_restart", "start_at"} // whole numbers
	worseFewer   = []string{"room"}
	worseAnyhow  = []string{"cycle", "load", "unload", "scrap"} // of a new element: what its being there costs
	hoursCompare = 52 * week
)

// checkWorse holds every measure to making something worse, as every real one does: robots jam, cameras reject good parts,
// sensors give false alarms. One of the catalogue has to do what its file says; of one that a scenario writes itself a
// word is enough.
func (s *Scenario) checkWorse(r *reader) {
	if len(s.Measures) == 0 {
		return
	}
	asIs := s.quietly(r, nil)
	for _, m := range s.Measures {
		names, before := s.withRequired(m), asIs
		if len(names) > 1 {
			before = s.quietly(r, names[:len(names)-1])
		}
		after := s.quietly(r, names)
		if before == nil || after == nil {
			continue // it cannot be tried by itself, or with what it requires
		}
		worse := worsened(before, after)
		if m.use == nil {
			if len(worse) == 0 && s.isPhysical(m) {
				r.note(m.node, "makes nothing worse: no time, cost, scrap or failure goes up (capex and yearly_cost do not count); every real measure does, so say what")
			}
			continue
		}
		listed := m.use.worsePaths()
		holds := slices.ContainsFunc(listed, func(path string) bool {
			return slices.ContainsFunc(worse, func(w string) bool { return under(w, path) || under(path, w) })
		})
		if !holds {
			r.tell(m.use.at, "want something that %s makes worse, as every real measure does, have nothing worse in %s; leave with and what the measure says of the line nearer to the catalogue, or write a measure without use",
				m.use.of.Name, shortList(listed))
		}
	}
}

// isPhysical tells whether a measure changes what stands on the line or when it works, rather than what is asked of it: its
// orders, its demand, what comes to its sources.
func (s *Scenario) isPhysical(m *Measure) bool {
	entry := func(name string) bool {
		kind, _ := s.tree.get("line", name, "kind").text()
		k, ok := plant.Find(kind)
		return ok && k.Role == plant.Entry
	}
	physical := func(path []string) bool { return path[0] == "shift" || path[0] == "line" && !entry(path[1]) }
	for _, table := range []string{"line", "shift"} {
		if slices.ContainsFunc(m.node.get(table).sorted(), func(name string) bool { return physical([]string{table, name}) }) {
			return true
		}
	}
	return slices.ContainsFunc(m.Remove, func(path string) bool { return physical(splitPath(path)) })
}

// withRequired is a measure by name, after all that it requires.
func (s *Scenario) withRequired(m *Measure) []string {
	names := []string{m.Name}
	for i := 0; i < len(names); i++ {
		for _, need := range find(s.Measures, names[i]).Requires {
			if find(s.Measures, need) != nil && !slices.Contains(names, need) {
				names = append(names, need)
			}
		}
	}
	slices.Reverse(names)
	return names
}

// quietly is the draft of the line with some measures; nil when something is wrong in it.
func (s *Scenario) quietly(r *reader, names []string) *draft {
	own := *r
	own.found, own.noted, own.unknown = newFindings(), newFindings(), nil
	d := s.draw(&own, s.picked(names))
	if len(own.found.list) > 0 {
		return nil
	}
	return d
}

// A comparison gathers the paths that are worse after than before.
type comparison struct {
	before, after *draft
	paths         []string
}

// worsened lists what is worse in one line than in another, as paths. What is said by product or in a matrix goes by the
// name of the key.
func worsened(before, after *draft) []string {
	c := &comparison{before: before, after: after}
	for _, e := range after.elements {
		if old := before.find(e.spec.Name); old != nil && old.spec.Kind == e.spec.Kind {
			c.element(&old.spec, &e.spec)
		} else {
			c.added(&e.spec)
		}
	}
	for _, e := range before.elements {
		if after.find(e.spec.Name) == nil && e.kind.Role == plant.Waiting && e.spec.Count("room") > 0 {
			c.paths = append(c.paths, "line."+e.spec.Name)
		}
	}
	for _, p := range after.products {
		i := slices.IndexFunc(before.products, func(o product) bool { return o.model.Name == p.model.Name })
		if i >= 0 {
			c.product(&before.products[i].money, &p.money)
		}
	}
	return c.paths
}

func (c *comparison) say(worse bool, path ...string) {
	if worse {
		c.paths = append(c.paths, joinPath(append([]string{"line"}, path...)))
	}
}

func (c *comparison) product(was, is *cost.Product) {
	for _, one := range []struct {
		key   string
		worse bool
	}{{"late_penalty_per_day", is.LatePerDay > was.LatePerDay}, {"late_penalty", is.LateOnce > was.LateOnce}, {"material_cost", is.MaterialCost > was.MaterialCost}, {"price", is.Price < was.Price}, {"demand_per_year", is.DemandPerYear < was.DemandPerYear && !is.Unlimited}} {
		if one.worse {
			c.paths = append(c.paths, "product."+is.Name+"."+one.key)
		}
	}
}

// element compares an element with itself.
func (c *comparison) element(was, is *plant.Spec) {
	name := is.Name
	for _, key := range worseLonger {
		c.say(c.longer(was, is, key), name, key)
	}
	for _, key := range worseHigher {
		c.say(c.anyProduct(func(p string) bool { return is.NumberFor(key, p) > was.NumberFor(key, p) }), name, key)
	}
	for _, key := range worseLower {
		c.say(is.Number(key) < was.Number(key), name, key)
	}
	for _, key := range worseMore {
		c.say(is.Count(key) > was.Count(key), name, key)
	}
	for _, key := range worseFewer {
		c.say(is.Count(key) < was.Count(key), name, key)
	}
	if is.Kind == "operators" {
		c.say(is.Count("count") > was.Count("count") && is.Number("wage_per_hour") > 0, name, "count")
		c.say(is.Number("wage_per_hour") > 0 && hours(&c.after.model, is, true) > hours(&c.before.model, was, true), name, "shift")
		c.say(is.Number("wage_per_hour") > 0 && c.after.model.Premium(is.Text("shift")) > c.before.model.Premium(was.Text("shift")), name, "shift")
	} else {
		c.say(is.Count("count") < was.Count("count"), name, "count")
		c.say(hours(&c.after.model, is, false) < hours(&c.before.model, was, false), name, "shift")
	}
	c.say(is.Kind == "supply" && is.Number("limit_kw") < was.Number("limit_kw"), name, "limit_kw")
	c.say(is.Kind == "spares" && is.Count("count") > was.Count("count") && is.Number("price") > 0, name, "count")
	c.say(is.Text("dispatch") != was.Text("dispatch"), name, "dispatch") // whoever goes first, others wait longer
	c.say(morePower(was, is), name, "power_kw")
	c.say(moreCrew(was, is), name, "operator")
	for i := range is.Failures {
		c.failure(name, modeOf(was, is.Failures[i].Name), &is.Failures[i])
	}
	for i := range is.Stops {
		c.stop(name, stopOf(was, is.Stops[i].Name), &is.Stops[i])
	}
}

// added looks at a new element, or one that has become another kind.
func (c *comparison) added(is *plant.Spec) {
	nothing := &plant.Spec{Name: is.Name, Kind: is.Kind}
	if is.Works() {
		for _, key := range worseAnyhow {
			c.say(c.longer(nothing, is, key) || c.anyProduct(func(p string) bool { return is.NumberFor(key, p) > 0 }), is.Name, key)
		}
	}
	c.say(is.Kind == "operators" && is.Count("count") > 0 && is.Number("wage_per_hour") > 0, is.Name)
	for i := range is.Failures {
		c.failure(is.Name, nil, &is.Failures[i])
	}
	for i := range is.Stops {
		c.stop(is.Name, nil, &is.Stops[i])
	}
}

func (c *comparison) failure(name string, was, is *plant.Failure) {
	if was == nil {
		c.say(rises(nil, is.Repair), name, "failure", is.Name)
		return
	}
	say := func(worse bool, key string) { c.say(worse, name, "failure", is.Name, key) }
	say(is.Clock == was.Clock && rises(is.Uptime, was.Uptime), "uptime")
	say(rises(was.Repair, is.Repair), "repair")
	say(is.Foreseen < was.Foreseen, "foreseen")
	say(was.PlannedRepair != nil && rises(was.PlannedRepair, is.PlannedRepair), "planned_repair")
	say(is.FalseAlarms != nil && (was.FalseAlarms == nil || rises(is.FalseAlarms, was.FalseAlarms)), "false_alarms")
	say(is.FalseAlarms != nil && was.FalseAlarms != nil && rises(was.AlarmStop, is.AlarmStop), "alarm_stop")
}

func (c *comparison) stop(name string, was, is *plant.Stop) {
	path := []string{name, "maintenance", is.Name}
	if is.Name == "tool" {
		path = []string{name, "tool"}
	}
	if was == nil {
		c.say(rises(nil, is.Takes), path...)
		return
	}
	c.say(is.Price > was.Price, append(slices.Clone(path), "price")...)
	every, takes := "every", "takes"
	if is.Name == "tool" {
		every, takes = "life", "change"
	}
	c.say(is.Clock == was.Clock && rises(is.Every, was.Every), append(slices.Clone(path), every)...)
	c.say(rises(was.Takes, is.Takes), append(slices.Clone(path), takes)...)
}

func modeOf(s *plant.Spec, name string) *plant.Failure {
	i := slices.IndexFunc(s.Failures, func(f plant.Failure) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Failures[i]
}

func stopOf(s *plant.Spec, name string) *plant.Stop {
	i := slices.IndexFunc(s.Stops, func(stop plant.Stop) bool { return stop.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Stops[i]
}

// rises tells whether the mean of a law goes up; a law that is not there is one of no time.
func rises(from, to *dist.Dist) bool {
	mean := func(d *dist.Dist) float64 {
		if d == nil {
			return 0
		}
		return d.Mean()
	}
	return mean(to) > mean(from)*(1+1e-12)
}

// longer tells whether a time goes up for any product, or for any change between two.
func (c *comparison) longer(was, is *plant.Spec, key string) bool {
	if c.anyProduct(func(p string) bool { return rises(was.ChanceFor(key, p), is.ChanceFor(key, p)) }) {
		return true
	}
	from, _ := was.Values[key+"_matrix"].(plant.Changeovers)
	to, _ := is.Values[key+"_matrix"].(plant.Changeovers)
	return slices.ContainsFunc(slices.Collect(maps.Keys(to)), func(cell string) bool { return rises(from[cell], to[cell]) })
}

func (c *comparison) anyProduct(worse func(product string) bool) bool {
	return worse("") || slices.ContainsFunc(c.after.products, func(p product) bool { return worse(p.model.Name) })
}

func morePower(was, is *plant.Spec) bool {
	from, _ := was.Values["power_kw"].(map[string]float64)
	to, _ := is.Values["power_kw"].(map[string]float64)
	return slices.ContainsFunc(plant.PowerStates, func(state string) bool { return to[state] > from[state] })
}

// moreCrew tells whether people are needed for what nobody was needed for, or more of them.
func moreCrew(was, is *plant.Spec) bool {
	from, to := was.Crew(), is.Crew()
	return slices.ContainsFunc(plant.CrewPhases, func(phase string) bool { return to[phase].Count > from[phase].Count })
}

// hours is how long an element is on, with or without its breaks, in a year.
func hours(m *plant.Model, s *plant.Spec, rostered bool) float64 {
	i := slices.IndexFunc(m.Shifts, func(shift plant.Shift) bool { return shift.Name == s.Text("shift") })
	switch {
	case i < 0:
		return float64(hoursCompare)
	case rostered:
		return float64(m.Shifts[i].Rostered(0, hoursCompare))
	}
	return float64(m.Shifts[i].Planned(0, hoursCompare))
}
