package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/finance"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// LotSizes are those that are tried when nobody says others.
var LotSizes = []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}

// SeriesSettings says which lots to try.
type SeriesSettings struct {
	Settings
	Product string // whose orders come in other lots; "": the lots of the source, of all products alike
	Sizes   []int  // nil: LotSizes, and the size of today
}

// A Series is what a good unit costs in lots of one size and another, plan by plan on the same chance.
//
// What is asked for stays as it is, and so does the roster. A line that makes all it can lets a unit bear all that is paid. In
// one that makes what is asked for, a unit bears the hours it uses: people and machines that wait are there for other
// work. The cost of a product whose orders are resized is then what the line spends more than without that product; and
// each unit bears its share, by good parts, of what measures cost. A lot size at which more comes in than can be made
// costs nothing that could be said: the line does not keep up.
type Series struct {
	Scenario     *scenario.Scenario
	Seed         uint64
	Product      string // "": all
	Replications int
	Paid         bool    // a unit bears all that is paid, not only the hours it uses
	HoldingRate  float64 // a year, of the worth of what is kept
	Plans        []SeriesPlan
	Even         []LotEven // of every plan but the first with the first
	Result       *Result   // the plans in lots of today, for what the figures rest on
}

// A SeriesPlan is one plan in lots of all sizes.
type SeriesPlan struct {
	Plan     string
	Now      int // lots of today; 0: the plan has none
	Points   []LotPoint
	Smallest int // lots that the line keeps up with; 0: none
	Best     int // of Points: the one that costs least with stock, -1: none
	From, To int // lots that cost at most two hundredths more than that
	Station  string
	Classic  *ClassicLot
	Why      string // why there is no Classic
}

// A LotPoint is a plan in lots of one size.
type LotPoint struct {
	Size       int
	Why        string   // not empty: it was not run
	KeepsUp    bool     // what comes in is made
	Unit       Estimate // cost of a good unit
	Total      Estimate // with the stock that lots make
	Time, Lead Estimate // of a unit at the station that it keeps longest, setups included; in the line

	samples, without []*Sample
}

// ClassicLot is the economic lot by the classical formula, from what the simulated curve says: a unit costs Unit, and a lot
// Setup on top.
type ClassicLot struct {
	Unit, Setup  float64
	Demand, Rate float64 // units a year of a product, asked for and made while its lot runs
	Lot          float64
}

const (
	lotsWatched = 8   // at least, so that a run does not see half a lot
	mostWeeks   = 520 // that a run is made longer for it
	nearLeast   = 1.02
	nearToday   = 10   // times today's lot or a tenth of it: beyond, lots that meet are made as one, or wait for room
	leftBehind  = 0.02 // of what comes in: more than that and the line does not keep up
	noMatter    = 0.001
	aWeek       = 7 * 24 * time.Hour

	secondsOfWeek = 7 * 86400.0
)

// RunSeries runs the plans in lots of all sizes. When the context is cancelled it returns an [Interrupted].
func RunSeries(ctx context.Context, s *scenario.Scenario, set SeriesSettings) (*Series, error) {
	if !s.Economics.Given {
		return nil, fmt.Errorf("want [economics], since the cost of a unit is asked, have none")
	}
	r, err := newSeriesRun(ctx, s, set)
	if err != nil {
		return nil, err
	}
	if err := r.start(); err != nil {
		return nil, err
	}
	sizes := r.sizes(set.Sizes)
	if err := r.tryAll(sizes); err != nil {
		return nil, err
	}
	for i := range r.out.Plans {
		r.settlePlan(i)
	}
	for i := range r.out.Plans[1:] {
		even, err := r.breakEven(i + 1)
		if err != nil {
			return nil, err
		}
		r.out.Even = append(r.out.Even, even)
	}
	return r.out, nil
}

// A seriesRun is a series in the making.
type seriesRun struct {
	*Batch
	s       *scenario.Scenario
	n       int
	product int // of the model's, -1: all
	weekly  float64
	out     *Series
	systems map[systemKey]int
	models  []lotModel // by plan
}

// A systemKey is a plan in lots of one size; a size of 0 is without the product.
type systemKey struct {
	plan, size int
	horizon    time.Duration
}

func newSeriesRun(ctx context.Context, s *scenario.Scenario, set SeriesSettings) (*seriesRun, error) {
	plans := set.Plans
	if len(plans) == 0 {
		plans = s.PlanNames()
	}
	r := &seriesRun{s: s, n: max(2, s.Run.Replications), product: -1, systems: map[systemKey]int{}}
	if set.Replications > 0 {
		r.n = max(2, set.Replications)
	}
	seed := s.Run.Seed
	if set.Seed != nil {
		seed = *set.Seed
	}
	r.Batch = NewBatch(ctx, seed, set.Settings)
	r.out = &Series{Scenario: s, Seed: seed, Product: set.Product, Replications: r.n, HoldingRate: holdingRate(s)}
	if _, err := s.WithLots(set.Product, 1, s.Run.Horizon); err != nil {
		return nil, fmt.Errorf("lots: %w", err)
	}
	for _, plan := range plans {
		lots, err := s.Lots(plan)
		if err != nil {
			return nil, err
		}
		p := SeriesPlan{Plan: plan, Best: -1}
		for _, lot := range lots {
			if lot.Product != set.Product {
				continue
			}
			p.Now = lot.Size
			if len(r.out.Plans) == 0 {
				r.weekly, r.out.Paid = lot.Weekly, lot.Weekly == 0
			}
		}
		r.out.Plans = append(r.out.Plans, p)
	}
	r.models = make([]lotModel, len(plans))
	return r, nil
}

// holdingRate is what it costs to keep something for a year, as a share of its worth: the capital, at the discount rate.
func holdingRate(s *scenario.Scenario) float64 { return s.Economics.DiscountRate }

// start runs the plans in lots of today.
func (r *seriesRun) start() error {
	var all []int
	for _, p := range r.out.Plans {
		y, err := NewSystem(r.s, p.Plan)
		if err != nil {
			return err
		}
		all = append(all, r.Add(y))
	}
	if err := r.Extend(r.n, all...); err != nil {
		return err
	}
	var err error
	if r.out.Result, err = r.Batch.Result(r.s, r.n, all...); err != nil {
		return err
	}
	model := r.System(all[0]).Plant.Model
	for i, p := range model.Products {
		if p.Name == r.out.Product {
			r.product = i
		}
	}
	if r.weekly == 0 {
		r.weekly = stat.Average(r.out.Result.Plans[0].KPI[mustLine("output_per_week")].Values)
	}
	return nil
}

func mustLine(name string) int {
	k, _ := lineIndex(name)
	return k
}

// sizes are those to try: with none given the usual ones, and those of today.
func (r *seriesRun) sizes(given []int) []int {
	sizes := slices.Clone(given)
	if len(sizes) == 0 {
		sizes = slices.Clone(LotSizes)
		for _, p := range r.out.Plans {
			if p.Now > 0 {
				sizes = append(sizes, p.Now)
			}
		}
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// tryAll runs every plan in lots of all sizes.
func (r *seriesRun) tryAll(sizes []int) error {
	var all []int
	for i := range r.out.Plans {
		for _, size := range sizes {
			point := LotPoint{Size: size}
			made, err := r.ready(i, size)
			if err != nil {
				point.Why = err.Error()
			}
			all = append(all, made...)
			r.out.Plans[i].Points = append(r.out.Plans[i].Points, point)
		}
	}
	slices.Sort(all)
	if err := r.Extend(r.n, slices.Compact(all)...); err != nil {
		return err
	}
	for i := range r.out.Plans {
		for k := range r.out.Plans[i].Points {
			if p := &r.out.Plans[i].Points[k]; p.Why == "" {
				r.read(i, p)
			}
		}
	}
	return nil
}

// horizon is how long is watched with lots of a size.
func (r *seriesRun) horizon(size int) (time.Duration, error) {
	if r.weekly <= 0 {
		return r.s.Run.Horizon, nil
	}
	weeks := math.Ceil(lotsWatched * float64(size) / r.weekly)
	if weeks > mostWeeks {
		return 0, fmt.Errorf("a lot lasts %.1f years", float64(size)/r.weekly/52)
	}
	return max(r.s.Run.Horizon, time.Duration(weeks)*aWeek), nil
}

// ready makes the systems of one point, those that have not been made yet.
func (r *seriesRun) ready(plan, size int) ([]int, error) {
	horizon, err := r.horizon(size)
	if err != nil {
		return nil, err
	}
	keys := []systemKey{{plan, size, horizon}}
	if r.product >= 0 {
		keys = append(keys, systemKey{plan, 0, horizon})
	}
	var made []int
	for _, key := range keys {
		at, ok := r.systems[key]
		if !ok {
			s, err := r.s.WithLots(r.out.Product, key.size, key.horizon)
			if err != nil {
				return nil, err
			}
			y, err := NewSystem(s, r.out.Plans[plan].Plan)
			if err != nil {
				return nil, err
			}
			at = r.Add(y)
			r.systems[key] = at
		}
		made = append(made, at)
	}
	return made, nil
}

// read takes the figures of one point from its replications.
func (r *seriesRun) read(plan int, p *LotPoint) {
	made, _ := r.ready(plan, p.Size) // it was ready before
	y := r.System(made[0])
	p.samples = r.Samples(made[0])
	p.without = make([]*Sample, len(p.samples))
	if r.product >= 0 {
		p.without = r.Samples(made[1])
	}
	p.KeepsUp = y.keepsUp(p.samples)
	p.Unit = r.each(p, y.Economics.Currency, r.unit)
	p.Lead = r.each(p, "s", func(s, _ *Sample) Figure {
		if r.product >= 0 {
			return s.Products[r.product].Lead
		}
		return s.Line[mustLine("lead_time")]
	})
}

func (r *seriesRun) each(p *LotPoint, unit string, of func(s, without *Sample) Figure) Estimate {
	i := -1
	return estimate(p.samples, unit, func(s *Sample) Figure {
		i++
		return of(s, p.without[i])
	})
}

// good is how many good units were made in a week.
func (r *seriesRun) good(s *Sample) float64 {
	if r.product >= 0 {
		return s.Products[r.product].PerWeek.Value
	}
	return s.Line[mustLine("output_per_week")].Value
}

// unit is what a good unit costs.
func (r *seriesRun) unit(s, without *Sample) Figure {
	good, all := r.good(s), s.Line[mustLine("output_per_week")].Value
	if good <= 0 {
		return Figure{Why: "no good part was made"}
	}
	spent := func(s *Sample) float64 {
		if r.out.Paid {
			return s.Ledger.Total() / s.Ledger.Weeks
		}
		return (s.Ledger.Total() - s.Ledger.Unused) / s.Ledger.Weeks
	}
	if without == nil {
		return figure(spent(s)/good, "")
	}
	measures := 0.0
	for _, m := range s.Ledger.Measures {
		measures += m.Total() / s.Ledger.Weeks
	}
	return figure((spent(s)-spent(without))/good+measures/all, "")
}

// keepsUp tells whether what comes in is made, but for a little and one lot.
func (y *System) keepsUp(samples []*Sample) bool {
	coming, lot := 0.0, 0.0
	model := y.Plant.Model
	for _, o := range model.Orders {
		if o.Release >= y.warmup && o.Release < y.warmup+y.horizon {
			coming += float64(o.Quantity)
			lot = max(lot, float64(o.Quantity))
		}
	}
	for i := range model.Elements {
		e := &model.Elements[i]
		if e.Kind != "source" || len(model.Orders) > 0 {
			continue
		}
		size := float64(max(1, e.Count("lot")))
		switch every := e.Chance("every"); {
		case every != nil && every.Mean() > 0:
			coming += size * y.horizon.Seconds() / every.Mean()
		case e.Text("release") == "demand":
			for _, p := range model.Products {
				coming += p.Weekly * y.weeks()
			}
		}
		lot = max(lot, size)
	}
	var behind []float64
	for _, s := range samples {
		gone := 0.0
		for _, p := range s.Products {
			gone += (p.PerWeek.Value + p.Scrapped.Value + p.Lost.Value) * y.weeks()
		}
		behind = append(behind, coming-gone)
	}
	e := stat.Mean(behind)
	return coming == 0 || e.Mean-e.HalfWidth <= leftBehind*coming+lot
}

// keeps is how many seconds of a week a station works and is set up, for the units of the series.
func keeps(i int, s, without *Sample) float64 {
	busy := func(s *Sample) float64 {
		return s.Elements[i].States[sim.Working] + s.Elements[i].States[sim.Setup]
	}
	x := busy(s)
	if without != nil {
		x -= busy(without)
	}
	return x * secondsOfWeek
}

// A lotModel is what stock hangs on: how fast a lot is made.
type lotModel struct {
	station  int
	run      float64 // seconds at it without setups
	products float64 // that share the demand
	on       float64 // seconds of a week in which it is on duty
}

// settlePlan finds the station that a unit keeps longest, the cost with stock, and the lot that costs least.
func (r *seriesRun) settlePlan(plan int) {
	p := &r.out.Plans[plan]
	fine := p.fine()
	if len(fine) == 0 {
		p.Why = "the line keeps up with no lot size that was tried"
		return
	}
	p.Smallest = fine[0].Size
	r.models[plan] = r.model(plan, fine)
	for k := range p.Points {
		r.price(plan, &p.Points[k])
	}
	r.fit(plan)
	p.leastOf()
}

// fine are the points at which the line keeps up.
func (p *SeriesPlan) fine() []*LotPoint {
	var list []*LotPoint
	for k := range p.Points {
		if q := &p.Points[k]; q.Why == "" && q.KeepsUp && q.Unit.Why == "" {
			list = append(list, q)
		}
	}
	return list
}

// leastOf finds the size that costs least, and those that cost hardly more.
func (p *SeriesPlan) leastOf() {
	p.Best = -1
	for k := range p.Points {
		q := &p.Points[k]
		if q.Why == "" && q.KeepsUp && q.Total.Why == "" && (p.Best < 0 || q.Total.Mean < p.Points[p.Best].Total.Mean) {
			p.Best = k
		}
	}
	if p.Best < 0 {
		return
	}
	p.From, p.To = p.Points[p.Best].Size, p.Points[p.Best].Size
	for _, q := range p.fine() {
		if q.Total.Why == "" && q.Total.Mean <= nearLeast*p.Points[p.Best].Total.Mean {
			p.From, p.To = min(p.From, q.Size), max(p.To, q.Size)
		}
	}
}

// model finds the station that a unit keeps longest over all lot sizes, and how long without setups.
func (r *seriesRun) model(plan int, fine []*LotPoint) lotModel {
	made, _ := r.ready(plan, fine[0].Size) // it was ready before
	y := r.System(made[0])
	m := lotModel{station: -1, products: 1}
	longest := 0.0
	for i := range y.Plant.Elements {
		if roleName(&y.Plant.Elements[i]) != "station" {
			continue
		}
		keep := 0.0
		for _, q := range fine {
			keep += r.time(i, q).Mean
		}
		if m.station < 0 || keep > longest {
			m.station, longest = i, keep
		}
	}
	if m.station < 0 {
		return m
	}
	r.out.Plans[plan].Station = y.Plant.Elements[m.station].Name
	if r.product < 0 {
		m.products = max(1, float64(sharing(y.Plant.Model.Products)))
	}
	m.run, _ = straight(fine, func(q *LotPoint) float64 { return r.time(m.station, q).Mean })
	off := r.each(fine[0], "", func(s, _ *Sample) Figure { return Figure{Value: s.Elements[m.station].States[sim.Off]} })
	m.on = (1 - off.Mean) * secondsOfWeek
	return m
}

// spent is the share of the time in which the lot of one product runs, of so many that are made in a week.
func (m *lotModel) spent(week float64) float64 {
	if m.on <= 0 {
		return 0
	}
	return min(1, max(0, week*m.run/m.on))
}

// sharing counts the products that come at all.
func sharing(products []plant.Product) int {
	n := 0
	for _, p := range products {
		if p.Share > 0 {
			n++
		}
	}
	return n
}

func (r *seriesRun) time(station int, q *LotPoint) Estimate {
	return r.each(q, "s", func(s, without *Sample) Figure {
		if r.good(s) <= 0 {
			return Figure{Why: "no good part was made"}
		}
		return figure(keeps(station, s, without)/r.good(s), "")
	})
}

// straight is the line through points by least squares over the inverse of the lot size: what a unit has by itself, and what
// a lot has on top.
func straight(points []*LotPoint, of func(*LotPoint) float64) (unit, lot float64) {
	x, y := make([]float64, len(points)), make([]float64, len(points))
	for i, q := range points {
		x[i], y[i] = 1/float64(q.Size), of(q)
	}
	mx, my := stat.Average(x), stat.Average(y)
	xx, xy := 0.0, 0.0
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		xy += (x[i] - mx) * (y[i] - my)
	}
	if xx > 0 {
		lot = xy / xx
	}
	return my - lot*mx, lot
}

// price adds to a point what stock costs: half a lot on its way to customers, less what goes while the lot is made, worth
// what it cost; and what is in the line, worth its material.
func (r *seriesRun) price(plan int, q *LotPoint) {
	if q.Why != "" {
		return
	}
	m := r.models[plan]
	if m.station >= 0 {
		q.Time = r.time(m.station, q)
	}
	econ := r.s.Economics
	q.Total = r.each(q, q.Unit.Unit, func(s, without *Sample) Figure {
		unit := r.unit(s, without)
		if unit.Why != "" {
			return unit
		}
		week := r.good(s) / m.products
		stock := unit.Value * float64(q.Size) / 2 * (1 - m.spent(week)) / week
		lead := s.Line[mustLine("lead_time")]
		if r.product >= 0 {
			lead = s.Products[r.product].Lead
		}
		inside := r.material(s) * lead.Value / secondsOfWeek
		return figure(unit.Value+r.out.HoldingRate/econ.WeeksPerYear*(stock+inside), "")
	})
}

// material is what goes into a unit when it enters.
func (r *seriesRun) material(s *Sample) float64 {
	total, units := 0.0, 0.0
	for i, p := range r.s.Products {
		if i < len(s.Products) && (r.product < 0 || i == r.product) {
			total += p.MaterialCost * s.Products[i].PerWeek.Value
			units += s.Products[i].PerWeek.Value
		}
	}
	if units == 0 {
		return 0
	}
	return total / units
}

// fit reads from the curve what a lot and a unit cost, and works out the classical lot.
func (r *seriesRun) fit(plan int) {
	p, m := &r.out.Plans[plan], r.models[plan]
	near := slices.DeleteFunc(p.fine(), func(q *LotPoint) bool {
		return p.Now > 0 && r.product >= 0 && (q.Size*nearToday < p.Now || q.Size > p.Now*nearToday)
	})
	if len(near) < 2 {
		p.Why = "the line keeps up with fewer than two lot sizes near that of today"
		return
	}
	var good []float64
	for _, q := range near {
		for _, s := range q.samples {
			good = append(good, r.good(s))
		}
	}
	c := ClassicLot{Demand: stat.Average(good) / m.products * r.s.Economics.WeeksPerYear}
	c.Unit, c.Setup = straight(near, func(q *LotPoint) float64 { return q.Unit.Mean })
	if m.run > 0 {
		c.Rate = m.on / m.run * r.s.Economics.WeeksPerYear
	}
	if c.Setup <= noMatter*c.Unit {
		p.Why = "a lot costs nothing by itself"
		return
	}
	lot, err := finance.EconomicLot(c.Demand, c.Setup, r.out.HoldingRate*c.Unit, c.Rate)
	if err != nil {
		p.Why = err.Error()
		return
	}
	c.Lot = lot
	p.Classic = &c
}

// point gives a plan in lots of one size, and runs it when it has not been.
func (r *seriesRun) point(plan, size int) (*LotPoint, error) {
	p := &r.out.Plans[plan]
	at, found := slices.BinarySearchFunc(p.Points, size, func(q LotPoint, size int) int { return q.Size - size })
	if found {
		return &p.Points[at], nil
	}
	point := LotPoint{Size: size}
	made, err := r.ready(plan, size)
	if err != nil {
		point.Why = err.Error()
	} else {
		if err := r.Extend(r.n, made...); err != nil {
			return nil, err
		}
		r.read(plan, &point)
		r.price(plan, &point)
	}
	p.Points = slices.Insert(p.Points, at, point)
	if p.Best >= at {
		p.Best++
	}
	return &p.Points[at], nil
}

// Matters tells whether the lot size makes any difference to what a unit costs, stock left out, or to what can be made.
func (r *Series) Matters() bool {
	for i := range r.Plans {
		fine := r.Plans[i].fine()
		if len(fine) < 2 || len(fine) < len(r.Plans[i].run()) {
			return true
		}
		a, b := fine[0].Unit, fine[len(fine)-1].Unit
		if len(a.Values) != len(b.Values) {
			return true
		}
		d := stat.Mean(differences(a.Values, b.Values))
		if math.Abs(d.Mean) > d.HalfWidth && math.Abs(d.Mean) > noMatter*math.Abs(a.Mean) {
			return true
		}
	}
	return false
}

// run are the points that were run.
func (p *SeriesPlan) run() []*LotPoint {
	var list []*LotPoint
	for k := range p.Points {
		if p.Points[k].Why == "" {
			list = append(list, &p.Points[k])
		}
	}
	return list
}
