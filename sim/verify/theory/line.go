package theory

import (
	"errors"
	"fmt"
	"slices"
)

// A Clock says when a station can fail.
type Clock int

// The clocks.
const (
	Operating Clock = iota // only while it works on a part
	Calendar               // whenever it is up
)

// A Station works on one part at a time, for an exponential time or a sum of equal exponential ones, fails and is
// repaired after exponential times. After the repair the part goes on where it was.
type Station struct {
	Rate        float64 // parts per time while working; the mean cycle is 1/Rate
	Phases      int     // of an Erlang cycle; 0 and 1: exponential
	FailureRate float64 // per time on the line's clock; 0: never
	RepairRate  float64 // per time in repair
}

// A Line is stations one after another, with finite buffers between them and blocking after service.
type Line struct {
	Stations []Station // at most 8
	Buffers  []int     // waiting places between station i and i+1; one less than stations

	Clock       Clock
	AcceptDown  bool // a calendar failure does not keep a part from coming onto the idle station
	ReleaseDown bool // a calendar failure does not keep a finished part from leaving
	Technicians int  // repairs at the same time, first failed first; 0: one for each station

	Arrivals float64 // Poisson arrivals per time; 0: saturated
	Entrance int     // places before the first station; who finds them taken is lost
}

// A LineResult is what a line does in the long run. The four shares of a station sum to 1: a station that is down is
// neither blocked nor starved, wait for a technician is down.
type LineResult struct {
	Throughput float64   // parts per time
	WIP        float64   // parts on stations, also blocked ones, and in buffers
	Working    []float64 // share of time, by station
	Blocked    []float64
	Starved    []float64
	Down       []float64
	Buffer     []float64 // mean content, by buffer
	Waiting    float64   // mean number at the entrance
	Lost       float64   // share of the arrivals
	States     int       // of the chain that was solved
}

const maxStations = 8

// lineState is one state of a line. phase is 0 without a part, -1 with a finished one, else the phase that is worked
// on. down is 0 when up, 1 in repair, and from 2 on the place in the queue for a technician.
type lineState struct {
	phase, down, store [maxStations]int8
	entrance           int16
}

const finished = -1

// Solve gives the exact long-run figures of the line. A chain of some thousand states takes a tenth of a second.
func (l Line) Solve() (LineResult, error) {
	if err := l.check(); err != nil {
		return LineResult{}, err
	}
	var start lineState
	l.settle(&start)
	law, err := solve(start, l.next)
	if err != nil {
		return LineResult{}, err
	}
	return l.sum(law), nil
}

func (l Line) check() error {
	n := len(l.Stations)
	if err := atMostStations(n); err != nil {
		return err
	}
	if err := buffersFit(n, l.Buffers); err != nil {
		return err
	}
	for i, b := range l.Buffers {
		if b > 120 {
			return fmt.Errorf("buffer %d: want at most 120, have %d", i+1, b)
		}
	}
	for i, s := range l.Stations {
		err := errors.Join(positive("rate", s.Rate), notNegative("failure rate", s.FailureRate))
		if s.FailureRate > 0 {
			err = errors.Join(err, positive("repair rate", s.RepairRate))
		}
		if s.Phases < 0 || s.Phases > 50 {
			err = errors.Join(err, fmt.Errorf("phases: want 0 to 50, have %d", s.Phases))
		}
		if err != nil {
			return fmt.Errorf("station %d: %w", i+1, err)
		}
	}
	if l.Entrance < 0 || l.Entrance > 1000 || l.Technicians < 0 {
		return fmt.Errorf("entrance and technicians: want 0 or more, have %d, %d", l.Entrance, l.Technicians)
	}
	return notNegative("arrivals", l.Arrivals)
}

func (s Station) phases() int8 {
	return int8(max(1, s.Phases))
}

// next tells what can happen to a line: each station goes on, fails or is repaired, and a part arrives.
func (l Line) next(s lineState, to func(lineState, float64)) {
	happens := func(t lineState, rate float64) {
		l.settle(&t)
		to(t, rate)
	}
	for i, st := range l.Stations {
		working := s.phase[i] > 0
		if s.down[i] == 0 && working {
			t := s
			if t.phase[i]++; t.phase[i] > st.phases() {
				t.phase[i] = finished
			}
			happens(t, st.Rate*float64(st.phases()))
		}
		if s.down[i] == 0 && st.FailureRate > 0 && (working || l.Clock == Calendar) {
			t := s
			t.down[i] = l.place(s)
			happens(t, st.FailureRate)
		}
		if s.down[i] == 1 {
			t := s
			t.down[i] = 0
			l.callNext(&t)
			happens(t, st.RepairRate)
		}
	}
	if l.Arrivals > 0 {
		t := s
		t.entrance++
		l.settle(&t)
		if int(t.entrance) <= l.Entrance {
			to(t, l.Arrivals)
		}
	}
}

// place is where a station that fails now stands: in repair, or at the end of the queue for a technician.
func (l Line) place(s lineState) int8 {
	if l.Technicians == 0 {
		return 1
	}
	last, repairs := int8(1), 0
	for _, d := range s.down {
		last = max(last, d)
		if d == 1 {
			repairs++
		}
	}
	if repairs < l.Technicians {
		return 1
	}
	return last + 1
}

// callNext gives the technician who has become free to the first in the queue.
func (l Line) callNext(s *lineState) {
	for i := range s.down {
		if s.down[i] > 1 {
			s.down[i]--
		}
	}
}

// settle lets every part move that can, last station first, until none can.
func (l Line) settle(s *lineState) {
	for moved := true; moved; {
		moved = false
		for i := range slices.Backward(l.Stations) {
			moved = l.release(s, i) || moved
			moved = l.accept(s, i) || moved
		}
	}
}

func (l Line) release(s *lineState, i int) bool {
	if s.phase[i] != finished || (s.down[i] > 0 && !l.ReleaseDown) {
		return false
	}
	switch {
	case i == len(l.Stations)-1:
	case s.store[i] == 0 && l.takes(s, i+1):
		s.phase[i+1] = 1
	case int(s.store[i]) < l.Buffers[i]:
		s.store[i]++
	default:
		return false
	}
	s.phase[i] = 0
	return true
}

func (l Line) accept(s *lineState, i int) bool {
	if !l.takes(s, i) {
		return false
	}
	switch {
	case i > 0 && s.store[i-1] > 0:
		s.store[i-1]--
	case i == 0 && s.entrance > 0:
		s.entrance--
	case i == 0 && l.Arrivals == 0:
	default:
		return false
	}
	s.phase[i] = 1
	return true
}

// takes says whether station i has its place free for a part now.
func (l Line) takes(s *lineState, i int) bool {
	return s.phase[i] == 0 && (s.down[i] == 0 || l.AcceptDown)
}

// sum makes the long-run figures of the stationary law.
func (l Line) sum(law Law[lineState]) LineResult {
	n := len(l.Stations)
	r := LineResult{States: len(law.States)}
	for i, st := range l.Stations {
		up := func(s lineState) bool { return s.down[i] == 0 }
		r.Working = append(r.Working, law.Share(func(s lineState) bool { return up(s) && s.phase[i] > 0 }))
		r.Blocked = append(r.Blocked, law.Share(func(s lineState) bool { return up(s) && s.phase[i] == finished }))
		r.Starved = append(r.Starved, law.Share(func(s lineState) bool { return up(s) && s.phase[i] == 0 }))
		r.Down = append(r.Down, law.Share(func(s lineState) bool { return !up(s) }))
		r.WIP += law.Share(func(s lineState) bool { return s.phase[i] != 0 })
		if i < n-1 {
			r.Buffer = append(r.Buffer, law.Mean(func(s lineState) float64 { return float64(s.store[i]) }))
			r.WIP += r.Buffer[i]
			continue
		}
		r.Throughput = st.Rate * float64(st.phases()) * law.Share(func(s lineState) bool {
			return up(s) && s.phase[i] == st.phases()
		})
	}
	r.Waiting = law.Mean(func(s lineState) float64 { return float64(s.entrance) })
	if l.Arrivals > 0 {
		r.Lost = 1 - r.Throughput/l.Arrivals
	}
	return r
}
