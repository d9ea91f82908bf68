package finance

import (
	"errors"
	"fmt"
	"math"
)

// A Financing is how the money of a plan is brought together, month by month. It says whether the firm can bear the plan,
// and nothing of whether the plan is worth it: interest is in the discount rate already, so none of this belongs in an
// NPV.
type Financing struct {
	Own    float64 // put in at the start
	Loans  []Loan
	Leases []Lease
	Hours  []Hours
}

// A Loan is received at the start and paid back in equal monthly amounts, interest included.
type Loan struct {
	Amount float64
	Rate   float64 // nominal per year; a month costs a twelfth of it
	Months int     // in which it is paid back
	Grace  int     // months before, in which only interest is paid
}

// A Lease pays for something from month to month: its price is not paid at the start.
type Lease struct {
	Price   float64 // of what is leased, of the first purchase
	Monthly float64
	Months  int
	Final   float64 // paid at the end, to keep it
}

// Hours are those of the firm's own specialists that the plan takes, from one month through another (0: now).
type Hours struct {
	From, Through int
	Each          float64 // hours in each of these months
	Rate          float64 // what an hour costs that has to be hired; 0 for people who are paid anyhow
}

// A Liquidity is the cash of a plan month by month: entry 0 is now, and then comes the end of each month.
type Liquidity struct {
	Balance     []float64 // the sum of all that came and went
	Lowest      float64   // the lowest balance
	LowestMonth int       // the first month that it stands at
	Interest    float64   // paid in all, and by which leases cost more than what they pay for
	Hours       []float64 // of specialists
	MostHours   float64   // in one month
}

// maxMonths are so many that a longer time is a mistake of units.
const maxMonths = 12 * maxYears

// Over lays a financing under the flows of a plan. Flow 0 is paid now; what a later year brings comes in twelve equal
// parts, at the end of each month, which is the same over the year and hides what happens within a month.
func (f Financing) Over(flows []float64) (Liquidity, error) {
	if err := errors.Join(checkFlows(flows), f.check()); err != nil {
		return Liquidity{}, err
	}
	months := 12 * (len(flows) - 1)
	for _, l := range f.Loans {
		months = max(months, l.Grace+l.Months)
	}
	for _, l := range f.Leases {
		months = max(months, l.Months)
	}
	for _, h := range f.Hours {
		months = max(months, h.Through)
	}
	cash := make([]float64, months+1)
	cash[0] = flows[0] + f.Own
	for m := 1; m <= 12*(len(flows)-1); m++ {
		cash[m] = flows[(m+11)/12] / 12
	}
	l := Liquidity{Hours: make([]float64, months+1)}
	for _, loan := range f.Loans {
		l.Interest += loan.add(cash)
	}
	for _, lease := range f.Leases {
		l.Interest += lease.add(cash)
	}
	for _, h := range f.Hours {
		for m := h.From; m <= h.Through; m++ {
			l.Hours[m] += h.Each
			cash[m] -= h.Each * h.Rate
		}
	}
	l.sum(cash)
	return l, nil
}

func (l *Liquidity) sum(cash []float64) {
	balance := 0.0
	for m, c := range cash {
		balance += c
		l.Balance = append(l.Balance, balance)
		if m == 0 || balance < l.Lowest {
			l.Lowest, l.LowestMonth = balance, m
		}
		l.MostHours = max(l.MostHours, l.Hours[m])
	}
}

// Installment is what a loan takes each month once it is paid back.
func (l Loan) Installment() (float64, error) {
	if err := l.check(); err != nil {
		return 0, err
	}
	return l.installment(), nil
}

func (l Loan) installment() float64 {
	if l.Rate == 0 {
		return l.Amount / float64(l.Months)
	}
	month := l.Rate / 12
	return l.Amount * month / -math.Expm1(-float64(l.Months)*math.Log1p(month))
}

// add puts a loan into the cash of each month and tells the interest paid.
func (l Loan) add(cash []float64) (interest float64) {
	cash[0] += l.Amount
	for m := 1; m <= l.Grace; m++ {
		cash[m] -= l.Amount * l.Rate / 12
	}
	each := l.installment()
	for m := l.Grace + 1; m <= l.Grace+l.Months; m++ {
		cash[m] -= each
	}
	return l.Amount*l.Rate/12*float64(l.Grace) + each*float64(l.Months) - l.Amount
}

// add puts a lease into the cash of each month and tells by how much it is dearer than buying.
func (l Lease) add(cash []float64) (dearer float64) {
	cash[0] += l.Price
	for m := 1; m <= l.Months; m++ {
		cash[m] -= l.Monthly
	}
	cash[l.Months] -= l.Final
	return l.Monthly*float64(l.Months) + l.Final - l.Price
}

func (f Financing) check() error {
	wrong := []error{checkAmount("own money", f.Own)}
	for _, l := range f.Loans {
		wrong = append(wrong, l.check())
	}
	for _, l := range f.Leases {
		wrong = append(wrong, amounts("lease", l.Price, l.Monthly, l.Final), checkMonths("lease", l.Months, 1))
	}
	for _, h := range f.Hours {
		wrong = append(wrong, amounts("hours", h.Each, h.Rate), checkMonths("hours", h.From, 0), checkMonths("hours", h.Through, h.From))
	}
	return errors.Join(wrong...)
}

func (l Loan) check() error {
	wrong := []error{amounts("loan", l.Amount), checkMonths("loan", l.Months, 1), checkMonths("grace of a loan", l.Grace, 0)}
	if !(l.Rate >= 0 && l.Rate <= 1) {
		wrong = append(wrong, fmt.Errorf("loan: want a rate from 0 to 1 per year, have %v", l.Rate))
	}
	return errors.Join(wrong...)
}

func amounts(name string, list ...float64) error {
	for _, x := range list {
		if !(x >= 0 && x <= maxAmount) {
			return fmt.Errorf("%s: want 0 or more, have %v", name, x)
		}
	}
	return nil
}

func checkMonths(name string, months, least int) error {
	if months < least || months > maxMonths {
		return fmt.Errorf("%s: want %d to %d months, have %d", name, least, maxMonths, months)
	}
	return nil
}
