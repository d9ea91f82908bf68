package scenario

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/cost"
	"tweeling/sim/finance"
)

// Every tax file can be read, and says of each figure where it comes from.
func TestTaxYears(t *testing.T) {
	if d := cmp.Diff([]string{"none", "nl-2025", "nl-2026"}, TaxYears()); d != "" {
		t.Error(d)
	}
	list, err := taxes()
	if err != nil {
		t.Fatal(err)
	}
	for name, y := range list {
		if len(y.Sources) != 9 || y.Name != name || y.Title.In("nl") == "" {
			t.Errorf("%s: have %d tables, named %q, called %q", name, len(y.Sources), y.Name, y.Title.In("nl"))
		}
		for _, s := range y.Sources {
			if s.Date.Before(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: %s was looked up %v", name, s.Table, s.Date)
			}
		}
	}
	if d := cmp.Diff([]string{"environment", "free_write_off", "disposal"}, list["nl-2026"].Unverified()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"energy"}, list["nl-2025"].Unverified()); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		year           string
		invested, want float64
	}{
		{"nl-2025", 50_000, 14_000}, {"nl-2025", 140_000, 19_069}, {"nl-2025", 250_000, 10_753}, {"nl-2025", 400_000, 0},
		{"nl-2026", 2_900, 0}, {"nl-2026", 50_000, 14_000}, {"nl-2026", 100_000, 20_072}, {"nl-2026", 250_000, 11_208}, {"nl-2026", 398_236, 1}, {"nl-2026", 398_237, 0},
	} {
		if got := list[c.year].SmallAllowance(c.invested); got < c.want-1 || got > c.want+1 {
			t.Errorf("%s of %v: have %v, want %v", c.year, c.invested, got, c.want)
		}
	}
	if got := list["nl-2026"].OnProfit(300_000); got != 38_000+25_800 {
		t.Errorf("tax on 300,000: have %v", got)
	}
}

func TestTaxFilesAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		"[profit]\nbrackets = [{ rate = 0.2 }]\nsource = \"x\"\ndate = 2026-01-01\n[write_off]\nmost_a_year = 0.2\n": "write_off: want a source and a date",
		"profits = 1":                            "profits: want a key that exists",
		"[profit]\nbrackets = [{ rate = 20 }]\n": "from 0 to 1",
		"title = { nl = \"x\" }":                 "want at least one",
		"[profit":                                "toml",
	} {
		if _, err := readTaxes(fstest.MapFS{"tax/xx-2026.toml": {Data: []byte(text)}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have %v, want %q", text, err, want)
		}
	}
}

const taxed = `
[economics]
tax = "nl-2026"
firm_taxable_profit = [400_000, 420_000]
firm_investments = 20_000
drift = { wage = 0.05 }
decline = 0.03
[product.part]
price = 3
demand_per_year = "unlimited"
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = "1m"
to = ["out"]
[line.out]
kind = "sink"
[measure.cell]
capex = [90_000, 100_000, 150_000]
grant_share = 0.2
one_off = 5_000
residual = 10_000
removal_cost = 2_000
install_stop = "1w"
written_off = "8y"
kia = false
eia = 0.5
vamil = true
wbso = 30_000
starter = true
[measure.cell.line.press]
cycle = "50s"
scrap = 0.01
`

func TestTaxedScenario(t *testing.T) {
	s, err := Read("taxed.toml", []byte(taxed), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, list, econ := s.Money("cell")
	if econ.Tax != "nl-2026" || econ.Rules.Name != "nl-2026" || s.Tax == nil || econ.Baseline != "drifting" || econ.Decline != 0.03 {
		t.Errorf("have %+v", econ)
	}
	if d := cmp.Diff(cost.Drift{Wage: 0.05, Energy: 0.02, Other: 0.02}, econ.Drift); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(finance.Firm{Profit: []float64{400_000, 420_000}, Invests: 20_000}, econ.Firm); d != "" {
		t.Error(d)
	}
	known := func(x float64) cost.Range { return cost.Range{Low: x, Likely: x, High: x} }
	want := cost.Investment{
		Name: "cell", Capex: cost.Range{Low: 90_000, Likely: 100_000, High: 150_000}, Life: 8, GrantShare: 0.2, OneOff: known(5_000), Residual: known(10_000),
		Removal: known(2_000), InstallStop: 1, Fiscal: finance.Fiscal{WriteOff: 8, NotSmall: true, Energy: 0.5, Free: true, Development: 30_000, Starter: true},
	}
	if d := cmp.Diff([]cost.Investment{want}, list); d != "" {
		t.Error(d)
	}
	if len(s.Warnings) > 0 {
		t.Errorf("have %v", s.Warnings)
	}
}

func TestFinancing(t *testing.T) {
	s, err := Read("financed.toml", []byte(taxed+`
[economics.financing]
own = 30_000
loan.bank = { share = 0.6, rate = 0.06, term = "5y", grace = "6mo" }
loan.family = { amount = 5_000, rate = 0, term = "10y" }
lease.cell = { measure = "cell", monthly = 900, term = "4y", final = 1_000 }
hours.engineer = { measure = "cell", from = "1mo", through = "4mo", each_month = 40, rate = 90 }
hours.setter = { measure = "cell", each_month = 10 }
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := &cost.Financing{
		Own:    30_000,
		Loans:  []cost.Loan{{Name: "bank", Share: 0.6, Rate: 0.06, Months: 60, Grace: 6}, {Name: "family", Amount: 5_000, Months: 120}},
		Leases: []cost.Lease{{Name: "cell", Measure: "cell", Monthly: 900, Months: 48, Final: 1_000}},
		Hours: []cost.Hours{
			{Name: "engineer", Measure: "cell", Hours: finance.Hours{From: 1, Through: 4, Each: 40, Rate: 90}},
			{Name: "setter", Measure: "cell", Hours: finance.Hours{From: 1, Through: 1, Each: 10}},
		},
	}
	if d := cmp.Diff(want, s.Economics.Financing); d != "" {
		t.Error(d)
	}
}
