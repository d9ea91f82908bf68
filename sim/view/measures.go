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
	if measure < 0 || measure >= len(w.on) || w.live != nil {
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
				if w.sides[1].worth != nil {
					w.sides[1].worth.close()
				}
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

// coming are the sides that will take the place of others.
func (w *Show) coming() []*side {
	if w.anew != nil {
		return w.anew.sides
	}
	if w.next != nil {
		return []*side{w.next}
	}
	return nil
}

// swap takes over lines with other measures, or of a scenario that was read anew, once they can be drawn.
func (w *Show) swap() {
	list := w.coming()
	for _, d := range list {
		t := min(d.stage.opens+w.clock, d.stage.ends)
		d.track.reach(t)
		until, over := d.track.ready()
		d.track.mu.Lock()
		some := len(d.track.hours) > 0
		d.track.mu.Unlock()
		if !over && (until < t || !some) {
			return
		}
	}
	switch {
	case w.anew != nil:
		for _, d := range w.sides {
			d.close()
		}
		if w.next != nil {
			w.next.close()
		}
		w.scenario, w.sides, w.on, w.reps, w.seed, w.hall = w.anew.scenario, w.anew.sides, w.anew.on, w.anew.reps, w.anew.seed, w.anew.hall
		said := w.anew.message
		w.anew, w.next = nil, nil
		w.charted, w.pickSide = min(w.charted, int8(len(w.sides)-1)), min(w.pickSide, int8(len(w.sides)-1))
		w.follow = 0
		w.Seek(w.clock)
		w.say(w.words.Say("view.reloaded"))
		if said != "" {
			w.say(said) // of its background
		}
	case len(list) > 0 && len(w.sides) > 1:
		w.sides[1].close()
		w.sides[1], w.next = w.next, nil
	case len(list) > 0:
		w.sides, w.next = append(w.sides, w.next), nil
	}
}

// Reload reads the scenario anew and lets its lines run; they take the place of those shown once they can be drawn. What
// is wrong in it is shown, and the old ones go on.
func (w *Show) Reload() {
	if w.opt.Reload == nil {
		return
	}
	s, err := w.opt.Reload()
	if err == nil {
		opt := w.opt
		opt.At, opt.Lang = w.clock, w.words.Lang
		if len(w.sides) > 1 && slices.Contains(s.PlanNames(), w.sides[1].plan) {
			opt.Plan = w.sides[1].plan
		} else if !slices.Contains(s.PlanNames(), opt.Plan) {
			opt.Plan = ""
		}
		var anew *Show
		if anew, err = New(s, opt); err == nil {
			if w.anew != nil {
				w.anew.Close()
			}
			w.anew = anew
			return
		}
	}
	if mistakes, ok := errors.AsType[scenario.Mistakes](err); ok {
		var lines []string
		for _, m := range mistakes {
			lines = append(lines, m.Error())
		}
		w.say(strings.Join(lines, "\n"))
		return
	}
	w.say(err.Error())
}

// Switching tells whether lines are on their way that cannot be drawn yet.
func (w *Show) Switching() bool { return w.next != nil || w.anew != nil }

// say shows a message for some seconds.
func (w *Show) say(text string) {
	w.message, w.messageLeft = text, 6*time.Second
}
