package plant

import (
	"fmt"

	"tweeling/sim"
)

// An inspection looks at parts. A defect belongs to the part from where it was made, so that the same part is bad before and
// after; what an inspection does not find escapes. Parts that are not looked at pass in no time.
type inspection struct {
	finds       float64 // share of bad parts that it finds
	falseReject float64 // share of good parts that it takes for bad
	sample      float64 // share of parts that it looks at, drawn for each part
	every       int     // instead: each such part; 0: by sample
	delay       sim.Time
	warns       []sim.ID // who is told when something was found
}

// What is drawn for a part at an inspection, beside what Chance draws.
const (
	toBeLookedAt uint64 = 1 + iota
	toBeFound
	toBeTakenForBad
	toBeSpoiled
)

// looksAt tells whether a part is looked at.
func (m *machine) looksAt(cx sim.Context, p sim.Part) bool {
	in := m.inspects
	if in.every > 0 {
		m.passed++
		return m.passed%in.every == 0
	}
	return in.sample >= 1 || cx.ChanceOf(in.sample, p, toBeLookedAt)
}

// rejects tells whether an inspection takes a part for bad.
func (m *machine) rejects(cx sim.Context, p sim.Part) bool {
	in, found := m.inspects, false
	switch bad := cx.Spoiled(p); {
	case m.skips:
	case bad:
		found = in.finds >= 1 || cx.ChanceOf(in.finds, p, toBeFound)
	default:
		found = in.falseReject > 0 && cx.ChanceOf(in.falseReject, p, toBeTakenForBad)
	}
	if quality := cx.Seen(p); quality != sim.Unseen {
		found = quality == sim.SeenScrap
	}
	if found && len(in.warns) > 0 && !m.reports {
		m.reports = true
		cx.BeginFor(m.feedback, in.delay)
	}
	return found
}

// report tells those whose parts were found bad.
func (m *machine) report(cx sim.Context) {
	m.reports = false
	for _, id := range m.inspects.warns {
		cx.Warn(id)
	}
}

// spoil gives a part the defect that it gets here, which nobody sees: by the share of good times, or by that of a process
// that has drifted.
func (m *machine) spoil(cx sim.Context, p sim.Part) {
	s := m.defects[cx.Op(p)]
	if m.drifted {
		s = max(s, m.driftDefects)
	}
	if s > 0 && cx.ChanceOf(s, p, toBeSpoiled) {
		cx.Spoil(p)
	}
}

// warned is told that parts of the machine were found bad: when it has drifted it is adjusted after the part in work.
func (u *upkeep) warned() {
	if u.drift >= 0 && u.drifted && u.service.now != u.drift {
		u.service.due |= 1 << u.drift
	}
}

// driftName is what the stop is called in which a machine that has drifted is adjusted.
const driftName = "adjust"

// inspecting settles what an inspection finds.
func (b *builder) inspecting(p *Placed, w *works) error {
	w.driftDefects = p.Number("drift_defects")
	if p.Kind != "inspection" {
		return nil
	}
	in := &inspection{finds: 1, falseReject: p.Number("false_reject"), sample: 1, every: p.Count("sample_every"), delay: p.Span("feedback_delay")}
	if p.Has("finds") {
		in.finds = p.Number("finds")
	}
	if p.Has("sample") {
		in.sample = p.Number("sample")
	}
	for _, name := range p.Refs("feedback_to") {
		ids := b.ids([]string{name})
		if len(ids) == 0 {
			return fmt.Errorf("feedback_to: want a station that exists, have %q", name)
		}
		in.warns = append(in.warns, ids...)
	}
	w.inspects = in
	return nil
}
