package experiment

import (
	"context"
	"reflect"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/scenario"
)

// A Batch is systems that run on the same chance, each as often as somebody asks for: a few times all, and then more often
// those that look best. Any number of workers gives the same.
type Batch struct{ runner }

// NewBatch begins a batch. Of the settings it heeds Workers and Progress.
func NewBatch(ctx context.Context, seed uint64, set Settings) *Batch {
	return &Batch{runner{ctx: ctx, settings: set, seed: seed}}
}

// Add takes in a system and gives its number in the batch.
func (b *Batch) Add(y *System) int {
	b.systems, b.samples = append(b.systems, y), append(b.samples, nil)
	return len(b.systems) - 1
}

// Extend runs each of some systems until it has at least n replications, 0 to n-1. When the context is cancelled it returns
// an [Interrupted].
func (b *Batch) Extend(n int, systems ...int) error { return b.extendOf(n, systems) }

// Run runs single replications.
func (b *Batch) Run(list []Replication) error { return b.do(list, len(list)) }

// Samples are the replications of a system, in order; nil where one was not run.
func (b *Batch) Samples(system int) []*Sample { return b.samples[system] }

// Result gathers some systems as [Run] would, from their first n replications; the first is what others are compared with.
func (b *Batch) Result(s *scenario.Scenario, n int, systems ...int) (*Result, error) {
	r := &runner{seed: b.seed}
	for _, i := range systems {
		r.systems, r.samples = append(r.systems, b.systems[i]), append(r.samples, b.samples[i][:n])
	}
	return gather(s, r)
}

// System is a system by its number.
func (b *Batch) System(i int) *System { return b.systems[i] }

// BottleneckStation is the name of the station that is most often the bottleneck; "" when none is.
func (y *System) BottleneckStation(samples []*Sample) string {
	i := mostOften(samples, func(s *Sample) int { return s.Station })
	if i < 0 {
		return ""
	}
	return y.Plant.Elements[i].Name
}

// Business is what an appraisal of a plan rests on, from its replications and those of the line as it is, on the same
// chance. One pair is enough.
func (y *System) Business(asIs, toBe []*Sample, seed uint64) (*cost.Business, error) {
	return cost.NewBusiness(y.Economics, y.Investments, yearlyCash(asIs), yearlyCash(toBe), y.weeks(), seed)
}

func (y *System) weeks() float64 { return y.horizon.Hours() / 168 }

// Step is the business of going from one plan to another that has measures more, so many years from now, at the prices of
// then and with what is left of the horizon.
func (y *System) Step(years int, added []cost.Investment, from, to []*Sample, seed uint64) (*cost.Business, error) {
	econ, investments, lists := y.Economics.Later(years, added, yearlyCash(from), yearlyCash(to))
	return cost.NewBusiness(econ, investments, lists[0], lists[1], y.weeks(), seed)
}

// RunsAs tells whether a system runs as another does and its cash is counted alike: replications of the one are then those
// of the other, and only what is invested and how that is judged may differ.
func (y *System) RunsAs(other *System) bool {
	return y.warmup == other.warmup && y.horizon == other.horizon && reflect.DeepEqual(y.Plant.Model, other.Plant.Model) &&
		reflect.DeepEqual(y.Products, other.Products) && y.Economics.CountsAs(other.Economics)
}

// AddRun takes in a system that runs as another of the batch does, with the replications that this has.
func (b *Batch) AddRun(y *System, as int) int {
	i := b.Add(y)
	b.samples[i] = slices.Clone(b.samples[as])
	return i
}
