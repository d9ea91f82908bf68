package view

import (
	"slices"
	"strings"

	"tweeling/sim"
)

// standstill says line by line where a line got stuck, and who waits for what, in the words of [sim.Deadlock.Error].
func (d *drawing) standstill(dead *sim.Deadlock) string {
	w := d.words
	lines := []string{w.Say("view.deadlock", d.hour(dead.At, true), circleText(dead))}
	if !dead.Open && !slices.ContainsFunc(dead.Waits, func(w sim.Wait) bool { return w.For != sim.Room }) {
		return lines[0] + "\n" + w.Say("view.waits_full")
	}
	for i := range dead.Waits {
		next := ""
		if i+1 < len(dead.Names) {
			next = dead.Names[i+1]
		} else if !dead.Open {
			next = dead.Names[0]
		}
		lines = append(lines, d.waitsFor(dead.Names[i], &dead.Waits[i], next))
	}
	return strings.Join(lines, "\n")
}

// waitsFor says for what one waits, which the next keeps it from, or nobody.
func (d *drawing) waitsFor(who string, wait *sim.Wait, next string) string {
	w, what, loop := d.words, d.awaited(wait.What), d.loop(wait.Loop)
	switch parts := wait.For == sim.Parts || wait.For == sim.Turn; {
	case wait.For == sim.Parts && wait.Loop != "":
		return w.Say("view.waits_parts_card", who, what, loop, next)
	case parts && next == "":
		return w.Say("view.waits_parts_gone", who, what)
	case parts:
		return w.Say("view.waits_parts", who, what, next)
	case wait.For == sim.Card:
		return w.Say("view.waits_card", who, loop, next)
	case wait.For == sim.Power:
		return w.Say("view.waits_power", who, wait.What)
	case wait.For == sim.Still:
		return w.Say("view.waits_nothing", who, w.Say("state."+wait.What))
	case wait.For == sim.People && next == "":
		return w.Say("view.waits_nobody", who, what)
	case wait.For == sim.People:
		return w.Say("view.waits_people", who, what, next)
	case wait.For == sim.Taking:
		return w.Say("view.waits_taking", who, next)
	default:
		return w.Say("view.waits_room", who, next)
	}
}

// awaitedParts are the parts that have no name of their own, as machines say it.
var awaitedParts = [][2]string{
	{"parts", "view.awaited_parts"}, {"more parts", "view.awaited_more"}, {"a carrier", "view.awaited_carrier"},
	{"the part that comes next", "view.awaited_next"}, {"the part that a place is kept for", "view.awaited_kept"},
	{"more parts of its batch", "view.awaited_batch"}, {"more parts of one batch", "view.awaited_one"},
}

// awaited says in the language of the show what is waited for.
func (d *drawing) awaited(what string) string {
	for _, a := range awaitedParts {
		if a[0] == what {
			return d.words.Say(a[1])
		}
	}
	if order, ok := strings.CutPrefix(what, "parts of order "); ok {
		return d.words.Say("view.awaited_order", order)
	}
	return what // a product, or people
}

// loop says the same of a loop of cards.
func (d *drawing) loop(name string) string {
	if ends, ok := strings.CutPrefix(name, "cards from "); ok {
		if from, to, ok := strings.Cut(ends, " to "); ok {
			return d.words.Say("view.awaited_cards", from, to)
		}
	}
	return name
}

func circleText(dead *sim.Deadlock) string {
	names := strings.Join(dead.Names, " ← ")
	if dead.Open {
		return names
	}
	return names + " ← " + dead.Names[0]
}
