package fit

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tweeling/sim/eventlog"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// readShop reads one of the real logs of a machine shop, found where TWEELING_REFERENCE says.
func readShop(t *testing.T, name string) *Log {
	t.Helper()
	root := os.Getenv("TWEELING_REFERENCE")
	if root == "" {
		t.Skip("set TWEELING_REFERENCE to the folder of the reference data")
	}
	file, err := os.Open(filepath.Join(root, "data", "4tu-production", name))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	how := Reading{File: name}
	var columns []string
	var rows Rows
	if filepath.Ext(name) == ".gz" {
		x, err := eventlog.OpenXES(name, file)
		if err != nil {
			t.Fatal(err)
		}
		columns, rows, err = XESRows(x)
		if err != nil {
			t.Fatal(err)
		}
	} else {
		r, err := eventlog.Open(name, file, eventlog.Format{})
		if err != nil {
			t.Fatal(err)
		}
		columns, rows = r.Columns, r
	}
	l, err := Read(columns, rows, how)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A real machine shop: its log is read in three formats, and the model makes in a week what the shop did.
func TestShop(t *testing.T) {
	for _, c := range []struct {
		file         string
		spans, cases int
		unit         Unit
	}{
		{"Production.csv", 4480, 225, Order},
		{"Production.xes.gz", 4503, 225, Piece},
		{"Production_with_machines_partial.csv", 2489, 220, Order},
	} {
		l := readShop(t, c.file)
		if len(l.Spans) != c.spans || len(l.Cases.List) != c.cases {
			t.Errorf("%s: %d spans of %d cases, want %d of %d", c.file, len(l.Spans), len(l.Cases.List), c.spans, c.cases)
		}
		m, err := New(l, Settings{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if m.Unit != c.unit {
			t.Errorf("%s: unit %v, want %v", c.file, m.Unit, c.unit)
		}
		w, err := words.In("en")
		if err != nil {
			t.Fatal(err)
		}
		text := m.Text(w)
		s, err := scenario.Read("shop.toml", text, nil)
		if err != nil {
			t.Fatalf("%s: %v\n%s", c.file, err, text)
		}
		r, err := experiment.Run(context.Background(), s, experiment.Settings{Plans: []string{experiment.AsIs}, Replications: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Measured() {
			if h.Name == "good_parts_per_week" && (!h.Within || h.Why != "") {
				t.Errorf("%s: measured %.1f a week is not within %.1f to %.1f %s", c.file, h.Measured, h.Low, h.High, h.Why)
			}
		}
	}
}

// What is known of the log from its makers and from counting it by hand: 705 setups, 51 breakdowns.
func TestShopCounts(t *testing.T) {
	l := readShop(t, "Production.csv")
	count := map[Class]int{}
	for i := range l.Spans {
		count[l.Spans[i].Class]++
	}
	if got := count[Setup]; got < 695 || got > 711 { // 705 reported, less those told twice, and activities that are called setups
		t.Errorf("%d setups", got)
	}
	if got := count[Down]; got != 51 {
		t.Errorf("%d breakdowns, want 51", got)
	}
	if l.Faults.Marks != 450 || l.Faults.Doubles != 23 {
		t.Errorf("%+v", l.Faults)
	}
}
