package verify

import (
	"encoding/json"
	"fmt"
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
	if len(ms) == 0 && p["cycle"] != nil {
		for range max(1, int(p.number("stations", 1)), len(p.numbers("failure_rates"))) {
			d, err := p.law(p["cycle"], scale)
			if err != nil {
				return nil, err
			}
			ms = append(ms, Machine{Cycle: d})
		}
	}
	if len(ms) == 0 {
		for range int(p.number("stations", 0)) {
			ms = append(ms, Machine{Cycle: Exp(scale)})
		}
	}
	if len(ms) == 0 {
		return nil, fmt.Errorf("stations: %w", errUnknown)
	}
	for i, n := range p.numbers("servers") {
		ms[i].Servers = int(n)
	}
	p.failures(ms)
	return ms, nil
}

func (p parameters) failures(ms []Machine) {
	fail, mend := p.numbers("failure_rates"), p.numbers("repair_rates")
	if x := p.number("failure_rate", 0); x > 0 {
		fail, mend = []float64{x}, []float64{p.number("repair_rate", 0)}
		if mttr := p.number("mttr", 0); mttr > 0 {
			mend[0] = 1 / mttr
		}
	} else if mtbf := p.number("mtbf", 0); mtbf > 0 {
		fail, mend = []float64{1 / mtbf}, []float64{1 / p.number("mttr", 1)}
	}
	for i := range ms {
		if len(fail) == 0 {
			return
		}
		m := &ms[i]
		m.Up, m.Down = Exp(1/fail[min(i, len(fail)-1)]), Exp(1/mend[min(i, len(mend)-1)])
		m.Calendar = strings.HasPrefix(p.text("failure_clock"), "calendar")
		m.AfterRepair = p.text("after_repair")
		m.Accepts = p.flag("accept_when_down", false)
		m.Holds = !p.flag("release_when_down", true)
		m.Repairers = p.number("technicians", 0) > 0
	}
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
	if c.Family == "queueing" {
		return c.queuePlan(scale)
	}
	if c.Subfamily == "continuous-two-machine" {
		return c.fluid(scale)
	}
	ms, err := p.machines(scale)
	if err != nil {
		return casePlan{}, err
	}
	l := Line{Machines: ms, Buffers: p.buffers(len(ms)), Mechanics: int(p.number("technicians", 0))}
	plan := casePlan{trial: Trial{Warmup: 2000, Length: 30_000}}
	plan.measure = func(q string) (func(*View) float64, error) { return common(q) }
	switch c.Subfamily {
	case "line-ctmc", "two-station-general-law", "line-embedded-chain", "published-long-line", "single-machine", "exponential-ODF", "exponential-TDF", "shared-technician":
	case "long-line-deterministic":
		plan.trial.Length = 200_000
	case "blocking-before-service":
		for i := range ms[:len(ms)-1] {
			ms[i].Before = true
		}
	case "open-line", "open-line-loss":
		l.Arrivals, l.Room = Exp(1/p.number("lambda", 1)), -1
		if c.Subfamily == "open-line-loss" {
			places := p.buffers(len(ms) + 1) // the first are those before station 1
			l.Room, l.Lose, l.Buffers = places[0], true, places[1:]
		}
	case "zero-buffer":
		return c.zeroBuffer(l, plan)
	case "terminating-makespan":
		return c.makespan(l)
	case "output-variance":
		plan.trial.Warmup, plan.trial.Length = 200, 2000
		if ms[0].Up != nil {
			plan.trial.Length = 20_000
		}
		plan.spread = map[string]bool{"variance_rate_of_output": true}
	default:
		return plan, fmt.Errorf("subfamily: %w", errUnknown)
	}
	plan.trial.Model = l.Model()
	return plan, nil
}

// zeroBuffer is a line that stops as one: repairs of a thousand cycles come near enough to it.
func (c referenceCase) zeroBuffer(l Line, plan casePlan) (casePlan, error) {
	for i := range l.Machines {
		l.Machines[i].Cycle = Fixed(c.Parameters.number("cycle", 1) / 100)
	}
	plan.trial = Trial{Model: l.Model(), Warmup: 1000, Length: 20_000}
	plan.measure = func(string) (func(*View) float64, error) {
		return func(v *View) float64 { return v.Throughput() / 100 }, nil
	}
	return plan, nil
}

const grains = 20 // discrete parts that stand for one unit of fluid

// fluid approaches a continuous line by small parts.
func (c referenceCase) fluid(scale float64) (casePlan, error) {
	p := c.Parameters
	var ms []Machine
	for _, speed := range p.numbers("speeds") {
		ms = append(ms, Machine{Cycle: Fixed(scale / speed / grains)})
	}
	p.failures(ms)
	l := Line{Machines: ms, Buffers: []int{int(p.number("buffer", 0) * grains)}}
	plan := casePlan{trial: Trial{Model: l.Model(), Warmup: 2000, Length: 20_000}}
	plan.measure = func(q string) (func(*View) float64, error) {
		of, err := common(q)
		return func(v *View) float64 { return of(v) / grains }, err
	}
	return plan, nil
}

// makespan runs until the parts that were there at the start have left.
func (c referenceCase) makespan(l Line) (casePlan, error) {
	parts := int(c.Parameters.number("parts", 0))
	l.Arrivals, l.Room = Fixed(1e9), -1 // nobody else comes
	plan := casePlan{trial: Trial{Model: l.Model(), Inserted: map[string]int{"b0": parts}, Length: 1e-9}, most: 100_000}
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
	plan.measure = func(string) (func(*View) float64, error) {
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
