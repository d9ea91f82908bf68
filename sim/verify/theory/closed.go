package theory

import "fmt"

// A Node is a station of a closed loop.
type Node struct {
	Mean    float64 // of the exponential time of one visit
	Visits  float64 // in one round
	Servers int     // 0: as many as needed, a mere delay
}

// A LoopResult is what a closed loop does in the long run.
type LoopResult struct {
	Throughput float64   // rounds per time
	Round      float64   // mean time of a round
	Number     []float64 // mean number at each node
	Time       []float64 // mean time of one visit
}

// ClosedLoop solves a closed network of exponential nodes in which so many jobs (carriers, cards, vehicles) go round,
// with unlimited room at each (W. Gordon, G. Newell, 1967), by convolution (J. P. Buzen, 1973). Mean value analysis
// (M. Reiser, S. Lavenberg, 1980) gives the same figures.
func ClosedLoop(jobs int, nodes []Node) (LoopResult, error) {
	if err := atLeast(1, "jobs", jobs); err != nil {
		return LoopResult{}, err
	}
	if err := atLeast(1, "nodes", len(nodes)); err != nil {
		return LoopResult{}, err
	}
	most := 0.0
	for i, n := range nodes {
		if !(n.Mean > 0) || !(n.Visits > 0) || n.Servers < 0 {
			return LoopResult{}, fmt.Errorf("node %d: want a mean, visits and servers, have %+v", i+1, n)
		}
		most = max(most, n.Mean*n.Visits)
	}
	all := []float64{1}
	for _, n := range nodes {
		all = convolve(all, n.weights(jobs, most), jobs)
	}
	// The weights are in units of the largest load, so that they neither vanish nor overflow.
	r := LoopResult{Throughput: all[jobs-1] / all[jobs] / most}
	r.Round = float64(jobs) / r.Throughput
	for i, n := range nodes {
		others := []float64{1}
		for j, o := range nodes {
			if j != i {
				others = convolve(others, o.weights(jobs, most), jobs)
			}
		}
		own, number := n.weights(jobs, most), 0.0
		for k := 1; k <= jobs; k++ {
			if jobs-k < len(others) {
				number += float64(k) * own[k] * others[jobs-k] / all[jobs]
			}
		}
		r.Number = append(r.Number, number)
		r.Time = append(r.Time, number/r.Throughput/n.Visits)
	}
	return r, nil
}

// weights are the unnormalised probabilities of 0 to so many jobs at a node of its own.
func (n Node) weights(jobs int, unit float64) []float64 {
	w := []float64{1}
	for k := 1; k <= jobs; k++ {
		servers := k
		if n.Servers > 0 {
			servers = min(k, n.Servers)
		}
		w = append(w, w[k-1]*n.Mean*n.Visits/unit/float64(servers))
	}
	return w
}

func convolve(a, b []float64, jobs int) []float64 {
	c := make([]float64, jobs+1)
	for i, x := range a {
		for j := 0; i+j <= jobs && j < len(b); j++ {
			c[i+j] += x * b[j]
		}
	}
	return c
}

// BalancedCONWIP is the throughput of a balanced exponential line with so many cards: cards/(cards + stations - 1) of
// the rate of a station (M. Spearman, D. Woodruff, W. Hopp, 1990).
func BalancedCONWIP(cards, stations int, rate float64) (float64, error) {
	if err := positive("rate", rate); err != nil {
		return 0, err
	}
	if cards < 1 || stations < 1 {
		return 0, fmt.Errorf("cards and stations: want at least 1, have %d, %d", cards, stations)
	}
	return rate * float64(cards) / float64(cards+stations-1), nil
}
