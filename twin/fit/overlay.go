package fit

import (
	"slices"

	"tweeling/sim/pen"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// Kept is a value that a scenario goes on to have as it was, and why.
type Kept struct {
	Path string
	Why  string // a key of the catalogue of words
}

// Overlay writes what a recorder has seen of a line as a scenario that extends that of the line: the laws that were found in the
// place of those that were guessed, with their proof. What was seen a few times takes the place of a guess too, with how little
// it knows: a guess that nobody doubts would make forecasts too sure. It stays as it was where the file knows it better, from
// elsewhere; and so does what was never seen, or cannot be told apart from other times. That is told.
func (m *Model) Overlay(w *words.Words, base string, of *plant.Model, known []scenario.Evidence, source string) (text []byte, kept []Kept) {
	p := &page{Model: m, Page: pen.NewPage(w), keys: map[string]string{}, taken: map[string]bool{}, source: source}
	p.day = m.Log.To.Time().Format("2006-01-02")
	p.Comment("fit.overlay", base, w.Date(m.Log.From.Time()), w.Date(m.Log.To.Time()))
	p.Put("")
	p.Put("extends = %s", pen.Quote(base))
	for i := range of.Elements {
		spec := &of.Elements[i]
		k := slices.IndexFunc(m.Stations, func(s *Station) bool { return s.Name == spec.Name })
		if spec.Kind != "machine" {
			continue
		}
		if k < 0 {
			kept = append(kept, Kept{"line." + spec.Name, "fit.kept.unseen"})
			continue
		}
		kept = append(kept, p.over(m.Stations[k], spec, better(known))...)
	}
	p.Put("\n[evidence]")
	slices.Sort(p.evidence)
	for _, e := range p.evidence {
		p.Put("%s", e)
	}
	return p.Bytes(), kept
}

// better tells whether a file knows a value better than a few times would tell: it was measured, in a log too.
func better(known []scenario.Evidence) func(path string) bool {
	return func(path string) bool {
		return slices.ContainsFunc(known, func(e scenario.Evidence) bool { return e.Path == path && (e.Grade == "measured" || e.Grade == "log") })
	}
}

const (
	leastTimes = 3  // of a law of times that is not one of life
	leastParts = 30 // of a share
)

// over writes what was found of one station over what the scenario says of it.
func (p *page) over(s *Station, spec *plant.Spec, known func(path string) bool) (kept []Kept) {
	path := "line." + spec.Name
	begun := false
	begin := func() {
		if !begun {
			p.Put("\n[%s]", path)
		}
		begun = true
	}
	keep := func(key, why string) { kept = append(kept, Kept{path + "." + key, why}) }
	put := func(key string, c *Choice) {
		begin()
		p.Put("%s = %q # %s", key, lawText(c.Dist), p.Words.Say("fit.of", p.count(c.N), p.verdict(c)))
		p.prove(path+"."+key, c)
	}
	// some tells whether a law was seen often enough to take the place of another.
	some := func(key string, c *Choice, least int) bool {
		switch {
		case c == nil || c.N == 0:
			keep(key, "fit.kept.never")
		case c.N < least:
			keep(key, "fit.kept.few")
		case c.N < fewest && known(path+"."+key):
			keep(key, "fit.kept.known")
		default:
			return true
		}
		return false
	}
	switch {
	case spec.Has("load") || spec.Has("unload") || spec.Has("load_by_product") || spec.Has("unload_by_product") || spec.Has("robot"):
		keep("cycle", "fit.kept.loads")
	case some("cycle", s.Cycle, leastTimes):
		put("cycle", s.Cycle)
		p.byProduct(s, path)
	}
	if spec.Has("setup") && !s.Within && some("setup", s.Setup, leastTimes) {
		put("setup", s.Setup)
	}
	for i := range spec.Failures {
		f := &spec.Failures[i]
		at := "failure." + f.Name
		k := slices.IndexFunc(s.Failures, func(o Failure) bool { return o.Name == f.Name })
		if k < 0 {
			keep(at, "fit.kept.never")
			continue
		}
		if f.Clock != "" && f.Clock != "operating" || f.Availability > 0 {
			keep(at+".uptime", "fit.kept.clock")
		} else if some(at+".uptime", s.Failures[k].Uptime, 1) {
			put(at+".uptime", s.Failures[k].Uptime)
		}
		if some(at+".repair", s.Failures[k].Repair, 1) {
			put(at+".repair", s.Failures[k].Repair)
		}
	}
	switch {
	case s.Judged == nil || !spec.Has("scrap"):
	case s.Judged.All < leastParts:
		keep("scrap", "fit.kept.few")
	default:
		begin()
		p.spoilt(s.Judged, path)
	}
	return kept
}
