package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tweeling/scenarios"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/fit"
)

// A followed line is a scenario whose line a plant trips.
type followed struct {
	file     string // of the scenario, or its name
	scenario *scenario.Scenario
	system   *experiment.System
	table    *twin.Table
	mirror   *twin.Mirror
	words    *words.Words
	place    *time.Location
	ctx      context.Context //nolint:containedctx // of the command: it is asked while a mirror works
	bar      *progress       // how far it is; nil: nobody looks
	total    int             // of so many signals
}

// twinFlags say which line is followed, and where it stands.
type twinFlags struct{ plan, zone string }

func (t *twinFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.plan, "plan", experiment.AsIs, "a plan instead of the line as it is")
	completeFlag(cmd, "plan", completePlan)
	f.StringVar(&t.zone, "zone", "", "the time zone of the plant, such as Europe/Amsterdam (default: that of this machine)")
}

// follow makes a line ready to be followed; begin makes its mirror.
func (c *cli) follow(cmd *cobra.Command, t *twinFlags, args []string) (*followed, error) {
	w, err := c.words(cmd)
	if err != nil {
		return nil, err
	}
	place, err := placeOf(cmd, t.zone)
	if err != nil {
		return nil, err
	}
	s, err := c.load(args)
	if err != nil {
		return nil, err
	}
	line, err := followIt(cmd.Context(), s, t.plan, w, place)
	if err != nil {
		return nil, err
	}
	if line.file = scenarios.Default; len(args) > 0 {
		line.file = args[0]
	}
	return line, nil
}

// placeOf is the place of a time zone, else that of this machine.
func placeOf(cmd *cobra.Command, zone string) (*time.Location, error) {
	if zone == "" {
		return time.Local, nil
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		return nil, &usageError{cmd: cmd, err: fmt.Errorf("--zone: want a time zone such as Europe/Amsterdam, have %q", zone)}
	}
	return place, nil
}

// followIt makes the line of a plan of a scenario ready to be followed.
func followIt(ctx context.Context, s *scenario.Scenario, plan string, w *words.Words, place *time.Location) (*followed, error) {
	if !hasPlan(s, plan) {
		return nil, &hintError{fmt.Errorf("--plan: no plan %q in %s", plan, s.Name), fmt.Sprintf("there are %v", s.PlanNames())}
	}
	system, err := experiment.NewSystem(s, plan)
	if err != nil {
		return nil, err
	}
	table, err := twin.NewTable(system.Plant, s.Signals)
	if err != nil {
		return nil, err
	}
	return &followed{scenario: s, system: system, table: table, words: w, place: place, ctx: ctx}, nil
}

// begin makes the mirror, which begins with the first signal.
func (f *followed) begin(c *cli, first time.Time, how twin.Options) error {
	how.Zero = twin.Zero(f.scenario.Run.Start, first, f.place)
	how.Begin, how.Refit, how.Ask = first, fit.OnDrift, f.asked
	how.Seed = c.seedOf(f.scenario)
	var err error
	f.mirror, err = twin.NewMirror(f.table, how)
	return err
}

// moment is when a flag says: a moment, or so long after the first signal.
func (f *followed) moment(cmd *cobra.Command, flag, text string, first time.Time) (time.Time, error) {
	at, since, err := momentOf(text, f.place)
	if err != nil {
		return at, &usageError{cmd: cmd, err: fmt.Errorf("%s: %w", flag, err)}
	}
	if at.IsZero() {
		return first.Add(since), nil
	}
	return at, nil
}

// errNoSignals is a plant that has said nothing.
var errNoSignals = errors.New("there are no signals in it")
