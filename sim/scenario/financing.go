package scenario

import (
	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// financing reads the [economics.financing] table: the firm's own money, and loans, leases and hours by name.
func (r *reader) financing(n *node) *cost.Financing {
	f := &cost.Financing{}
	r.table(n, financingKeys, fills{
		"own": r.numberTo(&f.Own),
		"loan": func(n *node, _ *plant.Key) {
			r.each(n, maxPlans, func(name string, n *node) { f.Loans = append(f.Loans, r.loan(name, n)) })
		},
		"lease": func(n *node, _ *plant.Key) {
			r.each(n, maxPlans, func(name string, n *node) { f.Leases = append(f.Leases, r.lease(name, n)) })
		},
		"hours": func(n *node, _ *plant.Key) {
			r.each(n, maxPlans, func(name string, n *node) { f.Hours = append(f.Hours, r.hours(name, n)) })
		},
	})
	return f
}

func (r *reader) loan(name string, n *node) cost.Loan {
	l := cost.Loan{Name: name, Months: 60}
	r.table(n, loanKeys, fills{
		"amount": r.numberTo(&l.Amount), "share": r.numberTo(&l.Share), "rate": r.numberTo(&l.Rate),
		"term": r.monthsTo(&l.Months), "grace": r.monthsTo(&l.Grace),
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
	return l
}

func (r *reader) lease(name string, n *node) cost.Lease {
	l := cost.Lease{Name: name, Months: 60}
	r.table(n, leaseKeys, fills{
		"measure": r.textTo(&l.Measure), "monthly": r.numberTo(&l.Monthly), "term": r.monthsTo(&l.Months), "final": r.numberTo(&l.Final),
	})
	return l
}

func (r *reader) hours(name string, n *node) cost.Hours {
	h := cost.Hours{Name: name}
	r.table(n, hoursKeys, fills{
		"measure": r.textTo(&h.Measure), "from": r.monthsTo(&h.From), "through": r.monthsTo(&h.Through),
		"each_month": r.numberTo(&h.Each), "rate": r.numberTo(&h.Rate),
	})
	if n.get("through") == nil {
		h.Through = h.From
	} else if h.Through < h.From {
		r.tell(n.get("through"), "want a month no earlier than from, have %s", said(n.get("through")))
		h.Through = h.From
	}
	return h
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
