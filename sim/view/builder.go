package view

import (
	"errors"
	"slices"
	"strings"

	"tweeling/sim"
)

var errClosed = errors.New("closed")

// A builder observes a line that runs ahead, and gathers what pictures will ask for.
type builder struct {
	stage   *stage
	world   *world
	base    *world // what counts, counts from here
	zero    int64  // good parts before the view began
	crew    *crew
	records []sim.Record
	opened  bool

	cell    sim.Time                  // end of the cell under way
	spent   [][sim.NumStates]sim.Time // in the cell under way
	owed    [][sim.NumStates]sim.Time // lasted but not drawn yet; below 0: drawn too much
	since   []sim.Time
	cells   [][]uint8
	sums    []sim.Time
	necks   []int16
	good    []int32
	inside  []int32
	mishaps []mishap
	modes   [][]int8 // of each node's timers: which failure mode, -1: none
}

func newBuilder(st *stage) *builder {
	b := &builder{stage: st, world: newWorld(st), crew: newCrew(st)}
	if st.counting != nil {
		b.world.counting, b.world.flowed = st.counting, make([]int64, len(st.edges))
	}
	b.world.asked = make([]int64, len(st.roles))
	for _, c := range st.plant.Layout.Cards {
		b.world.cards = append(b.world.cards, int32(c.Cards*max(1, c.Lot)))
	}
	b.spent = make([][sim.NumStates]sim.Time, len(st.ranked))
	b.owed = make([][sim.NumStates]sim.Time, len(st.ranked))
	b.since = make([]sim.Time, len(st.ranked))
	b.cells = make([][]uint8, len(st.ranked))
	b.modes = make([][]int8, len(st.roles))
	for i := range st.items {
		for _, id := range st.items[i].IDs {
			e := st.plant.Layout.Nodes[id].Element
			if e == nil {
				continue
			}
			for _, t := range e.Timers() {
				mode := -1
				if name, ok := strings.CutPrefix(t.Name, "uptime "); ok {
					for m := range st.items[i].Failures {
						if st.items[i].Failures[m].Name == name {
							mode = m
						}
					}
				}
				b.modes[id] = append(b.modes[id], int8(mode))
			}
		}
	}
	return b
}

// open is the start of the view: what counts, counts from here.
func (b *builder) open() {
	b.world.at, b.world.opened = b.stage.opens, b.stage.opens
	b.world.lead, b.world.leads = 0, 0
	b.base, b.zero = b.world.clone(), total(b.world.good)
	b.opened = true
	b.cell = b.stage.opens + cellLong
	for i := range b.since {
		b.since[i] = b.stage.opens
	}
	b.crew.reset()
	b.mishaps = nil
	b.mark(b.stage.opens)
}

// Observe gathers a batch of records.
func (b *builder) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		if b.opened {
			for r.At >= b.cell {
				b.closeCell()
			}
		}
		b.crew.observe(r)
		if r.What == sim.TimerRang {
			if m := b.modes[r.ID]; int(r.Timer) < len(m) && m[r.Timer] >= 0 && b.opened {
				b.mishaps = append(b.mishaps, mishap{r.At, r.ID, uint8(m[r.Timer])})
			}
			if !b.stage.counts(r) {
				continue
			}
		}
		if b.opened {
			b.records = append(b.records, *r)
			if k := b.stage.rank[r.ID]; k >= 0 && r.What == sim.Changed {
				b.spent[k][r.From] += r.At - b.since[k]
				b.since[k] = r.At
			}
		}
		b.world.apply(r)
	}
}

// closeCells closes all cells that are over by a time.
func (b *builder) closeCells(until sim.Time) {
	for b.cell <= until {
		b.closeCell()
	}
}

func (b *builder) closeCell() {
	for k, id := range b.stage.ranked {
		n := &b.world.nodes[id]
		b.spent[k][n.state] += b.cell - b.since[k]
		b.since[k] = b.cell
		b.cells[k] = append(b.cells[k], uint8(fill(&b.spent[k], &b.owed[k])))
	}
	b.necks = append(b.necks, b.world.bottleneck(b.stage))
	if (b.cell-b.stage.opens)%markLong == 0 {
		b.mark(b.cell)
	}
	b.cell += cellLong
}

// fill picks the state that a cell is drawn in: of those that occurred in it, the one that is owed most. What a state lasted
// and was not drawn is carried over to the next cells. So however short the cycles, over many cells each state is drawn as
// long as it lasted, to within a few cells, and never in a cell in which it did not occur.
func fill(spent, owed *[sim.NumStates]sim.Time) sim.State {
	best := sim.NumStates
	for s := range sim.NumStates {
		if spent[s] == 0 {
			continue
		}
		owed[s] += spent[s]
		if best == sim.NumStates || owed[s] > owed[best] {
			best = s
		}
	}
	owed[best] -= cellLong
	*spent = [sim.NumStates]sim.Time{}
	return best
}

func (b *builder) mark(at sim.Time) {
	for _, id := range b.stage.ranked {
		for s := range sim.NumStates {
			b.sums = append(b.sums, b.world.nodes[id].time(s, at))
		}
	}
	b.good = append(b.good, int32(total(b.world.good)-b.zero))
	b.inside = append(b.inside, b.world.live)
}

// bottleneck is the station that has been active for longest: the one that for longest waited for nothing.
func (w *world) bottleneck(st *stage) int16 {
	best, since := int16(-1), sim.Never
	for k, id := range st.ranked {
		if a := w.nodes[id].active; a < since {
			best, since = int16(k), a
		}
	}
	return best
}

// told hands over what is known, without copying what only grows.
func (b *builder) told(until sim.Time) told {
	return told{
		until: until, workers: slices.Clone(b.crew.workers), cells: slices.Clone(b.cells), sums: b.sums, necks: b.necks, good: b.good,
		inside: b.inside, base: b.base, mishaps: b.mishaps,
	}
}
