package verify

import (
	"errors"
	"testing"
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
	"spare-parts-line":   "waits for a kind: a stock of spare parts that a failure draws on, and that is made up",
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
	tried := map[string]bool{}
	var pass []string
	for _, c := range upkeepCases(t) {
		if upkeep[c.Subfamily] == nil || tried[c.Subfamily] {
			continue
		}
		faults, _, err := c.judge(1.05)
		if errors.Is(err, errUnknown) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if tried[c.Subfamily] = true; len(faults) == 0 {
			pass = append(pass, c.ID)
		}
	}
	if len(pass) > 1 {
		t.Errorf("%v pass although their main time is off by 5 %%", pass)
	}
	t.Logf("%d sorts tried, these pass: %v", len(tried), pass)
}
