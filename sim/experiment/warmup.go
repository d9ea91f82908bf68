package experiment

import (
	"context"
	"math"
	"time"

	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

const (
	warmupRuns  = 10 // replications from which a warm-up is found
	warmupBin   = time.Hour
	binsPerWeek = int(7 * 24 * time.Hour / warmupBin)
)

// Warmed is a scenario of warmup = "auto" with its warm-up found; any other as it is.
//
// Ten replications of the line as it is and of each plan begin empty, and run for the longest that the warm-up may be and the
// horizon. The good parts of each hour, on average over the even ones, less what that hour of the week brings in the second
// half of the odd ones (so that nights and weekends are no transient, and no series is held against itself), are a series that
// ends around zero; [stat.MSER5] says where to cut it. The warm-up is the longest cut of all plans, in whole days, since plans are compared over the same time; in whole
// hours when the horizon is less than four days. Where no end of it is seen it is the longest that it may be, and
// [RunSettings].Found tells. The same scenario and seed find the same on any number of workers.
func Warmed(ctx context.Context, s *scenario.Scenario, set Settings) (*scenario.Scenario, error) {
	if !s.Run.FindWarmup {
		return s, nil
	}
	r := &runner{ctx: ctx, settings: Settings{Workers: set.Workers, Progress: set.Progress}, seed: s.Run.Seed}
	if set.Seed != nil {
		r.seed = *set.Seed
	}
	bins := int((s.Run.Warmup + s.Run.Horizon) / warmupBin)
	for _, plan := range s.PlanNames() {
		sys, err := NewSystem(s, plan)
		if err != nil {
			return nil, err
		}
		sys.warmup, sys.horizon, sys.metering = 0, time.Duration(bins)*warmupBin, nil
		sys.Economics.Given = false // only parts count
		sys.Plant.Layout.BinWidth, sys.Plant.Layout.Bins = warmupBin, bins
		r.systems, r.samples = append(r.systems, sys), append(r.samples, nil)
	}
	if err := r.extend(warmupRuns); err != nil {
		return nil, err
	}
	unit := 24 * time.Hour
	if s.Run.Horizon < 4*unit {
		unit = warmupBin
	}
	longest, found := time.Duration(0), scenario.FoundWarmup{Replications: warmupRuns, Settled: true}
	for _, samples := range r.samples {
		cut, ok := stat.MSER5(transient(samples))
		hours := time.Duration(cut) * time.Hour // one a bin
		at := hours.Truncate(unit)
		if at < hours {
			at += unit
		}
		if !ok || at > s.Run.Warmup {
			at, found.Settled = s.Run.Warmup, false
		}
		longest = max(longest, at)
	}
	return s.WithWarmup(longest, found), nil
}

// transient is what each hour brings more than the same hour of the week does in the second half.
func transient(samples []*Sample) []float64 {
	series := make([]float64, len(samples[0].Bins))
	var usual, count [binsPerWeek]float64
	for i, s := range samples {
		for b, parts := range s.Bins {
			switch {
			case i%2 == 0:
				series[b] += float64(parts) / float64((len(samples)+1)/2)
			case b >= len(series)/2:
				usual[b%binsPerWeek] += float64(parts)
				count[b%binsPerWeek]++
			}
		}
	}
	for b := range series {
		if n := count[b%binsPerWeek]; n > 0 {
			series[b] -= usual[b%binsPerWeek] / n
		}
		if math.Abs(series[b]) < 1e-9 { // sums of the same numbers in another order
			series[b] = 0
		}
	}
	return series
}
