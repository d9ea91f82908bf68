package plant

import (
	"maps"
	"runtime"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// Nothing is allocated while a line runs: mallocs are counted over a million events, since an average per run rounds one
// allocation in a thousand events to nothing.
func TestNothingIsAllocatedWhileALineRuns(t *testing.T) {
	for name, m := range map[string]*Model{"W2": serial(10, 10, false), "W3": serial(10, 10, true), "people": crewed(), "rules": ruled(), "spares": replaced(), "power": shortOfPower(), "manners": mannered(t), "metered": serial(10, 10, true), "sorted": choosing()} {
		t.Run(name, func(t *testing.T) {
			l := lineOf(t, m, 1, 0)
			run(t, l, 20_000*time.Second)
			l.ClearTallies()
			if name == "metered" {
				l.Meter(sim.Metering{KW: drawing(l), Until: 365 * 24 * time.Hour})
			}
			events := l.Events()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for l.Events() < events+1_000_000 {
				run(t, l, l.Now()+20_000*time.Second)
			}
			runtime.ReadMemStats(&after)
			if n := after.Mallocs - before.Mallocs; n > 20 { // the test itself and the runtime make a few
				t.Errorf("%d allocations in %d events", n, l.Events()-events)
			}
		})
	}
}

// crewed is a line whose machines are loaded by shared people and fail.
func crewed() *Model {
	m := serial(5, 4, true)
	for i := range m.Elements {
		if m.Elements[i].Kind == "machine" {
			m.Elements[i].Values["load"] = law("exp(300ms)")
			m.Elements[i].Values["operator"] = map[string]Need{"load": {Count: 1, From: []string{"crew"}}, "repair": {Count: 1, From: []string{"crew"}}}
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "crew", Kind: "operators", Values: map[string]any{"count": 2}})
	return m
}

// choosing is W3 with two products, where each machine takes the part first that is quickest to work on.
func choosing() *Model {
	m := serial(10, 10, true)
	m.Products = []Product{{Name: "a", Share: 0.5}, {Name: "b", Share: 0.5}}
	for i := range m.Elements {
		if s := &m.Elements[i]; s.Kind == "machine" {
			s.Values["dispatch"], s.Values["cycle_by_product"] = "spt", map[string]*dist.Dist{"b": law("exp(800ms)")}
		}
	}
	return m
}

// shortOfPower is a line whose failing machines wait for power, of which there is enough for six of ten.
func shortOfPower() *Model {
	m := serial(10, 10, true)
	for i := range m.Elements {
		if s := &m.Elements[i]; s.Kind == "machine" {
			s.Values["power_kw"] = map[string]float64{"working": 10, "ready": 2}
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "grid", Kind: "supply", Values: map[string]any{"limit_kw": 70.0}})
	return m
}

// replaced is a line whose failing machines share a stock of spares.
func replaced() *Model {
	m := serial(5, 4, true)
	for i := range m.Elements {
		for j := range m.Elements[i].Failures {
			m.Elements[i].Failures[j].Spare = "modules"
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "modules", Kind: "spares", Values: map[string]any{"count": 3, "resupply": law("exp(20s)")}})
	return m
}

// Memory does not grow with the length of a run.
func TestMemoryIsFlatInRunLength(t *testing.T) {
	l := lineOf(t, serial(10, 10, true), 1, 0)
	size := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	run(t, l, 10_000*time.Second)
	before := size()
	run(t, l, 200_000*time.Second)
	if after := size(); after > before+64<<10 {
		t.Errorf("%d bytes more after twenty times the run", after-before)
	}
	runtime.KeepAlive(l)
}

// ruled is a line by many rules: two products with setups, maintenance, tools, sensors, people who walk and differ.
func ruled() *Model {
	m := crewed()
	m.Products = []Product{{Name: "a", Share: 0.5}, {Name: "b", Share: 0.5}}
	for i := range m.Elements {
		s := &m.Elements[i]
		if s.Kind != "machine" {
			continue
		}
		s.Values["setup"], s.Values["setup_when"], s.Values["at"] = law("exp(100ms)"), []string{"part-arrived", "order-known", "cleared"}[i%3], []float64{float64(i), 0}
		s.Values["minimum_run"], s.Values["maximum_wait"], s.Values["standby_after"] = 3, time.Second, time.Second
		s.Failures[0].Foreseen, s.Failures[0].PlannedRepair, s.Failures[0].FalseAlarms, s.Failures[0].AlarmStop = 0.5, law("5s"), law("exp(100s)"), law("1s")
		s.Stops = []Stop{{Name: "oil", Every: law("exp(200s)"), Takes: law("5s"), By: Need{Count: 1, From: []string{"crew"}}}, {Name: "tool", Every: law("90s"), Takes: law("3s"), Clock: "count"}}
	}
	m.Elements[len(m.Elements)-1].Values = map[string]any{"count": 3, "walk_mps": 2.0, "efficiency": 0.9, "order": "priority"}
	return m
}

// mannered is a line by the other rules: robots that are several, wear, sleep and are maintained, people by shift and by
// skill in different numbers, nearest first, and campaigns in order.
func mannered(t *testing.T) *Model {
	m := ruled()
	m.Shifts = earlyAndLate(t, "00:30", "23:00")
	machines := 0
	for i := range m.Elements {
		s := &m.Elements[i]
		if s.Kind != "machine" {
			continue
		}
		s.Values["setup_when"], s.Values["campaign"], s.Values["wake"] = "part-arrived", []string{"b", "a"}, law("exp(1s)")
		need := map[string]Need{"load": {Count: 2, From: []string{"skill:run", "crew"}, Counts: []int{2, 1}}, "repair": {Count: 1, From: []string{"crew"}}}
		if machines++; machines%2 == 0 {
			s.Values["robot"] = "arm"
			delete(need, "load")
			delete(s.Values, "load")
		}
		s.Values["operator"] = need
	}
	crew := &m.Elements[len(m.Elements)-1]
	maps.Copy(crew.Values, map[string]any{"count_by_shift": map[string]int{"early": 3, "late": 2}, "skills": []string{"run"}, "efficiency_by_skill": map[string]float64{"run": 0.8}, "order": "nearest"})
	delete(crew.Values, "count")
	m.Elements = append(m.Elements, Spec{Name: "arm", Kind: "robot", Failures: []Failure{failure("exp(100s)", "2s", "operating")},
		Values: map[string]any{"pick": law("100ms"), "place": law("100ms"), "count": 2, "at": []float64{1, 1}, "standby_after": time.Second, "wake": law("1s"), "operator": by("repair", 1)},
		Stops:  []Stop{{Name: "oil", Every: law("exp(200s)"), Takes: law("5s")}, {Name: "tool", Every: law("90s"), Takes: law("3s"), Clock: "count"}}})
	return m
}
