package cost

import (
	"fmt"

	"tweeling/sim/finance"
)

// Financing is the [economics.financing] table: how the money of a plan is brought together. It decides nothing of what a
// plan is worth.
type Financing struct {
	Own    float64 // of the firm, at the start
	Loans  []Loan
	Leases []Lease
	Hours  []Hours
}

// A Loan is an amount, or a share of what a plan asks for at the start.
type Loan struct {
	Name          string
	Amount, Share float64
	Rate          float64 // nominal per year
	Months, Grace int
}

// A Lease is how one measure is paid for, in the plans that have it, instead of at the start.
type Lease struct {
	Name, Measure  string
	Monthly, Final float64
	Months         int
}

// Hours are those of specialists that a measure takes, in the plans that have it.
type Hours struct {
	Name, Measure string
	finance.Hours
}

// A Financed is what a plan does to the cash of the firm, by the flows expected and after tax when there is one. What it
// pays of interest lowers no tax here.
type Financed struct {
	Borrowed    float64   `json:"borrowed"`
	Leased      float64   `json:"leased"`
	Interest    float64   `json:"interest"` // and by how much leases are dearer
	Lowest      float64   `json:"lowest_cash"`
	LowestMonth int       `json:"lowest_cash_month"` // 0: now
	Hours       float64   `json:"specialist_hours"`
	MostHours   float64   `json:"most_hours_a_month"`
	Balance     []float64 `json:"balance"` // now and at the end of each month
}

// finance lays the financing under the flows of a plan.
func (f *Financing) finance(flows []float64, investments []Investment) (*Financed, error) {
	of := func(measure string) *Investment {
		for i := range investments {
			if investments[i].Name == measure {
				return &investments[i]
			}
		}
		return nil
	}
	terms, out := finance.Financing{Own: f.Own}, &Financed{}
	for _, l := range f.Leases {
		if inv := of(l.Measure); inv != nil {
			terms.Leases = append(terms.Leases, finance.Lease{Price: inv.Capex.Likely, Monthly: l.Monthly, Months: l.Months, Final: l.Final})
			out.Leased += inv.Capex.Likely
		}
	}
	asked := max(0, -flows[0]-out.Leased)
	for _, l := range f.Loans {
		amount := l.Amount + l.Share*asked
		terms.Loans = append(terms.Loans, finance.Loan{Amount: amount, Rate: l.Rate, Months: l.Months, Grace: l.Grace})
		out.Borrowed += amount
	}
	for _, h := range f.Hours {
		if of(h.Measure) != nil {
			terms.Hours = append(terms.Hours, h.Hours)
		}
	}
	l, err := terms.Over(flows)
	if err != nil {
		return nil, fmt.Errorf("financing: %w", err)
	}
	for _, h := range l.Hours {
		out.Hours += h
	}
	out.Interest, out.Lowest, out.LowestMonth, out.MostHours, out.Balance = l.Interest, l.Lowest, l.LowestMonth, l.MostHours, l.Balance
	return out, nil
}
