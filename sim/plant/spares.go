package plant

import (
	"fmt"
	"math/bits"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A stock of spares holds modules that a failure uses up: the broken one goes to be mended, or a new one is ordered, at the
// moment of the failure, whether one is in stock or not (base stock, one for one; Palm 1938, Feeney and Sherbrooke 1966), and
// comes back as a spare after its time of resupply, each by itself. Who finds none waits, and the first that comes is his.
type spares struct {
	*sparesRules
	orders uint64 // so far, which is the number of the next draw
	busy   [MaxOnOrder/64 + 1]uint64
}

// sparesRules is what does not change about it.
type sparesRules struct {
	resupply *dist.Dist
	most     int // so many are on order at most
}

// MaxSpares is how many there may be in stock, and MaxOnOrder how many of one stock may be on order at a time: as many as an
// element has timers.
const (
	MaxSpares  = 200
	MaxOnOrder = 250
)

// Timers names one for each that may be on order; all draw from one stream, so that the resupply of the n-th order is the same
// whatever else is on order.
func (s *spares) Timers() []sim.TimerSpec {
	var specs []sim.TimerSpec
	for i := range s.most {
		specs = append(specs, sim.TimerSpec{Name: fmt.Sprint("resupply ", i+1), Rank: sim.Restore, Stream: "resupply"})
	}
	return specs
}

// Clone copies what changes.
func (s *spares) Clone() sim.Element {
	c := *s
	return &c
}

// Handle follows what is ordered, and what comes.
func (s *spares) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Ordered:
		t := s.free()
		if t >= s.most { // only in a twin, whose plant has repaired without one: there is nothing more of it on order
			return
		}
		s.busy[t/64] |= 1 << (t % 64)
		cx.BeginAs(sim.Timer(t), s.resupply, s.orders)
		s.orders++
	case sim.Rang:
		s.busy[ev.Timer/64] &^= 1 << (ev.Timer % 64)
		cx.Restock()
	case sim.Started, sim.Arrived, sim.Cleared, sim.Reserved, sim.Granted, sim.Withdrawn, sim.Abandoned, sim.ShiftOn, sim.ShiftOff, sim.Taken, sim.Returned,
		sim.Halted, sim.Freed, sim.Mustered, sim.Foreseen, sim.Warned, sim.Offered, sim.Powered:
	}
}

// free is the first timer that does not run.
func (s *spares) free() int {
	for i, word := range s.busy {
		if ^word != 0 {
			return 64*i + bits.TrailingZeros64(^word)
		}
	}
	return 0
}

// makeSpares gathers what a stock of spares is made of.
func (b *builder) makeSpares(p *Placed) error {
	n := &b.plant.Layout.Nodes[p.IDs[0]]
	n.Size, n.UsedUp = p.Count("count"), true
	most := n.Size + b.model.Users(p.Name)
	if most > MaxOnOrder {
		return fmt.Errorf("want at most %d spares and failure modes that use them together, have %d", MaxOnOrder, most)
	}
	resupply := p.Chance("resupply")
	if resupply == nil {
		return fmt.Errorf("resupply: want a time, have nothing")
	}
	n.Element = &spares{sparesRules: &sparesRules{resupply: resupply, most: most}}
	return nil
}

// Users is how many failures and planned stops may wait for spares of one stock at a time: of each machine, of each of its
// failure modes and stops one.
func (m *Model) Users(stock string) int {
	users := 0
	for i := range m.Elements {
		s := &m.Elements[i]
		for _, f := range s.Failures {
			if f.Spare == stock {
				users += max(1, s.Count("count"))
				if f.Foreseen > 0 {
					users += max(1, s.Count("count"))
				}
			}
		}
		for _, stop := range s.Stops {
			if stop.Spare == stock {
				users += max(1, s.Count("count"))
			}
		}
	}
	return users
}

// Spared tells whether there are spares that are worth something.
func (m *Model) Spared() bool {
	return slices.ContainsFunc(m.Elements, func(s Spec) bool { return s.Kind == "spares" && s.Number("price") > 0 })
}

// Replaces tells whether some repair of an element takes a spare.
func (s *Spec) Replaces() bool {
	return slices.ContainsFunc(s.Failures, func(f Failure) bool { return f.Spare != "" })
}

// wantSpares notes which request is for the spare of which failure mode and stop, behind all for people.
func (b *builder) wantSpares(p *Placed, r *upkeepRules, requests []sim.Request) ([]sim.Request, error) {
	number := func(stock string) (int, error) {
		if stock == "" {
			return -1, nil
		}
		ids := b.ids([]string{stock})
		if len(ids) != 1 {
			return -1, fmt.Errorf("spare: want a stock of spares that exists, have %q", stock)
		}
		requests = append(requests, sim.Request{{Count: 1, Pools: ids}})
		return len(requests) - 1, nil
	}
	for i := range r.stops {
		n, err := number(r.stops[i].needs)
		if err != nil {
			return nil, err
		}
		r.stops[i].spare = n
	}
	if !p.Replaces() {
		return requests, nil
	}
	for _, f := range p.Failures {
		n, err := number(f.Spare)
		if err != nil {
			return nil, err
		}
		r.spares = append(r.spares, n)
	}
	return requests, nil
}

// spareFor is the request for the spare of a failure mode, -1 when it needs none.
func (r *upkeepRules) spareFor(mode int) int {
	if r.spares == nil {
		return -1
	}
	return r.spares[mode]
}

// told tells the line whether it is for want of a spare that it is in a state.
func (u *upkeep) told(cx sim.Context, s sim.State) sim.State {
	if u.spares != nil {
		cx.Lack(s == sim.WaitingRepair && u.short())
	}
	return s
}

// short tells whether the repair in hand cannot begin for want of a spare.
func (u *upkeep) short() bool { return len(u.downs) > 0 && u.lacks>>u.downs[0]&1 != 0 }

// supplied brings to hand the first repair for which all is there; false: there is none. What has been begun is gone on with.
func (u *upkeep) supplied() bool {
	if !u.short() {
		return true
	}
	for i, mode := range u.downs {
		if u.lacks>>mode&1 == 0 {
			copy(u.downs[1:i+1], u.downs[:i])
			u.downs[0] = mode
			return true
		}
	}
	return false
}

// spareCame tells whether it was a spare that has come, and notes for what.
func (u *upkeep) spareCame(r int) bool {
	for mode, n := range u.spares {
		if n == r {
			u.lacks &^= 1 << mode
			return true
		}
	}
	for i := range u.stops {
		if u.stops[i].spare == r {
			u.service.lacks &^= 1 << i
			u.service.due |= 1 << i
			return true
		}
	}
	return false
}

// fallsDue lets a planned stop begin as soon as it may, and its spare is there.
func (u *upkeep) fallsDue(cx sim.Context, i int) {
	if r := u.stops[i].spare; r >= 0 && !cx.Ask(r, 0) {
		u.service.lacks |= 1 << i
		return
	}
	u.service.due |= 1 << i
}

// replace takes a spare for a failure, or waits for one.
func (u *upkeep) replace(cx sim.Context, mode int) {
	if r := u.spareFor(mode); r >= 0 && !cx.Ask(r, 0) {
		u.lacks |= 1 << mode
	}
}

// seesComing tells whether a failure becomes a planned stop: its sensor sees it coming, and there is what it takes to mend it
// before it comes.
func (u *upkeep) seesComing(cx sim.Context, mode int) bool {
	f := &u.modes[mode]
	if f.foreseen == 0 || cx.Odds(u.uptimeTimer(mode)) >= f.foreseen {
		return false
	}
	r := u.stops[f.instead].spare
	return r < 0 || cx.Staffed(r)
}

// broughtIn is told that a repair is over for which, as far as is known here, no spare has come: it has.
func (u *upkeep) broughtIn(cx sim.Context, mode int) {
	if u.lacks>>mode&1 != 0 {
		u.lacks &^= 1 << mode
		cx.Return(u.spares[mode])
	}
}
