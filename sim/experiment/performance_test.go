package experiment

import (
	"math"
	"slices"
	"testing"

	"tweeling/sim/kpi"
)

// Times that are always as planned make a performance of 1, whatever a station does and however often a part comes there:
// what was produced is counted piece by piece, with the time of the operation that it was. At the end one piece of work may be
// half done, which is time without a piece: of some thousands.
func TestPerformanceIsOneWhereAllTakesAsLongAsPlanned(t *testing.T) {
	const head = "[run]\nhorizon = \"1w\"\nreplications = 2\n"
	for name, text := range map[string]string{
		"a loop of inspection and rework": `
[line.in]
kind = "source"
every = "30s"
to = ["m"]
[line.m]
kind = "machine"
cycle = "10s"
defects = 0.2
to = ["i"]
[line.i]
kind = "inspection"
cycle = "10s"
queue = 100
rework_to = "r"
rework_limit = 1
to = ["out"]
[line.r]
kind = "machine"
cycle = "7s"
queue = 1000
defects = 0.1
to = ["i"]
[line.out]
kind = "sink"
`,
		"an alternative that takes part of an operation": `
[product.a]
op.10 = { at = ["m1"], cycle = "80s" }
op.20 = { at = ["m2", "m1"], cycle = "20s" }
[line.in]
kind = "source"
every = "100s"
to = ["m1"]
[line.m1]
kind = "machine"
cycle = "1m"
to = ["out"]
[line.m2]
kind = "machine"
cycle = "1m"
to = ["out"]
[line.out]
kind = "sink"
`,
		"scrap between two visits": `
[product.a]
op.10 = { at = ["m1"], cycle = "80s" }
op.20 = { at = ["m1"], cycle = "20s", load = "5s" }
[line.in]
kind = "source"
every = "150s"
to = ["m1"]
[line.m1]
kind = "machine"
cycle = "1m"
scrap = 0.5
to = ["out"]
[line.out]
kind = "sink"
`,
	} {
		t.Run(name, func(t *testing.T) {
			sys, err := NewSystem(read(t, head+text), AsIs)
			if err != nil {
				t.Fatal(err)
			}
			s, err := sys.Replicate(t.Context(), 1, 0)
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == "performance" })
			for i := range sys.Plant.Elements {
				e := &sys.Plant.Elements[i]
				if f := s.Elements[i].KPI[at]; f.Why == "" && math.Abs(f.Value-1) > 1e-3 {
					t.Errorf("%s: want 1, have %v", e.Name, f.Value)
				}
			}
		})
	}
}
