package twin

import (
	"errors"
	"slices"

	"tweeling/sim"
)

// trip lets one timer ring, by force when it does not run.
func (m *Mirror) trip(at sim.Time, a act, after []Signal, force bool) (err error) {
	node := a.node
	if node == sim.None {
		node = m.fitting(a)
	}
	if a.owes {
		if m.now.owed[node] <= 0 {
			return nil
		}
		before := m.given(node)
		defer func() {
			if !errors.Is(err, sim.ErrNotRunning) {
				m.now.owed[node] -= max(1, m.given(node)-before)
			}
		}()
	}
	o := sim.Outcome{Product: m.product(node), Branch: m.group.branch[node]}
	if o.Branch > 0 && a.timer != m.ends[node] {
		o.Branch = 0
	}
	l := m.now.line
	if _, runs := l.UnderWay(node, a.timer); !force && !runs {
		if err := l.Trip(at, node, a.timer, sim.Outcome{}); !errors.Is(err, sim.ErrNotRunning) {
			return err // it was about to be begun by a choice of this instant
		}
		return sim.ErrNotRunning
	}
	if a.ends {
		m.quality(at, a, after, &o)
	}
	if m.table.Meanings[a.mean].Means == "arrived" {
		return m.arrive(at, node, a.timer, o)
	}
	if !force {
		m.watchRing(node, a.timer, at)
		if a.ends {
			m.watchPart(node, &o, at)
		}
		return l.Trip(at, node, a.timer, o)
	}
	return m.force(at, node, a.timer, o)
}

// given is how many parts a station has given, good or not, since its books began.
func (m *Mirror) given(node sim.ID) int {
	t, n := m.now.line.Tally(node), int64(0)
	for p := range t.Sent {
		n += t.Sent[p] + t.Scrapped[p]
	}
	return int(n)
}

// product is 1 + that of the parts that come to be when a timer of an element rings: what is said of an entry, or of a never-empty
// source from which the ring draws a part in, else of a station right behind such a source; 0: nothing is said.
func (m *Mirror) product(node sim.ID) int {
	nodes, g := m.table.Plant.Layout.Nodes, &m.group
	if nodes[node].Role == sim.Entry {
		return g.product[node]
	}
	for _, id := range m.supplies {
		if g.product[id] > 0 {
			return g.product[id]
		}
		if slices.Contains(nodes[id].To, node) {
			return g.product[node]
		}
	}
	return 0
}

// fitting is the one of several machines that an act fits: whose timer has run longest, else the first.
func (m *Mirror) fitting(a act) sim.ID {
	best, age := m.table.Meanings[a.mean].Nodes[0], sim.Time(-1)
	for _, id := range m.table.Meanings[a.mean].Nodes {
		if r, ok := m.now.line.UnderWay(id, a.timer); ok && r.Age > age {
			best, age = id, r.Age
		}
	}
	return best
}

// quality is what became of the part whose round ends, or of each of several: as the signals of the instant say; scrap, when that is
// told soon after; good, when the plant tells of scrap and did not; else nobody knows.
func (m *Mirror) quality(at sim.Time, a act, after []Signal, o *sim.Outcome) {
	node := m.table.Meanings[a.mean].Nodes[0]
	q := &m.group.pool[node]
	rings := max(1, q.rung) // of which this is one
	q.rung--
	good, scrapped := q.share(rings)
	tellsGood, tells := m.tells(node)
	switch {
	case good+scrapped > 1 && tellsGood && tells:
		o.Good, o.Scrap = good, scrapped
	case good > 0 && tells:
		o.Quality = sim.SeenGood
	case good > 0:
		o.Good, o.Quality = good, sim.SeenScrap
	case scrapped > 0:
		o.Scrap, o.Quality = scrapped, sim.SeenGood
	case !tells:
	case m.soonScrapped(at, node, after):
		m.now.spoilt[node]++
		o.Scrap, o.Quality = 1, sim.SeenGood
	default:
		o.Quality = sim.SeenGood
	}
}

// share takes what falls to one of some rings, of parts that are said to be good or scrap.
func (q *quality) share(rings int) (good, scrapped int) {
	total := q.good + q.scrapped
	if total == 0 {
		return 0, 0
	}
	n := (total + rings - 1) / rings
	good = min(q.good, (n*q.good+total-1)/total)
	scrapped = min(q.scrapped, n-good)
	q.good -= good
	q.scrapped -= scrapped
	return good, scrapped
}

// tells is whether the plant tells of good parts and of scrap of a station.
func (m *Mirror) tells(node sim.ID) (good, scrap bool) {
	for i := range m.table.Meanings {
		if mean := &m.table.Meanings[i]; mean.Nodes[0] == node {
			good, scrap = good || mean.Means == "good", scrap || mean.Means == "scrapped"
		}
	}
	return good, scrap
}

// arrive lets parts come until all that were counted are here.
func (m *Mirror) arrive(at sim.Time, node sim.ID, t sim.Timer, o sim.Outcome) error {
	for m.now.owed[node] > 0 {
		before := m.now.line.Made()
		err := m.now.line.Trip(at, node, t, o)
		if errors.Is(err, sim.ErrNotRunning) {
			m.putIn(node)
			return nil
		}
		if err != nil {
			return err
		}
		m.now.owed[node] -= max(1, int(m.now.line.Made()-before))
	}
	return nil
}

// putIn lets parts come to an entry that was thought to let none in now: it is out of its shift, or its orders are over.
func (m *Mirror) putIn(node sim.ID) {
	c, product := &m.now.counts[node], m.common
	if said := m.group.product[node]; said > 0 {
		product = said - 1
	}
	for ; m.now.owed[node] > 0; m.now.owed[node]-- {
		if m.now.line.Put(node, product) != nil {
			c.Refused += m.now.owed[node]
			m.now.owed[node] = 0
			return
		}
		c.Forced++
		c.Put++
	}
}

// force lets a timer ring that does not run: the plant is right.
func (m *Mirror) force(at sim.Time, node sim.ID, t sim.Timer, o sim.Outcome) error {
	l := m.now.line
	fed, err := m.feed(at, node)
	if err != nil {
		return err
	}
	before := l.Tally(node)
	expected := fed || m.underWay(node)
	err = l.Force(at, node, t, o)
	if entry := &m.table.Plant.Layout.Nodes[node]; entry.Role == sim.Entry && errors.Is(err, sim.ErrNotRunning) {
		m.now.owed[node] += max(1, entry.Lot)
		m.putIn(node)
		return nil
	}
	if errors.Is(err, sim.ErrNotRunning) {
		m.now.counts[node].Refused++
		return nil
	}
	if err != nil {
		return err
	}
	tally, c := l.Tally(node), &m.now.counts[node]
	c.Put += int(tally.Put - before.Put)
	c.Taken += int(tally.Taken - before.Taken)
	if !expected {
		c.Forced++
	}
	return nil
}

// underWay tells whether an element is at something that nobody tells of, so that a later ring only shows that it is over sooner
// than it was drawn to be.
func (m *Mirror) underWay(node sim.ID) bool {
	l := m.now.line
	for t := range m.table.Plant.Timers(node) {
		if _, runs := l.UnderWay(node, sim.Timer(t)); runs && !l.Held(node, sim.Timer(t)) && l.Rank(node, sim.Timer(t)) == sim.Finish {
			return true
		}
	}
	return false
}

// feed lets a part come in for a station that waits for one, when nobody tells of what comes in: there is always one.
func (m *Mirror) feed(at sim.Time, node sim.ID) (bool, error) {
	entry := m.feeds[node]
	if entry == sim.None || m.now.line.State(node) != sim.Starved {
		return false, nil
	}
	err := m.now.line.Trip(at, entry, 0, sim.Outcome{Product: m.group.product[node]})
	if errors.Is(err, sim.ErrNotRunning) {
		return false, nil
	}
	return err == nil, err
}

// soonScrapped looks whether a part that is finished now is told to be scrap soon.
func (m *Mirror) soonScrapped(at sim.Time, node sim.ID, after []Signal) bool {
	const most = 64 // signals looked through
	for i := range after[:min(most, len(after))] {
		s := &after[i]
		if s.At.Sub(m.how.Zero) > at+m.how.Lookback {
			return false
		}
		mean, ok := m.table.tags[s.Tag]
		if !ok || m.table.Meanings[mean].Nodes[0] != node {
			continue
		}
		switch m.table.Meanings[mean].Means {
		case "finished", "rang":
			if m.table.Meanings[mean].Ring == m.ends[node] {
				return false // of the next part
			}
		case "scrapped":
			last := m.now.last[mean]
			if ev, err := m.table.Read(s, &last); err == nil && ev.Count > m.now.spoilt[node] {
				return true
			}
		}
	}
	return false
}
