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
		Accept   json.RawMessage `json:"accept"`
	} `json:"measures"`
}

// A figures answers the quantities of a case that this package computes, by name.
type figures map[string]float64

var errCannot = errors.New("cannot")

// elsewhere says of each subfamily that is not computed here why.
var elsewhere = map[string]string{
	"M/D/c": "no closed form that is short", "M/PH/c": "no closed form that is short", "D/M/c": "no closed form that is short",
	"G/G/1": "no closed form that is short", "dispatching": "a queue rule; no line is told by it", "vacation": "not built",
	"N-policy": "not built", "shift-calendar": "transient", "batch-arrivals": "not built", "bulk-service": "not built",
	"re-entrant": "Jackson with classes", "routing": "not built", "closed-BAS": "not built", "polling": "not built",
	"fork-join": "not built", "transient": "transient", "line-embedded-chain": "not built", "terminating-makespan": "transient",
	"output-variance": "not built", "published-long-line": "nine buffers of five: too many states",
	"slotted-deterministic": "slots", "slotted-Bernoulli": "slots", "continuous-two-machine": "fluid",
	"long-line-deterministic": "known by simulation only", "kanban": "not built", "kitting": "not built",
	"rework-yield": "arithmetic", "transfer-batch": "not built", "batch-oven": "a schedule",
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
					t.Fatalf("nobody says why %s is not computed", c.Subfamily)
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

// compareReference asks for nine digits of what is computed, for the accepted tolerance where the reference was
// simulated, and for at least one quantity.
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
