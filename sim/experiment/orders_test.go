package experiment

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// One machine, ten minutes a part: A of two parts is done at 20 min, in time; B of three at 50 min, ten minutes late; C,
// released at 1 h for two parts due at 1 h 30, is done at 1 h 20; D is due after the run and does not count; E of 20 parts is
// due at 2 h, half an hour before the end of the run, and not done by then.
func TestOrdersByHand(t *testing.T) {
	list := "number,product,quantity,release,due\n" +
		"A,part,2,2026-01-05 00:00,2026-01-05 00:30\n" +
		"B,part,3,2026-01-05 00:00,2026-01-05 00:40\n" +
		"C,part,2,2026-01-05 01:00,2026-01-05 01:30\n" +
		"D,part,1,2026-01-05 03:00,2026-01-06 00:00\n" +
		"E,part,20,2026-01-05 01:05,2026-01-05 02:00\n"
	text := "[run]\nstart = 2026-01-05\nhorizon = \"2h30m\"\nreplications = 2\n[product.part]\n[line.in]\nkind = \"source\"\norders = { csv = \"orders.csv\" }\nto = [\"m\"]\n" +
		"[line.m]\nkind = \"machine\"\ncycle = \"10m\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"
	s, err := scenario.Read("job.toml", []byte(text), func(string) ([]byte, error) { return []byte(list), nil })
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), s, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{"orders_done": 3, "on_time": 2.0 / 4, "tardiness": (10 + 30) * 60.0 / 4} {
		for k := range kpi.Table {
			if e := r.Plans[0].KPI[k]; kpi.Table[k].Name == name && (e.Why != "" || e.Mean != want) {
				t.Errorf("%s is %v %s, want %v", name, e.Mean, e.Why, want)
			}
		}
	}
	if p := r.Plans[0].Products[0]; p.OnTime.Mean != 0.5 || p.Tardiness.Mean != 600 {
		t.Errorf("of the product %v on time, %v s late", p.OnTime.Mean, p.Tardiness.Mean)
	}
	orders := r.Plans[0].JSON(r, "", false).Orders
	if len(orders) != 4 {
		t.Errorf("want the four orders that are due, have %d", len(orders))
	}
	for number, want := range map[string][4]float64{"A": {1, 1, 0, 1200}, "B": {1, 0, 600, 3000}, "C": {1, 1, 0, 1200}, "E": {0, 0, 1800, -1}} {
		o := orders[number]
		have := [4]float64{o.Done.Mean, o.OnTime.Mean, o.Tardiness.Mean, -1}
		if o.LeadTime != nil {
			have[3] = o.LeadTime.Mean
		}
		if have != want || o.Product != "part" {
			t.Errorf("order %s: done, on time, late, lead time are %v, want %v", number, have, want)
		}
	}
}

// Orders that come again count one by one, and one without a due time has no on-time share.
func TestOrdersOfTheScenario(t *testing.T) {
	text := "[run]\nhorizon = \"1d\"\nreplications = 2\n[product.part]\n[order.7]\nproduct = \"part\"\nquantity = 2\nevery = \"6h\"\ndue = \"15m\"\n" +
		"[order.open]\nproduct = \"part\"\nquantity = 1\nrelease = \"1h\"\n[line.in]\nkind = \"source\"\nrelease = \"orders\"\nto = [\"m\"]\n" +
		"[line.m]\nkind = \"machine\"\ncycle = \"10m\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"
	s, err := scenario.Read("job.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), s, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	orders := r.Plans[0].JSON(r, "", false).Orders
	if len(orders) != 5 || orders["7/4"].ReleaseS != 18*3600 || orders["7/4"].Series != "7" || orders["7/4"].Tardiness.Mean != 300 {
		t.Errorf("have %+v", orders)
	}
	if o := orders["open"]; o.OnTime != nil || o.DueS != nil || o.LeadTime.Mean != 600 {
		t.Errorf("have %+v", o)
	}
}

// Of an order of five three wait for the machine, or are in it; the others find no room. It is never done, and late for ever;
// the order of one that comes later is on time.
func TestAnOrderThatLosesPartsIsNeverDone(t *testing.T) {
	const text = "[run]\nhorizon = \"2h\"\nreplications = 2\n[product.part]\n" +
		"[order.1]\nproduct = \"part\"\nquantity = 5\nrelease = \"30m\"\ndue = \"30m\"\n[order.2]\nproduct = \"part\"\nquantity = 1\nrelease = \"1h\"\ndue = \"30m\"\n" +
		"[line.in]\nkind = \"source\"\nrelease = \"orders\"\nwhen_full = \"lose\"\nroom = 2\nto = [\"m\"]\n" +
		"[line.m]\nkind = \"machine\"\ncycle = \"10m\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"
	s, err := scenario.Read("job.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Text, "never done") {
		t.Errorf("have %v", s.Warnings)
	}
	r, err := Run(context.Background(), s, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	j := r.Plans[0].JSON(r, "", false)
	if o := j.Orders["1"]; o.Done.Mean != 0 || o.OnTime.Mean != 0 || o.Tardiness.Mean != 3600 || o.LeadTime != nil && o.LeadTime.Mean != 0 {
		t.Errorf("have %+v", o)
	}
	if o := j.Orders["2"]; o.Done.Mean != 1 || o.OnTime.Mean != 1 {
		t.Errorf("have %+v", o)
	}
	k := func(name string) float64 { k, _ := lineIndex(name); return r.Plans[0].KPI[k].Mean }
	if k("lost") != 2 || k("orders_done") != 1 || k("on_time") != 0.5 || k("tardiness") != 1800 {
		t.Errorf("lost %v, done %v, on time %v, late %v", k("lost"), k("orders_done"), k("on_time"), k("tardiness"))
	}
	if !slices.ContainsFunc(r.Assumptions(), func(s Sentence) bool { return s.Key == "assume.incomplete" && s.Args[1] == 1 }) || j.Health.Incomplete != 1 {
		t.Errorf("have %v, %+v", r.Assumptions(), j.Health)
	}
}
