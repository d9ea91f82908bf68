package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress bar shows on a terminal how many replications are done, when that takes longer than a second.
type progress struct {
	out   io.Writer
	shown bool
	began time.Time
	mu    sync.Mutex
	bar   *progressbar.ProgressBar
}

func newProgress(out io.Writer, shown bool) *progress {
	return &progress{out: out, shown: shown, began: time.Now()}
}

// set tells how far the work is.
func (p *progress) set(done, of int) {
	if !p.shown || time.Since(p.began) < time.Second {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil {
		p.bar = progressbar.NewOptions(of, progressbar.OptionSetWriter(p.out), progressbar.OptionSetWidth(40),
			progressbar.OptionSetDescription("replications"), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionClearOnFinish())
	}
	p.bar.ChangeMax(of)
	_ = p.bar.Set(done) // a bar that cannot be drawn is no reason to stop
}

// done takes the bar away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
