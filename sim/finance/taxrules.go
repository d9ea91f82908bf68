package finance

import (
	"errors"
	"fmt"
	"math"
)

// TaxRules are the rules of one country in one year for the profit of a firm and for what it invests. The zero value takes
// no tax and gives nothing.
type TaxRules struct {
	Name     string
	Brackets []Bracket // of the tax on profit, rising
	// Losses are carried forward without end: in a year they lower the profit by at most LossFree, and by LossShare of what
	// the profit is beyond that.
	LossFree, LossShare float64
	MaxWriteOff         float64     // share of what an asset cost that may be written off in a year
	MinAsset            float64     // an asset that cost less is no asset: it is expensed at once, and no allowance is given
	Small               []Allowance // by all that the firm invests in a calendar year, rising
	Energy, Environment ListedRules
	FreeWriteOff        float64 // share that may be written off when the firm likes
	Credit              CreditRules
	Disposal            DisposalRules
}

// A Bracket is one tier of the tax: the rate on profit up to a bound, 0 for no bound.
type Bracket struct{ UpTo, Rate float64 }

// An Allowance is one row of an investment allowance by amount. Of an investment of more than the bound of the row before
// and at most UpTo (0: no bound), Rate x investment + Amount - Less x what lies beyond the bound of the row before may be
// deducted from the profit.
type Allowance struct{ UpTo, Rate, Amount, Less float64 }

// ListedRules is an allowance for assets on a list: one of the rates of what they cost.
type ListedRules struct {
	Rates    []float64
	MinAsset float64 // each asset must cost this
	Most     float64 // of all of them in a year; 0: no bound
}

// CreditRules is a credit on the pay of a firm's own development.
type CreditRules struct{ UpTo, Rate, StarterRate, RateBeyond float64 }

// DisposalRules is when an allowance is paid back: of what is sold within so many years of the start of the year in which
// it was bought, when all that is sold in a year brings in more than Above.
type DisposalRules struct{ Years, Above float64 }

// Check tells what is wrong with rules.
func (r *TaxRules) Check() error {
	var wrong []error
	share := func(name string, x float64) {
		if !(x >= 0 && x <= 1) {
			wrong = append(wrong, fmt.Errorf("%s: want a share from 0 to 1, have %v", name, x))
		}
	}
	amount := func(name string, x float64) {
		if !(x >= 0 && x <= maxAmount) {
			wrong = append(wrong, fmt.Errorf("%s: want an amount of 0 or more, have %v", name, x))
		}
	}
	bounds := func(name string, n int, upTo func(i int) float64) {
		for i := range n {
			amount(fmt.Sprintf("%s %d", name, i+1), upTo(i))
			if last := i == n-1; (upTo(i) == 0) != last || !last && i > 0 && upTo(i) <= upTo(i-1) {
				wrong = append(wrong, fmt.Errorf("%s %d: want rising bounds, and none in the last only, have %v", name, i+1, upTo(i)))
			}
		}
	}
	bounds("bracket", len(r.Brackets), func(i int) float64 { return r.Brackets[i].UpTo })
	for _, b := range r.Brackets {
		share("rate", b.Rate)
	}
	bounds("allowance", len(r.Small), func(i int) float64 { return r.Small[i].UpTo })
	for _, a := range r.Small {
		share("rate of an allowance", a.Rate)
		share("less of an allowance", a.Less)
		amount("amount of an allowance", a.Amount)
	}
	for _, l := range []ListedRules{r.Energy, r.Environment} {
		for _, x := range l.Rates {
			share("rate of a list", x)
		}
		amount("least of a list", l.MinAsset)
		amount("most of a list", l.Most)
	}
	for _, x := range []float64{r.LossShare, r.MaxWriteOff, r.FreeWriteOff, r.Credit.Rate, r.Credit.StarterRate, r.Credit.RateBeyond} {
		share("share", x)
	}
	for _, x := range []float64{r.LossFree, r.MinAsset, r.Credit.UpTo, r.Disposal.Years, r.Disposal.Above} {
		amount("amount", x)
	}
	if len(r.Brackets) > 0 && r.MaxWriteOff == 0 {
		wrong = append(wrong, errors.New("write-off: want a share above 0 that may be written off in a year, have 0"))
	}
	return errors.Join(wrong...)
}

// OnProfit is the tax on a taxable profit; none on a loss.
func (r *TaxRules) OnProfit(profit float64) float64 {
	tax, from := 0.0, 0.0
	for _, b := range r.Brackets {
		to := b.UpTo
		if to == 0 {
			to = math.Inf(1)
		}
		if profit <= from {
			break
		}
		tax += b.Rate * (min(profit, to) - from)
		from = to
	}
	return tax
}

// Tax is the tax of each year on the profits of a firm, in which losses are carried forward.
func (r *TaxRules) Tax(profits []float64) []float64 {
	return r.taxInto(make([]float64, len(profits)), profits)
}

func (r *TaxRules) taxInto(taxes, profits []float64) []float64 {
	losses := 0.0
	for t, p := range profits {
		if p < 0 {
			losses -= p
			taxes[t] = 0
			continue
		}
		used := min(losses, min(p, r.LossFree)+r.LossShare*max(0, p-r.LossFree))
		losses -= used
		taxes[t] = r.OnProfit(p - used)
	}
	return taxes
}

// SmallAllowance is what may be deducted by all that is invested in a calendar year.
func (r *TaxRules) SmallAllowance(invested float64) float64 {
	from := 0.0
	for _, a := range r.Small {
		if a.UpTo == 0 || invested <= a.UpTo {
			return max(0, a.Rate*invested+a.Amount-a.Less*(invested-from))
		}
		from = a.UpTo
	}
	return 0
}

// credit is what pay for own development brings.
func (r *TaxRules) credit(pay float64, starter bool) float64 {
	rate := r.Credit.Rate
	if starter {
		rate = r.Credit.StarterRate
	}
	return rate*min(pay, r.Credit.UpTo) + r.Credit.RateBeyond*max(0, pay-r.Credit.UpTo)
}
