package view

import (
	"context"

	"math"
	"strconv"
	"sync"

	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// A worth is whether a plan is worth its money, by the whole experiment: the scenario's horizon, all its replications, as
// the verb compare tells it. It is worked out in the background, after all that the picture needs.
type worth struct {
	scenario *scenario.Scenario
	plan     string
	seed     uint64
	stop     context.CancelFunc

	mu       sync.Mutex
	change   *sync.Cond
	progress float64
	over     bool
	found    *experiment.Comparison // nil: not known, or it cannot be
}

func newWorth(s *scenario.Scenario, plan string, seed uint64) *worth {
	v := &worth{scenario: s, plan: plan, seed: seed, stop: func() {}}
	v.change = sync.NewCond(&v.mu)
	return v
}

// run finds it out; it is called once.
func (v *worth) run() {
	ctx, stop := context.WithCancel(context.Background())
	v.mu.Lock()
	if v.over {
		v.mu.Unlock()
		stop()
		return
	}
	v.stop = stop
	v.mu.Unlock()
	result, err := experiment.Run(ctx, v.scenario, experiment.Settings{Plans: []string{scenario.AsIs, v.plan}, Seed: &v.seed, Workers: hands(), Progress: v.count})
	v.mu.Lock()
	defer v.mu.Unlock()
	v.over = true
	if err == nil && len(result.Compared) == 1 {
		v.found = &result.Compared[0]
	}
	v.change.Broadcast()
}

func (v *worth) count(done, of int) {
	v.mu.Lock()
	v.progress = float64(done) / float64(max(1, of))
	v.mu.Unlock()
}

func (v *worth) look() (found *experiment.Comparison, progress float64, over bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.found, v.progress, v.over
}

func (v *worth) settle() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for !v.over {
		v.change.Wait()
	}
}

func (v *worth) close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.over = true
	v.stop()
	v.change.Broadcast()
}

// gains are the figures of which the difference is told, and how it is called.
var gains = map[string]string{"output_per_week": "view.gain_output_per_week", "cost_per_part": "view.gain_cost_per_part"}

// worthRows is how many rows the verdict takes.
const worthRows = 5

// verdict writes what the experiment found: output, cost, and whether the plan is worth its money.
func (d *drawing) verdict(b box) {
	v := d.sides[1].worth
	w := d.words
	found, progress, over := v.look()
	d.Begin("worth", "")
	defer d.End()
	y := b.y + 13
	if found == nil {
		text := w.Say("view.judging", w.Percent(progress, 0))
		if over {
			text = w.Say("view.no_verdict")
		}
		d.text(b.x, y, 11.5, gfx.Regular, gfx.Left, d.th.muted, text, b.w)
		return
	}
	row := func(label, value string, ink gfx.Color) {
		d.text(b.x, y, 11.5, gfx.Regular, gfx.Left, d.th.muted, label, b.w-gfx.Width(value, 11.5, gfx.SemiBold)-8)
		d.Text(b.x+b.w, y, 11.5, gfx.SemiBold, gfx.Right, ink, value)
		y += 17
	}
	for k := range kpi.Table {
		e, label := found.KPI[k], gains[kpi.Table[k].Name]
		if e.Why != "" || label == "" {
			continue
		}
		ink := d.th.ink
		if e.Verdict != experiment.NotDistinguishable {
			ink = d.th.good
			if e.Mean*float64(kpi.Table[k].Better) < 0 {
				ink = d.th.bad
			}
		}
		places := decimalsOf(e.HalfWidth)
		value := w.Signed(e.Mean, places) + " ± " + w.Number(e.HalfWidth, places)
		row(w.Say(label), value, ink)
	}
	if found.Money == nil {
		return
	}
	m := found.Money.Decisive()
	years := strconv.FormatFloat(v.scenario.Economics.Horizon, 'f', -1, 64)
	npv := "money.npv"
	if found.Money.AfterTax != nil {
		npv = "money.npv_after"
	}
	ink := d.th.good
	if m.NPV.Mean < 0 {
		ink = d.th.bad
	}
	unit := math.Pow(10, max(0, math.Floor(math.Log10(max(1, m.NPV.HalfWidth)))-1))
	row(w.Say(npv, years), w.Money(math.Round(m.NPV.Mean/unit)*unit, v.scenario.Economics.Currency)+" ± "+w.Number(math.Round(m.NPV.HalfWidth/unit)*unit, 0), ink)
	payback := w.Say("money.never")
	if m.Payback.Mid != nil {
		payback = w.Number(*m.Payback.Mid, 1)
	}
	row(w.Say("money.payback"), payback, d.th.ink)
	row(w.Say("money.p_loss"), w.Percent(m.PLoss, 0), d.th.ink)
}

// decimalsOf shows one figure of a half-width, two when the first is a 1.
func decimalsOf(half float64) int {
	if half <= 0 {
		return 0
	}
	places := -int(math.Floor(math.Log10(half)))
	if half*math.Pow(10, float64(places)) < 2 {
		places++
	}
	return min(max(places, 0), 6)
}
