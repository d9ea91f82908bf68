package theory

import (
	"errors"
	"fmt"
)

// A Chain is a continuous-time Markov chain with finitely many states of type S.
type Chain[S comparable] struct {
	States []S // in the order in which they were found, the start first
	arcs   []arc
}

type arc struct {
	from, to int
	rate     float64
}

const maxStates = 20_000

// Explore finds all states that can be reached from the start, breadth first. next tells, for one state, where it goes
// and at what rate, by calling to; telling one target twice adds the rates, and staying where it is does not count.
func Explore[S comparable](start S, next func(from S, to func(target S, rate float64))) (*Chain[S], error) {
	c := &Chain[S]{States: []S{start}}
	index := map[S]int{start: 0}
	for from := 0; from < len(c.States); from++ {
		var wrong error
		next(c.States[from], func(target S, rate float64) {
			if err := positive("rate", rate); err != nil {
				wrong = fmt.Errorf("from %v to %v: %w", c.States[from], target, err)
				return
			}
			to, known := index[target]
			if !known {
				to = len(c.States)
				index[target] = to
				c.States = append(c.States, target)
			}
			if to != from {
				c.arcs = append(c.arcs, arc{from, to, rate})
			}
		})
		if wrong != nil {
			return nil, wrong
		}
		if len(c.States) > maxStates {
			return nil, fmt.Errorf("states: want at most %d, have more", maxStates)
		}
	}
	return c, nil
}

// A Law is the stationary law of a chain: the share of time that it spends in each state, in the long run.
type Law[S comparable] struct {
	States []S
	P      []float64
}

// Mean is the long-run average of what f says of a state: of 0 or 1 a share of time, of a rate a throughput.
func (l Law[S]) Mean(f func(S) float64) float64 {
	sum := 0.0
	for i, s := range l.States {
		sum += l.P[i] * f(s)
	}
	return sum
}

// Share is the long-run share of time in states of which f is true.
func (l Law[S]) Share(f func(S) bool) float64 {
	return l.Mean(func(s S) float64 {
		if f(s) {
			return 1
		}
		return 0
	})
}

// Stationary solves for the stationary law, by state reduction (W. Grassmann, M. Taksar, D. Heyman, 1985), which
// subtracts nothing and so loses no digits. The states are first put in an order that keeps neighbours near each other
// (E. Cuthill, J. McKee, 1969), since the work grows with the square of the distance. Every state must be left for the
// start again, at some time.
func (c *Chain[S]) Stationary() (Law[S], error) {
	order := c.order()
	band := newBand(len(order))
	for _, a := range c.arcs {
		band.reach(order[a.from] - order[a.to])
	}
	if !band.allocate() {
		return Law[S]{}, fmt.Errorf("states: want fewer or nearer to each other, have %d over %d places", band.size, band.width)
	}
	for _, a := range c.arcs {
		band.row(order[a.from])[order[a.to]-band.first(order[a.from])] += a.rate
	}
	p, ok := band.reduce()
	if !ok {
		return Law[S]{}, errors.New("states: want each to be left for the start, have some for ever")
	}
	law := Law[S]{States: c.States, P: make([]float64, len(p))}
	for i, at := range order {
		law.P[i] = p[at]
	}
	return law, nil
}

// order gives every state its place, so that states between which the chain moves lie near each other.
func (c *Chain[S]) order() []int {
	beside := make([][]int, len(c.States))
	for _, a := range c.arcs {
		beside[a.from] = append(beside[a.from], a.to)
		beside[a.to] = append(beside[a.to], a.from)
	}
	// The farthest state from any is a better end to begin at than one in the middle.
	_, found := breadthFirst(beside, 0)
	_, found = breadthFirst(beside, found[len(found)-1])
	place, _ := breadthFirst(beside, found[len(found)-1])
	return place
}

// breadthFirst visits all states from one on. place[i] says when state i came, found lists them.
func breadthFirst(beside [][]int, start int) (place, found []int) {
	place = make([]int, len(beside))
	for i := range place {
		place[i] = -1
	}
	found = append(found, start)
	place[start] = 0
	for at := 0; at < len(found); at++ {
		for _, to := range beside[found[at]] {
			if place[to] < 0 {
				place[to] = len(found)
				found = append(found, to)
			}
		}
	}
	return place, found
}

// solve explores a chain and gives its stationary law.
func solve[S comparable](start S, next func(from S, to func(target S, rate float64))) (Law[S], error) {
	c, err := Explore(start, next)
	if err != nil {
		return Law[S]{}, err
	}
	return c.Stationary()
}
