package cost

import (
	"fmt"
	"slices"
)

// A booking is a ledger in the making.
type booking struct {
	w      *Watched
	ledger Ledger
	unit   []Amounts // what each element puts into one part: a station into those it works on, people into those of stations that ask for them
	rest   Amounts   // what was spent and no part passed
	out    float64   // cash that went out over the time watched
	labour float64   // of that, pay
	energy float64   // of that, for energy
}

func newBooking(w *Watched) *booking {
	return &booking{w: w, unit: make([]Amounts, len(w.Elements)), ledger: Ledger{
		Elements: make([]Amounts, len(w.Elements)), Measures: make([]Amounts, len(w.Investments)),
		Products: make([]Amounts, len(w.Products)), Sold: make([]float64, len(w.Products)), Material: make([]float64, len(w.Products)),
		Good: slices.Clone(w.Left), Weeks: w.weeks(), WeeksPerYear: w.Economics.WeeksPerYear,
	}}
}

// convert books what each element spent itself, and finds what of it went into one part.
func (b *booking) convert() {
	passed := make([]float64, len(b.w.Elements))
	for i := range b.w.Elements {
		e := &b.w.Elements[i]
		worked := 0.0
		for p := range b.w.Products {
			worked += e.worked(p)
		}
		passed[i] += worked
		for _, pool := range e.Pools {
			passed[pool] += worked
		}
	}
	for i := range b.w.Elements {
		own := b.w.Elements[i].spent(&b.w.Economics, b.w.share())
		b.ledger.Elements[i] = own
		b.ledger.Setups += b.w.Elements[i].setups(own)
		b.out += own.cash()
		b.labour += own[Labour]
		b.energy += own[Energy]
		b.ledger.Unused += b.w.Elements[i].idle() * (own[Labour] + own[Upkeep] + own[Machine] + own[Floor])
		if passed[i] > 0 {
			b.unit[i].add(own, 1/passed[i])
		} else {
			b.rest.add(own, 1)
		}
	}
}

// products books the material of all products and what they sell for, and tells scrap apart.
func (b *booking) products() {
	spoiled := b.w.allSpoiled()
	bought, wasted := make([]float64, len(b.w.Products)), make([]float64, len(b.w.Products))
	for p := range b.w.Products {
		bought[p], wasted[p] = b.product(p, spoiled[p])
	}
	b.passOn(bought, wasted)
	for p := range b.w.Products {
		b.sell(p, bought[p], wasted[p])
	}
}

// product books what was put into the parts of one product, and returns their material, and of that what was wasted.
func (b *booking) product(p int, spoiled []float64) (bought, wasted float64) {
	for i := range b.w.Elements {
		e := &b.w.Elements[i]
		parts, material := e.passed(p), e.added(p)
		if parts == 0 || !e.counted() {
			continue
		}
		if e.Kind == "source" {
			material = b.w.Products[p].MaterialCost
		}
		bought += material * parts
		wasted += material * spoiled[i]
		b.ledger.Elements[i][Material] += material * parts
		b.bear(p, i, Amounts{Material: material}, parts, spoiled[i])
		if e.Kind == "source" {
			continue
		}
		mended := of(e.Mended, p)
		b.ledger.Rework += mended * b.unit[i].Total()
		b.bear(p, i, b.unit[i], parts, spoiled[i])
		for _, pool := range e.Pools {
			b.ledger.Rework += mended * b.unit[pool].Total()
			b.bear(p, pool, b.unit[pool], parts, spoiled[i])
		}
	}
	return bought, wasted
}

// bear lays on a product what an element put into so many of its parts. Of so many of them it is scrap.
func (b *booking) bear(p, i int, unit Amounts, parts, spoiled float64) {
	b.ledger.Products[p].add(unit, parts)
	b.ledger.Products[p].spoil(unit, spoiled)
	b.ledger.Elements[i].spoil(unit, spoiled)
}

// sell adds to the cash of the year what comes in for a product, and what its material costs.
func (b *booking) sell(p int, bought, wasted float64) {
	product := b.w.Products[p]
	made := float64(b.w.Left[p]) / b.w.share()
	sold := made
	if !product.Unlimited && (product.Price > 0 || product.DemandPerYear > 0) {
		sold = min(made, product.DemandPerYear)
	}
	material := bought
	if product.Price == 0 {
		material = wasted
	}
	b.ledger.Material[p] = material / b.w.share()
	if made > 0 {
		material *= sold / made
	}
	b.ledger.Sold[p] = sold
	b.ledger.Revenue += product.Price * sold
	b.out += material
	if product.Price > 0 {
		b.ledger.Contribution += product.Price*sold - material/b.w.share()
	}
}

// spare is the share of the hours that would not be needed to make what is sold, of the product that is nearest to its
// demand.
func (b *booking) spare() float64 {
	needed := 0.0
	for p, n := range b.w.Left {
		if n > 0 {
			needed = max(needed, b.ledger.Sold[p]*b.w.share()/float64(n))
		}
	}
	if needed == 0 { // nothing was made
		return 0
	}
	return max(0, 1-needed)
}

// line books what no element spends: the connection to the grid, the stock, and orders that are late, which their products
// bear.
func (b *booking) line() {
	l := &b.ledger
	l.Stock = b.stock()
	l.Line[Grid] = b.w.grid()
	l.Line[Stock] = l.Stock * b.w.Economics.HoldingRate * b.w.share()
	b.rest.add(l.Line, 1)
	b.energy += l.Line[Grid]
	for i := range b.w.Orders {
		o := &b.w.Orders[i]
		x := o.penalty()
		l.Line[Late] += x
		l.Products[o.Product][Late] += x
	}
	b.escapes()
	b.out += l.Line.cash()
}

// measures books the capital and the yearly cost of all investments.
func (b *booking) measures() error {
	for i, inv := range b.w.Investments {
		a, err := inv.YearlyCapital(b.w.Economics.DiscountRate)
		if err != nil {
			return fmt.Errorf("measure %s: %w", inv.Name, err)
		}
		row := &b.ledger.Measures[i]
		row[Capital], row[Upkeep] = a*b.w.share(), inv.Yearly()*b.w.share()
		b.rest.add(*row, 1)
	}
	return nil
}

// shareRest shares what no part passed among the products: by good parts, else by parts that entered, else equally.
func (b *booking) shareRest() {
	for _, weight := range []func(p int) float64{
		func(p int) float64 { return float64(b.w.Left[p]) }, b.w.bought, func(int) float64 { return 1 },
	} {
		total := 0.0
		for p := range b.w.Products {
			total += weight(p)
		}
		if total <= 0 {
			continue
		}
		for p := range b.w.Products {
			b.ledger.Products[p].add(b.rest, weight(p)/total)
		}
		return
	}
}
