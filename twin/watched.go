package twin

import (
	"fmt"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A Quantity is what is watched of a machine.
type Quantity string

// The quantities.
const (
	CycleTime  Quantity = "cycle"  // time of work on a part
	SetupTime  Quantity = "setup"  // of a setup
	Uptime     Quantity = "uptime" // from the end of a repair to the next failure, in the time that the failure goes by
	RepairTime Quantity = "repair" // of a repair, without waiting for who does it
	ScrapRate  Quantity = "scrap"  // parts from one that is scrap to the next
)

// A watched is one quantity of one machine, with how its monitors are set.
type watched struct {
	What                 Quantity
	node                 sim.ID
	timer                sim.Timer
	mode                 string     // of failure
	law                  *dist.Dist // of scrap
	allowance, threshold float64
	least                int // so many times after an alarm before a law is fitted to them
}

// watches are all that is watched, and where to find it.
type watches struct {
	list    []watched
	byTimer map[holding]int
}

// watch settles what is watched. Where nobody tells of what comes in, waiting for it cannot be told from work, and cycles are not.
func (m *Mirror) watch(told map[holding]bool) {
	p := m.table.Plant
	w := &m.watches
	w.byTimer = map[holding]int{}
	add := func(of watched) {
		h := holding{of.node, of.timer}
		if of.timer == noTimer || !told[h] {
			return
		}
		w.byTimer[h] = len(w.list)
		w.list = append(w.list, of)
	}
	for i := range p.Elements {
		e := &p.Elements[i]
		for _, id := range e.IDs {
			if m.feeds[id] == sim.None {
				add(watched{What: CycleTime, node: id, timer: m.works[id]})
			}
			add(watched{What: SetupTime, node: id, timer: m.endOf(id, "setup")})
			m.watchFailures(e, id, add)
			m.watchScrap(e, id)
		}
	}
	cycles := 0
	for i := range w.list {
		if w.list[i].What == CycleTime {
			cycles++
		}
	}
	for i := range w.list {
		w.list[i].set(cycles)
	}
}

func (m *Mirror) watchFailures(e *plant.Placed, id sim.ID, add func(watched)) {
	for k := range min(len(e.Modes), len(e.Failures)) {
		add(watched{What: Uptime, node: id, timer: e.Modes[k].Uptime, mode: e.Failures[k].Name})
		add(watched{What: RepairTime, node: id, timer: e.Modes[k].Repair, mode: e.Failures[k].Name})
	}
}

// watchScrap watches the share of scrap of a station whose parts all are scrap with the same chance, one by one. How many parts there are
// from one to the next is geometric; with half a part less it is as good as exponential.
func (m *Mirror) watchScrap(e *plant.Placed, id sim.ID) {
	_, tells := m.tells(id)
	if e.Role != plant.Station || m.many[id] || !tells || !m.driven[id] {
		return
	}
	if e.Count("scrap_after_setup")+e.Count("scrap_after_restart") > 0 || e.Chance("drift_after") != nil {
		return
	}
	share := e.Number("scrap")
	for _, product := range m.table.Plant.Model.Products {
		if e.NumberFor("scrap", product.Name) != share {
			return
		}
		for _, op := range m.table.Plant.Model.OpsAt(e.Name, product.Name) {
			if op.Scrap != nil && *op.Scrap != share {
				return
			}
		}
	}
	if !(share > 0 && share < 1) {
		return
	}
	law, err := dist.Parse(fmt.Sprintf("exp(%gs)", 1/share-half))
	if err != nil {
		return
	}
	m.watches.byTimer[holding{id, noTimer}] = len(m.watches.list)
	m.watches.list = append(m.watches.list, watched{What: ScrapRate, node: id, timer: noTimer, law: law})
}

// half is by how much parts from one that is scrap to the next are counted less.
const half = 0.5

// watchPart notes what became of a part.
func (m *Mirror) watchPart(node sim.ID, o *sim.Outcome, at sim.Time) {
	i, ok := m.watches.byTimer[holding{node, noTimer}]
	if !ok {
		return
	}
	d, w := &m.now.drifts[i], &m.watches.list[i]
	d.passed++
	if o.Scrap > 0 || o.Good == 0 && o.Quality == sim.SeenScrap {
		d.take(w, w.law, sim.Time((d.passed-half)*float64(time.Second)), at)
		d.passed = 0
		m.refit(i, at)
	}
}

// ScrapShare is the share of scrap at so many parts, less a half, from one to the next.
func ScrapShare(parts float64) float64 { return 1 / (parts + half) }

// set settles how the monitors of one quantity are set, where so many cycles are watched.
func (w *watched) set(cycles int) {
	if w.What == CycleTime {
		w.allowance, w.least = Allowance, refitLeast
		w.threshold = Threshold(Allowance, max(CyclesBetweenFalseAlarms, 2*PartsBetweenFalseAlarms*float64(cycles)))
		return
	}
	w.allowance, w.least = RareAllowance, refitLeastRare
	w.threshold = Threshold(RareAllowance, RareBetweenFalseAlarms)
}

// watchRing notes the time of what is over by a trip of a timer at a time.
func (m *Mirror) watchRing(node sim.ID, t sim.Timer, at sim.Time) {
	i, ok := m.watches.byTimer[holding{node, t}]
	if !ok {
		return
	}
	r, ok := m.now.line.UnderWay(node, t)
	if !ok || r.Law == nil || !(r.Law.Mean() > 0) {
		return
	}
	took := r.Age + at - m.now.line.Now()
	if took <= 0 || at-took <= m.now.quiet.since { // it was counted with others, or it began before a silence: nobody saw how long it took
		return
	}
	m.now.drifts[i].take(&m.watches.list[i], r.Law, took, at)
	m.refit(i, at)
}
