package fit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A Recorder watches a line and gathers the spans of its stations: what a log of it would hold.
//
//	rec := fit.NewRecorder(p, start)
//	line.Watch(rec, fit.Recorded)
//	line.Run(until)
//	log := rec.Log(line.Now())
//
// Times are net: the states of a station leave out closed hours and waiting. A part is a case, by its number.
type Recorder struct {
	log   *Log
	zero  Moment
	nodes []recorded
}

// Recorded is what a recorder asks a line for.
const Recorded = sim.Changed | sim.Moved | sim.Scrap | sim.TimerRang

// A recorded is one station, and what it is doing.
type recorded struct {
	station int32
	is      bool // a station at all
	causes  []int32
	part    sim.Number
	product int32
	state   sim.State
	since   sim.Time
	cause   int32
	last    int // the span in which the part was last worked on; -1: none
}

// NewRecorder makes a recorder of a plant whose time began at a moment, watched from its beginning.
func NewRecorder(p *plant.Plant, start time.Time) *Recorder {
	r := &Recorder{log: &Log{Name: "records", New: true, Net: true}, zero: wall(start), nodes: make([]recorded, len(p.Layout.Nodes))}
	for i := range p.Model.Products {
		r.log.Products.Of(p.Model.Products[i].Name)
	}
	for i := range p.Elements {
		e := &p.Elements[i]
		if e.Role != plant.Station {
			continue
		}
		for _, id := range e.IDs {
			n := &r.nodes[id]
			*n = recorded{station: r.log.Stations.Of(e.Name), is: true, state: sim.Starved, cause: -1, last: -1}
			n.causes = make([]int32, len(p.Timers(id)))
			for t, spec := range p.Timers(id) {
				n.causes[t] = -1
				if mode, ok := strings.CutPrefix(spec.Name, "uptime "); ok {
					n.causes[t] = r.log.Causes.Of(mode)
				}
			}
		}
	}
	return r
}

// Observe takes records.
func (r *Recorder) Observe(records []sim.Record) {
	for i := range records {
		rec := &records[i]
		switch rec.What {
		case sim.Changed:
			if n := &r.nodes[rec.ID]; n.is {
				r.close(n, rec.At, false)
				n.state, n.since = rec.To, rec.At
			}
		case sim.Moved:
			if rec.Peer >= 0 && r.nodes[rec.Peer].is && r.nodes[rec.Peer].part == rec.Part {
				r.leave(&r.nodes[rec.Peer], rec.At, 0)
			}
			if n := &r.nodes[rec.ID]; n.is {
				r.close(n, rec.At, false)
				n.part, n.product, n.since, n.last = rec.Part, rec.Product, rec.At, -1
			}
		case sim.Scrap:
			if n := &r.nodes[rec.ID]; n.is && n.part == rec.Part {
				r.leave(n, rec.At, 1)
			}
		case sim.TimerRang:
			if n := &r.nodes[rec.ID]; n.is && int(rec.Timer) < len(n.causes) && n.causes[rec.Timer] >= 0 {
				n.cause = n.causes[rec.Timer]
			}
		default:
		}
	}
}

// leave ends what a station does with its part, which was good or bad.
func (r *Recorder) leave(n *recorded, at sim.Time, bad float32) {
	r.close(n, at, false)
	if n.last >= 0 {
		r.log.Spans[n.last].Quantity, r.log.Spans[n.last].Bad = 1, bad
	}
	n.part, n.since, n.last = 0, at, -1
}

// close ends the span of what a station is doing.
func (r *Recorder) close(n *recorded, at sim.Time, cut bool) {
	if at <= n.since {
		return
	}
	s := Span{From: r.zero + Moment(n.since), To: r.zero + Moment(at), Station: n.station, Case: -1, Product: -1, Resource: -1, Cause: -1, Quantity: -1, Bad: -1, Cut: cut}
	n.since = at
	switch n.state {
	case sim.Working, sim.Setup:
		if n.part == 0 && n.state == sim.Working {
			return
		}
		s.Case = int32(n.part)
		if int(n.product) < len(r.log.Products.List) {
			s.Product = n.product
		}
		if n.state == sim.Setup {
			s.Class = Setup
			if n.part == 0 {
				s.Case, s.Product = -1, -1
			}
		} else {
			n.last = len(r.log.Spans)
		}
	case sim.Down:
		s.Class, s.Cause = Down, n.cause
	case sim.PlannedStop:
		s.Class = Planned
	default:
		return
	}
	r.log.Spans = append(r.log.Spans, s)
}

// Log is what was seen up to a time; what still goes on is cut there. The recorder may go on watching.
func (r *Recorder) Log(now sim.Time) *Log {
	whole := *r
	l := *r.log
	whole.log = &l
	l.Spans = slices.Clone(r.log.Spans)
	for id := range r.nodes {
		n := r.nodes[id]
		whole.close(&n, now, true)
	}
	l.Cases = Names{}
	for i := range l.Spans {
		if c := l.Spans[i].Case; c >= 0 {
			l.Spans[i].Case = l.Cases.Of(numberText(c))
		}
	}
	l.From, l.To = r.zero, r.zero+Moment(now)
	l.settle()
	return &l
}

// numberText is the number of a part as the name of its case.
func numberText(n int32) string { return strconv.Itoa(int(n)) }
