package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/aside"
	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
	"tweeling/sim/trace"
)

// A happening is a line that is about to run, and what is known of it.
type happening struct {
	line  *sim.Line
	plant *plant.Plant
	model *plant.Model
	start time.Time // when its time is 0
}

// logStart is when the time of a scenario is 0, for files that must name a day: a Monday far from now where it says none.
func logStart(start time.Time) time.Time {
	if start.IsZero() {
		return time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start
}

// product is the name of a product; "" where all parts are alike.
func (h *happening) product(at int) string {
	if at < len(h.model.Products) {
		return h.model.Products[at].Name
	}
	return ""
}

// order is the number of an order; "" where there is none.
func (h *happening) order(at int) string {
	if at >= 0 && at < len(h.model.Orders) {
		return h.model.Orders[at].Number
	}
	return ""
}

// clock writes a time of the line as a moment.
func (h *happening) clock(t time.Duration) string {
	if t < 0 {
		return ""
	}
	return h.start.Add(t).Format("2006-01-02T15:04:05.000")
}

// elements are the nodes of stations, and where they are wanted of robots, and what the scenario calls each.
func (h *happening) elements(robots bool) (ids []sim.ID, names map[sim.ID]string) {
	names = map[sim.ID]string{}
	for i := range h.plant.Elements {
		if p := &h.plant.Elements[i]; p.Role == plant.Station || robots && p.Kind == "robot" {
			for _, id := range p.IDs {
				ids, names[id] = append(ids, id), p.Name
			}
		}
	}
	return ids, names
}

// A happened is a file of what has happened.
type happened struct {
	flag, name string
	file       *aside.File
	rows       int
	watch      func(*sim.Line)
	end        func() error // writes what is left
}

func (h *happened) finish() error {
	if err := h.end(); err != nil {
		return err
	}
	return h.file.Finish()
}

// writers begins the files that are asked for.
func (t *traceFlags) writers(what *happening) ([]*happened, error) {
	var all []*happened
	for _, f := range []struct {
		flag, name string
		begin      func(*happening, *happened)
	}{{"trace", t.trace, writeRecords}, {"log", t.log, writeLog}, {"states", t.states, writeStates}} {
		if f.name == "" {
			continue
		}
		file, err := aside.Create(f.name)
		if err != nil {
			return all, err
		}
		out := &happened{flag: f.flag, name: f.name, file: file}
		f.begin(what, out)
		all = append(all, out)
	}
	return all, nil
}

// A rowWriter writes rows of CSV, and keeps the first failure until the end.
type rowWriter struct {
	buffer *bufio.Writer
	csv    *csv.Writer
}

func newRows(out *happened, columns []string) *rowWriter {
	r := &rowWriter{buffer: bufio.NewWriter(out.file)}
	r.csv = csv.NewWriter(r.buffer)
	_ = r.csv.Write(columns)
	return r
}

func (r *rowWriter) close() error {
	r.csv.Flush()
	if err := r.csv.Error(); err != nil {
		return err
	}
	return r.buffer.Flush()
}

// An observing is a function that observes.
type observing func([]sim.Record)

// Observe hands the records on.
func (f observing) Observe(records []sim.Record) { f(records) }

// writeRecords writes each record.
func writeRecords(h *happening, out *happened) {
	rows := newRows(out, trace.Columns)
	var products, orders []string
	for _, product := range h.model.Products {
		products = append(products, product.Name)
	}
	for i := range h.model.Orders {
		orders = append(orders, h.model.Orders[i].Number)
	}
	out.watch = func(l *sim.Line) {
		l.Watch(observing(func(records []sim.Record) {
			for _, r := range records {
				_ = rows.csv.Write(trace.RowOf(l, products, orders, r).Cells())
				out.rows++
			}
		}), trace.Everything)
	}
	out.end = rows.close
}

// writeStates writes the stretches of states.
func writeStates(h *happening, out *happened) {
	rows := newRows(out, []string{"element", "unit", "state", "start", "complete", "seconds", "order"})
	ids, names := h.elements(true)
	var s *trace.Stretches
	out.watch = func(l *sim.Line) {
		s = trace.NewStretches(l, ids, func(at trace.Stretch) {
			_ = rows.csv.Write([]string{names[at.Element], l.Name(at.Element), at.State.String(), h.clock(at.From), h.clock(at.To), seconds(at.To - at.From), h.order(at.Order)})
			out.rows++
		})
		l.Watch(s, trace.StretchMask)
	}
	out.end = func() error {
		s.Close(h.line.Now())
		return rows.close()
	}
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }

// writeLog writes the visits of parts to stations.
func writeLog(h *happening, out *happened) {
	ids, names := h.elements(false)
	tell, end := csvLog(h, out, names)
	if strings.EqualFold(filepath.Ext(out.name), ".xes") {
		tell, end = xesLog(h, out, names)
	}
	var a *trace.Activities
	out.watch = func(l *sim.Line) {
		a = trace.NewActivities(l, ids, tell)
		l.Watch(a, trace.ActivityMask)
	}
	out.end = func() error {
		a.Close(h.line.Now())
		return end()
	}
}

// outcome is what became of a part at a station.
func outcome(at trace.Activity) string {
	switch {
	case at.Scrapped:
		return "scrapped"
	case at.Done >= 0:
		return "good"
	default:
		return ""
	}
}

// csvLog writes a row for each visit, as it ends.
func csvLog(h *happening, out *happened, names map[sim.ID]string) (tell func(trace.Activity), end func() error) {
	rows := newRows(out, []string{"case", "product", "activity", "resource", "start", "complete", "left", "worked_s", "outcome", "order"})
	return func(at trace.Activity) {
		_ = rows.csv.Write([]string{strconv.FormatInt(int64(at.Part), 10), h.product(at.Product), names[at.Station], h.line.Name(at.Station),
			h.clock(at.Start), h.clock(at.Done), h.clock(at.Left), seconds(at.Worked), outcome(at), h.order(at.Order)})
		out.rows++
	}, rows.close
}

// xesLog writes a trace for each part, in the order in which parts came to be.
func xesLog(h *happening, out *happened, names map[sim.ID]string) (tell func(trace.Activity), end func() error) {
	visits := map[sim.Number][]trace.Activity{}
	tell = func(at trace.Activity) {
		visits[at.Part] = append(visits[at.Part], at)
		out.rows++
	}
	return tell, func() error {
		x := eventlog.NewXESWriter(out.file)
		parts := make([]sim.Number, 0, len(visits))
		for part := range visits {
			parts = append(parts, part)
		}
		slices.Sort(parts)
		for _, part := range parts {
			t := eventlog.Trace{Name: strconv.FormatInt(int64(part), 10),
				Attributes: []eventlog.Attribute{{Key: "product", Type: "string", Value: h.product(visits[part][0].Product)}}}
			if order := h.order(visits[part][0].Order); order != "" {
				t.Attributes = append(t.Attributes, eventlog.Attribute{Key: "order", Type: "string", Value: order})
			}
			slices.SortStableFunc(visits[part], func(a, b trace.Activity) int { return cmp.Compare(a.Start, b.Start) })
			for i, at := range visits[part] {
				e := eventlog.LogEvent{Activity: names[at.Station], Instance: strconv.Itoa(i + 1), Resource: h.line.Name(at.Station), Transition: "start", At: h.start.Add(at.Start)}
				t.Events = append(t.Events, e)
				if at.Done >= 0 {
					e.Transition, e.At = "complete", h.start.Add(at.Done)
					e.Attributes = []eventlog.Attribute{{Key: "outcome", Type: "string", Value: outcome(at)}, {Key: "worked_s", Type: "float", Value: seconds(at.Worked)}}
					t.Events = append(t.Events, e)
				}
			}
			x.Write(&t)
		}
		return x.Close()
	}
}
