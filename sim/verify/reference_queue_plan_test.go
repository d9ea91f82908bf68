package verify

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

func (c referenceCase) queuePlan(scale float64) (casePlan, error) {
	plan, ok := queuePlans[c.Subfamily]
	if !ok {
		return casePlan{}, fmt.Errorf("subfamily: %w", errUnknown)
	}
	return plan(c.Parameters, scale)
}

// mostParts bounds what a case costs; tooDear says for which that is too little.
const mostParts = 20_000_000

// steady is a plan for a model in which so many parts come or go round in a second. The nearer its load is to 1, the
// longer it remembers how it began: in services, some multiple of 1/(1-load)^2.
func (p parameters) steady(m *plant.Model, rate, load float64) casePlan {
	memory := 20 / (1 - min(load, 0.98)) / (1 - min(load, 0.98))
	parts := max(20_000, 10*memory)
	plan := casePlan{trial: Trial{Model: m, Warmup: max(500, memory) / rate, Length: parts / rate}, measure: p.queueing, most: int(mostParts / parts)}
	plan.trial.Watch = follow(plan.trial.Warmup)
	return plan
}

// one is the time between parts and the time of one, of a single station.
func (p parameters) one(scale float64) (between, service *dist.Dist, err error) {
	switch {
	case p["interarrival"] != nil:
		if between, err = p.law(p["interarrival"], 1); err != nil {
			return nil, nil, err
		}
	case p["lambda_batches"] != nil:
		between = Exp(1 / p.number("lambda_batches", 1))
	case p["lambda"] != nil:
		between = Exp(1 / p.number("lambda", 1))
	default:
		return nil, nil, fmt.Errorf("arrivals: %w", errUnknown)
	}
	switch {
	case p["service"] != nil:
		service, err = p.law(p["service"], scale)
	case p["mu"] != nil:
		service = Exp(scale / p.number("mu", 1))
	default:
		err = fmt.Errorf("service: %w", errUnknown)
	}
	return between, service, err
}

// oneQueue is arrivals, a queue, and one station of equal machines.
func oneQueue(p parameters, scale float64) (casePlan, error) {
	between, service, err := p.one(scale)
	if err != nil {
		return casePlan{}, err
	}
	machine := Machine{Cycle: service, Servers: int(p.number("servers", 1)), Accepts: true, AfterRepair: p.text("after_repair")}
	load := service.Mean() / between.Mean() / float64(machine.Servers)
	if fails := p.number("failure_rate", 0); fails > 0 {
		machine.Up, machine.Calendar = Exp(1/fails), p.text("failure_clock") == "calendar"
		machine.Down = Exp(1 / p.number("repair_rate", 1))
		if p["repair"] != nil {
			if machine.Down, err = p.law(p["repair"], 1); err != nil {
				return casePlan{}, err
			}
		}
		load *= 1 + fails*machine.Down.Mean()
	}
	l := Line{Arrivals: between, Room: -1, Machines: []Machine{machine}}
	if room := p.number("capacity_total", 0); room > 0 {
		l.Room, l.Lose, load = int(room)-machine.Servers, true, min(load, 0.9)
	}
	m := l.Model()
	lot, err := p.lots(m, between)
	if err != nil {
		return casePlan{}, err
	}
	switch rule := p.text("discipline") + p.text("dispatch"); rule {
	case "", "FIFO", "FCFS":
	case "LIFO", "LCFS":
		element(m, "b0").Values["order"] = "lifo"
	case "SPT", "SJF":
		return p.bySizes(m, service, 1/between.Mean(), load)
	default:
		return casePlan{}, fmt.Errorf("rule %q: %w", rule, errUnknown)
	}
	return p.steady(m, lot/between.Mean(), load*lot), nil
}

// lots lets parts come in lots, and tells how many there are in one in the mean. Lots by chance that come at random are
// lots of each size that come at random: a source for each.
func (p parameters) lots(m *plant.Model, between *dist.Dist) (mean float64, err error) {
	if p["batch"] == nil {
		return 1, nil
	}
	source := element(m, "in").Values
	if list := p.numbers("batch"); len(list) == 1 {
		source["lot"] = int(list[0])
		return list[0], nil
	}
	text := strings.ToLower(p.text("batch"))
	if mean, err = strconv.ParseFloat(numberIn.FindString(text), 64); err != nil || !strings.HasPrefix(text, "geometric") || mean < 1 && strings.Contains(text, "mean") {
		return 0, fmt.Errorf("batch %s: %w", p["batch"], errUnknown)
	}
	if mean < 1 {
		mean = 1 / mean // it is the probability that a part is the last of its lot
	}
	chance := 1 / mean
	for size := 1; chance > 1e-9; size++ {
		v := maps.Clone(source)
		v["lot"], v["every"] = size, Exp(between.Mean()/chance)
		m.Elements = append(m.Elements, plant.Spec{Name: fmt.Sprintf("in lots of %d", size), Kind: "source", Values: v})
		chance *= 1 - 1/mean
	}
	m.Elements = m.Elements[1:] // without the one that stood for all
	return mean, nil
}

func element(m *plant.Model, name string) *plant.Spec {
	i := slices.IndexFunc(m.Elements, func(s plant.Spec) bool { return s.Name == name })
	return &m.Elements[i]
}

// bySizes takes the shortest work first. The engine knows what a part will take by its product, so that a law of times
// becomes products of equal shares, each with the mean time of its part of the law: what waits is then off by the square
// of their share.
func (p parameters) bySizes(m *plant.Model, service *dist.Dist, rate, load float64) (casePlan, error) {
	const sizes, cuts = 100, 50
	cycles := map[string]*dist.Dist{}
	for i := range sizes {
		sum := 0.0
		for k := range cuts {
			sum += service.Quantile((float64(i) + (float64(k)+0.5)/cuts) / sizes)
		}
		name := fmt.Sprintf("size %d", i)
		m.Products = append(m.Products, plant.Product{Name: name, Share: 1.0 / sizes})
		cycles[name] = Fixed(sum / cuts)
	}
	values := element(m, "m1").Values
	values["cycle_by_product"], values["dispatch"] = cycles, "spt"
	return p.steady(m, rate, load), nil
}

// classes are products of which one goes before the other. Several streams by chance are one stream, of parts that are
// by chance of either sort.
func classes(p parameters, scale float64) (casePlan, error) {
	var list []struct {
		Lambda   float64
		Service  json.RawMessage
		Priority int
	}
	if err := json.Unmarshal(p["classes"], &list); err != nil || len(list) == 0 {
		return casePlan{}, fmt.Errorf("classes: %w", errUnknown)
	}
	rate, load := 0.0, 0.0
	for _, class := range list {
		rate += class.Lambda
	}
	l := Line{Arrivals: Exp(1 / rate), Room: -1, Machines: []Machine{{Cycle: Exp(1)}}}
	m := l.Model()
	cycles := map[string]*dist.Dist{}
	for i, class := range list {
		law, err := p.law(class.Service, scale)
		if err != nil {
			return casePlan{}, err
		}
		name := fmt.Sprintf("class %d", i+1)
		m.Products = append(m.Products, plant.Product{Name: name, Share: class.Lambda / rate, Priority: 1000 - class.Priority}) // theirs is 1 for the first
		cycles[name] = law
		load += class.Lambda * law.Mean()
	}
	values := element(m, "m1").Values
	values["cycle_by_product"], values["dispatch"] = cycles, "priority"
	if rule := p.text("preemptive"); rule != "" {
		values["preempt"] = rule
	}
	return p.steady(m, rate, load), nil
}

// mended is machines side by side that are always at work when they are up.
func mended(p parameters, scale float64) (casePlan, error) {
	machines, up := int(p.number("machines", 1)), p.number("mean_up", 1)
	down, err := Exp(p.number("mean_repair", 1)*scale), error(nil)
	if p["repair"] != nil {
		down, err = p.law(p["repair"], scale)
	}
	if err != nil {
		return casePlan{}, err
	}
	m := sideBySide(machines, Machine{Cycle: Fixed(up), Up: Exp(up), Down: down, Repairers: true}, Line{Mechanics: int(p.number("technicians", 1))})
	plan := p.steady(m, float64(machines)/up, 0.5)
	plan.measure = repairs
	plan.trial.Watch = countUp(plan.trial.Warmup)
	return plan, nil
}

// vacations are stops that a machine makes when it has nothing to do: one after the other until something waits, or one
// each time that it has worked.
func vacations(p parameters, scale float64) (casePlan, error) {
	between, service, err := p.one(scale)
	if err != nil {
		return casePlan{}, err
	}
	vacation, err := p.law(p["vacation"], 1)
	if err != nil {
		return casePlan{}, err
	}
	clock, ok := map[string]string{"multiple": "calendar", "single": "operating"}[p.text("policy")]
	if !ok {
		return casePlan{}, fmt.Errorf("policy %q: %w", p.text("policy"), errUnknown)
	}
	l := Line{Arrivals: between, Room: -1, Machines: []Machine{{Cycle: service}}}
	m := l.Model()
	element(m, "m1").Stops = []plant.Stop{{Name: "vacation", Every: Fixed(1e-9), Takes: vacation, Clock: clock, Style: "when-idle"}}
	return p.steady(m, 1/between.Mean(), service.Mean()/between.Mean()), nil
}

// startsUp is a machine that goes to standby as soon as it has nothing to do, and wakes with the next part in it: what that
// waits is all of its stay but its own work.
func startsUp(p parameters, scale float64) (casePlan, error) {
	between, service, err := p.one(scale)
	if err != nil {
		return casePlan{}, err
	}
	m := Line{Arrivals: between, Room: -1, Machines: []Machine{{Cycle: service}}}.Model()
	values := element(m, "m1").Values
	wake, err := p.lawOf("setup", scale)
	if err != nil {
		return casePlan{}, err
	}
	values["standby_after"], values["wake"] = time.Nanosecond, wake
	plan := p.steady(m, 1/between.Mean(), service.Mean()/between.Mean())
	plan.measure = func(q string) (func(*View) float64, error) {
		if short(q) == "mean_wait_in_queue" {
			stay := mean(stays, -1, itself)
			return func(v *View) float64 { return stay(v) - service.Mean() }, nil
		}
		return p.queueing(q)
	}
	return plan, nil
}

// gathers is a machine that begins only when so many parts wait, and goes on until none does.
func gathers(p parameters, scale float64) (casePlan, error) {
	between, service, err := p.one(scale)
	if err != nil {
		return casePlan{}, err
	}
	m := Line{Arrivals: between, Room: -1, Machines: []Machine{{Cycle: service}}}.Model()
	element(m, "m1").Values["start_at"] = int(p.number("N", 1))
	return p.steady(m, 1/between.Mean(), service.Mean()/between.Mean()), nil
}

// shifted works for so long and rests for so long, over and over: each round is a day, or a week where only that makes the
// shift one of whole minutes, and time is scaled to it.
func shifted(p parameters, scale float64) (casePlan, error) {
	on, off := p.number("on", 1), p.number("off", 0)
	minutes, round := 0.0, 0.0
	for _, round = range []float64{24 * 60, 7 * 24 * 60} {
		if minutes = on * round / (on + off); math.Abs(minutes-math.Round(minutes)) < 1e-9*round {
			break
		}
	}
	if minutes = math.Round(minutes); math.Abs(minutes-on*round/(on+off)) >= 1e-9*round {
		return casePlan{}, fmt.Errorf("on %g, off %g: no whole minutes of a day or a week: %w", on, off, errUnknown)
	}
	var spans []string
	for _, day := range []string{"daily", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		if today := min(minutes, 24*60); today > 0 {
			if round > 24*60 && day == "daily" {
				day = "Mon"
			}
			spans = append(spans, fmt.Sprintf("%s 00:00-%02.0f:%02.0f", day, math.Floor(today/60), math.Mod(today, 60)))
			minutes -= today
		}
	}
	day := 60 * round // seconds, as below
	unit := day / (on + off)
	c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), spans, nil, nil)
	if err != nil {
		return casePlan{}, err
	}
	rate, service := p.number("lambda", 1)/unit, scale*unit/p.number("mu", 1)
	l := Line{Arrivals: Exp(1 / rate), Room: -1, Machines: []Machine{{Cycle: Exp(service)}}}
	m := l.Model()
	m.Shifts = []plant.Shift{{Name: "day", Calendar: c}}
	values := element(m, "m1").Values
	values["shift"], values["at_shift_end"] = "day", "pause"
	plan := p.steady(m, rate, rate*service*(on+off)/on)
	plan.trial.Warmup, plan.trial.Length = day*math.Ceil(plan.trial.Warmup/day), day*math.Ceil(plan.trial.Length/day) // whole rounds
	watch := follow(plan.trial.Warmup)
	plan.trial.Watch = func(p *plant.Plant, l *sim.Line) any {
		f := watch(p, l).(*follower)
		f.round, f.looks = duration(day), []look{{next: f.since + duration(on*unit)}, {next: f.since + duration(day)}}
		return f
	}
	return plan, nil
}

// inSeries is stations one after the other, with no end to what may wait between.
func inSeries(p parameters, scale float64) (casePlan, error) {
	ms, err := p.machines(scale)
	if err != nil {
		return casePlan{}, err
	}
	rate, load := p.number("lambda", 1), 0.0
	between := make([]int, len(ms)-1)
	for i := range between {
		between[i] = -1
	}
	for _, m := range ms {
		load = max(load, rate*m.Cycle.Mean()/float64(max(1, m.Servers)))
	}
	return p.steady(Line{Arrivals: Exp(1 / rate), Room: -1, Machines: ms, Buffers: between}.Model(), rate, load), nil
}

// unequal is one queue before machines that are not alike, and are tried in an order.
func unequal(p parameters, scale float64) (casePlan, error) {
	rates, lambda, sum := p.numbers("rates"), p.number("lambda", 1), 0.0
	order := make([]string, len(rates))
	for i, rate := range rates {
		sum += rate / scale
		order[i] = fmt.Sprintf("m%d", i+1)
	}
	speed := func(name string) float64 { i, _ := strconv.Atoi(name[1:]); return rates[i-1] }
	slices.SortStableFunc(order, func(a, b string) int { return int(math.Copysign(1, speed(b)-speed(a))) })
	fastest, slowest := order[0], order[len(order)-1]
	switch rule := p.text("rule"); {
	case strings.HasPrefix(rule, "fastest"):
	case strings.HasPrefix(rule, "slowest"):
		slices.Reverse(order)
	default:
		return casePlan{}, fmt.Errorf("rule %q: %w", rule, errUnknown)
	}
	m := &plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": Exp(1 / lambda), "when_full": "hold", "to": []string{"b0"}}},
		{Name: "b0", Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": order}}}}
	for i, rate := range rates {
		m.Elements = append(m.Elements, plant.Spec{Name: fmt.Sprintf("m%d", i+1), Kind: "machine", Values: map[string]any{"cycle": Exp(scale / rate), "to": []string{"out"}}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"})
	plan := p.steady(m, lambda, lambda/sum)
	plan.measure = func(q string) (func(*View) float64, error) {
		switch short(q) {
		case "utilization_fast":
			return share(fastest, sim.Working), nil
		case "utilization_slow":
			return share(slowest, sim.Working), nil
		}
		return p.queueing(q)
	}
	return plan, nil
}

// joined is machines with a queue each, of which each arrival joins one.
func joined(p parameters, scale float64) (casePlan, error) {
	rates, lambda, sum := p.numbers("rates"), p.number("lambda", 1), 0.0
	source := map[string]any{"every": Exp(1 / lambda), "when_full": "hold"}
	var ways []string
	shares := make([]float64, len(rates))
	m := &plant.Model{Elements: []plant.Spec{{Name: "in", Kind: "source", Values: source}}}
	for i, rate := range rates {
		sum += rate / scale
		shares[i] = 1 / float64(len(rates))
		queue, machine := fmt.Sprintf("b%d", i+1), fmt.Sprintf("m%d", i+1)
		ways = append(ways, queue)
		m.Elements = append(m.Elements, plant.Spec{Name: queue, Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": []string{machine}}},
			plant.Spec{Name: machine, Kind: "machine", Values: map[string]any{"cycle": Exp(scale / rate), "to": []string{"out"}}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"})
	source["to"] = ways
	switch rule := p.text("rule"); {
	case strings.HasPrefix(rule, "join the shortest") && slices.Min(rates) == slices.Max(rates): // among equal machines it does not matter who breaks a tie
		source["choose"] = "shortest"
	case strings.Contains(rule, "robin") || strings.Contains(rule, "alternat"):
		source["choose"] = "round-robin"
	case strings.HasPrefix(rule, "random"):
		source["choose"], source["shares"] = "random", shares
	default:
		return casePlan{}, fmt.Errorf("rule %q: %w", rule, errUnknown)
	}
	return p.steady(m, lambda, lambda/sum), nil
}

// fromEmpty follows the first customers of a queue that begins empty.
func fromEmpty(p parameters, scale float64) (casePlan, error) {
	if state := p.text("initial"); !strings.HasPrefix(state, "empty") {
		return casePlan{}, fmt.Errorf("initial %q: %w", state, errUnknown)
	}
	between, service, err := p.one(scale)
	if err != nil {
		return casePlan{}, err
	}
	l := Line{Arrivals: between, Room: -1, Machines: []Machine{{Cycle: service, Servers: int(p.number("servers", 1))}}}
	plan := casePlan{trial: Trial{Model: l.Model(), Watch: follow(0), Length: 1e-9}, measure: delays, most: 1_000_000}
	return plan, nil
}

var numberIn = regexp.MustCompile(`\d*\.?\d+`)

// wordyLaw reads a law that is told in words, "lognormal, mean 1, cv 2", with all times scaled. Its mean is 1 when nothing
// is said of it.
func wordyLaw(text string, scale float64) (*dist.Dist, error) {
	text = strings.ToLower(text)
	var x []float64
	for _, field := range numberIn.FindAllString(text, -1) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		x = append(x, v)
	}
	said := func(word string, otherwise float64) float64 {
		if _, rest, ok := strings.Cut(text, word); ok {
			if v, err := strconv.ParseFloat(numberIn.FindString(rest), 64); err == nil {
				return v
			}
		}
		return otherwise
	}
	mean := said("mean", 1) * scale
	name := strings.TrimRight(text[:strings.IndexFunc(text+" ", func(r rune) bool { return r < 'a' || r > 'z' })], " ")
	switch {
	case name == "exponential" && strings.Contains(text, "rate"):
		return Exp(scale / said("rate", 1)), nil
	case name == "exponential" && len(x) <= 1:
		return Exp(append(x, 1)[0] * scale), nil
	case name == "deterministic" && len(x) <= 1:
		return Fixed(append(x, 1)[0] * scale), nil
	case name == "erlang" && len(x) >= 1:
		return dist.Gamma(mean, x[0])
	case name == "uniform" && len(x) == 2:
		return dist.Uniform(x[0]*scale, x[1]*scale)
	case name == "triangular" && len(x) == 3:
		return dist.Triangular(x[0]*scale, x[1]*scale, x[2]*scale)
	case name == "lognormal":
		return dist.Lognormal(mean, said("cv", 1))
	case name == "gamma":
		return dist.Gamma(mean, said("shape", 1))
	case name == "weibull":
		k := said("shape", 1)
		return dist.Weibull(k, said("scale", said("mean", 1)/math.Gamma(1+1/k))*scale)
	case name == "hyperexponential" && len(x) >= 3:
		return dist.New(hyper{x[0], x[len(x)-2] * scale, x[len(x)-1] * scale}), nil
	}
	return nil, fmt.Errorf("law %q: %w", text, errUnknown)
}
