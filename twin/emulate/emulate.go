package emulate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/twin"
	"tweeling/twin/feed/mqtt"
)

// Settings are what an emulated plant is told. The zero value of each is a good one.
type Settings struct {
	Source  string        // who says it; "": line
	Hash    string        // of the scenario, for Keep
	Seed    uint64        // of the line
	Start   time.Time     // time 0 of the line by the clock of the plant; zero: 1 January 2001
	Until   time.Duration // how long the line runs; 0: for ever
	Skip    time.Duration // for so long it runs before it is heard: births then say how it stands; below 0: until something happens
	Speed   float64       // how much faster than the clock on the wall; 0: as fast as can be
	Faults  Faults
	Room    int                                     // signals that may wait; 0: 100,000
	Overlap int                                     // signals that are said again after a loss of the connection although they were acknowledged; 0: 2,000, below 0: none
	CatchUp float64                                 // signals a second of what is history; 0: 5,000
	Keep    string                                  // a file that remembers how far it is; "": none
	Patient bool                                    // to go on trying where no broker answers at first
	Dial    func(ctx context.Context) (Wire, error) // how it is connected: [Broker]
	Below   string                                  // the topic that all topics are below; "": tweeling
	Tell    func(string)                            // told in English of connections lost and made; nil: nobody is
}

// A Wire is a connection to a broker.
type Wire interface {
	Say(topic string, payload []byte, kept bool) mqtt.Sent
	Lost() <-chan struct{}
	Close()
}

// Broker is how to connect to a broker over MQTT, and the topic to say signals below.
func Broker(address string) (dial func(ctx context.Context) (Wire, error), below string, err error) {
	a, err := mqtt.ParseAddress(address)
	if err != nil {
		return nil, "", err
	}
	if below, err = a.Below(); err != nil {
		return nil, "", err
	}
	return func(ctx context.Context) (Wire, error) {
		link, err := mqtt.Dial(ctx, a)
		if err != nil {
			return nil, err
		}
		return link, nil
	}, below, nil
}

// Status is how an emulated plant is getting on.
type Status struct {
	At                   time.Time // by the clock of the plant
	Said                 uint64    // signals that the line said
	Unheard              uint64    // of them before anybody was to hear it: see Settings.Skip
	Acknowledged         uint64    // that the broker has, since the start of this process
	Waiting              int       // that it does not have
	Lost                 uint64    // for which there was no room
	Dropped              uint64    // on purpose
	Again                uint64    // that somebody asked for again
	Connected, CatchesUp bool
	Connections          int
	Ended                bool // the line has run as long as it was to
}

// An Emulator is a plant that is not there.
type Emulator struct {
	set    Settings
	line   *sim.Line
	voice  *twin.Voice
	fresh  []twin.Signal // what the line has said since it was looked at
	lane   lane
	floor  uint64 // below it all was acknowledged before this process began
	outbox *outbox
	met    sync.Once
	begun  chan struct{} // closed when the first who hears has been told how all stands

	mu     sync.Mutex
	status Status
	lately lately
}

const (
	tick  = 20 * time.Millisecond // of the clock on the wall
	chunk = 10 * time.Second      // of the clock of the plant, where it runs as fast as can be
	saves = time.Second
)

// New makes an emulator of the line of a plant, whose tags mean what a table says.
func New(p *plant.Plant, t *twin.Table, set Settings) (*Emulator, error) {
	if set.Speed < 0 || set.Room < 0 || set.CatchUp < 0 {
		return nil, errors.New("want a speed, a room and a rate of at least 0")
	}
	set = withDefaults(set)
	l, err := p.Line(set.Seed, 0)
	if err != nil {
		return nil, err
	}
	e := &Emulator{set: set, line: l, lane: lane{Faults: set.Faults}, outbox: newOutbox(set.Room, set.Overlap), begun: make(chan struct{})}
	e.voice = twin.NewVoice(t, set.Source, set.Start, func(s twin.Signal) { e.fresh = append(e.fresh, s) })
	return e, nil
}

func withDefaults(set Settings) Settings {
	if set.Source == "" {
		set.Source = "line"
	}
	if set.Start.IsZero() {
		set.Start = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if set.Until == 0 {
		set.Until = 1<<63 - 1
	}
	if set.Room == 0 {
		set.Room = 100_000
	}
	switch {
	case set.Overlap == 0:
		set.Overlap = 2_000
	case set.Overlap < 0:
		set.Overlap = 0
	}
	if set.CatchUp == 0 {
		set.CatchUp = 5_000
	}
	if set.Below == "" {
		set.Below = mqtt.Root
	}
	if set.Tell == nil {
		set.Tell = func(string) {}
	}
	return set
}

// Status is how it is getting on.
func (e *Emulator) Status() Status {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.status
	s.Waiting, s.Acknowledged, s.Lost = e.outbox.count()
	return s
}

func (e *Emulator) change(how func(s *Status)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	how(&e.status)
}

// Run runs until the context ends, or until all that the line had to say is acknowledged, which are no errors. It is an error when
// no broker answers at first, unless it is to be patient, and when the line gets stuck.
func (e *Emulator) Run(ctx context.Context) error {
	e.voice.Begin(e.line)
	e.line.Watch(e.voice, twin.VoiceMask)
	if err := e.line.Start(); err != nil {
		return err
	}
	if err := e.resume(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	ended := make(chan struct{})
	lived := make(chan error, 1)
	go func() {
		err := e.live(ctx)
		switch {
		case err != nil:
			end()
		case ctx.Err() == nil:
			close(ended)
		}
		lived <- err
	}()
	err := e.deliver(ctx, ended)
	end()
	if stuck := <-lived; stuck != nil {
		err = stuck
	}
	e.save()
	return err
}

// live lets the line live by the clock on the wall.
func (e *Emulator) live(ctx context.Context) error {
	if e.set.Speed == 0 && !e.set.Patient { // or what the first is told of would depend on how fast both are
		select {
		case <-e.begun:
		case <-ctx.Done():
			return nil
		}
	}
	began, from, saved := time.Now(), e.line.Now(), time.Now()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for ctx.Err() == nil {
		until := e.line.Now() + chunk
		if e.set.Speed > 0 {
			select {
			case now := <-ticker.C:
				until = from + time.Duration(float64(now.Sub(began))*e.set.Speed)
			case <-ctx.Done():
				return nil
			}
		} else if !e.roomy(ctx) {
			return nil
		}
		ends := until >= e.set.Until
		if err := e.step(min(until, e.set.Until), ends); err != nil {
			return err
		}
		if time.Since(saved) > saves {
			e.save()
			saved = time.Now()
		}
		if ends {
			e.change(func(s *Status) { s.Ended = true })
			return nil
		}
	}
	return nil
}

// roomy waits until not too much waits; false: the context ended.
func (e *Emulator) roomy(ctx context.Context) bool {
	for {
		if waiting, _, _ := e.outbox.count(); waiting <= e.set.Room/2 {
			return true
		}
		select {
		case <-time.After(tick):
		case <-ctx.Done():
			return false
		}
	}
}

// step runs the line on and hands over what it said.
func (e *Emulator) step(until sim.Time, last bool) error {
	if until > e.line.Now() {
		if err := e.line.Run(until); err != nil {
			return err
		}
	}
	if last {
		e.voice.End()
	}
	e.hand(e.set.Speed > 0 && !e.Status().Connected, last)
	return nil
}

// hand hands over what the line said. What was acknowledged before this process began is only remembered.
func (e *Emulator) hand(absent, last bool) {
	list, said := e.collect(last)
	e.change(func(s *Status) {
		s.At, s.Dropped = e.set.Start.Add(e.line.Now()), e.lane.dropped
		s.Said += said
	})
	fresh := list[:0]
	for _, s := range list {
		if s.Seq < e.floor {
			e.outbox.note(s)
		} else {
			fresh = append(fresh, s)
		}
	}
	e.outbox.put(fresh, absent)
}

// collect lets what the line said go its way.
func (e *Emulator) collect(last bool) (list []twin.Signal, said uint64) {
	e.mu.Lock()
	for i := range e.fresh {
		e.lately.add(&e.fresh[i])
	}
	e.mu.Unlock()
	for _, s := range e.fresh {
		list = e.lane.due(list, s.At)
		list = e.lane.befall(list, s)
	}
	said = uint64(len(e.fresh))
	e.fresh = e.fresh[:0]
	if list = e.lane.due(list, e.set.Start.Add(e.line.Now())); last {
		list = e.lane.rest(list)
	}
	return list, said
}

// wrongFile is told of a file that remembers another plant.
func wrongFile(name, what string, want, have any) error {
	return fmt.Errorf("%s: want what this plant remembers, have another's (%s: want %v, have %v); name another file, or take this one away", name, what, want, have)
}
