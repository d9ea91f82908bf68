package main

import (
	"context"
	"errors"
	"time"

	"tweeling/twin"
)

// A heeding store stops handing out signals when somebody asks to stop.
type heeding struct {
	twin.Store
	line *followed
}

// Each hands them out until the context ends, which is then the error.
func (h heeding) Each(from uint64, visit func(s twin.Signal, next uint64) bool) error {
	const each = 1024
	n, stopped := 0, false
	err := h.Store.Each(from, func(s twin.Signal, next uint64) bool {
		if n++; n%each == 0 && h.line.ctx.Err() != nil {
			stopped = true
			return false
		}
		return visit(s, next)
	})
	if stopped {
		err = errors.Join(err, h.line.ctx.Err())
	}
	return err
}

// asked is what a mirror is answered that asks whether to go on: it does until the context ends, and shows meanwhile how far it is.
func (f *followed) asked() error {
	if f.bar != nil && f.mirror != nil && f.total > 0 {
		f.bar.set(min(int(f.mirror.Applied()), f.total), f.total) //nolint:gosec // there are not so many
	}
	return f.ctx.Err()
}

// lastly gives what is still to be done a moment, after somebody has asked to stop; a line that is nearly there is shown as it stands.
func (f *followed) lastly() (end func()) {
	const moment = 700 * time.Millisecond
	f.ctx, end = context.WithTimeout(context.WithoutCancel(f.ctx), moment)
	return end
}

// stopped tells whether an error is that somebody asked to stop.
func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// counting shows on a terminal how many of so many signals have been taken in, when that takes long; what it returns ends that.
func (f *followed) counting(c *cli, total int) func() {
	f.bar, f.total = newProgress(c.err, !c.flags.quiet && isTerminal(c.err)), total
	return func() {
		if f.bar != nil {
			f.bar.done()
			f.bar = nil
		}
	}
}
