package theory

import (
	"errors"
	"fmt"
	"math"
)

// Bulk is one station that works on up to most parts at a time, an oven that begins with whatever waits, with Poisson
// arrivals and an exponential time whatever it holds; what comes meanwhile waits. While it works the number that waits is
// geometric, with the root r below 1 of mu r^(most+1) - (lambda + mu) r + lambda = 0 (N. Bailey, 1954).
func Bulk(lambda, mu float64, most int) (Queue, error) {
	if err := errors.Join(positive("lambda", lambda), positive("mu", mu), atLeast(1, "most", most)); err != nil {
		return Queue{}, err
	}
	if lambda >= mu*float64(most) {
		return Queue{}, errGrows
	}
	f := func(r float64) float64 { return mu*math.Pow(r, float64(most+1)) - (lambda+mu)*r + lambda }
	low, high := 0.0, 1.0 // f(0) is above 0; it is below 0 from the root to 1, which is the other root
	for range 200 {
		if middle := (low + high) / 2; f(middle) > 0 {
			low = middle
		} else {
			high = middle
		}
	}
	r := low
	first := 1 / (mu/lambda + 1/(1-r)) // works, and none waits; it is idle mu/lambda times as often
	q := Queue{Throughput: lambda, Empty: first * mu / lambda, Waiting: first * r / (1 - r) / (1 - r)}
	q.Utilisation = 1 - q.Empty
	q.MustWait = q.Utilisation
	q.Wait = q.Waiting / lambda
	q.Time = q.Wait + 1/mu
	q.Number = q.Time * lambda
	return q, nil
}

// A StockResult is what a station does that makes to stock.
type StockResult struct {
	Fill     float64 // share of customers who find a part there
	Stock    float64 // mean number of finished parts
	Backlogs float64 // mean number of customers who wait
	Wait     float64 // mean time that a customer waits, who finds a part there not at all
	Rate     float64 // of a customer who waits: his wait is exponential with this rate
}

// WaitQuantile is the time that a share p of the customers waits at most.
func (r StockResult) WaitQuantile(p float64) float64 {
	if p <= r.Fill {
		return 0
	}
	return math.Log((1-r.Fill)/(1-p)) / r.Rate
}

// MakeToStock is an exponential station behind which at most so many parts lie finished or are in work, each with a card;
// customers come by Poisson and wait when there is none. What is missing from the stock is the queue of M/M/1, and a
// customer who finds n in it waits for n + 1 - cards of them, a geometric number of exponential times (J. Buzacott,
// J. Shanthikumar, 1993, chapter 4).
func MakeToStock(lambda, mu float64, cards int) (StockResult, error) {
	q, err := MM1(lambda, mu)
	if err != nil {
		return StockResult{}, err
	}
	if cards < 1 {
		return StockResult{}, fmt.Errorf("cards: want at least 1, have %d", cards)
	}
	rho := q.Utilisation
	out := math.Pow(rho, float64(cards)) // all that there is has been taken
	return StockResult{Fill: 1 - out, Stock: float64(cards) - rho*(1-out)/(1-rho), Backlogs: out * rho / (1 - rho),
		Wait: out / (mu - lambda), Rate: mu - lambda}, nil
}
