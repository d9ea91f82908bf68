package twin_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/storetest"
)

func TestJournalIsAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string) twin.Store { return open(t, filepath.Join(dir, "line.journal")) })
}

func open(t testing.TB, path string) *twin.Journal {
	t.Helper()
	j, err := twin.OpenJournal(path, twin.JournalOptions{Meta: twin.Meta{Scenario: "small", Hash: "abc"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func read(t testing.TB, s twin.Store) []twin.Signal {
	t.Helper()
	var list []twin.Signal
	if err := s.Each(0, func(s twin.Signal, _ uint64) bool { list = append(list, s); return true }); err != nil {
		t.Fatal(err)
	}
	return list
}

// filled is the bytes of a journal with signals in it.
func filled(t testing.TB, signals ...twin.Signal) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "j")
	j := open(t, path)
	for _, s := range signals {
		if err := j.Append([]twin.Signal{s}); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Wherever a write was cut short, all whole records stay, the rest is kept aside, and the journal goes on.
func TestTornEnd(t *testing.T) {
	signals := storetest.Signals()[:6]
	whole := filled(t, signals...)
	before := filled(t, signals[:5]...)
	for end := len(before) + 1; end < len(whole); end++ {
		path := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(path, whole[:end], 0o644); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		n, aside := j.Cut()
		rest, err := os.ReadFile(aside)
		if n == 0 && j.Len() == 5 {
			continue // it ends with the words of the sixth
		}
		if err != nil || int64(len(rest)) != n || j.Len() != 5 || j.Meta().Hash != "abc" {
			t.Fatalf("%d bytes: want the rest kept and 5 signals, have %d of %d, %v, and %d", end, len(rest), n, err, j.Len())
		}
		if err := j.Append(signals); err != nil {
			t.Fatal(err)
		}
		if have := read(t, j); len(have) != 6 || have[5].Tag != signals[5].Tag {
			t.Fatalf("%d bytes: want all 6 in the end, have %d", end, len(have))
		}
		_ = j.Close()
	}
}

// A file of which not even the first line was written is begun anew.
func TestTornHead(t *testing.T) {
	whole := filled(t)
	for end := range len(whole) {
		path := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(path, whole[:end], 0o644); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		if err := j.Append(storetest.Signals()); err != nil || j.Len() != len(storetest.Signals()) {
			t.Errorf("%d bytes: want a journal that works, have %v", end, err)
		}
		_ = j.Close()
	}
}

// Damage before the end is told with its place, and nothing is cut.
func TestDamage(t *testing.T) {
	whole := filled(t, storetest.Signals()...)
	for at := len(filled(t)); at < len(whole)-5100; at += 3 { // the last record is longer than 5,000 bytes
		hurt := slices.Clone(whole)
		hurt[at] ^= 0x10
		path := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(path, hurt, 0o644); err != nil {
			t.Fatal(err)
		}
		j, err := twin.OpenJournal(path, twin.JournalOptions{})
		if err == nil || !strings.Contains(err.Error(), "damaged at byte") {
			_ = j.Close()
			t.Fatalf("byte %d: want it told, have %v", at, err)
		}
		if _, err := twin.ReadJournal(path); err == nil {
			t.Fatalf("byte %d: want it told when read", at)
		}
		if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, hurt) {
			t.Fatalf("byte %d: want the file as it was", at)
		}
	}
}

// What is no journal of ours is told, and left alone.
func TestNoJournal(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, want string }{
		"older": {"tweeling journal 0\nxyz", `want version 1, have "0\n"; use the tweeling that wrote it`},
		"newer": {"tweeling journal 7\nxyz", `want version 1, have "7\n"`},
		"other": {"time,tag,value\n1,2,3\n", `want a journal, which begins with "tweeling journal "`},
		"short": {"PK", `want a journal`},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := twin.OpenJournal(path, twin.JournalOptions{})
		_, reading := twin.ReadJournal(path)
		for _, err := range []error{err, reading} {
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: want %q, have %v", name, c.want, err)
			}
		}
		if left, _ := os.ReadFile(path); string(left) != c.text {
			t.Errorf("%s: want it as it was, have %q", name, left)
		}
	}
	for _, path := range []string{dir, filepath.Join(dir, "none", "j")} {
		if _, err := twin.OpenJournal(path, twin.JournalOptions{}); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: want it told, have %v", path, err)
		}
	}
	if _, err := twin.ReadJournal(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("want that there is none, have %v", err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("who may do anything is refused nothing")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := twin.OpenJournal(filepath.Join(dir, "j"), twin.JournalOptions{}); !errors.Is(err, os.ErrPermission) {
		t.Errorf("want it refused, have %v", err)
	}
}

// Only one writes; others read, and see what has been written since.
func TestOneWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j := open(t, path)
	if _, err := twin.OpenJournal(path, twin.JournalOptions{}); err == nil || !strings.Contains(err.Error(), "another process writes it") {
		t.Errorf("want a second writer refused, have %v", err)
	}
	r, err := twin.ReadJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Append(storetest.Signals()); !errors.Is(err, twin.ErrReadOnly) {
		t.Errorf("want it for reading only, have %v", err)
	}
	for n, s := range storetest.Signals() {
		if err := j.Append([]twin.Signal{s}); err != nil {
			t.Fatal(err)
		}
		if have := read(t, r); len(have) != n+1 || r.Len() != n+1 {
			t.Errorf("want %d read, have %d", n+1, len(have))
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(storetest.Signals()); !errors.Is(err, os.ErrClosed) {
		t.Errorf("want that it is closed, have %v", err)
	}
}

// A full disk: nothing of a batch stays, nothing before is lost, and it goes on when there is room again.
func TestFullDisk(t *testing.T) {
	for _, tears := range []bool{false, true} { // whether the beginning of a batch still goes onto the disk
		path := filepath.Join(t.TempDir(), "j")
		j := open(t, path)
		small := &smallDisk{tears: tears, room: 400}
		twin.OnDisk(j, small.on)
		stored, failed := 0, 0
		signals := storetest.Signals()[:8]
		for range 3 {
			for _, s := range signals {
				switch err := j.Append([]twin.Signal{s}); {
				case err == nil:
					stored++
				case !errors.Is(err, errFull):
					t.Fatal(err)
				default:
					failed++
				}
				if j.Len() != len(read(t, j)) {
					t.Fatalf("want %d, have %d", j.Len(), len(read(t, j)))
				}
			}
			small.room += 400
		}
		if have := read(t, j); len(have) != len(signals) || failed == 0 {
			t.Errorf("want all %d in the end and some refused, have %d and %d", len(signals), len(have), failed)
		}
		_ = j.Close()
		if again := open(t, path); again.Len() != len(signals) {
			t.Errorf("want %d when opened again, have %d", len(signals), again.Len())
		}
	}
}

// A disk that cannot even take back is given up, and opened anew all is well.
func TestBrokenDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j := open(t, path)
	signals := storetest.Signals()
	if err := j.Append(signals[:2]); err != nil {
		t.Fatal(err)
	}
	small := &smallDisk{tears: true, stuck: true}
	twin.OnDisk(j, small.on)
	for range 2 {
		if err := j.Append(signals); !errors.Is(err, errFull) || !strings.Contains(err.Error(), "want it opened anew") {
			t.Errorf("want it given up, have %v", err)
		}
	}
	_ = j.Close()
	again := open(t, path)
	if n, _ := again.Cut(); n == 0 || again.Len() < 2 {
		t.Errorf("want the torn end cut, have %d cut and %d signals", n, again.Len())
	}
	if err := again.Append(signals); err != nil || again.Len() != len(signals) {
		t.Errorf("want all, have %d, %v", again.Len(), err)
	}
}

var errFull = errors.New("no space left on device")

// A smallDisk is a disk with little room.
type smallDisk struct {
	twin.Disk
	room         int64
	tears, stuck bool
}

func (d *smallDisk) on(other twin.Disk) twin.Disk {
	d.Disk = other
	return d
}

func (d *smallDisk) WriteAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) <= d.room {
		return d.Disk.WriteAt(p, at)
	}
	if d.tears {
		n, _ := d.Disk.WriteAt(p[:len(p)-1], at)
		return n, errFull
	}
	return 0, errFull
}

func (d *smallDisk) Truncate(size int64) error {
	if d.stuck {
		return errFull
	}
	return d.Disk.Truncate(size)
}

// No file makes a reader panic or read for ever, and what a writer opens it can go on with.
func FuzzJournal(f *testing.F) {
	whole := filled(f, storetest.Signals()[:6]...)
	f.Add(whole)
	f.Add(whole[:len(whole)-3])
	f.Add([]byte("tweeling journal 1\n\xa5\x01\x00\x00\x00"))
	f.Add([]byte("tweeling journal 2\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		r, reading := twin.ReadJournal(path)
		if reading == nil {
			_ = r.Each(0, func(twin.Signal, uint64) bool { return true })
			_ = r.Each(uint64(len(text)/2), func(twin.Signal, uint64) bool { return true })
		}
		j, err := twin.OpenJournal(path, twin.JournalOptions{Loose: true})
		if err != nil {
			return
		}
		before := j.Len()
		s := twin.Signal{Source: "fuzz", Seq: 1 << 60, At: time.Unix(1, 0), Tag: "new"}
		if err := j.Append([]twin.Signal{s}); err != nil {
			t.Fatal(err)
		}
		if n := len(read(t, j)); n != j.Len() || n < before {
			t.Errorf("want %d, have %d", j.Len(), n)
		}
		_ = j.Close()
	})
}

func ExampleJournal() {
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	j, err := twin.OpenJournal(filepath.Join(dir, "line3.journal"), twin.JournalOptions{Meta: twin.Meta{Scenario: "line3"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	signal := twin.Signal{Source: "plc1", Seq: 1, At: at, Tag: "press.work", Value: twin.NumberValue(17)}
	fmt.Println(j.Append([]twin.Signal{signal, signal}), j.Len())
	err = j.Each(0, func(s twin.Signal, next uint64) bool {
		fmt.Println(s.At.Format(time.TimeOnly), s.Tag, s.Value)
		return true
	})
	fmt.Println(err, j.Close())
	// Output:
	// <nil> 1
	// 06:00:00 press.work 17
	// <nil> <nil>
}

var _ io.Closer = (*twin.Journal)(nil)
