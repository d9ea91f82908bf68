package theory

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A referenceCase is one case of the reference set, with what of it is the same for all.
type referenceCase struct {
	ID         string          `json:"id"`
	Family     string          `json:"family_name"`
	Subfamily  string          `json:"subfamily"`
	Parameters json.RawMessage `json:"parameters"`
	Measures   []struct {
		Quantity string          `json:"quantity"`
		Value    json.RawMessage `json:"value"`
	} `json:"measures"`
}

// The figures of a case are the quantities that this package computes, by name.
type figures map[string]float64

var errCannot = errors.New("cannot")

// elsewhere says of each subfamily, or case, that is not computed here why.
var elsewhere = map[string]string{
	"M/D/c":                   "its closed form is an endless sum",
	"M/PH/c":                  "needs matrix-geometric methods",
	"D/M/c":                   "only one machine is built",
	"G/G/1":                   "needs matrix-geometric methods",
	"dispatching":             "shortest first is not a rule of a line without orders",
	"vacation":                "not a thing of lines",
	"N-policy":                "not a thing of lines",
	"shift-calendar":          "periodic, not stationary",
	"batch-arrivals":          "sources send single parts",
	"bulk-service":            "ovens are not built",
	"re-entrant":              "not built",
	"routing":                 "not built",
	"closed-BAS":              "not built",
	"fork-join":               "not built",
	"transient":               "not stationary",
	"terminating-makespan":    "not stationary",
	"line-embedded-chain":     "not built",
	"output-variance":         "not built",
	"published-long-line":     "a hundred million states",
	"slotted-deterministic":   "time in slots, which a line does not have",
	"slotted-Bernoulli":       "time in slots, which a line does not have",
	"continuous-two-machine":  "material that flows, which a line does not have",
	"long-line-deterministic": "known by simulation only",
	"kanban":                  "not built",
	"kitting":                 "not built",
	"rework-yield":            "arithmetic",
	"transfer-batch":          "arithmetic",
	"batch-oven":              "a schedule, not a long-run figure",
	"SL-MIX-02":               "hyperexponential cycles are not built",
	"SU-01":                   "a schedule, not a long-run figure",
}

// families are those whose cases are computed, or stand in elsewhere.
var families = map[string]func(referenceCase) (figures, error){
	"queueing":                           queueFigures,
	"serial-finite-buffer":               serialFigures,
	"unreliable-line":                    unreliableFigures,
	"assembly-rework-setup-kanban-batch": assemblyFigures,
}

// read unpacks the parameters of a case.
func read[T any](c referenceCase) T {
	var p T
	if err := json.Unmarshal(c.Parameters, &p); err != nil {
		panic(fmt.Sprintf("%s: %v", c.ID, err))
	}
	return p
}

func TestReference(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("TWEELING_REFERENCE names no folder with reference cases")
	}
	data, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []referenceCase
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		compute, ok := families[c.Family]
		if !ok {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			have, err := compute(c)
			if errors.Is(err, errCannot) {
				why, ok := elsewhere[c.Subfamily]
				if !ok {
					why, ok = elsewhere[c.ID]
				}
				if !ok {
					why = "of a sort that nobody has met"
				}
				t.Skipf("%s: %s", c.Subfamily, why)
			}
			if err != nil {
				t.Fatal(err)
			}
			compareReference(t, c, have)
		})
	}
}

// compareReference asks for nine digits of each quantity that is computed, and for at least one. Shares that are nearly
// nothing are compared as parts of a thousandth.
func compareReference(t *testing.T, c referenceCase, have figures) {
	compared := 0
	for _, m := range c.Measures {
		name, _, _ := strings.Cut(m.Quantity, " (")
		x, ok := have[name]
		if !ok {
			t.Logf("%s: not computed", m.Quantity)
			continue
		}
		var want float64
		if err := json.Unmarshal(m.Value, &want); err != nil {
			t.Fatal(err)
		}
		compared++
		if !(math.Abs(x-want) <= 1e-9*max(1e-3, math.Abs(want))) {
			t.Errorf("%s: have %.12g, want %.12g", m.Quantity, x, want)
		}
	}
	if compared == 0 {
		t.Error("no quantity is computed")
	}
}
