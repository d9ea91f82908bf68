package plant

import (
	"tweeling/sim"
	"tweeling/sim/dist"
)

// A source with arrivals lets parts in one lot after another, whatever the line does. The line sees to it
// that the parts of a lot are of one product.
type source struct {
	every *dist.Dist
	lot   int
}

// arrival is the timer of every source.
var arrival = []sim.TimerSpec{{Name: "arrival", Rank: sim.Arrive}}

// Timers names the arrival.
func (s *source) Timers() []sim.TimerSpec { return arrival }

// Clone returns the source itself: nothing of it changes.
func (s *source) Clone() sim.Element { return s }

// Handle lets a lot in at each arrival.
func (s *source) Handle(cx sim.Context, ev sim.Event) {
	if ev.Cause == sim.Rang {
		for range s.lot {
			cx.Let(cx.Make())
		}
	}
	switch ev.Cause {
	case sim.Rang, sim.Started:
		cx.Begin(0, s.every)
		if ev.Cause == sim.Started && !cx.OnShift() {
			cx.Pause(0)
		}
	case sim.ShiftOff:
		cx.Pause(0)
	case sim.ShiftOn:
		cx.Resume(0)
	default:
	}
}

// A book is a source that releases what is ordered, each order as a whole, when its time has come. Orders of one time come
// in the order of the list.
type book struct {
	orders []Order // by their release
	next   int
	lots   sim.Lot // so many have been released
}

// Timers names the arrival.
func (b *book) Timers() []sim.TimerSpec { return arrival }

// Clone copies how far the book has come.
func (b *book) Clone() sim.Element {
	c := *b
	return &c
}

// Handle releases all orders whose time has come, and waits for the next.
func (b *book) Handle(cx sim.Context, ev sim.Event) {
	if ev.Cause != sim.Rang && ev.Cause != sim.Started {
		return
	}
	if ev.Cause == sim.Rang {
		for ; b.next < len(b.orders) && b.orders[b.next].Release <= cx.Now(); b.next++ {
			b.release(cx, sim.Order(b.next))
		}
	}
	if b.next < len(b.orders) {
		cx.BeginFor(0, max(0, b.orders[b.next].Release-cx.Now()))
	}
}

// release lets the parts of an order in, one lot after another.
func (b *book) release(cx sim.Context, order sim.Order) {
	o, lot := &b.orders[order], sim.NoLot
	for i := range o.Quantity {
		if o.Lot > 0 && i%o.Lot == 0 {
			b.lots++
			lot = b.lots
		}
		cx.Let(cx.MakeOf(o.Product, order, lot))
	}
}
