package feed_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed"
	"tweeling/twin/history"
)

// An address is opened by its scheme or by the end of its name.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	text := "tag,at,value\na,2026-01-05,1\nb,2026-01-06,2\n"
	for _, name := range []string{"s.csv", "S.TXT", "export"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, err := history.Open("h.db")
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	j, err := twin.OpenJournal("j.journal", twin.JournalOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for _, s := range []twin.Store{h, j} {
		if err := s.Append([]twin.Signal{{Source: "x", At: time.Unix(0, 0)}, {Source: "y", At: time.Unix(1, 0)}}); err != nil {
			t.Fatal(err)
		}
	}
	for address, want := range map[string]string{
		"s.csv": "", "S.TXT": "", "csv:export": "", filepath.Join(dir, "s.csv") + "?speed=1e8": "", "h.db": "", "j.journal?speed=1000": "", "history:h.db": "", "journal:j.journal": "",
		"export":                "want an address such as mqtt://localhost/plant/#, or a file whose name tells",
		"http://x":              `want an address of a kind that exists, have "http"; there are mqtt:, mqtts:, csv: (.csv`,
		"s.csv?speed=0":         "want a speed above 0",
		"s.csv?sped=1":          `want an option that exists, have "sped"; there are speed, value, follow`,
		"h.db?value=1":          "there are speed",
		"none.db":               "have no such file",
		"none.csv":              "no such file",
		"none.journal":          "no such file",
		"mqtt://user:secret@x/": "want no user in the address",
	} {
		n := 0
		f, err := feed.Open(address, feed.Settings{})
		if err == nil {
			err = f.Run(context.Background(), func(list []twin.Signal) error { n += len(list); return nil })
			if f.Close() != nil || f.Live {
				t.Errorf("%s: want a file closed", address)
			}
		}
		if want == "" && (err != nil || n != 2) {
			t.Errorf("%s: want 2 signals, have %d, %v", address, n, err)
		} else if want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: want %q, have %v", address, want, err)
		}
	}
	if f, err := feed.Open("mqtt://localhost/plant/#", feed.Settings{}); err != nil || !f.Live {
		t.Errorf("want a broker that is live, have %v", err)
	}
}

// A file at a pace ends with its context.
func TestPace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.csv")
	if err := os.WriteFile(file, []byte("tag,at\na,2026-01-05\nb,2026-01-06\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := feed.Open(file, feed.Settings{Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	n := 0
	err = f.Run(ctx, func(list []twin.Signal) error { n += len(list); end(); return nil })
	if err != nil || n != 1 {
		t.Errorf("want the first, which is due at once, and an end, have %d, %v", n, err)
	}
}
