package emulate

import (
	"context"
	"fmt"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/mqtt"
)

const (
	window  = 500 // signals under way at once
	backoff = 250 * time.Millisecond
	slowest = 2 * time.Second
	parting = 2 * time.Second // how long the last acknowledgements are waited for
)

// deliver says what is in the outbox, over one connection after another, until the context ends or all is said.
func (e *Emulator) deliver(ctx context.Context, ended <-chan struct{}) error {
	wait := backoff
	for ctx.Err() == nil {
		wire, err := e.set.Dial(ctx)
		if err != nil {
			if ctx.Err() == nil && e.Status().Connections == 0 && !e.set.Patient {
				return err
			}
			if ctx.Err() == nil && wait == backoff {
				e.set.Tell(fmt.Sprintf("%v; it is tried again", err))
			}
			select {
			case <-time.After(wait):
			case <-ctx.Done():
			}
			wait = min(2*wait, slowest)
			continue
		}
		wait = backoff
		e.change(func(s *Status) { s.Connected, s.Connections = true, s.Connections+1 })
		e.set.Tell("connected")
		done := e.session(ctx, wire, ended)
		e.change(func(s *Status) { s.Connected, s.CatchesUp = false, false })
		wire.Close()
		if done {
			return nil
		}
		if ctx.Err() == nil {
			e.set.Tell("the connection is lost; what is said now waits")
		}
	}
	return nil
}

// A talk is one connection while something is said over it.
type talk struct {
	*Emulator
	wire  Wire
	under chan underWay // in the order in which it was said; its size is the window
	gone  chan struct{} // closed when all that was under way has been looked at, or the connection is lost
}

// underWay is a signal of which the broker has not said yet that it has it.
type underWay struct {
	sent   mqtt.Sent
	number uint64
	birth  bool
}

// session says births, history and what happens, until the connection or the context ends (false) or all is said (true).
func (e *Emulator) session(ctx context.Context, wire Wire, ended <-chan struct{}) bool {
	t := &talk{e, wire, make(chan underWay, window), make(chan struct{})}
	go t.acknowledge()
	e.listen(wire)
	births := e.outbox.rewind()
	e.met.Do(func() { close(e.begun) })
	defer func() {
		close(t.under)
		select {
		case <-t.gone:
		case <-time.After(parting):
		}
	}()
	for i := range births {
		if !t.say(ctx, &births[i], 0, true, false) {
			return false
		}
	}
	return t.stream(ctx, ended)
}

// stream says what is in the outbox, history at its pace.
func (t *talk) stream(ctx context.Context, ended <-chan struct{}) bool {
	began, history := time.Now(), 0.0
	for {
		it, number, ok := t.outbox.take()
		if !ok {
			t.change(func(s *Status) { s.CatchesUp = false })
			select {
			case <-ended:
				if waiting, _, _ := t.outbox.count(); waiting == 0 {
					return true
				}
				select { // the last are under way
				case <-t.outbox.came:
				case <-t.wire.Lost():
					return false
				case <-ctx.Done():
					return false
				}
			default:
				select {
				case <-t.outbox.came:
				case <-ended:
				case <-t.wire.Lost():
					return false
				case <-ctx.Done():
					return false
				}
			}
			continue
		}
		if it.historical {
			t.change(func(s *Status) { s.CatchesUp = true })
			history++
			if ahead := time.Duration(history/t.set.CatchUp*1e9) - time.Since(began); ahead > tick {
				select {
				case <-time.After(ahead):
				case <-t.wire.Lost():
					return false
				case <-ctx.Done():
					return false
				}
			}
		}
		if !t.say(ctx, &it.Signal, number, false, it.historical) {
			return false
		}
	}
}

// say says one signal, and waits where too many are under way; false: the connection or the context ended.
func (t *talk) say(ctx context.Context, s *twin.Signal, number uint64, birth, historical bool) bool {
	payload, err := mqtt.Payload(s, birth, historical)
	if err != nil {
		t.set.Tell(fmt.Sprintf("%s: a signal that cannot be said: %v", s.Tag, err))
		t.outbox.ack(number)
		return true
	}
	select { // where one is ready the connection is gone, whatever else is
	case <-t.wire.Lost():
		return false
	case <-ctx.Done():
		return false
	default:
	}
	live := !historical && t.set.Speed > 0
	way := underWay{t.wire.Say(mqtt.Topic(t.set.Below, s), payload, birth || live), number, birth}
	select {
	case t.under <- way:
		return true
	case <-t.wire.Lost():
		return false
	case <-ctx.Done():
		return false
	}
}

// acknowledge looks at what is under way, in its order.
func (t *talk) acknowledge() {
	defer close(t.gone)
	for way := range t.under {
		select {
		case <-way.sent.Done():
		case <-t.wire.Lost():
			continue
		}
		if way.sent.Error() == nil && !way.birth {
			t.outbox.ack(way.number)
		}
	}
}
