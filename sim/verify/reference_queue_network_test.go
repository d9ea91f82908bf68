package verify

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A network is stations with a queue each, b1 before m1 and so on.
type network struct{ machines, buffers, rest []plant.Spec }

func (n *network) station(name string, cycle *dist.Dist, servers, places int, onwards map[string]any) {
	v := map[string]any{"cycle": cycle, "count": servers}
	maps.Copy(v, onwards)
	n.machines = append(n.machines, plant.Spec{Name: "m" + name, Kind: "machine", Values: v})
	n.buffers = append(n.buffers, plant.Spec{Name: "b" + name, Kind: "buffer", Values: map[string]any{"room": room(places), "to": []string{"m" + name}}})
}

// model has the machines before the buffers, so that parts can be put into both.
func (n *network) model() *plant.Model {
	return &plant.Model{Elements: slices.Concat(n.machines, n.buffers, n.rest)}
}

// means are the mean times of all stations.
func (p parameters) means(scale float64) []float64 {
	means := slices.Clone(p.numbers("mean_service"))
	for _, rate := range slices.Concat(p.numbers("rates"), p.numbers("mu")) {
		means = append(means, 1/rate)
	}
	for i := range means {
		means[i] *= scale
	}
	return means
}

// openNetwork is stations between which parts go by chance.
func openNetwork(p parameters, scale float64) (casePlan, error) {
	var routing [][]float64
	means := p.means(scale)
	if err := json.Unmarshal(p["routing"], &routing); err != nil || len(routing) != len(means) {
		return casePlan{}, fmt.Errorf("routing: %w", errUnknown)
	}
	lambdas := p.numbers("lambda")
	if len(lambdas) == 1 {
		into := int(p.number("entry", 1)) - 1
		all := make([]float64, len(means))
		all[into] = lambdas[0]
		lambdas = all
	}
	n, rate := &network{}, 0.0
	for i, mean := range means {
		var to []string
		var shares []float64
		leaves := 1.0
		for j, share := range routing[i] {
			if share > 0 {
				to, shares, leaves = append(to, fmt.Sprintf("b%d", j+1)), append(shares, share), leaves-share
			}
		}
		if leaves > 1e-9 {
			to, shares = append(to, "out"), append(shares, leaves)
		}
		servers := 1
		if list := p.numbers("servers"); len(list) > 0 {
			servers = int(list[min(i, len(list)-1)])
		}
		n.station(strconv.Itoa(i+1), Exp(mean), servers, -1, byChance(to, shares))
		if lambdas[i] > 0 {
			rate += lambdas[i]
			n.rest = append(n.rest, plant.Spec{Name: fmt.Sprintf("in%d", i+1), Kind: "source",
				Values: map[string]any{"every": Exp(1 / lambdas[i]), "when_full": "hold", "to": []string{fmt.Sprintf("b%d", i+1)}}})
		}
	}
	n.rest = append(n.rest, plant.Spec{Name: "out", Kind: "sink"})
	return p.steady(n.model(), rate, 0.8), nil
}

func byChance(to []string, shares []float64) map[string]any {
	if len(to) == 1 {
		return map[string]any{"to": to}
	}
	return map[string]any{"to": to, "choose": "random", "shares": shares}
}

// comesAgain is a line in which some stations work on a part several times. The route of a part is a row of places, one for
// each pass; what several passes share is a pool of one, which goes to who has waited longest. There are so many places for
// each pass that a part always stands in one and waits for the pool.
func comesAgain(p parameters, scale float64) (casePlan, error) {
	var route []string
	if err := json.Unmarshal(p["route"], &route); err != nil || len(route) == 0 {
		return casePlan{}, fmt.Errorf("route: %w", errUnknown)
	}
	lambda, load := p.number("lambda", 1), map[string]float64{}
	most := 0.0
	for _, at := range route {
		load[at] += lambda * scale / p.number("rate_"+at, 1)
		most = max(most, load[at])
	}
	places := int(math.Log(1e-9)/math.Log(min(most, 0.97))) + 1 // more are there once in 1e9
	m := &plant.Model{Elements: []plant.Spec{{Name: "in", Kind: "source", Values: map[string]any{"every": Exp(1 / lambda), "when_full": "hold", "to": []string{"pass 1"}}}}}
	for i, at := range route {
		mean := scale / p.number("rate_"+at, 1)
		to := fmt.Sprintf("pass %d", i+2)
		if i == len(route)-1 {
			to = "out"
		}
		m.Elements = append(m.Elements, plant.Spec{Name: fmt.Sprintf("pass %d", i+1), Kind: "machine", Values: map[string]any{
			"cycle": Exp(mean), "count": places, "to": []string{to}, "operator": map[string]plant.Need{"cycle": {Count: 1, From: []string{at}}}}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"})
	for at := range load {
		m.Elements = append(m.Elements, plant.Spec{Name: at, Kind: "operators", Values: map[string]any{"count": 1}})
	}
	slices.SortStableFunc(m.Elements, func(a, b plant.Spec) int { // those of a map in an order of their own
		if a.Kind == "operators" && b.Kind == "operators" {
			return strings.Compare(a.Name, b.Name)
		}
		return 0
	})
	plan := p.steady(m, lambda, most)
	plan.measure = func(q string) (func(*View) float64, error) {
		at, ok := strings.CutPrefix(short(q), "mean_number_at_")
		if !ok {
			return p.queueing(q)
		}
		return func(v *View) float64 {
			sum := 0.0
			for i, station := range route {
				if station == at {
					sum += servers(fmt.Sprintf("pass %d", i+1), sim.Working)(v) + servers(fmt.Sprintf("pass %d", i+1), sim.WaitingOperator)(v)
				}
			}
			return sum
		}, nil
	}
	return plan, nil
}

// closedNetwork is stations round which so many parts go for ever. Where each is visited as often as the others it is a
// circle; else a part goes from anywhere to a station by chance, as often as its visits say: what stations hold depends on
// nothing else (F. Baskett, K. Chandy, R. Muntz, F. Palacios, 1975).
func closedNetwork(p parameters, scale float64) (casePlan, error) {
	population, means, visits := int(p.number("population", 1)), p.means(scale), p.numbers("visits")
	if visits == nil {
		visits = slices.Repeat([]float64{1}, len(means))
	}
	var servers []json.RawMessage
	if raw := p["servers"]; json.Unmarshal(raw, &servers) != nil { // one number for all, or none
		servers = slices.Repeat([]json.RawMessage{json.RawMessage(cmp.Or(string(raw), "1"))}, len(means))
	}
	if len(visits) != len(means) || len(servers) != len(means) || len(means) == 0 {
		return casePlan{}, fmt.Errorf("servers and visits of %d stations: %w", len(means), errUnknown)
	}
	think := p.number("think_time", 0)
	n := &network{}
	var to []string
	sum := 0.0
	for i, v := range visits {
		to = append(to, fmt.Sprintf("b%d", i+1))
		sum += v
	}
	if think > 0 {
		to, sum = append(to, "bthink"), sum+1
	}
	var shares []float64
	for _, v := range visits {
		shares = append(shares, v/sum)
	}
	if think > 0 {
		shares = append(shares, 1/sum)
	}
	onwards := func(i int) map[string]any {
		if think == 0 && slices.Min(visits) == 1 && slices.Max(visits) == 1 {
			return map[string]any{"to": []string{to[(i+1)%len(to)]}}
		}
		return byChance(to, shares)
	}
	slowest := 0.0
	for i, mean := range means {
		machines := population // infinite: one for each part
		if err := json.Unmarshal(servers[i], &machines); err != nil && string(servers[i]) != `"infinite"` {
			return casePlan{}, fmt.Errorf("servers %s: %w", servers[i], errUnknown)
		}
		n.station(strconv.Itoa(i+1), Exp(mean), machines, -1, onwards(i))
		slowest = max(slowest, mean)
	}
	if think > 0 {
		n.station("think", Exp(think), population, -1, onwards(len(means)))
	}
	plan := p.steady(n.model(), 1/slowest, 0.8)
	plan.trial.Watch = nil
	plan.trial.Inserted = map[string]int{"b1": population}
	plan.measure = func(q string) (func(*View) float64, error) { return p.cycling(q, len(means), visits[0]) }
	return plan, nil
}

// cycling measures what goes round among so many stations.
func (p parameters) cycling(quantity string, stations int, visits float64) (func(*View) float64, error) {
	throughput := func(v *View) float64 { return v.Done("m1") / visits / v.Seconds() }
	switch q := short(quantity); q {
	case "system_throughput", "throughput", "published_X":
		return throughput, nil
	case "mean_cycle_time_excluding_think":
		return func(v *View) float64 {
			sum := 0.0
			for i := range stations {
				sum += nodeNumber(v, i+1)
			}
			return sum / throughput(v)
		}, nil
	default:
		name := strings.TrimRight(q, "0123456789")
		n, err := strconv.Atoi(q[len(name):])
		switch {
		case err == nil && name == "published_Q":
			return func(v *View) float64 { return nodeNumber(v, n) }, nil
		case err == nil && name == "published_R": // of a visit
			return func(v *View) float64 { return nodeNumber(v, n) / v.Done(fmt.Sprintf("m%d", n)) * v.Seconds() }, nil
		case err == nil && name == "published_U":
			return share(fmt.Sprintf("m%d", n), sim.Working), nil
		}
		return p.queueing(q)
	}
}

// pallets go round a circle of stations whose places have an end. One that cannot go on stands where it is.
func pallets(p parameters, scale float64) (casePlan, error) {
	left, means, capacities := int(p.number("population", 1)), p.means(scale), p.numbers("capacities")
	if len(means) != len(capacities) {
		return casePlan{}, fmt.Errorf("capacities: %w", errUnknown)
	}
	n, inserted := &network{}, map[string]int{}
	for i, mean := range means {
		n.station(strconv.Itoa(i+1), Exp(mean), 1, int(capacities[i])-1, map[string]any{"to": []string{fmt.Sprintf("b%d", (i+1)%len(means)+1)}})
	}
	for i := range means {
		inserted[fmt.Sprintf("m%d", i+1)] = min(1, left)
		left -= min(1, left)
	}
	for i, capacity := range capacities {
		inserted[fmt.Sprintf("b%d", i+1)] = min(int(capacity)-1, left)
		left -= min(int(capacity)-1, left)
	}
	plan := p.steady(n.model(), 1/slices.Max(means), 0.8)
	plan.trial.Inserted, plan.trial.Watch = inserted, nil
	plan.measure = func(q string) (func(*View) float64, error) { return p.cycling(q, len(means), 1) }
	return plan, nil
}
