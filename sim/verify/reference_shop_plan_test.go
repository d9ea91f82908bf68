package verify

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A shop is jobs, each an order of one part of a product of its own, and the operations of each.
type shop struct {
	machines int
	jobs     [][]operation
	due      []float64   // of each job; nil: none is due
	weight   []float64   // nil: all alike
	release  []float64   // nil: all at once
	sequence [][]int     // by machine: the jobs as it takes them; nil: by rule
	units    map[int]int // how many equal ones of a machine there are
	buffers  int         // parts that may wait before a machine; below 0: as many as come
	rule     string
	priority func(job int) int // nil: none
}

type operation struct {
	machine int
	time    float64
}

// rules of the shop, as cases name them.
var shopRules = map[string]string{"FIFO": "fifo", "FCFS": "fifo", "SPT": "spt", "LPT": "lpt", "EDD": "edd", "WSPT": "wspt", "MWKR": "mwkr", "LWKR": "lwkr",
	"MOPNR": "mopnr", "SLACK": "slack", "MST": "slack", "CR": "critical-ratio"}

// model is the shop as the engine takes it; jobs come in some order.
func (s *shop) model(jobs []int) *plant.Model {
	m := &plant.Model{}
	source := plant.Spec{Name: "in", Kind: "source", Values: map[string]any{"release": "orders", "when_full": "hold"}}
	m.Elements = append(m.Elements, source)
	for i := range s.machines {
		v := map[string]any{"dispatch": s.rule, "count": max(1, s.units[i])}
		if s.buffers >= 0 && i > 0 { // before the first all may wait
			v["queue"] = s.buffers
		}
		if s.sequence != nil {
			list := make([]string, len(s.sequence[i]))
			for k, job := range s.sequence[i] {
				list[k] = jobName(job)
			}
			v["dispatch"], v["sequence"] = "sequence", list
		}
		m.Elements = append(m.Elements, plant.Spec{Name: machineName(i), Kind: "machine", Values: v})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"})
	for j := range s.jobs {
		p := plant.Product{Name: jobName(j), Share: 1 / float64(len(s.jobs)), Done: "out"}
		if s.priority != nil {
			p.Priority = s.priority(j)
		}
		if s.weight != nil {
			p.Weight = s.weight[j]
		}
		for k, op := range s.jobs[j] {
			p.Ops = append(p.Ops, plant.Operation{Number: 10 * (k + 1), At: []string{machineName(op.machine)}, Cycle: Fixed(op.time)})
		}
		m.Products = append(m.Products, p)
	}
	for _, j := range jobs {
		o := plant.Order{Number: jobName(j), Product: j, Quantity: 1, Due: plant.NoDue}
		if s.due != nil {
			o.Due = duration(s.due[j])
		}
		if s.release != nil {
			o.Release = duration(s.release[j])
		}
		m.Orders = append(m.Orders, o)
	}
	slices.SortStableFunc(m.Orders, func(a, b plant.Order) int { return int(a.Release - b.Release) })
	return m
}

func jobName(j int) string     { return fmt.Sprintf("j%d", j) }
func machineName(i int) string { return fmt.Sprintf("m%d", i+1) }

// finished runs the shop with its jobs in some order, and tells when each of them is done and when its first operation began.
func (s *shop) finished(jobs []int) (done, began []float64, err error) {
	m := s.model(jobs)
	p, err := plant.Build(m)
	if err != nil {
		return nil, nil, err
	}
	l, err := p.Line(1, 0)
	if err != nil {
		return nil, nil, err
	}
	starts := &startsOf{roles: map[sim.ID]bool{}, at: make([]float64, len(s.jobs)), seen: make([]bool, len(s.jobs))}
	for i := range p.Elements {
		for _, id := range p.Elements[i].IDs {
			starts.roles[id] = p.Elements[i].Role == plant.Station
		}
	}
	l.Watch(starts, sim.Moved)
	if err := l.Start(); err != nil {
		return nil, nil, err
	}
	if err := l.Run(duration(1e7)); err != nil {
		return nil, nil, err
	}
	done = make([]float64, len(s.jobs))
	for i, o := range l.Totals().Orders {
		if o.Good != 1 {
			return nil, nil, fmt.Errorf("order %s is not done", m.Orders[i].Number)
		}
		done[m.Orders[i].Product] = o.Last.Seconds()
	}
	return done, starts.at, nil
}

// startsOf notes when each product first comes to a station.
type startsOf struct {
	roles map[sim.ID]bool
	at    []float64
	seen  []bool
}

// Observe follows parts.
func (s *startsOf) Observe(records []sim.Record) {
	for _, r := range records {
		if s.roles[r.ID] && !s.seen[r.Product] {
			s.seen[r.Product], s.at[r.Product] = true, r.At.Seconds()
		}
	}
}

// referenceData reads a data set that a case names.
func (p parameters) referenceData() (map[string]json.RawMessage, error) {
	name := p.text("data_ref")
	text, err := os.ReadFile(filepath.Join(os.Getenv("TWEELING_REFERENCE"), "validation", "data.json"))
	if err != nil {
		return nil, err
	}
	var all map[string]map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	if all[name] == nil {
		return nil, fmt.Errorf("data %q: %w", name, errUnknown)
	}
	return all[name], nil
}

// lists reads a list of lists of numbers.
func lists(raw json.RawMessage) (rows [][]float64) {
	_ = json.Unmarshal(raw, &rows) // none is nil
	return rows
}

func ints(list []float64) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = int(x)
	}
	return out
}

// jobShop reads the operations of jobs from the data of a case.
func (p parameters) jobShop(scale float64) (*shop, error) {
	data, err := p.referenceData()
	if err != nil {
		return nil, err
	}
	var jobs [][][2]float64
	for key, raw := range data {
		if strings.HasPrefix(key, "ops") {
			_ = json.Unmarshal(raw, &jobs)
		}
	}
	if len(jobs) == 0 {
		return nil, fmt.Errorf("no operations: %w", errUnknown)
	}
	s := &shop{buffers: -1, rule: "fifo"}
	for _, ops := range jobs {
		var job []operation
		for _, op := range ops {
			job = append(job, operation{int(op[0]), op[1] * scale})
			s.machines = max(s.machines, int(op[0])+1)
		}
		s.jobs = append(s.jobs, job)
	}
	return s, nil
}

// flowShop reads times by machine and job.
func (p parameters) flowShop(scale float64) (*shop, error) {
	data, err := p.referenceData()
	if err != nil {
		return nil, err
	}
	var rows [][]float64
	for key, raw := range data {
		if strings.HasPrefix(key, "p[") {
			rows = lists(raw)
		}
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no times: %w", errUnknown)
	}
	s := &shop{machines: len(rows), buffers: -1, rule: "fifo"}
	for j := range rows[0] {
		var job []operation
		for i := range rows {
			job = append(job, operation{i, rows[i][j] * scale})
		}
		s.jobs = append(s.jobs, job)
	}
	return s, nil
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// answers are what a run without chance gives, by quantity: one number or a list.
type answers map[string]func() ([]float64, error)

func (a answers) list(q string) ([]float64, error) {
	of, ok := a[short(q)]
	if !ok {
		if of, ok = a[q]; !ok {
			return nil, fmt.Errorf("quantity %q: %w", q, errUnknown)
		}
	}
	return of()
}

func (a answers) plan() casePlan {
	return casePlan{direct: func(q string) (float64, error) {
		list, err := a.list(q)
		if err == nil && len(list) != 1 {
			err = fmt.Errorf("%s: want one number, have %d: %w", q, len(list), errUnknown)
		}
		if err != nil {
			return 0, err
		}
		return list[0], nil
	}, lists: a.list}
}

// of is what is made of the times at which jobs are done.
func (s *shop) of(jobs []int, figures func(done []float64) []float64) func() ([]float64, error) {
	return func() ([]float64, error) {
		done, _, err := s.finished(jobs)
		if err != nil {
			return nil, err
		}
		return figures(done), nil
	}
}

func sumUp(list []float64) (sum float64) {
	for _, x := range list {
		sum += x
	}
	return sum
}

func makespan(done []float64) []float64 { return []float64{slices.Max(done)} }
func sumDone(done []float64) []float64  { return []float64{sumUp(done)} }
func as(done []float64) []float64       { return done }

func (c referenceCase) fixedSequence(scale float64) (casePlan, error) {
	s, err := c.Parameters.jobShop(scale)
	if err != nil {
		return casePlan{}, err
	}
	for key, raw := range c.Parameters {
		if strings.HasPrefix(key, "machine_sequences") {
			for _, row := range lists(raw) {
				s.sequence = append(s.sequence, ints(row))
			}
		}
	}
	if len(s.sequence) != s.machines {
		return casePlan{}, fmt.Errorf("machine_sequences: %w", errUnknown)
	}
	jobs := upTo(len(s.jobs))
	return answers{"makespan": s.of(jobs, makespan), "job_completion_times": s.of(jobs, as), "sum_of_completion_times": s.of(jobs, sumDone)}.plan(), nil
}

func (c referenceCase) jobShopRules(scale float64) (casePlan, error) {
	s, err := c.Parameters.jobShop(scale)
	if err != nil {
		return casePlan{}, err
	}
	a := answers{}
	for name, rule := range shopRules {
		by := *s
		by.rule = rule
		jobs := upTo(len(s.jobs))
		a["makespan_"+name], a["sum_of_completion_times_"+name], a["job_completion_times_"+name] = by.of(jobs, makespan), by.of(jobs, sumDone), by.of(jobs, as)
	}
	return a.plan(), nil
}

// permutation is jobs that go through all machines in one order, which a quantity names.
func (c referenceCase) permutation(scale float64) (casePlan, error) {
	s, err := c.Parameters.flowShop(scale)
	if err != nil {
		return casePlan{}, err
	}
	orders := map[string][]int{"identity": upTo(len(s.jobs))}
	for key := range c.Parameters {
		if name, ok := strings.CutSuffix(key, "sequence"); ok {
			orders[strings.ToLower(strings.Trim(name, "_"))] = ints(c.Parameters.numbers(key))
		}
	}
	a := answers{}
	for _, m := range c.Measures {
		for _, of := range []string{"makespan", "completion_times"} {
			rest, ok := strings.CutPrefix(m.Quantity, of+"_")
			if !ok {
				continue
			}
			by, order := *s, []int(nil)
			name, buffer, limited := strings.Cut(rest, "_buffer_")
			switch {
			case limited && buffer == "inf":
			case limited:
				by.buffers = int(sumUp(numbersIn(buffer)))
			case strings.HasPrefix(rest, "blocking_"):
				name, by.buffers = strings.TrimPrefix(rest, "blocking_"), 0
				if orders[name] == nil {
					name = strings.TrimSuffix(name, "_sequence") + "_blocking"
				}
			}
			if order = orders[strings.ToLower(strings.TrimSuffix(name, "_sequence"))]; order == nil {
				continue // told as unknown
			}
			take := makespan
			if of == "completion_times" {
				take = func(done []float64) []float64 { return inOrder(done, order) }
			}
			a[m.Quantity] = by.of(order, take)
		}
	}
	return a.plan(), nil
}

func inOrder(done []float64, order []int) []float64 {
	list := make([]float64, len(order))
	for k, j := range order {
		list[k] = done[j]
	}
	return list
}

func numbersIn(text string) []float64 {
	var x float64
	if _, err := fmt.Sscan(text, &x); err != nil {
		return nil
	}
	return []float64{x}
}

// noWait lets each job begin when it will never have to wait: its release is worked out from the times of the one before, as
// a planner would, and the shop is run with these.
func (c referenceCase) noWait(scale float64) (casePlan, error) {
	s, err := c.Parameters.flowShop(scale)
	if err != nil {
		return casePlan{}, err
	}
	order := ints(c.Parameters.numbers("sequence"))
	s.release = make([]float64, len(s.jobs))
	for k := 1; k < len(order); k++ {
		before, job := s.jobs[order[k-1]], s.jobs[order[k]]
		gap, left, come := 0.0, 0.0, 0.0
		for i := range before {
			left += before[i].time
			gap = max(gap, left-come)
			come += job[i].time
		}
		s.release[order[k]] = s.release[order[k-1]] + gap
	}
	return answers{"makespan": s.of(order, makespan), "start_times": func() ([]float64, error) {
		done, began, err := s.finished(order)
		for j, ops := range s.jobs { // and none of them waits
			total := 0.0
			for _, op := range ops {
				total += op.time
			}
			if err == nil && math.Abs(done[j]-began[j]-total) > 1e-6 {
				err = fmt.Errorf("job %d waits", j)
			}
		}
		return inOrder(began, order), err
	}}.plan(), nil
}
