package plant

import (
	"fmt"
	"math"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A machine that goes round its campaign visits one place of it after the other, as a server does that polls queues (H. Takagi,
// Analysis of Polling Systems, 1986). How many parts it works on in a visit is exhaustive, gated or limited; and it passes over
// places where nothing waits, or changes over to these as well, so that it goes round for ever. It takes what it works on by
// itself, out of any places before it, at the end of the instant.
type rounds struct {
	visits visits
	limit  int
	always bool  // it visits places where nothing waits too
	at     []int // of each place that it goes round an op, which it is set up for when it comes and nothing waits
	next   []int // by place of the campaign: which of these comes next
}

// visits says which parts are worked on in one visit.
type visits uint8

const (
	exhaustive visits = iota // until none of its place waits
	gated                    // those that wait when it has come
	limited                  // so many at most
)

var visitings = map[string]visits{"": exhaustive, "exhaustive": exhaustive, "gated": gated, "limited": limited}

// A visit is where a machine is with that.
type visit struct {
	begun bool
	left  int // so many parts more
	goal  int // the op that it changes over to while it holds no part, -1: it does not
}

// rove takes the next part of its round, or goes on to the next place; false: it has no part now.
func (m *machine) rove(cx sim.Context) bool {
	switch {
	case m.visit.goal >= 0:
		return false
	case !m.offered: // what to take is a choice, which waits for the end of the instant
		cx.Look()
		return false
	}
	here := -1
	if m.tooled >= 0 {
		here = m.setup.turns[m.tooled]
		m.arrive(cx, 0)
		if p, ok := m.takeHere(cx); ok {
			m.receive(cx, p)
			return true
		}
	}
	if m.setup.rounds.always {
		if m.unattended == untilEmpty && cx.CountOps(nil, 1) == 0 {
			m.darken()
			return false
		}
		m.visit.goal = m.setup.rounds.at[m.setup.rounds.next[here]]
		return false
	}
	for i := range m.setup.places {
		place := (here + 1 + i) % m.setup.places
		if p, ok := cx.TakeOps(m.setup.of[place]); ok {
			if place == here {
				m.visit.begun = false
				m.arrive(cx, 1)
			}
			m.receive(cx, p)
			return true
		}
	}
	m.waiting = true
	m.idle()
	return false
}

// arrive begins a visit, when one has not begun since the machine has come to its place; so many of its parts it has already.
func (m *machine) arrive(cx sim.Context, taken int) {
	if m.visit.begun {
		return
	}
	m.visit.begun, m.visit.left = true, math.MaxInt
	switch r := m.setup.rounds; r.visits {
	case gated:
		m.visit.left = cx.CountOps(m.setup.of[m.setup.turns[m.tooled]], math.MaxInt)
	case limited:
		m.visit.left = r.limit - taken
	case exhaustive:
	}
}

// takeHere takes the next part of a visit that has begun.
func (m *machine) takeHere(cx sim.Context) (sim.Part, bool) {
	if !m.visit.begun || m.visit.left == 0 {
		return sim.NoPart, false
	}
	p, ok := cx.TakeOps(m.setup.of[m.setup.turns[m.tooled]])
	if ok {
		m.visit.left--
	}
	return p, ok
}

// Roves tells whether an element goes round its campaign by itself, and takes what it works on out of where it waits. To go on to
// the next place of which a part waits it need not, where all wait at one place: it is enough that this gives what ranks first.
func (m *Model) Roves(s *Spec) bool {
	if s.Text("campaign_empty") == "visit" || visitings[s.Text("campaign_visits")] != exhaustive {
		return true
	}
	when := s.Text("setup_when")
	return len(s.Texts("campaign")) > 0 && s.Count("minimum_run") == 0 && s.Count("start_at") <= 1 && (when == "" || when == "part-arrived") && !m.HasOwnPlace(s.Name)
}

// goesRound settles how a machine goes round its campaign, where it does other than to the next place of which a part waits.
func (b *builder) goesRound(p *Placed, s *setup) error {
	r := rounds{visits: visitings[p.Text("campaign_visits")], limit: max(1, p.Count("campaign_limit")), always: p.Text("campaign_empty") == "visit"}
	if !b.model.Roves(p.Spec) {
		return nil
	}
	if s.turns == nil || s.least > 0 || p.Count("start_at") > 1 || s.when != partArrived {
		return fmt.Errorf("campaign_visits, campaign_empty: want a campaign, no minimum_run, no start_at and setup_when = \"part-arrived\", have another way")
	}
	s.of = make([][]bool, s.places)
	for place := range s.of {
		s.of[place] = make([]bool, len(s.turns))
		for op, turn := range s.turns {
			s.of[place][op] = turn == place
		}
	}
	if s.rounds = &r; !r.always {
		return nil
	}
	for place := range s.places {
		r.next = append(r.next, len(r.at))
		for op, turn := range s.turns {
			if turn == place && b.model.comes(&b.tasks[op], p.Spec) {
				r.at, r.next[place] = append(r.at, op), len(r.at)+1
				break
			}
		}
	}
	if r.always = len(r.at) > 1; !r.always { // there is nothing else to go to
		return nil
	}
	for place := range r.next {
		r.next[place] %= len(r.at)
	}
	if !s.roundTakesTime(r.at) {
		return fmt.Errorf("campaign_empty: want a changeover between its places that takes time, else it goes round for ever at one instant, have none")
	}
	s.when = cleared
	if s.initial < 0 {
		s.initial = r.at[0]
	}
	return nil
}

// roundTakesTime tells whether going round with nothing to do takes time, so that it does not go round for ever in an instant.
func (s *setup) roundTakesTime(at []int) bool {
	for i, from := range at {
		for _, d := range s.steps(from, at[(i+1)%len(at)]) {
			if low, fixed := d.Constant(); !fixed || low > 0 {
				return true
			}
		}
	}
	return false
}

// way is what changing over takes while it holds no part; where nothing is said of that it takes no time.
func (m *machine) way(to int) *dist.Dist {
	if steps := m.setup.steps(m.tooled, to); len(steps) > 0 {
		return steps[0]
	}
	return noTime
}

var noTime = dist.Constant(0)
