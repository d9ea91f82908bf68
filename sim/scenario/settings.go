package scenario

import (
	"math"
	"slices"
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/kpi"
)

const (
	week = 7 * 24 * time.Hour
	year = 365 * 24 * time.Hour
)

// RunSettings is the [run] table: how a scenario is run when nobody asks otherwise.
type RunSettings struct {
	Start        time.Time // when simulated time is 0; zero: Monday 00:00 of week 1
	Horizon      time.Duration
	Warmup       time.Duration      // with FindWarmup the longest that it may be
	FindWarmup   bool               // warmup = "auto", and nobody has found it yet
	Found        *FoundWarmup       // how the warm-up was found; nil: the scenario says it
	Replications int                // at least
	Precision    map[string]float64 // half-widths asked for: of figures as a share, of PrecisionOfMoney in money
	Seed         uint64
	Holidays     []time.Time
}

// leastAuto is how long a warm-up that is to be found may be, when the horizon is shorter.
const leastAuto = 2 * week

// A FoundWarmup is how a warm-up was found.
type FoundWarmup struct {
	Replications int
	Settled      bool // false: no end of it was seen, and the warm-up is the longest that was looked at
}

// WithWarmup is the scenario with the warm-up that was found, where it said "auto".
func (s *Scenario) WithWarmup(warmup time.Duration, found FoundWarmup) *Scenario {
	c := *s
	c.Run.Warmup, c.Run.FindWarmup, c.Run.Found = warmup, false, &found
	return &c
}

// PrecisionOfMoney is the name under which a precision of the NPV of each plan is asked for, in money.
const PrecisionOfMoney = "npv"

// run reads the [run] table.
func (r *reader) run(n *node) RunSettings {
	s := RunSettings{Horizon: 4 * week, Replications: 30, Seed: 1}
	r.table(n, []field{
		{name: "start", read: func(n *node) { s.Start, _ = r.date(n) }},
		{name: "horizon", read: func(n *node) { s.Horizon = r.duration(n, time.Second, maxHorizon, s.Horizon) }},
		{name: "warmup", read: func(n *node) {
			if s.FindWarmup = n.value == "auto"; s.FindWarmup {
				return
			}
			s.Warmup = r.duration(n, 0, maxHorizon, 0)
		}},
		{name: "replications", read: func(n *node) {
			if x, ok := r.count(n, 2, maxReplications); ok {
				s.Replications = x
			}
		}},
		{name: "precision", read: func(n *node) { s.Precision = r.precision(n) }},
		{name: "seed", read: func(n *node) {
			seed, ok := n.value.(int64)
			if !ok || seed < 0 {
				r.tell(n, "want a whole number of at least 0, have %s", said(n))
			}
			s.Seed = uint64(max(0, seed))
		}},
		{name: "holidays", read: func(n *node) { s.Holidays = r.holidays(n) }},
	})
	if s.FindWarmup {
		s.Warmup = min(max(s.Horizon, leastAuto), maxHorizon)
	}
	if n != nil && len(s.Holidays) > 0 && n.get("start") == nil {
		r.tellOf(n, "start", "want the day on which the run begins, since there are holidays, have none")
	}
	return s
}

// duration reads a fixed time within bounds.
func (r *reader) duration(n *node, low, high, otherwise time.Duration) time.Duration {
	seconds, ok := r.span(n)
	if !ok {
		return otherwise
	}
	d := time.Duration(math.Round(min(seconds, 2*high.Seconds()) * 1e9))
	if d < low || d > high {
		r.tell(n, "want a time from %s to %s, have %s", dist.FormatSpan(low.Seconds()), dist.FormatSpan(high.Seconds()), said(n))
		return otherwise
	}
	return d
}

func (r *reader) precision(n *node) map[string]float64 {
	if !r.isTable(n) {
		return nil
	}
	names := []string{PrecisionOfMoney}
	for i := range kpi.Table {
		names = append(names, kpi.Table[i].Name)
	}
	precision := map[string]float64{}
	for _, name := range n.keys {
		child := n.table[name]
		if !slices.Contains(names, name) {
			r.strange(child, names)
			continue
		}
		low, high := 1e-6, 1.0
		if name == PrecisionOfMoney {
			high = maxNumber
		}
		if x, ok := r.number(child, low, high); ok {
			precision[name] = x
		}
	}
	return precision
}

func (r *reader) holidays(n *node) []time.Time {
	items, _ := r.items(n, `a list of days such as ["2026-12-25"]`)
	var days []time.Time
	for _, item := range items {
		if day, ok := r.date(item); ok {
			days = append(days, day)
		}
	}
	return days
}

// economics reads the [economics] table. The result is not Given when there is none.
func (r *reader) economics(n *node, run RunSettings) (cost.Economics, *TaxYear) {
	e := cost.Economics{Currency: "EUR", WeeksPerYear: 47, Horizon: 8, DiscountRate: 0.09, Tax: NoTax, Baseline: cost.Drifting, Drift: cost.UsualDrift}
	if n == nil {
		return e, nil
	}
	e.Given = true
	var tax *TaxYear
	r.table(n, append(r.energyFields(&e, run), []field{
		{name: "currency", read: func(n *node) { e.Currency = r.currency(n, e.Currency) }},
		{name: "weeks_per_year", read: func(n *node) { r.into(&e.WeeksPerYear, n, 1, 53) }},
		{name: "horizon", read: func(n *node) { e.Horizon = r.years(n, 1, 50, e.Horizon) }},
		{name: "discount_rate", read: func(n *node) { r.into(&e.DiscountRate, n, 0, 1) }},
		{name: "tax", read: func(n *node) { tax = r.tax(n) }},
		{name: "firm_taxable_profit", read: func(n *node) { e.Firm.Profit = r.profits(n) }},
		{name: "firm_investments", read: func(n *node) { r.into(&e.Firm.Invests, n, 0, maxNumber) }},
		{name: "baseline", read: func(n *node) {
			if text, ok := r.option(n, cost.BaselineNames, nil); ok {
				e.Baseline = text
			}
		}},
		{name: "drift", read: func(n *node) { r.drift(n, &e.Drift) }},
		{name: "decline", read: func(n *node) { r.into(&e.Decline, n, 0, 0.9) }},
		{name: "financing", read: func(n *node) { e.Financing = r.financing(n) }},
		{name: "hours_saved", read: func(n *node) { r.into(&e.HoursSaved, n, 0, 1) }},
		{name: "rent_per_m2", read: func(n *node) { r.into(&e.RentPerM2, n, 0, maxNumber) }},
		{name: "holding_rate", read: func(n *node) {
			if x, ok := r.number(n, 0, 1); ok {
				e.HoldingRate, e.Stocked = x, true
			}
		}},
	}...))
	r.checkEnergy(n, &e, run)
	if b := n.get("baseline"); e.Baseline == cost.Declining && e.Decline == 0 && n.get("decline") == nil {
		r.tell(b, "want decline as well, the share of its volume that the line loses each year when nothing is done, such as 0.03, have none")
	}
	r.taxed(n, &e, tax)
	return e, tax
}

// taxed puts together what the tax needs.
func (r *reader) taxed(n *node, e *cost.Economics, tax *TaxYear) {
	if tax == nil {
		for _, key := range []string{"firm_taxable_profit", "firm_investments"} {
			if child := n.get(key); child != nil && (n.get("tax") == nil || n.get("tax").value == NoTax) {
				r.note(child, "says nothing, since there is no tax; there are %s", quoted(TaxYears()))
			}
		}
		return
	}
	e.Tax, e.Rules = tax.Name, &tax.TaxRules
	if n.get("firm_taxable_profit") == nil {
		r.tellOf(n, "firm_taxable_profit", "want what the firm earns a year without any measure, before tax, such as [400_000], since the tax depends on it, have none")
	}
}

// profits reads the profit of each year, which may be a loss. The last holds for all later years.
func (r *reader) profits(n *node) []float64 {
	if _, isList := n.value.([]any); !isList {
		x, _ := r.oneNumber("a number, or a list of them by year,", -maxNumber, maxNumber)(n)
		return []float64{x}
	}
	list, ok := r.numbers(n, -maxNumber, maxNumber)
	if ok && len(list) == 0 {
		r.tell(n, "want the profit of one year at least, have an empty list")
	}
	if len(list) == 0 {
		return []float64{0}
	}
	return list
}

// drift reads by how much prices rise; what it does not say stays as usual.
func (r *reader) drift(n *node, to *cost.Drift) {
	r.table(n, []field{
		{name: "wage", read: func(n *node) { r.into(&to.Wage, n, -0.5, 0.5) }},
		{name: "energy", read: func(n *node) { r.into(&to.Energy, n, -0.5, 0.5) }},
		{name: "other", read: func(n *node) { r.into(&to.Other, n, -0.5, 0.5) }},
	})
}

// into reads a number and keeps what was there when it is wrong.
func (r *reader) into(to *float64, n *node, low, high float64) {
	if x, ok := r.number(n, low, high); ok {
		*to = x
	}
}

// years reads a time and returns it in years.
func (r *reader) years(n *node, low, high, otherwise float64) float64 {
	seconds, ok := r.span(n)
	if !ok {
		return otherwise
	}
	y := seconds / year.Seconds()
	if y < low || y > high {
		r.tell(n, "want a time from %s to %s, have %s", dist.FormatSpan(low*year.Seconds()), dist.FormatSpan(high*year.Seconds()), said(n))
		return otherwise
	}
	return y
}

func (r *reader) currency(n *node, otherwise string) string {
	text, ok := r.text(n)
	if !ok {
		return otherwise
	}
	capitals := 0
	for _, c := range text {
		if c >= 'A' && c <= 'Z' {
			capitals++
		}
	}
	if capitals != 3 || len(text) != 3 {
		r.tell(n, "want a currency by its three letters, such as \"EUR\", have %q", text)
		return otherwise
	}
	return text
}
