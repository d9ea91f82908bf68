package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/scenario"
)

// The shares of the hour before, and the cells that the bands are drawn from, are those of the records of the run, also of
// a station whose cycles are shorter than a cell.
func TestSharesAreThoseOfTheRun(t *testing.T) {
	const at = 6 * time.Hour
	w := loaded(t, "shaver-heads", Options{At: at})
	framed(t, w, 1280, 720)
	for k, s := range w.sides {
		until := s.stage.opens + at
		l, err := s.stage.plant.Line(w.seed, 0)
		if err != nil {
			t.Fatal(err)
		}
		spent := make([][sim.NumStates]sim.Time, len(s.stage.roles))
		since, state := make([]sim.Time, len(spent)), make([]sim.State, len(spent))
		g := &gatherer{}
		l.Watch(g, sim.Changed)
		if err := l.Start(); err != nil {
			t.Fatal(err)
		}
		if err := s.track.runTo(l, until); err != nil {
			t.Fatal(err)
		}
		for id := range spent {
			state[id] = newWorld(s.stage).nodes[id].state
		}
		from := until - time.Hour
		spend := func(id sim.ID, to sim.Time) { spent[id][state[id]] += max(0, to-max(since[id], from)) }
		for i := range g.records {
			if r := &g.records[i]; r.What == sim.Changed && r.At <= until {
				spend(r.ID, r.At)
				since[r.ID], state[r.ID] = r.At, r.To
			}
		}
		for _, i := range s.stage.stations {
			it := &s.stage.items[i]
			var want [sim.NumStates]sim.Time
			for _, id := range it.IDs {
				spend(id, until)
				var cells [sim.NumStates]sim.Time
				own := s.track.cursor.told.cells[s.stage.rank[id]]
				for _, c := range own[(at-time.Hour)/cellLong : at/cellLong] {
					cells[c] += cellLong
				}
				for st := range sim.NumStates {
					want[st] += spent[id][st]
					if off := cells[st] - spent[id][st]; off < -3*cellLong || off > 3*cellLong {
						t.Errorf("%s, %s: the band of the hour has %v of %v, want %v", s.name, it.name, cells[st], st, spent[id][st])
					}
				}
			}
			if got, sum := s.hourBefore(it, &w.draw.facts[k]); got != want || sum != time.Duration(len(it.IDs))*time.Hour {
				t.Errorf("%s, %s: in the hour before %v, of %v, want %v", s.name, it.name, got, sum, want)
			}
		}
	}
}

// The shares have the stations of both sides, each where it stands in the line.
func TestSharesHaveTheStationsOfBothSides(t *testing.T) {
	w := loaded(t, "shaver-heads", Options{At: 6 * time.Hour})
	l := framed(t, w, 1456, 819)
	var names []string
	for _, text := range texts(t, l, "shares")[2:] {
		if w.sides[1].stage.find(text) >= 0 {
			names = append(names, text)
		}
	}
	want := []string{"trays", "load", "cutter", "weld", "spring", "grease", "mount", "close", "test", "inspect", "pack", "boxes"}
	if !slices.Equal(names, want) {
		t.Errorf("the shares are of %v, want %v", names, want)
	}
	bars := ids(l, "/bar")
	for id, want := range map[string]bool{"after/trays/bar": true, "before/trays/bar": false, "before/load/bar": true} {
		if slices.Contains(bars, id) != want {
			t.Errorf("whether %s is in the picture is %v, want %v", id, !want, want)
		}
	}
}

// Where there is no room for all rows, the charts say how many they show, and the bottleneck is among them.
func TestChartsThatAreCutSaySo(t *testing.T) {
	s, err := scenario.Read("hundred.toml", []byte(strings.Replace(thousand(100), "triangular(8s, 10s, 13s)\"\nto = [\"b91\"]", "triangular(9s, 11s, 13s)\"\nto = [\"b91\"]", 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range []string{"", scenario.AsIs} {
		w, err := New(s, Options{At: 20 * time.Minute, Plan: plan})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		l := framed(t, w, 1280, 720)
		for _, chart := range []string{"shares", "gantt"} {
			if got := texts(t, l, chart); !has(got, "of 100 shown") {
				t.Errorf("plan %q: %s does not say how many of 100 stations it has: %v", plan, chart, got)
			}
		}
		for i, d := range w.sides {
			neck := &d.stage.items[w.draw.facts[i].neckAt]
			if !slices.Contains(ids(l, "/bar"), neck.ids.bar) {
				t.Errorf("plan %q, %s: the bottleneck %s has no bar", plan, d.name, neck.name)
			}
			if i == int(w.charted) && !slices.Contains(ids(l, "/row"), neck.ids.row) {
				t.Errorf("plan %q, %s: the bottleneck %s has no row", plan, d.name, neck.name)
			}
		}
	}
}

// The card that nobody opened is of a station that waits, with the longest chain of causes, on the side with the plan.
func TestTheCardOpensOnWhatHasMostToTell(t *testing.T) {
	for _, plan := range []string{"", scenario.AsIs} {
		for _, at := range []time.Duration{2 * time.Hour, 6*time.Hour + 33*time.Second} {
			w := loaded(t, "shaver-heads", Options{At: at, Plan: plan})
			framed(t, w, 1456, 819)
			last := len(w.sides) - 1
			if int(w.pickSide) != last {
				t.Errorf("plan %q: the card is of side %d, want %d", plan, w.pickSide, last)
			}
			s, f := w.sides[last], &w.draw.facts[last]
			long := func(i int32) int {
				c := chain{Show: w, side: s, world: f.world, told: f.told, t: s.stage.opens + at}
				if !waits(f.world.nodes[c.node(&s.stage.items[i])].state) {
					return 0
				}
				c.station(i)
				return len(c.links)
			}
			most := 0
			for _, i := range s.stage.stations {
				most = max(most, long(i))
			}
			if got := long(s.stage.find(w.telling)); got != most {
				t.Errorf("plan %q at %v: the card is of %s with a chain of %d, want one of %d", plan, at, w.telling, got, most)
			}
		}
	}
}
