package plant

import (
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

func seconds(x float64) time.Duration { return time.Duration(x * 1e9) }

func people(name string, values map[string]any) Spec {
	return Spec{Name: name, Kind: "operators", Values: both(map[string]any{"count": 1}, values)}
}

// order is in which order machines let parts out.
func order(t *testing.T, m *Model, until time.Duration) []string {
	t.Helper()
	l := lineOf(t, m, 1, 0)
	d := &diary{}
	l.Watch(d, sim.Moved)
	run(t, l, until)
	var names []string
	for _, r := range d.records {
		if l.Name(r.ID) == "out" {
			names = append(names, l.Name(r.Peer))
		}
	}
	return names
}

// Rule 33: he comes to the first machine at 5. At 15 the second has waited since 6 and the third since 7.
func TestNearestFirst(t *testing.T) {
	of := func(rule string, speed, b, c float64) *Model {
		at := func(x float64, load string) map[string]any {
			return map[string]any{"load": load, "operator": by("cycle", 1), "at": []float64{x, 4}}
		}
		return scenery(nil, nil, machined("a", "10s", at(0, "5s")), machined("b", "10s", at(b, "6s")), machined("c", "10s", at(c, "7s")),
			crewOf(1, map[string]any{"order": rule, "walk_mps": speed}))
	}
	for _, c := range []struct {
		why   string
		model *Model
		want  []string
	}{
		{"longest waiting: each in turn", of("longest-waiting", 0, 10, 1), []string{"a", "b", "c", "a"}},
		{"nearest: the second is never the nearest", of("nearest", 0, 10, 1), []string{"a", "c", "a", "c"}},
		{"equally near: who has waited longest", of("nearest", 0, 1, -1), []string{"a", "b", "a", "c"}},
	} {
		if got := order(t, c.model, seconds(45)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
	play(t, []scene{{"and he walks", "33, 34: to the third from 15 to 16, back from 26 to 27, and again from 37 to 38", of("nearest", 1, 10, 1), []float64{15, 26, 37, 48}}})
}

// Rule 34: the pace goes with the skill that is asked for.
func TestEfficiencyBySkill(t *testing.T) {
	of := func(load, unload string) *Model {
		return scenery(nil, nil, machined("m", "10s", map[string]any{"load": "4s", "unload": "4s", "operator": map[string]Need{"load": {Count: 1, From: []string{load}}, "unload": {Count: 1, From: []string{unload}}}}),
			people("crew", map[string]any{"efficiency": 0.8, "efficiency_by_skill": map[string]float64{"run": 0.5, "set": 2}, "skills": []string{"run", "set"}}))
	}
	play(t, []scene{
		{"by name", "34: 5 + 10 + 5 s", of("crew", "crew"), []float64{20, 40}},
		{"by skill", "34: 8 + 10 + 2 s", of("skill:run", "skill:set"), []float64{20, 40}},
		{"one of them by skill", "34: 8 + 10 + 5 s", of("skill:run", "crew"), []float64{23, 46}},
		{"the other", "34: 5 + 10 + 2 s", of("crew", "skill:set"), []float64{17, 34}},
	})
	m := of("skill:run", "skill:set") // as a reader has it, with names in the place of skills
	m.Elements[0].Values["operator"] = map[string]Need{"load": m.Spelled(Need{Count: 1, From: []string{"skill:run"}}), "unload": m.Spelled(Need{Count: 1, From: []string{"skill:run", "crew"}})}
	play(t, []scene{{"spelled out", "34: 8 + 10 + 8 s", m, []float64{26, 52}}})
}

// Rule 31: two of the crew, or else one technician.
func TestDifferentNumbers(t *testing.T) {
	need := map[string]Need{"cycle": {Count: 2, From: []string{"crew", "tech"}, Counts: []int{2, 1}}}
	crew := people("crew", map[string]any{"count": 2, "efficiency": 2.0})
	tech := people("tech", nil)
	m := machined("m", "10s", map[string]any{"operator": need})
	one := machined("o", "16s", map[string]any{"operator": by("cycle", 1)})
	play(t, []scene{
		{"two are free", "31: 5 s by the two of the crew", scenery(nil, nil, m, crew, tech), []float64{5, 10, 15}},
		{"one is free", "31: the other machine takes one for 8 s; 10 s by the technician, who is free again at 10, when one of the crew is busy", scenery(nil, nil, one, m, crew, tech), []float64{8, 10, 16, 20}},
	})
	l := lineOf(t, scenery(nil, nil, m, crew, tech), 1, 0)
	run(t, l, seconds(3))
	id, _ := l.Find("crew")
	if used := l.Tally(id).Used; used != 2 {
		t.Errorf("%v of the crew are in use, want 2", used)
	}
}

// Rules 18, 19, 34: who repairs or maintains walks there too; of several who are needed work begins when the last has come.
func TestWhoElseWalks(t *testing.T) {
	at := func(x float64, more map[string]any) map[string]any {
		return both(map[string]any{"at": []float64{x, 4}}, more)
	}
	walking := func(n int) Spec { return crewOf(n, map[string]any{"walk_mps": 1.0}) }
	b := machined("b", "15s", at(4, map[string]any{"operator": by("cycle", 1)}))
	oiled := machined("a", "10s", at(1, nil))
	oiled.Stops = []Stop{{Name: "oil", Every: law("10s"), Takes: law("6s"), By: Need{Count: 1, From: []string{"crew"}}}}
	arm := Spec{Failures: []Failure{failure("12s", "6s", "operating")}, Values: map[string]any{"operator": by("repair", 1)}}
	far := machined("b", "27s", at(4, map[string]any{"operator": by("cycle", 1)}))
	play(t, []scene{
		{"to a stop", "19: due at 10; he comes from b, where he is until 15, and oils from 18 to 24; back at 27", scenery(nil, nil, oiled, b, walking(1)), []float64{10, 15, 34, 42}},
		{"to a robot", "18: broken at 22; he comes from b, where he is until 27, and repairs from 30 to 36; back at 39", handled(arm, far, walking(1)), []float64{20, 27, 54, 66}},
		{"two of them", "31: at 15 both are free, 4 m and 6 m away; both are there at 21, and work until 31; then back, 4 m and 6 m",
			scenery(nil, nil, machined("a", "10s", at(0, map[string]any{"load": "5s", "operator": by("cycle", 1)})), machined("b", "10s", at(10, map[string]any{"load": "5s", "operator": by("cycle", 1)})),
				machined("m", "10s", at(4, map[string]any{"load": "6s", "operator": by("cycle", 2)})), walking(2)), []float64{15, 15, 31, 45, 47}},
	})
}
