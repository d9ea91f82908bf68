package experiment

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// faster is a press that a cobot loads: one of two people is left. It is on the list of energy by half.
const faster = `
[measure.cobot]
capex = 80_000
grant = 10_000
one_off = 6_000
residual = 8_000
install_stop = "3d"
eia = 0.5
[measure.cobot.line.crew]
count = 1
`

// A scenario with a tax and a decline has all figures by each baseline, and is judged after tax.
func TestMoneyAfterTax(t *testing.T) {
	text := strings.Replace(small, `baseline = "frozen"`, "tax = \"nl-2026\"\nfirm_taxable_profit = [150_000, 300_000]\ndecline = 0.05", 1) + faster + "[economics.financing]\nloan.bank = { share = 1, rate = 0.06, term = \"5y\" }\n"
	r := runAll(t, text, Settings{})
	m, c := r.Compared[0].Money, &r.Compared[0]
	if m.AfterTax == nil || m.Baselines.Declining == nil || len(c.Outlooks) != 3 {
		t.Fatalf("have %+v", m)
	}
	if !(m.AfterTax.NPV.Mean < m.NPV.Mean) || !(m.AfterTax.NPV.HalfWidth < m.NPV.HalfWidth) {
		t.Errorf("tax takes nothing: %+v before, %+v after", m.NPV, m.AfterTax.NPV)
	}
	if m.Baseline != "drifting" || m.AfterTax.NPV != m.Baselines.Drifting.NPV || c.Worth != c.Outlooks[1].Worth {
		t.Errorf("want to be judged by drifting, have %+v", m)
	}
	if !(m.Baselines.Declining.NPV.Mean > m.Baselines.Drifting.NPV.Mean) {
		t.Errorf("a falling line flatters no plan: %+v", m.Baselines)
	}
	// Now goes out what is paid less the grant, and three of 7 x 47 days of what is sold less its material.
	lost := 0.0
	for _, sample := range r.Plans[0].Samples {
		lost += sample.Ledger.Contribution * 3 / 7 / 47 / float64(len(r.Plans[0].Samples))
	}
	if now := -80_000 - 6_000 + 10_000 - lost; lost <= 0 || math.Abs(m.Flows[0]-now) > 1e-6 {
		t.Errorf("have %v now, want %v", m.Flows[0], now)
	}
	if f := m.Financing; f == nil || math.Abs(f.Borrowed+m.AfterTax.Flows[0]) > 1e-6 || math.Abs(f.Balance[0]) > 1e-6 {
		t.Errorf("all of it is lent, have %+v", f)
	}
	raw, err := json.Marshal(r.JSON("test", false))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"tax":"nl-2026"`, `"after_tax":{"npv":`, `"baseline_verdicts":{"declining":`, `"required_effect":{"low":`, `"mirr":`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("no %s in the JSON", want)
		}
	}
	var keys []string
	for _, s := range r.Assumptions() {
		keys = append(keys, s.Key)
	}
	for _, want := range []string{"assume.taxed", "assume.write_off", "assume.tax_unverified", "assume.drift", "assume.decline", "assume.stop", "assume.financing"} {
		if !slices.Contains(keys, want) {
			t.Errorf("nobody says %s", want)
		}
	}
	if slices.Contains(keys, "assume.tax") {
		t.Error("tax is said to be left out")
	}
}
