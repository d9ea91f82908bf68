package theory

import (
	"errors"
	"math"
)

// A Life is the law of how long something lasts: the probability that it has failed by a time, and the mean.
type Life struct {
	CDF  func(float64) float64
	Mean float64
}

// Hazard is the rate at which what has lasted x fails: the slope of -ln(1 - F), by differences of the fourth order. It is
// good to ten digits where F is smooth.
func (l Life) Hazard(x float64) float64 {
	h := x / 4096
	return (l.Cumulative(x-2*h) - 8*l.Cumulative(x-h) + 8*l.Cumulative(x+h) - l.Cumulative(x+2*h)) / (12 * h)
}

// Cumulative is the cumulative hazard, -ln(1 - F(x)): the mean number of failures by x of what is as old after a repair as
// it was before (minimal repair).
func (l Life) Cumulative(x float64) float64 { return -math.Log1p(-l.CDF(x)) }

// lasted is the mean of the life and x, whichever comes first: the integral of 1 - F.
func (l Life) lasted(x float64) float64 {
	return integrate(func(u float64) float64 { return 1 - l.CDF(u) }, x)
}

// ReplacedByAge is the cost rate of what is replaced at an age for planned, or for failed when it fails before that:
// (planned (1 - F) + failed F) / integral of 1 - F (Barlow and Proschan, Mathematical Theory of Reliability, 1965).
func (l Life) ReplacedByAge(age, planned, failed float64) (float64, error) {
	if err := errors.Join(positive("age", age), notNegative("planned", planned), notNegative("failed", failed)); err != nil {
		return 0, err
	}
	f := l.CDF(age)
	return (planned*(1-f) + failed*f) / l.lasted(age), nil
}

// BestAge is the age at which ReplacedByAge costs least, where the hazard has grown so far that
// hazard x integral of 1 - F - F = planned / (failed - planned). It is an error when there is none: what does not wear is
// best left until it fails.
func (l Life) BestAge(planned, failed float64) (float64, error) {
	if err := errors.Join(positive("mean", l.Mean), positive("planned", planned), positive("failed less planned", failed-planned)); err != nil {
		return 0, err
	}
	return l.reaches(planned/(failed-planned), func(x float64) float64 { return l.Hazard(x)*l.lasted(x) - l.CDF(x) })
}

// ReplacedAfter is the cost rate of what is replaced after every so long, and until then repaired at failures to be as old
// as before: (replacement + repair x cumulative hazard) / every (Barlow and Hunter, 1960).
func (l Life) ReplacedAfter(every, replacement, repair float64) (float64, error) {
	if err := errors.Join(positive("every", every), notNegative("replacement", replacement), notNegative("repair", repair)); err != nil {
		return 0, err
	}
	return (replacement + repair*l.Cumulative(every)) / every, nil
}

// BestPeriod is the time at which ReplacedAfter costs least: hazard x time - cumulative hazard = replacement / repair.
func (l Life) BestPeriod(replacement, repair float64) (float64, error) {
	if err := errors.Join(positive("mean", l.Mean), positive("replacement", replacement), positive("repair", repair)); err != nil {
		return 0, err
	}
	return l.reaches(replacement/repair, func(x float64) float64 { return l.Hazard(x)*x - l.Cumulative(x) })
}

// Renewals is the mean number of failures by a time of what is new at first and each time that it has failed: the solution
// of m(t) = F(t) + integral of m(t - x) dF(x), by midpoints (Xie, On the solution of renewal-type integral equations,
// Communications in Statistics 18, 1989) with so many steps and twice as many, and what these tell of the limit.
func (l Life) Renewals(t float64, steps int) (float64, error) {
	if err := errors.Join(positive("time", t), atLeast(1, "steps", steps)); err != nil {
		return 0, err
	}
	coarse, fine := l.renewals(t, steps), l.renewals(t, 2*steps)
	return fine + (fine-coarse)/3, nil
}

func (l Life) renewals(t float64, steps int) float64 {
	h := t / float64(steps)
	at := func(i float64) float64 { return l.CDF(i * h) }
	m := make([]float64, steps+1)
	for i := 1; i <= steps; i++ {
		x := float64(i)
		sum := at(x) - m[i-1]*at(0.5)
		for j := 1; j < i; j++ {
			sum += (m[j] - m[j-1]) * at(x-float64(j)+0.5)
		}
		m[i] = sum / (1 - at(0.5))
	}
	return m[steps]
}

// reaches is when a growing function of time reaches a value, from a thousandth of the mean life on and as long as any of
// what is new lasts.
func (l Life) reaches(want float64, f func(float64) float64) (float64, error) {
	before := func(x float64) bool { return l.CDF(1.01*x) < 1 && f(x) < want }
	low, high := l.Mean/1000, l.Mean/1000
	for before(high) {
		low, high = high, 1.25*high
	}
	for range 100 {
		if mid := (low + high) / 2; before(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	if !(f(low) > 0.999*want) {
		return 0, errors.New("want what wears out, have a life of which no age is the best to replace it at")
	}
	return low, nil
}

// integrate is the integral of a function from 0 to x, by Gauss and Legendre's rule for three points in each of many pieces.
func integrate(f func(float64) float64, x float64) float64 {
	const pieces = 1000
	half := x / (2 * pieces)
	far := half * math.Sqrt(0.6)
	sum := 0.0
	for i := range pieces {
		mid := half * float64(2*i+1)
		sum += 5*f(mid-far) + 8*f(mid) + 5*f(mid+far)
	}
	return sum * half / 9
}
