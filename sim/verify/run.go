package verify

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

// A View is what a measure looks at: a line that has run.
type View struct {
	Plant *plant.Plant
	Line  *sim.Line
	Total sim.LineTally
	Seen  any // what Trial.Watch made
	made  map[string]float64
}

// once makes a figure that changes the line no more than once.
func (v *View) once(name string, of func(*View) float64) float64 {
	if v.made == nil {
		v.made = map[string]float64{}
	}
	if _, ok := v.made[name]; !ok {
		v.made[name] = of(v)
	}
	return v.made[name]
}

// Seconds is the time watched.
func (v *View) Seconds() float64 { return (v.Total.Now - v.Total.Since).Seconds() }

// Throughput is good parts a second.
func (v *View) Throughput() float64 { return float64(total(v.Total.Left)) / v.Seconds() }

// Share is the share of time that an element's machines spent in some states.
func (v *View) Share(name string, states ...sim.State) float64 {
	p, _ := v.Plant.Find(name)
	var in time.Duration
	for _, id := range p.IDs {
		t := v.Line.Tally(id)
		for _, s := range states {
			in += t.States[s]
		}
	}
	return in.Seconds() / v.Seconds() / float64(len(p.IDs))
}

// Level is the mean number of parts that wait at a buffer.
func (v *View) Level(name string) float64 {
	p, _ := v.Plant.Find(name)
	return v.Line.Tally(p.IDs[0]).Level
}

// Done is how many parts a machine has finished.
func (v *View) Done(name string) float64 {
	p, _ := v.Plant.Find(name)
	n := int64(0)
	for _, id := range p.IDs {
		n += total(v.Line.Tally(id).Sent)
	}
	return float64(n)
}

func total(counts []int64) int64 {
	var n int64
	for _, c := range counts {
		n += c
	}
	return n
}

// A Trial says how long to run a model and what to measure of it.
type Trial struct {
	Model    *plant.Model
	Inserted map[string]int // parts that are there from the start, by buffer
	Warmup   float64        // seconds
	Length   float64        // seconds watched in each replication
	Measure  func(*View) float64
	Watch    func(*plant.Plant, *sim.Line) any // watches a line from its start, for what tallies do not tell; may be nil
	Within   float64                           // half-width wanted, as a share of Expected
	Exact    bool                              // there is no chance in it: one replication, to 1e-9
}

const (
	leastReplications = 12
	mostReplications  = 2400
)

// Estimate runs replications on all processors until the half-width is small enough. The replications of one seed are
// the same whatever the number of processors.
func (t Trial) Estimate(ctx context.Context, seed uint64, expected float64) (stat.Estimate, error) {
	p, err := plant.Build(t.Model)
	if err != nil {
		return stat.Estimate{}, err
	}
	measures := []func(*View) float64{t.Measure}
	if t.Exact {
		row, err := t.once(p, seed, 0, measures)
		if err != nil {
			return stat.Estimate{}, err
		}
		return stat.Estimate{Mean: row[0], N: 1}, nil
	}
	var values []float64
	for n := leastReplications; ; {
		rows, err := t.rows(ctx, p, seed, len(values), n, measures)
		if err != nil {
			return stat.Estimate{}, err
		}
		for _, row := range rows {
			values = append(values, row[0])
		}
		e := stat.Mean(values)
		target := t.Within * math.Abs(expected)
		if e.HalfWidth <= target {
			return e, nil
		}
		if len(values) >= mostReplications {
			return e, fmt.Errorf("half-width %.3g after %d replications, want %.3g", e.HalfWidth, len(values), target)
		}
		next, _ := stat.Needed(e, target)
		n = min(max(next+next/10, len(values)+4), mostReplications)
	}
}

// rows runs replications on all processors and measures several things of each.
func (t Trial) rows(ctx context.Context, p *plant.Plant, seed uint64, from, to int, measures []func(*View) float64) ([][]float64, error) {
	values, errs := make([][]float64, to-from), make([]error, to-from)
	var workers sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				values[i], errs[i] = t.once(p, seed, uint64(from+i), measures)
			}
		})
	}
	for i := range values {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (t Trial) once(p *plant.Plant, seed, replication uint64, measures []func(*View) float64) ([]float64, error) {
	l, err := p.Line(seed, replication)
	if err != nil {
		return nil, err
	}
	v := &View{Plant: p, Line: l}
	if t.Watch != nil {
		v.Seen = t.Watch(p, l)
	}
	if err := l.Start(); err != nil {
		return nil, err
	}
	for _, e := range p.Elements {
		if n := t.Inserted[e.Name]; n > 0 {
			if err := l.Insert(e.IDs[0], 0, n); err != nil {
				return nil, err
			}
		}
	}
	if err := l.Run(duration(t.Warmup)); err != nil {
		return nil, err
	}
	l.ClearTallies()
	if err := l.Run(duration(t.Warmup + t.Length)); err != nil {
		return nil, err
	}
	v.Total = l.Totals()
	row := make([]float64, len(measures))
	for i, measure := range measures {
		row[i] = measure(v)
	}
	return row, nil
}

func duration(x float64) time.Duration { return time.Duration(math.Round(x * 1e9)) }
