package view

import (
	"context"
	"slices"
	"testing"
	"time"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// replicate is what the experiment finds for the first replication of a plan.
func replicate(s *scenario.Scenario, plan string) (*experiment.Sample, error) {
	y, err := experiment.NewSystem(s, plan)
	if err != nil {
		return nil, err
	}
	return y.Replicate(context.Background(), s.Run.Seed, 0)
}

// The verdict on the plan is that of the whole experiment.
func TestTheVerdictIsTheExperiments(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: time.Hour, Appraise: true})
	got := texts(t, framed(t, w, 1280, 720), "worth")
	result, err := experiment.Run(context.Background(), w.scenario, experiment.Settings{Plans: []string{scenario.AsIs, "all"}})
	if err != nil {
		t.Fatal(err)
	}
	if m := result.Compared[0].Money; !has(got, w.words.Percent(m.PLoss, 0)) || !has(got, "NPV over 8 years") || !has(got, "Good parts a week") {
		t.Errorf("the verdict is %v, want that of %+v", got, m)
	}
	if err := w.Toggle(0); err != nil {
		t.Fatal(err)
	}
	if other := texts(t, framed(t, w, 1280, 720), "worth"); slices.Equal(got, other) {
		t.Errorf("another set of measures has the same verdict %v", got)
	}
}
