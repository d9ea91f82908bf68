package experiment

import (
	"context"
	"strings"
	"testing"

	"tweeling/sim/kpi"
)

// Two files, of which the second has written out what a measure of the first does, differ by exactly what the measure
// does: to the bit, since all that has the same name draws the same.
func TestBetweenFilesIsAsBetweenPlans(t *testing.T) {
	measure := "[measure.quick.line.press]\nload = \"2s\"\n"
	a := read(t, small+measure)
	b := read(t, strings.Replace(small, `load = "6s"`, `load = "2s"`, 1))
	plans := ran(t, a, Settings{Plans: []string{AsIs, "quick"}})
	files, err := Between(context.Background(), Side{a, AsIs, "a"}, Side{b, AsIs, "b"}, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for k := range kpi.Table {
		x, y := plans.Compared[0].KPI[k], files.Compared[0].KPI[k]
		if x.Mean != y.Mean || x.HalfWidth != y.HalfWidth || x.Verdict != y.Verdict {
			t.Errorf("%s: %v between plans, %v between files", kpi.Table[k].Name, x.Estimate, y.Estimate)
		}
	}
	if k, _ := lineIndex("output_per_week"); files.Compared[0].KPI[k].Verdict != Higher {
		t.Errorf("output is %s", files.Compared[0].KPI[k].Verdict)
	}
}

// A file that is watched for another time, or does not count money, can be compared all the same.
func TestBetweenUnlikeFiles(t *testing.T) {
	a := read(t, strings.Replace(small, "replications = 8", "replications = 3\nprecision = { npv = 1_000_000 }", 1))
	unlike := strings.Replace(small, `horizon = "2w"`, `horizon = "3w"`, 1)
	unlike = unlike[:strings.Index(unlike, "[economics]")] + unlike[strings.Index(unlike, "[shift.day]"):]
	for name, sides := range map[string][2]Side{
		"there": {{a, AsIs, "a"}, {read(t, unlike), AsIs, "b"}},
		"back":  {{read(t, unlike), AsIs, "b"}, {a, AsIs, "a"}},
	} {
		r, err := Between(context.Background(), sides[0], sides[1], Settings{Replications: 3})
		if err != nil {
			t.Fatal(err)
		}
		for k := range kpi.Table {
			d := r.Compared[0].KPI[k]
			if kpi.Table[k].Name == "cost_per_part" {
				if d.Why == "" {
					t.Errorf("%s: want no money where one does not count it, have %v", name, d)
				}
				continue
			}
			if d.Why == "" && (d.Mean != 0 || d.HalfWidth != 0) {
				t.Errorf("%s: the same line differs in %s by %v", name, kpi.Table[k].Name, d.Estimate)
			}
		}
	}
}
