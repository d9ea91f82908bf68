package view

import (
	"context"
	"slices"
	"sync"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A many is the same days many times, each with its own chance: what one day has to be held against. It runs in the
// background, a day at a time, as far as somebody looks.
type many struct {
	plant *plant.Plant
	opens sim.Time
	ends  sim.Time
	seed  uint64
	lines []*sim.Line

	mu     sync.Mutex
	change *sync.Cond
	closed bool
	want   sim.Time
	known  spread
	failed bool
}

// A spread is what is known of many replications up to a time.
type spread struct {
	until     sim.Time
	out       [][]int32 // by replication: good parts up to each mark since the opening
	low, high []float32 // of the rate over the hour before each mark, parts an hour: 5 and 95 % of the replications
}

const (
	binLong = 10 * time.Minute
	dayLong = 24 * time.Hour
	perHour = int(time.Hour / binLong)
)

func newMany(p *plant.Plant, opens, ends sim.Time, seed uint64) *many {
	own := *p
	own.Layout.BinWidth, own.Layout.Bins = binLong, int((ends+binLong-1)/binLong)
	m := &many{plant: &own, opens: opens, ends: ends, seed: seed, want: min(opens+dayLong, ends)}
	m.change = sync.NewCond(&m.mu)
	return m
}

// run is its life in the background.
func (m *many) run(replications int) {
	for until := sim.Time(0); until < m.ends; {
		m.mu.Lock()
		for m.want <= until && !m.closed {
			m.change.Wait()
		}
		until = m.want
		closed := m.closed
		m.mu.Unlock()
		if closed {
			return
		}
		bins, err := m.advance(replications, until)
		m.mu.Lock()
		if err != nil {
			m.failed = true
		} else {
			m.known = m.gather(bins, until)
		}
		m.change.Broadcast()
		m.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// advance brings every replication to a time, on as many processors as there are.
func (m *many) advance(replications int, until sim.Time) ([][]int32, error) {
	bins := make([][]int32, replications)
	if m.lines == nil {
		m.lines = make([]*sim.Line, replications)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	var workers sync.WaitGroup
	next := make(chan int)
	for range hands() {
		workers.Go(func() {
			for r := range next {
				if ctx.Err() != nil {
					continue
				}
				if err := m.one(r, until); err != nil {
					stop(err)
					continue
				}
				bins[r] = m.lines[r].Totals().Bins
			}
		})
	}
	for r := range replications {
		next <- r
	}
	close(next)
	workers.Wait()
	return bins, context.Cause(ctx)
}

func (m *many) one(r int, until sim.Time) error {
	if m.lines[r] == nil {
		l, err := m.plant.Line(m.seed, uint64(r))
		if err == nil {
			err = l.Start()
		}
		if err != nil {
			return err
		}
		m.lines[r] = l
	}
	for {
		m.mu.Lock()
		closed := m.closed
		m.mu.Unlock()
		if closed {
			return errClosed
		}
		done, err := m.lines[r].RunSome(until, atATime())
		if done || err != nil {
			return err
		}
		breathe()
	}
}

func (m *many) gather(bins [][]int32, until sim.Time) spread {
	first := int(m.opens / binLong)
	n := int(until/binLong) - first
	s := spread{until: until, low: make([]float32, n+1), high: make([]float32, n+1)}
	for _, b := range bins {
		out := make([]int32, n+1)
		for k := range n {
			out[k+1] = out[k] + b[first+k]
		}
		s.out = append(s.out, out)
	}
	rates := make([]float32, len(bins))
	for k := 1; k <= n; k++ {
		from := max(0, k-perHour)
		for r, out := range s.out {
			rates[r] = float32(out[k]-out[from]) * float32(perHour) / float32(k-from)
		}
		slices.Sort(rates)
		last := float32(len(rates) - 1)
		s.low[k], s.high[k] = rates[int(0.05*last+0.5)], rates[int(0.95*last+0.5)]
	}
	s.low[0], s.high[0] = s.low[min(1, n)], s.high[min(1, n)]
	return s
}

// look asks for what is known, and for what is needed to speak of a time.
func (m *many) look(t sim.Time) spread {
	m.mu.Lock()
	defer m.mu.Unlock()
	days := (t-m.opens+dayLong/24)/dayLong + 1
	if w := min(m.opens+days*dayLong, m.ends); w > m.want {
		m.want = w
		m.change.Broadcast()
	}
	return m.known
}

// settle blocks until what look asks for at a time is known.
func (m *many) settle(t sim.Time) {
	m.look(t)
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.known.until < m.want && !m.failed && !m.closed {
		m.change.Wait()
	}
}

// stuck tells whether some replication could not go on.
func (m *many) stuck() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.failed
}

func (m *many) close() {
	m.mu.Lock()
	m.closed = true
	m.change.Broadcast()
	m.mu.Unlock()
}

// today is what each replication has made so far on the day of a time, at the last mark before it, and the mark.
func (s *spread) today(opens, t sim.Time, into []int32) []int32 {
	into = into[:0]
	k := int((t - opens) / binLong)
	from := int((t - opens - sinceDayBegan(opens, t)) / binLong)
	for _, out := range s.out {
		if k >= len(out) {
			return into[:0]
		}
		into = append(into, out[k]-out[from])
	}
	return into
}

// percentile is the place of one of several values among them, from 0 to 100; those alike count half.
func percentile(values []int32, own int32) float64 {
	below, alike := 0.0, 0.0
	for _, v := range values {
		switch {
		case v < own:
			below++
		case v == own:
			alike++
		}
	}
	return 100 * (below + alike/2) / float64(len(values))
}
