package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/feed"
)

// probeVerb tries a feed before anything depends on it.
func probeVerb(c *cli) *cobra.Command {
	var plan, zone string
	var long time.Duration
	var patient bool
	cmd := &cobra.Command{
		Use:   "probe ADDRESS [FILE]",
		Short: "what a plant says: tries a connection, or looks into a file",
		Long: "Hears a broker for a while, or reads a file to its end, and lists the tags with\ntheir last value and how often they come; what is missing and what is odd; and,\nwith a scenario, which of its tags are said, which are not, and which others are.\nIt stores nothing and changes nothing.\n\n" +
			"ADDRESS is mqtt://HOST[:PORT]/TOPIC/# (or mqtts://), or a file: a table of signals\nor an event log (.csv .xlsx .xes .xes.gz), a journal (.journal), a history (.db).\nUser and password are in TWEELING_MQTT_USER and TWEELING_MQTT_PASSWORD.",
		Example: "  tweeling probe 'mqtt://broker.local/plant/#' mine.toml --for 1m\n  tweeling probe log.xes.gz",
		Args:    cobra.RangeArgs(1, 2),
	}
	c.addLanguage(cmd)
	cmd.Flags().BoolVar(&c.flags.json, "json", false, "print JSON instead of tables")
	cmd.Flags().BoolVar(&c.flags.quiet, "quiet", false, "nothing while it listens")
	timeVar(cmd.Flags(), &long, "for", 5*time.Second, 100*time.Millisecond, 24*time.Hour, "how long to listen to a broker")
	cmd.Flags().BoolVar(&patient, "wait", false, "go on trying where no broker answers yet")
	cmd.Flags().StringVar(&zone, "zone", "", "the time zone of the plant, for times without one, such as Europe/Amsterdam (default: that of this machine)")
	cmd.Flags().StringVar(&plan, "plan", scenario.AsIs, "a plan of the scenario instead of the line as it is")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		place, err := placeOf(cmd, zone)
		if err != nil {
			return err
		}
		p := &probed{address: args[0], place: place, tags: map[string]*probedTag{}, names: &twin.Names{}}
		if len(args) > 1 {
			if p.table, err = c.tableOf(args[1:], plan); err != nil {
				return err
			}
		}
		p.coverage = twin.NewCoverage(p.table)
		if err := c.listen(cmd, p, long, patient); err != nil {
			return err
		}
		if c.flags.json {
			err = c.printJSON(p.json())
		} else {
			c.printProbe(w, p)
		}
		if err == nil && len(p.tags) == 0 {
			return errFails
		}
		return err
	}
	return cmd
}

// tableOf is the table of signals of a scenario.
func (c *cli) tableOf(args []string, plan string) (*twin.Table, error) {
	s, err := c.load(args)
	if err != nil {
		return nil, err
	}
	model, _, err := s.Model(plan)
	if err != nil {
		return nil, err
	}
	p, err := plant.Build(model)
	if err != nil {
		return nil, err
	}
	return twin.NewTable(p, s.Signals)
}

// probed is what was heard.
type probed struct {
	sync.Mutex
	address  string
	place    *time.Location
	table    *twin.Table
	tags     map[string]*probedTag
	coverage *twin.Coverage
	names    *twin.Names
	took     time.Duration // by the clock on the wall, of a broker
	live     bool
	unread   twin.Unread
	heard    time.Time // when the first came
	first    time.Time // by the clock of the plant
	last     time.Time
}

// settled is for how long what a broker kept may come, whose numbers say nothing of gaps.
const settled = 300 * time.Millisecond

type probedTag struct {
	last  twin.Signal
	count int
}

// take looks at signals, each once.
func (p *probed) take(signals []twin.Signal) error {
	p.Lock()
	defer p.Unlock()
	for i := range signals {
		s := signals[i]
		if p.heard.IsZero() {
			p.heard = time.Now()
		}
		if !p.live || time.Since(p.heard) > settled {
			p.coverage.Add(s)
		}
		if !p.names.Add(s.Source, s.Seq) {
			continue
		}
		t := p.tags[s.Tag]
		if t == nil {
			t = &probedTag{last: s}
			p.tags[s.Tag] = t
		}
		if t.count++; t.last.Before(s) {
			t.last = s
		}
		if p.first.IsZero() || s.At.Before(p.first) {
			p.first = s.At
		}
		if s.At.After(p.last) {
			p.last = s.At
		}
	}
	return nil
}

// listen hears the feed, a broker for so long.
func (c *cli) listen(cmd *cobra.Command, p *probed, long time.Duration, patient bool) error {
	tell := func(text string) { fmt.Fprintln(c.err, text) }
	if c.flags.quiet {
		tell = nil
	}
	f, err := feed.Open(p.address, feed.Settings{Tell: tell, Patient: patient, Place: p.place})
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	ctx := cmd.Context()
	p.live = f.Live
	for _, flag := range []string{"for", "wait"} {
		if cmd.Flags().Changed(flag) && !p.live {
			return &usageError{cmd: cmd, err: fmt.Errorf("--%s: want it with a broker only, have %s, which is read to its end", flag, p.address)}
		}
	}
	if p.live {
		limited, end := context.WithTimeout(ctx, long)
		defer end()
		ctx = limited
	}
	began := time.Now()
	err = f.Run(ctx, p.take)
	if p.live && !p.heard.IsZero() {
		began = p.heard
	}
	p.took, p.unread = time.Since(began), f.Unread()
	p.coverage.Clock(f.WallClock())
	return err
}

// perMinute is how often a tag came in a minute after its first: of the clock on the wall for a broker, whose first may be one that it
// kept; of the plant for a file.
func (p *probed) perMinute(t *probedTag) float64 {
	minutes := p.took.Minutes()
	if !p.live {
		minutes = p.last.Sub(p.first).Minutes()
	}
	if minutes <= 0 {
		return 0
	}
	return float64(t.count-1) / minutes
}

// sorted are the tags by name.
func (p *probed) sorted() []string { return slices.Sorted(maps.Keys(p.tags)) }

// compared is how many tags of the table were said, which were not, and which others were.
func (p *probed) compared() (seen int, missing, strange []string) {
	missing, strange = []string{}, []string{}
	if p.table == nil {
		return 0, missing, strange
	}
	for i := range p.table.Meanings {
		if p.tags[p.table.Meanings[i].Tag] == nil {
			missing = append(missing, p.table.Meanings[i].Tag)
		}
	}
	for _, tag := range p.sorted() {
		if _, ok := p.table.Find(tag); !ok {
			strange = append(strange, tag)
		}
	}
	return len(p.table.Meanings) - len(missing), missing, strange
}

// printProbe tells what was heard.
func (c *cli) printProbe(w *words.Words, p *probed) {
	n := func(x int) string { return w.Number(float64(x), 0) }
	total := 0
	for _, t := range p.tags {
		total += t.count
	}
	if total == 0 {
		printWrapped(c.out, "", w.Say("probe.nothing", p.address))
	} else {
		printWrapped(c.out, "", w.Say("probe.heard", p.address, n(total), n(len(p.tags)), p.first.Format("2006-01-02 15:04:05"), p.last.Format("2006-01-02 15:04:05")))
		fmt.Fprintln(c.out)
		t := newTable(c.out, isTerminal(c.out))
		t.head(w.Say("probe.tag"), w.Say("probe.last"), w.Say("probe.at"), right(w.Say("probe.rate")))
		for _, tag := range p.sorted() {
			one := p.tags[tag]
			rate := w.Number(p.perMinute(one), 1)
			t.row(tag, shortValue(one.last.Value), one.last.At.Format("15:04:05"), right(rate))
		}
		t.print()
	}
	if clock := p.coverage.Report().Clock; clock.Twice+clock.Never > 0 {
		printWrapped(c.out, "  - ", wallClock(w, clock))
	}
	if p.unread.Count > 0 {
		printWrapped(c.out, "  - ", w.Say("probe.unread", w.Number(float64(p.unread.Count), 0), p.unread.Last))
	}
	c.printOdd(w, p)
	c.printCompared(w, p)
}

// shortValue is a value that fits into a table.
func shortValue(v twin.Value) string { return cut(printable(v.String()), 24) }

// printOdd tells what is missing and odd.
func (c *cli) printOdd(w *words.Words, p *probed) {
	n := func(x float64) string { return w.Number(x, 0) }
	report := p.coverage.Report()
	for _, s := range report.Sources {
		if s.GapCount > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.gaps", s.Source, n(float64(s.Expected-s.Seen)), n(float64(s.Expected)), n(float64(s.GapCount)), n(float64(s.Gaps[0].From)), n(float64(s.Gaps[0].To))))
		}
		if s.Doubles > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.doubles", s.Source, n(float64(s.Doubles))))
		}
		if s.ClockBack > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.back", s.Source, n(float64(s.ClockBack)), w.Span(s.FarthestS)))
		}
	}
	for _, s := range report.Silences {
		printWrapped(c.out, "  - ", w.Say("probe.silent", s.From.In(p.place).Format(time.DateTime), s.To.In(p.place).Format(time.DateTime)))
	}
	for _, one := range report.Classes {
		name := strings.TrimPrefix(one.Machine+" "+one.Class, " ")
		if one.Expected > one.Seen && one.Seen > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.rises", name, n(float64(one.Expected)), n(float64(one.Seen))))
		}
		if one.Resets > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.resets", name, n(float64(one.Resets))))
		}
		if one.Negative > 0 {
			printWrapped(c.out, "  - ", w.Say("probe.negative", name, n(float64(one.Negative))))
		}
	}
}

// printCompared tells which tags of the scenario are said.
func (c *cli) printCompared(w *words.Words, p *probed) {
	if p.table == nil {
		return
	}
	seen, missing, strange := p.compared()
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("probe.of_table", fmt.Sprint(seen), fmt.Sprint(len(p.table.Meanings))))
	if len(missing) > 0 {
		printWrapped(c.out, "  - ", w.Say("probe.missing", strings.Join(missing, ", ")))
	}
	const shown = 20
	for i, tag := range strange {
		if i == shown {
			printWrapped(c.out, "  - ", w.Say("probe.more", fmt.Sprint(len(strange)-shown)))
			break
		}
		printWrapped(c.out, "  - ", w.Say("probe.strange", tag, strings.Join(p.table.Nearest(tag), ", ")))
	}
}

// probeJSON is what was heard, for programs.
type probeJSON struct {
	Address  string              `json:"address"`
	Tags     map[string]tagJSON  `json:"tags"`
	Unread   uint64              `json:"unread"`
	Last     string              `json:"last_unread,omitempty"`
	Coverage twin.CoverageReport `json:"coverage"`
	Missing  []string            `json:"missing"`
	Strange  map[string][]string `json:"strange"` // with the nearest of the scenario
}

type tagJSON struct {
	Source    string    `json:"source"`
	Last      any       `json:"last"`
	At        time.Time `json:"at"`
	Count     int       `json:"count"`
	PerMinute float64   `json:"per_minute"`
}

func (p *probed) json() probeJSON {
	j := probeJSON{Address: p.address, Tags: map[string]tagJSON{}, Unread: p.unread.Count, Last: p.unread.Last, Coverage: p.coverage.Report(), Strange: map[string][]string{}}
	for tag, t := range p.tags {
		one := tagJSON{Source: t.last.Source, At: t.last.At, Count: t.count, PerMinute: p.perMinute(t)}
		switch t.last.Value.Kind {
		case twin.Number:
			one.Last = t.last.Value.Number
		case twin.Text:
			one.Last = t.last.Value.Text
		case twin.Nothing:
		}
		j.Tags[tag] = one
	}
	var strange []string
	_, j.Missing, strange = p.compared()
	for _, tag := range strange {
		j.Strange[tag] = p.table.Nearest(tag)
	}
	return j
}
