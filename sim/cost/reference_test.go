package cost

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tweeling/sim"
)

// Cost per good part of the reference cases: a shift of 8 h, a crew of 3, a machine rate, energy, material per part started.
// The case has 931.2 good parts of 960; the tallies can only count whole ones, so a hundred such shifts are watched.
func TestReferenceCostPerPart(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("TWEELING_REFERENCE is not set")
	}
	text, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID, Subfamily string
		Parameters    map[string]json.RawMessage
		Measures      []struct {
			Quantity string
			Value    json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Subfamily != "finance" || c.Parameters["wage"] == nil {
			continue // pure money
		}
		t.Run(c.ID, func(t *testing.T) {
			l := book(t, referenceShift(t, c.Parameters))
			part, why := l.PerGoodPart()
			if why != "" {
				t.Fatal(why)
			}
			got := map[string]float64{"good_parts": float64(l.Good[0]) / 100, "total_cost": l.Total() / 100, "cost_per_good_part": part.Total()}
			for _, m := range c.Measures {
				var want float64
				if err := json.Unmarshal(m.Value, &want); err != nil {
					t.Fatal(err)
				}
				if have, ok := got[m.Quantity]; !ok {
					t.Errorf("%s: the ledger does not know it", m.Quantity)
				} else {
					check(t, m.Quantity, have, want)
				}
			}
		})
	}
}

func referenceShift(t *testing.T, parameters map[string]json.RawMessage) Watched {
	t.Helper()
	text, err := json.Marshal(parameters)
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Hours, Crew, Wage, Material, Started, Scrap float64
		MachineRate                                 float64 `json:"machine_rate"`
		KwhPerH                                     float64 `json:"kwh_per_h"`
		KwhPrice                                    float64 `json:"kwh_price"`
	}
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	started := int64(100*p.Started + 0.5)
	scrapped := int64(100*p.Started*p.Scrap + 0.5)
	worked := time.Duration(100 * p.Hours * float64(time.Hour))
	m := machine("m", started-scrapped, scrapped, 0, to(2))
	m.CostPerHour, m.Planned, m.PowerKW, m.Pools = p.MachineRate, worked, map[string]float64{"working": p.KwhPerH}, []int{3}
	m.States[sim.Working] = worked
	crew := Element{Name: "crew", Kind: "operators", WagePerHour: p.Wage, Rostered: time.Duration(p.Crew * float64(worked))}
	w := line(started-scrapped, source(started, to(1)), m, sink(started-scrapped), crew)
	w.Products[0].MaterialCost, w.Economics.EnergyPrice, w.Duration = p.Material, p.KwhPrice, worked
	return w
}
