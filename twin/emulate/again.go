package emulate

import (
	"fmt"

	"tweeling/twin"
	"tweeling/twin/feed/mqtt"
)

// mostRemembered is how many of the last signals that the line said can be asked for again.
const mostRemembered = 50_000

// A hearer is a wire over which something can be heard as well.
type hearer interface {
	Hear(topic string, take func(payload []byte)) error
}

// remembered signals are the last that the line said, by their numbers, those too that were lost on purpose.
type lately struct{ list []twin.Signal }

func (l *lately) add(s *twin.Signal) {
	if len(l.list) >= 2*mostRemembered {
		l.list = append(l.list[:0:0], l.list[mostRemembered:]...)
	}
	l.list = append(l.list, *s)
}

// within are those of a range that are still known.
func (l *lately) within(r mqtt.Range) []twin.Signal {
	if len(l.list) == 0 {
		return nil
	}
	first, last := l.list[0].Seq, l.list[len(l.list)-1].Seq // numbers rise by one
	from, to := max(r.From, first), min(r.To, last)
	if from > to {
		return nil
	}
	return l.list[from-first : to-first+1]
}

// listen lets the plant be asked over a wire to say signals again.
func (e *Emulator) listen(wire Wire) {
	h, ok := wire.(hearer)
	if !ok {
		return
	}
	err := h.Hear(e.set.Below+"/"+e.set.Source+"/"+mqtt.Again, func(payload []byte) {
		r, err := mqtt.ParseRange(payload)
		if err != nil {
			e.set.Tell(fmt.Sprintf("asked to say signals again: %v", err))
			return
		}
		e.mu.Lock()
		list := e.lately.within(r)
		e.status.Again += uint64(len(list))
		e.mu.Unlock()
		e.outbox.ask(list)
	})
	if err != nil {
		e.set.Tell(fmt.Sprintf("nobody can ask for signals again: %v", err))
	}
}
