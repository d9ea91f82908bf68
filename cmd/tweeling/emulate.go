package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/emulate"
	"tweeling/twin/feed/broker"
)

// emulateFlags say how a plant is emulated.
type emulateFlags struct {
	mqtt, plan, speed, faults, keep, long, source, start, from string
	port, room                                                 int
	now                                                        bool
}

// emulateVerb is a plant that is not there.
func emulateVerb(c *cli) *cobra.Command {
	var f emulateFlags
	cmd := &cobra.Command{
		Use:   "emulate [FILE]",
		Short: "a plant that is not there: what its machines would say over MQTT",
		Long: "Runs the line of a scenario by the clock on the wall and says over MQTT what its\nmachines would say, so that a twin can be tried before there is a plant. Without\n--mqtt it brings a broker of its own, for this machine only, and prints its\naddress. What the tags mean says [signal] of the scenario.\n\n" +
			"What cannot be said for lack of a connection waits, and is said when there is one\nagain: first how everything stands, then what happened meanwhile, then what\nhappens. User and password are in TWEELING_MQTT_USER and TWEELING_MQTT_PASSWORD.",
		Example: "  tweeling emulate mine.toml --speed 60\n  tweeling emulate mine.toml --mqtt mqtt://broker.local/plant --now --keep plant.json\n  tweeling emulate mine.toml --speed max --for 8h --faults 'drop 0.01, late 0.05 30s'",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addLanguage(cmd)
	fl := cmd.Flags()
	fl.Uint64Var(&c.flags.seed, "seed", 0, "seed of all chance (default: as the scenario says)")
	fl.BoolVar(&c.flags.quiet, "quiet", false, "nothing while it runs")
	fl.StringVar(&f.plan, "plan", scenario.AsIs, "a plan instead of the line as it is")
	completeFlag(cmd, "plan", completePlan)
	fl.StringVar(&f.mqtt, "mqtt", "", "the broker, mqtt://HOST[:PORT]/TOPIC (default: one of its own)")
	fl.IntVar(&f.port, "port", 0, "the port of its own broker (default: one that is free)")
	fl.StringVar(&f.speed, "speed", "1", "so many seconds of the line in one second, or max")
	fl.StringVar(&f.long, "for", "", "until so long a time of the line since its start, or since --from or --now, such as 8h (default: warm-up and horizon of the scenario)")
	fl.StringVar(&f.start, "start", "", "when the time of the line begins, such as 2026-03-02T06:00 (default: as the scenario says, or Monday of this week)")
	fl.StringVar(&f.from, "from", "", "run the line for so long first, such as 6h (default: until something happens)")
	fl.BoolVar(&f.now, "now", false, "run the line from its start, or whole weeks after that, to this moment first, and go on from there")
	fl.StringVar(&f.faults, "faults", "", "what goes wrong on purpose: 'drop 0.01, double 0.02, late 0.05 30s, jump 0.001 -1h'")
	fl.StringVar(&f.keep, "keep", "", "remember in this file how far the line is, and go on there the next time")
	fl.StringVar(&f.source, "source", "line", "the source that the signals name")
	fl.IntVar(&f.room, "room", 100_000, "so many signals may wait for a connection; beyond that the oldest are lost, and counted")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		set, err := f.settings(cmd, s)
		if err != nil {
			return err
		}
		if c.flags.seeded {
			set.Seed = c.flags.seed
		}
		return c.emulate(cmd.Context(), w, s, &f, set)
	}
	return cmd
}

// settings reads the flags.
func (f *emulateFlags) settings(cmd *cobra.Command, s *scenario.Scenario) (set emulate.Settings, err error) {
	wrong := func(flag string, err error) (emulate.Settings, error) {
		return set, &usageError{cmd: cmd, err: fmt.Errorf("--%s: %w", flag, err)}
	}
	set = emulate.Settings{Source: f.source, Hash: s.Hash, Seed: s.Run.Seed, Start: plantStart(s.Run.Start), Until: s.Run.Warmup + s.Run.Horizon, Room: f.room, Keep: f.keep}
	if set.Speed, err = strconv.ParseFloat(f.speed, 64); f.speed == "max" {
		set.Speed = 0
	} else if err != nil || !(set.Speed >= 0.001 && set.Speed <= 1e6) {
		return wrong("speed", fmt.Errorf("want 0.001 to 1000000, or max, have %q", f.speed))
	}
	if f.start != "" {
		if set.Start, err = time.ParseInLocation("2006-01-02T15:04", f.start, time.Local); err != nil {
			return wrong("start", fmt.Errorf("want a moment such as 2026-03-02T06:00, have %q", f.start))
		}
	}
	set.Skip = -1
	if f.from != "" {
		if set.Skip, err = lineTime(f.from); err != nil {
			return wrong("from", err)
		}
		set.Until += set.Skip
	}
	if f.now {
		if set.Start = thisWeek(set.Start, time.Now()); time.Now().Before(set.Start) {
			return wrong("now", fmt.Errorf("want a line whose time has begun, have one that begins on %s; say --start", set.Start.Format(time.DateOnly)))
		}
		set.Skip = time.Since(set.Start).Truncate(time.Second)
		set.Until += set.Skip
	}
	if f.long != "" {
		long, err := lineTime(f.long)
		if err == nil && long == 0 {
			err = fmt.Errorf("want a time above 0s, have %q", f.long)
		}
		if err != nil {
			return wrong("for", err)
		}
		set.Until = max(0, set.Skip) + long
	}
	if set.Faults, err = emulate.ParseFaults(f.faults); err != nil {
		return wrong("faults", err)
	}
	set.Faults.Seed = set.Seed
	if strings.ContainsAny(f.source, "/+#") {
		return wrong("source", fmt.Errorf("want a name without / + and #, have %q", f.source))
	}
	return set, nil
}

// lineTime reads a time of the line; two of them together are still one.
func lineTime(text string) (time.Duration, error) {
	const most = 100 * 365 * 24 * time.Hour
	seconds, err := dist.Span(text)
	if err == nil && seconds > most.Seconds() {
		err = fmt.Errorf("want at most %s, have %q", dist.FormatSpan(most.Seconds()), text)
	}
	return time.Duration(seconds * 1e9), err
}

// plantStart is when the time of a line begins by the clock of the plant: as the scenario says, by the clock of this place; else the
// Monday of this week.
func plantStart(start time.Time) time.Time {
	if start.IsZero() {
		now := time.Now()
		return time.Date(now.Year(), now.Month(), now.Day()-(int(now.Weekday())+6)%7, 0, 0, 0, 0, time.Local)
	}
	return time.Date(start.Year(), start.Month(), start.Day(), start.Hour(), start.Minute(), start.Second(), 0, time.Local)
}

// thisWeek is a start whole weeks later, so that a line that is run to now from there is there in a moment: its calendar is one of weeks.
func thisWeek(start, now time.Time) time.Time {
	const week = 7 * 24 * time.Hour
	return start.AddDate(0, 0, 7*int(max(0, now.Sub(start))/week))
}

// emulate runs the plant until it has said all or is told to stop.
func (c *cli) emulate(ctx context.Context, w *words.Words, s *scenario.Scenario, f *emulateFlags, set emulate.Settings) error {
	model, _, err := s.Model(f.plan)
	if err != nil {
		return err
	}
	p, err := plant.Build(model)
	if err != nil {
		return err
	}
	table, err := twin.NewTable(p, s.Signals)
	if err != nil {
		return err
	}
	address := f.mqtt
	if address == "" {
		b, err := broker.Start(broker.Settings{Port: f.port})
		if err != nil {
			return err
		}
		defer b.Close()
		address = b.Address()
	}
	if set.Dial, set.Below, err = emulate.Broker(address); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.bold(s.TitleIn(c.flags.lang)))
	printWrapped(c.out, "", w.Say("emulate.where", address, set.Below+"/"+set.Source+"/TAG", len(table.Meanings)))
	if !c.flags.quiet {
		set.Tell = func(text string) { fmt.Fprintf(c.err, "%s%s\n", c.cleared(), text) }
	}
	e, err := emulate.New(p, table, set)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx) }()
	played := &played{e, p, w, set.Start}
	err = c.showEmulation(played, done)
	if err != nil {
		return err
	}
	printWrapped(c.out, "", played.status(true))
	if st := e.Status(); st.Waiting > 0 || st.Lost > 0 {
		printWrapped(c.out, "", w.Say("emulate.unsaid", w.Number(float64(st.Waiting), 0), w.Number(float64(st.Lost), 0)))
	}
	fmt.Fprintln(c.out, stampLine(w, c.stamp(s.Hash, set.Seed)))
	return nil
}

// A played plant is one that is not there.
type played struct {
	*emulate.Emulator
	plant *plant.Plant
	words *words.Words
	start time.Time // time 0 of the line
}

// showEmulation shows how the plant is getting on, on a terminal, until it is done; and says when it begins where the line is off.
func (c *cli) showEmulation(e *played, done <-chan error) error {
	shown := isTerminal(c.err) && !c.flags.quiet
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	told := c.flags.quiet
	for {
		select {
		case err := <-done:
			fmt.Fprint(c.err, c.cleared())
			c.tellOff(e, &told)
			return err
		case <-tick.C:
			c.tellOff(e, &told)
			if shown {
				fmt.Fprintf(c.err, "%s%s", c.cleared(), cut(e.status(false), widthOf(c.err)-1))
			}
		}
	}
}

// tellOff tells once, when the plant is first heard, that its line is off there.
func (c *cli) tellOff(e *played, told *bool) {
	if *told || e.Status().Connections == 0 {
		return
	}
	*told = true
	if text := e.beginsOff(); text != "" {
		fmt.Fprint(c.err, c.cleared())
		printWrapped(c.err, "", text)
	}
}

// cleared takes a line of status off a terminal.
func (c *cli) cleared() string {
	if isTerminal(c.err) {
		return "\r\x1b[K"
	}
	return ""
}

// beginsOff says that nothing works where the plant begins, and how to begin elsewhere; "" where something does.
func (e *played) beginsOff() string {
	at := e.Status().At
	until, off := e.plant.Off(at.Sub(e.start))
	switch {
	case !off:
		return ""
	case until < 0:
		return e.words.Say("emulate.begin_off", e.clock(at, time.Time{}))
	}
	return e.words.Say("emulate.begin_on", e.clock(at, time.Time{}), e.clock(e.start.Add(until), at), dist.FormatSpan(until.Seconds()))
}

// clock is a time by the clock of the plant, with its day where that is another one than that of since.
func (e *played) clock(at, since time.Time) string {
	if at.Format(time.DateOnly) == since.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02 15:04")
}

// status is how a plant is getting on, in words.
func (e *played) status(over bool) string {
	s, w := e.Status(), e.words
	until, off := e.plant.Off(s.At.Sub(e.start))
	how := w.Say("emulate.live")
	switch {
	case s.Ended && s.Waiting == 0:
		how = w.Say("emulate.ended")
	case over:
		how = w.Say("emulate.stopped")
	case !s.Connected:
		how = w.Say("emulate.away")
	case s.CatchesUp:
		how = w.Say("emulate.catches_up")
	case off && until < 0:
		how = w.Say("emulate.off_for_good")
	case off:
		how = w.Say("emulate.off", e.clock(e.start.Add(until), s.At))
	}
	n := func(x uint64) string { return w.Number(float64(x), 0) }
	text := w.Say("emulate.status", s.At.Format("2006-01-02 15:04:05"), n(s.Said-s.Unheard), n(s.Acknowledged), n(uint64(s.Waiting))) //nolint:gosec // it is not negative
	if s.Dropped > 0 {
		text += ", " + w.Say("emulate.dropped", n(s.Dropped))
	}
	return text + "; " + how
}
