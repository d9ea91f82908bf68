package finance

import (
	"errors"
	"fmt"
	"math"
)

// BreakEven finds where a function that only rises, or only falls, from low to high is zero: the volume, the price or the
// wage at which a case neither earns nor loses. It halves the range until it is no wider than tolerance, and gives the
// middle of what is left. ok is false when the function has one sign over the whole range, so that there is no such
// point in it.
//
// A function that is worked out by simulation stays monotone only on common chance: the same seeds at every volume. For an
// interval, find the break-even of each end of the interval of the function.
func BreakEven(low, high, tolerance float64, worth func(x float64) (float64, error)) (x float64, ok bool, err error) {
	if !(low < high) || math.IsInf(low, 0) || math.IsInf(high, 0) {
		return 0, false, fmt.Errorf("range: want low below high, have %v and %v", low, high)
	}
	if !(tolerance > 0) {
		return 0, false, fmt.Errorf("tolerance: want more than 0, have %v", tolerance)
	}
	at := func(x float64) (float64, error) {
		y, err := worth(x)
		if err == nil && math.IsNaN(y) {
			err = fmt.Errorf("worth: want a number, have %v at %v", y, x)
		}
		return y, err
	}
	below, err := at(low)
	if err != nil {
		return 0, false, err
	}
	above, err := at(high)
	switch {
	case err != nil:
		return 0, false, err
	case below == 0:
		return low, true, nil
	case above == 0:
		return high, true, nil
	case (below < 0) == (above < 0):
		return 0, false, nil
	}
	for high-low > tolerance {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		y, err := at(mid)
		switch {
		case err != nil:
			return 0, false, err
		case y == 0:
			return mid, true, nil
		case y < min(below, above) || y > max(below, above):
			return 0, false, errors.New("worth: want it to rise or to fall all the way, have it do both")
		case (y < 0) == (below < 0):
			low, below = mid, y
		default:
			high, above = mid, y
		}
	}
	return low + (high-low)/2, true, nil
}
