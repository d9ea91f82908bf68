package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A System is one plan of a scenario made ready to run: what all its replications share. Nothing of it changes.
type System struct {
	Plan        string
	Measures    []string // in order of application
	Plant       *plant.Plant
	Products    []cost.Product
	Investments []cost.Investment
	Economics   cost.Economics
	calendars   []*calendar.Calendar // of the stations of the line as it is
	warmup      time.Duration
	horizon     time.Duration
	metering    *sim.Metering // nil: nobody asks for power over time
}

// NewSystem makes a plan ready.
func NewSystem(s *scenario.Scenario, plan string) (*System, error) {
	model, measures, err := s.Model(plan)
	if err != nil {
		return nil, err
	}
	p, err := plant.Build(model)
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", plan, err)
	}
	sys := &System{Plan: plan, Measures: measures, Plant: p, warmup: s.Run.Warmup, horizon: s.Run.Horizon}
	if sys.calendars, err = stationCalendars(s); err != nil {
		return nil, err
	}
	sys.Products, sys.Investments, sys.Economics = s.Money(plan)
	sys.metering = metering(p, &sys.Economics, sys.warmup+sys.horizon)
	p.Layout.BinWidth, p.Layout.Bins = binning(sys.warmup + sys.horizon)
	return sys, nil
}

// stationCalendars are when the stations of the line as it is are on.
func stationCalendars(s *scenario.Scenario) ([]*calendar.Calendar, error) {
	model, _, err := s.Model(scenario.AsIs)
	if err != nil {
		return nil, err
	}
	p, err := plant.Build(model)
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", scenario.AsIs, err)
	}
	var list []*calendar.Calendar
	for i := range p.Elements {
		if e := &p.Elements[i]; e.Role == plant.Station && !slices.Contains(list, e.Calendar) {
			list = append(list, e.Calendar)
		}
	}
	return list, nil
}

// binning divides the time of a run into hours when it is short, else into days.
func binning(total time.Duration) (width time.Duration, bins int) {
	width = time.Hour
	if total > 4*24*time.Hour {
		width = 24 * time.Hour
	}
	return width, int((total + width - 1) / width)
}

// Limits on one replication, so that a unit that was mistyped is told instead of waited for.
const (
	eventsAtOnce = 1_000_000     // between two looks at whether the run is still wanted
	mostEvents   = 5_000_000_000 // a quarter of an hour
	denseEvents  = 1_000_000_000 // the same of a line that rings more often than any real one, some minutes
	mostDense    = 1000          // events in a simulated second: a bottling line with every bottle has nearly as many
	eventsToTell = 10_000_000    // a second or two, after which it is told how many there would be in all
	mostParts    = 5_000_000     // inside at once
)

// Replicate runs one replication. It ends early, with the context's error, when that is cancelled.
func (y *System) Replicate(ctx context.Context, seed, replication uint64) (*Sample, error) {
	l, err := y.Plant.Line(seed, replication)
	if err != nil {
		return nil, err
	}
	fail := func(err error) error { return fmt.Errorf("plan %s, replication %d: %w", y.Plan, replication, err) }
	if err := l.Start(); err != nil {
		return nil, fail(err)
	}
	if err := y.runTo(ctx, l, y.warmup); err != nil {
		return nil, fail(err)
	}
	if y.warmup > 0 { // else what happens at the very first instant counts
		l.ClearTallies()
	}
	var meter *sim.Meter
	if y.metering != nil {
		meter = l.Meter(*y.metering)
	}
	if err := y.runTo(ctx, l, y.warmup+y.horizon); err != nil {
		return nil, fail(err)
	}
	return y.sample(l, meter)
}

func (y *System) runTo(ctx context.Context, l *sim.Line, until time.Duration) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		done, err := l.RunSome(until, eventsAtOnce)
		switch {
		case err != nil || done:
			return err
		case l.Events() >= eventsToTell && y.events(l) > y.mayHave():
			return fmt.Errorf("want at most %.2g events in a run, have %d by %v, which would be %.2g in all; the shortest time is %s",
				y.mayHave(), l.Events(), l.Now(), y.events(l), y.shortest())
		case l.Inside() > mostParts:
			return fmt.Errorf("more than %d parts inside by %v; they come in faster than the line can work", mostParts, l.Now())
		}
	}
}

// Sample is what a line of the system has done since its tallies were cleared, however it came to do so: by the same code as of
// one that was simulated. It has no peak of power, since nobody metered it.
func (y *System) Sample(l *sim.Line) (*Sample, error) { return y.sample(l, nil) }

func (y *System) sample(l *sim.Line, meter *sim.Meter) (*Sample, error) {
	w := y.watched(l)
	s := &Sample{Bottleneck: w.Bottleneck(), Station: w.BottleneckStation(), Bins: w.Total.Bins, PartOps: w.Total.PartOps, Events: l.Events(), Little: little(w)}
	if y.Economics.Given {
		ledger, err := cost.Book(y.booked(l, w, meter))
		if err != nil {
			return nil, fmt.Errorf("plan %s: %w", y.Plan, err)
		}
		s.Ledger = &ledger
		w.Cost, w.Priced = ledger.Total(), true
		w.Peak, w.Metered, w.CO2PerKWh = ledger.PeakKW, meter != nil, y.Economics.CO2PerKWh
	}
	for i := range kpi.Table {
		v, why := kpi.Table[i].Of(w)
		s.Line = append(s.Line, figure(v, why))
	}
	for i := range w.Elements {
		s.Elements = append(s.Elements, elementSample(&w.Elements[i], w))
	}
	weeks := w.Duration().Hours() / 168
	for p := range w.Products {
		h := &w.Total.Lead[p]
		ps := ProductSample{PerWeek: figure(float64(w.Total.Left[p])/weeks, ""), Scrapped: figure(float64(w.Total.Scrapped[p])/weeks, ""),
			Lost: figure(float64(w.Total.Lost[p])/weeks, ""), Lead: Figure{Why: "none came and left in the time watched"}}
		if h.Count() > 0 {
			ps.Lead = figure(h.Mean()/1e9, "")
		}
		ps.OnTime, ps.Tardiness = Figure{Why: "-"}, Figure{Why: "-"}
		if len(y.Plant.Model.Orders) > 0 {
			ps.OnTime, ps.Tardiness = figure(w.OnTime(w.Products[p])), figure(w.Tardiness(w.Products[p]))
		}
		s.Products = append(s.Products, ps)
	}
	s.Done, s.Incomplete = y.done(&w.Total), incomplete(&w.Total)
	if left := l.Stranded(); left != nil {
		s.LeftOver = l.Inside()
		for _, d := range left {
			s.LeftAt = append(s.LeftAt, d.Names[len(d.Names)-1])
		}
	}
	lead := w.Lead()
	lead.Each(func(from, to, count int64) {
		s.Leads = append(s.Leads, LeadBar{float64(from) / 1e9, float64(to) / 1e9, count})
	})
	return s, nil
}

// figure never lets a number through that JSON and people cannot read.
func figure(v float64, why string) Figure {
	if why == "" && (math.IsNaN(v) || math.IsInf(v, 0)) {
		why = "it is not a number"
	}
	if why != "" {
		return Figure{Why: why}
	}
	return Figure{Value: v}
}

// little is the error of Little's law: parts inside against parts that left per time, times how long they were inside.
func little(w *kpi.Watched) Figure {
	t := &w.Total
	if t.WIP == 0 || t.Gone == 0 {
		return Figure{Why: "no part was inside"}
	}
	return figure(math.Abs(t.WIP-float64(t.Gone)/w.Duration().Seconds()*t.MeanStay)/t.WIP, "")
}

func elementSample(e *kpi.Element, w *kpi.Watched) ElementSample {
	s := ElementSample{}
	total := w.Duration() * time.Duration(max(1, e.Units))
	for i, t := range e.States {
		if total > 0 {
			s.States[i] = float64(t) / float64(total)
		}
	}
	for i := range kpi.ElementTable {
		k := &kpi.ElementTable[i]
		if !k.Speaks(e.Role) {
			s.KPI = append(s.KPI, Figure{Why: "-"})
			continue
		}
		s.KPI = append(s.KPI, figure(k.Of(e, w)))
	}
	return s
}
