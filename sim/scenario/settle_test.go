package scenario

import (
	"math"
	"testing"
)

// unsure has something unknown of each sort: a price, a time, a factor, a share, a whole number, an investment.
const unsure = `[economics]
discount_rate = [0.07, 0.09, 0.12]
[product.a]
price = [8, 9, 11]
demand_per_year = 1000
[line.in]
kind = "source"
to = ["m"]
[line.m]
kind = "machine"
cycle = ["10s", "11s", "14s"]
scrap = [0.0, 0.01, 0.05]
operator = "crew"
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = [1, 2, 3]
wage_per_hour = 40
[measure.faster]
capex = [60_000, 95_000, 160_000]
line.m.cycle = { times = [0.7, 0.8, 1.0] }
`

func TestSettled(t *testing.T) {
	s, err := Read("unsure.toml", []byte(unsure), nil)
	if err != nil {
		t.Fatal(err)
	}
	future := func(values map[string]float64) *Scenario {
		list := make([]float64, len(s.Unknowns))
		for i, u := range s.Unknowns {
			list[i] = math.NaN()
			if x, ok := values[u.Path]; ok {
				list[i] = x
				delete(values, u.Path)
			}
		}
		if len(values) > 0 {
			t.Fatalf("%v are not among %v", values, s.Unknowns)
		}
		c, err := s.Settled(list)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	machine := func(s *Scenario, plan string) (cycle, scrap float64, people int) {
		model, _, err := s.Model(plan)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.Elements {
			e := &model.Elements[i]
			switch e.Name {
			case "m":
				cycle, scrap = e.Chance("cycle").Mean(), e.Number("scrap")
			case "crew":
				people = e.Count("count")
			}
		}
		return cycle, scrap, people
	}
	c := future(nil)
	if cycle, scrap, people := machine(c, "faster"); math.Abs(cycle-8.8) > 1e-9 || scrap != 0.01 || people != 2 || c.Economics.DiscountRate != 0.09 {
		t.Errorf("as likely: %v, %v, %v", cycle, scrap, people)
	}
	c = future(map[string]float64{"economics.discount_rate": 0.1, "product.a.price": 12.5, "line.m.cycle": 20, "line.m.scrap": -0.2, "line.crew.count": 2.6,
		"measure.faster.capex": 200_000, "measure.faster.line.m.cycle.times": 0.5})
	if cycle, scrap, people := machine(c, "faster"); math.Abs(cycle-10) > 1e-9 || scrap != 0 || people != 3 {
		t.Errorf("in a future: %v, %v, %v; want 10, 0, 3", cycle, scrap, people)
	}
	if cycle, _, _ := machine(c, AsIs); cycle != 20 {
		t.Errorf("as it is: %v, want 20", cycle)
	}
	if c.Economics.DiscountRate != 0.1 || c.Products[0].Price != 12.5 || c.Measures[0].Capex.Likely != 200_000 {
		t.Errorf("money: %v, %v, %v", c.Economics.DiscountRate, c.Products[0].Price, c.Measures[0].Capex.Likely)
	}
	if again := future(nil); again.Economics.DiscountRate != 0.09 {
		t.Error("a future has changed the scenario it was made from")
	}
	if _, err := s.Settled(nil); err == nil {
		t.Error("a future without values is taken")
	}
}

func TestTogether(t *testing.T) {
	s, err := Read("two.toml", []byte(unsure+`[measure.slower]
line.m.cycle = "30s"
[measure.slow]
line.m.cycle = "31s"
excludes = ["faster"]
[measure.late]
requires = ["slower"]
line.m.scrap = 0.0
[plan.one]
measures = ["faster"]
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		names []string
		fits  bool
	}{{nil, true}, {[]string{"faster", "slower"}, true}, {[]string{"faster", "slow"}, false}, {[]string{"slower", "slow"}, false}, {[]string{"late"}, false},
		{[]string{"slower", "late"}, true}, {[]string{"faster", "none such"}, false}} {
		if err := s.Together(c.names); (err == nil) != c.fits {
			t.Errorf("%v: %v, want that they fit: %v", c.names, err, c.fits)
		}
	}
	other := s.WithPlans([]Plan{{Name: "pair", Measures: []string{"faster", "slower"}}})
	if _, measures, err := other.Model("pair"); err != nil || len(measures) != 2 {
		t.Errorf("have %v, %v", measures, err)
	}
}
