package verify

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

// A polledQueue is one of those that a server goes round to.
type polledQueue struct {
	rate           float64
	service, onway *dist.Dist // the time of one, and of going on from there to the next
}

// polledQueues reads the queues of a case: what is said once holds for all.
func (p parameters) polledQueues(scale float64) ([]polledQueue, error) {
	first := func(keys ...string) string {
		i := slices.IndexFunc(keys, func(key string) bool { return p[key] != nil })
		return keys[max(0, i)]
	}
	rates := p.numbers(first("lambda_each", "lambdas", "lambda"))
	services, err := p.lawsOf(first("service", "services"), false, scale)
	if err != nil {
		return nil, err
	}
	switches, err := p.lawsOf(first("switchover", "switchovers", "switch_over"), false, 1)
	if err != nil {
		return nil, err
	}
	if len(services) == 0 && p.number("mu", 0) > 0 {
		services = []*dist.Dist{Exp(scale / p.number("mu", 0))}
	}
	n := max(int(p.number("queues", 0)), len(rates), len(services), len(switches))
	if len(rates) == 0 || len(services) == 0 || len(switches) == 0 {
		return nil, fmt.Errorf("lambda_each, service, switchover: %w", errUnknown)
	}
	list := make([]polledQueue, n)
	for i := range list {
		list[i] = polledQueue{rates[min(i, len(rates)-1)], services[min(i, len(services)-1)], switches[min(i, len(switches)-1)]}
	}
	if n > 1 && len(rates) == 1 && p["lambda_each"] == nil {
		return nil, fmt.Errorf("lambda of each or of all: %w", errUnknown)
	}
	return list, nil
}

// visitsOf reads whom the server serves each time, and how many at most.
func (p parameters) visitsOf() (visits string, limit int, err error) {
	policy := strings.ToLower(p.text("policy"))
	limit = int(p.number("limit", p.number("k", 1)))
	switch {
	case strings.HasPrefix(policy, "exh"):
		return "exhaustive", limit, nil
	case strings.HasPrefix(policy, "gat"):
		return "gated", limit, nil
	case strings.Contains(policy, "lim"):
		if k := numberIn.FindString(policy); k != "" {
			_, err = fmt.Sscan(k, &limit)
		}
		return "limited", limit, err
	}
	return "", 0, fmt.Errorf("policy %q: %w", policy, errUnknown)
}

// polling is a machine that goes round its campaign, with a buffer for each product, and changes over whether one waits or not.
func polling(p parameters, scale float64) (casePlan, error) {
	if err := p.only("queues?", "lambda_each?", "lambdas?", "lambda?", "service?", "services?", "mu?", "switchover?", "switchovers?", "switch_over?", "policy", "limit?", "k?"); err != nil {
		return casePlan{}, err
	}
	queues, err := p.polledQueues(scale)
	if err != nil {
		return casePlan{}, err
	}
	visits, limit, err := p.visitsOf()
	if err != nil {
		return casePlan{}, err
	}
	rate, load, longest := 0.0, 0.0, 0.0
	for _, q := range queues {
		rate, load, longest = rate+q.rate, load+q.rate*q.service.Mean(), longest+q.onway.Mean()
	}
	if visits == "limited" { // its load is that of a queue which is served once in a round
		for _, q := range queues {
			load = max(load, q.rate*longest/(1-load)/float64(limit))
		}
	}
	plan := p.steady(polledModel(queues, visits, limit), rate, load)
	plan.measure = func(quantity string) (func(*View) float64, error) { return polledFigures(p, queues, visits, quantity) }
	return plan, nil
}

// polledModel is the queues and who goes round them. One queue alone is polled beside one to which nobody comes, on the way
// to which no time is spent.
func polledModel(queues []polledQueue, visits string, limit int) *plant.Model {
	if len(queues) == 1 {
		queues = append(slices.Clone(queues), polledQueue{1e-9, Fixed(0), Fixed(0)})
	}
	m := &plant.Model{}
	var campaign []string
	cycles, setups := map[string]*dist.Dist{}, map[string]*dist.Dist{}
	for i, q := range queues {
		name := fmt.Sprintf("p%d", i+1)
		m.Products = append(m.Products, plant.Product{Name: name, Share: 1 / float64(len(queues))})
		m.Elements = append(m.Elements,
			plant.Spec{Name: "in" + name, Kind: "source", Values: map[string]any{"every": Exp(1 / q.rate), "when_full": "hold", "product": name, "to": []string{"b" + name}}},
			plant.Spec{Name: "b" + name, Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": []string{"m1"}}})
		campaign = append(campaign, name)
		cycles[name] = q.service
		setups[fmt.Sprintf("p%d", (i+1)%len(queues)+1)] = q.onway
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "m1", Kind: "machine", Values: map[string]any{"cycle_by_product": cycles, "setup_by_product": setups,
		"campaign": campaign, "campaign_visits": visits, "campaign_limit": limit, "campaign_empty": "visit", "to": []string{"out"}}},
		plant.Spec{Name: "out", Kind: "sink"})
	return m
}

// polledFigures measures what is asked of polling: the time of a round is that watched over the rounds that were made.
func polledFigures(p parameters, queues []polledQueue, visits, quantity string) (func(*View) float64, error) {
	var n int
	switch q := short(quantity); {
	case q == "mean_cycle_time":
		return func(v *View) float64 {
			return v.Seconds() * float64(len(v.Plant.Model.Products)) / rang(v, "m1", "setup")
		}, nil
	case scan(q, "queue%d_mean_wait_in_queue", &n), scan(q, "queue%d_mean_wait", &n), scan(q, "mean_wait_in_queue_%d", &n), scan(q, "mean_wait_queue%d", &n), scan(q, "mean_wait_%d", &n):
		return mean(waits, n-1, itself), nil
	case q == "mean_wait":
		return mean(waits, -1, itself), nil
	case q == "weighted_wait" || strings.HasPrefix(q, "pseudo_conservation"):
		r, err := theory.Polling(ofTheory(queues), theory.Visits(visits))
		return func(v *View) float64 {
			sum := 0.0
			for i, w := range r.Weights {
				sum += w * mean(waits, i, itself)(v)
			}
			return sum
		}, err
	}
	return p.queueing(quantity)
}

func scan(text, pattern string, n *int) bool {
	_, err := fmt.Sscanf(text, pattern, n)
	return err == nil && text == fmt.Sprintf(pattern, *n)
}

// rang is how often a timer of an element has rung.
func rang(v *View, element, timer string) float64 {
	p, _ := v.Plant.Find(element)
	id := p.IDs[0]
	for i, spec := range v.Plant.Layout.Nodes[id].Element.Timers() {
		if spec.Name == timer {
			return float64(v.Line.Tally(id).Rings[i])
		}
	}
	return 0
}

func ofTheory(queues []polledQueue) []theory.Polled {
	var list []theory.Polled
	for _, q := range queues {
		list = append(list, theory.Polled{Lambda: q.rate, Service: momentsOf(q.service), Switchover: momentsOf(q.onway)})
	}
	return list
}

func momentsOf(d *dist.Dist) theory.Moments {
	return theory.Moments{Mean: d.Mean(), Square: d.Var() + d.Mean()*d.Mean()}
}

// Queues that are not alike, by each rule, keep to the pseudo-conservation law, and go round in the time that all queues have.
// One alone is exhaustive with Pollaczek-Khinchine's wait and half of its switchover, since that is a server on vacation.
func TestPollingKeepsToTheConservationLaw(t *testing.T) {
	unequal := `"lambdas": [0.3, 0.1, 0.05], "services": ["exp:1", "det:2", "unif:0.5:1.5"], "switchovers": ["exp:0.2", "det:0.1", "erl:2:0.4"]`
	for visits, text := range map[string]string{"exhaustive": unequal + `, "policy": "exhaustive"`, "gated": unequal + `, "policy": "gated"`, "limited": unequal + `, "policy": "1-limited"`,
		"alone": `"queues": 1, "lambda_each": 0.5, "service": "exp:1", "switchover": "det:0.5", "policy": "exh"`} {
		var p parameters
		if err := json.Unmarshal([]byte("{"+text+"}"), &p); err != nil {
			t.Fatal(err)
		}
		queues, err := p.polledQueues(1)
		if err != nil {
			t.Fatal(err)
		}
		by := theory.Visits(visits)
		if visits == "alone" {
			by = theory.Exhaustive
		}
		r, err := theory.Polling(ofTheory(queues), by)
		if err != nil {
			t.Fatal(err)
		}
		measures := []referenceMeasure{measured("weighted_wait", r.Sum), measured("mean_cycle_time", r.Cycle)}
		if visits == "alone" {
			measures = []referenceMeasure{measured("mean_wait_in_queue", 0.5*2/2/0.5+0.25), measured("mean_cycle_time", 1)}
		}
		faults, _, err := referenceCase{ID: visits, Family: "queueing", Subfamily: "polling", Parameters: maps.Clone(p), Measures: measures}.judge(1)
		if err != nil || len(faults) > 0 {
			t.Errorf("%s: %v %v", visits, faults, err)
		}
	}
}
