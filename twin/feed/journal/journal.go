// Package journal is what was stored, as a feed: a journal or a history is heard as the plant was.
//
//	j, err := twin.ReadJournal("line3.journal")
//	err = journal.New(j).Run(ctx, take)
//
// Signals come in the order in which they were stored, as fast as they are taken; package feed paces them.
package journal

import (
	"context"

	"tweeling/twin"
)

// atMost is how many signals are handed out together.
const atMost = 500

// A Feed hands out what a store has.
type Feed struct{ store twin.Store }

var _ twin.Feed = Feed{}

// New makes a feed of a store.
func New(store twin.Store) Feed { return Feed{store} }

// Run hands out all that is stored. Where it is run again it begins at the start; names tell what was there before.
func (f Feed) Run(ctx context.Context, take twin.Take) error {
	var failed error
	batch := make([]twin.Signal, 0, atMost)
	give := func() bool {
		if ctx.Err() == nil && len(batch) > 0 {
			failed = take(batch)
		}
		batch = batch[:0]
		return failed == nil && ctx.Err() == nil
	}
	err := f.store.Each(0, func(s twin.Signal, _ uint64) bool {
		batch = append(batch, s)
		return len(batch) < atMost || give()
	})
	if err != nil || failed != nil || ctx.Err() != nil {
		return firstOf(failed, err)
	}
	give()
	return failed
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Unread is nothing: what was stored was understood.
func (Feed) Unread() twin.Unread { return twin.Unread{} }
