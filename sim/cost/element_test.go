package cost

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tweeling/sim"
	"tweeling/sim/calendar"
	"tweeling/sim/finance"
	"tweeling/sim/stat"
)

// One week of fifty of the shop, so that a year is fifty times what is booked. Nothing of it is scrap.
func tidy() Watched {
	w := shop()
	w.Left[0] = 1000
	for i := range w.Elements {
		for p := range w.Elements[i].Scrapped {
			w.Elements[i].Sent[p] += w.Elements[i].Scrapped[p]
			w.Elements[i].Scrapped[p] = 0
		}
	}
	w.Elements[2].Sent[0], w.Elements[3].Sent[0] = 1000, 1000
	return w
}

// Each element by hand, and whether cash of the year holds it.
func TestElementsByHand(t *testing.T) {
	for name, c := range map[string]struct {
		item  int
		say   func(w *Watched)
		want  float64 // more of the item in the week
		cash  float64 // less cash in the year
		stock float64
	}{
		// 2 people x 40 h x 30 x 0.25
		"a premium of the shift": {Labour, func(w *Watched) { w.Elements[4].ShiftPremium = 20 * time.Hour }, 600, 600 * 50, 0},
		// the meter says 90 and 40 where one price says (200 + 128 + 100) x 0.2
		"prices by hour": {Energy, func(w *Watched) {
			w.Economics.Tariff = []Block{{Name: "day", Price: 0.3, Hours: calendar.Always()}}
			w.Elements[1].Paid, w.Elements[2].Paid = 90, 40
		}, 130 - 85.6, (130 - 85.6) * 50, 0},
		// 12 months of 40 kW at 3, and of (30 + 50)/2 kW at 5
		"the connection": {Grid, func(w *Watched) {
			w.Economics.Contracted, w.Economics.ContractRate, w.Economics.PeakRate = 40, 3, 5
			w.Peaks = []float64{30, 50}
		}, 12 * (120 + 200) / 50., 12 * (120 + 200), 0},
		// 40 h at work
		"compressed air": {Media, func(w *Watched) { w.Elements[1].MediaPerHour = 1.5 }, 60, 60 * 50, 0},
		"tools":          {Tools, func(w *Watched) { w.Elements[1].ToolPrice, w.Elements[1].ToolChanges = 80, 7 }, 560, 560 * 50, 0},
		// 12 m2 at 60 a year, in one of 50 weeks; the hall is paid all the same
		"floor": {Floor, func(w *Watched) { w.Elements[1].AreaM2, w.Economics.RentPerM2 = 12, 60 }, 14.4, 0, 0},
		// 50 parts of 4, at 10 % a year
		// 2 spares of 500, kept at 10 % a year: 100 x share; and 3 that were wanted, at 30 each
		"spares": {Stock, func(w *Watched) {
			w.Elements = append(w.Elements, Element{Name: "heads", Kind: "spares", SparePrice: 500, Spares: 2})
			w.Economics.Stocked, w.Economics.HoldingRate = true, 0.1
		}, 2, 100, 1000},
		"resupply": {Upkeep, func(w *Watched) {
			w.Elements = append(w.Elements, Element{Name: "heads", Kind: "spares", ResupplyPrice: 30, NodeTally: sim.NodeTally{Asked: 3}})
		}, 90, 90 * 50, 0},
		"stock": {Stock, func(w *Watched) { w.Inside, w.Economics.Stocked, w.Economics.HoldingRate = 50, true, 0.1 }, 0.4, 20, 200},
		// 10 parts 36 hours late at 2 a day, and 25 once; another on time
		"late orders": {Late, func(w *Watched) {
			w.Orders = []Order{{Parts: 10, Late: 36 * time.Hour, PerDay: 2, Once: 25}, {Parts: 99, PerDay: 2, Once: 25}}
		}, 55, 55 * 50, 0},
		// 3 parts that somebody sends back, at 40 each
		"escapes": {Escapes, func(w *Watched) {
			w.Products[0].EscapeCost, w.Escaped = 40, make([]int64, len(w.Products))
			w.Escaped[0] = 3
		}, 120, 120 * 50, 0},
		// 428 kWh x 250 g are 107 kg, at 100 a tonne; nobody is paid
		"CO2": {CO2, func(w *Watched) { w.Economics.CO2PerKWh, w.Economics.CO2Price = 250, 100 }, 10.7, 0, 0},
	} {
		w := tidy()
		before := book(t, w)
		c.say(&w)
		after := book(t, w)
		for item := range Items {
			want := 0.0
			if item == c.item {
				want = c.want
			}
			check(t, name+": "+Items[item].Name, after.Items[item]-before.Items[item], want)
		}
		check(t, name+": cash", before.YearlyCash-after.YearlyCash, c.cash)
		check(t, name+": stock", after.Cash().Stock, c.stock)
		if Items[c.item].Cash != (c.cash != 0) {
			t.Errorf("%s: the table says cash %v", name, Items[c.item].Cash)
		}
	}
}

// What takes time to set up: 10 h of one at 30, a machine at 20 and 5 kW at 0.2 a kWh. It stands under these items already.
func TestSetupsAreAShare(t *testing.T) {
	w := tidy()
	m := &w.Elements[1]
	m.States[sim.Setup], m.States[sim.Starved] = 10*time.Hour, m.States[sim.Starved]-10*time.Hour
	m.SetupPay, m.CostPerHour, m.Planned, m.PowerKW["setup"] = 30, 20, 50*time.Hour, 5
	l := book(t, w)
	check(t, "setups", l.Setups, 10*(30+20+5*0.2))
}

// Twice the price of one thing is twice its item, and changes no other; of a line without scrap.
func TestPricesScaleOnlyTheirOwn(t *testing.T) {
	prices := map[int]func(w *Watched){
		Labour: func(w *Watched) { w.each(func(e *Element) { e.WagePerHour *= 2 }) },
		Energy: func(w *Watched) { w.Economics.EnergyPrice *= 2 },
		Grid:   func(w *Watched) { w.Economics.ContractRate *= 2; w.Economics.PeakRate *= 2 },
		Media:  func(w *Watched) { w.each(func(e *Element) { e.MediaPerHour *= 2 }) },
		Tools:  func(w *Watched) { w.each(func(e *Element) { e.ToolPrice *= 2 }) },
		Machine: func(w *Watched) {
			w.each(func(e *Element) { e.CostPerHour *= 2 })
		},
		Floor: func(w *Watched) { w.Economics.RentPerM2 *= 2 },
		Stock: func(w *Watched) { w.Economics.HoldingRate *= 2 },
		Late: func(w *Watched) {
			for i := range w.Orders {
				w.Orders[i].PerDay *= 2
				w.Orders[i].Once *= 2
			}
		},
		CO2: func(w *Watched) { w.Economics.CO2Price *= 2 },
	}
	rapid.Check(t, func(t *rapid.T) {
		w := anyLine(t)
		w.each(func(e *Element) { clear(e.Scrapped) })
		before := book(t, w)
		for item, double := range prices {
			dear := w
			dear.Elements, dear.Orders = append([]Element(nil), w.Elements...), append([]Order(nil), w.Orders...)
			double(&dear)
			after := book(t, dear)
			for k := range Items {
				want := before.Items[k]
				if k == item {
					want *= 2
				}
				if math.Abs(after.Items[k]-want) > 1e-9*max(1, before.Total()) {
					t.Errorf("twice the price of %s: %s is %v, want %v", Items[item].Name, Items[k].Name, after.Items[k], want)
				}
			}
		}
	})
}

// each visits all elements.
func (w *Watched) each(visit func(*Element)) {
	for i := range w.Elements {
		visit(&w.Elements[i])
	}
}

// Day is from 7 to 23 on workdays; the line starts on a Monday at 0.
func TestRates(t *testing.T) {
	day, err := calendar.New(time.Time{}, []string{"Mon-Fri 07:00-23:00"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := Economics{EnergyPrice: 0.1, Tariff: []Block{{Name: "day", Price: 0.2, Hours: day}}}
	rates := e.Rates(week)
	if len(rates) != 672 || rates[27] != 0.1 || rates[28] != 0.2 || rates[91] != 0.2 || rates[92] != 0.1 || rates[5*96+50] != 0.1 {
		t.Errorf("%d rates: %v", len(rates), rates)
	}
	total := 0.0
	for _, x := range rates {
		total += x
	}
	check(t, "a week", total, 0.1*672+0.1*5*16*4)
	check(t, "mean of a week", e.MeanPrice(0, week), 0.1+0.1*80/168)
	check(t, "mean of an evening", e.MeanPrice(22*time.Hour, 24*time.Hour), 0.15)
}

// Four weeks are one month, half a year is six, and less is one as well.
func TestMonths(t *testing.T) {
	for weeks, months := range map[int]int{1: 1, 4: 1, 8: 2, 26: 6, 52: 12} {
		quarters := make([]float64, weeks*672)
		for q := range quarters {
			quarters[q] = float64(q)
		}
		peaks := Months(quarters, time.Duration(weeks)*week)
		if len(peaks) != months || peaks[months-1] != float64(len(quarters)-1) {
			t.Errorf("%d weeks: %v, want %d months", weeks, peaks, months)
		}
	}
	if peaks := Months(nil, time.Hour); len(peaks) != 1 || peaks[0] != 0 {
		t.Errorf("nothing whole was watched: %v", peaks)
	}
}

// 10,000 less of stock and 1,000 a year of savings: the release is received once, in the first year, at the prices of then.
func TestStockIsReleasedOnce(t *testing.T) {
	asIs, toBe := Cash{Stock: 30_000}, Cash{Net: 1_000, Stock: 20_000}
	econ := eightYears(0.08)
	a := judge(t, econ, []Investment{invest(0, 0, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe})
	check(t, "flow of the first year", a.Flows[1], 11_000)
	check(t, "flow of the second year", a.Flows[2], 1_000)
	check(t, "NPV", a.NPV.Mean, 10_000/1.08+sum(func(float64) float64 { return 1_000 }))
	check(t, "a year", a.Yearly.Mean, 1_000)
	back := judge(t, econ, []Investment{invest(0, 0, 8)}, []Cash{toBe, toBe}, []Cash{asIs, asIs})
	check(t, "the other way round", back.NPV.Mean, -a.NPV.Mean)
	d := drifts(Drifting)
	d.Decline = 0
	check(t, "prices of then", judge(t, d, []Investment{invest(0, 0, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe}).Flows[1], 11_000*1.02)
}

// What stock sets free is no profit: of 1,000 of savings a fifth is tax, of the 10,000 nothing, in what is expected and in
// every future.
func TestReleaseOfStockIsNotTaxed(t *testing.T) {
	asIs, toBe := Cash{Stock: 30_000}, Cash{Net: 1_000, Stock: 20_000}
	econ := eightYears(0.08)
	econ.Rules = &finance.TaxRules{Brackets: []finance.Bracket{{Rate: 0.2}}, MaxWriteOff: 0.2}
	econ.Firm.Profit = []float64{100_000}
	a := judge(t, econ, []Investment{invest(0, 0, 8)}, []Cash{asIs, asIs}, []Cash{toBe, toBe}).AfterTax
	check(t, "flow of the first year", a.Flows[1], 10_800)
	check(t, "flow of the second year", a.Flows[2], 800)
	npv := 10_000/1.08 + sum(func(float64) float64 { return 800 })
	check(t, "NPV", a.NPV.Mean, npv)
	check(t, "of single futures", a.NPV.P5, npv)
	check(t, "and the best", a.NPV.P95, npv)
}

// The interval of the NPV is that of the NPVs of the replications, with what stock sets free in each.
func TestIntervalWithStockIsExact(t *testing.T) {
	asIs := []Cash{{Stock: 9_000}, {Stock: 11_000}, {Stock: 10_000}}
	toBe := []Cash{{Net: 900, Stock: 4_000}, {Net: 1_100, Stock: 5_000}, {Net: 1_050, Stock: 6_500}}
	a := judge(t, eightYears(0.08), []Investment{invest(1_000, 0, 8)}, asIs, toBe)
	npvs := make([]float64, 3)
	for i := range npvs {
		npvs[i] = -1_000 + (asIs[i].Stock-toBe[i].Stock)/1.08 + sum(func(float64) float64 { return toBe[i].Net })
	}
	e := stat.Mean(npvs)
	check(t, "mean", a.NPV.Mean, e.Mean)
	check(t, "half width", a.NPV.HalfWidth, e.HalfWidth)
}

// A licence of 1,000 that rises by 5 % a year, and 4,000 of training of which a quarter is had again each year by prices
// that rise 2 %: the one index holds for all that is paid each year. Where all stays as it is nothing rises.
func TestIndexAndTraining(t *testing.T) {
	licence := invest(0, 1_000, 8)
	licence.Indexed, licence.IsIndexed = 0.05, true
	school := invest(0, 0, 8)
	school.Training, school.Turnover = Range{Likely: 4_000}, 0.25
	same := []Cash{{}, {}}
	econ := drifts(Drifting)
	econ.Decline = 0
	for name, c := range map[string]struct {
		of           Investment
		first        float64
		frozen, rise float64
	}{
		"licence":  {licence, 0, 1_000, 1.05},
		"training": {school, 4_000, 1_000, 1.02},
	} {
		a := judge(t, econ, []Investment{c.of}, same, same)
		check(t, name, a.NPV.Mean, -c.first-sum(func(y float64) float64 { return c.frozen * math.Pow(c.rise, y) }))
		check(t, name+", frozen", a.Baselines.Frozen.NPV.Mean, -c.first-sum(func(float64) float64 { return c.frozen }))
		check(t, name+", a year", a.Yearly.Mean, -c.frozen)
	}
}

func TestOrdersOfNoProductAreAMistake(t *testing.T) {
	w := tidy()
	w.Orders = []Order{{Product: 1, Parts: 1}}
	if _, err := Book(w); err == nil {
		t.Error("an order of a product that does not exist is booked")
	}
}
