package twin

import (
	"maps"
	"slices"
	"strings"
)

// A Source is what is known of one that sends signals, and of its clock.
type Source struct {
	Name    string
	Count   uint64 // signals of it that were applied
	Missing uint64 // numbers between its lowest and its highest that have not come
	SetBack uint64 // times that its clock was set back: a later number with an earlier time
}

// A clockOf is what is known of the clock of one source.
type clockOf struct {
	seq, first, most, count, back uint64
	behind                        bool
}

// tick notes that a source has spoken. Signals come in the order of their times: a number that is lower than one before means that
// the clock was set back in between.
func (c *clockOf) tick(seq uint64) {
	switch {
	case c.count == 0:
		c.first, c.most = seq, seq
	case seq < c.seq:
		if !c.behind {
			c.back++
		}
		c.behind = true
	default:
		c.behind = c.behind && seq < c.most
	}
	c.seq, c.first, c.most = seq, min(c.first, seq), max(c.most, seq)
	c.count++
}

// tick notes who has spoken.
func (m *Mirror) tick(s *Signal) {
	i, ok := m.sources[s.Source]
	if !ok {
		i = len(m.sources)
		m.sources[s.Source] = i
	}
	for len(m.now.sources) <= i {
		m.now.sources = append(m.now.sources, clockOf{})
	}
	m.now.sources[i].tick(s.Seq)
}

// Sources lists who has sent signals that were applied, by name.
func (m *Mirror) Sources() []Source {
	var list []Source
	for _, name := range slices.SortedFunc(maps.Keys(m.sources), strings.Compare) {
		i := m.sources[name]
		if i >= len(m.now.sources) || m.now.sources[i].count == 0 {
			continue
		}
		c := &m.now.sources[i]
		list = append(list, Source{Name: name, Count: c.count, Missing: c.most - c.first + 1 - c.count, SetBack: c.back})
	}
	return list
}
