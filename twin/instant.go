package twin

import (
	"errors"
	"time"

	"tweeling/sim"
)

// A group is the signals of one instant, while they are understood. They count as having come together, so that a count, the
// quality of the part and where it went may come in any order.
type group struct {
	fresh   []Signal
	acts    []act
	retry   []act
	states  []said
	levels  []said
	pool    []quality
	product []int // by node: 1 + the product said
	branch  []int // by node
	touched []sim.ID
	begins  bool // they are of before the mirror begins
	quiet   bool // work had not been told of for long
	work    bool // one tells of work
}

// An act is a timer that is said to have rung, so many times.
type act struct {
	mean  int
	n     int
	node  sim.ID // None: whichever of the meaning's nodes it fits
	timer sim.Timer
	ends  bool // it ends a round, so that a part is good or scrap
	owes  bool // it rings for parts that are told, as long as they have not come
}

// A said is a state or a level that is said.
type said struct {
	mean   int
	states States
	level  int
	anew   bool // it says how things stand when the mirror begins, or after a silence
}

// quality is how many parts of a station are said to be good and scrap in this instant.
type quality struct {
	good, scrapped, rung int
	owed                 bool // they are noted as owed
}

// instant applies the signals of one instant; after are those that come later.
func (m *Mirror) instant(signals, after []Signal) error {
	at := max(signals[0].At.Sub(m.how.Zero), m.how.Begin.Sub(m.how.Zero))
	if err := m.catchUp(at); err != nil {
		return err
	}
	m.keepStill(false)
	m.group.quiet, m.group.work = m.quiet(at), false
	m.group.begins = signals[0].At.Before(m.how.Begin)
	m.read(signals)
	m.heardAt(at, m.group.work)
	m.complete()
	if err := m.carryOut(at, after); err != nil {
		return err
	}
	for _, id := range m.group.touched {
		if _, err := m.feed(at, id); err != nil {
			return err
		}
	}
	for _, s := range m.group.states {
		if err := m.stateSaid(at, s); err != nil {
			return err
		}
	}
	if len(m.group.levels) > 0 {
		if err := m.now.line.Settle(); err != nil {
			return err
		}
		for _, s := range m.group.levels {
			m.levelSaid(at, s)
		}
	}
	return nil
}

// catchUp brings the line to just before a time: what nobody tells of goes on, and claims that fall due are settled.
func (m *Mirror) catchUp(at sim.Time) error {
	if err := m.wait(at); err != nil {
		return err
	}
	for {
		i := m.nextClaim()
		if i < 0 || m.now.claims[i].due > at {
			return m.follow(m.now.line, at-1)
		}
		c := m.now.claims[i]
		m.now.claims = append(m.now.claims[:i], m.now.claims[i+1:]...)
		if err := m.follow(m.now.line, c.due); err != nil {
			return err
		}
		if err := m.settleClaim(c); err != nil {
			return err
		}
	}
}

// follow lets a line go on to a time, and begins its books anew where they are to be.
func (m *Mirror) follow(l *sim.Line, to sim.Time) error {
	const day = 24 * time.Hour
	for l.Now() < to {
		if err := m.ask(); err != nil {
			return err
		}
		next := min(to, (l.Now()/day+1)*day)
		if anew, ok := m.nextClear(l.Now()); ok && anew <= next {
			next = anew
		}
		if err := l.Follow(next); err != nil {
			return err
		}
		if anew, ok := m.nextClear(next - 1); ok && anew == next {
			l.ClearTallies()
			m.now.found = 0
		}
	}
	return nil
}

// nextClear is when the books begin anew next, after a time.
func (m *Mirror) nextClear(after sim.Time) (sim.Time, bool) {
	const day = 24 * time.Hour
	if m.how.Daily {
		return (after/day + 1) * day, true
	}
	anew := m.how.Clear.Sub(m.how.Zero)
	return anew, !m.how.Clear.IsZero() && anew > after
}

// read understands the signals of an instant.
func (m *Mirror) read(signals []Signal) {
	g := &m.group
	g.reset(m.now.line.Len())
	for i := range signals {
		s := &signals[i]
		m.now.taken++
		begins := s.At.Before(m.how.Begin)
		if !begins {
			m.tick(s)
		}
		mean, ok := m.table.tags[s.Tag]
		if !ok {
			m.now.total.Unknown++
			m.now.unknown = s.Tag
			continue
		}
		ev, err := m.table.Read(s, &m.now.last[mean])
		if err != nil {
			m.now.total.Wrong++
			m.now.wrong = err.Error()
			continue
		}
		if begins {
			ev.Count, ev.Reset = 0, false // it says where the counter stands
		}
		if ev.Reset {
			m.now.total.Resets++
		}
		anew := !begins && m.anew(mean, s.At.Sub(m.how.Zero))
		if anew {
			m.once(&ev)
		}
		m.group.work = m.group.work || !begins && m.flows[mean]
		m.sort(&ev, s.At.Sub(m.how.Zero), begins || anew)
	}
}

func (g *group) reset(nodes int) {
	g.acts, g.states, g.levels = g.acts[:0], g.states[:0], g.levels[:0]
	if g.product == nil {
		g.product, g.branch, g.pool = make([]int, nodes), make([]int, nodes), make([]quality, nodes)
	}
	for _, id := range g.touched {
		g.product[id], g.branch[id], g.pool[id] = 0, 0, quality{}
	}
	g.touched = g.touched[:0]
}

// sort puts what a signal says where it belongs.
func (m *Mirror) sort(ev *Event, at sim.Time, anew bool) {
	g, mean := &m.group, &m.table.Meanings[ev.Meaning]
	node := mean.Nodes[0]
	for _, id := range mean.Nodes {
		m.now.seen[id] = at
	}
	g.touched = append(g.touched, mean.Nodes...)
	if ev.Product > 0 {
		for _, id := range mean.Nodes {
			g.product[id] = ev.Product
		}
	}
	one := act{mean: ev.Meaning, node: node, timer: mean.Ring}
	if len(mean.Nodes) > 1 {
		one.node = sim.None
	}
	switch mean.Means {
	case "finished", "rang":
		one.ends = mean.Ring == m.ends[node] && m.table.Plant.Layout.Nodes[node].Role == sim.Station
		if one.ends {
			g.pool[node].rung += ev.Count
		}
		m.add(one, ev.Count)
	case "arrived":
		m.now.owed[node] += ev.Count
		if m.now.owed[node] > 0 {
			m.add(one, 1)
		}
	case "good":
		g.pool[node].good += ev.Count
	case "scrapped":
		g.pool[node].scrapped += ev.Count
	case "down":
		if one.timer = mean.Repair; ev.Down {
			one.timer = mean.Ring
		}
		g.states = append(g.states, said{mean: ev.Meaning, states: downOrNot(ev.Down), anew: anew})
	case "state":
		g.states = append(g.states, said{mean: ev.Meaning, states: ev.States, anew: anew})
	case "level":
		g.levels = append(g.levels, said{mean: ev.Meaning, level: ev.Level, anew: anew})
	case "branch":
		for _, id := range mean.Nodes {
			g.branch[id] = ev.Branch
		}
	}
}

// downOrNot are the states of a machine that is said to be down, or not to be; then it is not broken behind its shift either.
func downOrNot(down bool) States {
	if down {
		return downStates
	}
	return AnyState &^ hidesDown
}

func (m *Mirror) add(a act, n int) {
	if n > 0 {
		a.n = n
		m.group.acts = append(m.group.acts, a)
	}
}

// complete adds the rings of rounds that are only told by what became of the parts. What was found to be scrap before its signal
// came is not told again.
func (m *Mirror) complete() {
	g := &m.group
	for i := range m.table.Meanings {
		mean := &m.table.Meanings[i]
		if mean.Means != "good" && mean.Means != "scrapped" {
			continue
		}
		node := mean.Nodes[0]
		q := &g.pool[node]
		if q.good+q.scrapped == 0 {
			continue
		}
		known := min(q.scrapped, m.now.spoilt[node])
		m.now.spoilt[node] -= known
		q.scrapped -= known
		if m.driven[node] {
			continue
		}
		one := act{mean: i, node: node, timer: m.ends[node], ends: true}
		if len(mean.Nodes) > 1 {
			one.node = sim.None
		}
		n := max(0, q.good+q.scrapped-q.rung)
		switch {
		case !m.many[node]:
			q.rung += n
			m.add(one, n)
		case !q.owed: // one ring may have given all of them, and some that are told later
			one.owes, q.owed = true, true
			m.now.owed[node] += n
			q.rung++
			m.add(one, m.now.owed[node])
		}
	}
}

// carryOut lets ring what is said to have rung: first what can, in the order of the signals, as often as that lets others; then
// the rest by force.
func (m *Mirror) carryOut(at sim.Time, after []Signal) error {
	g := &m.group
	for len(g.acts) > 0 {
		g.retry = g.retry[:0]
		some := false
		for _, a := range g.acts {
			n, err := m.ringOut(at, a, after)
			if err != nil {
				return err
			}
			some = some || n < a.n
			if a.n = n; n > 0 {
				g.retry = append(g.retry, a)
			}
		}
		if !some {
			if err := m.trip(at, g.acts[0], after, true); err != nil {
				return err
			}
			if g.retry[0].n--; g.retry[0].n == 0 {
				g.retry = g.retry[1:]
			}
		}
		g.acts, g.retry = g.retry, g.acts
	}
	return nil
}

// ringOut lets a timer ring as often as it can without force, and returns how often it is said to have rung beyond that.
func (m *Mirror) ringOut(at sim.Time, a act, after []Signal) (left int, err error) {
	for left = a.n; left > 0; left-- {
		if err := m.ask(); err != nil {
			return left, err
		}
		err := m.trip(at, a, after, false)
		if errors.Is(err, sim.ErrNotRunning) {
			return left, nil
		}
		if err != nil {
			return left, err
		}
	}
	return 0, nil
}
