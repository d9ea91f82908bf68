package cost

import (
	"errors"
	"math"
)

// A Ledger is what one replication of one plan spent and earned, in the scenario's currency. Elements, Line and Measures
// together sum to Items, item by item, and so do Products. It is plain data.
type Ledger struct {
	Items        Amounts   // spent over the time watched
	Elements     []Amounts // of that, by the element that spent it; what parts cost that enter stands with the sources
	Line         Amounts   // of that, what belongs to no element
	Measures     []Amounts // capital and yearly cost of each investment
	Products     []Amounts // Items once more, by the product it was spent on
	Good         []int64   // good parts that left, by product
	Unused       float64   // of all that was spent: pay, upkeep, machine hours and floor of the time in which nobody and nothing was needed
	Weeks        float64   // watched
	WeeksPerYear float64
	Sold         []float64 // units a year, by product: the least of made and demand
	Material     []float64 // a year, by product: what its material costs when all that is made is sold
	Revenue      float64   // a year
	Saved        float64   // a year: pay that is saved because all that can be sold is made in fewer hours
	YearlyCash   float64   // a year; revenue and pay saved, less material, pay, energy and upkeep; no capital, machine hours or measures
	YearlyPay    float64   // a year; of that, what goes to people, less the pay saved
	YearlyEnergy float64   // a year; of that, what goes for energy
	Contribution float64   // a year; of that, what products that have a price bring in less their material
	Setups       float64   // of Items, what the time in setup cost: people, machine hours and energy
	Rework       float64   // of Items, what work on parts that are mended cost, until they are good where they were bad
	Stock        float64   // worth of the parts inside, on average
	PeakKW       float64   // largest mean power of a quarter of an hour; 0: nobody metered
	VolumePay    float64   // a year; of the pay, what would be saved if nothing at all were sold
}

// Cash is what comes in less what goes out in a year, and what it is made of: those parts that rise at a pace of their
// own, and what goes when volume goes.
//
// Stock is no cash of a year: it is money tied up, and what changes of it is paid or received once.
type Cash struct{ Net, Pay, Energy, Contribution, VolumePay, Stock float64 }

// Cash is that of the replication.
func (l *Ledger) Cash() Cash {
	return Cash{Net: l.YearlyCash, Pay: l.YearlyPay, Energy: l.YearlyEnergy, Contribution: l.Contribution, VolumePay: l.VolumePay, Stock: l.Stock}
}

// Book computes the ledger of one replication. Counts that do not fit the products, elements that do not exist, and no
// time watched are errors.
func Book(w Watched) (Ledger, error) {
	if len(w.Products) == 0 && len(w.Left) == 1 {
		w.Products = []Product{{}}
	}
	if err := w.check(); err != nil {
		return Ledger{}, err
	}
	b := newBooking(&w)
	b.ledger.PeakKW = w.Peak()
	b.convert()
	b.line()
	b.products()
	if err := b.measures(); err != nil {
		return Ledger{}, err
	}
	b.shareRest()
	l := &b.ledger
	l.Items = l.Line
	for _, rows := range [][]Amounts{l.Elements, l.Measures} {
		for _, row := range rows {
			l.Items.add(row, 1)
		}
	}
	spare := b.spare()
	l.Saved = w.Economics.HoursSaved * spare * b.labour / w.share()
	l.VolumePay = w.Economics.HoursSaved * (1 - spare) * b.labour / w.share()
	l.YearlyCash = l.Revenue + l.Saved - b.out/w.share()
	l.YearlyPay, l.YearlyEnergy = b.labour/w.share()-l.Saved, b.energy/w.share()
	if x := l.Total() + l.YearlyCash; math.IsNaN(x) || math.IsInf(x, 0) {
		return Ledger{}, errors.New("ledger: want amounts of money that can be summed, have some that are too large")
	}
	return *l, nil
}

// Total is all that was spent over the time watched.
func (l *Ledger) Total() float64 { return l.Items.Total() }

// Annual is what is spent in a year, by item: as over the time watched, in as many weeks as a year has.
func (l *Ledger) Annual() Amounts {
	var year Amounts
	year.add(l.Items, l.WeeksPerYear/l.Weeks)
	return year
}

// PerGoodPart is what a good part cost, by item. Why is not empty when there is none, and says why.
func (l *Ledger) PerGoodPart() (part Amounts, why string) {
	good := int64(0)
	for _, n := range l.Good {
		good += n
	}
	return perPart(l.Items, good)
}

// PerGoodPartOf is what a good part of one product cost, by item. Why is not empty when there is none, and says why.
func (l *Ledger) PerGoodPartOf(product int) (part Amounts, why string) {
	return perPart(l.Products[product], l.Good[product])
}

func perPart(spent Amounts, good int64) (part Amounts, why string) {
	if good <= 0 {
		return Amounts{}, "no good part was made"
	}
	part.add(spent, 1/float64(good))
	return part, ""
}
