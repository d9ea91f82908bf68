package finance

import (
	"errors"
	"math"
)

// MIRR is the modified internal rate of return: what comes in is reinvested at one rate until the end, what goes out is
// financed at another, and MIRR is the rate that leads from the one sum to the other. ok is false when nothing comes in
// or nothing goes out.
func MIRR(flows []float64, financing, reinvestment float64) (rate float64, ok bool, err error) {
	if err := checkAll(financing, flows); err != nil {
		return 0, false, err
	}
	if err := checkRate(reinvestment); err != nil {
		return 0, false, err
	}
	years := len(flows) - 1
	if years == 0 {
		return 0, false, errors.New("flows: want at least two, have 1")
	}
	in, out := 0.0, 0.0
	for t, f := range flows {
		if f > 0 {
			in += f * math.Pow(1+reinvestment, float64(years-t))
		} else {
			out -= f * math.Pow(1+financing, float64(-t))
		}
	}
	if in == 0 || out == 0 {
		return 0, false, nil
	}
	rate, err = fits(math.Pow(in/out, 1/float64(years)) - 1)
	return rate, err == nil, err
}
