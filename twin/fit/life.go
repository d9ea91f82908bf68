package fit

import (
	"math"

	"tweeling/sim/stat"
)

// life fits a time that is rare. Few times show no shape: of them a gamma law is taken, of a shape about which something is believed
// beforehand.
func (m *Model) life(s Sample) (*Choice, error) {
	c, err := m.choose(s)
	if err != nil || c.Verdict != Few {
		return c, err
	}
	if c.Law, err = fewLife(positive(s)); err != nil {
		return nil, err
	}
	return c, nil
}

// What is believed of the shape of a gamma law of which few times were seen: its logarithm is normal about usualShape, by shapeSpread, so
// that the coefficient of variation of times between failures, and of repairs, lies between 0.57 and 1.5 in 19 cases of 20. That is an
// assumption, and a weak one: ten times say more.
const (
	usualShape  = 1.15
	shapeSpread = 0.5
)

// fewLife is the gamma law of the greatest likelihood times what is believed of its shape.
func fewLife(s Sample) (*Law, error) {
	exp, _ := FindFamily("exp")
	plain, err := exp.Fit(s)
	if err != nil {
		return nil, err
	}
	gamma, _ := FindFamily("gamma")
	unit := plain.mean()
	scaled := Sample{make([]float64, len(s.Seen)), make([]float64, len(s.Cut))}
	logs := make([]float64, len(s.Seen))
	for i, x := range s.Seen {
		scaled.Seen[i] = x / unit
		logs[i] = math.Log(scaled.Seen[i])
	}
	for i, x := range s.Cut {
		scaled.Cut[i] = x / unit
	}
	likely := func(a, b float64) float64 {
		off := (a - math.Log(usualShape)) / shapeSpread
		return gamma.logLik([]float64{a, b}, &scaled, logs) - off*off/2
	}
	mean := func(a float64) float64 {
		return highest(-2, 2, func(b float64) float64 { return likely(a, b) })
	}
	a := highest(-2, 3, func(a float64) float64 { return likely(a, mean(a)) })
	l := &Law{Family: gamma.Name, Params: []float64{a, mean(a)}, Unit: unit, Free: 1, family: gamma, seen: len(s.Seen), cut: len(s.Cut) > 0, believed: true,
		sd: stat.StdDev(s.Seen), ADP: math.NaN(), KSP: math.NaN()}
	return l, l.build()
}

// highest is where a function with one top is highest.
func highest(low, high float64, of func(float64) float64) float64 {
	const ratio = 0.6180339887498949
	for high-low > 1e-4 {
		a, b := high-ratio*(high-low), low+ratio*(high-low)
		if of(a) > of(b) {
			high = b
		} else {
			low = a
		}
	}
	return (low + high) / 2
}
