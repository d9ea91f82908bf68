package theory

import (
	"errors"
	"fmt"
)

// A Queue is what a station with a queue before it does in the long run.
type Queue struct {
	Throughput  float64 // parts per time
	Utilisation float64 // share of time that one machine works
	MustWait    float64 // probability that a part finds no machine free
	Lost        float64 // share of the parts that find no place at all
	Empty       float64 // share of time without any part
	Wait        float64 // mean time in the queue
	Time        float64 // mean time in queue and machine
	Waiting     float64 // mean number in the queue
	Number      float64 // mean number in queue and machines
}

// MM1 is one machine with Poisson arrivals and exponential times (A. K. Erlang, 1917): Wait = rho/(mu - lambda).
func MM1(lambda, mu float64) (Queue, error) {
	return MMC(lambda, mu, 1)
}

// MMC is c like machines behind one queue, Poisson arrivals at rate lambda and exponential times of rate mu each. The
// probability of waiting is Erlang's C.
func MMC(lambda, mu float64, c int) (Queue, error) {
	b, err := ErlangB(lambda, mu, c)
	if err != nil {
		return Queue{}, err
	}
	rho := lambda / mu / float64(c)
	if rho >= 1 {
		return Queue{}, errGrows
	}
	wait := b / (1 - rho*(1-b))
	q := Queue{Throughput: lambda, Utilisation: rho, MustWait: wait}
	// Erlang's C over Erlang's B gives the empty share without factorials: P(all c busy) = wait (1-rho).
	q.Empty = wait * (1 - rho)
	for k := c; k > 0; k-- {
		q.Empty *= float64(k) * mu / lambda
	}
	q.Wait = wait / (float64(c)*mu - lambda)
	return q.little(lambda, 1/mu), nil
}

// little fills in what follows from the mean wait by Little's law.
func (q Queue) little(lambda, service float64) Queue {
	q.Time = q.Wait + service
	q.Waiting = lambda * q.Wait
	q.Number = lambda * q.Time
	return q
}

// ErlangB is the share of Poisson arrivals that find all c machines at work and are lost, in a system without a queue
// (A. K. Erlang, 1917). Only the mean 1/mu of the times counts, not their law.
func ErlangB(lambda, mu float64, c int) (float64, error) {
	if err := errors.Join(positive("lambda", lambda), positive("mu", mu), atLeast(1, "machines", c)); err != nil {
		return 0, err
	}
	load, lost := lambda/mu, 1.0
	for k := 1; k <= c; k++ {
		lost = load * lost / (float64(k) + load*lost)
	}
	return lost, nil
}

// MMCK is c exponential machines with room for k parts in all, in the machines and before them; Poisson arrivals that
// find no place are lost. Wait and Time are of those that get in, MustWait as well.
func MMCK(lambda, mu float64, c, k int) (Queue, error) {
	if err := errors.Join(positive("lambda", lambda), positive("mu", mu), atLeast(1, "machines", c)); err != nil {
		return Queue{}, err
	}
	if k < c {
		return Queue{}, fmt.Errorf("places: want at least one for each of %d machines, have %d", c, k)
	}
	p := birthDeath(k,
		func(int) float64 { return lambda },
		func(n int) float64 { return mu * float64(min(n, c)) })
	q := Queue{Lost: p[k], Empty: p[0], Throughput: lambda * (1 - p[k])}
	for n, pn := range p {
		q.Number += float64(n) * pn
		q.Waiting += float64(max(0, n-c)) * pn
		if n >= c && n < k {
			q.MustWait += pn / (1 - p[k])
		}
	}
	q.Utilisation = q.Throughput / mu / float64(c)
	q.Wait = q.Waiting / q.Throughput
	q.Time = q.Number / q.Throughput
	return q, nil
}

// birthDeath is the stationary law of numbers 0 to n that go up by one at rate up(k) and down by one at rate down(k).
func birthDeath(n int, up, down func(k int) float64) []float64 {
	p := make([]float64, n+1)
	p[0] = 1
	sum := 1.0
	for k := 1; k <= n; k++ {
		p[k] = p[k-1] * up(k-1) / down(k)
		sum += p[k]
		if sum > 1e200 {
			for j := range k + 1 {
				p[j] *= 1e-200
			}
			sum *= 1e-200
		}
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}
