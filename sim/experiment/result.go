package experiment

import (
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// An Estimate is a figure over all replications: a mean with its interval at 95 %, or the reason why there is none.
type Estimate struct {
	stat.Estimate
	Unit   string
	Values []float64 // one a replication that has it
	Why    string    // not empty: there is no such figure
	Lacks  Lacking   // replications that do not have it
}

// Lacking is how many replications do not have a figure that others have, and why the first of them does not: it speaks of the
// others only.
type Lacking struct {
	Replications int
	Why          string
}

// A Result is what an experiment gave.
type Result struct {
	Scenario *scenario.Scenario
	Seed     uint64
	Plans    []PlanResult
	Compared []Comparison // of every plan but the first with the first

	Unreached bool // the precision that the scenario asks for was not reached with as many replications as there may be
}

// A PlanResult is what one plan gave.
type PlanResult struct {
	*System
	Replications int
	KPI          []Estimate // as kpi.Table
	Elements     []ElementResult
	Products     []ProductResult
	Cost         []Estimate // cost per good part, as cost.Items; nil without [economics]
	Rework       Estimate   // of that, what mending bad parts cost; Why "-" without [economics]
	Setups       Estimate   // of that, what the time in setup cost; Why "-" without [economics]
	Contract     *Contract  // nil: no power is contracted
	Bottleneck   int        // of the elements: most often it, over the replications; -1: none
	Station      int        // the same among stations: whose OEE is the line's
	Bins         []BinResult
	Leads        []LeadBar // of all replications together
	Health       Health
	Samples      []*Sample
}

// An ElementResult is what one element did.
type ElementResult struct {
	Name, Kind, Role string
	Units            int
	States           [sim.NumStates]Estimate
	KPI              []Estimate // as kpi.ElementTable; Why "-" where the table does not speak of such elements
}

// Figure is one of kpi.ElementTable by its name; there is none where Why is not empty.
func (e *ElementResult) Figure(name string) Estimate {
	for k := range kpi.ElementTable {
		if kpi.ElementTable[k].Name == name {
			return e.KPI[k]
		}
	}
	return Estimate{Why: "there is no such figure"}
}

// A ProductResult is what became of one product.
type ProductResult struct {
	Name                          string
	PerWeek, Scrapped, Lost, Lead Estimate
	OnTime, Tardiness             Estimate // of its orders; Why "-" where nothing is ordered
}

// A BinResult is the throughput in one bin of time, in good parts per hour.
type BinResult struct {
	FromHours, ToHours float64
	stat.Estimate
}

// Health tells whether the runs can be trusted.
type Health struct {
	LittleError Estimate // relative error of Little's law
	WarmupOK    *bool    // whether the first week watched looks like the others; nil: too short to tell
	Growing     bool     // parts pile up: what comes in does not leave, so the figures depend on how long was watched
	Incomplete  int      // orders that have lost parts at a full source, and so are never done; the most in one replication
	LeftOver    int      // parts left over when all had come to its end, which wait for others that nobody brings; the most in one replication
	LeftAt      []string // the elements that waited for those, in that replication
	PartOps     int64    // parts finished at stations, warm-up left out
	Events      uint64
}

func gather(s *scenario.Scenario, r *runner) (*Result, error) {
	result := &Result{Scenario: s, Seed: r.seed, Unreached: r.unreached}
	for i, sys := range r.systems {
		result.Plans = append(result.Plans, gatherPlan(sys, r.samples[i]))
	}
	for i := range result.Plans[1:] {
		c, err := compare(&result.Plans[0], &result.Plans[i+1], len(result.Plans)-1, r.seed)
		if err != nil {
			return nil, err
		}
		result.Compared = append(result.Compared, c)
	}
	return result, nil
}

// leastToSpeak is how many replications have to have a figure for there to be one.
const leastToSpeak = 2

// estimate gathers one figure over the replications that have it, leastToSpeak at least.
func estimate(samples []*Sample, unit string, of func(*Sample) Figure) Estimate {
	e := Estimate{Unit: unit}
	for _, s := range samples {
		f := of(s)
		if f.Why == "" {
			e.Values = append(e.Values, f.Value)
			continue
		}
		if e.Lacks.Replications++; e.Lacks.Replications == 1 {
			e.Lacks.Why = f.Why
		}
	}
	if e.Lacks.Replications > 0 && len(e.Values) < leastToSpeak {
		return Estimate{Unit: unit, Why: e.Lacks.Why}
	}
	e.Estimate = stat.Mean(e.Values)
	return e
}

func gatherPlan(sys *System, samples []*Sample) PlanResult {
	r := PlanResult{System: sys, Replications: len(samples), Samples: samples}
	for k := range kpi.Table {
		unit := kpi.Table[k].Unit
		if unit == "money" {
			unit = sys.Economics.Currency
		}
		r.KPI = append(r.KPI, estimate(samples, unit, func(s *Sample) Figure { return s.Line[k] }))
	}
	for i := range sys.Plant.Elements {
		r.Elements = append(r.Elements, gatherElement(sys, samples, i))
	}
	for p := range samples[0].Products {
		name := ""
		if p < len(sys.Plant.Model.Products) {
			name = sys.Plant.Model.Products[p].Name
		}
		r.Products = append(r.Products, ProductResult{
			Name:      name,
			PerWeek:   estimate(samples, "parts/week", func(s *Sample) Figure { return s.Products[p].PerWeek }),
			Scrapped:  estimate(samples, "parts/week", func(s *Sample) Figure { return s.Products[p].Scrapped }),
			Lost:      estimate(samples, "parts/week", func(s *Sample) Figure { return s.Products[p].Lost }),
			Lead:      estimate(samples, "s", func(s *Sample) Figure { return s.Products[p].Lead }),
			OnTime:    estimate(samples, "", func(s *Sample) Figure { return s.Products[p].OnTime }),
			Tardiness: estimate(samples, "s", func(s *Sample) Figure { return s.Products[p].Tardiness }),
		})
	}
	r.Setups, r.Rework, r.Contract = Estimate{Why: "-"}, Estimate{Why: "-"}, sys.Contract(samples)
	if samples[0].Ledger != nil {
		r.Setups = estimate(samples, sys.Economics.Currency, func(s *Sample) Figure { return perGood(s, s.Ledger.Setups) })
		r.Rework = estimate(samples, sys.Economics.Currency, func(s *Sample) Figure { return perGood(s, s.Ledger.Rework) })
		for i := range cost.Items {
			r.Cost = append(r.Cost, estimate(samples, sys.Economics.Currency, func(s *Sample) Figure { return costPerGood(s, i) }))
		}
	}
	r.Bottleneck = mostOften(samples, func(s *Sample) int { return s.Bottleneck })
	r.Station = mostOften(samples, func(s *Sample) int { return s.Station })
	r.Bins = gatherBins(sys, samples)
	r.Leads = gatherLeads(samples)
	r.Health = gatherHealth(sys, samples)
	return r
}

func costPerGood(s *Sample, item int) Figure { return perGood(s, s.Ledger.Items[item]) }

func perGood(s *Sample, money float64) Figure {
	good := 0.0
	if k, ok := lineIndex("good_parts"); ok {
		good = s.Line[k].Value
	}
	if good == 0 {
		return Figure{Why: "no good part was made"}
	}
	return figure(money/good, "")
}

func lineIndex(name string) (int, bool) {
	i := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })
	return i, i >= 0
}

func gatherElement(sys *System, samples []*Sample, i int) ElementResult {
	p := &sys.Plant.Elements[i]
	r := ElementResult{Name: p.Name, Kind: p.Kind, Role: roleName(p), Units: len(p.IDs)}
	for state := range r.States {
		r.States[state] = estimate(samples, "", func(s *Sample) Figure { return Figure{Value: s.Elements[i].States[state]} })
	}
	for k := range kpi.ElementTable {
		r.KPI = append(r.KPI, estimate(samples, kpi.ElementTable[k].Unit, func(s *Sample) Figure { return s.Elements[i].KPI[k] }))
	}
	return r
}

func mostOften(samples []*Sample, of func(*Sample) int) int {
	counts := map[int]int{}
	best := -1
	for _, s := range samples {
		counts[of(s)]++
	}
	for _, s := range samples { // in order of replication, so that ties do not depend on a map
		if best < 0 || counts[of(s)] > counts[best] {
			best = of(s)
		}
	}
	return best
}

func gatherBins(sys *System, samples []*Sample) []BinResult {
	width := sys.Plant.Layout.BinWidth.Hours()
	var bins []BinResult
	for b := range samples[0].Bins {
		values := make([]float64, len(samples))
		for i, s := range samples {
			values[i] = float64(s.Bins[b]) / width
		}
		bins = append(bins, BinResult{float64(b) * width, float64(b+1) * width, stat.Mean(values)})
	}
	return bins
}

func gatherLeads(samples []*Sample) []LeadBar {
	counts := map[LeadBar]int64{}
	var bars []LeadBar
	for _, s := range samples {
		for _, b := range s.Leads {
			at := LeadBar{From: b.From, To: b.To}
			if _, ok := counts[at]; !ok {
				bars = append(bars, at)
			}
			counts[at] += b.Count
		}
	}
	for i := range bars {
		bars[i].Count = counts[bars[i]]
	}
	slices.SortFunc(bars, func(a, b LeadBar) int {
		switch {
		case a.From < b.From:
			return -1
		case a.From > b.From:
			return 1
		}
		return 0
	})
	return bars
}

func gatherHealth(sys *System, samples []*Sample) Health {
	h := Health{LittleError: estimate(samples, "", func(s *Sample) Figure { return s.Little }), WarmupOK: warmupOK(sys, samples)}
	for _, s := range samples {
		h.Incomplete = max(h.Incomplete, s.Incomplete)
		if s.LeftOver > h.LeftOver {
			h.LeftOver, h.LeftAt = s.LeftOver, s.LeftAt
		}
		h.PartOps += s.PartOps
		h.Events += s.Events
	}
	h.Growing = h.LeftOver == 0 && h.LittleError.Why == "" && h.LittleError.Mean > outOfBalance // what is left over at the end does not pile up
	return h
}

// outOfBalance is the relative error of Little's law above which parts pile up: of a line in balance it is that of the
// parts inside at both ends, a few of those that passed.
const outOfBalance = 0.1

// warmupOK compares the good parts of the first whole week watched with the mean of the weeks after it, replication by
// replication: at a level of 1 % they must not differ by more than a thousandth. Weeks of orders differ by what is ordered,
// so that there the first may also lie within three standard deviations of the others. It cannot tell with fewer than two weeks.
func warmupOK(sys *System, samples []*Sample) *bool {
	weeks := goodByWeek(sys, samples)
	if len(weeks) < 2 || len(samples) < 2 {
		return nil
	}
	var mean, differences []float64 // of each week, and by replication
	for _, week := range weeks {
		mean = append(mean, stat.Mean(week).Mean)
	}
	margin := stat.Mean(mean).Mean / 1000
	for i := range samples {
		rest := 0.0
		for _, week := range weeks[1:] {
			rest += week[i]
		}
		differences = append(differences, weeks[0][i]-rest/float64(len(weeks)-1))
	}
	e := stat.MeanAt(differences, 0.99)
	ok := math.Abs(e.Mean) <= e.HalfWidth+margin
	if len(sys.Plant.Model.Orders) > 0 {
		rest := stat.Mean(mean[1:])
		ok = ok || math.Abs(mean[0]-rest.Mean) <= 3*rest.SD
	}
	return &ok
}

// goodByWeek counts the good parts of each whole week watched, by replication.
func goodByWeek(sys *System, samples []*Sample) (weeks [][]float64) {
	width := sys.Plant.Layout.BinWidth
	perWeek := int(168 / width.Hours())
	for from := int((sys.warmup + width - 1) / width); from+perWeek <= len(samples[0].Bins); from += perWeek {
		week := make([]float64, len(samples))
		for i, s := range samples {
			for _, c := range s.Bins[from : from+perWeek] {
				week[i] += float64(c)
			}
		}
		weeks = append(weeks, week)
	}
	return weeks
}
