package plant

import (
	"runtime"
	"testing"
	"time"
)

// Nothing is allocated while a line runs: mallocs are counted over a million events, since an average per run rounds one
// allocation in a thousand events to nothing.
func TestNothingIsAllocatedWhileALineRuns(t *testing.T) {
	for name, m := range map[string]*Model{"W2": serial(10, 10, false), "W3": serial(10, 10, true), "people": crewed()} {
		t.Run(name, func(t *testing.T) {
			l := lineOf(t, m, 1, 0)
			run(t, l, 20_000*time.Second)
			l.ClearTallies()
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
