package twin

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A Table says what each tag of a plant means on one line. It never changes.
type Table struct {
	Plant    *plant.Plant
	Meanings []Meaning // by tag
	tags     map[string]int
}

// A Meaning is what one tag means on a line: a [plant.Signal], with whom it speaks of found.
type Meaning struct {
	plant.Signal
	Nodes    []sim.ID  // whom it speaks of: one, or each of several machines at one place
	Ring     sim.Timer // of what counts rings and of down: the timer
	Repair   sim.Timer // of down, and of state where there is a failure mode: what rings when it is over
	Fails    bool      // down and state: Ring and Repair are those of a failure mode
	products map[string]int
	ways     map[string]sim.ID
	states   map[string]States
}

// NewTable makes the table of a line: as the scenario says, or, when it says nothing, the default one ([DefaultSignals]). Each
// element and timer that this line does not have (a plan may have removed it) is told.
func NewTable(p *plant.Plant, signals []plant.Signal) (*Table, error) {
	if len(signals) == 0 {
		signals = DefaultSignals(p)
	}
	t := &Table{Plant: p, tags: make(map[string]int, len(signals))}
	var errs []error
	for i := range signals {
		m, err := meaning(p, &signals[i])
		if err != nil {
			errs = append(errs, fmt.Errorf("signal %q: %w", signals[i].Tag, err))
			continue
		}
		t.Meanings = append(t.Meanings, m)
	}
	slices.SortFunc(t.Meanings, func(a, b Meaning) int { return cmp.Compare(a.Tag, b.Tag) })
	for i := range t.Meanings {
		t.tags[t.Meanings[i].Tag] = i
	}
	return t, errors.Join(errs...)
}

// Find returns the meaning of a tag by its place in Meanings.
func (t *Table) Find(tag string) (int, bool) {
	i, ok := t.tags[tag]
	return i, ok
}

// Strange says of a tag that the table does not have that it does not, and which are nearest.
func (t *Table) Strange(tag string) error {
	return fmt.Errorf("want a tag of the table of signals, have %q; nearest are %s", tag, strings.Join(t.Nearest(tag), ", "))
}

// Nearest are the tags of the table that are nearest to another, the nearest first.
func (t *Table) Nearest(tag string) []string {
	const shown = 5
	names := make([]string, 0, len(t.Meanings))
	for i := range t.Meanings {
		names = append(names, t.Meanings[i].Tag)
	}
	return nearest(tag, names, shown)
}

// meaning finds whom a signal speaks of.
func meaning(p *plant.Plant, s *plant.Signal) (Meaning, error) {
	m := Meaning{Signal: *s}
	e, ok := p.Find(s.Element)
	if !ok {
		return m, fmt.Errorf("want an element of this line, have %q", s.Element)
	}
	m.Nodes = e.IDs
	if s.Unit > len(e.IDs) {
		return m, fmt.Errorf("want one of the %d of %s, have %d", len(e.IDs), s.Element, s.Unit)
	}
	if s.Unit > 0 {
		m.Nodes = e.IDs[s.Unit-1 : s.Unit]
	}
	if s.Means == "arrived" && e.Role != plant.Entry { // whoever counts what comes counts what the machine before has sent
		before, ok := p.OnlyStationBefore(e.IDs[0])
		if !ok {
			return m, fmt.Errorf("want a source, or a place that one machine alone leads to, have %q", s.Element)
		}
		m.Means, m.Nodes = "good", []sim.ID{before}
	}
	if err := m.findTimer(p, e); err != nil {
		return m, err
	}
	m.learn(p)
	return m, nil
}

// findTimer finds the timers that a signal is about.
func (m *Meaning) findTimer(p *plant.Plant, e *plant.Placed) error {
	name := m.Timer
	switch m.Means {
	case "finished":
		name = "work"
	case "arrived":
		name = "arrival"
	case "down", "state":
		i := 0
		if m.Failure != "" {
			i = slices.IndexFunc(e.Failures, func(f plant.Failure) bool { return f.Name == m.Failure })
		}
		if i >= 0 && i < len(e.Modes) {
			m.Fails, m.Ring, m.Repair = true, e.Modes[i].Uptime, e.Modes[i].Repair
		} else if m.Failure != "" || m.Means == "down" {
			return fmt.Errorf("want a failure mode of %s, have %q", m.Element, m.Failure)
		}
		return nil
	case "rang":
	default:
		return nil
	}
	i := slices.IndexFunc(p.Timers(m.Nodes[0]), func(t sim.TimerSpec) bool { return t.Name == name })
	if i < 0 {
		return fmt.Errorf("want a timer of %s, have %q", m.Element, name)
	}
	m.Ring = sim.Timer(i)
	return nil
}

// learn makes the dictionaries of what the plant says.
func (m *Meaning) learn(p *plant.Plant) {
	switch m.Means {
	case "product", "arrived":
		m.products = map[string]int{}
		for i, product := range p.Model.Products {
			m.products[product.Name] = i
		}
		for said, name := range m.Products {
			m.products[said] = m.products[name]
		}
	case "branch":
		m.ways = map[string]sim.ID{}
		for _, node := range m.Nodes {
			for _, to := range p.Layout.Nodes[node].To {
				m.ways[p.Layout.Nodes[to].Name] = to
			}
		}
		for i := range p.Elements { // an element of several machines by its own name: the first of them
			if e := &p.Elements[i]; len(e.IDs) > 1 {
				if _, ok := m.ways[p.Layout.Nodes[e.IDs[0]].Name]; ok {
					m.ways[e.Name] = e.IDs[0]
				}
			}
		}
		for said, name := range m.Ways {
			if to, ok := m.ways[name]; ok {
				m.ways[said] = to
			}
		}
	case "state":
		m.states = map[string]States{}
		for said, word := range m.States {
			m.states[said] = statesOf(word)
		}
	}
}

// nearest lists the names that are nearest to what was written: those that share most of their letters in order first.
func nearest(written string, names []string, most int) []string {
	const long = 64
	if len(written) > long {
		written = written[:long]
	}
	written = strings.ToLower(written)
	far := make(map[string]int, len(names))
	for _, name := range names {
		short := strings.ToLower(name[:min(len(name), long)])
		far[name] = len(written) + len(short) - 2*common(written, short)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	return names[:min(most, len(names))]
}

// common is the length of the longest common subsequence of two words.
func common(a, b string) int {
	last, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for i := range len(a) {
		for j := range len(b) {
			if a[i] == b[j] {
				row[j+1] = last[j] + 1
			} else {
				row[j+1] = max(row[j], last[j+1])
			}
		}
		last, row = row, last
	}
	return last[len(b)]
}
