package experiment

import (
	"math"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// A Pays says at which volumes a plan pays.
type Pays string

// When a plan pays, within what can be made.
const (
	PaysAbove  Pays = "above"  // from the break-even volume on
	PaysBelow  Pays = "below"  // up to it
	PaysAlways Pays = "always" // at any volume, so that there is none
	PaysNever  Pays = "never"
)

// A Volume is the break-even volume of a plan: how much has to be sold in a year for its NPV to be zero, in units of all
// products that have a price together, in the mix of today's demand. It is found on the same chance at every volume: the line
// makes what it made, and sells less of it or more. The interval is that of the NPV: where its ends are zero.
type Volume struct {
	Low, Mid, High *float64 // nil: there is none, see Pays; an end may be beyond what can be made
	Pays           Pays
	Demand         float64 // what can be sold today; of what has no limit, what the plan makes
	Unlimited      bool    // some of it has no limit
	Most           float64 // beyond which nothing changes, since no more can be made
	Why            string  // why it is not told
}

const (
	volumeSteps = 48   // in which a first look is taken
	volumeError = 1e-4 // of the largest volume
)

// A market is what a plan sells at other volumes.
type market struct {
	base, plan *PlanResult
	demand     []float64 // today's, by product; 0: not asked about
	seed       uint64
}

// breakEven is the break-even volume of a plan.
func breakEven(base, plan *PlanResult, seed uint64) (*Volume, error) {
	v := &Volume{}
	if v.Why = notByVolume(plan); v.Why != "" {
		return v, nil
	}
	m := market{base: base, plan: plan, seed: seed}
	most := 0.0
	for p, product := range plan.System.Products {
		d := 0.0
		switch {
		case product.Price == 0:
		case product.Unlimited:
			d = mean(plan.Samples, p)
			v.Unlimited = true
		default:
			d = product.DemandPerYear
		}
		m.demand = append(m.demand, d)
		v.Demand += d
		for _, samples := range [][]*Sample{base.Samples, plan.Samples} {
			for _, s := range samples {
				if d > 0 {
					most = max(most, s.Ledger.Made()[p]/d)
				}
			}
		}
	}
	if v.Demand == 0 || most == 0 {
		v.Why = "nothing that has a price is made or asked for"
		return v, nil
	}
	v.Most = most * v.Demand
	return v, m.find(v, most)
}

// notByVolume says why a plan has no break-even volume.
func notByVolume(plan *PlanResult) string {
	priced := slices.ContainsFunc(plan.System.Products, func(p cost.Product) bool { return p.Price > 0 })
	if !priced {
		return "no product has a price"
	}
	for i := range plan.Plant.Model.Elements {
		if r := plan.Plant.Model.Elements[i].Text("release"); r == "orders" || r == "demand" {
			return "the line makes what is asked for (release = \"" + r + "\"), so that another volume would have to be run"
		}
	}
	return ""
}

func mean(samples []*Sample, product int) float64 {
	sum := 0.0
	for _, s := range samples {
		sum += s.Ledger.Made()[product] / float64(len(samples))
	}
	return sum
}

// npv is the NPV when so many times today's demand can be sold, and the half-width of its interval.
func (m *market) npv(times float64) (stat.Estimate, error) {
	demand := slices.Clone(m.demand)
	for p := range demand {
		demand[p] *= times
		if m.plan.System.Products[p].Price == 0 {
			demand[p] = math.Inf(1)
			if d := m.plan.System.Products[p].DemandPerYear; d > 0 {
				demand[p] = d
			}
		}
	}
	var cash [2][]cost.Cash
	for k, r := range []*PlanResult{m.base, m.plan} {
		for _, s := range r.Samples {
			cash[k] = append(cash[k], s.Ledger.CashAt(r.Economics, r.System.Products, demand))
		}
	}
	business, err := cost.NewBusiness(m.plan.Economics, m.plan.Investments, cash[0], cash[1], m.plan.System.weeks(), m.seed)
	if err != nil {
		return stat.Estimate{}, err
	}
	npvs, err := business.NPVs()
	return stat.Mean(npvs), err
}

// find looks where the NPV changes its sign, and from there where the ends of its interval do.
func (m *market) find(v *Volume, most float64) error {
	at := make([]stat.Estimate, volumeSteps+1)
	for i := range at {
		var err error
		if at[i], err = m.npv(most * float64(i) / volumeSteps); err != nil {
			return err
		}
	}
	changes := 0
	for i := range volumeSteps {
		if at[i].Mean < 0 != (at[i+1].Mean < 0) {
			changes++
		}
	}
	rises := at[0].Mean < 0
	switch {
	case changes > 1:
		v.Why = "it pays at some volumes, does not at larger ones, and does again: there is not one"
		return nil
	case changes == 0 && rises:
		v.Pays = PaysNever
		return nil
	case changes == 0:
		v.Pays = PaysAlways
		return nil
	case rises:
		v.Pays = PaysAbove
	default:
		v.Pays = PaysBelow
	}
	for _, end := range []struct {
		to   **float64
		side float64
	}{{&v.Low, 1}, {&v.Mid, 0}, {&v.High, -1}} {
		side := end.side
		if !rises {
			side = -side
		}
		of := func(e stat.Estimate) float64 { return e.Mean + side*e.HalfWidth }
		times, ok, err := m.crossing(at, most, of)
		if err != nil {
			return err
		}
		if ok {
			x := times * v.Demand
			*end.to = &x
		}
	}
	return nil
}

// crossing is where something that rises or falls with the volume is zero, from a first look at it.
func (m *market) crossing(at []stat.Estimate, most float64, of func(stat.Estimate) float64) (times float64, ok bool, err error) {
	step := most / volumeSteps
	for i := range volumeSteps {
		if of(at[i]) < 0 == (of(at[i+1]) < 0) {
			continue
		}
		var failed error
		times, ok, err = finance.BreakEven(float64(i)*step, float64(i+1)*step, most*volumeError, func(x float64) (float64, error) {
			e, err := m.npv(x)
			failed = err
			return of(e), err
		})
		return times, ok && err == nil, failed // what rises and falls within one step has no one volume, which is no failure
	}
	return 0, false, nil
}
