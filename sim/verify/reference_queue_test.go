package verify

import (
	"encoding/json"
	"slices"
	"testing"
)

// whyNoQueue says which queues are outside of what a line does.
func whyNoQueue(c referenceCase) string {
	p := c.Parameters
	switch {
	case c.Subfamily == "priority" && !slices.Contains([]string{"false", `"resume"`, `"restart"`}, string(p["preemptive"])):
		return "cannot: work that is put aside begins anew with another time"
	case c.Subfamily == "dispatching" && slices.Contains([]string{"SRPT", "SIRO", "ROS", "PS"}, p.text("dispatch")):
		return "cannot: no machine takes parts by " + p.text("dispatch")
	}
	return ""
}

// queuePlans makes the cases of queueing ready to run, by subfamily.
var queuePlans = map[string]func(parameters, float64) (casePlan, error){
	"M/M/1": oneQueue, "M/M/c": oneQueue, "M/M/c/K": oneQueue, "Erlang-B": oneQueue, "M/G/1": oneQueue, "M/D/c": oneQueue, "M/PH/c": oneQueue,
	"G/M/1": oneQueue, "D/M/c": oneQueue, "G/G/1": oneQueue, "batch-arrivals": oneQueue, "breakdown-M/G/1": oneQueue, "breakdown-M/M/1": oneQueue,
	"dispatching": oneQueue, "priority": classes, "machine-repair": mended, "vacation": vacations, "shift-calendar": shifted,
	"tandem-Jackson": inSeries, "open-Jackson": openNetwork, "re-entrant": comesAgain, "heterogeneous-machines": unequal, "routing": joined,
	"closed-network": closedNetwork, "closed-BAS": pallets, "transient": fromEmpty, "start-up": startsUp, "N-policy": gathers, "polling": polling,
}

func ofQueues(family, _ string) bool { return family == "queueing" }

func TestReferenceQueues(t *testing.T) {
	runCases(t, referenceCases(t, ofQueues), whyNoQueue)
}

// A test of the test: the same cases fail when all times at machines, or of repairs, are off by 5 %. One of each sort is
// tried.
func TestReferenceQueuesFailWhenOffByFivePercent(t *testing.T) {
	first := firstOfEach()
	tried, pass := offByFivePercent(t, referenceCases(t, ofQueues), func(c referenceCase) bool { return whyNoQueue(c) == "" && first(c) })
	if tried < 20 || len(pass) > 0 {
		t.Errorf("of %d sorts %v pass although their times are off by 5 %%; want none of at least 20", tried, pass)
	}
}

// Queues of theory that are said otherwise than any that a test is sure to find: the same plans must run them.
func TestQueuesAreReadFromTheirParameters(t *testing.T) {
	for _, c := range []struct {
		subfamily, parameters string
		want                  referenceMeasure
	}{
		// rho/(1-rho) (1 + E[X^2]/E[X])/2, lots of 2 in the mean, E[X^2] = 6
		{"batch-arrivals", `{"lambda_batches": 0.35, "batch": "geometric, mean 2", "mu": 1}`, measured("mean_number_in_system", 0.7/0.3*2)},
		// Pollaczek-Khinchine and E[V^2]/(2 E[V])
		{"vacation", `{"lambda": 0.7, "service": "exponential", "vacation": "exponential 2", "policy": "multiple"}`, measured("mean_wait_in_queue", 0.7/0.3+2)},
		// Pollaczek-Khinchine and lambda E[V^2] / (2 (E[exp(-lambda V)] + lambda E[V]))
		{"vacation", `{"lambda": 0.5, "mu": 1, "vacation": "exp:2", "policy": "single"}`, measured("mean_wait_in_queue", 1+0.5*8/2/(0.5+1))},
		// last in, first out: E[W^2] is 1/(1-rho) times that of first in, first out
		{"M/M/1", `{"lambda": 0.5, "mu": 1, "discipline": "LIFO"}`, measured("second_moment_of_wait", 2*0.5/0.25/0.5)},
	} {
		var p parameters
		if err := json.Unmarshal([]byte(c.parameters), &p); err != nil {
			t.Fatal(err)
		}
		faults, _, err := referenceCase{ID: c.subfamily, Family: "queueing", Subfamily: c.subfamily, Parameters: p, Measures: []referenceMeasure{c.want}}.judge(1)
		if err != nil || len(faults) > 0 {
			t.Errorf("%s %s: %v %v", c.subfamily, c.parameters, faults, err)
		}
	}
}

func measured(quantity string, value float64) referenceMeasure {
	return referenceMeasure{Quantity: quantity, Value: value, Accept: json.RawMessage("0.03")}
}
