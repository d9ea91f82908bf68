package emulate

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/dist"
	"tweeling/twin"
)

// jumpLasts is for how many signals a clock that jumped stays wrong.
const jumpLasts = 20

// Faults are what goes wrong on the way from the machines to the broker, each for a share of the signals.
type Faults struct {
	Seed   uint64
	Drop   float64       // are never said; their numbers are missing
	Double float64       // are said twice
	Late   float64       // are said later than they happened, after others
	LateBy time.Duration // by the clock of the plant
	Jump   float64       // begin a stretch of 20 signals whose clock is wrong
	JumpBy time.Duration // before 0: it goes back
}

// ParseFaults reads faults as they are written on a command line: "drop 0.01, double 0.02, late 0.05 30s, jump 0.001 -1h".
func ParseFaults(text string) (Faults, error) {
	var f Faults
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%s; such as \"drop 0.01, double 0.02, late 0.05 30s, jump 0.001 -1h\"", fmt.Sprintf(format, args...))
	}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		name := words[0]
		share, by := map[string]*float64{"drop": &f.Drop, "double": &f.Double, "late": &f.Late, "jump": &f.Jump}[name],
			map[string]*time.Duration{"late": &f.LateBy, "jump": &f.JumpBy}[name]
		want := 2
		if by != nil {
			want = 3
		}
		switch {
		case share == nil:
			return Faults{}, wrong("want a fault that exists (drop, double, late, jump), have %q", name)
		case seen[name]:
			return Faults{}, wrong("want each fault once, have %s twice", name)
		case len(words) != want:
			return Faults{}, wrong("want %d words for %s, have %q", want, name, strings.Join(words, " "))
		}
		seen[name] = true
		x, err := strconv.ParseFloat(words[1], 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return Faults{}, wrong("%s: want a share of the signals from 0 to 1, have %q", name, words[1])
		}
		*share = x
		if by != nil {
			back := strings.HasPrefix(words[2], "-")
			seconds, err := dist.Span(strings.TrimPrefix(words[2], "-"))
			if err != nil || back && name == "late" || seconds > 366*86400 {
				return Faults{}, wrong("%s: want a time such as 30s, have %q", name, words[2])
			}
			*by = time.Duration(seconds * 1e9)
			if back {
				*by = -*by
			}
		}
	}
	return f, nil
}

// The purposes of chance; each fault has its own.
const (
	forDrop uint64 = iota
	forDouble
	forLate
	forJump
)

// hits tells whether a fault befalls a signal: a pure function of seed, fault and number.
func (f *Faults) hits(share float64, purpose, seq uint64) bool {
	return share > 0 && rand.New(rand.NewPCG(f.Seed^purpose<<56, seq)).Float64() < share //nolint:gosec // chance, no secret
}

// jumped tells whether the clock is wrong at a signal.
func (f *Faults) jumped(seq uint64) bool {
	if f.Jump == 0 {
		return false
	}
	for n := seq; n > 0 && n+jumpLasts > seq; n-- {
		if f.hits(f.Jump, forJump, n) {
			return true
		}
	}
	return false
}

// A lane is the way of signals from the line to the outbox, with its faults.
type lane struct {
	Faults
	late    lateHeap
	dropped uint64
}

// befall adds to a list what comes of one signal: nothing, it, or it twice; or it is held for later.
func (l *lane) befall(list []twin.Signal, s twin.Signal) []twin.Signal {
	happened := s.At
	if l.jumped(s.Seq) {
		s.At = s.At.Add(l.JumpBy)
	}
	switch {
	case l.hits(l.Drop, forDrop, s.Seq):
		l.dropped++
		return list
	case l.hits(l.Late, forLate, s.Seq):
		heap.Push(&l.late, held{s, happened.Add(l.LateBy)})
		return list
	}
	list = append(list, s)
	if l.hits(l.Double, forDouble, s.Seq) {
		list = append(list, s)
	}
	return list
}

// due adds to a list what was held until some time of the plant.
func (l *lane) due(list []twin.Signal, now time.Time) []twin.Signal {
	for len(l.late) > 0 && !l.late[0].until.After(now) {
		list = append(list, heap.Pop(&l.late).(held).Signal) //nolint:forcetypeassert // the heap holds nothing else
	}
	return list
}

// rest adds to a list all that is held.
func (l *lane) rest(list []twin.Signal) []twin.Signal {
	for len(l.late) > 0 {
		list = append(list, heap.Pop(&l.late).(held).Signal) //nolint:forcetypeassert // the heap holds nothing else
	}
	return list
}

// held is a signal that is said later.
type held struct {
	twin.Signal
	until time.Time
}

// A lateHeap has the first that is due on top.
type lateHeap []held

// Len is how many are held.
func (h lateHeap) Len() int { return len(h) }

// Less orders by when they are due, then by number.
func (h lateHeap) Less(i, j int) bool {
	if !h[i].until.Equal(h[j].until) {
		return h[i].until.Before(h[j].until)
	}
	return h[i].Seq < h[j].Seq
}

// Swap swaps two.
func (h lateHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push adds one at the end.
func (h *lateHeap) Push(x any) { *h = append(*h, x.(held)) } //nolint:forcetypeassert // nobody else pushes

// Pop takes the one at the end.
func (h *lateHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
