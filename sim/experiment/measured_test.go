package experiment

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"tweeling/sim/scenario"
)

func ran(t *testing.T, s *scenario.Scenario, set Settings) *Result {
	t.Helper()
	if set.Plans == nil {
		set.Plans = []string{AsIs}
	}
	r, err := Run(context.Background(), s, set)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// When reality is the model itself, on chance of its own, a measured mean of two weeks lies within in about 95 of 100
// cases, and so does each week. With the interval of the model's mean instead, most would be outside.
func TestRealityAsTheModelIsFoundToAgree(t *testing.T) {
	s := read(t, small)
	model := ran(t, s, Settings{Replications: 20})
	seed := uint64(7)
	reality := ran(t, s, Settings{Replications: 200, Seed: &seed})
	within, single, naive, spread := 0, 0, 0, 0
	for _, weeks := range reality.Plans[0].weeks() {
		h := model.Plans[0].heldWeeks(weeks)
		if h.Within {
			within++
		}
		if math.Abs(h.Difference) <= h.Model.HalfWidth {
			naive++
		}
		if h.Weeks.SpreadWithin {
			spread++
		}
		single += h.Weeks.Within
	}
	// Binomial with 200 and 0.95: standard deviation 1.5 %; the model's own half-width adds some.
	if within < 180 || within > 199 {
		t.Errorf("%d of 200 means of two weeks within, want about 190", within)
	}
	if single < 364 || single > 396 {
		t.Errorf("%d of 400 weeks within, want about 380", single)
	}
	if naive > 130 {
		t.Errorf("%d of 200 within the interval of the mean; it should not be able to tell", naive)
	}
	if spread < 180 {
		t.Errorf("%d of 200 spreads within, want about 190", spread)
	}
}

const measuredText = `
[measured]
good_parts_per_week = [1500, 1501, 1499]
lead_time = "5m"
oee.press = 0.5
oee.store = 0.5
`

func TestAnotherRealityIsFoundToDiffer(t *testing.T) {
	r := ran(t, read(t, small+measuredText), Settings{Replications: 10})
	list := r.Measured()
	names := []string{}
	for _, h := range list {
		names = append(names, h.Name+" "+h.Element)
		if h.Element == "store" {
			if h.Why == "" {
				t.Error("a buffer has no OEE to compare")
			}
			continue
		}
		if h.Within || h.Why != "" {
			t.Errorf("%s: measured %v, want it outside of %v to %v", h.Name, h.Measured, h.Low, h.High)
		}
		if math.Abs(h.Measured-h.Model.Mean-h.Difference) > 1e-9 {
			t.Errorf("%s: %v less %v is not %v", h.Name, h.Measured, h.Model.Mean, h.Difference)
		}
	}
	if want := []string{"good_parts_per_week ", "lead_time ", "oee press", "oee store"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	if within, of := Agreement(list); within != 0 || of != 3 {
		t.Errorf("%d of %d agree, want 0 of 3", within, of)
	}
	if w := list[0].Weeks; w.Within != 0 || w.SpreadWithin || math.Abs(w.SD-1) > 1e-9 {
		t.Errorf("weeks %+v, want none within and less spread than the model's", w)
	}
	if s := r.Standing(); s.Key != "assume.disagrees" {
		t.Errorf("%v", s)
	}
	j := r.Plans[0].JSON(r, "test", false)
	if m := j.Measured; m == nil || m.Of != 3 || m.Figures["lead_time"].Interval.Of != "one run" || m.Figures["oee.store"].Model != nil {
		t.Errorf("JSON: %+v", m)
	}
}

func TestWhatCannotBeCompared(t *testing.T) {
	shorter := strings.Replace(strings.Replace(small, `horizon = "2w"`, `horizon = "3d"`, 1), "[economics]", "[nothing]", 1)
	shorter = shorter[:strings.Index(shorter, "[nothing]")] + shorter[strings.Index(shorter, "[shift.day]"):]
	r := ran(t, read(t, shorter+measuredText), Settings{Replications: 3})
	if h := r.Measured()[0]; h.Why == "" || h.Within {
		t.Errorf("%+v: three days are no week", h)
	}
	for name, c := range map[string]struct{ text, plan, note string }{
		"nothing measured": {small, AsIs, "exploratory"},
		"another line":     {small + measuredText + "[measure.quick.line.press]\nload = \"1s\"\n", "quick", "not of a plan"},
	} {
		r := ran(t, read(t, c.text), Settings{Replications: 2, Plans: []string{c.plan}})
		j := r.Plans[0].JSON(r, "test", false)
		if len(r.Measured()) > 0 || j.Measured != nil || !slices.ContainsFunc(j.Notes, func(n string) bool { return strings.Contains(n, c.note) }) {
			t.Errorf("%s: %v, notes %v", name, j.Measured, j.Notes)
		}
		if c.plan == AsIs && r.Standing().Key != "assume.exploratory" {
			t.Errorf("%s: %v", name, r.Standing())
		}
	}
}
