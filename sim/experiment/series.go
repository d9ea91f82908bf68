package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

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
	Product      string  // "": all
	Replications int     // of a point whose runs are as long as the scenario says
	Fewest       int     // of those that are longer
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

const (
	lotsWatched = 8   // at least, so that a run does not see half a lot
	mostWeeks   = 520 // that a run is made longer for it
	nearLeast   = 1.02
	nearToday   = 10   // times today's lot or a tenth of it: beyond, lots that meet are made as one, or wait for room
	leastTimes  = 4    // that a point with longer runs is run
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
	s, err := Warmed(ctx, s, Settings{Seed: set.Seed, Workers: set.Workers})
	if err != nil {
		return nil, err
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
	r.out = &Series{Scenario: s, Seed: seed, Product: set.Product, Replications: r.n, Fewest: r.n, HoldingRate: holdingRate(s)}
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

// holdingRate is what it costs to keep something for a year, as a share of its worth: the capital, at the discount rate, and
// room, risk and handling.
func holdingRate(s *scenario.Scenario) float64 {
	return s.Economics.DiscountRate + s.Economics.HoldingRate
}

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
	if r.out.Result, err = r.Result(r.s, r.n, all...); err != nil {
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
	if err := r.extend(slices.Compact(all)); err != nil {
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

// times is how often a point is run whose runs are so long. A run that is twice as long has seen twice as much: as often is then
// not needed for as narrow an interval, but for a few, of which the spread is to be known.
func (r *seriesRun) times(horizon time.Duration) int {
	n := int(math.Ceil(float64(r.n) * r.s.Run.Horizon.Seconds() / horizon.Seconds()))
	return min(r.n, max(leastTimes, n))
}

// extend runs systems as often as each has to be.
func (r *seriesRun) extend(systems []int) error {
	var list []Replication
	of := 0
	for rep := range r.n {
		for _, i := range systems {
			times := r.times(r.System(i).horizon)
			r.out.Fewest = min(r.out.Fewest, times)
			if rep >= times {
				continue
			}
			if of++; len(r.Samples(i)) <= rep {
				list = append(list, Replication{i, rep})
			}
		}
	}
	return r.do(list, of)
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
		if err := r.extend(made); err != nil {
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
