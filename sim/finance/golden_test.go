package finance

import (
	"math"
	"testing"
)

// The vectors were worked out by hand and with numpy; roots and rates stand in six digits, money in cents.
var golden = []struct {
	name  string
	flows []float64
	npv   float64
	irr   []float64
	mirr  float64 // 0: not checked
}{
	{"ordinary", []float64{-100, 39, 59, 55, 20}, 45.0555, []float64{0.280948}, 0.185243},
	{"two roots", []float64{-1000, 2300, -1320}, -2.0576, []float64{0.10, 0.20}, 0.079479},
	{"far roots", []float64{-1600, 10000, -10000}, -914.1289, []float64{0.25, 4}, 0},
	{"no root", []float64{1000, -3000, 2500}, 365.5693, nil, 0},
	{"three roots", []float64{-5, 10.5, 1, -8, 1}, math.NaN(), []float64{-0.870201, 0.088598, 0.709560}, 0},
	{"eight years", years(-250_000, 62_000, 8), 106_291.61, []float64{0.183619}, 0.128904},
	{"touching", []float64{-1000, 2200, -1210}, -1000 + 2200/1.08 - 1210/1.08/1.08, []float64{0.1}, 0},
	{"touching from above", []float64{1000, -2200, 1210}, math.NaN(), []float64{0.1}, 0},
	{"triple", []float64{-1000, 3300, -3630, 1331}, math.NaN(), []float64{0.1}, 0},
	{"leading zeros", []float64{0, 0, -100, 110}, math.NaN(), []float64{0.1}, 0},
	{"loses nearly all", []float64{-1e6, 1}, math.NaN(), []float64{-0.999999}, 0},
	{"wins a lot", []float64{-1, 1e6}, math.NaN(), []float64{999_999}, 0},
}

func years(capex, yearly float64, n int) []float64 {
	flows := []float64{capex}
	for range n {
		flows = append(flows, yearly)
	}
	return flows
}

func close6(t *testing.T, what string, have, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(have-want) <= tolerance) {
		t.Errorf("%s: have %.9g, want %.9g ± %g", what, have, want, tolerance)
	}
}

func TestGolden(t *testing.T) {
	for _, g := range golden {
		t.Run(g.name, func(t *testing.T) {
			npv, err := NPV(0.08, g.flows)
			if err != nil {
				t.Fatal(err)
			}
			if !math.IsNaN(g.npv) {
				tolerance := 5e-5
				if math.Abs(g.npv) > 1e5 {
					tolerance = 5e-3
				}
				close6(t, "NPV", npv, g.npv, tolerance)
			}
			roots, err := IRR(g.flows)
			if err != nil || len(roots) != len(g.irr) {
				t.Fatalf("IRR: have %v, %v, want %v", roots, err, g.irr)
			}
			for i, r := range roots {
				close6(t, "IRR", r, g.irr[i], 1e-6*max(1, g.irr[i]))
			}
			if g.mirr != 0 {
				mirr, ok, err := MIRR(g.flows, 0.08, 0.08)
				if !ok || err != nil {
					t.Fatal(ok, err)
				}
				close6(t, "MIRR", mirr, g.mirr, 5e-7)
			}
		})
	}
}

func TestSpreadsheetsDiscountTheFirstFlowToo(t *testing.T) {
	npv, _ := NPV(0.08, append([]float64{0}, golden[0].flows...))
	close6(t, "NPV of the shifted flows", npv, 41.7180, 5e-5)
}

func TestEightYears(t *testing.T) {
	flows := years(-250_000, 62_000, 8)
	p, err := PaybackOf(flows)
	if err != nil || p.Recovery != PaidBack {
		t.Fatal(p, err)
	}
	close6(t, "payback", *p.Years, 4.0323, 5e-5)
	if p, err = DiscountedPayback(0.08, flows); err != nil || p.Recovery != PaidBack {
		t.Fatal(p, err)
	}
	close6(t, "discounted payback", *p.Years, 5.0628, 5e-5)
	eac, _ := Annuity(250_000, 0.08, 8)
	close6(t, "EAC of the capex", eac, 43_503.69, 5e-3)
	eac, _ = EAC(0.08, years(-250_000, 0, 8))
	close6(t, "EAC of the flows", eac, 43_503.69, 5e-3)
	a, _ := AnnuityFactor(0.08, 8)
	close6(t, "annuity factor", a, 5.746639, 5e-7)
	a, _ = AnnuityFactor(0, 8)
	close6(t, "annuity factor at 0", a, 8, 0)
}

func TestUniqueIRR(t *testing.T) {
	for _, c := range []struct {
		name  string
		flows []float64
		ok    bool
	}{
		{"investment", []float64{-100, 60, 60}, true},
		{"loan", []float64{100, -60, -60}, false},
		{"two roots", []float64{-1000, 2300, -1320}, false},
		{"touching", []float64{-1000, 2200, -1210}, false},
		{"none", []float64{-100, -1}, false},
	} {
		if _, ok, err := UniqueIRR(c.flows); ok != c.ok || err != nil {
			t.Errorf("%s: have %v, %v, want %v", c.name, ok, err, c.ok)
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
