package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tweeling/sim/plant"
)

// signals reads what the tags of the real line mean, by name. They speak of the line as it is, which d is the draft of.
func (d *draft) signals(n *node) []plant.Signal {
	if n == nil {
		return nil
	}
	before := d.found.hits
	d.refs = nil // what was read before is checked
	d.eachNamed(n, maxSignals, validTag, func(string, *node) {})
	var list []plant.Signal
	nodes := map[string]*node{}
	for _, tag := range n.sorted() {
		child := n.table[tag]
		if child.table == nil || validTag(tag) != nil {
			continue
		}
		p := d.part(&element{spec: plant.Spec{Name: "signal." + tag}}, child, plant.SignalKeys)
		list = append(list, signalOf(tag, p))
		nodes[tag] = child
	}
	d.checkReferences()
	if d.found.hits > before {
		return nil
	}
	built, err := plant.Build(&d.model)
	if err != nil {
		return nil // told with the line
	}
	seen := map[string]string{}
	for i := range list {
		d.checkSignal(built, &list[i], nodes[list[i].Tag])
		d.checkTwice(seen, &list[i], nodes[list[i].Tag])
	}
	return list
}

// validTag says what is wrong with the name of a signal, nil when nothing is. Plants have long ones with dots and slashes.
func validTag(tag string) error {
	const longest = 256
	switch {
	case tag == "" || len(tag) > longest:
		return fmt.Errorf("want a tag of 1 to %d bytes, have %d", longest, len(tag))
	case strings.ContainsFunc(tag, unicode.IsControl) || strings.TrimSpace(tag) != tag:
		return fmt.Errorf("want a tag without control characters, and without spaces at its ends, have %q", tag)
	}
	return nil
}

func signalOf(tag string, p *element) plant.Signal {
	s := plant.Signal{
		Tag: tag, Element: p.spec.Text("element"), Unit: p.spec.Count("unit"), Means: p.spec.Text("means"), Timer: p.spec.Text("timer"),
		Failure: p.spec.Text("failure"), Counts: p.spec.Text("counts"), WrapsAt: p.spec.Number("wraps_at"), Within: p.spec.Span("within"),
	}
	if p.spec.Has("from") {
		from := p.spec.Number("from")
		s.From = &from
	}
	s.States, _ = p.spec.Values["states"].(map[string]string)
	s.Products, _ = p.spec.Values["products"].(map[string]string)
	s.Ways, _ = p.spec.Values["ways"].(map[string]string)
	return s
}

// translation reads a table from what the plant says to what that means here.
func (d *draft) translation(e *element, n *node, k *plant.Key) (map[string]string, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	to := map[string]string{}
	for _, said := range n.keys {
		child := n.table[said]
		var word string
		var ok bool
		if k.Options[0] == "state" {
			word, ok = d.option(child, plant.StateWords, nil)
		} else {
			word, ok = d.ref(e, child, k)
		}
		if ok {
			to[said] = word
		}
	}
	return to, true
}

// speaksOf are the kinds of element that each meaning is about; station stands for all that work on parts.
var speaksOf = map[string][]string{
	"finished": {"station"}, "good": {"station"}, "scrapped": {"station"}, "arrived": {"source", "station", "buffer", "sink"},
	"down": {"station", "robot"}, "state": {"station", "robot"}, "level": {"buffer", "source"}, "product": {"source", "station"},
	"branch": {"source", "station", "buffer"},
}

// spoken lists the kinds that a meaning is about; nil: any.
func spoken(means string) []string {
	var kinds []string
	for _, kind := range speaksOf[means] {
		if kind != "station" {
			kinds = append(kinds, kind)
			continue
		}
		for i := range plant.Kinds {
			if plant.Kinds[i].Role == plant.Station {
				kinds = append(kinds, plant.Kinds[i].Name)
			}
		}
	}
	return kinds
}

// onlyWith are the keys that say something with some meanings only.
var onlyWith = []struct {
	key   string
	means []string
}{
	{"timer", []string{"rang"}}, {"failure", []string{"down", "state"}}, {"states", []string{"state"}}, {"products", []string{"product", "arrived"}},
	{"ways", []string{"branch"}}, {"within", []string{"level", "state"}},
	{"counts", plant.Counters}, {"from", plant.Counters}, {"wraps_at", plant.Counters},
}

// checkSignal tells of what does not go together in one signal.
func (d *draft) checkSignal(built *plant.Plant, s *plant.Signal, n *node) {
	p, ok := built.Find(s.Element)
	if !ok {
		return
	}
	if kinds := spoken(s.Means); kinds != nil && !slices.Contains(kinds, p.Kind) {
		d.tell(n.get("element"), "want %s with means = %q, have %q, which is of the kind %s", oneOf(kinds), s.Means, s.Element, p.Kind)
		return
	}
	if s.Unit > len(p.IDs) {
		d.tell(n.get("unit"), "want one of the %d of %s, have %d", len(p.IDs), s.Element, s.Unit)
	}
	for _, only := range onlyWith {
		if child := n.get(only.key); child != nil && !slices.Contains(only.means, s.Means) {
			d.tell(child, "want it only with means = %s, have %q", quoted(only.means), s.Means)
		}
	}
	d.checkTimer(built, p, s, n)
	var modes []string
	for _, f := range p.Failures {
		modes = append(modes, f.Name)
	}
	switch {
	case s.Failure != "" && !slices.Contains(modes, s.Failure):
		d.tell(n.get("failure"), "want a failure mode of %s, have %q; there are %s", s.Element, s.Failure, orNone(nearest(s.Failure, modes)))
	case s.Means == "down" && len(modes) == 0:
		d.tell(n.get("means"), "want an element that fails, have %s, which has no failure mode", s.Element)
	}
	if s.Means == "arrived" && p.Kind != "source" {
		if _, ok := built.OnlyStationBefore(p.IDs[0]); !ok {
			d.tell(n.get("element"), "want a source, or a place that one machine alone leads to, have %q; count at the machines before it instead", s.Element)
		}
	}
}

// checkTimer tells of a timer that the element does not have.
func (d *draft) checkTimer(built *plant.Plant, p *plant.Placed, s *plant.Signal, n *node) {
	if s.Means != "rang" {
		return
	}
	var names []string
	for _, t := range built.Timers(p.IDs[0]) {
		names = append(names, t.Name)
	}
	switch {
	case s.Timer == "":
		d.tellOf(n, "timer", "want the timer that rang, have nothing; %s has %s", s.Element, orNone(strings.Join(names, ", ")))
	case !slices.Contains(names, s.Timer):
		d.tell(n.get("timer"), "want a timer of %s, have %q; there are %s", s.Element, s.Timer, orNone(nearest(s.Timer, names)))
	}
}

// checkTwice tells of two tags for one thing, which would count it twice.
func (d *draft) checkTwice(seen map[string]string, s *plant.Signal, n *node) {
	thing := fmt.Sprint(s.Element, " ", s.Unit, " ", s.Means, " ", s.Timer, " ", s.Failure)
	if other, ok := seen[thing]; ok {
		d.tell(n, "want one signal for one thing, have %q, which says the same; leave one out, or say unit", other)
		return
	}
	seen[thing] = s.Tag
}
