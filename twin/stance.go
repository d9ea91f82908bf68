package twin

import (
	"slices"

	"tweeling/sim"
)

// A stance is all that signals have led to. It is copied at every checkpoint.
type stance struct {
	line    *sim.Line
	taken   uint64 // signals applied
	last    []Last // by meaning
	claims  []claim
	counts  []Counts // by node
	owed    []int    // by node: parts that are counted but have not come by a whole lot yet
	spoilt  []int    // by node: parts that were found to be scrap before their signal was applied
	seen    []sim.Time
	sources []clockOf
	drifts  []drift // by what is watched
	refits  []Refit
	quiet   silences
	found   int // parts put in since the books began that were there when the mirror did
	total   Strangeness
	unknown string // the tag of the last signal of one that means nothing here
	wrong   string // what was wrong with the last signal that was not understood
}

// Counts are the contradictions of one element: where the line was put right, since the plant said otherwise.
type Counts struct {
	Forced    int // a timer rang that did not run here
	Refused   int // a timer was said to ring, and the line could make nothing of it
	Put       int // parts that had to be put in for that
	Taken     int // parts that had to be taken out
	Levelled  int // parts put in or taken out since a level was said to be otherwise
	Disagreed int // a state was said that is not the line's
}

// Sum is how many contradictions there are in all; what was put in and taken out is part of what it was for.
func (c Counts) Sum() int { return c.Forced + c.Refused + c.Levelled + c.Disagreed }

// Strangeness counts signals that say nothing, or less than they seem to.
type Strangeness struct {
	Unknown uint64 // of tags that mean nothing here
	Wrong   uint64 // with values that cannot be understood
	Resets  uint64 // counters that fell
}

func newStance(l *sim.Line, t *Table) stance {
	n := l.Len()
	s := stance{line: l, last: make([]Last, len(t.Meanings)), counts: make([]Counts, n), owed: make([]int, n), spoilt: make([]int, n), seen: make([]sim.Time, n),
		quiet: newSilences(len(t.Meanings), l.Now())}
	for i := range s.seen {
		s.seen[i] = -1
	}
	return s
}

func (s *stance) clone() stance {
	c := *s
	c.line = s.line.Clone()
	c.last, c.claims, c.counts = slices.Clone(s.last), slices.Clone(s.claims), slices.Clone(s.counts)
	c.quiet = s.quiet.clone()
	c.drifts, c.refits = slices.Clone(s.drifts), slices.Clip(s.refits)
	for i := range c.drifts {
		c.drifts[i].recent = slices.Clip(c.drifts[i].recent)
	}
	c.owed, c.spoilt, c.seen, c.sources = slices.Clone(s.owed), slices.Clone(s.spoilt), slices.Clone(s.seen), slices.Clone(s.sources)
	return c
}

// fingerprint mixes all but the line with that of the line.
func (s *stance) fingerprint(h uint64, sources []Source) uint64 {
	add := func(x uint64) { h = (h ^ x) * 0x100000001B3; h ^= h >> 29 }
	add(s.taken)
	for i := range s.last {
		add(uint64(int64(s.last[i].Value)))
	}
	for _, c := range s.counts {
		for _, n := range [...]int{c.Forced, c.Refused, c.Put, c.Taken, c.Levelled, c.Disagreed} {
			add(uint64(n))
		}
	}
	for _, r := range s.refits {
		add(uint64(r.Cause.ID))
		add(uint64(r.At.UnixNano()))
	}
	for _, q := range s.quiet.list {
		add(uint64(q.To.UnixNano()))
		add(q.Missed)
	}
	for _, c := range sources {
		add(c.Count)
		add(c.SetBack)
		add(c.Missing)
	}
	for _, x := range [...]uint64{s.total.Unknown, s.total.Wrong, s.total.Resets} {
		add(x)
	}
	return h
}

// Plus adds the contradictions of another.
func (c Counts) Plus(o Counts) Counts {
	return Counts{c.Forced + o.Forced, c.Refused + o.Refused, c.Put + o.Put, c.Taken + o.Taken, c.Levelled + o.Levelled, c.Disagreed + o.Disagreed}
}
