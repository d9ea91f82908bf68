package fit

import (
	"slices"

	"tweeling/sim/pen"
	"tweeling/sim/plant"
	"tweeling/sim/words"
)

// Kept is a value that a scenario goes on to have as it was, and why.
type Kept struct {
	Path string
	Why  string // a key of the catalogue of words
}

// Overlay writes what a recorder has seen of a line as a scenario that extends that of the line: the laws that were found in the
// place of those that were guessed, with their proof. What was seen too seldom, or cannot be told apart from other times,
// stays as it was; that is told.
func (m *Model) Overlay(w *words.Words, base string, of *plant.Model, source string) (text []byte, kept []Kept) {
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
		kept = append(kept, p.over(m.Stations[k], spec)...)
	}
	p.Put("\n[evidence]")
	slices.Sort(p.evidence)
	for _, e := range p.evidence {
		p.Put("%s", e)
	}
	return p.Bytes(), kept
}

// over writes what was found of one station over what the scenario says of it.
func (p *page) over(s *Station, spec *plant.Spec) (kept []Kept) {
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
	switch {
	case s.Cycle == nil || s.Cycle.N < fewest:
		keep("cycle", "fit.kept.few")
	case spec.Has("load") || spec.Has("unload") || spec.Has("load_by_product") || spec.Has("unload_by_product") || spec.Has("robot"):
		keep("cycle", "fit.kept.loads")
	default:
		put("cycle", s.Cycle)
		p.byProduct(s, path)
	}
	switch {
	case s.Setup == nil || s.Within:
	case !spec.Has("setup") || s.Setup.N < fewest:
		keep("setup", "fit.kept.few")
	default:
		put("setup", s.Setup)
	}
	for i := range spec.Failures {
		f := &spec.Failures[i]
		k := slices.IndexFunc(s.Failures, func(o Failure) bool { return o.Name == f.Name })
		switch {
		case k < 0 || s.Failures[k].Uptime.N < fewest:
			keep("failure."+f.Name, "fit.kept.few")
		case f.Clock != "" && f.Clock != "operating" || f.Availability > 0:
			keep("failure."+f.Name+".uptime", "fit.kept.clock")
			put("failure."+f.Name+".repair", s.Failures[k].Repair)
		default:
			put("failure."+f.Name+".uptime", s.Failures[k].Uptime)
			put("failure."+f.Name+".repair", s.Failures[k].Repair)
		}
	}
	if s.Scrap != nil && spec.Has("scrap") && s.Scrap.All >= 100 {
		begin()
		p.scrap(s, path)
	}
	return kept
}
