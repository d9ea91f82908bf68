package view

import (
	"testing"
	"time"

	"tweeling/sim"
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
			state[id] = newWorld(s.stage.roles, s.stage.plant.Layout.Products).nodes[id].state
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
