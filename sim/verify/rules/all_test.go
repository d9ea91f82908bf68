package rules_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tweeling/sim/plant"
)

// all are all rules, by group.
var all = slices.Concat(
	rulesOfFlow,     // 1 to 11
	rulesOfFailures, // 12 to 21
	rulesOfSetup,    // 22 to 24
	rulesOfShifts,   // 25 to 29
	rulesOfPeople,   // 30 to 35
	rulesOfPull,     // 43
	rulesOfQuality,  // 45
	rulesOfSeveral,  // 37, 44 and 45
	rulesOfFigures,  // 46 to 53
)

// notBuilt are the rules of kinds of element that there are not yet: conveyors and vehicles.
var notBuilt = []int{36, 38, 39, 40, 41, 42}

const lastRule = 53

func TestEveryRuleHasATest(t *testing.T) {
	tests := testsHere(t)
	for n := 1; n <= lastRule; n++ {
		has := slices.ContainsFunc(tests, func(name string) bool { return strings.HasPrefix(name, prefix(n)) })
		switch waits := slices.Contains(notBuilt, n); {
		case !has && !waits:
			t.Errorf("rule %d has no test", n)
		case has && waits:
			t.Errorf("rule %d has a test; want it no more among those that are not built", n)
		}
	}
	for _, r := range all {
		if len(r.scenes) > 0 && !slices.Contains(tests, r.test()) {
			t.Errorf("the scenes of rule %d are not played: there is no %s", r.number, r.test())
		}
	}
	for _, name := range tests {
		listed := slices.ContainsFunc(all, func(r rule) bool { return strings.HasPrefix(name, prefix(r.number)) })
		if strings.HasPrefix(name, "TestRule") && !listed {
			t.Errorf("%s is of none of all rules", name)
		}
	}
}

// prefix is how the names of all tests of a rule begin.
func prefix(number int) string { return fmt.Sprintf("TestRule%02d_", number) }

// testsHere are the names of the tests of this package, as its files have them.
func testsHere(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

var number = regexp.MustCompile(`\d+`)

// Every value of every key that answers a rule is shown by a scene of one of its rules. A key that several kinds have in
// common is shown on one of them.
func TestEveryOptionHasAScene(t *testing.T) {
	seen := 0
	for _, kind := range slices.Concat(plant.Kinds, plant.Tables) {
		for _, key := range kind.Keys {
			if key.Rule == "" || key.Later != "" {
				continue
			}
			values := key.Options
			if key.Type == plant.Flag {
				values = []string{"true", "false"}
			} else if key.Type != plant.Text {
				continue
			}
			for _, value := range values {
				seen++
				if !slices.Contains(key.LaterText, value) && !shownSomewhere(&key, value) {
					t.Errorf("%s.%s = %s has no scene of rule %s", kind.Name, key.Name, value, key.Rule)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("%d values looked at, want all", seen)
	}
}

// Each number that a rule speaks of is shown: by a scene under several of its values, or as part of another.
func TestEveryNumberOfARuleIsShown(t *testing.T) {
	numeric := []plant.Type{plant.Count, plant.Number, plant.Span, plant.Chance}
	seen := 0
	for _, kind := range slices.Concat(plant.Kinds, plant.Tables) {
		for _, key := range kind.Keys {
			if key.Rule == "" || key.Later != "" || !slices.Contains(numeric, key.Type) {
				continue
			}
			seen++
			if !slices.Contains(noCourse, key.Name) && !saidInScene(key.Name) {
				t.Errorf("%s.%s has no scene", kind.Name, key.Name)
			}
		}
	}
	if seen < 60 {
		t.Errorf("%d numbers looked at, want all", seen)
	}
}

// noCourse are numbers of which nothing is seen in the course of a line: they change figures and money only, or (age) what is left of
// a life that is drawn.
var noCourse = []string{"planned_cycle", "cost_per_hour", "upkeep_per_year", "overtime_premium", "wage_per_hour", "price", "resupply_price", "age"}

// saidInScene tells whether some scene says a key, by itself or by product.
func saidInScene(name string) bool {
	says := regexp.MustCompile(`(^|[^a-z_])` + name + `(_by_product)? *=`)
	return slices.ContainsFunc(all, func(r rule) bool {
		return slices.ContainsFunc(r.scenes, func(s scene) bool {
			return says.MatchString(s.toml) || slices.ContainsFunc(slices.Collect(maps.Values(s.with)), says.MatchString)
		})
	})
}

// shownSomewhere tells whether a value is shown on one of the kinds that have just this key.
func shownSomewhere(key *plant.Key, value string) bool {
	for _, kind := range slices.Concat(plant.Kinds, plant.Tables) {
		if k, ok := kind.Key(key.Name); ok && k.Rule == key.Rule && slices.Equal(k.Options, key.Options) && shown(kind.Name+"."+key.Name, value, key.Rule) {
			return true
		}
	}
	return false
}

// shown tells whether a scene of one of some rules shows a value of a key.
func shown(key, value, ofRules string) bool {
	numbers := number.FindAllString(ofRules, -1)
	for _, r := range all {
		if !slices.Contains(numbers, strconv.Itoa(r.number)) {
			continue
		}
		for _, s := range r.scenes {
			if s.key == key && slices.ContainsFunc(s.cases, func(c outcome) bool { return c.value == value }) {
				return true
			}
		}
	}
	return false
}

// A scene in which two values do the same, or that has no case of the default, says so itself.
func TestScenesThatShowNothing(t *testing.T) {
	two := []outcome{{"after-service", "7s part 1 leaves; 12s part 2 leaves"}, {"before-service", "7s part 1 leaves\n12s part 2 leaves"}}
	for _, c := range []struct {
		s    scene
		want string
	}{
		{scene{key: "machine.blocking", toml: "$value", cases: two}, "do the same"},
		{scene{key: "machine.blocking", toml: "$value", cases: []outcome{two[1], {"other", "1s"}}}, "the default"},
		{scene{key: "machine.blockin", toml: "$value", cases: two[:1]}, "a key that there is"},
		{scene{key: "machine.blocking", toml: "$value", cases: two[:1]}, "at least two"},
		{scene{key: "machine.blocking", cases: []outcome{two[0], {"before-service", "1s"}}}, "want $value"},
		{scene{key: "machine.blocking", toml: "$value", equal: "x", cases: []outcome{two[0], {"before-service", "1s"}}}, "want two values"},
		{scene{cases: two}, "want one outcome"},
	} {
		if faults := strings.Join(c.s.faults(), "; "); !strings.Contains(faults, c.want) {
			t.Errorf("%+v: want a fault with %q, have %q", c.s, c.want, faults)
		}
	}
}
