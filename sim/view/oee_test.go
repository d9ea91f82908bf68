package view

import (
	"math"
	"slices"
	"testing"
	"time"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// The OEE of each station is that of the experiment, of parts with a route operation by operation. A part that is finished and
// waits for room, or is bad and still to leave, counts there already and here not yet: that is one part of hundreds.
func TestTheOEEIsTheExperiments(t *testing.T) {
	oee := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == "oee" })
	for _, file := range []string{"testdata/routed.toml", "testdata/cell.toml", "testdata/several.toml"} {
		w := loaded(t, file, Options{Plan: scenario.AsIs, At: 168 * time.Hour})
		d := w.sides[0]
		c, _ := d.track.look(d.stage.ends)
		d.oee(c.told.base, c.world, d.stage.ends)
		sample, err := replicate(w.scenario, scenario.AsIs)
		if err != nil {
			t.Fatal(err)
		}
		for k, i := range d.stage.stations {
			want := sample.Elements[i].KPI[oee]
			if got, _ := d.watched.Elements[k].OEE(); math.Abs(got-want.Value) > 0.005*want.Value || want.Why != "" {
				t.Errorf("%s: %s has an OEE of %v, the experiment says %v %s", file, d.stage.items[i].name, got, want.Value, want.Why)
			}
		}
	}
}
