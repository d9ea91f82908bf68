package finance

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMistakes(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	ok := []float64{-100, 60, 60}
	good := Investment{Capex: 1, Life: 1}
	c, _ := NewCase(1, good)
	first := func(_ any, err error) error { return err }
	for _, m := range []struct {
		name string
		err  error
		want string
	}{
		{"no flows", first(NPV(0.1, nil)), "at least one"},
		{"flow is not a number", first(NPV(0.1, []float64{1, nan})), "flow 1: want an amount"},
		{"endless flow", first(IRR([]float64{-1, inf})), "flow 1"},
		{"too many flows", first(NPV(0.1, make([]float64, 2000))), "at most 1001"},
		{"rate of -1", first(NPV(-1, ok)), "above -1"},
		{"rate is not a number", first(DiscountedPayback(nan, ok)), "rate"},
		{"overflow", first(NPV(-0.999999, make1000())), "too large"},
		{"zeros have any rate", first(IRR([]float64{0, 0})), "zeros only"},
		{"index of no investment", first(ProfitabilityIndex(0.1, []float64{0, 1})), "want an investment"},
		{"EAC of one flow", first(EAC(0.1, []float64{-1})), "at least two"},
		{"annuity over no years", first(Annuity(1, 0.1, 0)), "years"},
		{"horizon below zero", first(NewCase(-8, good)), "horizon"},
		{"horizon is not a number", first(NewCase(nan, good)), "horizon"},
		{"nothing to invest in", first(NewCase(1)), "at least one"},
		{"no life", first(NewCase(1, Investment{Capex: 1})), "life"},
		{"capex below zero", first(NewCase(1, Investment{Capex: -1, Life: 1})), "capex"},
		{"ramp below zero", first(NewCase(1, Investment{Life: 1, Ramp: Ramp{Tau: -1}})), "ramp tau"},
		{"replaced all the time", first(NewCase(10, Investment{Life: 0.001})), "replacements"},
		{"unlike lengths", first(Case{Fixed: []float64{1, 2}, Share: []float64{1}}.Flows(1)), "as many years"},
		{"difference is not a number", first(c.Flows(nan)), "difference"},
		{"no values", first(c.FutureNPVs(0.1, Draws{Count: 1}, nil)), "at least one"},
		{"no draws", first(c.FutureNPVs(0.1, Draws{}, ok)), "at least 1"},
		{"too many draws", first(c.FutureNPVs(0.1, Draws{Count: 1 << 60}, ok)), "at most"},
		{"spread of nothing", first(SpreadOf(nil)), "at least one"},
	} {
		if m.err == nil || !strings.Contains(m.err.Error(), m.want) {
			t.Errorf("%s: have %v, want %q", m.name, m.err, m.want)
		}
	}
}

func make1000() []float64 {
	flows := make([]float64, 1000)
	flows[999] = 1
	return flows
}

// Every root of a product of factors (1 - v/v_i) is found, when the roots lie apart.
func TestIRRFindsPlantedRoots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(rapid.Float64Range(0.05, 0.4), 1, 5).Draw(t, "steps")
		c, rate := []float64{-1000}, -0.6
		var planted []float64
		for _, s := range steps {
			rate += s
			planted = append(planted, rate)
			product := make([]float64, len(c)+1)
			for i, f := range c {
				product[i] += f
				product[i+1] -= f * (1 + rate)
			}
			c = product
		}
		roots, err := IRR(c)
		if err != nil || len(roots) != len(planted) {
			t.Fatalf("have %v, %v, want %v", roots, err, planted)
		}
		for i := range roots {
			if math.Abs(roots[i]-planted[i]) > 1e-6 {
				t.Fatalf("have %v, want %v", roots, planted)
			}
		}
	})
}

// No flows whatever lead to anything but a number, an absence or an error; and each root is one.
func TestNoSurprises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-1e6, 1e6), rapid.Float64()), 1, 12).Draw(t, "flows")
		rate := rapid.Float64Range(-2, 5).Draw(t, "rate")
		check := func(x float64) {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("have %v", x)
			}
		}
		if npv, err := NPV(rate, flows); err == nil {
			check(npv)
		}
		roots, err := IRR(flows)
		if err == nil {
			changes := 0
			was := 0.0
			for _, f := range flows {
				if f != 0 {
					if was != 0 && (was < 0) != (f < 0) {
						changes++
					}
					was = f
				}
			}
			if len(roots) > changes {
				t.Fatalf("%d roots with %d changes of sign", len(roots), changes)
			}
		}
		for _, r := range roots {
			check(r)
		}
		if m, ok, err := MIRR(flows, rate, rate); ok && err == nil {
			check(m)
		}
		if p, err := PaybackOf(flows); err == nil && p.Years != nil {
			check(*p.Years)
			if *p.Years < 0 || *p.Years > float64(len(flows)) {
				t.Fatalf("payback %v of %d flows", *p.Years, len(flows))
			}
		}
	})
}
