package verify

import (
	"testing"
)

// shops are the sorts of case on how parts find their way and what holds them back, with how each is run.
var shops = map[string]func(c referenceCase, scale float64) (casePlan, error){
	"job-shop-fixed-sequence":    referenceCase.fixedSequence,
	"job-shop-dispatching":       referenceCase.jobShopRules,
	"flow-shop":                  referenceCase.permutation,
	"flow-shop-limited-buffers":  referenceCase.permutation,
	"flow-shop-no-wait":          referenceCase.noWait,
	"single-machine-dispatching": referenceCase.oneMachine,
	"parallel-machines":          referenceCase.equalMachines,
	"merge":                      referenceCase.merged,
	"kanban":                     referenceCase.kanban,
	"rework-yield":               referenceCase.yields,
	"rework-loop":                referenceCase.repairLoop,
}

func ofShops(family, subfamily string) bool {
	return family == "shop-scheduling" || shops[subfamily] != nil
}

func TestReferenceShops(t *testing.T) {
	runCases(t, referenceCases(t, ofShops), func(referenceCase) string { return "" })
}

// A test of the test: the same cases fail when all times are off by 5 %. One of each sort is tried.
func TestReferenceShopsFailWhenOffByFivePercent(t *testing.T) {
	first := firstOfEach()
	tried, pass := offByFivePercent(t, referenceCases(t, ofShops), func(c referenceCase) bool { return shops[c.Subfamily] != nil && first(c) })
	if tried < len(shops) || len(pass) > 0 {
		t.Errorf("of %d sorts %v pass although their times are off by 5 %%; want none of %d", tried, pass, len(shops))
	}
}
