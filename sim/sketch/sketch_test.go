package sketch_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim/eventlog"
	"tweeling/sim/scenario"
	"tweeling/sim/sketch"
	"tweeling/sim/words"
)

func answered(t *testing.T, answers map[string]string) (*sketch.Sketch, error) {
	t.Helper()
	var s sketch.Sketch
	for i := range sketch.Questions {
		q := &sketch.Questions[i]
		if a, ok := answers[q.Key]; ok {
			if err := q.Set(&s, a); err != nil {
				return nil, fmt.Errorf("%s: %w", q.Key, err)
			}
		} else if err := q.TakeGuess(&s); err != nil {
			t.Fatalf("%s: the guess %q: %v", q.Key, q.Guess(&s), err)
		}
	}
	return &s, nil
}

func read(t *testing.T, s *sketch.Sketch, lang string) *scenario.Scenario {
	t.Helper()
	w, err := words.In(lang)
	if err != nil {
		t.Fatal(err)
	}
	text := s.Text(w)
	made, err := scenario.Read("made.toml", text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(made.Warnings) > 0 {
		t.Errorf("%v\n%s", made.Warnings, text)
	}
	return made
}

func TestAnswersMakeALine(t *testing.T) {
	s, err := answered(t, map[string]string{
		"name": `Koppen "A"`, "shifts": "Mon-Fri 07:00-15:30; Sat 07:00-12:00", "stations": "Pers 1 12,5s, Lassen 0,5 min; pack 20 s",
		"operators": "2: pers 1, pack", "buffers": "4 0", "failures": "lassen 3 h 10 min", "products": "Classic 9,50 480.000; sport € 12 240000 5,10", "wage": "41,50",
	})
	if err != nil {
		t.Fatal(err)
	}
	made := read(t, s, "nl")
	model, _, err := made.Model("as-is")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range model.Elements {
		got[e.Name] = fmt.Sprint(e.Kind, " ", e.Title, " ", e.Chance("cycle"), " ", e.Crew(), " ", e.Refs("to"), " ", len(e.Failures))
	}
	for name, want := range map[string]string{
		"pers-1": "machine Pers 1 lognormal(12.5s, cv 0.15) map[cycle:crew] [before-lassen] 0",
		"lassen": "machine Lassen 30s map[] [pack] 1",
		"pack":   "machine  lognormal(20s, cv 0.15) map[cycle:crew] [dispatch] 0",
	} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	if made.Title != `Koppen "A"` || len(model.Shifts) != 1 || model.Shifts[0].Planned(0, 7*24*3600e9).Hours() != 5*8.5+5 {
		t.Errorf("title %q, shifts %v", made.Title, model.Shifts)
	}
	if p := made.Products; len(p) != 2 || p[0].Price != 9.5 || p[0].MaterialCost != 4.75 || p[0].DemandPerYear != 480_000 || p[1].MaterialCost != 5.1 {
		t.Errorf("products %+v", made.Products)
	}
	graded := map[string]string{}
	for _, e := range made.Evidence {
		graded[e.Path] = e.Grade
	}
	for path, want := range map[string]string{
		"line.pers-1.cycle": "guess", "line.lassen.cycle": "", "line.crew.wage_per_hour": "", "line.before-lassen.room": "",
		"product.classic.material_cost": "guess", "product.sport.material_cost": "", "product.classic.price": "", "measure.faster.capex": "guess",
	} {
		if graded[path] != want {
			t.Errorf("%s is %q, want %q", path, graded[path], want)
		}
	}
}

func TestGuessesMakeALineAndAreGuesses(t *testing.T) {
	for _, lang := range words.Languages {
		s, err := answered(t, nil)
		if err != nil {
			t.Fatal(err)
		}
		made := read(t, s, lang)
		for _, e := range made.Evidence {
			if e.Grade != "guess" {
				t.Errorf("%s: %s is %s", lang, e.Path, e.Grade)
			}
		}
		if len(made.Evidence) < 20 || len(made.Plans) != 1 {
			t.Errorf("%s: %d guesses, %d plans", lang, len(made.Evidence), len(made.Plans))
		}
	}
}

func TestAnswersThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ key, answer, want string }{
		"no name":              {"name", "", "1 to 80 letters"},
		"too many shifts":      {"shifts", "4", "1, 2, 3, always"},
		"no cycle":             {"stations", "press", "cycle time"},
		"no unit":              {"stations", "press 12", "with its unit"},
		"no time":              {"stations", "press 0s", "1ms"},
		"ambiguous":            {"stations", "press 1.250s", "1250 or 1.25"},
		"twice":                {"stations", "press 12s; Press 13s", "twice"},
		"no letters":           {"stations", "!! 12s", "letter"},
		"two mistakes":         {"stations", "press 12; pack", "pack"},
		"unknown station":      {"operators", "2: nobody", "there are load"},
		"half a person":        {"operators", "1,5", "whole number"},
		"one too few":          {"operators", "0: load", "at least 1"},
		"gaps":                 {"buffers", "1 2", "or 3"},
		"less than nothing":    {"buffers", "-1", "whole number"},
		"repair missing":       {"failures", "load 3h", "repair"},
		"fails nowhere":        {"failures", "other 3h 10m", "there are load"},
		"no price":             {"products", "classic 480000", "price"},
		"none a year":          {"products", "classic 9 0", "at least 1"},
		"fraction of a year":   {"products", "classic 9 1,5", "whole number"},
		"price is a thousand?": {"products", "classic 1.250 100", "1250 or 1.25"},
		"for nothing":          {"wage", "0", "above 0"},
		"words":                {"wage", "a lot", "want a number"},
	} {
		if _, err := answered(t, map[string]string{c.key: c.answer}); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), c.key) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Whatever the stations are called and however many there are, what comes out checks.
func TestAnySketchChecks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var rows []string
		for i := range rapid.IntRange(1, 6).Draw(r, "stations") {
			name := rapid.SampledFrom([]string{"crew", "supply", "dispatch", "Pers ", "all", "any", "9", "before-crew", "Ünï", "faster", "day"}).Draw(r, "name")
			rows = append(rows, fmt.Sprintf("%s%d;%d;%s;%d;%s", name, i, rapid.IntRange(1, 500).Draw(r, "cycle"),
				rapid.SampledFrom([]string{"0", "0,5", "1", "2", ""}).Draw(r, "operators"), rapid.IntRange(0, 9).Draw(r, "buffer"),
				rapid.SampledFrom([]string{";", "4h;10m"}).Draw(r, "failure")))
		}
		var s sketch.Sketch
		if _, err := s.ReadTable("line.csv", []byte("station;cycle_s;operators;buffer;mtbf;mttr\n"+strings.Join(rows, "\n"))); err != nil {
			r.Fatal(err)
		}
		for i := range sketch.Questions {
			if q := &sketch.Questions[i]; s.Stations != nil && !strings.Contains(strings.Join(sketch.FromTable, " "), q.Key) {
				if err := q.TakeGuess(&s); err != nil {
					r.Fatal(err)
				}
			}
		}
		w, err := words.In("en")
		if err != nil {
			r.Fatal(err)
		}
		text := s.Text(w)
		if _, err := scenario.Read("made.toml", text, nil); err != nil {
			r.Fatalf("%v\n%s", err, text)
		}
	})
}

const tableText = "\xef\xbb\xbfNaam;Cyclustijd (s);Operators;Buffer;MTBF [h];mttr;Uitval %;Remark\r\n" +
	"Pers;12,5;1;4;3;10 min;2;old\r\n" +
	";;;;;;;\r\n" +
	"Lassen;0,5 min;0,5;;;;;\r\n" +
	"Pak;20;2;0;8,5;5m;0,5;\r\n"

func TestTable(t *testing.T) {
	var s sketch.Sketch
	unused, err := s.ReadTable("line.csv", []byte(tableText))
	if err != nil {
		t.Fatal(err)
	}
	want := []sketch.Station{
		{Name: "pers", Title: "Pers", Cycle: 12.5, Operators: 1, Buffer: 4, MTBF: 10_800, MTTR: 600, Scrap: 0.02},
		{Name: "lassen", Title: "Lassen", Cycle: 30, Operators: 0.5},
		{Name: "pak", Title: "Pak", Cycle: 20, Operators: 2, MTBF: 30_600, MTTR: 300, Scrap: 0.005},
	}
	for i := range want {
		if s.Stations[i] != want[i] {
			t.Errorf("%+v, want %+v", s.Stations[i], want[i])
		}
	}
	if len(unused) != 1 || unused[0] != "Remark" || s.Crew != 4 || s.Guessed["failures"] || !s.Guessed["crew"] {
		t.Errorf("unused %v, crew %d, guessed %v", unused, s.Crew, s.Guessed)
	}
	var least sketch.Sketch
	if _, err := least.ReadTable("line.csv", []byte("station,cycle\na,12s\nb,13s\n")); err != nil {
		t.Fatal(err)
	}
	if !least.Guessed["operators"] || !least.Guessed["buffers"] || !least.Guessed["failures"] || least.Guessed["stations"] || least.Crew != 2 {
		t.Errorf("guessed %v, crew %d", least.Guessed, least.Crew)
	}
}

func TestMistakesOfATable(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":            {"", []string{"line.csv: want"}},
		"no stations":      {"station,cycle\n", []string{"line.csv: want 1 to 200 stations, have 0"}},
		"no such columns":  {"a,b\n1,2\n", []string{"line.csv: want a column station, have a, b", "line.csv: want a column cycle"}},
		"column twice":     {"station,cycle,cyclus\na,1s,2s\n", []string{"line.csv: cyclus: want each column once"}},
		"half a failure":   {"station,cycle,mtbf\na,1s,2h\n", []string{"line.csv: want mtbf and mttr"}},
		"all at once":      {"station;cycle;operators;buffer\na;12;1;2\nb;13s;1,5;2\n;1s;;\nc;;1;x\n", []string{"line.csv:2: cycle: want a time with its unit", "line.csv:3: operators: want a whole number", "line.csv:4: station: want a name", "line.csv:5: cycle: want a value", "line.csv:5: buffer: want a whole number"}},
		"one of a pair":    {"station,cycle,mtbf,mttr\na,1s,2h,\n", []string{"line.csv:2: want both mtbf and mttr of a"}},
		"twice":            {"station,cycle\na,1s\nA,2s\n", []string{"line.csv:3: station: want each station once"}},
		"no UTF-8":         {"station,cycle\n\xe9,1s\n", []string{"line.csv"}},
		"scrap of 2":       {"station,cycle,scrap\na,1s,2\n", []string{"line.csv:2: scrap: want a share below 1"}},
		"rows are counted": {"station,cycle\n\n\na,1\n", []string{"line.csv:4: cycle"}},
	} {
		var s sketch.Sketch
		_, err := s.ReadTable("line.csv", []byte(c.text))
		if err == nil {
			t.Errorf("%s: no mistake", name)
			continue
		}
		list, ok := errors.AsType[eventlog.Mistakes](err)
		if !ok || len(list) != len(c.want) {
			t.Errorf("%s: %v, want %d mistakes", name, err, len(c.want))
		}
		for i, m := range list {
			if i < len(c.want) && !strings.HasPrefix(m.Error(), c.want[i]) {
				t.Errorf("%s: %q, want %q", name, m, c.want[i])
			}
		}
	}
}

// A spreadsheet is read as well; its numbers have a point and can be read in one way only.
func TestSpreadsheet(t *testing.T) {
	var b bytes.Buffer
	err := eventlog.WriteXLSX(&b, eventlog.Sheet{Name: "line", Columns: []string{"station", "cycle (s)", "operators", "buffer"},
		Rows: [][]any{{"Pers", 12.125, 1, 4}, {"Pak", 9.5, 0.5, 0}}})
	if err != nil {
		t.Fatal(err)
	}
	var s sketch.Sketch
	if _, err := s.ReadTable("line.xlsx", b.Bytes()); err != nil {
		t.Fatal(err)
	}
	if p := s.Stations; len(p) != 2 || p[0].Cycle != 12.125 || p[0].Buffer != 4 || p[1].Operators != 0.5 || s.Crew != 2 {
		t.Errorf("%+v, crew %d", p, s.Crew)
	}
}
