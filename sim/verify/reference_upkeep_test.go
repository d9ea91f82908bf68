package verify

import (
	"context"
	"testing"

	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

// upkeep are the sorts of case on lives, repairs, maintenance and effectiveness, with how each is run.
var upkeep = map[string]func(c referenceCase, scale float64) (casePlan, error){
	"availability":           referenceCase.availability,
	"availability-transient": referenceCase.transientAvailability,
	"k-out-of-n":             referenceCase.enoughUp,
	"age-replacement":        referenceCase.ageReplacement,
	"minimal-repair":         referenceCase.minimalRepair,
	"block-replacement":      referenceCase.blockReplacement,
	"renewal-function":       referenceCase.renewals,
	"spare-parts":            referenceCase.spareStock,
	"spare-parts-line":       referenceCase.spareModules,
	"preventive-maintenance": referenceCase.preventive,
	"condition-based":        referenceCase.conditionBased,
	"changeover":             referenceCase.changeover,
	"tool-change":            referenceCase.toolChange,
	"oee":                    referenceCase.effectiveness,
	"iso22400":               referenceCase.effectiveness,
	"oee-flow":               referenceCase.balance,
}

// upkeepElsewhere says of sorts of the same families why they are not run here.
var upkeepElsewhere = map[string]string{
	"life-distribution":  "stands with the laws, in package dist",
	"reliability-growth": "stands with the fits, in package stat",
	"finance":            "stands with pure money, in package finance, and with the ledger, in package cost",
}

func upkeepCases(t *testing.T) []referenceCase {
	t.Helper()
	return referenceCases(t, func(family, subfamily string) bool {
		return family == "maintenance-reliability" || family == "oee-finance" || upkeep[subfamily] != nil
	})
}

func TestReferenceUpkeep(t *testing.T) {
	runCases(t, upkeepCases(t), func(c referenceCase) string { return upkeepElsewhere[c.Subfamily] })
}

// A test of the test: the same cases fail when their main time is off by 5 %. One of each sort is tried; one may be too
// coarse to tell.
func TestReferenceUpkeepFailsWhenOffByFivePercent(t *testing.T) {
	first := firstOfEach()
	tried, pass := offByFivePercent(t, upkeepCases(t), func(c referenceCase) bool { return upkeep[c.Subfamily] != nil && first(c) })
	if tried == 0 || len(pass) > 1 {
		t.Errorf("of %d sorts %v pass although their main time is off by 5 %%; want at most one, whose figures are too coarse to tell", tried, pass)
	}
}

// On the same lives a machine that is replaced a third earlier or later than the best age costs more.
func TestNoAgeIsBetterThanTheBest(t *testing.T) {
	d := Law(wear)
	for name, best := range map[string]func(float64, float64) (float64, error){"by age": life(wear).BestAge, "as before": life(wear).BestPeriod} {
		every, err := best(replaced, failed)
		if err != nil {
			t.Fatal(err)
		}
		costs := func(factor float64) []float64 {
			w := Worn{Life: d, Every: Fixed(every * factor), Renews: true, ByAge: name == "by age", AsBefore: name == "as before"}
			trial := Trial{Model: worn([]Worn{w}), Warmup: 20_000, Length: 2_000_000}
			p, err := plant.Build(trial.Model)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := trial.rows(context.Background(), p, 1, 0, 24, []func(*View) float64{costRate("m1", failed, replaced)})
			if err != nil {
				t.Fatal(err)
			}
			var costs []float64
			for _, row := range rows {
				costs = append(costs, row[0])
			}
			return costs
		}
		least := costs(1)
		for _, factor := range []float64{0.67, 1.5} {
			c, err := stat.Paired(costs(factor), least, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			if c.Low() <= 0 {
				t.Errorf("%s: at %v of the best it costs %v more, at least %v", name, factor, c.Mean, c.Low())
			}
		}
	}
}
