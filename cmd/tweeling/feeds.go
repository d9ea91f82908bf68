package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/feed"
	"tweeling/twin/feed/journal"
)

// A feedKind is one way for signals of a plant to come in.
type feedKind struct {
	flag, doc string
	open      func(from string, set feed.Settings) (twin.Feed, error)
}

// feeds lists them; each is a flag of `tweeling watch`. Which addresses there are is the business of package feed.
var feeds = []feedKind{
	{"mqtt", "an MQTT broker, mqtt://HOST[:PORT]/FILTER", openFeed("")},
	{"journal", "a journal or a history that was kept, and what is added to it", openJournalFeed},
	{"csv", "a table of signals, also while it is written and rotated, or an event log as a table", openFeed("csv:")},
	{"feed", "any address, such as log.xes?speed=60", openFeed("")},
}

// openFeed opens a feed by its address.
func openFeed(scheme string) func(string, feed.Settings) (twin.Feed, error) {
	return func(from string, set feed.Settings) (twin.Feed, error) { return feed.Open(scheme+from, set) }
}

// openJournalFeed hears a journal and, where it is to be followed, what another process adds to it.
func openJournalFeed(path string, set feed.Settings) (twin.Feed, error) {
	store, done, err := openKept(path)
	if err != nil {
		return nil, err
	}
	return &growing{Feed: journal.New(store), store: store, done: done, ends: !set.Follow}, nil
}

// A growing feed hands out what is stored, and then what is added.
type growing struct {
	journal.Feed
	store twin.Store
	from  uint64
	done  func()
	ends  bool // it is not followed
}

const lookAgain = 500 * time.Millisecond

// Run goes on until the context ends, or all has been handed out that is there.
func (g *growing) Run(ctx context.Context, take twin.Take) error {
	defer g.done()
	for {
		if err := g.read(ctx, take); err != nil || ctx.Err() != nil || g.ends {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(lookAgain):
		}
	}
}

// read hands out what has been added since it was called last.
func (g *growing) read(ctx context.Context, take twin.Take) error {
	const batch = 1024
	var signals []twin.Signal
	next := g.from
	give := func() error {
		err := take(signals)
		if err == nil {
			g.from, signals = next, signals[:0]
		}
		return err
	}
	var failed error
	err := g.store.Each(g.from, func(s twin.Signal, after uint64) bool {
		signals, next = append(signals, s), after
		if len(signals) == batch {
			failed = give()
		}
		return failed == nil && ctx.Err() == nil
	})
	if err == nil && failed == nil && len(signals) > 0 {
		failed = give()
	}
	return errors.Join(err, failed)
}

// feedFlags say which feed is heard.
type feedFlags struct{ from []string }

func (f *feedFlags) add(cmd *cobra.Command) {
	f.from = make([]string, len(feeds))
	for i := range feeds {
		cmd.Flags().StringVar(&f.from[i], feeds[i].flag, "", "hear "+feeds[i].doc)
	}
}

// A plantFeed is a feed that was asked for.
type plantFeed struct {
	twin.Feed
	from string // as it was asked for
	ends bool   // it is read to its end, as fast as it goes
}

// open opens the one feed that is asked for.
func (f *feedFlags) open(cmd *cobra.Command, set feed.Settings) (*plantFeed, error) {
	var asked []int
	var names []string
	for i := range feeds {
		names = append(names, "--"+feeds[i].flag)
		if f.from[i] != "" {
			asked = append(asked, i)
		}
	}
	if len(asked) != 1 {
		have := "none"
		for n, i := range asked {
			if have = names[i]; n > 0 {
				have = names[asked[0]] + " and " + have
			}
		}
		return nil, &usageError{cmd: cmd, err: fmt.Errorf("want one of %s, from which the signals of the plant come, have %s", strings.Join(names, ", "), have)}
	}
	from := f.from[asked[0]]
	opened, err := feeds[asked[0]].open(from, set)
	if errors.Is(err, fs.ErrNotExist) {
		err = &hintError{err, "a journal is written by `tweeling watch --keep JOURNAL`"}
	}
	if err != nil {
		return nil, err
	}
	p := &plantFeed{Feed: opened, from: from, ends: !set.Follow}
	if f, ok := opened.(*feed.Feed); ok {
		p.ends = !f.Live && !f.Paced()
	}
	return p, nil
}

// silent is the mistake that nothing was heard, and what to look at.
func (p *plantFeed) silent() error {
	if p.ends {
		return &hintError{fmt.Errorf("%s: %w", p.from, errNoSignals), "`tweeling probe` tells what is in a file, `tweeling watch --keep JOURNAL` writes a journal"}
	}
	return &hintError{fmt.Errorf("%s: want a plant that says something, have none that did so far", p.from),
		fmt.Sprintf("`tweeling probe '%s' --for 1m` lists what is said there; a topic that is followed by /# has all that is below it; `tweeling emulate` plays a plant", p.from)}
}

// wallClock is a sentence about times without a zone.
func wallClock(w *words.Words, clock twin.WallClock) string {
	n := func(x uint64) string { return w.Number(float64(x), 0) }
	return w.Say("watch.wall_clock", n(clock.Local), n(clock.Twice), n(clock.Never))
}

// sessionOf is the name under which a broker keeps what is said while nobody listens who keeps it in a file: one for each file, since of two
// who have the same name a broker lets go one. Who keeps nothing misses nothing either.
func sessionOf(keep string) string {
	if keep == "" {
		return ""
	}
	full, err := filepath.Abs(keep)
	if err != nil {
		full = keep
	}
	host, _ := os.Hostname() // without it two machines may be taken for one
	sum := sha256.Sum256([]byte(host + "\x00" + full))
	return "tweeling-" + hex.EncodeToString(sum[:6])
}
