package plant

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// The three workloads by which simulators are compared; times are in seconds.

// w1 is M/M/1 at 90 % load.
func w1() *Model {
	return &Model{Elements: []Spec{
		{Name: "arrivals", Kind: "source", Values: map[string]any{"release": "every", "every": law("exp(1s)"), "to": []string{"queue"}}},
		{Name: "queue", Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": []string{"server"}}},
		{Name: "server", Kind: "machine", Values: map[string]any{"cycle": law("exp(900ms)"), "to": []string{"out"}}},
		{Name: "out", Kind: "sink"},
	}}
}

// serial is a saturated line of n machines Exp(1 s) with places between them, blocking after service. With failing
// machines it is W3: up Exp(100 s) and down Exp(10 s) on calendar time.
func serial(n, room int, failing bool) *Model {
	m := &Model{Elements: []Spec{{Name: "supply", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m01"}}}}}
	for i := 1; i <= n; i++ {
		name, next := fmt.Sprintf("m%02d", i), fmt.Sprintf("b%02d", i)
		if i == n {
			next = "out"
		}
		s := Spec{Name: name, Kind: "machine", Values: map[string]any{"cycle": law("exp(1s)"), "to": []string{next}}}
		if failing {
			s.Failures = []Failure{{Name: "jam", Uptime: law("exp(100s)"), Repair: law("exp(10s)"), Clock: "calendar"}}
		}
		m.Elements = append(m.Elements, s)
		if i < n {
			m.Elements = append(m.Elements, Spec{Name: next, Kind: "buffer", Values: map[string]any{"room": room, "to": []string{fmt.Sprintf("m%02d", i+1)}}})
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"})
	return m
}

func law(text string) *dist.Dist {
	d, err := dist.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func lineOf(tb testing.TB, m *Model, seed, replication uint64) *sim.Line {
	tb.Helper()
	p, err := Build(m)
	if err != nil {
		tb.Fatal(err)
	}
	l, err := p.Line(seed, replication)
	if err != nil {
		tb.Fatal(err)
	}
	if err := l.Start(); err != nil {
		tb.Fatal(err)
	}
	return l
}

// benchmark runs a line for b.N part-operations of its own, after a warm-up, and reports what one costs in CPU time.
func benchmark(b *testing.B, m *Model, opsPerSecond float64) {
	l := lineOf(b, m, 1, 0)
	if err := l.Run(1000 * time.Second); err != nil {
		b.Fatal(err)
	}
	l.ClearTallies()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	began := cpuTime()
	until := l.Now() + time.Duration(float64(b.N)/opsPerSecond*1e9)
	if err := l.Run(until); err != nil {
		b.Fatal(err)
	}
	used := cpuTime() - began
	b.StopTimer()
	runtime.ReadMemStats(&after)
	ops := float64(l.Totals().PartOps)
	b.ReportMetric(float64(used.Nanoseconds())/ops, "ns/part-op")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/ops, "mallocs/part-op")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkW1 is M/M/1: an arrival and a service for each customer.
func BenchmarkW1(b *testing.B) { benchmark(b, w1(), 1) }

// BenchmarkW2 is ten machines and nine buffers.
func BenchmarkW2(b *testing.B) { benchmark(b, serial(10, 10, false), 8.49) }

// BenchmarkW3 is W2 with machines that fail.
func BenchmarkW3(b *testing.B) { benchmark(b, serial(10, 10, true), 6.1) }

// BenchmarkW3Long is W3 with more machines. Where W3 is 69 ns, 100 of them are 94 and 1,000 are 159: a tree of 3,000 timers is
// seven matches higher than one of 30, and each machine with what stands around it, some thirty lines of cache, comes from the
// second cache instead of the first.
func BenchmarkW3Long(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, serial(n, 10, true), 0.58*float64(n)) })
	}
}

// BenchmarkAssembly is two saturated machines, a buffer behind each, and an assembly of one part of each.
func BenchmarkAssembly(b *testing.B) {
	m := &Model{}
	for _, n := range []string{"1", "2"} {
		m.Elements = append(m.Elements, Spec{Name: "in" + n, Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m" + n}}},
			Spec{Name: "m" + n, Kind: "machine", Values: map[string]any{"cycle": law("exp(1s)"), "to": []string{"b" + n}}},
			Spec{Name: "b" + n, Kind: "buffer", Values: map[string]any{"room": 5, "to": []string{"join"}}})
	}
	m.Elements = append(m.Elements, Spec{Name: "join", Kind: "assembly", Values: map[string]any{"cycle": law("exp(1s)"), "to": []string{"out"}}}, Spec{Name: "out", Kind: "sink"})
	benchmark(b, m, 2.4)
}

// BenchmarkOven is batches of eight, put together, heated as one load of 16 parts and taken apart again.
func BenchmarkOven(b *testing.B) {
	benchmark(b, &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("exp(1s)"), "to": []string{"box"}}},
		{Name: "box", Kind: "batch", Values: map[string]any{"batch": 8, "cycle": law("1s"), "to": []string{"store"}}},
		{Name: "store", Kind: "buffer", Values: map[string]any{"room": 20, "to": []string{"oven"}}},
		{Name: "oven", Kind: "oven", Values: map[string]any{"batch": 2, "cycle": law("12s"), "to": []string{"unbox"}}},
		{Name: "unbox", Kind: "unbatch", Values: map[string]any{"cycle": law("1s"), "to": []string{"out"}}},
		{Name: "out", Kind: "sink"},
	}}, 3)
}
