package theory

import (
	"errors"
	"fmt"
	"math"
)

// Tandem gives each station of an open line: Poisson arrivals, exponential stations one after another, no limit to the
// queues (R. R. P. Jackson, 1954). Each behaves as MM1 on its own; the times in the system add up, and so do their
// variances, 1/(mu - lambda)².
func Tandem(lambda float64, rates []float64) ([]Queue, error) {
	if err := allPositive("rate", rates); err != nil {
		return nil, err
	}
	var queues []Queue
	for i, mu := range rates {
		q, err := MM1(lambda, mu)
		if err != nil {
			return nil, fmt.Errorf("station %d: %w", i+1, err)
		}
		queues = append(queues, q)
	}
	return queues, nil
}

// Jackson gives each node of an open network: Poisson arrivals from outside, entry[i] per time, exponential nodes of
// rates[i], and from node i to node j with probability routing[i][j], else out (J. R. Jackson, 1957). A repair loop is
// such a network. Wait and Time are those of one visit.
func Jackson(entry, rates []float64, routing [][]float64) ([]Queue, error) {
	if err := allPositive("rate", rates); err != nil {
		return nil, err
	}
	n := len(rates)
	if len(entry) != n || len(routing) != n {
		return nil, fmt.Errorf("nodes: want %d entries and rows of routing, have %d, %d", n, len(entry), len(routing))
	}
	flow, err := traffic(entry, routing)
	if err != nil {
		return nil, err
	}
	queues := make([]Queue, n)
	for i, mu := range rates {
		if flow[i] == 0 {
			queues[i] = Queue{Empty: 1}
			continue
		}
		if queues[i], err = MM1(flow[i], mu); err != nil {
			return nil, fmt.Errorf("node %d: %w", i+1, err)
		}
	}
	return queues, nil
}

// traffic solves flow = entry + flow routing by repeating it. Each round passes on what is still under way; what never
// leaves is told.
func traffic(entry []float64, routing [][]float64) ([]float64, error) {
	n := len(entry)
	flow := make([]float64, n)
	way := make([]float64, n)
	for i, e := range entry {
		if err := notNegative("entry", e); err != nil {
			return nil, err
		}
		way[i] = e
		sum := 0.0
		if len(routing[i]) != n {
			return nil, fmt.Errorf("routing %d: want %d probabilities, have %d", i+1, n, len(routing[i]))
		}
		for _, p := range routing[i] {
			if !(p >= 0) {
				return nil, fmt.Errorf("routing %d: want probabilities, have %v", i+1, p)
			}
			sum += p
		}
		if sum > 1+1e-12 {
			return nil, fmt.Errorf("routing %d: want at most 1 in all, have %v", i+1, sum)
		}
	}
	for range 1_000_000 {
		next := make([]float64, n)
		left, all := 0.0, 0.0
		for i, w := range way {
			flow[i] += w
			all += flow[i]
			for j, p := range routing[i] {
				next[j] += w * p
				left = math.Max(left, w*p)
			}
		}
		if way = next; left <= 1e-18*all {
			return flow, nil
		}
	}
	return nil, errors.New("routing: want every part to leave at some time")
}
