package main

import (
	"context"
	"fmt"
	"time"

	"tweeling/sim/dist"
	"tweeling/twin"
	"tweeling/twin/history"
)

// span reads a flag that is a time above 0, such as 90d.
func span(flag, text string) (time.Duration, error) {
	seconds, err := dist.Span(text)
	if err == nil && !(seconds > 0) {
		err = fmt.Errorf("want a time above 0s, have %q", text)
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", flag, err)
	}
	return time.Duration(seconds * 1e9), nil
}

// bookOf is where is noted what is found about a plant whose signals are kept: in its history, or beside its journal.
func bookOf(store twin.Store, path string) twin.Notebook {
	if book, ok := store.(twin.Notebook); ok {
		return book
	}
	return twin.NotesBeside(path)
}

// look looks at the line, and notes what is found.
func (h *heard) look(now time.Time) (*snapshot, error) {
	l, err := h.line.look(h.moment(now))
	if err != nil || h.book == nil {
		return l, err
	}
	list, err := l.notes()
	if err != nil || len(list) == h.noted {
		return l, err
	}
	if err := h.book.Note(list); err != nil {
		return nil, err
	}
	h.noted = len(list)
	return l, nil
}

// noteIn notes what was found in the history that a file is, or beside it.
func (l *snapshot) noteIn(path string) error {
	list, err := l.notes()
	if err != nil {
		return err
	}
	book := twin.NotesBeside(path)
	if isHistory(path) {
		h, err := history.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = h.Close() }()
		book = h
	}
	return book.Note(list)
}

// sweep forgets what is older than is to be kept, once an hour, and tells how much. What the line may still need to go back to stays: it is
// kept until there is a checkpoint after it. What is old is so by the clock of the plant, which may lag far behind the one on the wall.
func (h *heard) sweep(ctx context.Context, c *cli, now time.Time) error {
	const each = time.Hour
	store, ok := h.kept.(*history.Store)
	if h.retain == 0 || !ok || now.Sub(h.swept) < each {
		return nil
	}
	h.swept = now
	cut := earlier(earlier(h.line.mirror.Newest(), now).Add(-h.retain), h.line.mirror.Oldest())
	gone, err := store.Forget(ctx, cut, nil)
	if err != nil && ctx.Err() == nil {
		return err
	}
	if gone > 0 {
		h.line.mirror.Forgot()
		fmt.Fprintf(c.err, "%stweeling: %d signals from before %s were forgotten\n", c.cleared(), gone, h.line.clock(cut))
	}
	return nil
}
