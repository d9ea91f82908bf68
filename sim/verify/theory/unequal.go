package theory

import "errors"

// An UnequalResult is what two unequal machines do.
type UnequalResult struct {
	Number float64 // mean number in queue and machines
	Time   float64 // mean time in queue and machine
	First  float64 // share of time that the first machine works
	Second float64
}

// Unequal is two exponential machines of unlike rates behind one queue, with Poisson arrivals; a part that finds both
// idle takes the first (H. Gumbel, 1960).
func Unequal(lambda, first, second float64) (UnequalResult, error) {
	if err := errors.Join(positive("lambda", lambda), positive("first", first), positive("second", second)); err != nil {
		return UnequalResult{}, err
	}
	rho := lambda / (first + second)
	if rho >= 1 {
		return UnequalResult{}, errGrows
	}
	// With both at work the number is geometric; the weights of the other states in units of "both, nobody waiting".
	onlySecond := first / (lambda + second)
	onlyFirst := (first+second)/lambda - onlySecond
	none := (first*onlyFirst + second*onlySecond) / lambda
	both := 1 / (1 - rho)
	all := none + onlyFirst + onlySecond + both
	r := UnequalResult{
		Number: (onlyFirst + onlySecond + 2/(1-rho) + rho/(1-rho)/(1-rho)) / all,
		First:  (onlyFirst + both) / all,
		Second: (onlySecond + both) / all,
	}
	r.Time = r.Number / lambda
	return r, nil
}
