package cost

import (
	"testing"
	"time"
)

func TestDemandCapsWhatIsSold(t *testing.T) {
	w := shop()
	capped := book(t, w)
	w.Products[0].Unlimited = true
	free := book(t, w)
	check(t, "sold with demand", capped.Sold[0], 40_000)
	check(t, "sold without end", free.Sold[0], 47_500)
	check(t, "7,500 more, less their material", free.YearlyCash-capped.YearlyCash, 7500*(10-(4000+970*0.5)/950))
	w.Products[0].Unlimited, w.Products[0].DemandPerYear = false, 0
	check(t, "sold when nobody asks", book(t, w).Sold[0], 0)
	check(t, "and only material is saved", book(t, w).YearlyCash, -50*(2400+(200+128+100)*0.2+1000.0/50))
}

// Each product has its own demand: what one lacks, the other does not sell.
func TestDemandIsByProduct(t *testing.T) {
	w := line(200, source(0, to(1)), sink(200))
	w.Products = []Product{{Price: 10, DemandPerYear: 1000}, {Price: 10, DemandPerYear: 9000}}
	w.Left = []int64{100, 100}
	for i := range w.Elements {
		w.Elements[i].Sent, w.Elements[i].Scrapped = nil, nil
	}
	l := book(t, w)
	check(t, "sold of the first", l.Sold[0], 1000)
	check(t, "sold of the second", l.Sold[1], 5000)
	check(t, "revenue", l.Revenue, 60_000)
}

// Where all is scrapped, all material that entered is paid for.
func TestAllScrappedIsNotFree(t *testing.T) {
	w := shop()
	w.Left[0] = 0
	w.Elements[2].Sent[0], w.Elements[2].Scrapped[0] = 0, 970
	w.Elements[3].Sent[0] = 0
	check(t, "cash", book(t, w).YearlyCash, -50*(4000+970*0.5+2400+(200+128+100)*0.2+1000.0/50))
}

// The machine hour rate and capital are of the full cost, not of cash.
func TestCashHasNoDepreciation(t *testing.T) {
	w := shop()
	before := book(t, w)
	w.Elements[1].CostPerHour, w.Elements[1].Planned = 45, 40*time.Hour
	w.Investments = []Investment{{Capex: Range{Likely: 1e6}, YearlyCost: Range{Likely: 1e4}, Life: 10}}
	after := book(t, w)
	check(t, "cash", after.YearlyCash, before.YearlyCash)
	if d := after.Total() - before.Total(); d < 45*40 {
		t.Errorf("the full cost rises by %v", d)
	}
}

// Without a price more output is neither praised nor blamed, and less scrap is a saving.
func TestWithoutAPriceOnlySavingsCount(t *testing.T) {
	w := shop()
	w.Products[0].Price, w.Products[0].DemandPerYear = 0, 0
	w.Elements[2].MaterialCost[0] = 0
	booked := func(left, early, late int64) Ledger {
		v := w
		v.Elements = append([]Element{}, w.Elements...)
		v.Left = []int64{left}
		for i, n := range [][2]int64{{left + early + late, 0}, {left + late, early}, {left, late}, {left, 0}} {
			v.Elements[i].Sent, v.Elements[i].Scrapped = []int64{n[0]}, []int64{n[1]}
		}
		return book(t, v)
	}
	asIs, more, less, clean := booked(950, 30, 20), booked(1900, 30, 20), booked(500, 30, 20), booked(950, 0, 20)
	check(t, "revenue", asIs.Revenue, 0)
	check(t, "twice the output", more.YearlyCash, asIs.YearlyCash)
	check(t, "half the output", less.YearlyCash, asIs.YearlyCash)
	check(t, "no early scrap", clean.YearlyCash-asIs.YearlyCash, 50*30*4)
	check(t, "pay and the rest", clean.YearlyCash, -50*(20*4+2400+(200+128+100)*0.2+1000.0/50))
}

// What a year is worth does not depend on how long was watched when every week is alike.
func TestCashIsAYear(t *testing.T) {
	w := shop()
	one := book(t, w)
	w.Duration *= 3
	w.Left[0] *= 3
	for i := range w.Elements {
		e := &w.Elements[i]
		e.Sent[0] *= 3
		e.Scrapped[0] *= 3
		e.Rostered *= 3
		for s := range e.States {
			e.States[s] *= 3
		}
	}
	three := book(t, w)
	check(t, "cash", three.YearlyCash, one.YearlyCash)
	check(t, "sold", three.Sold[0], one.Sold[0])
	check(t, "cost of a year", three.Annual().Total(), one.Annual().Total())
}
