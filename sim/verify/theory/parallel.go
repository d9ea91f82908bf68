package theory

// A ParallelResult is what a line of parallel machines does in the long run, by station: mean numbers of machines that
// work and that are blocked, and mean contents of buffers.
type ParallelResult struct {
	Throughput, WIP  float64
	Working, Blocked []float64
	Buffer           []float64
}

// Parallel solves a saturated exponential line of which station i has machines[i] machines side by side, each of
// rates[i], with blocking after service. A place that comes free goes to the machine that has been blocked longest.
func Parallel(rates []float64, machines, buffers []int) (ParallelResult, error) {
	if err := checkParallel(rates, machines, buffers); err != nil {
		return ParallelResult{}, err
	}
	n := len(rates)
	type state struct{ works, blocked, store [maxStations]int }
	settle := func(s state) state {
		for moved := true; moved; {
			moved = false
			for i := n - 1; i >= 0; i-- {
				switch {
				case s.blocked[i] > 0 && i == n-1:
					s.blocked[i]--
				case s.blocked[i] > 0 && s.store[i] < buffers[i]:
					s.blocked[i]--
					s.store[i]++
				case s.works[i]+s.blocked[i] == machines[i]:
					continue
				case i == 0:
					s.works[i]++
				case s.store[i-1] > 0:
					s.store[i-1]--
					s.works[i]++
				case s.blocked[i-1] > 0: // no buffer between the two
					s.blocked[i-1]--
					s.works[i]++
				default:
					continue
				}
				moved = true
			}
		}
		return s
	}
	law, err := solve(settle(state{}), func(s state, to func(state, float64)) {
		for i := range n {
			if s.works[i] > 0 {
				t := s
				t.works[i]--
				t.blocked[i]++
				to(settle(t), rates[i]*float64(s.works[i]))
			}
		}
	})
	if err != nil {
		return ParallelResult{}, err
	}
	var r ParallelResult
	for i := range n {
		r.Working = append(r.Working, law.Mean(func(s state) float64 { return float64(s.works[i]) }))
		r.Blocked = append(r.Blocked, law.Mean(func(s state) float64 { return float64(s.blocked[i]) }))
		r.WIP += r.Working[i] + r.Blocked[i]
		if i < n-1 {
			r.Buffer = append(r.Buffer, law.Mean(func(s state) float64 { return float64(s.store[i]) }))
			r.WIP += r.Buffer[i]
		}
	}
	r.Throughput = rates[0] * r.Working[0]
	return r, nil
}

func checkParallel(rates []float64, machines, buffers []int) error {
	if err := allPositive("rate", rates); err != nil {
		return err
	}
	if err := atMostStations(len(rates)); err != nil {
		return err
	}
	if err := atLeast(len(rates), "machines", len(machines)); err != nil {
		return err
	}
	for _, m := range machines {
		if err := atLeast(1, "machines of a station", m); err != nil {
			return err
		}
	}
	return buffersFit(len(rates), buffers)
}
