package finance

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Fiscal is how the tax looks at an investment, which it takes for one asset.
type Fiscal struct {
	WriteOff    float64 // years over which it is written off in equal parts; 0: as fast as the rules allow
	NotSmall    bool    // the allowance by amount is not asked for
	Energy      float64 // share of it that is on the list of energy
	Environment float64 // rate of the list of environment, one of the rules'; 0: not on it
	Free        bool    // part of it may be written off when the firm likes, which is at once
	Development float64 // pay of own development that a credit is given for, in the first year
	Starter     bool    // at the rate for firms that start
}

func (f Fiscal) check() error {
	if f.WriteOff != 0 {
		if err := checkYears("write-off", f.WriteOff); err != nil {
			return err
		}
	}
	for _, s := range []struct {
		name  string
		value float64
	}{{"energy list", f.Energy}, {"environment list", f.Environment}} {
		if !(s.value >= 0 && s.value <= 1) {
			return fmt.Errorf("%s: want a share from 0 to 1, have %v", s.name, s.value)
		}
	}
	if f.Energy > 0 && f.Environment > 0 {
		return errors.New("lists: want an asset on that of energy or on that of environment, have both")
	}
	if !(f.Development >= 0 && f.Development <= maxAmount) {
		return fmt.Errorf("development: want pay of 0 or more, have %v", f.Development)
	}
	return nil
}

// green is how much of it is on the list of environment: all or nothing.
func (f Fiscal) green() float64 {
	if f.Environment > 0 {
		return 1
	}
	return 0
}

// A Firm is what the tax must know of the firm without the plan.
type Firm struct {
	Profit  []float64 // taxable, of year 1 and on; the last holds for all later years
	Invests float64   // in every calendar year, of what the allowance by amount looks at
}

// A Taxation is what a plan changes in the tax of a firm: the difference of two computations, with the plan and without,
// over brackets and with losses carried forward in each. A year's tax is paid at its end, what is bought at flow t belongs
// to year t+1, and the rules of one year hold for all. Losses that are left at the end of the horizon are worth nothing.
type Taxation struct {
	rules          *TaxRules
	profit, before []float64 // without the plan, and the tax on it; entry 0 is year 1
	adjust         []float64 // taxable by year, beyond what the flows bring
	credit         []float64
	capital        []float64 // what of the flows is bought and sold, and so not taxed as it comes
}

// NewTaxation works out what is certain of it for investments that are made together over a horizon in years.
func NewTaxation(rules *TaxRules, firm Firm, horizon float64, investments ...Investment) (*Taxation, error) {
	if err := checkInvestments(horizon, investments); err != nil {
		return nil, err
	}
	if err := errors.Join(rules.Check(), firm.check()); err != nil {
		return nil, err
	}
	for _, v := range investments {
		if x := v.Fiscal.Environment; x > 0 && !slices.Contains(rules.Environment.Rates, x) {
			return nil, fmt.Errorf("environment list: want one of the rates %v of %s, have %v", rules.Environment.Rates, rules.Name, x)
		}
	}
	years := int(math.Ceil(horizon - near))
	x := &Taxation{rules: rules, adjust: make([]float64, years), credit: make([]float64, years), capital: make([]float64, years+1)}
	for t := range years {
		x.profit = append(x.profit, firm.Profit[min(t, len(firm.Profit)-1)])
	}
	x.before = rules.Tax(x.profit)
	b := book{Taxation: x}
	pay := map[bool]float64{}
	for _, v := range investments {
		x.capital = Sum(x.capital, v.capital(horizon))
		pay[v.Fiscal.Starter] += v.Fiscal.Development
		for i, p := range v.purchases(horizon) {
			b.enter(v, p, i == 0)
		}
	}
	for _, starter := range []bool{false, true} {
		c := rules.credit(pay[starter], starter)
		x.credit[0] += c
		x.adjust[0] += c
	}
	b.allow(firm)
	b.dispose()
	return x, nil
}

func (f Firm) check() error {
	if len(f.Profit) == 0 {
		return errors.New("firm: want its taxable profit, of one year at least, have none")
	}
	for i, p := range f.Profit {
		if err := checkAmount(fmt.Sprintf("profit of year %d", i+1), p); err != nil {
			return err
		}
	}
	if err := checkAmount("investments of the firm", f.Invests); err != nil {
		return err
	}
	if f.Invests < 0 {
		return fmt.Errorf("investments of the firm: want 0 or more, have %v", f.Invests)
	}
	return nil
}

// After gives the flows after tax.
func (x *Taxation) After(flows []float64) ([]float64, error) {
	if err := checkFlows(flows); err != nil {
		return nil, err
	}
	if len(flows) != len(x.capital) {
		return nil, fmt.Errorf("flows: want %d, as the tax was worked out for, have %d", len(x.capital), len(flows))
	}
	return x.after(flows, new(taxSpace)), nil
}

// taxSpace is what one computation after another may use.
type taxSpace struct{ flows, profit, tax []float64 }

func (x *Taxation) after(flows []float64, w *taxSpace) []float64 {
	if w.flows == nil {
		w.flows, w.profit, w.tax = make([]float64, len(flows)), make([]float64, len(x.profit)), make([]float64, len(x.profit))
	}
	copy(w.flows, flows)
	for t := range x.profit {
		w.profit[t] = x.profit[t] + x.adjust[t] + flows[t+1] - x.capital[t+1]
	}
	w.profit[0] += flows[0] - x.capital[0]
	x.rules.taxInto(w.tax, w.profit)
	for t := range x.profit {
		w.flows[t+1] += x.before[t] - w.tax[t] + x.credit[t]
	}
	return w.flows
}

// An asset is what a purchase is in the books.
type asset struct {
	fiscal     Fiscal
	year, sold int // as indices: 0 is the first
	held       float64
	base       float64 // what it cost, less the grant
	fetches    float64
	allowed    float64 // what was deducted for it beyond its cost
}

// A book is a taxation in the making.
type book struct {
	*Taxation
	assets []asset
}

// enter writes off one purchase: in equal parts down to what it is expected to fetch, no faster than the rules allow, and
// what is then left in the books against what it does fetch.
func (b *book) enter(v Investment, p purchase, first bool) {
	base, r := p.price, b.rules
	if first {
		base = max(0, base-v.Grant)
	}
	a := asset{fiscal: v.Fiscal, year: p.at, sold: max(p.sold-1, p.at), held: float64(p.sold - p.at), base: base, fetches: p.fetches}
	if base <= 0 && p.fetches == 0 {
		return
	}
	if base < r.MinAsset {
		b.adjust[a.year] -= base
		b.adjust[a.sold] += p.fetches
		return
	}
	left := base
	floor := min(base, p.residual)
	free := 0.0
	if v.Fiscal.Free {
		free = min(r.FreeWriteOff*base, base-floor)
	}
	years := 0.0
	if r.MaxWriteOff > 0 {
		years = max(v.Fiscal.WriteOff, 1/r.MaxWriteOff)
	}
	for t := a.year; t <= a.sold && years > 0; t++ {
		off := min((base-floor-free)/years, left-floor)
		if t == a.year {
			off = min(off+free, left-floor)
		}
		b.adjust[t] -= off
		left -= off
	}
	b.adjust[a.sold] += p.fetches - left
	b.assets = append(b.assets, a)
}

// allow deducts the allowances of each year.
func (b *book) allow(firm Firm) {
	for t := range b.profit {
		var invested, energy, environment float64
		each := func(f func(a *asset)) {
			for i := range b.assets {
				if b.assets[i].year == t {
					f(&b.assets[i])
				}
			}
		}
		each(func(a *asset) {
			if !a.fiscal.NotSmall {
				invested += a.base
			}
			energy += b.rules.Energy.of(a, a.fiscal.Energy)
			environment += b.rules.Environment.of(a, a.fiscal.green())
		})
		small := b.rules.SmallAllowance(firm.Invests+invested) - b.rules.SmallAllowance(firm.Invests)
		each(func(a *asset) {
			if invested > 0 && !a.fiscal.NotSmall {
				a.allowed += small * a.base / invested
			}
			if x := b.rules.Energy.of(a, a.fiscal.Energy); x > 0 {
				a.allowed += b.rules.Energy.Rates[0] * x * b.rules.Energy.within(energy)
			}
			if x := b.rules.Environment.of(a, a.fiscal.green()); x > 0 {
				a.allowed += a.fiscal.Environment * x * b.rules.Environment.within(environment)
			}
			b.adjust[t] -= a.allowed
		})
	}
}

// of is how much of an asset a list looks at.
func (l ListedRules) of(a *asset, share float64) float64 {
	if len(l.Rates) == 0 || a.base*share < l.MinAsset {
		return 0
	}
	return a.base * share
}

// within is the share of all that is on a list that it may be given for.
func (l ListedRules) within(all float64) float64 {
	if l.Most == 0 || all <= l.Most {
		return 1
	}
	return l.Most / all
}

// dispose pays allowances back for what is sold early: the same share of what it fetches, and never more than was given.
func (b *book) dispose() {
	for t := range b.profit {
		sold, back := 0.0, 0.0
		for i := range b.assets {
			a := &b.assets[i]
			if a.sold != t || a.held >= b.rules.Disposal.Years || a.fetches <= 0 || a.allowed <= 0 {
				continue
			}
			sold += a.fetches
			back += a.allowed * min(1, a.fetches/a.base)
		}
		if sold > b.rules.Disposal.Above {
			b.adjust[t] += back
		}
	}
}
