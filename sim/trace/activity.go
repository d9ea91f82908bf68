package trace

import (
	"time"

	"tweeling/sim"
)

// An Activity is one visit of a part to a station. Times are since the start of the line.
type Activity struct {
	Part              sim.Number
	Product           int
	Order             int // that it is made for, -1: none
	Station           sim.ID
	Start, Done, Left time.Duration // when it came, was ready or scrapped, and went on; below 0: not yet
	Worked            time.Duration // for how long of that the station was working
	Scrapped          bool
}

// Activities follows parts from station to station, and tells each visit when it is over, in the order in which they end.
// It has to be watching from before a part comes to a station to know of its visit.
//
//	a := trace.NewActivities(line, stations, tell)
//	line.Watch(a, trace.ActivityMask)
//	... // run
//	a.Close(line.Now()) // what is still going on
type Activities struct {
	tell     func(Activity)
	stations map[sim.ID]*visited
	open     []sim.ID // stations in the order in which they are first visited
}

// visited is what goes on at a station.
type visited struct {
	here    []Activity // who is there, as they came
	working bool
	since   time.Duration
}

// ActivityMask is what Activities wants to observe.
const ActivityMask = sim.Moved | sim.Sent | sim.Scrap | sim.Changed

// NewActivities follows parts through some stations.
func NewActivities(l *sim.Line, stations []sim.ID, tell func(Activity)) *Activities {
	a := &Activities{tell: tell, stations: map[sim.ID]*visited{}}
	for _, id := range stations {
		a.stations[id] = &visited{working: l.State(id) == sim.Working, since: l.Now()}
		a.open = append(a.open, id)
	}
	return a
}

// Observe follows what happens.
func (a *Activities) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		switch r.What {
		case sim.Changed:
			if v := a.stations[r.ID]; v != nil {
				v.work(r.At)
				v.working = r.To == sim.Working
			}
		case sim.Moved:
			if v := a.stations[r.Peer]; v != nil {
				a.leaves(v, r.Part, r.At)
			}
			if v := a.stations[r.ID]; v != nil {
				v.work(r.At)
				v.here = append(v.here, Activity{Part: r.Part, Product: int(r.Product), Order: int(r.Order) - 1, Station: r.ID, Start: r.At, Done: -1, Left: -1})
			}
		case sim.Sent, sim.Scrap:
			if v := a.stations[r.ID]; v != nil {
				v.work(r.At)
				v.done(r.Part, r.At, r.What == sim.Scrap)
				if r.What == sim.Scrap {
					a.leaves(v, r.Part, r.At)
				}
			}
		default:
		}
	}
}

// work adds the time since it was last looked at to those who are being worked on.
func (v *visited) work(now time.Duration) {
	for i := range v.here {
		if v.working && v.here[i].Done < 0 {
			v.here[i].Worked += now - v.since
		}
	}
	v.since = now
}

func (v *visited) done(p sim.Number, now time.Duration, scrapped bool) {
	for i := range v.here {
		if at := &v.here[i]; at.Part == p {
			at.Done, at.Scrapped = now, scrapped
		}
	}
}

func (a *Activities) leaves(v *visited, p sim.Number, now time.Duration) {
	for i := range v.here {
		if at := v.here[i]; at.Part == p {
			v.here = append(v.here[:i], v.here[i+1:]...)
			at.Left = now
			a.tell(at)
			return
		}
	}
}

// Close tells the visits that are not over.
func (a *Activities) Close(now time.Duration) {
	for _, id := range a.open {
		v := a.stations[id]
		v.work(now)
		for _, at := range v.here {
			a.tell(at)
		}
		v.here = v.here[:0]
	}
}
