package plant

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/dist"
)

// anyLine makes a model from a number: one or two sources, stages of machines side by side, buffers between them, people,
// robots, shifts, failures, products; every choice that a scenario has, drawn.
func anyLine(tb testing.TB, seed uint64) *Model {
	tb.Helper()
	g := &generator{tb: tb, r: rand.New(rand.NewPCG(seed, 1)), m: &Model{}}
	g.products()
	g.shifts()
	g.people()
	stages := 1 + g.r.IntN(4)
	heads := g.stage(0)
	g.source("in", heads)
	if g.chance(0.2) {
		g.source("in2", heads)
	}
	for i := 1; i < stages; i++ {
		next := g.stage(i)
		g.join(i, heads, next)
		heads = next
	}
	g.add("out", "sink", nil)
	end := "out"
	if seed%3 == 2 {
		end = g.several(end)
	}
	g.join(stages, heads, []string{end})
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		delete(s.Values, "stage")
		if s.Kind == "machine" && g.m.HasOwnPlace(s.Name) && g.chance(0.4) {
			delete(s.Values, "campaign_visits")
			delete(s.Values, "campaign_empty")
			s.Values["minimum_run"], s.Values["maximum_wait"] = 1+g.r.IntN(4), pick(g, 0, 5*time.Second, time.Minute)
		} else if room := g.m.RoomBefore(s.Name); s.Kind == "machine" && g.m.HasOwnPlace(s.Name) && room > 1 && !goesRound(s) && g.chance(0.3) {
			s.Values["start_at"], s.Values["maximum_wait"] = min(room, 2+g.r.IntN(3)), pick(g, 0, 5*time.Second, time.Minute)
		}
	}
	g.ownWays()
	g.badOnes()
	g.urgent()
	g.pulled()
	g.modules()
	if seed%4 == 1 {
		g.power()
	}
	g.dropRounds()
	return g.m
}

// dropRounds lets machines go round that take what waits: what waits for a place at one of these before it goes on never gets it,
// of which the reader of scenarios tells.
func (g *generator) dropRounds() {
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		pushed := func(from Spec) bool {
			handled := from.Has("unload") || from.Has("robot") || from.Crew()["unload"].Count > 0
			return slices.Contains(from.Refs("to"), s.Name) && (from.Text("blocking") == "before-service" || from.Kind == "storage" || handled || from.Text("when_full") == "lose" || from.Kind == "buffer" && from.Count("room") == 0)
		}
		if g.m.Roves(s) && !s.Has("queue") && slices.ContainsFunc(g.m.Elements, pushed) {
			for _, key := range []string{"campaign", "campaign_visits", "campaign_empty"} {
				delete(s.Values, key)
			}
		}
	}
}

// goesRound tells whether a machine goes round its campaign by itself.
func goesRound(s *Spec) bool {
	return s.Text("campaign_empty") == "visit" || s.Text("campaign_visits") == "gated" || s.Text("campaign_visits") == "limited"
}

type generator struct {
	tb   testing.TB
	r    *rand.Rand
	m    *Model
	crew bool
	n    int // of what is being added
	arms []string
}

func (g *generator) chance(p float64) bool { return g.r.Float64() < p }

func pick[T any](g *generator, list ...T) T { return list[g.r.IntN(len(list))] }

func (g *generator) law(mean float64) *dist.Dist {
	text := pick(g, "exp(%[1]gs)", "uniform(0s, %[2]gs)", "triangular(0s, %[1]gs, %[2]gs)", "lognormal(%[1]gs, cv 0.5)", "%[1]gs", "%[1]gs")
	return law(strings.NewReplacer("%[1]g", fmt.Sprint(mean), "%[2]g", fmt.Sprint(2*mean)).Replace(text))
}

func (g *generator) add(name, kind string, values map[string]any) *Spec {
	if values == nil {
		values = map[string]any{}
	}
	g.m.Elements = append(g.m.Elements, Spec{Name: name, Kind: kind, Values: values})
	return &g.m.Elements[len(g.m.Elements)-1]
}

func (g *generator) products() {
	n := 1 + g.r.IntN(3)
	if n == 1 {
		return
	}
	for i := range n {
		g.m.Products = append(g.m.Products, Product{Name: fmt.Sprintf("p%d", i), Family: "f", Share: 1 / float64(n)})
	}
	if g.chance(0.3) {
		g.m.Sequence = []int{0, 0, n - 1}
	}
}

func (g *generator) shifts() {
	if !g.chance(0.5) {
		return
	}
	c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{"Mon-Sun 00:10-02:00", "Mon-Sun 02:30-05:00"}, []string{"Mon-Sun 01:00-01:05"}, nil)
	if err != nil {
		g.tb.Fatal(err)
	}
	late, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{"Mon-Sun 01:30-03:30"}, nil, nil)
	if err != nil {
		g.tb.Fatal(err)
	}
	g.m.Shifts = []Shift{{Name: "day", Calendar: c}, {Name: "late", Calendar: late}}
}

func (g *generator) shift(values map[string]any, p float64) {
	if len(g.m.Shifts) > 0 && g.chance(p) {
		values["shift"] = "day"
	}
}

func (g *generator) people() {
	if g.chance(0.6) {
		g.crew = true
		for _, name := range []string{"crew", "helpers"} {
			values := map[string]any{"count": 1 + g.r.IntN(3), "at_shift_end": pick(g, "pause", "finish", "no-start", "abandon")}
			if g.shift(values, 0.5); len(g.m.Shifts) > 0 && g.chance(0.3) {
				delete(values, "count")
				delete(values, "shift")
				values["count_by_shift"] = map[string]int{"day": 1 + g.r.IntN(3), "late": 1 + g.r.IntN(2)}
			}
			if g.chance(0.2) {
				values["efficiency_by_skill"] = map[string]float64{"run": 0.7}
			}
			values["efficiency"], values["order"], values["strict"] = pick(g, 1.0, 1.0, 0.8), pick(g, "longest-waiting", "priority", "nearest"), g.chance(0.2)
			values["walk_mps"] = pick(g, 0.0, 0.0, 1.3)
			values["skills"] = []string{"run", name}
			g.add(name, "operators", values)
		}
	}
	for i := range g.r.IntN(3) {
		name := fmt.Sprintf("arm%d", i)
		values := map[string]any{"pick": g.law(2), "place": g.law(2), "gripper": pick(g, "single", "double"), "at_shift_end": pick(g, "finish", "pause")}
		if g.chance(0.5) {
			values["travel"] = g.law(1)
		}
		g.shift(values, 0.3)
		values["count"] = pick(g, 1, 1, 2)
		g.sleep(values)
		values["failures"], values["at"] = pick(g, "independent", "one-at-a-time"), []float64{float64(g.r.IntN(9)), float64(g.r.IntN(9))}
		if g.crew && g.chance(0.3) {
			values["operator"] = map[string]Need{"repair": {Count: 1, From: []string{"helpers"}}}
		}
		s := g.add(name, "robot", values)
		if g.chance(0.5) {
			s.Failures = []Failure{g.failure("grip", 100, 20)}
		}
		g.stops(s)
		g.arms = append(g.arms, name)
	}
}

// stage adds machines side by side.
func (g *generator) stage(i int) []string {
	var names []string
	for j := range pick(g, 1, 1, 1, 2, 3) {
		name := fmt.Sprintf("m%d%c", i, 'a'+j)
		g.machine(name)
		names = append(names, name)
	}
	return names
}

func (g *generator) machine(name string) {
	v := map[string]any{"cycle": g.law(10), "after_repair": pick(g, "resume", "restart", "resample", "scrap"),
		"accept_when_down": g.chance(0.3), "release_when_down": g.chance(0.7), "blocking": pick(g, "after-service", "after-service", "before-service")}
	if g.chance(0.3) {
		v["scrap"] = 0.1
	}
	g.sleep(v)
	v["at"] = []float64{float64(g.r.IntN(9)), float64(g.r.IntN(9))}
	v["priority"], v["lights_out"] = g.r.IntN(3), pick(g, "no", "no", "first-fault", "empty")
	if g.chance(0.2) {
		v["count"] = 2
	}
	g.setup(v)
	g.restart(v)
	if g.chance(0.2) {
		v["at_shift_end"] = pick(g, "pause", "finish", "no-start", "abandon")
	}
	g.shift(v, 0.5)
	crew := map[string]Need{}
	people := func(phase string, p float64) {
		if g.crew && g.chance(p) {
			crew[phase] = Need{Count: 1, From: pick(g, []string{"crew"}, []string{"helpers", "crew"}, []string{"skill:run"})}
			if need := crew[phase]; len(need.From) == 2 && g.chance(0.3) {
				need.Count, need.Counts = 2, []int{2, 1}
				crew[phase] = need
			}
		}
	}
	switch {
	case len(g.arms) > 0 && g.chance(0.4):
		v["robot"] = pick(g, g.arms...)
		if g.find(v["robot"].(string)).Text("gripper") == "double" {
			v["blocking"] = "after-service"
		}
	case g.chance(0.5):
		v["load"], v["unload"] = g.law(2), g.law(2)
		people("load", 0.6)
		people("unload", 0.4)
	default:
		people("cycle", 0.4)
	}
	people("setup", 0.3)
	people("repair", 0.5)
	if len(crew) > 0 {
		v["operator"] = crew
	}
	if when, _ := v["setup_when"].(string); (when == "" || when == "part-arrived") && v["minimum_run"] == nil && g.chance(0.25) {
		if v["dispatch"] = pick(g, "spt", "setup", "priority", "fifo"); v["dispatch"] == "fifo" && len(g.m.Products) > 0 {
			v["campaign"] = pick(g, []string{"f"}, []string{"p1", "p0", "f"})
			v["campaign_visits"], v["campaign_limit"] = pick(g, "exhaustive", "gated", "limited"), 1+g.r.IntN(2)
			if len(v["campaign"].([]string)) > 1 && v["setup"] != nil && len(g.m.Products) > 1 {
				v["campaign_empty"] = pick(g, "skip", "visit")
			}
		}
	}
	s := g.add(name, "machine", v)
	for _, mode := range []string{"jam", "heat"}[:g.r.IntN(3)] {
		s.Failures = append(s.Failures, g.failure(mode, 80, 15))
	}
	g.stops(s)
	s.Values["failures"] = pick(g, "independent", "one-at-a-time")
	if g.chance(0.1) && name != "m0a" {
		s.Values["stops_with"] = []string{"m0a"}
	}
}

// sleep lets an element go to standby and switch itself off, and take its time to be ready again.
func (g *generator) sleep(v map[string]any) {
	v["standby_after"], v["off_after"] = pick(g, 0, 10*time.Second), pick(g, 0, time.Minute)
	if v["standby_after"] != 0 && g.chance(0.3) {
		v["wake"] = g.law(3)
	}
	if v["off_after"] != 0 && g.chance(0.3) {
		v["startup"] = g.law(8)
	}
}

// stops adds maintenance, and sensors that see failures coming.
func (g *generator) stops(s *Spec) {
	if g.chance(0.3) {
		stop := Stop{Name: "grease", Every: g.law(120), Takes: g.law(9), Clock: pick(g, "operating", "calendar", "on-shift"), Style: pick(g, "immediate", "after-part", "when-idle"), ByAge: g.chance(0.5)}
		if g.crew && g.chance(0.5) {
			stop.By = Need{Count: 1, From: []string{"crew"}}
		}
		for _, f := range s.Failures {
			stop.Renews = append(stop.Renews, f.Name)
		}
		s.Stops = append(s.Stops, stop)
	}
	if g.chance(0.2) {
		s.Stops = append(s.Stops, Stop{Name: "tool", Every: g.law(12), Takes: g.law(5), Clock: "count"})
	}
	for i := range s.Failures {
		if f := &s.Failures[i]; g.chance(0.2) {
			f.Foreseen, f.PlannedRepair, f.FalseAlarms, f.AlarmStop = 0.5, g.law(8), g.law(100), g.law(3)
		}
	}
}

// modules lets some repairs and maintenance use up spares of one stock.
func (g *generator) modules() {
	if !g.chance(0.4) {
		return
	}
	g.m.Elements = append(g.m.Elements, Spec{Name: "modules", Kind: "spares", Values: map[string]any{"count": g.r.IntN(4), "resupply": g.law(60)}})
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		for j := range s.Failures {
			s.Failures[j].Spare = pick(g, "", "modules")
		}
		for j := range s.Stops {
			s.Stops[j].Spare = pick(g, "", "", "modules")
		}
	}
}

// power lets all that works draw power, and a supply give it, with so little to spare that some wait.
func (g *generator) power() {
	least, most := 0.0, 0.0
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		kind, _ := Find(s.Kind)
		if !kind.Has("supply") {
			continue
		}
		s.Values["power_kw"] = map[string]float64{"working": float64(2 + g.r.IntN(9)), "setup": float64(g.r.IntN(12)), "ready": pick(g, 0, 1, 2.5), "standby": 0.5, "off": 0.1}
		units := float64(max(1, s.Count("count")))
		need, ready, low := g.m.NeedKW(s)
		awake := max(ready, low) // as all are who wait for power
		least, most = least+units*awake, max(most, need-awake)
	}
	g.m.Elements = append(g.m.Elements, Spec{Name: "grid", Kind: "supply", Values: map[string]any{"limit_kw": (least + most) * pick(g, 1.05, 1.3, 2), "order": pick(g, "longest-waiting", "priority"), "strict": g.chance(0.7)}})
}

func (g *generator) failure(name string, up, repair float64) Failure {
	f := Failure{Name: name, Uptime: g.law(up), Repair: g.law(repair), Clock: pick(g, "operating", "calendar", "on-shift", "count"), First: pick(g, "new", "remaining-life")}
	if f.Clock == "count" {
		f.Uptime = g.law(up / 10) // a second for each cycle
	}
	if _, ends := f.Uptime.Highest(); !ends && f.First == "new" {
		f.Repaired, f.Age = pick(g, "as-new", AsBefore), pick(g, 0, 50*time.Second)
	}
	return f
}

func (g *generator) setup(v map[string]any) {
	switch {
	case g.chance(0.2):
		v["setup"] = g.law(5)
	case g.chance(0.3) && len(g.m.Products) > 0:
		x := Changeovers{"f>f": g.law(4)}
		for i := range g.m.Products {
			x[fmt.Sprintf("p%d>f", i)] = g.law(3)
		}
		v["setup_matrix"], v["initial"] = x, pick(g, "", "p0", "p1")
	default:
		return
	}
	v["setup_when"], v["setup_after_repair"] = pick(g, "part-arrived", "order-known", "cleared"), pick(g, "resume", "restart")
	if g.chance(0.3) {
		v["scrap_after_setup"] = 1 + g.r.IntN(2)
	}
}

// restart lets standing still cost parts.
func (g *generator) restart(v map[string]any) {
	if g.chance(0.1) {
		v["scrap_after_restart"], v["restart_after"] = 1+g.r.IntN(2), pick(g, 0, 5*time.Second)
	}
}

func (g *generator) source(name string, to []string) {
	v := map[string]any{"to": to, "choose": pick(g, "first-free", "shortest", "round-robin", "random")}
	if len(to) == 1 {
		v["choose"] = "first-free"
	}
	if v["choose"] == "random" {
		v["shares"] = even(len(to))
	}
	switch g.r.IntN(3) {
	case 0:
		v["release"] = "endless"
	case 1:
		v["every"], v["when_full"] = g.law(14), "hold"
	default:
		v["every"], v["when_full"], v["room"] = g.law(9), "lose", g.r.IntN(4)
		v["lot"] = 1 + g.r.IntN(3)
	}
	g.add(name, "source", v)
}

func even(n int) []float64 {
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = 1 / float64(n)
	}
	return shares
}

// join leads machines to the next stage: straight, through a buffer of their own, or through one for all.
func (g *generator) join(i int, from, to []string) {
	lead := func(s *Spec) {
		s.Values["to"] = to
		if len(to) < 2 {
			return
		}
		rule := pick(g, "first-free", "shortest", "round-robin", "random", "product")
		if rule == "product" {
			if len(g.m.Products) == 0 {
				rule = "first-free"
			} else {
				s.Values["to_by_product"] = map[string][]string{"p0": to[:1]}
			}
		}
		s.Values["choose"] = rule
		if rule == "random" {
			s.Values["shares"] = even(len(to))
		}
	}
	place := func(name string) {
		lead(g.add(name, "buffer", map[string]any{"room": g.r.IntN(4), "order": pick(g, "fifo", "fifo", "lifo")}))
	}
	how := g.r.IntN(3)
	if how == 2 {
		place(fmt.Sprintf("b%d", i))
	}
	for _, name := range from {
		switch how {
		case 0:
			lead(g.find(name))
		case 1:
			place("b" + name)
			g.find(name).Values["to"] = []string{"b" + name}
		default:
			g.find(name).Values["to"] = []string{fmt.Sprintf("b%d", i)}
		}
	}
	g.emptyPlaces()
}

// emptyPlaces gives room to buffers of no room whose rule cannot see through them.
func (g *generator) emptyPlaces() {
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		if s.Kind == "buffer" && len(s.Refs("to")) > 1 && s.Count("room") == 0 {
			s.Values["room"] = 1
		}
	}
}

func (g *generator) find(name string) *Spec {
	for i := range g.m.Elements {
		if g.m.Elements[i].Name == name {
			return &g.m.Elements[i]
		}
	}
	return nil
}
