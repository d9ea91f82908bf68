package scenario

import "slices"

var (
	energyKeys = []string{"power_kw", "standby_after", "wake", "off_after", "startup"}
	besideKeys = []string{"failure", "maintenance", "upkeep_per_year", "title", "at", "size"} // what it may make worse, and what is only shown
)

// SavesEnergy tells whether all that a measure is for is energy: it says that it is on the list of the energy allowance, or
// it changes power and what machines do when they wait, and nothing else but how often they stop.
func (s *Scenario) SavesEnergy(measure string) bool {
	m := find(s.Measures, measure)
	if m == nil {
		return false
	}
	if m.Fiscal.Energy > 0 {
		return true
	}
	line := m.node.get("line")
	for _, other := range []string{"product", "shift", "order"} {
		if m.node.get(other) != nil {
			return false
		}
	}
	if line == nil || len(m.Remove) > 0 {
		return false
	}
	saves := false
	for _, name := range line.keys {
		for _, key := range line.table[name].keys {
			switch {
			case slices.Contains(energyKeys, key):
				saves = true
			case !slices.Contains(besideKeys, key):
				return false
			}
		}
	}
	return saves
}
