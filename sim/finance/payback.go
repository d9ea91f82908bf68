package finance

import "math"

// A Recovery says whether the money comes back.
type Recovery int

// The recoveries.
const (
	NotWithinLife Recovery = iota // the balance never comes back to zero
	PaidBack                      // it comes back to zero and stays there or above
	FallsBack                     // it pays back, and then goes below zero for good
)

// String gives the recovery in words.
func (r Recovery) String() string {
	switch r {
	case PaidBack:
		return "paid back"
	case FallsBack:
		return "pays back, then goes negative"
	default:
		return "not within the life"
	}
}

// A Payback is when the money that went out has come back.
type Payback struct {
	Recovery Recovery
	Years    *float64 // from when on the balance stays at or above zero; nil unless PaidBack
	First    *float64 // when it first came back to zero; before Years when it dipped again, nil when it never came back
}

// PaybackOf gives the simple payback: when the sum of the flows reaches zero to stay, linear within a year. Flows that
// never leave the balance below zero are paid back after 0 years.
func PaybackOf(flows []float64) (Payback, error) {
	if err := checkFlows(flows); err != nil {
		return Payback{}, err
	}
	total := 0.0
	for _, f := range flows {
		total += math.Abs(f)
	}
	// A balance of less than this is zero: sums of cents leave crumbs, and a crumb must not cost a year.
	crumb := 1e-12 * total
	p := Payback{Recovery: PaidBack, Years: new(float64)}
	balance := 0.0
	for t, f := range flows {
		before := balance
		balance += f
		if math.Abs(balance) <= crumb {
			balance = 0
		}
		switch {
		case balance < 0:
			p.Years = nil
		case p.Years == nil:
			years := float64(t) - balance/(balance-before)
			p.Years = &years
			if p.First == nil {
				p.First = &years
			}
		}
	}
	switch {
	case p.Years != nil && p.First == nil:
		p.First = p.Years
	case p.Years == nil && p.First != nil:
		p.Recovery = FallsBack
	case p.Years == nil:
		p.Recovery = NotWithinLife
	}
	return p, nil
}

// DiscountedPayback is the payback of the flows after each is discounted to now.
func DiscountedPayback(rate float64, flows []float64) (Payback, error) {
	if err := checkAll(rate, flows); err != nil {
		return Payback{}, err
	}
	discounted := make([]float64, len(flows))
	v, power := 1/(1+rate), 1.0
	for t, f := range flows {
		discounted[t] = f * power
		power *= v
	}
	return PaybackOf(discounted)
}

// A PaybackRange is a payback in years with its interval. An end that is nil is not bounded, or not within the life.
type PaybackRange struct{ Low, Mid, High *float64 }

// PaybackBetween is the payback of the flows in the middle, with that of the best and of the worst ones as its ends: with
// those of a yearly difference that is known up to its half width this is Fieller's interval, not bounded where a difference
// may be below zero (E. C. Fieller, 1954; here only the denominator is uncertain).
func PaybackBetween(best, mid, worst []float64) (PaybackRange, error) {
	var years [3]*float64
	for i, flows := range [][]float64{best, mid, worst} {
		p, err := PaybackOf(flows)
		if err != nil {
			return PaybackRange{}, err
		}
		years[i] = p.Years
	}
	return PaybackRange{Low: years[0], Mid: years[1], High: years[2]}, nil
}
