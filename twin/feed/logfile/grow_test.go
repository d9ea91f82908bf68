package logfile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/logfile"
)

// A table that is followed is a feed like any other.
func TestFollowed(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		file := filepath.Join(t.TempDir(), "signals.csv")
		more(t, file, "Source;Seq;Time;Tag;Value\n")
		hears := make(chan struct{})
		close(hears)
		return feedtest.Source{
			Say: func(t *testing.T, signals []twin.Signal) {
				for _, s := range signals {
					more(t, file, fmt.Sprintf("%s;%d;%s;", s.Source, s.Seq, s.At.Format(time.RFC3339Nano))) // a line in two pieces
					more(t, file, fmt.Sprintf("%s;\"%s\"\n", s.Tag, strings.ReplaceAll(s.Value.String(), `"`, `""`)))
				}
			},
			Spoil: func(t *testing.T) { more(t, file, "plc1;3;yesterday;press.count;1\n") },
			Open: func(*testing.T) (twin.Feed, <-chan struct{}) {
				return logfile.CSV(file, logfile.Settings{Grows: true, Follow: true}), hears
			},
		}
	})
}

// A following hears a file until it is ended.
type following struct {
	sync.Mutex
	list []string
	end  context.CancelFunc
	done chan error
}

func follow(file string) *following {
	ctx, end := context.WithCancel(context.Background())
	f := &following{end: end, done: make(chan error, 1)}
	go func() {
		f.done <- logfile.CSV(file, logfile.Settings{Grows: true, Follow: true}).Run(ctx, func(list []twin.Signal) error {
			f.Lock()
			defer f.Unlock()
			for _, s := range list {
				f.list = append(f.list, fmt.Sprintf("%s %d %s=%v", s.Source, s.Seq, s.Tag, s.Value))
			}
			return nil
		})
	}()
	return f
}

// until waits for so many, and returns them.
func (f *following) until(t *testing.T, n int) []string {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		f.Lock()
		list := slices.Clone(f.list)
		f.Unlock()
		if len(list) >= n {
			return list
		}
	}
	t.Fatalf("want %d signals, have %v", n, f.list)
	return nil
}

// A file that is rotated is read to its end, then the new one; one that is cut is read from its beginning, with or without the names of its
// columns; half a line is not read. Names hold: who begins to listen anew hears the same by the same names.
func TestRotated(t *testing.T) {
	file := filepath.Join(t.TempDir(), "press.csv")
	more(t, file, "time,tag,value\n2026-03-02 06:00:00,a,1\n2026-03-02 06:00:01,a,")
	f := follow(file)
	f.until(t, 1)
	more(t, file, "2\n")
	f.until(t, 2)
	if err := os.Rename(file, file+".1"); err != nil {
		t.Fatal(err)
	}
	more(t, file+".1", "2026-03-02 06:00:02,a,3\n2026-03-02 06:00:03,a,4") // whose end nobody writes
	more(t, file, "time,tag,value\n2026-03-02 06:00:04,a,5\n2026-03-02 06:00:05,a,6\n")
	f.until(t, 6)
	if err := os.Truncate(file, 0); err != nil { // and it goes on without the names
		t.Fatal(err)
	}
	time.Sleep(time.Second) // it is looked at five times a second
	more(t, file, "2026-03-02 06:00:06,a,7\n")
	have := f.until(t, 7)
	f.end()
	if err := <-f.done; err != nil {
		t.Error(err)
	}
	const one, two, three = "press@2026-03-02T06:00:00Z", "press@2026-03-02T06:00:04Z", "press@2026-03-02T06:00:06Z"
	want := []string{one + " 1 a=1", one + " 2 a=2", one + " 3 a=3", one + " 4 a=4", two + " 1 a=5", two + " 2 a=6", three + " 1 a=7"}
	if !slices.Equal(have, want) {
		t.Errorf("want\n%s\nhave\n%s", strings.Join(want, "\n"), strings.Join(have, "\n"))
	}
	old := heard(t, logfile.CSV(file+".1", logfile.Settings{Grows: true}))
	if !strings.HasPrefix(old, one+" 1 ") || !strings.Contains(old, "want a line with an end") {
		t.Errorf("want the same names of the file that was rotated, have %s", old)
	}
}

// Times without a zone are those of the place: of the hour that comes twice the first, until the clock goes back; of the hour that never
// comes as before the change. Both are counted.
func TestSummerTime(t *testing.T) {
	place, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip("there are no time zones here")
	}
	for name, c := range map[string]struct {
		rows, want string
		counts     twin.WallClock
	}{
		"winter": {"2026-01-05 06:00:00", "05:00:00", twin.WallClock{Local: 1}},
		"summer": {"2026-07-06 06:00:00", "04:00:00", twin.WallClock{Local: 1}},
		"a zone": {"2026-07-06T06:00:00+05:00", "01:00:00", twin.WallClock{}},
		"ends": {"2026-10-25 01:59:00;2026-10-25 02:10:00;2026-10-25 02:50:00;2026-10-25 02:49:58;2026-10-25 02:05:00;2026-10-25 02:55:00;2026-10-25 03:01:00",
			"23:59:00;00:10:00;00:50:00;00:49:58;01:05:00;01:55:00;02:01:00", twin.WallClock{Local: 7, Twice: 5}},
		"ends, seen from its second hour on": {"2026-10-25 02:10:00", "00:10:00", twin.WallClock{Local: 1, Twice: 1}},
		"begins":                             {"2026-03-29 01:59:00;2026-03-29 02:30:00;2026-03-29 03:31:00", "00:59:00;01:30:00;01:31:00", twin.WallClock{Local: 3, Never: 1}},
	} {
		file := filepath.Join(t.TempDir(), "t.csv")
		more(t, file, "tag,at\nx,"+strings.ReplaceAll(c.rows, ";", "\nx,")+"\n")
		f := logfile.CSV(file, logfile.Settings{Place: place})
		var have []string
		if err := f.Run(t.Context(), func(list []twin.Signal) error {
			for _, s := range list {
				have = append(have, s.At.UTC().Format("15:04:05"))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if strings.Join(have, ";") != c.want || f.WallClock() != c.counts {
			t.Errorf("%s: want %s, %+v, have %s, %+v", name, c.want, c.counts, strings.Join(have, ";"), f.WallClock())
		}
	}
}
