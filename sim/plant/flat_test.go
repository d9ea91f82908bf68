package plant

import (
	"fmt"
	"testing"
	"time"

	"tweeling/sim"
)

// What an event costs is to be the same however long a run is and however much is in it. Each of these benchmarks is a pair
// to be compared within one run, best by the least of several:
//
//	go test ./sim/plant -run '^$' -bench Flat -count 5
//
// BenchmarkFlat/horizon is W3 for as long and ten times as long; BenchmarkFlat/room W2 with buffers of 10 and of 100, half full
// of parts; BenchmarkFlat/fifo, /spt, /edd and /lots a machine before which 500, 5,000 and 50,000 parts of orders wait. Least of
// three, ns of CPU time an event, on a shared machine:
//
//	horizon  65.5   66.6           room  62.2  51.5 (fewer are blocked)
//	fifo      164    166    190    spt    199   199    276
//	edd       232    265    388    lots   338   369    506
//
// Up to 5,000 that is 15 % at most; with 50,000 what waits no longer fits in the cache of a core, and each part that is taken
// out of their midst costs two or three misses. Looking at all who wait, as places that are not sorted still do, takes 4,100 ns
// at 500 and 45,000 at 5,000 under edd.
func BenchmarkFlat(b *testing.B) {
	for _, long := range []int{1, 10} {
		b.Run(fmt.Sprint("horizon/", long), func(b *testing.B) {
			l := lineOf(b, serial(10, 10, true), 1, 0)
			flat(b, l, 200*time.Second, long)
		})
	}
	for _, room := range []int{10, 100} {
		b.Run(fmt.Sprint("room/", room), func(b *testing.B) {
			flat(b, lineOf(b, serial(10, room, false), 1, 0), 100*time.Duration(room)*time.Second, 1)
		})
	}
	for _, rule := range []string{"fifo", "edd", "spt", "lots"} {
		for _, waiting := range []int{500, 5000, 50_000} {
			b.Run(fmt.Sprint(rule, "/", waiting), func(b *testing.B) {
				flat(b, lineOf(b, backlog(rule, waiting), 1, 0), 100*time.Second, 1)
			})
		}
	}
}

// flat runs a line for some events after a warm-up, long times as many as are asked for, and reports what one costs.
func flat(b *testing.B, l *sim.Line, warmup time.Duration, long int) {
	if err := l.Run(warmup); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	before, began := l.Events(), cpuTime()
	if _, err := l.RunSome(sim.Never-1, uint64(b.N*long)); err != nil {
		b.Fatal(err)
	}
	used := cpuTime() - began
	b.ReportMetric(float64(used.Nanoseconds())/float64(l.Events()-before), "ns/event")
	b.ReportMetric(0, "ns/op")
}

// backlog is a machine before which so many parts wait from the start, and to which as many come as it can make. They are of
// orders of ten, due at odd times.
func backlog(rule string, waiting int) *Model {
	values := map[string]any{"cycle": law("exp(1s)"), "queue": sim.Unlimited, "dispatch": rule, "to": []string{"out"}}
	m := &Model{Elements: []Spec{{Name: "desk", Kind: "source", Values: map[string]any{"release": "orders"}}}}
	lot := 0
	if rule == "lots" {
		values["dispatch"], lot = "edd", 10
	}
	m.Elements = append(m.Elements, Spec{Name: "first", Kind: "machine", Values: values}, Spec{Name: "out", Kind: "sink"})
	for i := range 10 {
		m.Products = append(m.Products, Product{Name: fmt.Sprint("p", i), Share: 0.1, Done: "out", Ops: []Operation{{Number: 10, At: []string{"first"}, Cycle: law(fmt.Sprintf("exp(%dms)", 955+10*i))}}})
	}
	release := time.Duration(0)
	for i := range waiting/10 + 200_000 {
		o := Order{Number: fmt.Sprint(i), Product: i * 7 % 10, Quantity: 10, Lot: lot, Due: time.Duration(i*7919%(waiting+1)+10*i) * time.Second}
		if i >= waiting/10 {
			release += 10 * time.Second
		}
		o.Release = release
		m.Orders = append(m.Orders, o)
	}
	return m
}
