package main

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/twin"
	"tweeling/twin/forecast"
)

// forecastFlags say what is forecast.
type forecastFlags struct {
	line          twinFlags
	journal, book string
	at, until     string
	least         time.Duration
	futures       int
	unkept, sure  bool
	refit         bool
}

// forecastVerb says what a live line will do until the end of the shift.
func forecastVerb(c *cli) *cobra.Command {
	f := &forecastFlags{}
	cmd := &cobra.Command{
		Use:   "forecast [FILE]",
		Short: "what the line will make until the end of the shift",
		Long: "Lets the line of a journal go on in many ways from where it stands, and tells how\nmany good parts come until the end of the shift, when orders are finished, and\n" +
			"what is blocked or starved next. Every forecast is kept beside the journal, and\nthe score of those before it is told.",
		Example: "  tweeling forecast mine.toml --journal line3.journal\n  tweeling forecast mine.toml --journal line3.journal --at 2026-03-02T10:00 --until 2026-03-02T14:00",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addNumbers(cmd)
	f.line.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.journal, "journal", "", "the journal of the line, or its history")
	momentVar(flags, &f.at, "at", "from this moment, or this time after the first signal (default: the last signal)")
	momentVar(flags, &f.until, "until", "until this moment, or this time after the first signal (default: the end of the shift)")
	timeVar(flags, &f.least, "least", time.Minute, 0, 365*24*time.Hour, "blocked or starved for less than this is not told")
	flags.IntVarP(&f.futures, "futures", "n", 200, "how many ways it goes on")
	flags.IntVar(&c.flags.workers, "workers", 0, "how many futures to run at once; results are the same for any number")
	flags.StringVar(&f.book, "book", "", "where forecasts are kept (default: JOURNAL.forecasts)")
	flags.BoolVar(&f.unkept, "forget", false, "do not keep this forecast")
	flags.BoolVar(&f.sure, "sure", false, "take all for known: laws whatever the evidence says of them, [low, likely, high] at likely")
	flags.BoolVar(&f.refit, "refit", false, "where cycle times were found to have changed, go by what was found and not by the scenario")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return c.forecast(cmd, f, args) }
	return cmd
}

// A foreseen line is one with its forecast.
type foreseen struct {
	*followed
	forecast *forecast.Forecast
	score    forecast.Score
	made     int // forecasts in the book before this one
	unknown  forecast.Ignorance
	renewed  []string // whose laws were found anew, and are used
	stale    []string // and are not used
	shift    bool     // it ends with a shift
	future   time.Time
	now      time.Time
	heard    time.Time // when anything was heard last
}

func (c *cli) forecast(cmd *cobra.Command, f *forecastFlags, args []string) error {
	if f.journal == "" {
		return &usageError{cmd: cmd, err: fmt.Errorf("want --journal, the journal of the line, have none")}
	}
	line, err := c.follow(cmd, &f.line, args)
	if err != nil {
		return err
	}
	j, done, err := c.openSignals(line, f.journal)
	if err != nil {
		return err
	}
	defer done()
	first, last, n, err := twin.Begins(j, len(line.table.Meanings))
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", f.journal, errNoSignals)
	}
	at := last
	if f.at != "" {
		if at, err = line.moment(cmd, "--at", f.at, first); err != nil {
			return err
		}
	}
	if at.Before(first) {
		return &usageError{cmd: cmd, err: fmt.Errorf("--at: want a moment from the first signal on, %s, have %s", first.In(line.place).Format(time.DateTime), f.at)}
	}
	defer line.counting(c, n)()
	goods, err := line.through(c, j, first, at)
	if err != nil {
		return err
	}
	stale := line.changed()
	var renewed []string
	if f.refit && len(stale) > 0 {
		if line, goods, renewed, stale, err = c.renew(f, line, j, first, at); err != nil {
			return err
		}
	}
	seen, err := c.foresee(cmd, f, line, at, first)
	if err != nil {
		return err
	}
	seen.renewed, seen.stale = renewed, stale
	if err := c.judge(f, seen, goods); err != nil {
		return err
	}
	if c.flags.json {
		return c.printJSON(seen.json(c))
	}
	c.printForecast(seen)
	fmt.Fprintln(c.out, stampLine(line.words, c.stamp(line.scenario.Hash, c.seedOf(line.scenario))))
	return nil
}

// through follows the line up to a time, and notes when parts leave.
func (f *followed) through(c *cli, j twin.Store, first, at time.Time) (*exits, error) {
	if err := f.begin(c, first, twin.Options{}); err != nil {
		return nil, err
	}
	goods := &exits{of: exitsOf(f.system.Plant)}
	f.mirror.Observe(goods, sim.Moved)
	return goods, twin.Through(f.mirror, j, at)
}

// changed is what was found to have changed: of cycle times the machine, else with what of it.
func (f *followed) changed() (names []string) {
	for _, r := range f.mirror.Refits() {
		e := f.elementOf(&r)
		if e == nil || !r.Changed() {
			continue
		}
		if path := pathOf(e.Name, r.Cause.What, r.Cause.Mode); !slices.Contains(names, path) {
			names = append(names, path)
		}
	}
	slices.Sort(names)
	return names
}

// renew follows the line once more, by the laws that were found.
func (c *cli) renew(f *forecastFlags, line *followed, j twin.Store, first, at time.Time) (again *followed, goods *exits, renewed, left []string, err error) {
	s, renewed, left, err := line.renewed()
	if err != nil {
		return nil, nil, nil, nil, err
	}
	if again, err = followIt(line.ctx, s, f.line.plan, line.words, line.place); err == nil {
		goods, err = again.through(c, j, first, at)
	}
	return again, goods, renewed, left, err
}

// foresee makes the forecast.
func (c *cli) foresee(cmd *cobra.Command, f *forecastFlags, line *followed, at, first time.Time) (*foreseen, error) {
	stands, err := line.mirror.Stand(at)
	if err != nil {
		return nil, err
	}
	live, zero := stands.Line, line.mirror.Zero()
	how := forecast.Options{Futures: f.futures, Seed: c.seedOf(line.scenario), Workers: c.flags.workers}
	seen := &foreseen{followed: line, now: at, heard: stands.Heard}
	how.Until, seen.shift = forecast.EndOfShift(line.system.Plant, live.Now())
	if f.until != "" {
		until, err := line.moment(cmd, "--until", f.until, first)
		if err != nil {
			return nil, err
		}
		how.Until, seen.shift = until.Sub(zero), false
	}
	if how.Until <= live.Now() {
		return nil, &usageError{cmd: cmd, err: fmt.Errorf("--until: want a moment after %s, have %s", at.In(line.place).Format(time.DateTime), f.until)}
	}
	how.Least = max(f.least, 1)
	if !f.sure {
		if how.Unknown, err = forecast.NewIgnorance(line.scenario, f.line.plan, line.system.Plant); err != nil {
			return nil, err
		}
		seen.unknown = *how.Unknown
	}
	if seen.forecast, err = forecast.Run(cmd.Context(), line.system.Plant, live, how); err != nil {
		return nil, err
	}
	seen.future = zero.Add(how.Until)
	return seen, nil
}

// judge scores what was forecast before, and keeps this forecast.
func (c *cli) judge(f *forecastFlags, seen *foreseen, goods *exits) error {
	name := f.book
	if name == "" {
		name = f.journal + ".forecasts"
	}
	book := forecast.Book{Name: name}
	list, err := book.Read()
	if err != nil {
		return err
	}
	zero := seen.mirror.Zero()
	seen.made = len(list)
	seen.score = forecast.Judge(list, func(from, until time.Time) (float64, bool) {
		if until.After(seen.now) {
			return 0, false
		}
		return goods.between(from.Sub(zero), until.Sub(zero)), true
	})
	if f.unkept {
		return nil
	}
	g := seen.forecast.Good
	return book.Add(forecast.Made{At: seen.now.UTC(), Until: seen.future.UTC(), P10: g.P10, P50: g.P50, P90: g.P90, Futures: seen.forecast.Futures,
		Seed: c.seedOf(seen.scenario), Scenario: seen.scenario.Hash})
}

// exits note when good parts leave.
type exits struct {
	of   []bool
	left []sim.Time
}

func exitsOf(p *plant.Plant) []bool {
	is := make([]bool, len(p.Layout.Nodes))
	for i := range p.Elements {
		if e := &p.Elements[i]; e.Role == plant.Exit {
			for _, id := range e.IDs {
				is[id] = true
			}
		}
	}
	return is
}

// Observe takes records.
func (e *exits) Observe(records []sim.Record) {
	for i := range records {
		if r := &records[i]; r.What == sim.Moved && e.of[r.ID] {
			e.left = append(e.left, r.At)
		}
	}
}

// between is how many left after one time and up to another.
func (e *exits) between(from, until sim.Time) float64 {
	upTo := func(t sim.Time) int { return sort.Search(len(e.left), func(i int) bool { return e.left[i] > t }) }
	return float64(upTo(until) - upTo(from))
}
