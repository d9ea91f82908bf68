package scenario

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
)

const withTables = `
[product.classic]
share = 0.5
[product.sport]
share = 0.5
[line.in]
kind = "source"
every = { csv = "data/times.csv", column = "comes_m" }
to = ["press"]
[line.press]
kind = "machine"
cycle = { csv = "data/times.csv", column = "cycle_s" }
cycle_by_product = { csv = "data/parts.csv", key = "part", column = "press_s" }
scrap_by_product = { csv = "data/parts.csv", key = "part", column = "scrap" }
load = { csv = "data/times.csv", column = "cycle_s" }
unload = { csv = "data/one.csv", column = "wait", unit = "ms" }
to = ["out"]
[line.out]
kind = "sink"
[measure.faster.line.press]
cycle = { times = 0.5 }
cycle_by_product = { times = 0.5 }
unload = { plus = "1s" }
[measure.other.line.press]
cycle = { csv = "data/later.csv", column = "cycle_s" }
`

var tableFiles = map[string]string{
	"data/times.csv": "cycle_s;comes_m\n12,5;1\n13;2\n12,5;\n",
	"data/parts.csv": "part,press_s,scrap,note\nSPORT,20,0.02,x\nsport,22,,\nother,1,0.5,\n",
	"data/one.csv":   "wait\n1500\n",
	"data/later.csv": "cycle_s\n9\n",
}

func openTables(t *testing.T) func(name string) ([]byte, error) {
	opened := map[string]int{}
	return func(name string) ([]byte, error) {
		if opened[name]++; opened[name] > 1 {
			t.Errorf("want each file read once, have %s again", name)
		}
		if text, ok := tableFiles[name]; ok {
			return []byte(text), nil
		}
		return nil, os.ErrNotExist
	}
}

// Values come from the columns of files beside the scenario, measures change them like others, and the scenario carries
// all the files along.
func TestValuesFromTables(t *testing.T) {
	s, err := Read("mine.toml", []byte(withTables), openTables(t))
	if err != nil {
		t.Fatal(err)
	}
	press := func(s *Scenario, plan string) *plant.Spec {
		m, _, err := s.Model(plan)
		if err != nil {
			t.Fatal(err)
		}
		for i := range m.Elements {
			if m.Elements[i].Name == "press" {
				return &m.Elements[i]
			}
		}
		t.Fatal("want a press")
		return nil
	}
	asIs := press(s, AsIs)
	for what, c := range map[string]struct{ have, want string }{
		"column":               {asIs.Chance("cycle").String(), "empirical(12.5s, 12.5s, 13s)"},
		"by product":           {asIs.ChanceFor("cycle", "sport").String(), "empirical(20s, 22s)"},
		"by product, not told": {asIs.ChanceFor("cycle", "classic").String(), "empirical(12.5s, 12.5s, 13s)"},
		"one row":              {asIs.Chance("unload").String(), "1.5s"},
		"times":                {press(s, "faster").Chance("cycle").String(), "empirical(6.25s, 6.25s, 6.5s)"},
		"times by product":     {press(s, "faster").ChanceFor("cycle", "sport").String(), "empirical(10s, 11s)"},
		"plus":                 {press(s, "faster").Chance("unload").String(), "2.5s"},
		"another file":         {press(s, "other").Chance("cycle").String(), "9s"},
	} {
		if c.have != c.want {
			t.Errorf("%s: want %s, have %s", what, c.want, c.have)
		}
	}
	if have := asIs.NumberFor("scrap", "sport"); have != 0.02 {
		t.Errorf("scrap: want 0.02, have %v", have)
	}
	if asIs.Chance("cycle") != asIs.Chance("load") || asIs.Chance("cycle") != press(s, AsIs).Chance("cycle") {
		t.Error("want one law for one column")
	}
	var names []string
	for _, f := range s.Files {
		names = append(names, f.Name)
	}
	if d := cmp.Diff([]string{"mine.toml", "data/times.csv", "data/parts.csv", "data/one.csv", "data/later.csv"}, names); d != "" {
		t.Error(d)
	}
	again, err := Reread(s.Files)
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash != s.Hash || press(again, "other").Chance("cycle").String() != "9s" {
		t.Error("want the same scenario from its own files")
	}
	changed := append([]File(nil), s.Files...)
	changed[3] = File{changed[3].Name, []byte("wait\n1501\n")}
	if other, err := Reread(changed); err != nil || other.Hash == s.Hash {
		t.Errorf("want another hash for other times, have %v", err)
	}
	if _, err := Read("mine.toml", []byte(withTables), nil); err == nil || !strings.Contains(err.Error(), "want a scenario that is one file, have one that names another") {
		t.Errorf("have %v", err)
	}
}

// Files stand beside the file that names them, also where that is another than the scenario itself.
func TestTablesBesideTheFile(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"mine/top.toml":  "extends = \"../base/base.toml\"\n",
		"base/base.toml": strings.ReplaceAll(small, `cycle = "12s"`, `cycle = { csv = "times.csv", column = "a_s" }`),
		"base/times.csv": "a_s\n1\n2\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Load(filepath.Join(dir, "mine/top.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 3 || filepath.Base(s.Files[2].Name) != "times.csv" {
		t.Errorf("want three files, have %d", len(s.Files))
	}
	if err := os.WriteFile(filepath.Join(dir, "base/times.csv"), bytes.Repeat([]byte("1\n"), maxTable), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(filepath.Join(dir, "mine/top.toml")); err == nil || !strings.Contains(err.Error(), "want a file of at most 16 MB") {
		t.Errorf("have %v", err)
	}
}

// Orders come into the model, with times since the start and by their release; nothing but the key's Later keeps them
// from the engine.
func TestOrders(t *testing.T) {
	var xlsx bytes.Buffer
	day := func(text string) time.Time {
		at, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	if err := eventlog.WriteXLSX(&xlsx, eventlog.Sheet{Name: "Notes", Columns: []string{"x"}}, eventlog.Sheet{
		Name: "Orders", Columns: []string{"Order", "Product", "Qty", "Release", "Due", "Lot"},
		Rows: [][]any{
			{"A3", "sport", 30, day("2026-03-03 06:00"), day("2026-03-05 00:00"), 12},
			{"A1", "Classic", 10, nil, day("2026-03-01 12:00"), nil},
			{"A2", "classic", 20, day("2026-02-01 00:00"), nil, 50},
		},
	}); err != nil {
		t.Fatal(err)
	}
	text := `[run]
start = 2026-03-02
[product.classic]
[product.sport]
[line.in]
kind = "source"
orders = { xlsx = "orders.xlsx", sheet = "Orders" }
to = ["out"]
[line.out]
kind = "sink"
`
	open := func(string) ([]byte, error) { return xlsx.Bytes(), nil }
	kind, _ := plant.Find("source")
	key, _ := kind.Key("orders")
	later := key.Later
	if _, err := Read("mine.toml", []byte(text), open); later != "" && (err == nil || err.Error() != "mine.toml:7:11: line.in.orders: "+later) {
		t.Errorf("want nothing but that it is not built, have %v", err)
	}
	key.Later = ""
	defer func() { key.Later = later }()
	s, err := Read("mine.toml", []byte(text), open)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := s.Model(AsIs)
	if err != nil {
		t.Fatal(err)
	}
	const h = time.Hour
	want := []plant.Order{
		{Number: "A1", Product: 0, Quantity: 10, Due: -12 * h},
		{Number: "A2", Product: 0, Quantity: 20, Lot: 20, Due: plant.NoDue},
		{Number: "A3", Product: 1, Quantity: 30, Lot: 12, Release: 30 * h, Due: 96 * h},
	}
	if d := cmp.Diff(want, m.Orders); d != "" {
		t.Error(d)
	}
	if m.Products[0].Share != 0.5 || m.Products[1].Share != 0.5 {
		t.Errorf("want shares of what is ordered, have %+v", m.Products)
	}
	if len(s.Warnings) != 2 || !strings.Contains(s.Warnings[1].Text, "no machine has a dispatch") || !strings.Contains(s.Warnings[0].Text, "1 of 3 orders are due before the run begins") {
		t.Errorf("have %v", s.Warnings)
	}
	said, err := s.Semantics(AsIs)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(cmp.Diff(nil, said), "semantics.source.orders") {
		t.Error("want the orders in the semantics")
	}
}

// A long list of measured times is told by its beginning.
func TestBrief(t *testing.T) {
	times := make([]float64, 1000)
	for i := range times {
		times[i] = float64(i) + 0.5
	}
	d, err := dist.Empirical(times)
	if err != nil {
		t.Fatal(err)
	}
	if have := brief(d); have != "empirical(500ms, 1.5s, 2.5s, 3.5s, 4.5s, 5.5s, 6.5s, 7.5s, ...)" {
		t.Errorf("have %s", have)
	}
}

// Setup matrices come from squares and from lists, and stops from the rows of a log that are about the machine.
func TestSetupsAndStopsFromTables(t *testing.T) {
	files := map[string]string{
		"setups.csv": "before;Red;blue\nRED;-;5\nblue;7,5;-\nold;1;1\n",
		"list.csv":   "from,to,setup_min\nred,blue,5\nblue,red,7.5\n",
		"stops.csv":  "machine,reason,up_h,down_min\npress,jam,3,5\nlathe,jam,9,50\npress,jam,5,15\npress,tool,1,1\n",
	}
	toml := `
[product]
red = { share = 0.5 }
blue = { share = 0.5 }
[line]
in = { kind = "source", to = ["press"] }
out = { kind = "sink" }
[line.press]
kind = "machine"
cycle = "10s"
setup_matrix = { csv = "setups.csv", unit = "m" }
failure.jam.uptime = { csv = "stops.csv", column = "up_h", where = { machine = "press", reason = "jam" } }
failure.jam.repair = { csv = "stops.csv", column = "down_min", where = { machine = "press", reason = "jam" } }
to = ["out"]
[measure.list.line.press]
setup_matrix = { csv = "list.csv", column = "setup_min" }
[measure.quick.line.press]
setup_matrix = { times = 0.5 }
`
	open := func(name string) ([]byte, error) { return []byte(files[name]), nil }
	s, err := Read("mine.toml", []byte(toml), open)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) == 0 || !strings.Contains(s.Warnings[0].Text, "has changes of what is no product or family here: old") {
		t.Errorf("want what is left over to be told, have %v", s.Warnings)
	}
	for plan, want := range map[string][2]string{AsIs: {"5m", "7m30s"}, "list": {"5m", "7m30s"}, "quick": {"2m30s", "3m45s"}} {
		m, _, err := s.Model(plan)
		if err != nil {
			t.Fatal(err)
		}
		press := &m.Elements[slices.IndexFunc(m.Elements, func(s plant.Spec) bool { return s.Name == "press" })]
		x, _ := press.Values["setup_matrix"].(plant.Changeovers)
		if x["red>blue"].String() != want[0] || x["blue>red"].String() != want[1] {
			t.Errorf("%s: want %v, have %v and %v", plan, want, x["red>blue"], x["blue>red"])
		}
		f := press.Failures[0]
		if f.Uptime.String() != "empirical(3h, 5h)" || f.Repair.String() != "empirical(5m, 15m)" {
			t.Errorf("%s: want the stops of the press, have %v and %v", plan, f.Uptime, f.Repair)
		}
	}
}
