package cost

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tweeling/sim"
)

// watched is a line of two machines and a crew over a week: 1000 parts entered, 30 were scrapped at the first machine and
// 20 at the second.
func watched() Watched {
	tally := func(sent, scrapped int64, working time.Duration) sim.NodeTally {
		t := sim.NodeTally{Sent: []int64{sent}, Scrapped: []int64{scrapped}}
		t.States[sim.Working], t.States[sim.Starved] = working, week-working
		return t
	}
	return Watched{
		Products: []Product{{Name: "part", Price: 10, MaterialCost: 4, DemandPerYear: 40_000}},
		Entered:  []int64{1000}, Left: []int64{950}, Lost: []int64{0}, Scrapped: []int64{50}, Duration: week,
		Economics: Economics{WeeksPerYear: 50, Horizon: 8, DiscountRate: 0.08, EnergyPrice: 0.2, Given: true},
		Elements: []Element{
			{Name: "in", Kind: "source", NodeTally: sim.NodeTally{Sent: []int64{0}, Scrapped: []int64{0}}, MaterialCost: []float64{0}, To: []int{1}},
			{Name: "m1", Kind: "machine", NodeTally: tally(970, 30, 40*time.Hour), PowerKW: map[string]float64{"working": 5, "ready": 1}, MaterialCost: []float64{0}, Pools: []int{4}, To: []int{2}},
			{Name: "m2", Kind: "machine", NodeTally: tally(950, 20, 50*time.Hour), PowerKW: map[string]float64{"working": 2}, MaterialCost: []float64{0.5}, UpkeepPerYear: 1000, Pools: []int{4}, To: []int{3}},
			{Name: "out", Kind: "sink", NodeTally: sim.NodeTally{Sent: []int64{950}, Scrapped: []int64{0}}, MaterialCost: []float64{0}},
			{Name: "crew", Kind: "operators", NodeTally: sim.NodeTally{Sent: []int64{0}, Scrapped: []int64{0}}, Count: 2, WagePerHour: 30, Rostered: 40 * time.Hour, MaterialCost: []float64{0}},
		},
	}
}

func book(t *testing.T, w Watched) Ledger {
	t.Helper()
	l, err := Book(w)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// By hand: pay 2 x 40 h x 30; energy (5 x 40 + 1 x 128 + 2 x 50) kWh x 0.2; material 1000 x 4 and 970 x 0.5 at m2.
func TestLedgerByHand(t *testing.T) {
	l := book(t, watched())
	labour, energy, material, upkeep := 2400.0, (200+128+100)*0.2, 4000+970*0.5, 1000.0/50
	near(t, "total", l.Total(), labour+energy+material+upkeep)
	// pay is shared by parts: 1000 at m1 and 970 at m2
	pay := labour / 1970
	one := 4 + pay + (200+128)*0.2/1000
	two := one + 0.5 + pay + (100*0.2+upkeep)/970
	near(t, "scrap", l.Items[Scrap], 30*one+20*two)
	// sold: 950 x 50 = 47,500 a year, of which 40,000 are asked for
	near(t, "revenue", l.Revenue, 400_000)
	near(t, "cash", l.YearlyCash, 400_000-material*50*40_000/47_500-(labour+energy+upkeep)*50)
}

// Money is conserved: whatever the line, the items sum to what the elements spent, what entered cost, and capital.
func TestItemsSumToWhatWasSpent(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		w := watched()
		w.Investments = []Investment{{Capex: Range{Likely: 1e5 * r.Float64()}, YearlyCost: Range{Likely: 1e3 * r.Float64()}, Life: 1 + 9*r.Float64()}}
		for i := range w.Elements {
			e := &w.Elements[i]
			e.CostPerHour, e.Planned = 50*r.Float64(), time.Duration(r.Int64N(int64(week)))
			e.UpkeepPerYear = 1e4 * r.Float64()
			if e.Kind == "machine" {
				e.Sent[0], e.Scrapped[0] = r.Int64N(1000), r.Int64N(100)
			}
		}
		l := book(t, w)
		spent := w.Products[0].MaterialCost * float64(w.Entered[0])
		for _, x := range l.Elements {
			spent += x
		}
		bare := w
		bare.Investments = nil
		b := book(t, bare)
		capital := l.Total() - b.Total()
		near(t, "total", b.Total(), spent)
		if capital <= 0 {
			t.Errorf("capital is %v", capital)
		}
		near(t, "cash with and without capital", l.YearlyCash, b.YearlyCash)
	}
}

func TestDoublingWagesChangesLabourOnly(t *testing.T) {
	w := watched()
	before := book(t, w)
	w.Elements[4].WagePerHour *= 2
	after := book(t, w)
	near(t, "labour, with what is in scrap", after.Total()-before.Total(), 2400)
	for _, item := range []int{Energy, Material, Upkeep, Machine, Capital} {
		near(t, Items[item].Name, after.Items[item], before.Items[item])
	}
}

// Scrap is dearer the later it is found.
func TestLateScrapIsDearer(t *testing.T) {
	early, late := watched(), watched()
	early.Elements[1].Sent[0], early.Elements[1].Scrapped[0] = 950, 50
	early.Elements[2].Sent[0], early.Elements[2].Scrapped[0] = 950, 0
	late.Elements[1].Sent[0], late.Elements[1].Scrapped[0] = 1000, 0
	late.Elements[2].Sent[0], late.Elements[2].Scrapped[0] = 950, 50
	if a, b := book(t, early).Items[Scrap], book(t, late).Items[Scrap]; a >= b {
		t.Errorf("scrap at the first machine costs %v, at the second %v", a, b)
	}
}

func TestDemandCapsWhatIsSold(t *testing.T) {
	w := watched()
	capped := book(t, w)
	w.Products[0].Unlimited = true
	free := book(t, w)
	near(t, "sold with demand", capped.Sold[0], 40_000)
	near(t, "sold without end", free.Sold[0], 47_500)
	if free.YearlyCash <= capped.YearlyCash {
		t.Errorf("selling more brings %v instead of %v", free.YearlyCash, capped.YearlyCash)
	}
}

func TestNothingMadeIsNoDivision(t *testing.T) {
	w := watched()
	w.Left[0] = 0
	for i := range w.Elements {
		w.Elements[i].Sent[0], w.Elements[i].Scrapped[0] = 0, 0
	}
	l := book(t, w)
	if math.IsNaN(l.Total()) || math.IsNaN(l.YearlyCash) {
		t.Errorf("%v, %v", l.Total(), l.YearlyCash)
	}
	if _, err := Book(Watched{}); err == nil {
		t.Error("a ledger over no time")
	}
}

// Cost per good part of the reference cases: a shift of 8 h, a crew of 3, a machine rate, energy, material per part started.
func TestReferenceCostPerPart(t *testing.T) {
	folder := os.Getenv("TWEELING_REFERENCE")
	if folder == "" {
		t.Skip("TWEELING_REFERENCE is not set")
	}
	text, err := os.ReadFile(filepath.Join(folder, "validation", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID         string
		Parameters struct {
			Hours, Crew, Wage, Material, Started, Scrap float64
			MachineRate                                 float64 `json:"machine_rate"`
			KwhPerH                                     float64 `json:"kwh_per_h"`
			KwhPrice                                    float64 `json:"kwh_price"`
		}
		Measures []struct {
			Quantity string
			Value    float64
		}
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	for _, one := range raw {
		var c = cases
		if json.Unmarshal([]byte("["+string(one)+"]"), &c) != nil || len(c) != 1 || c[0].ID != "FIN-COST-01" {
			continue
		}
		p := c[0].Parameters
		good := p.Started * (1 - p.Scrap)
		shift := time.Duration(p.Hours * float64(time.Hour))
		m := Element{Name: "m", Kind: "machine", CostPerHour: p.MachineRate, Planned: shift, PowerKW: map[string]float64{"working": p.KwhPerH},
			NodeTally: sim.NodeTally{Sent: []int64{int64(good)}, Scrapped: []int64{int64(p.Started - good)}}, Pools: []int{1}}
		m.States[sim.Working] = shift
		crew := Element{Name: "crew", Kind: "operators", Count: int(p.Crew), WagePerHour: p.Wage, Rostered: shift, NodeTally: sim.NodeTally{Sent: []int64{0}, Scrapped: []int64{0}}}
		l := book(t, Watched{Elements: []Element{m, crew}, Products: []Product{{MaterialCost: p.Material}}, Entered: []int64{int64(p.Started)},
			Left: []int64{int64(good)}, Lost: []int64{0}, Scrapped: []int64{0}, Duration: shift, Economics: Economics{WeeksPerYear: 50, EnergyPrice: p.KwhPrice}})
		for _, m := range c[0].Measures {
			if m.Quantity == "cost_per_good_part" {
				near(t, m.Quantity, l.Total()/good, m.Value)
			}
		}
		return
	}
	t.Fatal("no case FIN-COST-01")
}

func TestAppraisalOfNoDifferenceIsMinusCapex(t *testing.T) {
	econ := Economics{WeeksPerYear: 47, Horizon: 8, DiscountRate: 0.09}
	same := []float64{1e5, 1.1e5, 0.9e5}
	a, err := Appraise(econ, []Investment{{Name: "x", Capex: Range{Likely: 50_000}, Life: 8}}, same, same, 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	if a.NPV.Mean != -50_000 || a.NPV.HalfWidth != 0 || a.PLoss != 1 || a.Payback.Mid != nil {
		t.Errorf("%+v", a)
	}
	if _, err := Appraise(Economics{Tax: "nl-2026"}, nil, same, same, 4, 1); err == nil {
		t.Error("a tax that is not built is taken for none")
	}
}

// 250,000 that save 62,000 a year for 8 years at 8 %: the worked example of any textbook.
func TestAppraisalOfACertainSaving(t *testing.T) {
	econ := Economics{WeeksPerYear: 47, Horizon: 8, DiscountRate: 0.08}
	a, err := Appraise(econ, []Investment{{Name: "cell", Capex: Range{Likely: 250_000}, Life: 8}}, []float64{0, 0}, []float64{62_000, 62_000}, 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(a.NPV.Mean-106_291.61) > 0.01 || len(a.IRR) != 1 || math.Abs(a.IRR[0]-0.183619) > 1e-6 || math.Abs(*a.Payback.Mid-4.0323) > 1e-4 {
		t.Errorf("NPV %.2f, IRR %v, payback %v", a.NPV.Mean, a.IRR, *a.Payback.Mid)
	}
}
