package verify

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// judgedIn says in which packages the cases of other sorts are judged: in each their test takes all cases of the sort, by id.
var judgedIn = map[string]string{
	"summary-statistics":  "sim/stat",
	"confidence-interval": "sim/stat",
	"quantiles":           "sim/stat",
	"percentiles":         "sim/stat",
	"compare-two-systems": "sim/stat",
	"replications":        "sim/stat",
	"warm-up":             "sim/stat",
	"batch-means":         "sim/stat",
	"goodness-of-fit":     "sim/stat",
	"reliability-growth":  "sim/stat",
	"distributions":       "sim/dist",
	"life-distribution":   "sim/dist",
	"regression":          "sim/invest",
	"input-fitting":       "twin/fit",
	"finance":             "sim/finance",
}

// cannotAnywhere says of sorts of case, or of single ones, why no test judges them.
var cannotAnywhere = map[string]string{
	"random-numbers":    "cannot: chance comes from a generator that is counted by name, not from this one",
	"ranking-selection": "cannot: sets of measures are told apart by comparisons with the best, not by these procedures; see sim/invest",
	"ST-AD-CRIT":        "cannot: a law that was fitted is judged by a bootstrap of its own, not by a table; see twin/fit",
}

// whereJudged says which package judges a case, or why none does; both empty for a case that nobody has met the like of.
func whereJudged(c referenceCase) (home, why string) {
	for _, why := range []string{cannotAnywhere[c.ID], cannotAnywhere[c.Subfamily], noTransport[c.Subfamily]} {
		if why != "" {
			return "", why
		}
	}
	if c.Subfamily == "finance" && c.Parameters["wage"] != nil { // what a part costs
		return "sim/cost", ""
	}
	if home := judgedIn[c.Subfamily]; home != "" {
		return home, ""
	}
	const here = "sim/verify"
	switch {
	case several[c.Subfamily] != nil, shops[c.Subfamily] != nil, transport[c.Subfamily] != nil, upkeep[c.Subfamily] != nil:
		return here, ""
	case ofLines(c.Family, c.Subfamily):
		if why := cannot[c.Subfamily]; why != "" || lineSorts[c.Subfamily] == nil {
			return "", why
		}
		return here, ""
	case ofQueues(c.Family, c.Subfamily):
		if why := whyNoQueue(c); why != "" || queuePlans[c.Subfamily] == nil {
			return "", why
		}
		return here, ""
	}
	return "", upkeepElsewhere[c.Subfamily]
}

// Every case is run by some test by its id, or a reason is told why not.
func TestEveryReferenceCaseIsRunOrTold(t *testing.T) {
	counts, whys := map[string]int{}, map[string][]string{}
	cases := referenceCases(t, func(string, string) bool { return true })
	for _, c := range cases {
		home, why := whereJudged(c)
		switch {
		case home == "" && why == "":
			t.Errorf("%s: unknown: no test runs cases of %s, %s, and no reason is told why not", c.ID, c.Family, c.Subfamily)
		case home == "":
			whys[why] = append(whys[why], c.ID)
			counts["cannot or waits"]++
		default:
			counts[home]++
			if home != "sim/verify" && !namedIn(t, home, c.Subfamily) {
				t.Errorf("%s: the tests of %s know of no %s", c.ID, home, c.Subfamily)
			}
		}
	}
	for _, why := range slices.Sorted(maps.Keys(whys)) {
		t.Logf("%s: %s", why, strings.Join(whys[why], " "))
	}
	t.Logf("%d cases: %v", len(cases), counts)
}

// namedIn tells whether the reference tests of a package name a sort of case.
func namedIn(t *testing.T, at, subfamily string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(at), "reference_test.go"))
	if err != nil {
		t.Error(err)
	}
	return strings.Contains(string(text), `"`+subfamily+`"`)
}
