package theory

import (
	"errors"
	"fmt"
	"math"
)

// OperationDependent is the throughput of a saturated line without buffers whose stations have the same constant cycle
// and fail only while they work: 1/(1 + sum MTTR/MTBF) parts per cycle (J. Buzacott, 1967). It takes the line to stop
// as a whole at once. Where the other stations may finish their part, and fail at it, it is the limit of cycles that
// are short against MTBF: with MTBF of 100 cycles a line of three makes 0.13 % more. TwoStations with FailingCycle is
// exact.
func OperationDependent(cycle float64, mtbf, mttr []float64) (float64, error) {
	if err := checkFailures(cycle, mtbf, mttr); err != nil {
		return 0, err
	}
	sum := 1.0
	for i := range mtbf {
		sum += mttr[i] / mtbf[i]
	}
	return 1 / sum / cycle, nil
}

// TimeDependent is the throughput of a saturated line without buffers whose stations have the same constant cycle and
// fail by the calendar, each on its own: the product of MTBF/(MTBF + MTTR) parts per cycle, the share of time in which
// all are up. It is the limit of cycles that are short against MTBF and MTTR.
func TimeDependent(cycle float64, mtbf, mttr []float64) (float64, error) {
	if err := checkFailures(cycle, mtbf, mttr); err != nil {
		return 0, err
	}
	product := 1.0
	for i := range mtbf {
		product *= mtbf[i] / (mtbf[i] + mttr[i])
	}
	return product / cycle, nil
}

func checkFailures(cycle float64, mtbf, mttr []float64) error {
	if err := errors.Join(positive("cycle", cycle), allPositive("mtbf", mtbf), allPositive("mttr", mttr)); err != nil {
		return err
	}
	if len(mtbf) != len(mttr) {
		return fmt.Errorf("mttr: want as many as mtbf, %d, have %d", len(mtbf), len(mttr))
	}
	return nil
}

// SlowestCycle is the throughput of a saturated line of constant cycles without failures, with buffers or without: one
// part in each of the slowest cycle.
func SlowestCycle(cycles []float64) (float64, error) {
	if err := allPositive("cycle", cycles); err != nil {
		return 0, err
	}
	slowest := 0.0
	for _, c := range cycles {
		slowest = max(slowest, c)
	}
	return 1 / slowest, nil
}

// Synchronous is the throughput of an indexed line of n like exponential stations: all parts move on together when the
// slowest is done, rate / (1 + 1/2 + ... + 1/n).
func Synchronous(n int, rate float64) (float64, error) {
	if err := errors.Join(positive("rate", rate), atLeast(1, "stations", n)); err != nil {
		return 0, err
	}
	sum := 0.0
	for k := 1; k <= n; k++ {
		sum += 1 / float64(k)
	}
	return rate / sum, nil
}

// TwoStations is the throughput of two saturated stations without a buffer, for times of any laws, told by their
// distribution functions: both begin together and the slower one ends the cycle, so it is 1 / E[max], E[max] being the
// integral of 1 - F G over all times from 0.
func TwoStations(first, second func(x float64) float64) (float64, error) {
	tail := func(x float64) float64 { return 1 - first(x)*second(x) }
	end := 1e-9
	for tail(end) > 1e-15 {
		if end *= 2; end > 1e12 {
			return 0, errors.New("times: want laws that end or fade away, have one that does not")
		}
	}
	// Laws have corners: many panels to begin with, each halved until it does not matter.
	const panels = 256
	mean, width := 0.0, end/panels
	for i := range panels {
		a := float64(i) * width
		mean += panel(tail, a, a+width, tail(a), tail(a+width/2), tail(a+width), 40)
	}
	if !(mean > 0) {
		return 0, errors.New("times: want longer than zero, have none")
	}
	return 1 / mean, nil
}

// FailingCycle is the distribution function of the time from the start to the end of a constant cycle in which the
// machine fails, at that rate per working time, and goes on after an exponential repair, as often as it happens.
func FailingCycle(cycle, failureRate, mttr float64) func(x float64) float64 {
	return func(x float64) float64 {
		if x < cycle {
			return 0
		}
		// k failures have probability chance and take longer than the rest of the time with probability late, the chance
		// that a Poisson count with this mean stays below k.
		mean, rest := failureRate*cycle, (x-cycle)/mttr
		chance, term, late, within := math.Exp(-mean), math.Exp(-rest), 0.0, 0.0
		for k := 0.0; k < 1000 && (k <= mean || chance > 1e-18); k++ {
			within += chance * (1 - late)
			late += term
			term *= rest / (k + 1)
			chance *= mean / (k + 1)
		}
		return min(1, within)
	}
}

// panel is Simpson's rule from a to b, halved where halving changes it (G. Kuncir, 1962).
func panel(f func(float64) float64, a, b, fa, fm, fb float64, depth int) float64 {
	m := (a + b) / 2
	f1, f2 := f((a+m)/2), f((m+b)/2)
	once := (b - a) / 6 * (fa + 4*fm + fb)
	twice := (b - a) / 12 * (fa + 4*f1 + 2*fm + 4*f2 + fb)
	if depth == 0 || math.Abs(twice-once) <= 1e-13*(b-a) {
		return twice + (twice-once)/15
	}
	return panel(f, a, m, fa, f1, fm, depth-1) + panel(f, m, b, fm, f2, fb, depth-1)
}
