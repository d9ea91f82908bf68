// Package storetest is the suite of tests that every [twin.Store] passes.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T, dir string) twin.Store { return open(t, dir) })
//	}
package storetest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/twin"
)

// Open opens the store that lives in a folder, new or as it was left. It arranges for it to be closed: a store that can be closed
// (with Close) is, before it is opened again.
type Open func(t *testing.T, dir string) twin.Store

// Run holds a kind of store against what twin.Store promises.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"all that was stored comes back as it was, in order", comesBack},
		{"the same name twice is kept once", once},
		{"cursors go on where they were given", cursors},
		{"it is the same after it was opened again", opened},
		{"visit ends early", early},
		{"an empty store gives nothing", empty},
		{"a batch is stored as a whole or not at all", whole},
		{"many are stored at once", many},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open) })
	}
}

// Signals are such as are hard to keep.
func Signals() []twin.Signal {
	at := time.Date(2026, 3, 2, 6, 0, 0, 123456789, time.UTC)
	signals := []twin.Signal{
		{Source: "plc", Seq: 1, At: at, Tag: "press.work", Value: twin.NumberValue(1)},
		{Source: "plc", Seq: 2, At: at.Add(-time.Hour), Tag: "press.state", Value: twin.TextValue("working")},
		{Source: "plc", Seq: 3, At: at, Tag: "press.door"},
		{Source: "other/plc", Seq: 1, At: at.Add(time.Nanosecond), Tag: "ns=2;s=Press.\"Count\"", Value: twin.NumberValue(-0.1)},
		{Source: "", Seq: 0, At: time.Unix(0, 0).UTC(), Tag: "", Value: twin.TextValue("")},
		{Source: "Größe\n", Seq: math.MaxInt64, At: at.AddDate(100, 0, 0), Tag: "日本", Value: twin.TextValue("two\nlines, \"quoted\" 'x' \x00 end")},
		{Source: "plc", Seq: 7, At: at, Tag: "x", Value: twin.NumberValue(math.MaxFloat64)},
		{Source: "plc", Seq: 5, At: at, Tag: "x", Value: twin.NumberValue(math.SmallestNonzeroFloat64)},
		{Source: "long", Seq: 1, At: at, Tag: strings.Repeat("t", 300), Value: twin.TextValue(strings.Repeat("v", 5000))},
	}
	return signals
}

// all is what a store holds from a cursor on, with the cursor after each.
func all(t *testing.T, s twin.Store, from uint64) ([]twin.Signal, []uint64) {
	t.Helper()
	var list []twin.Signal
	var cursors []uint64
	if err := s.Each(from, func(s twin.Signal, next uint64) bool {
		list, cursors = append(list, s), append(cursors, next)
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return list, cursors
}

func same(t *testing.T, want, have []twin.Signal) {
	t.Helper()
	if len(want) != len(have) {
		t.Fatalf("want %d signals, have %d", len(want), len(have))
	}
	for i := range want {
		w, h := want[i], have[i]
		if w.Source != h.Source || w.Seq != h.Seq || !w.At.Equal(h.At) || w.Tag != h.Tag || w.Value != h.Value {
			t.Errorf("signal %d: want %+v, have %+v", i, w, h)
		}
	}
}

func put(t *testing.T, s twin.Store, signals ...twin.Signal) {
	t.Helper()
	if err := s.Append(signals); err != nil {
		t.Fatal(err)
	}
}

func comesBack(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	want := Signals()
	put(t, s, want[:4]...)
	put(t, s, want[4:]...)
	have, _ := all(t, s, 0)
	same(t, want, have)
}

func once(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	want := Signals()
	put(t, s, slices.Concat(want, want)...)
	put(t, s, want[3], want[2])
	other := want[0]
	other.Value = twin.NumberValue(99) // the first that came stays
	put(t, s, other)
	have, _ := all(t, s, 0)
	same(t, want, have)
}

func cursors(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	want := Signals()
	put(t, s, want...)
	_, next := all(t, s, 0)
	for i := range next {
		have, _ := all(t, s, next[i])
		same(t, want[i+1:], have)
		if i > 0 && next[i] <= next[i-1] {
			t.Errorf("want cursors that rise, have %d after %d", next[i], next[i-1])
		}
	}
	put(t, s, twin.Signal{Source: "new", Seq: 1, At: want[0].At, Tag: "x"})
	have, _ := all(t, s, next[len(next)-1])
	if len(have) != 1 || have[0].Source != "new" {
		t.Errorf("want the one that came since, have %+v", have)
	}
}

func opened(t *testing.T, open Open) {
	dir := t.TempDir()
	s := open(t, dir)
	want := Signals()
	put(t, s, want[:5]...)
	_, next := all(t, s, 0)
	shut(t, s)
	s = open(t, dir)
	put(t, s, want...)
	have, _ := all(t, s, 0)
	same(t, want, have)
	have, _ = all(t, s, next[4])
	same(t, want[5:], have)
}

func shut(t *testing.T, s twin.Store) {
	t.Helper()
	if c, ok := s.(interface{ Close() error }); ok {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func early(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	put(t, s, Signals()...)
	n := 0
	if err := s.Each(0, func(twin.Signal, uint64) bool { n++; return n < 3 }); err != nil || n != 3 {
		t.Errorf("want 3 visits, have %d, %v", n, err)
	}
}

func empty(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	put(t, s)
	if have, _ := all(t, s, 0); len(have) != 0 {
		t.Errorf("want nothing, have %+v", have)
	}
}

// A batch with one that cannot be kept is refused, and what was in it may come again.
func whole(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	want := Signals()
	put(t, s, want[0])
	wrong := twin.Signal{Source: "plc", Seq: 100, At: want[0].At, Tag: strings.Repeat("t", 1<<20)}
	if err := s.Append([]twin.Signal{want[1], wrong, want[2]}); err == nil {
		t.Skip("this store takes tags of a megabyte")
	}
	have, _ := all(t, s, 0)
	same(t, want[:1], have)
	put(t, s, want[1:]...)
	have, _ = all(t, s, 0)
	same(t, want, have)
}

func many(t *testing.T, open Open) {
	s := open(t, t.TempDir())
	var want []twin.Signal
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for i := range 5000 {
		want = append(want, twin.Signal{Source: fmt.Sprint("plc", i%7), Seq: uint64(i / 7), At: at.Add(time.Duration(i) * time.Second),
			Tag: fmt.Sprint("tag", i%50), Value: twin.NumberValue(float64(i))})
	}
	for i := 0; i < len(want); i += 1000 {
		put(t, s, want[i:i+1000]...)
	}
	have, _ := all(t, s, 0)
	same(t, want, have)
}
