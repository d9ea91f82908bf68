package history_test

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tweeling/twin"
	"tweeling/twin/history"
)

var monday = time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)

// signal is one that a press says at some second of Monday.
func signal(source string, seq uint64, second int, tag string, value twin.Value) twin.Signal {
	return twin.Signal{Source: source, Seq: seq, At: monday.Add(time.Duration(second) * time.Second), Tag: tag, Value: value}
}

// counts are signals of one counter, one a second.
func counts(source string, from, n int) []twin.Signal {
	var list []twin.Signal
	for i := from; i < from+n; i++ {
		list = append(list, signal(source, uint64(i), i, "press.count", twin.NumberValue(float64(i))))
	}
	return list
}

func opened(t testing.TB, file string) *history.Store {
	t.Helper()
	h, err := history.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func fresh(t testing.TB) *history.Store { return opened(t, filepath.Join(t.TempDir(), "h.db")) }

func stored(t testing.TB, h *history.Store) []twin.Signal {
	t.Helper()
	var list []twin.Signal
	if err := h.Each(0, func(s twin.Signal, _ uint64) bool { list = append(list, s); return true }); err != nil {
		t.Fatal(err)
	}
	return list
}

func appended(t testing.TB, h *history.Store, signals ...twin.Signal) {
	t.Helper()
	if err := h.Append(signals); err != nil {
		t.Fatal(err)
	}
}

// What is stored comes back as it was, in the order in which it came, once, from any cursor, also after the file was closed.
func TestStored(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a b#c%3F?.db") // a name that would mean something in an address
	h := opened(t, file)
	want := []twin.Signal{
		signal("plc1", 7, 3, "press.count", twin.NumberValue(12.5)),
		signal("plc1", 3, 1, "press.state", twin.TextValue("it's \x00 \xff ☃")),
		signal("plc2", math.MaxUint64, -9, "press.part", twin.Value{}),
		signal("plc2", 1<<63, 2, "", twin.NumberValue(math.Inf(-1))),
		signal("", 0, 0, "x", twin.NumberValue(math.NaN())),
		signal("plc1", 8, 1e6, "press.count", twin.NumberValue(math.Copysign(0, -1))),
	}
	appended(t, h, want...)
	appended(t, h, want[2:]...) // again
	if err := h.Append(nil); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h = opened(t, file)
	if d := cmp.Diff(want, stored(t, h), cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
	var cursor uint64
	for i := range want {
		err := h.Each(cursor, func(s twin.Signal, next uint64) bool {
			if d := cmp.Diff(want[i], s, cmpopts.EquateNaNs()); d != "" {
				t.Errorf("from cursor %d: %s", cursor, d)
			}
			cursor = next
			return false
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, from := range []uint64{cursor, math.MaxUint64} {
		if err := h.Each(from, func(s twin.Signal, _ uint64) bool { t.Errorf("want nothing after the last, have %v", s); return true }); err != nil {
			t.Fatal(err)
		}
	}
	sources, err := h.Sources()
	if d := cmp.Diff([]history.Source{{"", 1, 1, 0}, {"plc1", 3, 1, 0}, {"plc2", 2, 2, 0}}, sources); d != "" || err != nil {
		t.Error(d, err)
	}
	if seq, ok, err := h.Last("plc2"); seq != math.MaxUint64 || !ok || err != nil {
		t.Errorf("want the highest number, have %d %v %v", seq, ok, err)
	}
	if _, ok, err := h.Last("plc9"); ok || err != nil {
		t.Errorf("want nothing of a source that never spoke, have %v %v", ok, err)
	}
}

// A batch with a signal that cannot be kept is not stored at all.
func TestAllOrNothing(t *testing.T) {
	h := fresh(t)
	batch := append(counts("plc1", 0, 10), twin.Signal{Source: "plc1", Seq: 99, Tag: "press.count"}) // of the year 1
	if err := h.Append(batch); err == nil || !strings.Contains(err.Error(), "press.count from plc1 in 1") {
		t.Errorf("want the signal that cannot be kept told, have %v", err)
	}
	if n, err := h.Count(); n != 0 || err != nil {
		t.Errorf("want nothing stored, have %d, %v", n, err)
	}
}

// A controller that begins to count anew is seen: what it says is kept aside.
func TestConflicts(t *testing.T) {
	h := fresh(t)
	appended(t, h, counts("plc1", 1, 5)...)
	again := signal("plc1", 2, 77, "press.count", twin.NumberValue(1))
	appended(t, h, again, again, counts("plc1", 3, 1)[0])
	if d := cmp.Diff(counts("plc1", 1, 5), stored(t, h)); d != "" {
		t.Error(d)
	}
	sources, err := h.Sources()
	if d := cmp.Diff([]history.Source{{"plc1", 5, 1, 1}}, sources); d != "" || err != nil {
		t.Error(d, err)
	}
}

// The state at a time is that of the signals sorted by the rule of package twin, in whatever order they came, and forgetting
// what is older changes none that is still asked for; what was forgotten does not come back.
func TestState(t *testing.T) {
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		if checked++; checked > 30 { // each has a file of its own, on the disk
			return
		}
		dir, err := os.MkdirTemp("", "history") //nolint:usetesting // one for each that is checked
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		h, err := history.Open(filepath.Join(dir, "h.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		var all []twin.Signal
		for i := range rapid.IntRange(1, 40).Draw(t, "signals") {
			source := rapid.SampledFrom([]string{"b", "a"}).Draw(t, "source")
			tag := rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "tag")
			all = append(all, signal(source, uint64(i), rapid.IntRange(0, 12).Draw(t, "second"), tag, twin.NumberValue(float64(i))))
		}
		arrived := rapid.Permutation(all).Draw(t, "arrived")
		for len(arrived) > 0 {
			k := rapid.IntRange(1, len(arrived)).Draw(t, "batch")
			if err := h.Append(arrived[:k]); err != nil {
				t.Fatal(err)
			}
			arrived = arrived[k:]
		}
		slices.SortFunc(all, func(a, b twin.Signal) int {
			if a.Before(b) {
				return -1
			}
			return 1
		})
		cut := monday.Add(time.Duration(rapid.IntRange(0, 13).Draw(t, "cut")) * time.Second)
		alike(t, h, all, monday.Add(-time.Second))
		if _, err := h.Forget(context.Background(), cut, nil); err != nil {
			t.Fatal(err)
		}
		alike(t, h, all, cut)
		before, _ := h.Count()
		if err := h.Append(all); err != nil { // all of it comes again
			t.Fatal(err)
		}
		if after, _ := h.Count(); after != before {
			t.Fatalf("want the %d that are kept and no other, have %d", before, after)
		}
	})
}

// alike compares states from a time on with those of a list that is sorted.
func alike(t *rapid.T, h *history.Store, sorted []twin.Signal, from time.Time) {
	for second := range 14 {
		at := monday.Add(time.Duration(second) * time.Second)
		if at.Before(from) {
			continue
		}
		last := map[string]twin.Signal{}
		for _, s := range sorted {
			if !s.At.After(at) {
				last[s.Tag] = s
			}
		}
		state, err := h.State(at)
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]twin.Signal{}
		for _, s := range state {
			have[s.Tag] = s
		}
		if d := cmp.Diff(last, have); d != "" || len(have) != len(state) {
			t.Fatalf("at second %d: %s", second, d)
		}
	}
}

// Forgetting goes in small steps, of which each is told, gives room back to the disk, and can be ended in between.
func TestForget(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.db")
	h := opened(t, file)
	appended(t, h, counts("plc1", 0, 9000)...)
	appended(t, h, signal("plc1", 90_000, 8999, "press.state", twin.TextValue("working")))
	var told []int
	ctx, end := context.WithCancel(context.Background())
	gone, err := h.Forget(ctx, monday.Add(8000*time.Second), func(gone int) {
		if told = append(told, gone); len(told) == 2 {
			end()
		}
	})
	if gone != 4000 || err != context.Canceled { //nolint:errorlint // that very one
		t.Errorf("want an end after two steps, have %d gone, %v", gone, err)
	}
	gone, err = h.Forget(context.Background(), monday.Add(8000*time.Second), nil)
	if err != nil || gone != 3999 {
		t.Errorf("want 3999 more gone, have %d, %v", gone, err)
	}
	if n, err := h.Count(); err != nil || n != 1002 {
		t.Errorf("want 1002 left, have %d, %v", n, err)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var pages, free int
	if err := db.QueryRow("SELECT (SELECT * FROM pragma_page_count), (SELECT * FROM pragma_freelist_count)").Scan(&pages, &free); err != nil || free > 0 || pages > 60 {
		t.Errorf("want the room of what is gone given back, have %d pages, %d free, %v", pages, free, err)
	}
}

// Between gives one tag in order of time, however it came and over several pages.
func TestBetween(t *testing.T) {
	h := fresh(t)
	list := counts("plc1", 0, 2500)
	for i := range list {
		list[i].At = monday.Add(time.Duration(i/3) * time.Second) // three at a time
	}
	back := slices.Clone(list)
	slices.Reverse(back)
	appended(t, h, back...)
	appended(t, h, signal("plc1", 9999, 5, "press.state", twin.TextValue("down")))
	seen := map[uint64]bool{}
	last := time.Time{}
	err := h.Between("press.count", monday.Add(10*time.Second), monday.Add(800*time.Second), func(s twin.Signal) bool {
		if seen[s.Seq] || s.At.Before(last) || s.Tag != "press.count" {
			t.Errorf("want each once, in order, have %v", s)
		}
		seen[s.Seq], last = true, s.At
		return true
	})
	if len(seen) != 3*790 || err != nil {
		t.Errorf("want 2370, have %d, %v", len(seen), err)
	}
}

// Several may store and read at once.
func TestTogether(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.db")
	h, other := opened(t, file), opened(t, file) // as another program would
	reader, err := history.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			into := []*history.Store{h, other}[k%2]
			for i := range 20 {
				if err := into.Append(counts(fmt.Sprint("plc", k/2), 10*i, 10)); err != nil {
					t.Error(err)
				}
				if _, err := reader.State(monday); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := len(stored(t, reader)); n != 400 {
		t.Errorf("want each of 400 once, have %d", n)
	}
	if err := reader.Append(counts("x", 0, 1)); err == nil || !strings.Contains(err.Error(), "opened to be read") {
		t.Errorf("want a reader that does not write, have %v", err)
	}
}

// Several that make one file at once all get it, and each stores what it has: nobody waits for somebody who waits for him.
func TestMadeAtOnce(t *testing.T) {
	for round := range 5 {
		file := filepath.Join(t.TempDir(), "h.db")
		var all sync.WaitGroup
		for k := range 6 {
			all.Go(func() {
				h, err := history.Open(file)
				if err != nil {
					t.Errorf("round %d: %v", round, err)
					return
				}
				if err := h.Append(counts(fmt.Sprint("plc", k), 0, 20)); err != nil {
					t.Error(err)
				}
				if err := h.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		h := opened(t, file)
		if n, err := h.Count(); n != 120 || err != nil {
			t.Errorf("want 120, have %d, %v", n, err)
		}
	}
}
