package emulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"time"

	"tweeling/sim"
	"tweeling/sim/aside"
)

// A memory is what the file remembers. The line itself it need not: the same scenario and seed say the same again.
type memory struct {
	Scenario string    `json:"scenario"` // the hash
	Seed     uint64    `json:"seed"`
	Source   string    `json:"source"`
	Start    time.Time `json:"start"`
	At       int64     `json:"at_ns"`  // how far the line was
	Oldest   uint64    `json:"oldest"` // the lowest number that was not acknowledged
}

// save notes down how far it is. What could not be noted is told, and costs only that more is said twice.
func (e *Emulator) save() {
	if e.set.Keep == "" {
		return
	}
	e.mu.Lock()
	m := memory{e.set.Hash, e.set.Seed, e.set.Source, e.set.Start, int64(e.status.At.Sub(e.set.Start)), e.oldest()}
	e.mu.Unlock()
	text, err := json.Marshal(m)
	if err == nil {
		err = aside.Write(e.set.Keep, text)
	}
	if err != nil {
		e.set.Tell(fmt.Sprintf("%s: how far the plant is cannot be noted down: %v", e.set.Keep, err))
	}
}

// oldest is the lowest number that is not acknowledged.
func (e *Emulator) oldest() uint64 {
	seq, ok := e.outbox.oldest()
	if !ok {
		seq = e.status.Said + 1
	}
	for i := range e.lane.late {
		seq = min(seq, e.lane.late[i].Seq)
	}
	return seq
}

// resume runs the line to where it was. What was acknowledged then, but for the last, is only remembered as the state; the rest waits.
func (e *Emulator) resume(ctx context.Context) error {
	m, err := e.remembered()
	if err != nil {
		return err
	}
	e.floor = m.Oldest - min(m.Oldest, uint64(e.set.Overlap)) //nolint:gosec // it is not negative
	if m.At < int64(e.set.Skip) {
		m.At, e.floor = int64(e.set.Skip), math.MaxUint64
		defer func() {
			unheard := e.Status().Said
			e.floor = unheard + 1
			e.change(func(s *Status) { s.Unheard = unheard })
		}()
	}
	if m.At == 0 && e.set.Skip < 0 {
		return e.wait(ctx)
	}
	for at := sim.Time(0); ; {
		at = min(at+60*chunk, sim.Time(m.At))
		if at > e.line.Now() {
			if err := e.line.Run(at); err != nil {
				return err
			}
		}
		e.hand(m.At > 0, false)
		if at >= sim.Time(m.At) || ctx.Err() != nil {
			return nil
		}
	}
}

// wait runs the line until it says something, for at most a week: many begin at midnight, and work in the morning.
func (e *Emulator) wait(ctx context.Context) error {
	const step, most = time.Minute, 7 * 24 * time.Hour
	e.hand(false, false)
	for len(e.fresh) == 0 && ctx.Err() == nil && e.line.Now()+step < min(e.set.Until, most) {
		if err := e.line.Run(e.line.Now() + step); err != nil {
			return err
		}
	}
	return nil
}

// remembered reads the file; a plant that begins remembers nothing.
func (e *Emulator) remembered() (memory, error) {
	var m memory
	if e.set.Keep == "" {
		return m, nil
	}
	text, err := aside.Read(e.set.Keep)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s: want what a plant remembers, have a file of another kind", e.set.Keep)
	}
	switch name := e.set.Keep; {
	case m.Scenario != e.set.Hash:
		return m, wrongFile(name, "scenario", e.set.Hash, m.Scenario)
	case m.Seed != e.set.Seed:
		return m, wrongFile(name, "seed", e.set.Seed, m.Seed)
	case m.Source != e.set.Source:
		return m, wrongFile(name, "source", e.set.Source, m.Source)
	case !m.Start.Equal(e.set.Start):
		return m, wrongFile(name, "start", e.set.Start, m.Start)
	case m.At < 0:
		return m, fmt.Errorf("%s: want what a plant remembers, have a time before its start", name)
	}
	return m, nil
}
