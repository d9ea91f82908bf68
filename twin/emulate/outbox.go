package emulate

import (
	"sync"

	"tweeling/twin"
)

// An outbox holds what was or is to be said, in order: first what was acknowledged and is kept for a while, then what is under way,
// then what waits.
type outbox struct {
	mu            sync.Mutex
	came          chan struct{} // something was put in, or taken out
	items         []item
	base          uint64 // the number of the first item
	done          uint64 // all before it are acknowledged
	next          uint64 // the next to be said
	room, overlap int
	last          map[string]twin.Signal // of each tag
	tags          []string               // in the order in which they first spoke
	lost, acked   uint64
	asked         []twin.Signal // that are to be said again, since somebody missed them
}

type item struct {
	twin.Signal
	acked, historical bool
}

func newOutbox(room, overlap int) *outbox {
	return &outbox{came: make(chan struct{}, 1), room: room, overlap: overlap, last: map[string]twin.Signal{}}
}

// put adds signals, and gives up the oldest where there is no room. Absent: nobody listens now, and they will be history.
func (o *outbox) put(signals []twin.Signal, absent bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range signals {
		o.remember(&signals[i])
		o.items = append(o.items, item{Signal: signals[i], historical: absent})
	}
	for o.end()-o.done > uint64(o.room) { //nolint:gosec // room is positive
		if !o.items[o.done-o.base].acked {
			o.lost++
		}
		o.done++
		o.forget(0)
	}
	o.next = max(o.next, o.base)
	o.forget(o.overlap)
	o.tell()
}

// note remembers a signal that was said long ago, for the births.
func (o *outbox) note(s twin.Signal) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.remember(&s)
}

func (o *outbox) remember(s *twin.Signal) {
	old, ok := o.last[s.Tag]
	if !ok {
		o.tags = append(o.tags, s.Tag)
	}
	if !ok || old.Before(*s) {
		o.last[s.Tag] = *s
	}
}

// end is the number that the next item gets.
func (o *outbox) end() uint64 { return o.base + uint64(len(o.items)) }

// forget gives up what is acknowledged, but for the last few.
func (o *outbox) forget(but int) {
	for o.done-o.base > uint64(but) { //nolint:gosec // it is not negative
		o.items[0] = item{}
		o.items = o.items[1:]
		o.base++
	}
}

func (o *outbox) tell() {
	select {
	case o.came <- struct{}{}:
	default:
	}
}

// take is the next to be said, with its number; false: there is none now.
func (o *outbox) take() (it item, number uint64, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.asked) > 0 {
		s := o.asked[0]
		o.asked = o.asked[1:]
		return item{Signal: s, historical: true}, notNumbered, true
	}
	for o.next < o.end() {
		n := o.next
		o.next++
		return o.items[n-o.base], n, true
	}
	return item{}, 0, false
}

// notNumbered is the number of what is said beside the order.
const notNumbered = 1<<64 - 1

// ask lets signals be said again, before all else. Nothing is known of whether they arrive: who misses them still asks again.
func (o *outbox) ask(list []twin.Signal) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.asked)+len(list) <= o.room {
		o.asked = append(o.asked, list...)
	}
	o.tell()
}

// ack notes that the broker has one.
func (o *outbox) ack(number uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if number < o.base || number == notNumbered || o.items[number-o.base].acked {
		return
	}
	o.items[number-o.base].acked = true
	o.acked++
	for o.done < o.end() && o.items[o.done-o.base].acked {
		o.done++
	}
	o.forget(o.overlap)
	o.tell()
}

// rewind makes all that is not acknowledged be said again as history, and a little before it, and gives the births: the last signal
// of each tag.
func (o *outbox) rewind() []twin.Signal {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range o.items {
		o.items[i].historical = true
	}
	o.next = o.base
	births := make([]twin.Signal, 0, len(o.tags))
	for _, tag := range o.tags {
		births = append(births, o.last[tag])
	}
	return births
}

// count is how much waits or is under way, and what became of the rest.
func (o *outbox) count() (waiting int, acked, lost uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return int(o.end() - o.done), o.acked, o.lost //nolint:gosec // at most the room
}

// oldest is the lowest number of a source that is not acknowledged; false: all are.
func (o *outbox) oldest() (seq uint64, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for n := o.done; n < o.end(); n++ {
		if it := &o.items[n-o.base]; !it.acked && (!ok || it.Seq < seq) {
			seq, ok = it.Seq, true
		}
	}
	return seq, ok
}
