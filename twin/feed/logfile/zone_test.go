package logfile_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/logfile"
)

// A time of XES without a zone is one of the clock on the wall of the plant, as it is in a table; one with a zone is what it says. In summer
// the clock of Amsterdam is two hours ahead, in winter one.
func TestXESWithoutZones(t *testing.T) {
	place, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "log.xes")
	text := `<log><trace><string key="concept:name" value="1"/>`
	for _, at := range []string{"2026-03-28T06:00:00", "2026-03-30T06:00:00.500", "2026-03-30T06:00:01+00:00"} {
		text += `<event><string key="concept:name" value="press"/><date key="time:timestamp" value="` + at + `"/></event>`
	}
	if err := os.WriteFile(file, []byte(text+"</trace></log>"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := logfile.XES(file, logfile.Settings{Place: place})
	var have []string
	if err := f.Run(t.Context(), func(list []twin.Signal) error {
		for _, s := range list {
			have = append(have, s.At.Format(time.RFC3339Nano))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-03-28T05:00:00Z", "2026-03-30T04:00:00.5Z", "2026-03-30T06:00:01Z"}
	for i := range want {
		if len(have) != len(want) || have[i] != want[i] {
			t.Fatalf("want %v, have %v", want, have)
		}
	}
	if clock := f.WallClock(); clock.Local != 2 {
		t.Errorf("want two times without a zone, have %+v", clock)
	}
}
