package scenario

import (
	"math"

	"tweeling/sim/cost"
)

// financing reads the [economics.financing] table: the firm's own money, and loans, leases and hours by name.
func (r *reader) financing(n *node) *cost.Financing {
	f := &cost.Financing{}
	r.table(n, []field{
		{name: "own", read: func(n *node) { r.into(&f.Own, n, 0, maxNumber) }},
		{name: "loan", read: func(n *node) {
			r.each(n, maxPlans, func(name string, n *node) { f.Loans = append(f.Loans, r.loan(name, n)) })
		}},
		{name: "lease", read: func(n *node) {
			r.each(n, maxPlans, func(name string, n *node) { f.Leases = append(f.Leases, r.lease(name, n)) })
		}},
		{name: "hours", read: func(n *node) {
			r.each(n, maxPlans, func(name string, n *node) { f.Hours = append(f.Hours, r.hours(name, n)) })
		}},
	})
	return f
}

func (r *reader) loan(name string, n *node) cost.Loan {
	l := cost.Loan{Name: name, Months: 60}
	r.table(n, []field{
		{name: "amount", read: func(n *node) { r.into(&l.Amount, n, 0, maxNumber) }},
		{name: "share", read: func(n *node) { r.into(&l.Share, n, 0, 1) }},
		{name: "rate", read: func(n *node) { r.into(&l.Rate, n, 0, 1) }},
		{name: "term", read: func(n *node) { l.Months = r.months(n, 1, l.Months) }},
		{name: "grace", read: func(n *node) { l.Grace = r.months(n, 0, l.Grace) }},
	})
	if n.table == nil {
		return l
	}
	switch amount, share := n.get("amount"), n.get("share"); {
	case amount != nil && share != nil:
		r.tell(share, "want either amount or share, have both")
	case amount == nil && share == nil:
		r.tellOf(n, "amount", "want the amount that is lent, or its share of what a plan asks for at the start, have neither")
	}
	r.wants(n, "rate", "the interest per year, such as 0.06")
	r.wants(n, "term", `the time in which it is paid back, such as "5y"`)
	return l
}

func (r *reader) lease(name string, n *node) cost.Lease {
	l := cost.Lease{Name: name, Months: 60}
	r.table(n, []field{
		{name: "measure", read: func(n *node) { l.Measure, _ = r.text(n) }},
		{name: "monthly", read: func(n *node) { r.into(&l.Monthly, n, 0, maxNumber) }},
		{name: "term", read: func(n *node) { l.Months = r.months(n, 1, l.Months) }},
		{name: "final", read: func(n *node) { r.into(&l.Final, n, 0, maxNumber) }},
	})
	r.wants(n, "measure", "the measure that is leased")
	r.wants(n, "monthly", "what is paid each month")
	r.wants(n, "term", `how long it is paid, such as "5y"`)
	return l
}

func (r *reader) hours(name string, n *node) cost.Hours {
	h := cost.Hours{Name: name}
	h.From = 1
	r.table(n, []field{
		{name: "measure", read: func(n *node) { h.Measure, _ = r.text(n) }},
		{name: "from", read: func(n *node) { h.From = r.months(n, 0, h.From) }},
		{name: "through", read: func(n *node) { h.Through = r.months(n, 0, h.Through) }},
		{name: "each_month", read: func(n *node) { r.into(&h.Each, n, 0, maxNumber) }},
		{name: "rate", read: func(n *node) { r.into(&h.Rate, n, 0, maxNumber) }},
	})
	r.wants(n, "measure", "the measure that takes them")
	r.wants(n, "each_month", "the hours in each month")
	if n.get("through") == nil {
		h.Through = h.From
	} else if h.Through < h.From {
		r.tell(n.get("through"), "want a month no earlier than from, have %s", said(n.get("through")))
		h.Through = h.From
	}
	return h
}

// wants tells of a key that a table has to have.
func (r *reader) wants(n *node, key, what string) {
	if n.table != nil && n.get(key) == nil {
		r.tellOf(n, key, "want %s, have nothing", what)
	}
}

// months reads a time as whole months.
func (r *reader) months(n *node, least float64, otherwise int) int {
	return int(math.Round(12 * r.years(n, least/12, 50, float64(otherwise)/12)))
}

// checkFinancing checks that what is leased, or takes hours, is a measure.
func (r *reader) checkFinancing(n *node, measures []*Measure) {
	for _, kind := range []string{"lease", "hours"} {
		all := n.get(kind)
		if all == nil {
			continue
		}
		for _, name := range all.keys {
			at := all.table[name].get("measure")
			if at == nil {
				continue
			}
			if text, ok := at.value.(string); ok && find(measures, text) == nil {
				r.tell(at, "want a measure that exists, have %q; there are %s", text, orNone(nearest(text, measureNames(measures))))
			}
		}
	}
}
