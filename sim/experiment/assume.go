package experiment

import (
	"maps"
	"slices"
	"strings"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// Assumptions tells what the figures rest on, beyond what check prints of the line.
func (r *Result) Assumptions() []Sentence {
	s := []Sentence{{Key: "assume.chance", Args: []any{r.Plans[0].Replications}}}
	if n := r.Plans[0].Replications; n < leastToJudge {
		s = append(s, Sentence{Key: "assume.few", Args: []any{leastToJudge}})
	}
	if f := r.Scenario.Run.Found; f != nil {
		key := "assume.warmup_found"
		if !f.Settled {
			key = "assume.warmup_unfound"
		}
		s = append(s, Sentence{Key: key, Args: []any{r.Scenario.Run.Warmup.Hours(), f.Replications}})
	}
	if len(r.Compared) > 1 {
		s = append(s, Sentence{Key: "assume.several", Args: []any{len(r.Compared)}})
	}
	if r.Unreached {
		s = append(s, Sentence{Key: "assume.precision", Args: []any{r.Plans[0].Replications}})
	}
	s = append(s, r.unhealthy()...)
	s = append(s, r.Standing())
	econ := r.Scenario.Economics
	if !econ.Given {
		return s
	}
	s = append(s,
		Sentence{Key: "assume.year", Args: []any{econ.WeeksPerYear, econ.Horizon, Share(econ.DiscountRate)}},
		paid(econ),
		Sentence{Key: "assume.costing"},
	)
	s = append(s, r.taxed()...)
	if econ.Financing != nil {
		s = append(s, Sentence{Key: "assume.financing"})
	} else {
		s = append(s, Sentence{Key: "assume.financing_none"})
	}
	unlimited, capped := demand(r.Plans[0].System.Products)
	if capped {
		s = append(s, Sentence{Key: "assume.demand"})
	}
	for _, name := range unlimited {
		s = append(s, Sentence{Key: "assume.unlimited", Args: []any{name}})
	}
	s = append(s, r.costed()...)
	d := econ.Drift
	s = append(s, Sentence{Key: "assume.baseline", Args: []any{Word("baseline." + econ.Baseline)}},
		Sentence{Key: "assume.drift", Args: []any{100 * d.Wage, 100 * d.Energy, 100 * d.Other}})
	if econ.Decline > 0 {
		s = append(s, Sentence{Key: "assume.decline", Args: []any{100 * econ.Decline}})
	}
	s = append(s, r.priced()...)
	if names := r.invested(func(inv *cost.Investment) bool { return inv.InstallStop > 0 }); len(names) > 0 {
		s = append(s, Sentence{Key: "assume.stop", Args: []any{strings.Join(names, ", ")}})
	}
	if names := r.invested(func(inv *cost.Investment) bool { return inv.Life != econ.Horizon && inv.Capex.Likely > 0 }); len(names) > 0 {
		s = append(s, Sentence{Key: "assume.life", Args: []any{strings.Join(names, ", ")}})
	}
	return s
}

// unhealthy tells what is not as it should be in the runs of some plans.
func (r *Result) unhealthy() []Sentence {
	var s []Sentence
	for i := range r.Plans {
		p := &r.Plans[i]
		if p.Health.Growing {
			s = append(s, Sentence{Key: "assume.growing", Args: []any{p.Plan, Share(p.Health.LittleError.Mean)}})
		}
		if n := p.Health.Incomplete; n > 0 {
			s = append(s, Sentence{Key: "assume.incomplete", Args: []any{p.Plan, n}})
		}
		if n := p.Health.LeftOver; n > 0 {
			s = append(s, Sentence{Key: "assume.left_over", Args: []any{p.Plan, n, strings.Join(p.Health.LeftAt, ", ")}})
		}
		if ok := p.Health.WarmupOK; ok != nil && !*ok {
			s = append(s, Sentence{Key: "assume.warmup", Args: []any{p.Plan}})
		}
	}
	return s
}

// priced tells of which year the prices are that the catalogue gives.
func (r *Result) priced() []Sentence {
	names := r.invested(func(*cost.Investment) bool { return true })
	byYear := map[int][]string{}
	for _, m := range r.Scenario.Measures {
		if year := m.PriceYear(); year > 0 && slices.Contains(names, m.Name) {
			byYear[year] = append(byYear[year], m.Name)
		}
	}
	var s []Sentence
	for _, year := range slices.Sorted(maps.Keys(byYear)) {
		s = append(s, Sentence{Key: "assume.price_year", Args: []any{strings.Join(byYear[year], ", "), year}})
	}
	return s
}

// costed tells of costs that not every scenario has.
func (r *Result) costed() []Sentence {
	var s []Sentence
	econ := &r.Scenario.Economics
	for i := range r.Plans {
		if o, ok := r.Plans[i].Overdrawn(); ok {
			s = append(s, o)
		}
	}
	if len(econ.Tariff) > 0 {
		s = append(s, Sentence{Key: "assume.tariff"})
	}
	if econ.PeakRate > 0 {
		s = append(s, Sentence{Key: "assume.peak"})
	}
	if econ.Stocked {
		s = append(s, Sentence{Key: "assume.stock", Args: []any{Share(econ.HoldingRate)}})
	}
	if econ.Stocked && slices.ContainsFunc(r.Plans, func(p PlanResult) bool { return p.Plant.Model.Spared() }) {
		s = append(s, Sentence{Key: "assume.spares"})
	}
	if slices.ContainsFunc(r.Plans[0].Plant.Model.Orders, func(o plant.Order) bool { return o.LatePerDay > 0 || o.LateOnce > 0 }) {
		s = append(s, Sentence{Key: "assume.late"})
	}
	if econ.CO2Price > 0 {
		s = append(s, Sentence{Key: "assume.co2"})
	}
	return s
}

// Overdrawn says that a plan draws more power than is contracted, when it does.
func (r *PlanResult) Overdrawn() (Sentence, bool) {
	c := r.Contract
	if c == nil || c.Over == 0 {
		return Sentence{}, false
	}
	return Sentence{Key: "assume.overdrawn", Args: []any{r.Plan, c.Most, c.KW, c.Over, c.Checks}}, true
}

// paid says what people are paid for.
func paid(econ cost.Economics) Sentence {
	if econ.HoursSaved > 0 {
		return Sentence{Key: "assume.saved", Args: []any{Share(econ.HoursSaved)}}
	}
	return Sentence{Key: "assume.labour"}
}

// taxed tells what tax is taken into account.
func (r *Result) taxed() []Sentence {
	tax := r.Scenario.Tax
	if tax == nil {
		return []Sentence{{Key: "assume.tax"}}
	}
	s := []Sentence{
		{Key: "assume.taxed", Args: []any{tax.Title, r.Scenario.Economics.Firm.Profit[0]}},
		{Key: "assume.write_off"},
	}
	var unverified Words
	for _, table := range tax.Unverified() {
		unverified = append(unverified, "tax_table."+table)
	}
	if len(unverified) > 0 {
		s = append(s, Sentence{Key: "assume.tax_unverified", Args: []any{tax.Title, unverified}})
	}
	return s
}

// invested names the measures of which something holds.
func (r *Result) invested(holds func(*cost.Investment) bool) []string {
	var names []string
	for i := range r.Plans {
		for k := range r.Plans[i].Investments {
			if inv := &r.Plans[i].Investments[k]; holds(inv) && !slices.Contains(names, inv.Name) {
				names = append(names, inv.Name)
			}
		}
	}
	return names
}

// Standing says whether the line as it is was held against measurements, and how it stood.
func (r *Result) Standing() Sentence {
	within, of := Agreement(r.Measured())
	switch {
	case of == 0:
		return Sentence{Key: "assume.exploratory"}
	case within == of:
		return Sentence{Key: "assume.agrees", Args: []any{of}}
	}
	return Sentence{Key: "assume.disagrees", Args: []any{of - within, of}}
}

// Exploratory tells whether the line as it is was never held against measurements.
func (r *Result) Exploratory() bool {
	_, of := Agreement(r.Measured())
	return of == 0
}

func demand(products []cost.Product) (unlimited []string, capped bool) {
	for _, p := range products {
		switch {
		case p.Price == 0:
		case p.Unlimited:
			unlimited = append(unlimited, p.Name)
		default:
			capped = true
		}
	}
	return unlimited, capped
}
