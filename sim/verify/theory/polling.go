package theory

import (
	"errors"
	"fmt"
)

// A Polled queue is one that a server goes round to: with Poisson arrivals, times of service, and the time that it takes to go
// on from there to the next, whether anybody waits or not.
type Polled struct {
	Lambda     float64
	Service    Moments
	Switchover Moments
}

// Visits says whom a server that goes round serves each time.
type Visits string

// The rules.
const (
	Exhaustive Visits = "exhaustive" // until nobody waits
	Gated      Visits = "gated"      // those who wait when it comes
	Limited    Visits = "limited"    // one
)

// A PollingResult is what holds of a server that goes round a circle of queues. Of each single queue less is known.
type PollingResult struct {
	Cycle   float64   // mean time from one coming to a queue to the next
	Weights []float64 // of the mean wait of each queue in the sum
	Sum     float64   // of the mean waits, so weighted
}

// Wait is the mean wait where all queues are alike.
func (r PollingResult) Wait() float64 {
	weight := 0.0
	for _, w := range r.Weights {
		weight += w
	}
	return r.Sum / weight
}

// Polling is the cycle time s/(1-rho), and the sum of the mean waits, each weighted by its load rho_i (and where service is
// limited to one by 1 - lambda_i s/(1-rho) as well), which depends on how long work there is in all and not on who has it: the
// pseudo-conservation law (O. Boxma, W. Groenendijk, Pseudo-conservation laws in cyclic-service systems, Journal of Applied
// Probability 24, 1987),
//
//	rho sum(lambda_i E[B_i^2]) / (2 (1-rho)) + rho E[S^2] / (2 s) + s / (2 (1-rho)) (rho^2 - sum(rho_i^2))
//
// and, gated or limited, s/(1-rho) sum(rho_i^2) on top; S is the time of all switchovers of a round together, s its mean.
func Polling(queues []Polled, visits Visits) (PollingResult, error) {
	var errs []error
	rho, arrivals, squares, s, spread := 0.0, 0.0, 0.0, 0.0, 0.0
	for i, q := range queues {
		errs = append(errs, positive(fmt.Sprintf("lambda %d", i+1), q.Lambda), positive(fmt.Sprintf("service %d", i+1), q.Service.Mean),
			notNegative(fmt.Sprintf("switchover %d", i+1), q.Switchover.Mean))
		load := q.Lambda * q.Service.Mean
		rho, squares, arrivals = rho+load, squares+load*load, arrivals+q.Lambda*q.Service.Square
		s, spread = s+q.Switchover.Mean, spread+q.Switchover.Square-q.Switchover.Mean*q.Switchover.Mean
	}
	errs = append(errs, atLeast(1, "queues", len(queues)), positive("time to go round", s))
	if err := errors.Join(errs...); err != nil {
		return PollingResult{}, err
	}
	if rho >= 1 {
		return PollingResult{}, errGrows
	}
	r := PollingResult{Cycle: s / (1 - rho)}
	r.Sum = rho*arrivals/(2*(1-rho)) + rho*(spread+s*s)/(2*s) + r.Cycle/2*(rho*rho-squares)
	switch visits {
	case Exhaustive:
	case Gated, Limited:
		r.Sum += r.Cycle * squares
	default:
		return PollingResult{}, fmt.Errorf("visits: want %q, %q or %q, have %q", Exhaustive, Gated, Limited, visits)
	}
	for _, q := range queues {
		weight := q.Lambda * q.Service.Mean
		if visits == Limited {
			if weight *= 1 - q.Lambda*r.Cycle; weight <= 0 {
				return PollingResult{}, errGrows
			}
		}
		r.Weights = append(r.Weights, weight)
	}
	return r, nil
}
