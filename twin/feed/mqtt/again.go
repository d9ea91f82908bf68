package mqtt

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Again is the last level of the topic on which a source is asked to say signals again: ROOT/SOURCE/$again.
const Again = "$again"

// A Range is numbers of a source, from one to another, both included.
type Range struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// ParseRange reads what a source is asked for.
func ParseRange(payload []byte) (Range, error) {
	var r Range
	err := json.Unmarshal(payload, &r)
	if err == nil && r.To < r.From {
		err = errors.New("want to at from or above")
	}
	if err != nil {
		return Range{}, fmt.Errorf(`want numbers to say again, such as {"from": 7, "to": 12}, have %s`, short(string(payload)))
	}
	return r, nil
}

const (
	askAfter = 2 * time.Second // what comes late may still come by itself
	askTimes = 5               // each time after twice as long
	mostGaps = 1000            // of one source
	mostGap  = 100_000         // numbers; where more are missing they are no count
)

// A gap is numbers that have not come.
type gap struct {
	Range
	asked int
	next  time.Time
}

// A counted source is what is known of the numbers of one.
type counted struct {
	most uint64
	gaps []gap
}

// An asker keeps account of the numbers that sources give to what they say, and of what is missing.
type asker map[string]*counted

// note notes a number. Of what says how things stand (births, what the broker kept) numbers are old, and tell of no gap.
func (a asker) note(source string, seq uint64, stands bool, now time.Time) {
	c := a[source]
	switch {
	case c == nil && stands:
	case c == nil:
		a[source] = &counted{most: seq}
	case seq > c.most && !stands:
		if missing := seq - c.most - 1; missing > 0 && missing <= mostGap && len(c.gaps) < mostGaps {
			c.gaps = append(c.gaps, gap{Range: Range{c.most + 1, seq - 1}, next: now.Add(askAfter)})
		}
		c.most = seq
	default:
		c.fill(seq)
	}
}

// fill takes a number out of what is missing.
func (c *counted) fill(seq uint64) {
	i := slices.IndexFunc(c.gaps, func(g gap) bool { return g.From <= seq && seq <= g.To })
	if i < 0 {
		return
	}
	g := c.gaps[i]
	var left []gap
	if g.From < seq {
		before := g
		before.To = seq - 1
		left = append(left, before)
	}
	if seq < g.To {
		after := g
		after.From = seq + 1
		left = append(left, after)
	}
	c.gaps = slices.Replace(c.gaps, i, i+1, left...)
}

// due calls ask for what is to be asked for now.
func (a asker) due(now time.Time, ask func(source string, r Range)) {
	for _, source := range slices.Sorted(maps.Keys(a)) {
		c := a[source]
		for i := range c.gaps {
			if g := &c.gaps[i]; !now.Before(g.next) {
				ask(source, g.Range)
				g.asked++
				g.next = now.Add(askAfter << g.asked)
			}
		}
		c.gaps = slices.DeleteFunc(c.gaps, func(g gap) bool { return g.asked >= askTimes })
	}
}

// isAsking tells of a topic that it is no signal.
func isAsking(topic string) bool { return strings.HasSuffix(topic, "/"+Again) }
