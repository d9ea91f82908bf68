package view

import (
	"math"
	"slices"
	"testing"
	"time"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// The running money is the ledger's.
func TestThePurseIsTheLedger(t *testing.T) {
	for _, c := range []struct{ file, plan string }{{"testdata/cell.toml", scenario.AsIs}, {"testdata/cell.toml", "all"}, {"testdata/exits.toml", scenario.AsIs}, {"testdata/sleeper.toml", scenario.AsIs}} {
		file, plan := c.file, c.plan
		s, err := scenario.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		w := loaded(t, file, Options{Plan: plan, At: 168 * time.Hour})
		d := w.sides[len(w.sides)-1]
		c, _ := d.track.look(d.stage.ends)
		sample, err := replicate(s, plan)
		if err != nil {
			t.Fatal(err)
		}
		got, want := d.stage.purse.spent(d.stage, c.told.base, c.world, d.stage.ends), sample.Ledger.Total()
		if math.Abs(got-want) > 1e-6*want {
			t.Errorf("%s: spent %v, the ledger says %v", plan, got, want)
		}
		kwh := 0.0
		for id := range c.world.nodes {
			kwh += d.stage.purse.energyOf(id, c.told.base, c.world, d.stage.ends)
		}
		if got, want := kwh*d.stage.purse.econ.MeanPrice(c.told.base.at, d.stage.ends), sample.Ledger.YearlyEnergy*sample.Ledger.Weeks/sample.Ledger.WeeksPerYear; math.Abs(got-want) > 1e-6*want {
			t.Errorf("%s: energy for %v, the ledger says %v", file, got, want)
		}
		f := w.measureUp(d, c)
		if f.good != total(sample.Ledger.Good) {
			t.Errorf("%s: %d good parts, the experiment says %v", plan, f.good, sample.Ledger.Good)
		}
		for k := range kpi.Table {
			got, known := map[string]float64{"oee": f.oee, "lead_time": f.lead, "energy_per_part": f.energy, "cost_per_part": f.perPart}[kpi.Table[k].Name]
			if want := sample.Line[k].Value; known && math.Abs(got-want) > 0.01*want {
				t.Errorf("%s: %s is %v, the experiment says %v", plan, kpi.Table[k].Name, got, want)
			}
		}
	}
}

// Each door tells what left through it.
func TestEveryExitCountsItsOwn(t *testing.T) {
	w := loaded(t, "testdata/exits.toml", Options{At: 100 * time.Hour})
	l := framed(t, w, 1280, 720)
	f := &w.draw.facts[0]
	for _, name := range []string{"out", "gate"} {
		st := w.sides[0].stage
		it := &st.items[st.find(name)]
		product := slices.Index([]string{"out", "gate"}, name)
		if got, want := f.outOf(it), f.world.good[product]-f.told.base.good[product]; got != want || want == 0 {
			t.Errorf("%d parts left through %s, of its product %d", got, name, want)
		}
		text := name + " " + w.words.Number(float64(f.outOf(it)), 0)
		if !slices.ContainsFunc(l.Ops, func(op gfx.Op) bool { return op.Kind == gfx.Text && op.Text == text }) {
			t.Errorf("no label %q", text)
		}
	}
}
