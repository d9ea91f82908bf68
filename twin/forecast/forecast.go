package forecast

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

// Options say how to forecast. What is zero has a default.
type Options struct {
	Until   sim.Time
	Futures int        // 200
	Seed    uint64     // the same seed gives the same forecast
	Workers int        // one for each processor
	Least   sim.Time   // blocked or starved for less than this is not told; a minute
	Unknown *Ignorance // what comes out once in each future; nil: all is known
}

// A Band is where something lies: below P10 in 10 of 100 futures, below P50 in half of them, below P90 in 90.
type Band struct{ P10, P50, P90 float64 }

// bandOf is the band of values, one from each future.
func bandOf(values []float64) Band {
	slices.Sort(values)
	return Band{stat.QuantileSorted(values, 0.1), stat.QuantileSorted(values, 0.5), stat.QuantileSorted(values, 0.9)}
}

// A Forecast is what may come until a time.
type Forecast struct {
	At, Until sim.Time
	Futures   int
	Good      Band   // parts that leave good from At to Until
	Products  []Band // the same, in the order of the model
	Orders    []Order
	Next      []Next
}

// An Order is when one order that is not done yet is finished.
type Order struct {
	Number string
	Done   float64 // chance that it is done by Until
	At     Band    // time of the line in seconds, of the futures in which it is
	OnTime float64 // chance that it is done in time; -1: it has no due time, or one after Until that it may still make
	Due    sim.Time
	Left   int64 // parts of it that have not left yet
}

// A Next is a station that is blocked or starved next.
type Next struct {
	Station string
	State   sim.State // Blocked or Starved
	Chance  float64   // that it comes before Until
	In      Band      // seconds from now, of the futures in which it comes
	Now     bool      // it is already
}

// future is what one fork did.
type future struct {
	good   []int64 // by product
	orders []sim.OrderTally
	stops  []sim.Time // by node: when it was first blocked, then when it was first starved; -1: never
	err    error
}

// Run makes a forecast of a line, which it leaves as it is.
func Run(ctx context.Context, p *plant.Plant, live *sim.Line, how Options) (*Forecast, error) {
	futures, err := futuresOf(ctx, p, live, &how)
	if err != nil {
		return nil, err
	}
	return gather(p, live, stationsOf(p), futures, &how), nil
}

// Good is how many parts leave good in each future of a line, which it leaves as it is.
func Good(ctx context.Context, p *plant.Plant, live *sim.Line, how Options) ([]float64, error) {
	futures, err := futuresOf(ctx, p, live, &how)
	values := make([]float64, len(futures))
	for i := range futures {
		for _, n := range futures[i].good {
			values[i] += float64(n)
		}
	}
	return values, err
}

// futuresOf lets a line go on in many ways. It settles what options do not say.
func futuresOf(ctx context.Context, p *plant.Plant, live *sim.Line, how *Options) ([]future, error) {
	if how.Until <= live.Now() {
		return nil, fmt.Errorf("forecast: want a time after %v, have %v", live.Now(), how.Until)
	}
	if how.Futures == 0 {
		how.Futures = 200
	}
	if how.Futures < 20 || how.Futures > 100_000 {
		return nil, fmt.Errorf("forecast: want 20 to 100000 futures, have %d", how.Futures)
	}
	if how.Least == 0 {
		how.Least = sim.Time(60e9)
	}
	stations := stationsOf(p)
	futures := make([]future, how.Futures)
	queue := make(chan int)
	var workers sync.WaitGroup
	n := how.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	before := live.Totals().Left
	for range n {
		workers.Go(func() {
			for i := range queue {
				futures[i] = goOn(ctx, live, stations, before, uint64(i), how)
			}
		})
	}
feed:
	for i := range futures {
		select {
		case queue <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i := range futures {
		if futures[i].err != nil {
			return nil, fmt.Errorf("forecast: future %d: %w", i, futures[i].err)
		}
	}
	return futures, nil
}

// stationsOf are the nodes of stations.
func stationsOf(p *plant.Plant) []bool {
	is := make([]bool, len(p.Layout.Nodes))
	for i := range p.Elements {
		if e := &p.Elements[i]; e.Role == plant.Station {
			for _, id := range e.IDs {
				is[id] = true
			}
		}
	}
	return is
}

// goOn lets one fork of the line go on.
func goOn(ctx context.Context, live *sim.Line, stations []bool, before []int64, i uint64, how *Options) (f future) {
	seed := uint64(sim.NewStream(how.Seed, "future")) + i
	l, err := how.Unknown.fork(live, seed, how.Seed, i)
	if err != nil {
		f.err = err
		return f
	}
	w := &watcher{least: how.Least, since: make([]sim.Time, len(stations)), state: make([]sim.State, len(stations)), first: make([]sim.Time, 2*len(stations)), is: stations}
	for id := range w.first {
		w.first[id] = -1
	}
	for id := range stations {
		w.state[id], w.since[id] = l.State(sim.ID(id)), l.Now()
	}
	l.Watch(w, sim.Changed)
	const step = 100_000 // events between looks at the context
	for {
		if ctx.Err() != nil {
			return f
		}
		done, err := l.RunSome(how.Until, step)
		if stuck := (*sim.Deadlock)(nil); errors.As(err, &stuck) {
			err = nil // it stands still until the end, which is a future too
			done = true
		}
		if err != nil {
			f.err = err
			return f
		}
		if done {
			break
		}
	}
	w.end(how.Until)
	t := l.Totals()
	f.good, f.orders, f.stops = t.Left, t.Orders, w.first
	for k := range f.good {
		f.good[k] -= before[k]
	}
	return f
}

// A watcher notes when each station is first blocked, and first starved, for long enough.
type watcher struct {
	least sim.Time
	is    []bool
	state []sim.State
	since []sim.Time
	first []sim.Time
}

// Observe takes records.
func (w *watcher) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		if !w.is[r.ID] {
			continue
		}
		w.leave(r.ID, r.At)
		w.state[r.ID], w.since[r.ID] = r.To, r.At
	}
}

// leave notes a state that ends.
func (w *watcher) leave(id sim.ID, at sim.Time) {
	slot := 2 * int(id)
	switch w.state[id] {
	case sim.Blocked:
	case sim.Starved:
		slot++
	default:
		return
	}
	if w.first[slot] < 0 && at-w.since[id] >= w.least {
		w.first[slot] = w.since[id]
	}
}

func (w *watcher) end(at sim.Time) {
	for id := range w.is {
		if w.is[id] {
			w.leave(sim.ID(id), at)
		}
	}
}

// gather puts the futures together.
func gather(p *plant.Plant, live *sim.Line, stations []bool, futures []future, how *Options) *Forecast {
	f := &Forecast{At: live.Now(), Until: how.Until, Futures: len(futures)}
	whole := make([]float64, len(futures))
	for k := range futures[0].good {
		values := make([]float64, len(futures))
		for i := range futures {
			values[i] = float64(futures[i].good[k])
			whole[i] += values[i]
		}
		f.Products = append(f.Products, bandOf(values))
	}
	f.Good = bandOf(whole)
	f.orders(p, live, futures)
	f.next(p, live, stations, futures)
	return f
}

// orders are those that have been released by the end and are not done yet.
func (f *Forecast) orders(p *plant.Plant, live *sim.Line, futures []future) {
	now := live.Totals().Orders
	for k := range p.Model.Orders {
		o := &p.Model.Orders[k]
		if o.Release >= f.Until || now[k].Gone >= int64(o.Quantity) {
			continue
		}
		one := Order{Number: o.Number, Due: o.Due, OnTime: -1, Left: int64(o.Quantity) - now[k].Gone}
		var times []float64
		onTime := 0
		for i := range futures {
			t := &futures[i].orders[k]
			if t.Gone < int64(o.Quantity) || t.Lost > 0 {
				continue
			}
			times = append(times, t.Last.Seconds())
			if t.Last <= o.Due {
				onTime++
			}
		}
		one.Done = float64(len(times)) / float64(len(futures))
		if len(times) > 0 {
			one.At = bandOf(times)
		}
		if o.Due != plant.NoDue && (o.Due <= f.Until || len(times) == len(futures)) {
			one.OnTime = float64(onTime) / float64(len(futures))
		}
		f.Orders = append(f.Orders, one)
	}
}

// next are the stations that will be blocked or starved, the likeliest first.
func (f *Forecast) next(p *plant.Plant, live *sim.Line, stations []bool, futures []future) {
	for i := range p.Elements {
		for _, id := range p.Elements[i].IDs {
			for side, state := range []sim.State{sim.Blocked, sim.Starved} {
				if !stations[id] {
					continue
				}
				n := Next{Station: live.Name(id), State: state, Now: live.State(id) == state}
				var in []float64
				for k := range futures {
					if at := futures[k].stops[2*int(id)+side]; at >= 0 {
						in = append(in, (at - f.At).Seconds())
					}
				}
				if len(in) == 0 {
					continue
				}
				n.Chance = float64(len(in)) / float64(len(futures))
				n.In = bandOf(in)
				f.Next = append(f.Next, n)
			}
		}
	}
	slices.SortStableFunc(f.Next, func(a, b Next) int {
		switch {
		case a.Now != b.Now && a.Now, a.Now == b.Now && a.urgency() > b.urgency():
			return -1
		case a.Now == b.Now && a.urgency() == b.urgency():
			return 0
		}
		return 1
	})
}

// urgency is the chance of it by how soon it comes.
func (n *Next) urgency() float64 { return n.Chance / (60 + n.In.P50) }
