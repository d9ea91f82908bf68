package scenario

import (
	"math"
	"slices"
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
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
	var s RunSettings
	r.table(n, runKeys, fills{
		"start":   func(n *node, _ *plant.Key) { s.Start, _ = r.date(n) },
		"horizon": r.spanTo(&s.Horizon),
		"warmup": func(n *node, k *plant.Key) {
			s.Warmup = 0
			if s.FindWarmup = n.value == "auto"; !s.FindWarmup {
				r.spanTo(&s.Warmup)(n, k)
			}
		},
		"replications": r.countTo(&s.Replications),
		"precision":    func(n *node, _ *plant.Key) { s.Precision = r.precision(n) },
		"seed": func(n *node, _ *plant.Key) {
			seed, ok := n.value.(int64)
			if !ok || seed < 0 {
				r.tell(n, "want a whole number of at least 0, have %s", said(n))
			}
			s.Seed = uint64(max(0, seed))
		},
		"holidays": func(n *node, _ *plant.Key) { s.Holidays = r.holidays(n) },
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
	var e cost.Economics
	var tax *TaxYear
	to := fills{
		"currency":            func(n *node, _ *plant.Key) { e.Currency = r.currency(n, e.Currency) },
		"weeks_per_year":      r.numberTo(&e.WeeksPerYear),
		"horizon":             r.yearsTo(&e.Horizon),
		"discount_rate":       r.numberTo(&e.DiscountRate),
		"tax":                 func(n *node, _ *plant.Key) { tax = r.tax(n) },
		"firm_taxable_profit": func(n *node, k *plant.Key) { e.Firm.Profit = r.profits(n, k) },
		"firm_investments":    r.numberTo(&e.Firm.Invests),
		"baseline":            r.optionTo(&e.Baseline),
		"drift":               func(n *node, _ *plant.Key) { r.drift(n, &e.Drift) },
		"decline":             r.numberTo(&e.Decline),
		"financing":           func(n *node, _ *plant.Key) { e.Financing = r.financing(n) },
		"hours_saved":         r.numberTo(&e.HoursSaved),
		"rent_per_m2":         r.numberTo(&e.RentPerM2),
		"holding_rate":        r.numberOr(&e.HoldingRate, &e.Stocked),
	}
	r.energy(to, &e, run)
	e.Tax = NoTax
	r.drift(nil, &e.Drift)
	r.table(n, economicsKeys, to)
	if e.Given = n != nil; !e.Given {
		return e, nil
	}
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
func (r *reader) profits(n *node, k *plant.Key) []float64 {
	if _, isList := n.value.([]any); !isList {
		x, _ := r.oneNumber("a number, or a list of them by year,", k.Min, upper(k))(n)
		return []float64{x}
	}
	list, ok := r.numbers(n, k.Min, upper(k))
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
	r.table(n, driftKeys, fills{"wage": r.numberTo(&to.Wage), "energy": r.numberTo(&to.Energy), "other": r.numberTo(&to.Other)})
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
