package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// AsIs is the name of the line without any measure.
const AsIs = "as-is"

// Settings says how to run; what is zero is as the scenario says.
type Settings struct {
	Plans        []string // the first is what others are compared with; nil: as-is and every plan
	Replications int      // at least
	Seed         *uint64
	Workers      int                // 0: one for each processor
	Progress     func(done, of int) // called from one goroutine; of may grow while precision is sought
}

// maxReplications bounds the search for a wanted precision.
const maxReplications = 1000

// Run runs the plans and gathers what they gave. When ctx is cancelled it returns an [Interrupted].
func Run(ctx context.Context, s *scenario.Scenario, set Settings) (*Result, error) {
	s, err := Warmed(ctx, s, set)
	if err != nil {
		return nil, err
	}
	plans := set.Plans
	if len(plans) == 0 {
		plans = s.PlanNames()
	}
	r := &runner{ctx: ctx, settings: set, seed: s.Run.Seed}
	if set.Seed != nil {
		r.seed = *set.Seed
	}
	for _, plan := range plans {
		sys, err := NewSystem(s, plan)
		if err != nil {
			return nil, err
		}
		r.systems = append(r.systems, sys)
		r.samples = append(r.samples, nil)
	}
	if err := r.settle(s.Run); err != nil {
		return nil, err
	}
	return gather(s, r)
}

// leastToJudge is the number of replications below which their spread is known too badly to stop by it.
const leastToJudge = 10

// settle runs as many replications as are asked for, and more until the wanted precisions are met.
func (r *runner) settle(run scenario.RunSettings) error {
	want := max(2, run.Replications)
	if r.settings.Replications > 0 {
		want = max(2, r.settings.Replications)
	}
	if len(run.Precision) > 0 {
		want = max(want, leastToJudge)
	}
	for {
		if err := r.extend(want); err != nil {
			return err
		}
		more, err := r.missing(run.Precision)
		if err != nil {
			return err
		}
		if more <= want || want >= maxReplications {
			r.unreached = more > want
			return nil
		}
		want = min(more, maxReplications)
	}
}

// An Interrupted is a run that was stopped before it had its replications.
type Interrupted struct{ Done, Of int }

// Error says how far it got.
func (i *Interrupted) Error() string {
	return fmt.Sprintf("stopped after %d of %d replications; nothing is reported, since half a comparison misleads", i.Done, i.Of)
}

type runner struct {
	ctx      context.Context
	settings Settings
	seed     uint64
	systems  []*System
	samples  [][]*Sample // by system and replication

	unreached bool // the precision asked for would take too many replications
}

// extend runs replications until each system has n.
func (r *runner) extend(n int) error {
	all := make([]int, len(r.systems))
	for i := range all {
		all[i] = i
	}
	return r.extendOf(n, all)
}

// extendOf runs replications until each of some systems has at least n.
func (r *runner) extendOf(n int, systems []int) error {
	var jobs []Replication
	for rep := range n { // by replication, so that progress is even over the plans
		for _, i := range systems {
			if len(r.samples[i]) <= rep || r.samples[i][rep] == nil {
				jobs = append(jobs, Replication{i, rep})
			}
		}
	}
	return r.do(jobs, n*len(systems))
}

// A Replication is one of one system, by its number in a batch.
type Replication struct{ System, Number int }

// do runs replications; of is how many there are in all, with those that are done already.
func (r *runner) do(jobs []Replication, of int) error {
	for _, j := range jobs {
		for len(r.samples[j.System]) <= j.Number {
			r.samples[j.System] = append(r.samples[j.System], nil)
		}
	}
	ctx, stop := context.WithCancel(r.ctx)
	defer stop()
	type answer struct {
		Replication
		sample *Sample
		err    error
	}
	queue, answers := make(chan Replication), make(chan answer)
	var workers sync.WaitGroup
	for range r.workers() {
		workers.Go(func() {
			for j := range queue {
				s, err := r.systems[j.System].Replicate(ctx, r.seed, uint64(j.Number))
				answers <- answer{j, s, err}
			}
		})
	}
	go func() {
		defer close(answers)
		defer workers.Wait()
		defer close(queue)
		for _, j := range jobs {
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	total, done := of, of-len(jobs)
	var first answer // the earliest job that failed, so that the message does not depend on who was faster
	for a := range answers {
		if a.err != nil {
			if !errors.Is(a.err, context.Canceled) && (first.err == nil || a.Number < first.Number || a.Number == first.Number && a.System < first.System) {
				first = a
			}
			stop()
			continue
		}
		r.samples[a.System][a.Number] = a.sample
		done++
		if r.settings.Progress != nil {
			r.settings.Progress(done, total)
		}
	}
	if first.err != nil {
		return first.err
	}
	if r.ctx.Err() != nil {
		return &Interrupted{Done: done, Of: total}
	}
	return nil
}

func (r *runner) workers() int {
	if r.settings.Workers > 0 {
		return r.settings.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// missing is how many replications the wanted precisions ask for, by what is known of the spread so far.
func (r *runner) missing(precision map[string]float64) (int, error) {
	most, err := r.missingMoney(precision[scenario.PrecisionOfMoney])
	if err != nil {
		return 0, err
	}
	for k := range kpi.Table {
		relative, wanted := precision[kpi.Table[k].Name]
		if !wanted {
			continue
		}
		for i := range r.samples {
			e := estimate(r.samples[i], "", func(s *Sample) Figure { return s.Line[k] })
			if e.Why != "" {
				continue
			}
			if n, ok := stat.Needed(e.Estimate, relative*math.Abs(e.Mean)); ok && n > e.N {
				most = max(most, aLittleMore(n))
			}
		}
	}
	return most, nil
}

// aLittleMore than needed, since the spread is only estimated.
func aLittleMore(n int) int { return n + n/20 }

// missingMoney is how many replications it takes to know the NPV of every plan to so much money; 0: that is not asked.
func (r *runner) missingMoney(amount float64) (int, error) {
	most := 0
	for i := 1; i < len(r.systems) && amount > 0; i++ {
		if !r.systems[i].Economics.Given { // of two files, one counts no money
			continue
		}
		a, err := r.systems[i].appraise(yearlyCash(r.samples[0]), yearlyCash(r.samples[i]), r.seed)
		if err != nil {
			return 0, err
		}
		npv := a.Decisive().NPV.Paired
		if npv.HalfWidth <= amount {
			continue
		}
		e := stat.Estimate{Mean: npv.Mean, HalfWidth: npv.HalfWidth, N: npv.N, Level: 0.95}
		e.SD = e.HalfWidth * math.Sqrt(float64(e.N)) / stat.StudentQuantile((1+e.Level)/2, float64(e.N-1))
		if n, ok := stat.Needed(e, amount); ok && n > e.N {
			most = max(most, aLittleMore(n))
		}
	}
	return most, nil
}

// column is one figure of the line over the replications; why is not empty when some replication does not have it.
func column(samples []*Sample, k int) (values []float64, why string) {
	for _, s := range samples {
		if s.Line[k].Why != "" {
			return nil, s.Line[k].Why
		}
		values = append(values, s.Line[k].Value)
	}
	return values, ""
}
