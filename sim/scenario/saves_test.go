package scenario

import "testing"

// A measure saves energy when it says so, or when all it changes is power and what waiting machines do; that it makes a machine
// stop more often takes nothing from it. One of the catalogue is judged by what it becomes.
func TestSavesEnergy(t *testing.T) {
	s, err := Read("saves.toml", []byte(`[economics]
energy_price = 0.2
[line.in]
kind = "source"
to = ["m"]
[line.m]
kind = "machine"
cycle = "10s"
power_kw = { working = 10, ready = 5, standby = 1, off = 0.5 }
to = ["out"]
[line.out]
kind = "sink"
[measure.meters]
use = "energy-monitoring"
on = { station = "m" }
[measure.rests]
line.m.standby_after = "5m"
line.m.failure.start = { uptime = "exp(100h)", repair = "5m" }
[measure.listed]
eia = 0.5
line.m.cycle = "9s"
[measure.faster]
line.m.cycle = "9s"
line.m.power_kw = { working = 8, ready = 5, standby = 1, off = 0.5 }
[measure.stops]
line.m.failure.start = { uptime = "exp(100h)", repair = "5m" }
[measure.paper]
capex = 10
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"meters": true, "rests": true, "listed": true, "faster": false, "stops": false, "paper": false, "nobody": false} {
		if s.SavesEnergy(name) != want {
			t.Errorf("%s: have %v", name, !want)
		}
	}
}
