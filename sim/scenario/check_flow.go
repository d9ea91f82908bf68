package scenario

import (
	"math"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// checkWays checks what an element says of its ways onwards.
func (d *draft) checkWays() {
	for _, e := range d.elements {
		s := &e.spec
		shares, own := e.node.get("shares"), e.node.get("to_by_product")
		choose := s.Text("choose")
		switch {
		case shares != nil && choose != "random":
			d.tell(shares, `want shares only with choose = "random", have choose = %q`, choose)
		case own != nil && choose != "product":
			d.tell(own, `want to_by_product only with choose = "product", have choose = %q`, choose)
		case choose == "product" && own == nil:
			d.tellOf(e.node, "to_by_product", `want where products go, such as { sport = ["b"] }, since choose is "product", have nothing`)
		case choose == "random" && shares == nil:
			d.tellOf(e.node, "shares", `want a share for each of to, since choose is "random", have nothing`)
		case choose == "random":
			d.checkShares(shares, s)
		}
	}
}

func (d *draft) checkShares(at *node, s *plant.Spec) {
	shares, to := s.Numbers("shares"), s.Refs("to")
	if shares == nil || to == nil {
		return
	}
	total := 0.0
	for _, x := range shares {
		total += x
	}
	switch {
	case len(shares) != len(to):
		d.tell(at, "want a share for each of to, which are %d, have %d", len(to), len(shares))
	case math.Abs(total-1) > 1e-9:
		d.tell(at, "want shares that sum to 1, have %v", rounded(total))
	}
}

// checkFlow checks that parts come in, get everywhere and get out, and do not go round in no time.
func (d *draft) checkFlow() {
	line := d.tree.get("line")
	if line == nil || line.table == nil {
		return
	}
	if !d.some(plant.Entry) {
		d.tell(line, "want at least one element of the kind source, have none")
	}
	if !d.some(plant.Exit) {
		d.tell(line, "want at least one element of the kind sink, have none")
	}
	on, back := map[string][]string{}, map[string][]string{}
	var entries, exits []string
	for _, e := range d.elements {
		name := e.spec.Name
		for _, way := range d.waysOf(e) {
			on[name] = append(on[name], way)
			back[way] = append(back[way], name)
		}
		switch e.kind.Role {
		case plant.Entry:
			entries = append(entries, name)
		case plant.Exit:
			exits = append(exits, name)
		default:
		}
	}
	reached, leaving := reach(entries, on), reach(exits, back)
	for _, e := range d.elements {
		if e.kind.Role != plant.Pool && e.kind.Role != plant.Feeder && len(entries) > 0 && !reached[e.spec.Name] {
			d.note(e.node, "no part ever comes here: no way from a source leads to it")
		}
	}
	if len(exits) > 0 {
		d.checkTraps(on, back, func(e *element) bool {
			return e.kind.Role != plant.Pool && reached[e.spec.Name] && !leaving[e.spec.Name]
		})
	}
	d.checkLoops(on)
}

// checkTraps tells of each set of elements that parts go round in for ever, at the last of them. That those who lead to
// them have no way out either is a consequence, which is not told.
func (d *draft) checkTraps(on, back map[string][]string, caught func(*element) bool) {
	told := map[string]bool{}
	for _, start := range d.elements {
		if !caught(start) || told[start.spec.Name] {
			continue
		}
		var trap []string
		last, before := start, map[string]bool{}
		for deeper := true; deeper; {
			inside := reach([]string{last.spec.Name}, on)
			before = reach([]string{last.spec.Name}, back)
			trap, deeper = nil, false
			for _, e := range slices.Backward(d.elements) {
				if name := e.spec.Name; inside[name] && before[name] {
					trap = append(trap, name)
				} else if inside[name] {
					last, deeper = e, true
					break
				}
			}
		}
		slices.Reverse(trap)
		for name := range before {
			told[name] = true
		}
		at := d.find(trap[len(trap)-1]).onward()
		d.tell(at, "want a way to a sink, have none: parts that come to %s never leave", nearest("", trap))
	}
}

func (d *draft) some(role plant.Role) bool {
	return slices.ContainsFunc(d.elements, func(e *element) bool { return e.kind.Role == role })
}

// reach is all that can be got to from some elements.
func reach(from []string, ways map[string][]string) map[string]bool {
	reached, next := map[string]bool{}, slices.Clone(from)
	for len(next) > 0 {
		name := next[len(next)-1]
		next = next[:len(next)-1]
		if !reached[name] {
			reached[name] = true
			next = append(next, ways[name]...)
		}
	}
	return reached
}

// checkLoops tells of loops in which a part could go round and round without any time passing.
func (d *draft) checkLoops(on map[string][]string) {
	quick := map[string]*element{}
	for _, e := range d.elements {
		if e.kind.Role == plant.Waiting || e.kind.Role == plant.Station && d.takesNoTime(e) {
			quick[e.spec.Name] = e
		}
	}
	const open, closed = 1, 2
	state := map[string]int{}
	var trail []string
	var visit func(name string)
	visit = func(name string) {
		state[name] = open
		trail = append(trail, name)
		for _, way := range on[name] {
			switch {
			case quick[way] == nil:
			case state[way] == open:
				loop := append(slices.Clone(trail[slices.Index(trail, way):]), way)
				d.tell(quick[name].onward(), "want some time to pass in every loop, have none in %s", strings.Join(loop, " > "))
			case state[way] == 0:
				visit(way)
			}
		}
		trail = trail[:len(trail)-1]
		state[name] = closed
	}
	for _, e := range d.elements {
		if name := e.spec.Name; quick[name] != nil && state[name] == 0 {
			visit(name)
		}
	}
}

// takesNoTime tells whether a part of some product may pass a machine in no time at all.
func (d *draft) takesNoTime(e *element) bool {
	handling := 0.0 // by a robot, in the place of load and unload
	if robot := d.find(e.spec.Text("robot")); robot != nil {
		for _, key := range []string{"pick", "place", "travel"} {
			if law := robot.spec.Chance(key); law != nil {
				handling += law.Mean()
			}
		}
	}
	names := []string{""}
	if len(d.products) > 0 {
		names = names[:0]
		for i := range d.products {
			names = append(names, d.products[i].model.Name)
		}
	}
	m := plant.Model{Products: d.routed}
	for _, product := range names {
		ops := m.OpsAt(e.spec.Name, product)
		if len(ops) == 0 && d.does(e.spec.Name) {
			continue // it comes to be mended at most
		}
		for _, total := range m.Works(&e.spec, product) {
			if handling+total < shortest {
				return true
			}
		}
	}
	return false
}

// onward is where an element says its ways, or itself where it says none.
func (e *element) onward() *node {
	if n := e.node.get("to"); n != nil {
		return n
	}
	return e.node
}
