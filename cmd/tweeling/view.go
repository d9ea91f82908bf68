package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tweeling/scenarios"
	"tweeling/sim/dist"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/view"
)

// viewFlags say what to show, and where to.
type viewFlags struct {
	plan, at, from, to, shot, record, size, theme, pick string
	speed, scale                                        float64
	planView, writeLayout, worth                        bool
	replication                                         uint64
}

// viewVerb shows the line alive: in a window, or as pictures and films without any display.
func viewVerb(c *cli) *cobra.Command {
	var v viewFlags
	cmd := &cobra.Command{
		Use:   "view [FILE]",
		Short: "the line alive, before beside after: a window, picture or film",
		Long: "Shows the line as it is beside a plan, on one clock and the same chance.\n\n" +
			"Times count from the moment at which the line starts to work on the first day\nafter the warm-up: --at 6h is six hours later.",
		Example: "  tweeling view\n  tweeling view mine.toml --plan automated --lang nl\n  tweeling view mine.toml --shot line.png --at 6h\n" +
			"  tweeling view mine.toml --record line.gif --from 6h --to 7h --speed 60 --size 1280x720\n  tweeling view mine.toml --write-layout",
		Args: cobra.MaximumNArgs(1),
	}
	c.addLanguage(cmd)
	f := cmd.Flags()
	f.Uint64Var(&c.flags.seed, "seed", 0, "seed of all chance (default: as the scenario says)")
	f.BoolVar(&c.flags.quiet, "quiet", false, "no progress bar")
	f.StringVar(&v.plan, "plan", "", "what the line is compared with; as-is: nothing (default: the last plan)")
	f.StringVar(&v.at, "at", "0s", "where the clock begins")
	f.StringVar(&v.shot, "shot", "", "write one picture to this file, .png or .svg, instead of opening a window")
	f.StringVar(&v.record, "record", "", "write a film to this file, .gif, .mp4 (by ffmpeg) or .png (numbered), instead of opening a window")
	f.StringVar(&v.from, "from", "", "with --record: from this time (default: --at)")
	f.StringVar(&v.to, "to", "", "with --record: to this time (default: one hour after --from)")
	f.Float64Var(&v.speed, "speed", 60, "simulated seconds in a second")
	v.addLook(f)
	f.Uint64Var(&v.replication, "replication", 0, "which of the days alike is shown")
	f.BoolVar(&v.worth, "worth", false, "with --shot and --record: tell whether the plan is worth its money as well, which takes the whole experiment")
	f.BoolVar(&v.writeLayout, "write-layout", false, "write where everything stands into FILE, as at = [x, y]")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return c.view(cmd, &v, args) }
	return cmd
}

// addLook adds how a picture looks.
func (v *viewFlags) addLook(f *pflag.FlagSet) {
	f.StringVar(&v.size, "size", "1280x720", "with --shot and --record: pixels across and down")
	f.Float64Var(&v.scale, "scale", 1, "with --shot and --record: pixels to each logical pixel")
	f.StringVar(&v.theme, "theme", "light", "light or dark")
	f.BoolVar(&v.planView, "plan-view", false, "seen from above")
	f.StringVar(&v.pick, "pick", "", "the station whose card is open (default: one that waits)")
}

func (c *cli) view(cmd *cobra.Command, v *viewFlags, args []string) error {
	if _, err := c.words(cmd); err != nil {
		return err
	}
	opt, err := v.options(cmd, c)
	if err != nil {
		return err
	}
	width, height, err := v.pixels(cmd)
	if err != nil {
		return err
	}
	s, err := c.load(args)
	if err != nil {
		return err
	}
	if v.plan != "" && !hasPlan(s, v.plan) {
		return &hintError{fmt.Errorf("--plan: no plan %q in %s", v.plan, s.Name), fmt.Sprintf("there are %v", s.PlanNames())}
	}
	if have := uint64(s.Run.Replications); v.replication > 0 && v.replication >= have {
		return &hintError{fmt.Errorf("--replication: want 0 to %d, have %d: %s has %d replications", have-1, v.replication, s.Name, have), "more of them: replications under [run] of the scenario"}
	}
	opt.Reload = func() (*scenario.Scenario, error) { return scenario.Load(nameOf(args)) }
	show, err := view.New(s, opt)
	if err != nil {
		return err
	}
	defer show.Close()
	if err := v.there(show, s.Name, opt.At); err != nil {
		return err
	}
	switch {
	case v.writeLayout:
		return c.writeLayout(cmd, show, args)
	case v.shot != "":
		if err := show.Shot(v.shot, width, height, float32(v.scale)); err != nil {
			return unwritten("--shot", err)
		}
		return c.shown(show, s, v.shot)
	case v.record != "":
		return c.record(cmd, show, s, v, opt.At, width, height)
	}
	return inWindow(cmd.Context(), s.TitleIn(c.flags.lang), show)
}

// there refuses a station or a time that the line does not have.
func (v *viewFlags) there(show *view.Show, name string, at time.Duration) error {
	if names := show.Elements(); v.pick != "" && !slices.Contains(names, v.pick) {
		return &hintError{fmt.Errorf("--pick: no element %q in the lines shown of %s", v.pick, name), fmt.Sprintf("there are %v", names)}
	}
	return within("--at", at, show)
}

// within refuses a time after the end of the run, where there is nothing to see.
func within(flag string, at time.Duration, show *view.Show) error {
	if at <= show.Length() {
		return nil
	}
	return &hintError{fmt.Errorf("%s: want a time up to the end of the run, %v after the line starts to work, have %v", flag, show.Length(), at), "a longer run: horizon under [run] of the scenario"}
}

// unwritten says why there is no picture, and what to do when the place for it is not right.
func unwritten(flag string, err error) error {
	err = fmt.Errorf("%s: %w", flag, err)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return &hintError{err, "name a file in a folder that is there and can be written to"}
	}
	return err
}

// shown says where a picture is and where the line got stuck, if it did.
func (c *cli) shown(show *view.Show, s *scenario.Scenario, file string) error {
	w, err := c.words(nil)
	if err != nil {
		return err
	}
	printWrapped(c.out, "", w.Say("view.written", file))
	fmt.Fprintln(c.out, stampLine(w, c.stamp(s.Hash, c.seedOf(s))))
	return show.Stuck()
}

func (c *cli) record(cmd *cobra.Command, show *view.Show, s *scenario.Scenario, v *viewFlags, at time.Duration, width, height int) error {
	film := view.Film{From: at, Speed: v.speed, Width: width, Height: height, Scale: float32(v.scale), Stop: cmd.Context().Err}
	var err error
	if v.from != "" {
		if film.From, err = viewTime(cmd, "--from", v.from); err != nil {
			return err
		}
	}
	if err := within("--from", film.From, show); err != nil {
		return err
	}
	film.To = min(film.From+time.Hour, show.Length())
	if v.to != "" {
		if film.To, err = viewTime(cmd, "--to", v.to); err != nil {
			return err
		}
	}
	if film.To <= film.From {
		return &usageError{cmd: cmd, err: fmt.Errorf("--to: want a time after %v, have %v", film.From, film.To)}
	}
	if err := within("--to", film.To, show); err != nil {
		return err
	}
	bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
	film.Progress = bar.set
	err = show.Record(v.record, film)
	bar.done()
	if err != nil {
		return unwritten("--record", err)
	}
	return c.shown(show, s, v.record)
}

func (c *cli) writeLayout(cmd *cobra.Command, show *view.Show, args []string) error {
	w, err := c.words(cmd)
	if err != nil {
		return err
	}
	if len(args) == 0 || filepath.Ext(args[0]) == "" {
		return &hintError{fmt.Errorf("--write-layout: want a file to write into, have a built-in scenario"), "`tweeling scenarios NAME > mine.toml` writes one out to start from"}
	}
	n, err := show.WriteLayout(args[0])
	if err != nil {
		return fmt.Errorf("--write-layout: %w", err)
	}
	printWrapped(c.out, "", w.Say("view.laid_out", fmt.Sprint(n), args[0]))
	return nil
}

func (v *viewFlags) options(cmd *cobra.Command, c *cli) (view.Options, error) {
	opt := view.Options{Plan: v.plan, Lang: c.flags.lang, PlanView: v.planView, Replication: v.replication, Speed: v.speed, Pick: v.pick, Appraise: v.worth || v.shot == "" && v.record == "" && !v.writeLayout}
	if v.plan == experiment.AsIs {
		opt.Plan = scenario.AsIs
	}
	var asked []string // each writes something else, and only one of them can be done
	for _, flag := range []string{"shot", "record", "write-layout"} {
		if cmd.Flags().Changed(flag) {
			asked = append(asked, "--"+flag)
		}
	}
	if len(asked) > 1 {
		return opt, &usageError{cmd: cmd, err: fmt.Errorf("want one of --shot, --record and --write-layout, have %s: call it once for each", strings.Join(asked, " and "))}
	}
	if c.flags.seeded {
		opt.Seed = &c.flags.seed
	}
	switch v.theme {
	case "light":
	case "dark":
		opt.Dark = true
	default:
		return opt, &usageError{cmd: cmd, err: fmt.Errorf("--theme: want light or dark, have %q", v.theme)}
	}
	if !(v.speed > 0 && v.speed <= view.AsFastAsItCan) {
		return opt, &usageError{cmd: cmd, err: fmt.Errorf("--speed: want a number above 0, have %v", v.speed)}
	}
	var err error
	opt.At, err = viewTime(cmd, "--at", v.at)
	return opt, err
}

func viewTime(cmd *cobra.Command, flag, text string) (time.Duration, error) {
	seconds, err := dist.Span(text)
	if err != nil {
		return 0, &usageError{cmd: cmd, err: fmt.Errorf("%s: %w", flag, err)}
	}
	return time.Duration(seconds * 1e9), nil
}

// pixels reads --size.
func (v *viewFlags) pixels(cmd *cobra.Command) (width, height int, err error) {
	a, b, _ := strings.Cut(v.size, "x")
	width, errA := strconv.Atoi(a)
	height, errB := strconv.Atoi(b)
	if errA != nil || errB != nil || width < 320 || height < 180 || width > 7680 || height > 4320 {
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--size: want pixels from 320x180 to 7680x4320, such as 1280x720, have %q", v.size)}
	}
	return width, height, nil
}

// nameOf is the scenario that a verb is given, or the default one.
func nameOf(args []string) string {
	if len(args) > 0 {
		return args[0]
	}
	return scenarios.Default
}
