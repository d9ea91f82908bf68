package experiment

import (
	"fmt"
	"math"
	"slices"

	"tweeling/sim/stat"
)

// evenEnough is how near two sizes are between which nobody has to look.
const evenEnough = 1.05

// A LotEven is the lot size at which a plan costs as much a unit as the first, stock included.
type LotEven struct {
	Plan      string
	Lot       int    // the smallest from which on it is the other; 0: there is none
	Low, High int    // between these the two cannot be told apart; 0: as far as was tried
	Again     bool   // in larger lots it turns once more
	Cheaper   string // the plan that costs less in smaller lots, or in all when there is no such lot; "": cannot be told
	Why       string // not empty: they have no lot size in common
}

// breakEven looks for the lot size at which a plan begins to cost more, or less, than the first: between sizes that were
// tried and differ in that, by halving.
func (r *seriesRun) breakEven(plan int) (LotEven, error) {
	even := LotEven{Plan: r.out.Plans[plan].Plan}
	sizes := r.common(plan)
	if len(sizes) == 0 {
		even.Why = "there is no lot size that both keep up with"
		return even, nil
	}
	first, err := r.more(plan, sizes[0])
	if err != nil {
		return even, err
	}
	low, high := sizes[0], 0
	for _, size := range sizes[1:] {
		d, err := r.more(plan, size)
		if err != nil {
			return even, err
		}
		if (d.Mean > 0) != (first.Mean > 0) {
			high = size
			break
		}
		low = size
	}
	for high > low+1 && float64(high) > evenEnough*float64(low) {
		mid := int(math.Sqrt(float64(low) * float64(high)))
		mid = max(low+1, min(high-1, mid))
		d, err := r.more(plan, mid)
		if err != nil {
			return even, err
		}
		if (d.Mean > 0) != (first.Mean > 0) {
			high = mid
		} else {
			low = mid
		}
	}
	even.Lot = high
	return even, r.doubt(plan, &even, first.Mean > 0)
}

// doubt says between which sizes the two cannot be told apart, and which of them costs less in smaller lots.
func (r *seriesRun) doubt(plan int, even *LotEven, more bool) error {
	told := false
	for _, size := range r.common(plan) {
		d, err := r.more(plan, size)
		if err != nil {
			return err
		}
		sure := d.Mean > d.HalfWidth || d.Mean < -d.HalfWidth
		told = told || sure
		even.Again = even.Again || sure && even.Lot > 0 && size >= even.Lot && (d.Mean > 0) == more
		switch {
		case !sure || even.Lot == 0:
		case size < even.Lot:
			even.Low = size
		case even.High == 0:
			even.High = size
		}
	}
	switch {
	case !told:
	case more:
		even.Cheaper = r.out.Plans[0].Plan
	default:
		even.Cheaper = even.Plan
	}
	return nil
}

// common are the sizes that both the first plan and another keep up with.
func (r *seriesRun) common(plan int) []int {
	var sizes, other []int
	for _, q := range r.out.Plans[plan].fine() {
		other = append(other, q.Size)
	}
	for _, q := range r.out.Plans[0].fine() {
		if slices.Contains(other, q.Size) {
			sizes = append(sizes, q.Size)
		}
	}
	return sizes
}

// more is what a unit costs more in a plan than in the first, replication by replication.
func (r *seriesRun) more(plan, size int) (stat.Estimate, error) {
	a, err := r.point(0, size)
	if err != nil {
		return stat.Estimate{}, err
	}
	before := a.Total.Values
	b, err := r.point(plan, size)
	if err != nil {
		return stat.Estimate{}, err
	}
	if len(before) == 0 || len(before) != len(b.Total.Values) || a.Total.Lacks.Replications > 0 {
		return stat.Estimate{}, fmt.Errorf("want what a unit costs in lots of %d, have none", size)
	}
	return stat.Mean(stat.Differences(b.Total.Values, before)), nil
}
