package finance

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

type referenceCase struct {
	ID        string `json:"id"`
	Family    string `json:"family_name"`
	Subfamily string `json:"subfamily"`
	Measures  []struct {
		Quantity string          `json:"quantity"`
		Value    float64         `json:"value"`
		Accept   json.RawMessage `json:"accept"`
	} `json:"measures"`
}

// computed tells, for each reference case of finance, every quantity that this package works out. A quantity that is
// not here fails the test; a case that is none of this package's business stands in elsewhere, with the reason.
var computed = map[string]map[string]func() float64{
	"FIN-NPV-01": {"npv": func() float64 { return must(NPV(0.1, []float64{0, -10000, 3000, 4200, 6800})) }},
	"FIN-NPV-02": {
		"npv":                      func() float64 { return must(NPV(0.08, excel2)) },
		"npv_with_-9000_in_year_6": func() float64 { return must(NPV(0.08, append(excel2[:6:6], -9000))) },
	},
	"FIN-NPV-03": {"npv": func() float64 { return must(NPV(0.05, []float64{-15000, 1500, 2500, 3500, 4500, 6000})) }},
	"FIN-IRR-02": {
		"irr [-150000, 15000, 25000, 35000, 45000, 60000]": irrOf(-150000, 15000, 25000, 35000, 45000, 60000),
		"irr [-100, 0, 0, 74]":                             irrOf(-100, 0, 0, 74),
		"irr [-100, 39, 59, 55, 20]":                       irrOf(-100, 39, 59, 55, 20),
		"irr [-100, 100, 0, -7]":                           irrOf(-100, 100, 0, -7),
		"irr [-100, 100, 0, 7]":                            irrOf(-100, 100, 0, 7),
		"irr [-5, 10.5, 1, -8, 1]":                         irrOf(-5, 10.5, 1, -8, 1),
	},
	"FIN-MIRR-01": {
		"mirr_1":               mirrOf(0.10, 0.12, -120000, 39000, 30000, 21000, 37000, 46000),
		"mirr_1_after_3_years": mirrOf(0.10, 0.12, -120000, 39000, 30000, 21000),
		"mirr_1_reinvest_14%":  mirrOf(0.10, 0.14, -120000, 39000, 30000, 21000, 37000, 46000),
		"mirr_2":               mirrOf(0.08, 0.055, -4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000),
	},
	"FIN-PB-01": {
		"payback_years":            func() float64 { return *must(PaybackOf(robotCell)).Years },
		"discounted_payback_years": func() float64 { return *must(DiscountedPayback(0.1, robotCell)).Years },
		"npv":                      func() float64 { return must(NPV(0.1, robotCell)) },
		"profitability_index":      func() float64 { return must(ProfitabilityIndex(0.1, robotCell)) },
		"irr":                      irrOf(robotCell...),
		"npv_at_irr":               func() float64 { return must(NPV(irrOf(robotCell...)(), robotCell)) },
	},
	"FIN-EAC-01": {
		"EAC_X": func() float64 { return must(EAC(0.1, Sum(years(-100_000, -20_000, 5), []float64{5: 10_000}))) },
		"EAC_Y": func() float64 { return must(EAC(0.1, Sum(years(-150_000, -14_000, 8), []float64{8: 20_000}))) },
	},
}

var elsewhere = map[string]string{
	"FIN-COST-01": "the cost of a good part is the ledger's, not finance",
}

var (
	excel2    = []float64{-40000, 8000, 9200, 10000, 12000, 14500}
	robotCell = []float64{-250000, 60000, 75000, 80000, 80000, 80000}
)

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// irrOf gives the root nearest to zero, which is the one that the reference lists.
func irrOf(flows ...float64) func() float64 {
	return func() float64 {
		nearest := math.Inf(1)
		for _, r := range must(IRR(flows)) {
			if math.Abs(r) < math.Abs(nearest) {
				nearest = r
			}
		}
		return nearest
	}
}

func mirrOf(financing, reinvestment float64, flows ...float64) func() float64 {
	return func() float64 {
		rate, ok, err := MIRR(flows, financing, reinvestment)
		if !ok || err != nil {
			panic("no MIRR")
		}
		return rate
	}
}

func TestReference(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("TWEELING_REFERENCE names no folder with reference cases")
	}
	data, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, raw := range all {
		var head struct {
			Family    string `json:"family_name"`
			Subfamily string `json:"subfamily"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			t.Fatal(err)
		}
		if head.Family != "oee-finance" || head.Subfamily != "finance" {
			continue
		}
		var c referenceCase
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		t.Run(c.ID, func(t *testing.T) { checkReference(t, c) })
	}
}

func checkReference(t *testing.T, c referenceCase) {
	if why, ok := elsewhere[c.ID]; ok {
		t.Skip(why)
	}
	have, ok := computed[c.ID]
	if !ok {
		t.Skip("nobody computes this case")
	}
	for _, m := range c.Measures {
		f, ok := have[m.Quantity]
		if !ok {
			t.Errorf("%s: nobody computes it", m.Quantity)
			continue
		}
		// A zero can only be met as closely as the cents of a quarter million go.
		close6(t, m.Quantity, f(), m.Value, max(1e-9*math.Abs(m.Value), 1e-8))
	}
}
