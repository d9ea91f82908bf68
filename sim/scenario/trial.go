package scenario

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
)

const (
	trialEvents = 200       // of a trial; a scenario is read in a few milliseconds
	trialMore   = 50_000    // of one in which something takes no time
	trialRounds = 2_000_000 // of one instant, after which the trial takes it that it never ends
	maxWays     = 4_000_000 // from place to place
	maxChains   = 100_000   // ways through buffers that lead straight to buffers
	maxRoom     = 50_000_000
)

// A trial builds a draft in which nothing is wrong, and lets it run for a moment: what cannot be built or does not get on
// in time is told here rather than after all plans have run.
func (d *draft) trial() {
	if d.still || !d.small() {
		return
	}
	p, err := plant.Build(&d.model)
	if err != nil {
		d.cannotRun(err)
		return
	}
	line, err := p.Line(1, 0)
	if err == nil {
		err = line.Start()
	}
	if err == nil {
		events := uint64(trialEvents)
		if slices.ContainsFunc(d.elements, func(e *element) bool { return e.kind.Role == plant.Station && d.takesNoTime(e) }) {
			events = trialMore
		}
		err = runABit(line, d.run.Warmup+d.run.Horizon, events)
	}
	if err != nil {
		d.cannotRun(err)
	}
}

// runABit lets a line run. Where time stands still it looks longer, since the engine says only after many rounds that it
// will not go on.
func runABit(line *sim.Line, until sim.Time, events uint64) error {
	if done, err := line.RunSome(until, events); done || err != nil {
		return err
	}
	at := line.Now()
	if done, err := line.RunSome(until, events); done || err != nil || line.Now() > at {
		return err
	}
	before := line.Events()
	done, err := line.RunSome(at, trialRounds)
	if err == nil && !done && line.Events()-before >= trialRounds { // else it stopped because many parts came at once
		return &sim.Livelock{At: at}
	}
	return err
}

// small tells whether a line can be built in a short time and a little memory, and tells when not.
func (d *draft) small() bool {
	units, products := map[string]int{}, max(1, len(d.products))
	for _, e := range d.elements {
		units[e.spec.Name] = max(1, e.spec.Count("count"))
	}
	ways, room := 0, 0
	chains := map[string]int{}
	for _, e := range d.elements {
		out := 0
		for _, way := range d.waysOf(e) {
			out += units[way]
		}
		ways += units[e.spec.Name] * out * products
		if e.kind.Role == plant.Waiting {
			room += e.spec.Count("room")
			d.chains(e, chains)
		}
		if chains[e.spec.Name] > maxChains {
			d.tell(e.node, "want at most %d ways on through buffers that lead straight to buffers, have more", maxChains)
			return false
		}
	}
	switch {
	case ways > maxWays:
		d.tell(d.tree.get("line"), "want at most %d ways from place to place, counted for each product, have %d; let many that lead to many share a buffer", maxWays, ways)
	case room > maxRoom:
		d.tell(d.tree.get("line"), "want room for at most %d parts in all buffers together, have %d", maxRoom, room)
	default:
		return true
	}
	return false
}

// chains counts the ways from a buffer on through buffers only. There are no loops of them, which is told before.
func (d *draft) chains(e *element, known map[string]int) int {
	name := e.spec.Name
	if n, ok := known[name]; ok {
		return n
	}
	n := 1
	for _, way := range waysOf(&e.spec) {
		if to := d.find(way); to != nil && to.kind.Role == plant.Waiting {
			n = min(n+d.chains(to, known), 2*maxChains)
		}
	}
	known[name] = n
	return n
}

// cannotRun tells why a line cannot be built or run, at the element that the engine names.
func (d *draft) cannotRun(err error) {
	at := d.tree.get("line")
	if dead, ok := errors.AsType[*sim.Deadlock](err); ok { // by chance, so that it may go well another time
		d.note(at, "came to a standstill when it was tried: %v", dead)
		return
	}
	if live, ok := errors.AsType[*sim.Livelock](err); ok {
		d.still = true
		if e := d.unit(live.Name); e != nil {
			at = e.node
			if cycle := at.get("cycle"); cycle != nil {
				at = cycle
			}
		}
		d.tell(at, "want a time that is more than 0s, so that time goes on, have none: at %v %s begins and ends again and again", live.At, cmp.Or(live.Name, "something"))
		return
	}
	text := strings.TrimPrefix(err.Error(), "line: ")
	name, rest, _ := strings.Cut(text, " ")
	if e := d.unit(strings.TrimSuffix(name, ":")); e != nil {
		at = e.node
		if strings.HasSuffix(name, ":") {
			text = rest
		}
	}
	if e := d.unit(name); e != nil && strings.HasSuffix(text, "no machine between") {
		if to := e.node.get("to"); to != nil {
			at = to
		}
		d.tell(at, "want a machine between a source that is never empty and a place that is never full, have none (or let parts come by every)")
		return
	}
	d.tell(at, "want a line that can be built, have one that cannot: %s", text)
}

// unit finds an element by its name or by that of one of several machines in it, "press.2".
func (d *draft) unit(name string) *element {
	name, _, _ = strings.Cut(name, ".")
	return d.find(name)
}
