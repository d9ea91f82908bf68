package theory

import (
	"errors"
	"fmt"
	"math"
)

// positive tells a value that is not a number above zero.
func positive(name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 1) {
		return fmt.Errorf("%s: want a number above 0, have %v", name, x)
	}
	return nil
}

// allPositive is positive for a list.
func allPositive(name string, xs []float64) error {
	if len(xs) == 0 {
		return fmt.Errorf("%s: want at least one, have none", name)
	}
	for i, x := range xs {
		if err := positive(fmt.Sprintf("%s %d", name, i+1), x); err != nil {
			return err
		}
	}
	return nil
}

// notNegative tells a value that is not a number from zero on.
func notNegative(name string, x float64) error {
	if !(x >= 0) || math.IsInf(x, 1) {
		return fmt.Errorf("%s: want 0 or more, have %v", name, x)
	}
	return nil
}

// atLeast tells a count that is too small.
func atLeast(least int, name string, n int) error {
	if n < least {
		return fmt.Errorf("%s: want at least %d, have %d", name, least, n)
	}
	return nil
}

var errGrows = errors.New("more comes in than can be worked off: the queue grows without end")

// buffersFit tells a number of buffers that is not one less than that of the stations, or a buffer below zero.
func buffersFit(stations int, buffers []int) error {
	if len(buffers) != stations-1 {
		return fmt.Errorf("buffers: want %d, one between each two stations, have %d", stations-1, len(buffers))
	}
	for i, b := range buffers {
		if err := atLeast(0, fmt.Sprintf("buffer %d", i+1), b); err != nil {
			return err
		}
	}
	return nil
}

// atMostStations tells a line that is too long for a chain's states.
func atMostStations(n int) error {
	if n < 1 || n > maxStations {
		return fmt.Errorf("stations: want 1 to %d, have %d", maxStations, n)
	}
	return nil
}
