package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/twin"
	"tweeling/twin/forecast"
)

// A validation holds the model of a line against what its plant did.
type validation struct {
	*followed
	from, until time.Time
	each        time.Duration
	ranks       twin.Ranks
	skipped     int // periods in which no future differs from what came
	steps       int
	alike       float64
}

type validationJSON struct {
	From   time.Time        `json:"from"`
	Until  time.Time        `json:"until"`
	Each   float64          `json:"each_s"`
	Epochs int              `json:"epochs"`
	Ranks  []int            `json:"ranks_by_fifth"`
	KS     float64          `json:"ks"`
	P      float64          `json:"p"`
	Steps  int              `json:"steps"`
	Alike  *float64         `json:"steps_alike"`
	Stamp  experiment.Stamp `json:"stamp"`
}

const (
	validationWays = 99
	mostEpochs     = 2000
)

// validate holds the model against the plant: where what was made in each period lies among what the model would have made from the
// same start, and whether it takes the same steps when its cycle times are those of the plant.
func (c *cli) validate(cmd *cobra.Command, line *followed, t *twinFlags, j twin.Store, first, until time.Time, each time.Duration) error {
	if !until.After(first) {
		return fmt.Errorf("want signals over some time to hold the model against, have none after %s, by when each tag had been said", line.clock(first))
	}
	if n := until.Sub(first) / each; n < 1 || n > mostEpochs {
		return &usageError{cmd: cmd, err: fmt.Errorf("--each: want 1 to %d periods from the first signal to the last, have %d", mostEpochs, n)}
	}
	v := &validation{followed: line, from: first, until: until, each: each}
	goods, work := &exits{of: exitsOf(line.system.Plant)}, twin.NewWorkTimes(line.system.Plant)
	line.mirror.Observe(goods, sim.Moved)
	line.mirror.Observe(work, twin.Worked)
	unknown, err := forecast.NewIgnorance(line.scenario, t.plan, line.system.Plant)
	if err != nil {
		return err
	}
	if err := takeAll(line.mirror, j, until); err != nil {
		return err
	}
	type epoch struct {
		from, to sim.Time
		good     []float64
	}
	var epochs []epoch
	zero := line.mirror.Zero()
	for at := first; !at.Add(each).After(until); at = at.Add(each) {
		if err := line.mirror.Advance(at); err != nil {
			return err
		}
		live, err := line.mirror.Line(at)
		if err != nil {
			return err
		}
		to := at.Add(each).Sub(zero)
		good, err := forecast.Good(cmd.Context(), line.system.Plant, live, forecast.Options{Until: to, Futures: validationWays,
			Seed: c.seedOf(line.scenario) + uint64(len(epochs)), Workers: c.flags.workers, Unknown: unknown})
		if err != nil {
			return err
		}
		epochs = append(epochs, epoch{live.Now(), to, good})
	}
	if err := line.mirror.Advance(until); err != nil {
		return err
	}
	chance := sim.NewStream(c.seedOf(line.scenario), "ranks")
	for i, e := range epochs {
		came := goods.between(e.from, e.to)
		if slices.Max(e.good) == slices.Min(e.good) && came == e.good[0] { // closed, or all is fixed: it tells nothing
			v.skipped++
			continue
		}
		v.ranks.Add(came, e.good, chance.Uniform(uint64(i)))
	}
	if err := v.trace(c, work); err != nil {
		return err
	}
	return v.tell(c)
}

// takeAll takes all signals up to a moment in order of time, and applies none yet.
func takeAll(m *twin.Mirror, from twin.Store, until time.Time) error {
	var all []twin.Signal
	if err := from.Each(0, func(s twin.Signal, _ uint64) bool {
		if !s.At.After(until) {
			all = append(all, s)
		}
		return true
	}); err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b twin.Signal) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Seq, b.Seq)) })
	return m.Take(all)
}

// trace lets the model take the cycle times of the plant.
func (v *validation) trace(c *cli, work *twin.WorkTimes) error {
	if len(work.Steps) == 0 {
		return nil
	}
	steps, err := v.table.Traced(work.Times, c.seedOf(v.scenario), v.until.Sub(v.mirror.Zero()))
	if err != nil {
		return err
	}
	v.steps, v.alike = len(work.Steps), twin.Alike(work.Of(steps), work.Steps)
	return nil
}

// tell prints what was found.
func (v *validation) tell(c *cli) error {
	d, p := v.ranks.Uniform()
	bins := v.ranks.Histogram(5)
	stamp := c.stamp(v.scenario.Hash, c.seedOf(v.scenario))
	if c.flags.json {
		out := validationJSON{From: v.from, Until: v.until, Each: v.each.Seconds(), Epochs: v.ranks.Len(), Ranks: bins, KS: d, P: p, Steps: v.steps, Stamp: stamp}
		if v.steps > 0 {
			out.Alike = &v.alike
		}
		return c.printJSON(out)
	}
	w := v.words
	fmt.Fprintln(c.out, c.bold(printable(v.scenario.TitleIn(w.Lang))))
	count := func(n int) string { return w.Number(float64(n), 0) }
	texts := make([]string, len(bins))
	for i, n := range bins {
		texts[i] = count(n)
	}
	printWrapped(c.out, "", w.Say("validate.heading", v.clock(v.from), v.clock(v.until), count(v.ranks.Len()), w.Span(v.each.Seconds())))
	printWrapped(c.out, "", w.Say("validate.ranks", count(validationWays), strings.Join(texts, " · "), w.Number(float64(v.ranks.Len())/5, 1)))
	printWrapped(c.out, "", w.Say("validate."+verdictOf(bins, v.ranks.Len(), p), w.Number(p, 3)))
	if v.skipped > 0 {
		printWrapped(c.out, "", w.Say("validate.skipped", count(v.skipped)))
	}
	if v.steps > 0 {
		printWrapped(c.out, "", w.Say("validate.traced", w.Percent(v.alike, 1), count(min(v.steps, 5000))))
	} else {
		printWrapped(c.out, "", w.Say("validate.no_trace"))
	}
	fmt.Fprintln(c.out, stampLine(w, stamp))
	return nil
}

// verdictOf says in a word of the catalogue how ranks are spread.
func verdictOf(bins []int, n int, p float64) string {
	low, high, middle := bins[0]+bins[1], bins[3]+bins[4], bins[1]+bins[2]+bins[3]
	switch {
	case n < 8:
		return "few"
	case p >= 0.05:
		return "even"
	case 10*low > 6*n:
		return "less"
	case 10*high > 6*n:
		return "more"
	case 10*middle < 6*n:
		return "too_sure"
	}
	return "too_wide"
}
