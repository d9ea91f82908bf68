package verify

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// parameters are read by name; what a subfamily needs and does not find is an error.
type parameters map[string]json.RawMessage

func (p parameters) numbers(key string) []float64 {
	var list []float64
	if json.Unmarshal(p[key], &list) == nil {
		return list
	}
	var one float64
	if json.Unmarshal(p[key], &one) == nil && p[key] != nil {
		return []float64{one}
	}
	return nil
}

func (p parameters) number(key string, otherwise float64) float64 {
	if list := p.numbers(key); len(list) == 1 {
		return list[0]
	}
	return otherwise
}

func (p parameters) text(key string) string {
	var s string
	_ = json.Unmarshal(p[key], &s) // none is ""
	return s
}

func (p parameters) flag(key string, otherwise bool) bool {
	b := otherwise
	_ = json.Unmarshal(p[key], &b)
	return b
}

// law reads { dist = ... } or texts such as "exp:1", with all times scaled.
func (p parameters) law(raw json.RawMessage, scale float64) (*dist.Dist, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if !strings.Contains(text, ":") {
			return wordyLaw(text, scale)
		}
		return textLaw(text, scale)
	}
	var number float64
	if json.Unmarshal(raw, &number) == nil {
		return Fixed(number * scale), nil
	}
	var l struct {
		Dist                                                     string
		Rate, Mean, A, B, Min, Mode, Max, K, Value, CV, Shape, P float64
		Scale, Rate1, Rate2, Mean1, Mean2                        float64
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return nil, err
	}
	if l.Mean == 0 && l.Rate > 0 {
		l.Mean = 1 / l.Rate
	}
	switch {
	case l.Dist == "weibull" && l.Scale == 0 && l.Shape > 0:
		l.Scale = l.Mean / math.Gamma(1+1/l.Shape)
	case l.Dist == "gamma" && l.Mean == 0:
		l.Mean = l.Shape * l.Scale
	case l.Dist == "deterministic" && l.Value == 0:
		l.Value = l.Mean
	case l.Dist == "uniform" && l.B == 0:
		l.A, l.B = l.Min, l.Max
	}
	mean := l.Mean * scale
	switch l.Dist {
	case "exponential":
		return Exp(mean), nil
	case "erlang":
		return dist.Gamma(mean, l.K)
	case "deterministic":
		return Fixed(l.Value * scale), nil
	case "uniform":
		return dist.Uniform(l.A*scale, l.B*scale)
	case "triangular":
		return dist.Triangular(l.Min*scale, l.Mode*scale, l.Max*scale)
	case "lognormal":
		return dist.Lognormal(mean, l.CV)
	case "gamma":
		return dist.Gamma(mean, l.Shape)
	case "weibull":
		return dist.Weibull(l.Shape, l.Scale*scale)
	case "hyperexponential", "hyperexponential2":
		if l.Rate1 == 0 {
			l.Rate1, l.Rate2 = 1/l.Mean1, 1/l.Mean2
		}
		return dist.New(hyper{l.P, scale / l.Rate1, scale / l.Rate2}), nil
	}
	return nil, fmt.Errorf("law %q: %w", l.Dist, errUnknown)
}

func textLaw(text string, scale float64) (*dist.Dist, error) {
	name, rest, _ := strings.Cut(text, ":")
	var x []float64
	for field := range strings.SplitSeq(rest, ":") {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, fmt.Errorf("law %q: %w", text, err)
		}
		x = append(x, v)
	}
	x = append(x, 0, 0, 0)
	switch name {
	case "exp":
		return Exp(x[0] * scale), nil
	case "det":
		return Fixed(x[0] * scale), nil
	case "erl":
		return dist.Gamma(x[1]*scale, x[0])
	case "unif":
		return dist.Uniform(x[0]*scale, x[1]*scale)
	case "tri":
		return dist.Triangular(x[0]*scale, x[1]*scale, x[2]*scale)
	case "logn":
		return dist.Lognormal(x[0]*scale, x[1])
	case "gam":
		return dist.Gamma(x[1]*scale, x[0])
	case "weib":
		return dist.Weibull(x[0], x[1]*scale)
	case "h2":
		return dist.New(hyper{x[0], x[1] * scale, x[2] * scale}), nil
	}
	return nil, fmt.Errorf("law %q: %w", text, errUnknown)
}

// machines builds the stations of a case from "rates", "processing" or "cycle", with failures.
func (p parameters) machines(scale float64) ([]Machine, error) {
	var ms []Machine
	for _, rate := range p.numbers("rates") {
		ms = append(ms, Machine{Cycle: Exp(scale / rate)})
	}
	for _, speed := range p.numbers("speeds") {
		ms = append(ms, Machine{Cycle: Fixed(scale / speed / grains)})
	}
	var processing []json.RawMessage
	if json.Unmarshal(p["processing"], &processing) == nil {
		for _, raw := range processing {
			d, err := p.law(raw, scale)
			if err != nil {
				return nil, err
			}
			ms = append(ms, Machine{Cycle: d})
		}
	}
	if p["S1"] != nil {
		for _, key := range []string{"S1", "S2"} {
			d, err := p.law(p[key], scale)
			if err != nil {
				return nil, err
			}
			ms = append(ms, Machine{Cycle: d})
		}
	}
	if len(ms) == 0 { // all stations are alike
		var err error
		if ms, err = p.alike(scale); err != nil {
			return nil, err
		}
	}
	if servers := p.numbers("servers"); len(servers) > 0 {
		for i := range ms {
			ms[i].Servers = int(servers[min(i, len(servers)-1)])
		}
	}
	return ms, p.failures(ms)
}

// alike are stations of one law: of "processing" or "cycle", or exponential with a mean of 1 when nothing is said.
func (p parameters) alike(scale float64) ([]Machine, error) {
	law := Exp(scale)
	for _, key := range []string{"processing", "service", "cycle"} {
		if p[key] != nil && p.numbers(key) == nil || p.number(key, 0) > 0 {
			var err error
			if law, err = p.lawOf(key, scale); err != nil {
				return nil, err
			}
		}
	}
	n := max(int(p.number("stations", 0)), len(p.numbers("failure_rates")), len(p.numbers("mtbf")))
	if n == 0 && p["cycle"] != nil {
		n = 1
	}
	if n == 0 {
		return nil, fmt.Errorf("stations: %w", errUnknown)
	}
	return slices.Repeat([]Machine{{Cycle: law}}, n), nil
}

// failures reads when machines fail and how long it takes to repair them: by rates or means, one for each or one for all, or by
// the laws of both.
func (p parameters) failures(ms []Machine) error {
	laws := func(law, means, rates, mean, rate string) ([]*dist.Dist, error) {
		var list []*dist.Dist
		if p[law] != nil {
			d, err := p.lawOf(law, 1)
			return []*dist.Dist{d}, err
		}
		for _, x := range slices.Concat(p.numbers(means), p.numbers(mean)) {
			list = append(list, Exp(x))
		}
		for _, x := range slices.Concat(p.numbers(rates), p.numbers(rate)) {
			list = append(list, Exp(1/x))
		}
		return list, nil
	}
	up, err := laws("up", "mtbfs", "failure_rates", "mtbf", "failure_rate")
	if err != nil || len(up) == 0 {
		return err
	}
	down, err := laws("repair", "mttrs", "repair_rates", "mttr", "repair_rate")
	if err == nil && len(down) == 0 {
		down, err = laws("down", "", "", "", "")
	}
	if err == nil && len(down) == 0 {
		err = fmt.Errorf("repairs: %w", errUnknown)
	}
	if err != nil {
		return err
	}
	for i := range ms {
		m := &ms[i]
		m.Up, m.Down = up[min(i, len(up)-1)], down[min(i, len(down)-1)]
		m.Calendar = strings.HasPrefix(p.text("failure_clock"), "calendar")
		m.AfterRepair = p.text("after_repair")
		m.Accepts = p.flag("accept_when_down", false)
		m.Holds = !p.flag("release_when_down", true)
		m.Repairers = p.number("technicians", 0) > 0
	}
	return nil
}

func (p parameters) buffers(stations int) []int {
	list := p.numbers("buffers")
	if list == nil {
		list = p.numbers("buffer")
	}
	buffers := make([]int, stations-1)
	for i := range buffers {
		switch {
		case p.text("buffers") == "infinite":
			buffers[i] = -1
		case len(list) > 0:
			buffers[i] = int(list[min(i, len(list)-1)])
		}
	}
	return buffers
}

// plan makes a case ready to run, by its subfamily.
func (c referenceCase) plan(scale float64) (casePlan, error) {
	p := c.Parameters
	if plan, ok := upkeep[c.Subfamily]; ok {
		return plan(c, scale)
	}
	if plan, ok := several[c.Subfamily]; ok {
		return plan(c, scale)
	}
	if plan, ok := shops[c.Subfamily]; ok {
		return plan(c, scale)
	}
	if plan, ok := transport[c.Subfamily]; ok {
		return plan(c, scale)
	}
	if c.Family == "queueing" {
		return c.queuePlan(scale)
	}
	sort, ok := lineSorts[c.Subfamily]
	if !ok {
		return casePlan{}, fmt.Errorf("subfamily: %w", errUnknown)
	}
	ms, err := p.machines(scale)
	if err != nil {
		return casePlan{}, err
	}
	l := Line{Machines: ms, Buffers: p.buffers(len(ms)), Mechanics: int(p.number("technicians", 0))}
	plan := casePlan{trial: Trial{Warmup: 2000, Length: 30_000}}
	plan.measure = func(q string) (func(*View) float64, error) { return common(q) }
	return sort(c, l, plan)
}

// lineSorts makes the cases of plain lines ready to run, by subfamily.
var lineSorts = map[string]func(c referenceCase, l Line, plan casePlan) (casePlan, error){
	"line-ctmc": asItIs, "two-station-general-law": asItIs, "line-embedded-chain": asItIs, "published-long-line": asItIs, "single-machine": asItIs,
	"exponential-ODF": asItIs, "exponential-TDF": asItIs, "shared-technician": asItIs, "long-line-deterministic": longRuns, "blocking-before-service": reserving,
	"open-line": openLine, "open-line-loss": openLine, "zero-buffer": referenceCase.zeroBuffer, "terminating-makespan": referenceCase.makespan,
	"output-variance": outputVariance, "continuous-two-machine": referenceCase.fluid,
}

func asItIs(_ referenceCase, l Line, plan casePlan) (casePlan, error) {
	plan.trial.Model = l.Model()
	return plan, nil
}

func longRuns(c referenceCase, l Line, plan casePlan) (casePlan, error) {
	plan.trial.Length = 200_000
	return asItIs(c, l, plan)
}

func reserving(c referenceCase, l Line, plan casePlan) (casePlan, error) {
	for i := range l.Machines[:len(l.Machines)-1] {
		l.Machines[i].Before = true
	}
	return asItIs(c, l, plan)
}

func openLine(c referenceCase, l Line, plan casePlan) (casePlan, error) {
	p := c.Parameters
	l.Arrivals, l.Room = Exp(1/p.number("lambda", 1)), -1
	if c.Subfamily == "open-line-loss" {
		places := p.buffers(len(l.Machines) + 1) // the first are those before station 1
		l.Room, l.Lose, l.Buffers = places[0], true, places[1:]
	}
	return asItIs(c, l, plan)
}

func outputVariance(c referenceCase, l Line, plan casePlan) (casePlan, error) {
	plan.trial.Warmup, plan.trial.Length = 200, 2000
	if l.Machines[0].Up != nil {
		plan.trial.Length = 5_000
	}
	plan.spread = map[string]bool{"variance_rate_of_output": true}
	return asItIs(c, l, plan)
}

// zeroBuffer is a line that stops as one. A cycle that is short against repairs comes near enough to it: a stop loses no
// more than a cycle, which with a stop in every 22 seconds and a thirtieth of a second is less than two in a thousand.
func (c referenceCase) zeroBuffer(l Line, plan casePlan) (casePlan, error) {
	const pieces = 30
	for i := range l.Machines {
		cycle, err := l.Machines[i].Cycle.Times(1.0 / pieces)
		if err != nil {
			return casePlan{}, err
		}
		l.Machines[i].Cycle = cycle
	}
	plan.trial = Trial{Model: l.Model(), Warmup: 1000, Length: 20_000}
	plan.measure = func(q string) (func(*View) float64, error) {
		if !strings.HasPrefix(q, "throughput") {
			return nil, fmt.Errorf("quantity: %w", errUnknown)
		}
		return func(v *View) float64 { return v.Throughput() / pieces }, nil
	}
	return plan, nil
}

const grains = 20 // discrete parts that stand for one unit of fluid

// fluid approaches a continuous line by small parts.
func (c referenceCase) fluid(l Line, plan casePlan) (casePlan, error) {
	l.Buffers = []int{int(c.Parameters.number("buffer", 0) * grains)}
	plan.trial = Trial{Model: l.Model(), Warmup: 2000, Length: 20_000}
	plan.measure = func(q string) (func(*View) float64, error) {
		of, err := common(q)
		return func(v *View) float64 { return of(v) / grains }, err
	}
	return plan, nil
}

// makespan runs until the parts that were there at the start have left.
func (c referenceCase) makespan(l Line, plan casePlan) (casePlan, error) {
	parts := int(c.Parameters.number("parts", 0))
	l.Arrivals, l.Room = Fixed(1e9), -1 // nobody else comes
	plan.trial, plan.most = Trial{Model: l.Model(), Inserted: map[string]int{"b0": parts}, Length: 1e-9}, 100_000
	finish := func(v *View) float64 {
		last := &lastLeft{line: v.Line}
		v.Line.Watch(last, sim.Moved)
		for int(total(v.Line.Totals().Left)) < parts {
			if err := v.Line.Run(v.Line.Now() + 100*time.Second); err != nil {
				panic(err)
			}
		}
		return last.at.Seconds()
	}
	plan.measure = func(q string) (func(*View) float64, error) {
		if !strings.HasSuffix(short(q), "makespan") {
			return nil, fmt.Errorf("quantity: %w", errUnknown)
		}
		return func(v *View) float64 { return v.once("makespan", finish) }, nil
	}
	plan.spread = map[string]bool{}
	for _, m := range c.Measures {
		if strings.HasPrefix(m.Quantity, "variance") {
			plan.spread[m.Quantity] = true
		}
	}
	return plan, nil
}

type lastLeft struct {
	line *sim.Line
	at   time.Duration
}

func (l *lastLeft) Observe(records []sim.Record) {
	for _, r := range records {
		if l.line.Name(r.ID) == "out" {
			l.at = r.At
		}
	}
}
