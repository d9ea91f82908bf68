package verify

import (
	"math"
	"slices"
)

func (c referenceCase) oneMachine(scale float64) (casePlan, error) {
	p := c.Parameters
	s := &shop{machines: 1, buffers: -1, due: p.numbers("due"), weight: p.numbers("weight")}
	for _, x := range p.numbers("p") {
		s.jobs = append(s.jobs, []operation{{0, x * scale}})
	}
	over := func(of func(late float64, j int) float64) func(done []float64) []float64 {
		return func(done []float64) []float64 {
			sum := 0.0
			for j, x := range done {
				sum += of(x-s.due[j], j)
			}
			return []float64{sum}
		}
	}
	figures := map[string]func([]float64) []float64{"sum_completion": sumDone, "makespan": makespan,
		"max_lateness": func(done []float64) []float64 {
			most := math.Inf(-1)
			for j, x := range done {
				most = max(most, x-s.due[j])
			}
			return []float64{most}
		},
		"total_tardiness":    over(func(late float64, _ int) float64 { return max(0, late) }),
		"weighted_tardiness": over(func(late float64, j int) float64 { return s.weight[j] * max(0, late) }),
		"tardy_jobs": over(func(late float64, _ int) float64 {
			if late > 1e-9 {
				return 1
			}
			return 0
		}),
		"weighted_completion": over(func(late float64, j int) float64 { return s.weight[j] * (late + s.due[j]) })}
	a := answers{}
	for name, rule := range shopRules {
		by := *s
		by.rule = rule
		for figure, of := range figures {
			a[name+"_"+figure] = by.of(upTo(len(s.jobs)), of)
		}
	}
	a["optimality"] = func() ([]float64, error) {
		for rule, figure := range map[string]string{"SPT": "sum_completion", "EDD": "max_lateness", "WSPT": "weighted_completion"} {
			got, err := a[rule+"_"+figure]()
			if err != nil {
				return nil, err
			}
			if least := s.least(upTo(len(s.jobs)), 0, figures[figure]); got[0] > least+1e-6 {
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
	longest := *s
	longest.rule = "lpt"
	shortest := *s
	shortest.rule = "spt"
	jobs := upTo(len(s.jobs))
	back := slices.Clone(jobs)
	slices.Reverse(back)
	a := answers{"makespan_LPT": longest.of(jobs, makespan), "makespan_SPT": shortest.of(jobs, makespan), "makespan_list": s.of(jobs, makespan),
		"makespan_FIFO": s.of(jobs, makespan), "makespan_reverse_list": s.of(back, makespan), "optimal_makespan": s.sharedOut}
	a["ratio"] = func() ([]float64, error) {
		rule, err := longest.of(jobs, makespan)()
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
