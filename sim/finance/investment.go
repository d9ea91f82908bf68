package finance

import (
	"errors"
	"fmt"
	"math"
)

// An Investment is what one measure costs, and how its effect comes about. Amounts are positive.
type Investment struct {
	Capex      float64 // paid at the start and again at each replacement
	YearlyCost float64 // licences, upkeep
	Life       float64 // years until it is replaced
	Ramp       Ramp
	Grant      float64 // received at the start, towards the first purchase only
	OneOff     float64 // paid at the start for what is no asset: training, trials
	Residual   float64 // what it fetches at the end of its life
	Removal    float64 // what taking it away costs then
	Drift      float64 // by which all its prices but those of now rise, per year
	Rise       float64 // by which its yearly cost rises beside that, per year: an index of a contract
	Fiscal     Fiscal
}

func (v Investment) check() error {
	for _, a := range []struct {
		name  string
		value float64
	}{{"capex", v.Capex}, {"yearly cost", v.YearlyCost}, {"grant", v.Grant}, {"one-off cost", v.OneOff}, {"residual value", v.Residual}, {"removal cost", v.Removal}} {
		if err := checkAmount(a.name, a.value); err != nil {
			return err
		}
		if a.value < 0 && a.name != "yearly cost" {
			return fmt.Errorf("%s: want 0 or more, have %v", a.name, a.value)
		}
	}
	if v.Grant > v.Capex {
		return fmt.Errorf("grant: want at most the capex, %v, have %v", v.Capex, v.Grant)
	}
	if err := checkYears("life", v.Life); err != nil {
		return err
	}
	return errors.Join(checkDrift("drift", v.Drift), checkDrift("rise", v.Rise), v.Ramp.check(), v.Fiscal.check())
}

// near keeps five lives of 0.2 years from being less than one year.
const near = 1e-9

// A purchase is one of the times that an investment is made within a horizon, by the flows it stands in.
type purchase struct {
	at, sold                 int
	price, residual, fetches float64 // residual: expected at the end of life; fetches: when sold, less the removal
}

// purchases lists them. Where the life is shorter than the horizon the investment is bought again at the end of each
// life, in the flow of the year that is then complete; the effect does not ramp up again, since people have learned. At
// the horizon the last one is worth what its age leaves of it, on the straight line from what it costs to what it
// fetches in the end: after 8 years two fifths of what was bought after 5 and lasts 5, and one fifth of what was bought
// at the start and lasts 10.
func (v Investment) purchases(horizon float64) []purchase {
	last := int(math.Ceil(horizon - near))
	var list []purchase
	for k := 0.0; k == 0 || k*v.Life < horizon-near; k++ {
		at := int(k*v.Life + near)
		list = append(list, purchase{at: at, price: v.Capex * grown(v.Drift, at), residual: v.Residual * grown(v.Drift, at)})
	}
	end := v.Residual - v.Removal
	for i := range list {
		p := &list[i]
		if i+1 < len(list) {
			p.sold = list[i+1].at
			p.fetches = end * grown(v.Drift, p.sold)
			continue
		}
		rest := float64(len(list))*v.Life - horizon
		p.sold = last
		p.fetches = (v.Capex*rest/v.Life + end*(1-rest/v.Life)) * grown(v.Drift, last)
	}
	return list
}

// capital gives the flows of what is bought and sold.
func (v Investment) capital(horizon float64) []float64 {
	flows := make([]float64, int(math.Ceil(horizon-near))+1)
	flows[0] += v.Grant
	for _, p := range v.purchases(horizon) {
		flows[p.at] -= p.price
		flows[p.sold] += p.fetches
	}
	return flows
}

// fixed gives all certain flows over the horizon.
func (v Investment) fixed(horizon float64) []float64 {
	flows := v.capital(horizon)
	flows[0] -= v.OneOff
	for t := 1; t < len(flows); t++ {
		flows[t] -= v.YearlyCost * part(t, horizon) * grown(v.Drift, t) * grown(v.Rise, t)
	}
	return flows
}

// part is how much of year t lies before the horizon.
func part(t int, horizon float64) float64 {
	return min(1, horizon-float64(t-1))
}

// grown is what a price of 1 has become at flow t.
func grown(drift float64, t int) float64 { return math.Pow(1+drift, float64(t)) }
