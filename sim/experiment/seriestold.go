package experiment

import (
	"math"
	"slices"

	"tweeling/sim/stat"
)

// More is what a unit costs more, stock included, than in another plan in lots of the same size. Ok is false where the other
// has no such lots.
func (q *LotPoint) More(than *SeriesPlan) (d Difference, ok bool) {
	for k := range than.Points {
		o := &than.Points[k]
		if o.Size == q.Size && o.KeepsUp && len(o.Total.Values) > 0 && len(o.Total.Values) == len(q.Total.Values) {
			return difference(o.Total, q.Total, 1), true
		}
	}
	return Difference{}, false
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
		d := stat.Mean(stat.Differences(b.Values, a.Values))
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

// Closing tells what the curves show.
func (r *Series) Closing() []Sentence {
	if !r.Matters() {
		return []Sentence{{Key: "series.no_matter"}}
	}
	var s []Sentence
	for i := range r.Plans {
		s = append(s, r.Plans[i].told()...)
	}
	for i := range r.Even {
		s = append(s, r.evenTold(&r.Even[i]))
	}
	return s
}

// called is a plan as a sentence begins with it.
func called(plan string) any {
	if plan == AsIs {
		return Word("compare.as_is")
	}
	return plan
}

func (p *SeriesPlan) told() []Sentence {
	if p.Best < 0 {
		return []Sentence{{Key: "series.never", Args: []any{called(p.Plan)}}}
	}
	best := &p.Points[p.Best]
	key := "series.best"
	tried := p.run()
	switch {
	case len(tried) == 1:
	case best.Size == tried[len(tried)-1].Size:
		key = "series.best_largest"
	case best.Size == p.Smallest:
		key = "series.best_smallest"
	}
	s := []Sentence{{Key: key, Args: []any{called(p.Plan), float64(best.Size), best.Total.Mean}}}
	if p.From < p.To {
		s = append(s, Sentence{Key: "series.near", Args: []any{called(p.Plan), float64(p.From), float64(p.To)}})
	}
	if p.Smallest > tried[0].Size {
		s = append(s, Sentence{Key: "series.smallest", Args: []any{called(p.Plan), float64(p.Smallest)}})
	}
	if c := p.Classic; c != nil {
		s = append(s, Sentence{Key: "series.classic", Args: []any{called(p.Plan), round3(c.Lot), round3(c.Setup), round3(c.Unit)}})
	}
	return s
}

func (r *Series) evenTold(e *LotEven) Sentence {
	first := called(r.Plans[0].Plan)
	switch {
	case e.Why != "":
		return Sentence{Key: "series.even_none", Args: []any{called(e.Plan), first}}
	case e.Lot == 0 && e.Cheaper == "":
		return Sentence{Key: "series.even_unsure", Args: []any{called(e.Plan), first}}
	case e.Lot == 0 && e.Cheaper == e.Plan:
		return Sentence{Key: "series.even_always", Args: []any{called(e.Plan), first}}
	case e.Lot == 0:
		return Sentence{Key: "series.even_always", Args: []any{first, called(e.Plan)}}
	case e.Cheaper == "" || e.Low == 0 || e.High == 0 || e.Again:
		return Sentence{Key: "series.even_about", Args: []any{called(e.Plan), first, float64(e.Lot)}}
	case e.Cheaper == e.Plan:
		return Sentence{Key: "series.even", Args: []any{called(e.Plan), first, float64(e.Lot), float64(e.Low), float64(e.High)}}
	}
	return Sentence{Key: "series.even", Args: []any{first, called(e.Plan), float64(e.Lot), float64(e.Low), float64(e.High)}}
}

// Assumptions tells what the figures rest on.
func (r *Series) Assumptions() []Sentence {
	basis := "series.used"
	if r.Paid {
		basis = "series.paid"
	}
	s := []Sentence{{Key: "assume.chance", Args: []any{r.Replications}}}
	if r.Fewest < r.Replications {
		s = append(s, Sentence{Key: "series.fewer", Args: []any{lotsWatched, r.Fewest}})
	}
	if r.Replications < leastToJudge {
		s = append(s, Sentence{Key: "assume.few", Args: []any{leastToJudge}})
	}
	s = append(s, r.Result.Standing(), Sentence{Key: basis})
	if !r.Paid {
		s = append(s, Sentence{Key: "series.pace"})
	}
	s = append(s, Sentence{Key: "series.stock", Args: []any{Share(r.HoldingRate)}})
	if slices.ContainsFunc(r.Plans, func(p SeriesPlan) bool { return p.Classic != nil }) {
		s = append(s, Sentence{Key: "series.formula"})
	}
	return s
}

// round3 keeps three digits of a number that is read from a curve.
func round3(x float64) float64 {
	if x == 0 {
		return 0
	}
	size := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-2)
	return math.Round(x/size) * size
}
