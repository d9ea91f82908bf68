package finance

import "math/bits"

// A Split is what it brings to buy some of several investments in the next calendar year, where the allowance by amount goes
// by all that a firm invests in one.
type Split struct {
	Later     []int   // of the investments, those of the next year
	Deduction float64 // what may be deducted more, over both years
	Tax       float64 // by how much the tax on the firm's profit falls by that, over both years and not discounted
}

// mostSplit is how many investments every way to divide is looked at for: of more, only to put off a single one.
const mostSplit = 14

// SplitSmall looks for the division of investments over this calendar year and the next that the allowance by amount is
// largest for; of equal ones for that which puts off the least. ok is false when no division brings more than to buy all
// now. First purchases count, less their grants; what is not looked at by the allowance or no asset is left where it is. What
// waiting costs is not in it: where the years meet it may be a few weeks.
func (r *TaxRules) SplitSmall(firm Firm, investments ...Investment) (best Split, ok bool) {
	var at []int
	var bases []float64
	all := 0.0
	for i, v := range investments {
		if base := v.Capex - v.Grant; !v.Fiscal.NotSmall && base > 0 && base >= r.MinAsset {
			at, bases = append(at, i), append(bases, base)
			all += base
		}
	}
	extra := func(invested float64) float64 {
		return r.SmallAllowance(firm.Invests+invested) - r.SmallAllowance(firm.Invests)
	}
	if len(at) < 2 || len(firm.Profit) == 0 {
		return best, false
	}
	now := extra(all)
	least := 0.0
	for later := uint64(1); later < 1<<len(at)-1; later++ {
		if len(at) > mostSplit && bits.OnesCount64(later) > 1 {
			later = 1<<bits.Len64(later) - 1 // on to the next single one
			continue
		}
		moved := 0.0
		for k, base := range bases {
			if later>>k&1 == 1 {
				moved += base
			}
		}
		more := extra(all-moved) + extra(moved) - now
		if more < 0.005 || more < best.Deduction-0.005 || more < best.Deduction+0.005 && ok && moved >= least {
			continue
		}
		ok, least = true, moved
		best = Split{Deduction: more, Tax: r.splitTax(firm, now, extra(all-moved), extra(moved))}
		for k, i := range at {
			if later>>k&1 == 1 {
				best.Later = append(best.Later, i)
			}
		}
	}
	return best, ok
}

// splitTax is by how much the tax of two years falls.
func (r *TaxRules) splitTax(firm Firm, atOnce, first, second float64) float64 {
	year := func(t int) float64 { return firm.Profit[min(t, len(firm.Profit)-1)] }
	sum := func(taxes []float64) float64 { return taxes[0] + taxes[1] }
	return sum(r.Tax([]float64{year(0) - atOnce, year(1)})) - sum(r.Tax([]float64{year(0) - first, year(1) - second}))
}
