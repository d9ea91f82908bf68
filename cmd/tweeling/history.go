package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/history"
)

// historyVerb tells what is kept of a plant, and forgets what is old.
func historyVerb(c *cli) *cobra.Command {
	var forget, zone string
	cmd := &cobra.Command{
		Use:   "history FILE",
		Short: "what is kept of a plant; forgets what is old",
		Long: "Tells what a history or a journal holds: how many signals, of which sources, from\nwhen to when, and what was found meanwhile (alarms, laws that were fitted anew).\n\n" +
			"--forget takes old signals out of a history and gives the room back. What is old\nis so by the clock of the plant: 90d are the 90 days before its last signal. The last of\neach tag stays, so that the state is known from then on, and so does what was\nfound. A journal only grows.",
		Example: "  tweeling history line3.db\n  tweeling history line3.db --forget 90d",
		Args:    cobra.ExactArgs(1),
	}
	c.addLanguage(cmd)
	cmd.Flags().BoolVar(&c.flags.json, "json", false, "as JSON")
	cmd.Flags().StringVar(&forget, "forget", "", "forget signals that are older than this before the last one, such as 90d, or from before a day, such as 2026-01-01")
	cmd.Flags().StringVar(&zone, "zone", "", "the time zone of the plant, such as Europe/Amsterdam (default: that of this machine)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		place, err := placeOf(cmd, zone)
		if err != nil {
			return err
		}
		line := &followed{words: w, place: place, ctx: cmd.Context()}
		if forget != "" {
			return c.forget(cmd, line, args[0], forget)
		}
		return c.tellHistory(line, args[0])
	}
	return cmd
}

// forget takes what is old out of a history.
func (c *cli) forget(cmd *cobra.Command, line *followed, path, text string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	if !isHistory(path) {
		return fmt.Errorf("%s: want a history, out of which signals can be taken, have another file; a journal only grows", path)
	}
	h, err := history.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	last, some, err := h.Newest()
	if err != nil {
		return err
	}
	if !some {
		return fmt.Errorf("%s: %w", path, errNoSignals)
	}
	before, err := line.bygone(cmd, text, earlier(last, time.Now()))
	if err != nil {
		return err
	}
	live := isTerminal(c.err)
	gone, err := h.Forget(cmd.Context(), before, func(gone int) {
		if live {
			fmt.Fprintf(c.err, "\r\x1b[K%d", gone)
		}
	})
	if live {
		fmt.Fprint(c.err, c.cleared())
	}
	stopped := errors.Is(err, cmd.Context().Err()) && err != nil
	if err != nil && !stopped {
		return err
	}
	left, err := h.Count()
	if err != nil {
		return err
	}
	w := line.words
	printWrapped(c.out, "", w.Say("history.forgotten", w.Number(float64(gone), 0), line.clock(before), w.Number(float64(left), 0)))
	if stopped {
		printWrapped(c.out, "", w.Say("history.stopped"))
	}
	return nil
}

// bygone reads --forget, an age or a day. What is old is so by the clock of the plant, from its last signal back: a plant that lags, or
// that has not spoken for months, would else lose all it said. A signal from the future is no last signal.
func (f *followed) bygone(cmd *cobra.Command, text string, last time.Time) (before time.Time, err error) {
	before, err = time.ParseInLocation(time.DateOnly, text, f.place)
	if err != nil {
		age, err := span("--forget", text)
		if err != nil {
			return before, &usageError{cmd: cmd, err: fmt.Errorf("%w, or a day such as 2026-01-01", err)}
		}
		return last.Add(-age), nil
	}
	if before.After(last) {
		return before, &usageError{cmd: cmd, err: fmt.Errorf("--forget: want a day before the last signal, %s, have %s: all would be forgotten", f.clock(last), text)}
	}
	return before, nil
}

// historyJSON is what is kept of a plant, as JSON.
type historyJSON struct {
	File    string              `json:"file"`
	Kind    string              `json:"kind"` // "history" or "journal"
	Bytes   int64               `json:"bytes"`
	Signals int                 `json:"signals"`
	First   *time.Time          `json:"first"`
	Last    *time.Time          `json:"last"`
	Tags    int                 `json:"tags"`
	Sources []historySourceJSON `json:"sources"`
	Torn    int64               `json:"torn_bytes"` // at the end, that are no whole record
	Notes   []twin.Note         `json:"notes"`
}

type historySourceJSON struct {
	Source    string `json:"source"`
	Signals   int    `json:"signals"`
	Doubles   *int   `json:"doubles"` // null: a journal does not count them
	Conflicts *int   `json:"conflicts"`
}

// kept finds out what is kept in a file.
func kept(line *followed, path string) (*historyJSON, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	store, done, err := openKept(path)
	if err != nil {
		return nil, err
	}
	defer done()
	k := &historyJSON{File: path, Kind: "journal", Bytes: info.Size(), Sources: []historySourceJSON{}, Notes: []twin.Note{}}
	tags, sources := map[string]bool{}, map[string]int{}
	if err := (heeding{store, line}).Each(0, func(s twin.Signal, _ uint64) bool {
		at := s.At.UTC()
		if k.First == nil || at.Before(*k.First) {
			k.First = &at
		}
		if k.Last == nil || at.After(*k.Last) {
			k.Last = &at
		}
		tags[s.Tag] = true
		sources[s.Source]++
		k.Signals++
		return true
	}); err != nil {
		return nil, err
	}
	k.Tags = len(tags)
	if j, ok := store.(*twin.Journal); ok {
		k.Torn = j.Torn()
	}
	if h, ok := store.(*history.Store); ok {
		list, err := h.Sources()
		if err != nil {
			return nil, err
		}
		k.Kind = "history"
		for _, s := range list {
			k.Sources = append(k.Sources, historySourceJSON{s.Name, s.Signals, &s.Doubles, &s.Conflicts})
		}
	} else {
		for _, name := range slices.Sorted(maps.Keys(sources)) {
			k.Sources = append(k.Sources, historySourceJSON{Source: name, Signals: sources[name]})
		}
	}
	notes, err := bookOf(store, path).Notes()
	k.Notes = append(k.Notes, notes...)
	return k, err
}

// tellHistory tells what is kept.
func (c *cli) tellHistory(line *followed, path string) error {
	k, err := kept(line, path)
	if err != nil {
		return err
	}
	if c.flags.json {
		return c.printJSON(k)
	}
	w := line.words
	n := func(x int) string { return w.Number(float64(x), 0) }
	fmt.Fprintln(c.out, c.bold(printable(path)))
	if k.Signals == 0 {
		printWrapped(c.out, "", w.Say("history.nothing"))
	} else {
		printWrapped(c.out, "", w.Say("history.heading", n(k.Signals), n(k.Tags), line.clock(*k.First), line.clock(*k.Last), w.Number(float64(k.Bytes)/1e6, 1)))
	}
	if k.Torn > 0 {
		printWrapped(c.out, "", w.Say("history.torn", n(int(k.Torn))))
	}
	if len(k.Sources) > 0 {
		fmt.Fprintln(c.out)
		c.tellKeptSources(w, k)
	}
	for i := range k.Notes {
		if i == 0 {
			fmt.Fprintln(c.out)
			printWrapped(c.out, "", w.Say("history.found"))
		}
		c.tellNote(line, &k.Notes[i])
	}
	return nil
}

func (c *cli) tellKeptSources(w *words.Words, k *historyJSON) {
	count := func(n *int) string {
		if n == nil {
			return "–"
		}
		return w.Number(float64(*n), 0)
	}
	t := c.table()
	t.head(w.Say("history.source"), right(w.Say("history.signals")), right(w.Say("history.doubles")), right(w.Say("history.conflicts")))
	for _, s := range k.Sources {
		t.row("  "+printable(s.Source), right(w.Number(float64(s.Signals), 0)), right(count(s.Doubles)), right(count(s.Conflicts)))
	}
	t.print()
}
