// Package feedtest is the suite of tests that every [twin.Feed] passes.
//
//	func TestFeed(t *testing.T) {
//		feedtest.Run(t, func(t *testing.T) feedtest.Source { return ... })
//	}
package feedtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tweeling/twin"
)

// A Source is where a feed's signals come from.
type Source struct {
	// Say makes the source say signals: writes them into its file, sends them to its broker.
	Say func(t *testing.T, signals []twin.Signal)
	// Spoil makes it say something that cannot be understood; nil: there is no such thing.
	Spoil func(t *testing.T)
	// Open makes a feed of the source. Hears gets a value each time it hears what is said from then on; nil: it hands out what
	// was said before and ends.
	Open func(t *testing.T) (feed twin.Feed, hears <-chan struct{})
	// Bare: the source knows times, tags and values, and names signals in its own way.
	Bare bool
}

// patience is how long something may take that takes an instant.
const patience = 30 * time.Second

var errFull = errors.New("no room")

// Run holds a kind of feed against what twin.Feed promises. Start makes a source that has said nothing yet.
func Run(t *testing.T, start func(t *testing.T) Source) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Source)
	}{
		{"all that is said comes as it was said", comes},
		{"the end of the context ends it, and is no error", ends},
		{"what could not be stored comes again", again},
		{"what is not understood is counted and ends nothing", spoilt},
		{"the same said twice has one name", named},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, start(t)) })
	}
}

// Signals are some that differ in all that signals differ in.
func Signals() []twin.Signal {
	at := time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)
	list := []twin.Signal{
		{Source: "plc1", Seq: 1, At: at, Tag: "press.count", Value: twin.NumberValue(17)},
		{Source: "plc1", Seq: 2, At: at.Add(250 * time.Millisecond), Tag: "press.count", Value: twin.NumberValue(-0.5)},
		{Source: "plc1", Seq: 4, At: at.Add(2 * time.Second), Tag: "press.state", Value: twin.TextValue("down, \"jammed\"; é")},
		{Source: "plc1", Seq: 9, At: at.Add(3 * time.Second), Tag: "line 3 door", Value: twin.Value{}},
	}
	for i := range 50 {
		list = append(list, twin.Signal{Source: "plc1", Seq: uint64(10 + i), At: at.Add(time.Duration(4+i) * time.Second), Tag: "pack.count", Value: twin.NumberValue(float64(i))})
	}
	return list
}

// A kept is a store in memory that may have no room.
type kept struct {
	sync.Mutex
	list    []twin.Signal
	full    bool
	refused []twin.Signal // the last for which there was no room
	came    chan struct{}
}

func (k *kept) take(signals []twin.Signal) error {
	k.Lock()
	defer k.Unlock()
	if k.full {
		k.refused = slices.Clone(signals)
		return fmt.Errorf("a store: %w", errFull)
	}
	k.list = append(k.list, signals...)
	select {
	case k.came <- struct{}{}:
	default:
	}
	return nil
}

// until waits until what has come is enough.
func (k *kept) until(t *testing.T, enough func(list []twin.Signal) bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		k.Lock()
		ok, n := enough(k.list), len(k.list)
		k.Unlock()
		if ok {
			return
		}
		select {
		case <-k.came:
		case <-deadline:
			t.Fatalf("want more than the %d signals that have come", n)
		}
	}
}

// many is enough when so many have come.
func many(n int) func([]twin.Signal) bool {
	return func(list []twin.Signal) bool { return len(list) >= n }
}

// hear runs a feed: one that ends by itself to its end, another until what has come is enough. Say is called when it hears.
func hear(t *testing.T, feed twin.Feed, hears <-chan struct{}, k *kept, enough func([]twin.Signal) bool, say func()) {
	t.Helper()
	ctx, end := context.WithTimeout(context.Background(), patience)
	defer end()
	if hears == nil {
		say()
		if err := feed.Run(ctx, k.take); err != nil {
			t.Fatal(err)
		}
		return
	}
	done := make(chan error, 1)
	go func() { done <- feed.Run(ctx, k.take) }()
	select {
	case <-hears:
	case err := <-done:
		t.Fatalf("want a feed that hears, have an end: %v", err)
	}
	say()
	k.until(t, enough)
	end()
	if err := <-done; err != nil {
		t.Fatalf("want no error at the end of the context, have %v", err)
	}
}

func same(t *testing.T, s Source, want, have []twin.Signal) {
	t.Helper()
	if len(want) != len(have) {
		t.Fatalf("want %d signals, have %d", len(want), len(have))
	}
	for i := range want {
		w, h := want[i], have[i]
		if s.Bare {
			w.Source, w.Seq, h.Source, h.Seq = "", 0, "", 0
		}
		if w.Source != h.Source || w.Seq != h.Seq || !w.At.Equal(h.At) || w.Tag != h.Tag || w.Value != h.Value {
			t.Errorf("signal %d: want %+v, have %+v", i, w, h)
		}
	}
}

func comes(t *testing.T, s Source) {
	k := &kept{came: make(chan struct{}, 1)}
	feed, hears := s.Open(t)
	hear(t, feed, hears, k, many(len(Signals())), func() { s.Say(t, Signals()) })
	same(t, s, Signals(), k.list)
	if u := feed.Unread(); u.Count > 0 {
		t.Errorf("want all understood, have %+v", u)
	}
}

func ends(t *testing.T, s Source) {
	feed, hears := s.Open(t)
	if hears == nil {
		s.Say(t, Signals())
	}
	ctx, end := context.WithCancel(context.Background())
	end()
	if err := feed.Run(ctx, func([]twin.Signal) error { return nil }); err != nil {
		t.Errorf("want no error at the end of the context, have %v", err)
	}
}

func again(t *testing.T, s Source) {
	k := &kept{came: make(chan struct{}, 1), full: true}
	feed, hears := s.Open(t)
	ctx, end := context.WithTimeout(context.Background(), patience)
	defer end()
	said := make(chan struct{})
	if hears == nil {
		s.Say(t, Signals())
		close(said)
	} else {
		go func() {
			defer close(said)
			<-hears
			s.Say(t, Signals())
		}()
	}
	err := feed.Run(ctx, k.take)
	<-said
	if !errors.Is(err, errFull) {
		t.Fatalf("want the error of the store, have %v", err)
	}
	if len(k.list) > 0 {
		t.Fatalf("want nothing stored, have %d", len(k.list))
	}
	k.full = false
	if len(k.refused) == 0 {
		t.Fatal("want something that there was no room for, have nothing")
	}
	hear(t, feed, hears, k, func(list []twin.Signal) bool { // a broker may send it in another order, and twice
		seen := map[string]bool{}
		for i := range list {
			seen[key(&list[i])] = true
		}
		return !slices.ContainsFunc(k.refused, func(s twin.Signal) bool { return !seen[key(&s)] })
	}, func() {})
}

func key(s *twin.Signal) string { return fmt.Sprint(s.Source, " ", s.Seq, " ", s.Tag, " ", s.Value) }

func spoilt(t *testing.T, s Source) {
	if s.Spoil == nil {
		t.Skip("there is nothing that this kind of feed could not understand")
	}
	k := &kept{came: make(chan struct{}, 1)}
	feed, hears := s.Open(t)
	hear(t, feed, hears, k, many(len(Signals())), func() {
		s.Say(t, Signals()[:3])
		s.Spoil(t)
		s.Say(t, Signals()[3:])
	})
	same(t, s, Signals(), k.list)
	if u := feed.Unread(); u.Count != 1 || !strings.Contains(u.Last, "want ") || !strings.Contains(u.Last, ":") {
		t.Errorf("want one told with its place and what was wanted, have %+v", u)
	}
}

func named(t *testing.T, s Source) {
	k := &kept{came: make(chan struct{}, 1)}
	feed, hears := s.Open(t)
	n := len(Signals())
	hear(t, feed, hears, k, many(n), func() { s.Say(t, Signals()) })
	if hears == nil {
		feed, _ = s.Open(t)
		hear(t, feed, nil, k, many(2*n), func() {})
	} else {
		hear(t, feed, hears, k, many(2*n), func() { s.Say(t, Signals()) })
	}
	names := map[string]bool{} // whatever is the order: a broker may send some of it once more by itself
	for i := range k.list {
		names[key(&k.list[i])] = true
	}
	if len(names) != n {
		t.Fatalf("want the same %d names both times, have %d: %v", n, len(names), names)
	}
}
