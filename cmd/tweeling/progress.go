package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress bar shows on a terminal how much of the work is done, when that takes longer than a second. It may be told
// from several goroutines, in any order.
type progress struct {
	out   io.Writer
	shown bool
	began time.Time

	mu       sync.Mutex
	bar      *progressbar.ProgressBar // nil until a second has passed
	furthest int
	over     bool
}

func newProgress(out io.Writer, shown bool) *progress {
	return &progress{out: out, shown: shown, began: time.Now()}
}

const patience = time.Second

// set tells how far the work is. What comes late, after more was done already or after the end, is not shown.
func (p *progress) set(done, of int) {
	if !p.shown || time.Since(p.began) < patience {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over || done < p.furthest {
		return
	}
	p.furthest = done
	if p.bar == nil {
		p.bar = progressbar.NewOptions(of, progressbar.OptionSetWriter(p.out), progressbar.OptionSetWidth(max(5, widthOf(p.out)-40)),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
	}
	p.bar.ChangeMax(of)
	_ = p.bar.Set(done) // a bar that cannot be drawn is no reason to stop
}

// done takes the bar away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
