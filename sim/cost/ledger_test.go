package cost

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tweeling/sim"
)

// By hand: pay 2 x 40 h x 30; energy (5 x 40 + 1 x 128 + 2 x 50) kWh x 0.2; material 1000 x 4, and 970 x 0.5 at m2.
func TestLedgerByHand(t *testing.T) {
	l := book(t, shop())
	labour, energy, material, upkeep := 2400.0, (200+128+100)*0.2, 4000+970*0.5, 1000.0/50
	check(t, "total", l.Total(), labour+energy+material+upkeep)
	// pay is shared by parts: 1000 at m1 and 970 at m2
	pay := labour / 1970
	one := 4 + pay + (200+128)*0.2/1000
	two := one + 0.5 + pay + (100*0.2+upkeep)/970
	check(t, "scrap", l.Items[Scrap], 30*one+20*two)
	check(t, "labour", l.Items[Labour], labour-pay*(30+2*20))
	check(t, "material", l.Items[Material], material-30*4-20*4.5)
	check(t, "energy", l.Items[Energy], energy-(200+128)*0.2/1000*50-100*0.2/970*20)
	// sold: 950 x 50 = 47,500 a year, of which 40,000 are asked for
	check(t, "revenue", l.Revenue, 400_000)
	check(t, "cash", l.YearlyCash, 400_000-material*50*40_000/47_500-(labour+energy+upkeep)*50)
	check(t, "a year", l.Annual().Total(), 50*l.Total())
	part, why := l.PerGoodPart()
	if why != "" {
		t.Error(why)
	}
	check(t, "a good part", part.Total(), l.Total()/950)
}

// Every state draws the power of its class, and nothing else.
func TestEnergyByState(t *testing.T) {
	for s := range sim.NumStates {
		w := line(1, source(1, to(1)), machine("m", 1, 0, 0, to(2)), sink(1))
		w.Economics.EnergyPrice = 0.5
		w.Elements[1].States[s] = 10 * time.Hour
		w.Elements[1].PowerKW = map[string]float64{"working": 1, "setup": 10, "ready": 100, "standby": 1000, "off": 10_000}
		kw := map[sim.State]float64{sim.Working: 1, sim.Setup: 10, sim.Off: 10_000}[s]
		if kw == 0 {
			kw = 100
		}
		check(t, s.String(), book(t, w).Items[Energy], kw*10*0.5)
	}
}

// Three machines under one name cost what three under three names cost.
func TestUnitsCostAsManyElements(t *testing.T) {
	one := machine("m", 10, 0, 0, went(2, 10))
	one.Planned, one.CostPerHour, one.UpkeepPerYear, one.PowerKW = 40*time.Hour, 20, 500, map[string]float64{"off": 1}
	one.States[sim.Off] = week
	apart := line(30, source(30, went(1, 10), went(3, 10), went(4, 10)), one, sink(30), one, one)
	three := one
	three.Units, three.Planned, three.States[sim.Off], three.Sent = 3, 3*one.Planned, 3*week, []int64{30}
	three.Ways = []Way{went(2, 30)}
	together := line(30, source(30, went(1, 30)), three, sink(30))
	if d := cmp.Diff(book(t, apart).Items, book(t, together).Items, cmp.Comparer(alike)); d != "" {
		t.Error(d)
	}
}

// A measure: 1000 now for 2 years at 10 % is 576.19 a year, half a year of it was watched, and 40 a year for a licence.
func TestCapitalAndYearlyCost(t *testing.T) {
	w := shop()
	before := book(t, w)
	w.Duration, w.Economics.WeeksPerYear, w.Economics.DiscountRate = 25*week, 50, 0.1
	bare := book(t, w)
	w.Investments = []Investment{{Name: "camera", Capex: Range{500, 1000, 3000}, YearlyCost: Range{Likely: 40}, Life: 2}}
	l := book(t, w)
	check(t, "capital", l.Items[Capital], 1000*0.1/(1-1/1.21)/2)
	check(t, "licence", l.Items[Upkeep]-bare.Items[Upkeep], 20)
	check(t, "cash", l.YearlyCash, bare.YearlyCash)
	check(t, "capital before", before.Items[Capital], 0)
	w.Investments[0].Life = 0
	if _, err := Book(w); err == nil || !strings.Contains(err.Error(), "camera") {
		t.Errorf("a life of nothing: %v", err)
	}
}

// anyLine draws a line of two products on any ways at all, with counts that need not fit each other.
func anyLine(t *rapid.T) Watched {
	amount := func(what string) float64 { return float64(rapid.IntRange(0, 1000).Draw(t, what)) }
	two := func(what string) []int64 {
		return rapid.SliceOfN(rapid.Int64Range(0, 1000), 2, 2).Draw(t, what)
	}
	n := rapid.IntRange(2, 8).Draw(t, "elements")
	w := Watched{
		Products: []Product{{Price: amount("price"), MaterialCost: amount("material"), DemandPerYear: amount("demand")}, {MaterialCost: 3, Unlimited: true}},
		Left:     two("left"), Duration: time.Duration(1 + rapid.Int64Range(0, int64(9*week)).Draw(t, "watched")),
		Economics: Economics{WeeksPerYear: 47, DiscountRate: 0.09, EnergyPrice: 0.2, Contracted: amount("contracted"), ContractRate: 3, PeakRate: amount("peak rate"),
			RentPerM2: amount("rent"), CO2PerKWh: amount("grams"), CO2Price: amount("tonne"), Stocked: rapid.Bool().Draw(t, "stocked"), HoldingRate: 0.08},
		Inside: amount("inside"), Peaks: []float64{amount("January"), amount("February")},
	}
	for range rapid.IntRange(0, 3).Draw(t, "orders") {
		w.Orders = append(w.Orders, Order{Product: rapid.IntRange(0, 1).Draw(t, "of"), Parts: rapid.IntRange(1, 9).Draw(t, "parts"),
			Late: time.Duration(rapid.Int64Range(0, int64(week)).Draw(t, "late")), PerDay: amount("a day"), Once: amount("once")})
	}
	for i := range n {
		e := Element{Kind: "source", Units: rapid.IntRange(0, 3).Draw(t, "units")}
		for _, other := range rapid.SliceOfDistinct(rapid.IntRange(0, n-1), rapid.ID[int]).Draw(t, "to") {
			e.Ways = append(e.Ways, Way{To: other, Parts: two("went")})
		}
		if i > 0 {
			e.Kind = rapid.SampledFrom([]string{"source", "machine", "machine", "buffer", "sink", "operators", "robot"}).Draw(t, "kind")
		}
		e.NodeTally = sim.NodeTally{Sent: []int64{0, 0}, Scrapped: []int64{0, 0}}
		switch e.Kind {
		case "machine":
			e.Sent, e.Scrapped = two("sent"), two("bad")
			e.MaterialCost = []float64{amount("adds"), amount("adds")}
			e.Pools = rapid.SliceOfDistinct(rapid.IntRange(0, n-1), rapid.ID[int]).Draw(t, "pools")
		case "sink", "source":
			e.Sent = two("sent")
		case "operators":
			e.WagePerHour, e.Rostered, e.ShiftPremium = amount("wage"), 80*time.Hour, time.Duration(amount("premium"))*time.Minute
		}
		e.CostPerHour, e.UpkeepPerYear, e.Planned = amount("rate"), amount("upkeep"), time.Hour
		e.MediaPerHour, e.ToolPrice, e.ToolChanges, e.AreaM2 = amount("media"), amount("tool"), 3, amount("area")
		e.PowerKW = map[string]float64{"working": amount("kw"), "off": amount("kw")}
		e.States[sim.Working], e.States[sim.Off] = time.Hour, 2*time.Hour
		w.Elements = append(w.Elements, e)
	}
	if rapid.Bool().Draw(t, "measure") {
		w.Investments = []Investment{{Name: "m", Capex: Range{Likely: amount("capex")}, YearlyCost: Range{Likely: amount("yearly")},
			Training: Range{Likely: amount("training")}, Turnover: 0.2, Life: 0.5 + amount("life")/50}}
	}
	return w
}

// spentOf adds up what was spent without telling scrap apart, in another order than the ledger does.
func spentOf(w Watched) float64 {
	total, share := 0.0, w.Duration.Hours()/168/w.Economics.WeeksPerYear
	econ, bought, worth := &w.Economics, 0.0, 0.0
	for i := range w.Elements {
		e := &w.Elements[i]
		total += e.MediaPerHour*e.States[sim.Working].Hours() + e.ToolPrice*float64(e.ToolChanges) + e.AreaM2*econ.RentPerM2*share
		total += e.WagePerHour*(e.Rostered+e.ShiftPremium).Hours() + e.CostPerHour*e.Planned.Hours() + e.UpkeepPerYear*share*float64(max(1, e.Units))
		for s, d := range e.States {
			total += e.PowerKW[sim.PowerClass(sim.State(s))] * d.Hours() * (econ.EnergyPrice + econ.CO2PerKWh*econ.CO2Price/1e6)
		}
		for p, product := range w.Products {
			if e.Kind == "source" {
				total += product.MaterialCost * float64(e.Sent[p])
				bought += float64(e.Sent[p])
				worth += product.MaterialCost * float64(e.Sent[p])
			}
		}
		for p, each := range e.MaterialCost {
			total += each * float64(e.Sent[p]+e.Scrapped[p])
		}
	}
	for _, v := range w.Investments {
		total += share * (v.YearlyCost.Likely + 0.2*v.Training.Likely + (v.Capex.Likely+v.Training.Likely)*w.Economics.DiscountRate/(1-math.Pow(1+w.Economics.DiscountRate, -v.Life)))
	}
	for _, o := range w.Orders {
		if o.Late > 0 {
			total += o.Once + o.PerDay*float64(o.Parts)*o.Late.Hours()/24
		}
	}
	if econ.Stocked && bought > 0 {
		total += w.Inside * worth / bought * 0.08 * share
	}
	total += 12 * share * (econ.Contracted*econ.ContractRate + (w.Peaks[0]+w.Peaks[1])/2*econ.PeakRate)
	return total
}

func sumOf(rows ...[]Amounts) Amounts {
	var all Amounts
	for _, list := range rows {
		for _, row := range list {
			all.add(row, 1)
		}
	}
	return all
}

// Money is conserved, whatever the line: items, elements with measures, and products each sum to what was spent, item by
// item; no item is below nothing; and the same line gives the same ledger to the last bit.
func TestMoneyIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyLine(t)
		l := book(t, w)
		spent := spentOf(w)
		crumb := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, spent) })
		if !cmp.Equal(l.Total(), spent, crumb) {
			t.Errorf("total %v, want %v", l.Total(), spent)
		}
		if d := cmp.Diff(l.Items, sumOf(l.Elements, l.Measures, []Amounts{l.Line}), crumb); d != "" {
			t.Errorf("elements, measures and the line: %s", d)
		}
		if d := cmp.Diff(l.Items, sumOf(l.Products), crumb); d != "" {
			t.Errorf("products: %s", d)
		}
		for item, x := range l.Items {
			if x < -1e-9*max(1, spent) {
				t.Errorf("%s is %v", Items[item].Name, x)
			}
		}
		if d := cmp.Diff(l, book(t, w)); d != "" {
			t.Errorf("once more: %s", d)
		}
	})
}

// To-be less as-is is the sum of the differences of the items.
func TestDifferencesSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asIs, toBe := book(t, anyLine(t)), book(t, anyLine(t))
		sum := 0.0
		for item := range Items {
			sum += toBe.Items[item] - asIs.Items[item]
		}
		if d := toBe.Total() - asIs.Total(); math.Abs(sum-d) > 1e-9*max(1, asIs.Total(), toBe.Total()) {
			t.Errorf("items differ by %v, totals by %v", sum, d)
		}
	})
}

func TestProductsBearTheirOwn(t *testing.T) {
	w := Watched{
		Products: []Product{{Name: "plain", MaterialCost: 1}, {Name: "fine", MaterialCost: 5}},
		Left:     []int64{100, 50},
		Duration: week, Economics: Economics{WeeksPerYear: 50},
		Elements: []Element{
			{Kind: "source", NodeTally: sim.NodeTally{Sent: []int64{100, 50}}, Ways: []Way{to(1)}},
			{Kind: "machine", NodeTally: sim.NodeTally{Sent: []int64{100, 50}, Scrapped: []int64{0, 0}}, CostPerHour: 15, Planned: 10 * time.Hour,
				Ways: []Way{{To: 2, Parts: []int64{0, 50}}, {To: 3, Parts: []int64{100, 0}}}},
			{Kind: "machine", NodeTally: sim.NodeTally{Sent: []int64{0, 50}, Scrapped: []int64{0, 0}}, CostPerHour: 10, Planned: 10 * time.Hour,
				Ways: []Way{{To: 3, Parts: []int64{0, 50}}}},
			{Kind: "sink", NodeTally: sim.NodeTally{Sent: []int64{100, 50}, Scrapped: []int64{0, 0}}},
			{Kind: "robot", UpkeepPerYear: 7500},
		},
	}
	l := book(t, w)
	// 150 at the first machine are 1 for each part, 100 at the second 2 for each fine one, the robot's 150 are 1 for each good part
	for p, want := range []float64{1 + 1 + 1, 5 + 1 + 2 + 1} {
		part, why := l.PerGoodPartOf(p)
		if why != "" {
			t.Error(why)
		}
		check(t, w.Products[p].Name, part.Total(), want)
	}
}

func TestNothingMadeHasNoCostPerPart(t *testing.T) {
	w := shop()
	w.Left[0] = 0
	for i := range w.Elements {
		w.Elements[i].Sent, w.Elements[i].Scrapped = []int64{0}, []int64{0}
	}
	l := book(t, w)
	if _, why := l.PerGoodPart(); why == "" {
		t.Error("a cost per good part without any")
	}
	if _, why := l.PerGoodPartOf(0); why == "" {
		t.Error("a cost per good part of the product without any")
	}
	// all is paid: pay, energy and upkeep, and nobody bought material
	spent := 2400 + (200+128+100)*0.2 + 1000.0/50
	check(t, "total", l.Total(), spent)
	check(t, "cash", l.YearlyCash, -50*spent)
	check(t, "products", sumOf(l.Products).Total(), spent)
}

func TestNoProductsIsOne(t *testing.T) {
	w := shop()
	w.Products = nil
	l := book(t, w)
	check(t, "total", l.Total(), 2400+(200+128+100)*0.2+970*0.5+1000.0/50)
	check(t, "sold", l.Sold[0], 47_500)
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*Watched)
	}{
		{"no time", "time watched", func(w *Watched) { w.Duration = 0 }},
		{"no year", "weeks_per_year", func(w *Watched) { w.Economics.WeeksPerYear = 0 }},
		{"a year that is no number", "weeks_per_year", func(w *Watched) { w.Economics.WeeksPerYear = math.NaN() }},
		{"too few counts", "counts of 1 products", func(w *Watched) { w.Left = nil }},
		{"too many counts", "m1: want counts", func(w *Watched) { w.Elements[1].Sent = []int64{1, 2} }},
		{"leads nowhere", "m2: want an element", func(w *Watched) { w.Elements[2].Ways = []Way{to(5)} }},
		{"asks for nobody", "m2: want an element", func(w *Watched) { w.Elements[2].Pools = []int{-1} }},
		{"a way of other products", "m2: want a way", func(w *Watched) { w.Elements[2].Ways = []Way{{To: 3, Parts: []int64{1, 2}}} }},
		{"too much money", "too large", func(w *Watched) { w.Products[0].MaterialCost = 1e308 }},
	} {
		w := shop()
		c.change(&w)
		if _, err := Book(w); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestLedgerIsPlainData(t *testing.T) {
	w := shop()
	w.Investments = []Investment{{Name: "x", Capex: Range{Likely: 1000}, Life: 3}}
	l := book(t, w)
	text, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var back Ledger
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(l, back); d != "" {
		t.Error(d)
	}
}

// Work beyond the shift costs a multiple of the wage, on top of the shift.
func TestOvertime(t *testing.T) {
	w := shop()
	before := book(t, w)
	w.Elements[4].Overtime, w.Elements[4].Premium = 3*time.Hour, 1.5
	after := book(t, w)
	check(t, "what overtime adds", after.Total()-before.Total(), 3*30*1.5)
	check(t, "cash", before.YearlyCash-after.YearlyCash, 3*30*1.5*50)
}

// By hand: of 40 hours on duty a machine waits 10, so a quarter of its hours and of its upkeep is not used; of two people one
// and a half are in use. Nights belong to nobody.
func TestUnused(t *testing.T) {
	w := line(10, source(10, to(1)), machine("m", 10, 0, 0, to(2)), sink(10))
	m := &w.Elements[1]
	m.States[sim.Working], m.States[sim.Down], m.States[sim.Starved], m.States[sim.WaitingOperator], m.States[sim.Off] = 28*time.Hour, 2*time.Hour, 6*time.Hour, 4*time.Hour, 128*time.Hour
	m.Planned, m.CostPerHour, m.UpkeepPerYear = 40*time.Hour, 20, 500
	crew := Element{Name: "crew", Kind: "operators", WagePerHour: 30, Rostered: 80 * time.Hour}
	crew.OnDuty, crew.Used = 2, 1.5
	w.Elements = append(w.Elements, crew)
	l := book(t, w)
	check(t, "unused", l.Unused, 0.25*(40*20+500*l.Weeks/l.WeeksPerYear)+0.25*2*40*30)
}
