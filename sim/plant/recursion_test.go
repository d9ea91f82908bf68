package plant

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// The plain recursion of a saturated serial line with blocking after service: with S the time of part k on machine i,
// D[i][k] = max(max(D[i-1][k], D[i][k-1]) + S, D[i+1][k-b-1]) is when it leaves. It is an engine of its own, and on the same
// draws it agrees with the event engine to the last nanosecond.
type recursion struct {
	rooms []int
	times [][]time.Duration // by machine and part
	left  [][]time.Duration
}

func (r *recursion) run(parts int) {
	n := len(r.times)
	r.left = make([][]time.Duration, n)
	for i := range r.left {
		r.left[i] = make([]time.Duration, parts)
	}
	for k := range parts {
		for i := range n {
			begin := time.Duration(0)
			if i > 0 {
				begin = r.left[i-1][k]
			}
			if k > 0 {
				begin = max(begin, r.left[i][k-1])
			}
			done := begin + r.times[i][k]
			if i < n-1 {
				if before := k - r.rooms[i] - 1; before >= 0 {
					done = max(done, r.left[i+1][before])
				}
			}
			r.left[i][k] = done
		}
	}
}

// departures notes when parts leave the line.
type departures struct {
	line *sim.Line
	at   []time.Duration
}

func (d *departures) Observe(records []sim.Record) {
	for _, r := range records {
		if d.line.Name(r.ID) == "out" {
			d.at = append(d.at, r.At)
		}
	}
}

func TestRecursionAgreesToTheLastNanosecond(t *testing.T) {
	const parts = 500
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := 1 + r.IntN(6)
		m := serial(n, 0, false)
		rec := &recursion{}
		laws := make([]*dist.Dist, n)
		for i := range n {
			laws[i] = law([]string{"exp(10s)", "uniform(5s, 20s)", "lognormal(10s, cv 1)", "10s", "weibull(shape 1.5, scale 9s)"}[r.IntN(5)])
			m.Elements[1+2*i].Values["cycle"] = laws[i]
			if i < n-1 {
				rec.rooms = append(rec.rooms, r.IntN(4))
				m.Elements[2+2*i].Values["room"] = rec.rooms[i]
			}
		}
		l := lineOf(t, m, seed, 3)
		for i := range n {
			id, ok := l.Find(fmt.Sprintf("m%02d", i+1))
			if !ok {
				t.Fatal("no such machine")
			}
			rec.times = append(rec.times, l.Draws(id, workTimer, laws[i], parts))
		}
		rec.run(parts)
		d := &departures{line: l}
		l.Watch(d, sim.Moved)
		if err := l.Run(rec.left[n-1][parts-1]); err != nil {
			t.Fatal(err)
		}
		for k := range parts {
			if k >= len(d.at) || d.at[k] != rec.left[n-1][k] {
				t.Fatalf("line %d: part %d of %d leaves at another time", seed, k, len(d.at))
			}
		}
	}
}

// BenchmarkRecursionW2 is the recursion on W2, with the same draws: what the event engine is compared with.
func BenchmarkRecursionW2(b *testing.B) {
	const machines, room = 10, 10
	l := lineOf(b, serial(machines, room, false), 1, 0)
	parts := b.N/machines + 1
	times := make([][]time.Duration, machines)
	var rings [machines][room + 1]time.Duration // the last departures of each machine
	var last [machines]time.Duration
	b.ResetTimer()
	for i := range times { // making the draws is part of the work
		id, _ := l.Find(fmt.Sprintf("m%02d", i+1))
		times[i] = l.Draws(id, workTimer, law("exp(1s)"), parts)
	}
	for k := range parts {
		slot := k % (room + 1)
		at := time.Duration(0)
		for i := range machines {
			done := max(at, last[i]) + times[i][k]
			if i < machines-1 && k > room {
				done = max(done, rings[i+1][slot])
			}
			rings[i][slot], last[i], at = done, done, done
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(parts*machines), "ns/part-op")
	b.ReportMetric(0, "ns/op")
}
