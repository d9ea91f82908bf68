package verify

import (
	"fmt"
	"math"
	"slices"
)

// oneMachine is jobs on one machine, by each rule: all there from the beginning, or each from its release on.
func (c referenceCase) oneMachine(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("p", "due?", "weight?", "release?", "r?"); err != nil {
		return casePlan{}, err
	}
	s := &shop{machines: 1, buffers: -1, due: p.numbers("due"), weight: p.numbers("weight"), release: slices.Concat(p.numbers("release"), p.numbers("r"))}
	for _, x := range p.numbers("p") {
		s.jobs = append(s.jobs, []operation{{0, x * scale}})
	}
	n := len(s.jobs)
	if s.due == nil {
		s.due = make([]float64, n) // late by all of their time
	}
	if len(s.due) != n || s.weight != nil && len(s.weight) != n || len(s.release) != 0 && len(s.release) != n {
		return casePlan{}, fmt.Errorf("due, weight or release of %d jobs: %w", n, errUnknown)
	}
	weight := func(j int) float64 {
		if s.weight == nil {
			return 1
		}
		return s.weight[j]
	}
	flow := func(done []float64) []float64 { return []float64{sumUp(done) - sumUp(s.release)} }
	over := func(of func(late float64, j int) float64) func(done []float64) []float64 {
		return func(done []float64) []float64 {
			sum := 0.0
			for j, x := range done {
				sum += of(x-s.due[j], j)
			}
			return []float64{sum}
		}
	}
	figures := map[string]func([]float64) []float64{"sum_completion": sumDone, "makespan": makespan, "completion_times": as, "total_flow_time": flow,
		"mean_flow_time": func(done []float64) []float64 { return []float64{flow(done)[0] / float64(n)} },
		"max_lateness": func(done []float64) []float64 {
			most := math.Inf(-1)
			for j, x := range done {
				most = max(most, x-s.due[j])
			}
			return []float64{most}
		},
		"total_tardiness":    over(func(late float64, _ int) float64 { return max(0, late) }),
		"weighted_tardiness": over(func(late float64, j int) float64 { return weight(j) * max(0, late) }),
		"tardy_jobs": over(func(late float64, _ int) float64 {
			if late > 1e-9 {
				return 1
			}
			return 0
		}),
		"weighted_completion": over(func(late float64, j int) float64 { return weight(j) * (late + s.due[j]) })}
	a := answers{}
	for name, rule := range shopRules {
		by := *s
		by.rule = rule
		for figure, of := range figures {
			a[name+"_"+figure] = by.of(upTo(n), of)
			a[figure+"_"+name] = a[name+"_"+figure]
		}
	}
	if len(s.release) > 0 {
		return a.plan(), nil
	}
	a["optimality"] = func() ([]float64, error) {
		for rule, figure := range map[string]string{"SPT": "sum_completion", "EDD": "max_lateness", "WSPT": "weighted_completion"} {
			got, err := a[rule+"_"+figure]()
			if err != nil {
				return nil, err
			}
			if least := s.least(upTo(n), 0, figures[figure]); got[0] > least+1e-6 {
				return []float64{0}, nil
			}
		}
		return []float64{1}, nil
	}
	return a.plan(), nil
}

// least is the least that a figure can be on one machine, of all orders of jobs from number k on: by the sums of times alone.
func (s *shop) least(order []int, k int, figure func([]float64) []float64) float64 {
	if k == len(order) {
		done, at := make([]float64, len(order)), 0.0
		for _, j := range order {
			at += s.jobs[j][0].time
			done[j] = at
		}
		return figure(done)[0]
	}
	least := math.Inf(1)
	for i := k; i < len(order); i++ {
		order[k], order[i] = order[i], order[k]
		least = min(least, s.least(order, k+1, figure))
		order[k], order[i] = order[i], order[k]
	}
	return least
}

// equalMachines is jobs on equal machines: by rule, in the order of a list, and as one would share them out at best.
func (c referenceCase) equalMachines(scale float64) (casePlan, error) {
	p := c.Parameters
	s := &shop{machines: 1, buffers: -1, rule: "fifo", units: map[int]int{0: int(p.number("machines", 1))}}
	for _, x := range p.numbers("p") {
		s.jobs = append(s.jobs, []operation{{0, x * scale}})
	}
	jobs, n := upTo(len(s.jobs)), float64(len(s.jobs))
	back := slices.Clone(jobs)
	slices.Reverse(back)
	a := answers{"optimal_makespan": s.sharedOut}
	for name, way := range map[string]struct {
		rule string
		jobs []int
	}{"LPT": {"lpt", jobs}, "SPT": {"spt", jobs}, "list": {"fifo", jobs}, "FIFO": {"fifo", jobs}, "reverse_list": {"fifo", back}} {
		by := *s
		by.rule = way.rule
		mean := func(done []float64) []float64 { return []float64{sumUp(done) / n} }
		for figure, of := range map[string]func([]float64) []float64{"makespan": makespan, "sum_completion": sumDone, "sum_of_completion_times": sumDone,
			"total_completion_time": sumDone, "total_flow_time": sumDone, "mean_flow_time": mean, "mean_completion_time": mean, "job_completion_times": as} {
			a[figure+"_"+name], a[name+"_"+figure] = by.of(way.jobs, of), by.of(way.jobs, of)
		}
	}
	a["ratio"] = func() ([]float64, error) {
		rule, err := a["makespan_LPT"]()
		if err != nil {
			return nil, err
		}
		best, err := s.sharedOut()
		if err != nil {
			return nil, err
		}
		return []float64{rule[0] / best[0]}, nil
	}
	return a.plan(), nil
}

// sharedOut runs jobs on machines of their own, shared out so that the last is done as soon as can be: all ways are tried.
func (s *shop) sharedOut() ([]float64, error) {
	n := s.units[0]
	load, on := make([]float64, n), make([]int, len(s.jobs))
	least, best := math.Inf(1), slices.Clone(on)
	var try func(j int)
	try = func(j int) {
		if slices.Max(load) >= least {
			return
		}
		if j == len(s.jobs) {
			least = slices.Max(load)
			copy(best, on)
			return
		}
		seen := map[float64]bool{}
		for i := range n {
			if seen[load[i]] {
				continue // as good as one before
			}
			seen[load[i]] = true
			load[i] += s.jobs[j][0].time
			on[j] = i
			try(j + 1)
			load[i] -= s.jobs[j][0].time
		}
	}
	try(0)
	shared := *s
	shared.machines, shared.units, shared.jobs = n, nil, nil
	for j, ops := range s.jobs {
		shared.jobs = append(shared.jobs, []operation{{best[j], ops[0].time}})
	}
	return shared.of(upTo(len(s.jobs)), makespan)()
}

// merged is two lanes that lead to one place, of which one goes first.
func (c referenceCase) merged(scale float64) (casePlan, error) {
	p := c.Parameters
	s := &shop{machines: 1, buffers: -1, rule: "priority"}
	lanes := map[string][]int{}
	for _, lane := range []string{"A", "B"} {
		for _, at := range p.numbers(lane) {
			lanes[lane] = append(lanes[lane], len(s.jobs))
			s.jobs = append(s.jobs, []operation{{0, p.number("merge_time", 1) * scale}})
			s.release = append(s.release, at)
		}
	}
	a := answers{}
	for lane, jobs := range lanes {
		a["starts_"+lane] = func() ([]float64, error) {
			by := *s
			by.priority = func(j int) int {
				if j < len(lanes["A"]) {
					return 1
				}
				return 0
			}
			_, began, err := by.finished(upTo(len(s.jobs)))
			return inOrder(began, jobs), err
		}
	}
	return a.plan(), nil
}
