package experiment

import (
	"context"
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
}
