package plant

import (
	"fmt"
	"reflect"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

var interruptions = map[string]interruption{"": resumes, "resume": resumes, "restart": restarts, "resample": resamples, "scrap": scraps}

// makeMachine gathers what a machine is made of; its units share it.
func (b *builder) makeMachine(p *Placed) error {
	w := &works{
		rules: upkeepRules{fix: -1, drift: -1, fed: b.model.SupplyOf(p.Spec) != ""}, before: p.Text("blocking") == "before-service",
		rule: interruptions[p.Text("after_repair")], accepts: p.Flag("accept_when_down"),
		holds: p.Has("release_when_down") && !p.Flag("release_when_down"),
	}
	for ph := range w.request {
		w.request[ph] = -1
	}
	if err := b.several(p, w); err != nil {
		return err
	}
	if err := b.inspecting(p, w); err != nil {
		return err
	}
	requests, err := b.requests(p, w)
	if err != nil {
		return err
	}
	load, unload, err := b.handling(p, w)
	if err != nil {
		return err
	}
	b.byMoves(p, w, len(load), len(unload))
	if err := b.steps(p, w, load, unload); err != nil {
		return err
	}
	if b.mending(p, w); w.sendsAside() && w.kit != nil && w.kit.batch != nil && w.opens == asItIs {
		w.opens = sorted
	}
	if w.setup, err = b.setup(p); err != nil {
		return err
	}
	if err = b.gathering(p, w); err != nil {
		return err
	}
	if requests, err = b.upkeep(p, &w.rules, requests, len(timed)+3); err != nil {
		return err
	}
	if err = b.dispatching(p, w); err != nil {
		return err
	}
	if err = b.preempting(p, w); err != nil {
		return err
	}
	w.number()
	b.wearing(p, &w.rules)
	b.manners(p, w)
	b.settle(p, w, requests)
	return nil
}

// settle gives each machine of an element its element, and its node what the line has to know of it.
func (b *builder) settle(p *Placed, w *works, requests []sim.Request) {
	for _, id := range p.IDs {
		n := &b.plant.Layout.Nodes[id]
		n.Element, n.Requests, n.Priority = newMachine(w), requests, p.Count("priority")
		n.Ahead, n.Ranks = w.setup.looksAhead() || w.preempts != never || w.startAt > 1, w.dispatch != longestWaiting
		n.Fair, n.Gathers, n.Retrieves = b.isRouted(p), w.kit != nil || w.setup.rounds != nil, w.kit != nil && w.kit.onDemand != nil
		n.ToOrder, n.Changes, n.Idles = w.before && p.Kind != "storage", p.changes(), w.startAt > 1 || w.sequence != nil || w.lots
	}
}

// steps gathers how long each phase takes for each task, and what of it is bad; load and unload are what a robot does, nil without
// one.
func (b *builder) steps(p *Placed, w *works, load, unload []*dist.Dist) error {
	standIn := b.anyCycle(p)
	for i := range b.tasks {
		t := &b.tasks[i]
		cycle, err := b.cycle(p, t, standIn)
		if err != nil {
			return err
		}
		w.steps[working] = append(w.steps[working], b.perPart(p, w, t.name, cycle))
		w.scrap = append(w.scrap, t.scrap(p.Spec))
		w.defects = append(w.defects, p.NumberFor("defects", t.name))
		w.mars = w.mars || w.defects[i] > 0 || p.Has("drift_after")
		if load == nil {
			w.steps[loading] = append(w.steps[loading], present(t.own(p.Spec, "load")))
			w.steps[unloading] = append(w.steps[unloading], present(t.own(p.Spec, "unload")))
			continue
		}
		in, out := b.moves(p, w, t)
		w.steps[loading] = append(w.steps[loading], slices.Repeat(load, in))
		w.steps[unloading] = append(w.steps[unloading], slices.Repeat(unload, out))
		w.steps[swapping] = append(w.steps[swapping], b.swapSteps(p))
	}
	return nil
}

// upkeep gathers what stops a machine or a robot, and who is asked for it; others is how many more timers it may have.
func (b *builder) upkeep(p *Placed, r *upkeepRules, requests []sim.Request, others int) ([]sim.Request, error) {
	var err error
	if r.stops, err = b.stops(p); err != nil {
		return nil, err
	}
	r.drift = slices.IndexFunc(r.stops, func(s stop) bool { return s.name == driftName })
	for i := range r.stops {
		r.stops[i].request = -1
		if len(r.stops[i].by.From) > 0 {
			r.stops[i].request = len(requests)
			requests = append(requests, sim.Request{b.want(r.stops[i].by)})
		}
	}
	if b.somePeople(func(s *Spec) bool { return s.Number("walk_mps") > 0 }) {
		r.walks = len(requests)
	}
	r.paced = b.somePeople((*Spec).differs)
	if requests, err = b.wantSpares(p, r, requests); err != nil {
		return nil, err
	}
	r.wakes[sim.InStandby], r.wakes[sim.SwitchedOff] = p.Chance("wake"), p.Chance("startup")
	if r.wakes[sim.SwitchedOff] == nil {
		r.wakes[sim.SwitchedOff] = r.wakes[sim.InStandby]
	}
	if n := others + 1 + r.walks + 2*len(r.stops) + 2*len(p.Failures); n >= int(noTimer) {
		return nil, fmt.Errorf("want fewer failure modes and planned stops, have %d and %d", len(p.Failures), len(r.stops))
	}
	return requests, nil
}

// wearing gathers the failure modes of what has its timers numbered, and settles which clocks it minds.
func (b *builder) wearing(p *Placed, r *upkeepRules) {
	p.Done = nil
	for i := range p.Stops {
		p.Done = append(p.Done, r.stops[i].work)
	}
	r.modes = b.modes(p, r.firstFailure)
	for i := range r.modes {
		r.modes[i].foreseen, r.modes[i].instead = p.Failures[i].Foreseen, foreseeing(r.stops, p.Failures[i].Name)
	}
	r.alone = p.Text("failures") == "one-at-a-time"
	r.attends = len(r.stops) > 0 || r.alone || hasClock(r.modes, counting) || hasClock(r.modes, onShift)
	r.clocked = r.attends || hasClock(r.modes, operating)
}

// manners settles by what rules a machine goes, and whether it has so few that it may take the short way from part to part.
func (b *builder) manners(p *Placed, w *works) {
	if w.atEnd = shiftEnds[p.Text("at_shift_end")]; p.Text("at_shift_end") == "" && w.request[working] < 0 {
		w.atEnd = finishes
	}
	w.fits = b.somePeople(func(s *Spec) bool { return s.Text("at_shift_end") == "no-start" })
	w.first = -1
	for _, first := range []struct {
		phase phase
		name  string
	}{{loading, "load"}, {working, "cycle"}, {working, "inspect"}} {
		need, asked := p.Crew()[first.name]
		if r := w.request[first.phase]; asked && r >= 0 && !w.robots[first.phase] {
			if !b.alwaysThere(p, need) {
				w.first = r
			}
			break
		}
	}
	w.restart = restart{p.Count("scrap_after_restart"), p.Span("restart_after")}
	w.unattended = lightsOuts[p.Text("lights_out")]
	bare := w.selfServed() && !w.before && !w.swaps && !someSteps(w, loading, unloading) && !w.setup.takesTime() && !w.setup.looksAhead() && w.setup.turns == nil
	w.plain = bare && !w.rules.fed && !w.mars && w.inspects == nil && w.kit == nil && w.opens == asItIs && !w.packs && w.restart.spoils == 0 && w.sequence == nil && w.preempts == never && !w.sendsAside() && !w.lots && w.startAt < 2 && len(w.rules.stops) == 0 && !hasClock(w.rules.modes, counting) && w.rules.wakeTimer == noTimer && w.atEnd != noStart && w.unattended == attended
	for i := range w.scrap {
		if w.plain {
			w.jobs = append(w.jobs, job{w.steps[working][i][0], w.scrap[i]})
		}
	}
}

// alwaysThere tells whether enough of those whom a machine asks for are on duty whenever the machine is.
func (b *builder) alwaysThere(p *Placed, need Need) bool {
	for i, name := range need.From {
		if b.somePeople(func(s *Spec) bool {
			return s.Name == name && s.Count("count") >= need.CountOf(i) && (s.Text("shift") == "" || s.Text("shift") == p.Text("shift"))
		}) {
			return true
		}
	}
	return false
}

// somePeople tells whether some operators are as asked.
func (b *builder) somePeople(are func(*Spec) bool) bool {
	for i := range b.model.Elements {
		if s := &b.model.Elements[i]; s.Kind == "operators" && are(s) {
			return true
		}
	}
	return false
}

func paceOf(s *Spec) float64 {
	if x := s.Number("efficiency"); x > 0 {
		return x
	}
	return 1
}

// differs tells whether some of what operators do goes at another pace than 1.
func (s *Spec) differs() bool {
	for _, x := range s.paces() {
		if x != 1 {
			return true
		}
	}
	return paceOf(s) != 1
}

// paces is how fast operators do what they are asked for by skill, where that differs.
func (s *Spec) paces() map[string]float64 {
	return get[map[string]float64](s, "efficiency_by_skill", nil)
}

// selfServed tells that nobody is needed, but to repair.
func (w *works) selfServed() bool {
	for _, r := range w.request {
		if r >= 0 {
			return false
		}
	}
	return true
}

// cycle is the time of a task. Where none is said of one that never comes here, that of the first other stands in.
func (b *builder) cycle(p *Placed, t *task, standIn *dist.Dist) (*dist.Dist, error) {
	cycle := t.own(p.Spec, "cycle")
	if cycle == nil && !b.model.comes(t, p.Spec) {
		cycle = standIn
	}
	if cycle == nil {
		return nil, fmt.Errorf("cycle: want a time for product %q, have none", t.name)
	}
	return cycle, nil
}

// anyCycle is the first time that a machine works on anything.
func (b *builder) anyCycle(p *Placed) *dist.Dist {
	for i := range b.tasks {
		if d := b.tasks[i].own(p.Spec, "cycle"); d != nil {
			return d
		}
	}
	return nil
}

func present(d *dist.Dist) []*dist.Dist {
	if d == nil {
		return nil
	}
	return []*dist.Dist{d}
}

func someSteps(w *works, of ...phase) bool {
	for _, ph := range of {
		for _, steps := range w.steps[ph] {
			if len(steps) > 0 {
				return true
			}
		}
	}
	return false
}

var crewPhases = []struct {
	name  string
	phase phase
}{{"load", loading}, {"setup", settingUp}, {"cycle", working}, {"inspect", working}, {"unload", unloading}}

// requests turns who is needed into requests. Phases that need just the same people share one, so that these stay from
// one phase to the next.
func (b *builder) requests(p *Placed, w *works) ([]sim.Request, error) {
	crew := p.Crew()
	var requests []sim.Request
	alone := -1 // the request of a setup beside the work: those who work are others
	number := func(need Need) (int, error) {
		want := b.want(need)
		if len(want.Pools) == 0 {
			return 0, fmt.Errorf("operator: want operators that exist, have %v", need.From)
		}
		for i, r := range requests {
			if i != alone && reflect.DeepEqual(r[0], want) {
				return i, nil
			}
		}
		requests = append(requests, sim.Request{want})
		return len(requests) - 1, nil
	}
	for _, c := range crewPhases {
		need, ok := crew[c.name]
		if !ok {
			continue
		}
		if c.phase == settingUp && (moments[p.Text("setup_when")] != partArrived || p.Text("campaign_empty") == "visit") {
			alone = len(requests)
			w.request[settingUp] = alone
			requests = append(requests, sim.Request{b.want(need)})
			continue
		}
		r, err := number(need)
		if err != nil {
			return nil, err
		}
		w.request[c.phase] = r
	}
	if need, ok := crew["repair"]; ok {
		w.rules.fix = len(requests) // never shared: a repair is no phase of the round
		requests = append(requests, sim.Request{b.want(need)})
	}
	if arm := p.Text("robot"); arm != "" {
		want := []sim.Want{{Count: 1, Pools: b.ids([]string{arm})}}
		w.request[loading], w.request[unloading], w.request[swapping] = len(requests), len(requests)+1, len(requests)+2
		w.robots[loading], w.robots[unloading], w.robots[swapping] = true, true, true
		requests = append(requests, want, want, want)
	}
	return requests, nil
}

// want is a need in the line's terms: of which pools how many, and at what pace they do it.
func (b *builder) want(need Need) sim.Want {
	want := sim.Want{Count: max(1, need.Count)}
	var paces []float64
	differ, differently := false, false
	for _, one := range b.model.Alternatives(need) {
		ids := b.ids([]string{one.Name})
		if len(ids) == 0 {
			continue
		}
		people := b.plant.Elements[b.at[one.Name]].Spec
		pace := paceOf(people)
		if x, ok := people.paces()[one.Skill]; ok {
			pace, differently = x, true
		}
		want.Pools, want.Counts, paces = append(want.Pools, ids[0]), append(want.Counts, one.Count), append(paces, pace)
		differ = differ || one.Count != want.Count
	}
	if differently {
		want.Paces = paces
	}
	if !differ {
		want.Counts = nil
	}
	return want
}

// handling is what a robot does to load and to unload; nil without a robot.
func (b *builder) handling(p *Placed, w *works) (load, unload []*dist.Dist, err error) {
	name := p.Text("robot")
	if name == "" {
		return nil, nil, nil
	}
	i, ok := b.at[name]
	if !ok {
		return nil, nil, fmt.Errorf("robot: want a robot that exists, have %q", name)
	}
	arm := b.plant.Elements[i].Spec
	pick, place, travel := arm.Chance("pick"), arm.Chance("place"), arm.Chance("travel")
	move := chain(pick, travel, place)
	if len(move) == 0 {
		return nil, nil, fmt.Errorf("robot: %s wants a pick or a place time", name)
	}
	if arm.Text("gripper") == "double" {
		if w.before {
			return nil, nil, fmt.Errorf("blocking: want after-service with the double gripper of %s, have before-service", name)
		}
		if w.kit != nil || w.opens != asItIs || w.packs {
			return nil, nil, fmt.Errorf("robot: want %s to have a single gripper where parts are put together or taken apart, have a double one", name)
		}
		w.swaps = true
		down := chain(travel, place)
		w.clear, w.putDown = append(down, chain(pick, travel)...), len(down)
	}
	return move, move, nil
}

// swapSteps is the time for which a double gripper keeps a machine: out with the old, in with the new.
func (b *builder) swapSteps(p *Placed) []*dist.Dist {
	arm := b.plant.Elements[b.at[p.Text("robot")]].Spec
	return chain(arm.Chance("pick"), arm.Chance("place"))
}

// chain is one step after the other. Those without chance are taken together: each step is an event.
func chain(steps ...*dist.Dist) []*dist.Dist {
	var chain []*dist.Dist
	for _, d := range steps {
		if d == nil {
			continue
		}
		more, fixed := d.Constant()
		if last := len(chain) - 1; fixed && last >= 0 {
			if so, ok := chain[last].Constant(); ok {
				chain[last] = dist.Constant(so + more)
				continue
			}
		}
		chain = append(chain, d)
	}
	return chain
}
