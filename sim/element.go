package sim

import (
	"math"
	"time"
)

// Time is simulated time since the start of the line, in nanoseconds. It is a [time.Duration], so that ties are exact
// and scenarios, logs and people speak it.
type Time = time.Duration

// Never is later than everything.
const Never Time = math.MaxInt64

// ID is the place of an element in the line's tables, in declared order.
type ID int32

// None is no element.
const None ID = -1

// Part is a handle to a part inside the line. It may be used again for another part once the first has left;
// what people and records see is the part's number, which never repeats within a run.
type Part int32

// Order is the place of a customer's order in the layout's list of orders.
type Order int32

// NoOrder is the order of a part that nobody ordered.
const NoOrder Order = -1

// Lot is a number of parts of one order that belong together; no two lots of a line have the same.
type Lot int32

// NoLot is the lot of a part that belongs to none.
const NoLot Lot = 0

// NoPart is no part.
const NoPart Part = -1

// Timer is one of an element's own timers, by its place in what Timers returns.
type Timer uint8

// Rank orders what rings at one instant: ends of work first, so that a part that finishes at the very instant of a
// failure counts as finished; then what comes back; then what stops; then what arrives.
type Rank uint8

// The ranks.
const (
	Finish  Rank = iota // an end of work
	Restore             // a repair or a shift start
	Fail                // a failure or a shift end
	Arrive              // an arrival
)

// A TimerSpec names a timer of an element. The name is part of the key of its draws, and what a plant's signal is mapped to.
type TimerSpec struct {
	Name   string
	Rank   Rank
	Stream string // of draws, which timers that are begun by [Context.BeginAs] have in common; "": its own, by Name
}

// Cause says why an element is told something.
type Cause uint8

// The causes.
const (
	Started   Cause = iota // the line starts
	Rang                   // Event.Timer has rung
	Arrived                // Event.Part has come in, after a Take that found none
	Cleared                // the part that Send could not place has left
	Reserved               // the place that Reserve could not have is now kept free
	Granted                // who was asked for is here: Event.Timer is the number of the request
	Withdrawn              // who was here has gone (end of shift, failure): the request stands and will be granted again
	Abandoned              // as Withdrawn, but what was done is lost
	ShiftOn                // the element's shift begins
	ShiftOff               // the element's shift ends
	Taken                  // told to a pool: somebody has taken one of it
	Returned               // told to a pool: somebody has given one back
	Halted                 // somebody coupled to it stands still
	Freed                  // and no longer does
	Mustered               // told to who asks for people: others are on duty now, or fewer, or nobody
	Foreseen               // told to a station that looks ahead: what comes to it next is not what it was
	Warned                 // told to a station: parts of it were found bad
	Offered                // told to a station that gathers: something before it, or the room behind it, has changed
	Ordered                // told to a pool that is used up: somebody wants one of it
	Powered                // the power that Draw could not have is there
)

// An Event is what an element is told. It is small and travels by value.
type Event struct {
	Cause Cause
	Timer Timer
	From  ID
	Part  Part
}

// An Element is told what happened and says what follows. It owns no clock, no dice, no statistics, no neighbour and
// no waiting place: the line does. Its own state is plain data, so that Clone is a copy.
type Element interface {
	Timers() []TimerSpec         // only those it needs; asked once, when the line is built
	Handle(cx Context, ev Event) // ev happened to it, now
	Clone() Element              // a copy that shares nothing that changes
}
