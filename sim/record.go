package sim

// What says what a record tells; as a mask, what an observer asks for.
type What uint16

// The kinds of record.
const (
	TimerRang  What = 1 << iota // a timer of ID rang: the trips of a twin
	Changed                     // ID went from state From to To; told when the instant is over, so a state that lasted no time is never told
	Moved                       // a part went from Peer to ID (Peer None: it was made there; ID an exit: it has left)
	Gave                        // one of pool Peer was granted to ID
	GaveBack                    // ID gave one of pool Peer back, or it was withdrawn
	Scrap                       // ID scrapped a part
	Lost                        // a part that found no room at source ID was lost
	Awaits                      // ID, which is Off, stands ready from now on (To Starved) or no longer (To Off); told before the state that it begins with, and after the one that it ends with
	Consumed                    // the part went into another at ID, and is no more
	Became                      // the part is of Product from now on, at ID
	Sent                        // ID finished a part that is good; told when it is done, though the part may have to wait there for room
	Aside                       // ID sends a part that is bad to Peer, to be mended or where scrap goes
	TakenAway                   // a part was taken out at ID by a twin, whose plant does not have it
	Carded                      // of loop number Timer of Layout.Cards, whose first place is ID, so many parts more may come in as Product says: a card was taken, or came back
	Everything What = 1<<iota - 1

	feeding  What = 1 << 14 // of a line that has feeders
	metering What = 1 << 15 // of a line that has a meter, which is told at once
)

// A Record is one thing that happened. A simulated line, a replayed day and a live line all speak it.
type Record struct {
	At       Time
	ID, Peer ID
	What     What
	Timer    Timer
	From, To State
	Part     Number // 0: no part
	Product  int32
	Order    Order // 1 + the order of the part; 0: of none, or no part
}

// Number names a part for people: 1, 2, 3 in the order in which parts came to be. It never repeats within a run.
type Number int64

// An Observer is handed records in batches, in the order in which they happened. The slice is only good during the call.
type Observer interface{ Observe([]Record) }

const batchSize = 256

type watcher struct {
	observer Observer
	mask     What
	batch    []Record
}

// Watch hands an observer what it asks for from now on. To leave out a warm-up, watch later.
func (l *Line) Watch(o Observer, mask What) {
	l.watchers = append(l.watchers, watcher{o, mask, make([]Record, 0, batchSize)})
	l.mask |= mask
	if mask&Changed != 0 {
		for i := range l.nodes {
			l.nodes[i].told, l.nodes[i].toldAwaits = l.nodes[i].state, l.nodes[i].awaits
		}
	}
}

// WatchOn is Watch for a copy of a line that was watched: the observer is told as well what had changed in the instant of the
// copy and was not told yet, so that with what the observers of the original have seen it knows all.
func (l *Line) WatchOn(o Observer, mask What) {
	l.watchers = append(l.watchers, watcher{o, mask, make([]Record, 0, batchSize)})
	l.mask |= mask
	for i := range l.nodes {
		if n := &l.nodes[i]; mask&(Changed|Awaits) != 0 && !n.dirty && (n.told != n.state || n.toldAwaits != n.awaits) {
			n.dirty = true
			l.dirty = append(l.dirty, ID(i))
		}
	}
}

func (l *Line) tell(r Record) {
	r.At = l.now
	for i := range l.watchers {
		w := &l.watchers[i]
		if w.mask&r.What == 0 {
			continue
		}
		w.batch = append(w.batch, r)
		if len(w.batch) == batchSize {
			w.observer.Observe(w.batch)
			w.batch = w.batch[:0]
		}
	}
}

func (l *Line) flush() {
	for i := range l.watchers {
		w := &l.watchers[i]
		if len(w.batch) > 0 {
			w.observer.Observe(w.batch)
			w.batch = w.batch[:0]
		}
	}
}

// tellStates tells which states have changed over the instant that ends.
func (l *Line) tellStates() {
	for _, id := range l.dirty {
		n := &l.nodes[id]
		n.dirty = false
		if n.awaits && !n.toldAwaits {
			l.tell(Record{ID: id, Peer: None, What: Awaits, From: Off, To: Starved})
		}
		if n.state != n.told {
			l.tell(Record{ID: id, Peer: None, What: Changed, From: n.told, To: n.state})
			n.told = n.state
		}
		if !n.awaits && n.toldAwaits {
			l.tell(Record{ID: id, Peer: None, What: Awaits, From: Starved, To: Off})
		}
		n.toldAwaits = n.awaits
	}
	l.dirty = l.dirty[:0]
}
