package twin_test

import (
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/storetest"
)

func TestMemoryIsAStore(t *testing.T) {
	kept := map[string]*twin.Memory{}
	storetest.Run(t, func(_ *testing.T, dir string) twin.Store {
		if kept[dir] == nil {
			kept[dir] = &twin.Memory{}
		}
		return kept[dir]
	})
}

func TestZero(t *testing.T) {
	place := time.FixedZone("there", 3600)
	for _, c := range []struct{ start, first, want string }{
		{"", "2026-03-05T10:00:00+01:00", "2026-03-02T00:00:00+01:00"},
		{"", "2026-03-01T23:30:00Z", "2026-03-02T00:00:00+01:00"},
		{"", "2026-03-01T22:30:00Z", "2026-02-23T00:00:00+01:00"},
		{"2026-01-05T00:00:00Z", "2026-03-05T10:00:00+01:00", "2026-01-05T00:00:00+01:00"},
		{"2026-01-05T00:00:00Z", "2025-12-31T10:00:00+01:00", "2025-12-29T00:00:00+01:00"},
		{"2026-01-05T00:00:00Z", "2026-01-05T00:00:00+01:00", "2026-01-05T00:00:00+01:00"},
	} {
		at := func(text string) time.Time {
			m, err := time.Parse(time.RFC3339, text)
			if err != nil && text != "" {
				t.Fatal(err)
			}
			return m
		}
		if have := twin.Zero(at(c.start), at(c.first), place); !have.Equal(at(c.want)) {
			t.Errorf("%s and %s: want %s, have %v", c.start, c.first, c.want, have)
		}
	}
}
