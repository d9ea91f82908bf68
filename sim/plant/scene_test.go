package plant

import (
	"maps"
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

// Scenes are small lines without chance whose course was worked out by hand; leaves are the times at which parts leave the
// line, in seconds. Most scenes of the rules of line semantics are in package rules, as scenarios.
type scene struct {
	name, why string
	model     *Model
	leaves    []float64
}

// scenery builds a model from elements; a source that never ends stands before each machine that nothing leads to.
func scenery(shifts []Shift, products []Product, elements ...Spec) *Model {
	m := &Model{Shifts: shifts, Products: products, Elements: elements}
	led := map[string]bool{}
	for _, e := range elements {
		for _, to := range e.Refs("to") {
			led[to] = true
		}
	}
	for _, e := range elements {
		if e.Kind == "machine" && !led[e.Name] {
			m.Elements = append(m.Elements, Spec{Name: "in " + e.Name, Kind: "source", Values: map[string]any{"release": "endless", "to": []string{e.Name}}})
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"})
	return m
}

// machined is a machine that leads to the exit unless more says otherwise; times in seconds.
func machined(name, cycle string, more map[string]any, failures ...Failure) Spec {
	v := map[string]any{"cycle": law(cycle), "to": []string{"out"}}
	for k, x := range more {
		if text, ok := x.(string); ok && slices.Contains([]string{"load", "unload", "setup"}, k) {
			x = law(text)
		}
		v[k] = x
	}
	return Spec{Name: name, Kind: "machine", Values: v, Failures: failures}
}

func failure(uptime, repair, clock string) Failure {
	return Failure{Name: "failure", Uptime: law(uptime), Repair: law(repair), Clock: clock}
}

func crewOf(n int, more map[string]any) Spec {
	v := map[string]any{"count": n}
	maps.Copy(v, more)
	return Spec{Name: "crew", Kind: "operators", Values: v}
}

func by(phase string, n int) map[string]Need {
	return map[string]Need{phase: {Count: n, From: []string{"crew"}}}
}

func play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			l := lineOf(t, s.model, 1, 0)
			d := &departures{line: l}
			l.Watch(d, sim.Moved)
			run(t, l, time.Duration(s.leaves[len(s.leaves)-1]*1e9))
			var got []float64
			for _, at := range d.at {
				got = append(got, at.Seconds())
			}
			if !slices.Equal(got, s.leaves) {
				t.Errorf("rule %s:\nhave %v\nwant %v", s.why, got, s.leaves)
			}
		})
	}
}
