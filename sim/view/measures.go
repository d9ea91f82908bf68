package view

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tweeling/sim/scenario"
)

// Toggle switches a measure on or off. The line with the new set of measures runs in the background; it takes the place
// of the other as soon as it can be drawn at the present time.
func (w *Show) Toggle(measure int) error {
	if measure < 0 || measure >= len(w.on) {
		return nil
	}
	on := slices.Clone(w.on)
	on[measure] = !on[measure]
	s, plan, err := w.planOf(on)
	if err == nil {
		var d *side
		if d, err = w.side("after", s, plan); err == nil {
			if w.next != nil {
				w.next.close()
			}
			w.next, w.on = d, on
			if len(w.sides) > 1 {
				w.sides[1].many.close() // it will not be looked at again, and the switch wants the processors
			}
			return nil
		}
	}
	if mistakes, ok := errors.AsType[scenario.Mistakes](err); ok && len(mistakes) > 0 {
		err = errors.New(mistakes[0].Text)
	}
	w.say(err.Error())
	return err
}

// planOf finds the plan with just these measures, or makes one.
func (w *Show) planOf(on []bool) (*scenario.Scenario, string, error) {
	var names []string
	for i, m := range w.scenario.Measures {
		if on[i] {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return w.scenario, scenario.AsIs, nil
	}
	for _, p := range w.scenario.Plans {
		if len(p.Measures) == len(names) && !slices.ContainsFunc(p.Measures, func(m string) bool { return !slices.Contains(names, m) }) {
			return w.scenario, p.Name, nil
		}
	}
	files := slices.Clone(w.scenario.Files)
	files[0].Text = fmt.Appendf(slices.Clone(files[0].Text), "\n[plan.%s]\nmeasures = [\"%s\"]\n", switched, strings.Join(names, `", "`))
	s, err := scenario.Reread(files)
	return s, switched, err
}

// switched is the name of a plan that is made by switching measures.
const switched = "switched-here"

// swap takes over the line with other measures once it can be drawn.
func (w *Show) swap() {
	if w.next == nil {
		return
	}
	t := w.next.stage.opens + w.clock
	w.next.track.reach(t)
	until, over := w.next.track.ready()
	w.next.track.mu.Lock()
	some := len(w.next.track.hours) > 0
	w.next.track.mu.Unlock()
	if until < t && !over || !some && !over {
		return
	}
	if len(w.sides) > 1 {
		w.sides[1].close()
		w.sides[1] = w.next
	} else {
		w.sides = append(w.sides, w.next)
	}
	w.next = nil
}

// Switching tells whether a switch has been made whose line cannot be drawn yet.
func (w *Show) Switching() bool { return w.next != nil }

// say shows a message for some seconds.
func (w *Show) say(text string) {
	w.message, w.messageLeft = text, 6*time.Second
}
