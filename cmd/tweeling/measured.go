package main

import (
	"fmt"
	"math"
	"strings"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// printMeasured holds the line as it is against what was measured, or says that nobody has.
func (c *cli) printMeasured(w *words.Words, r *experiment.Result) {
	list := r.Measured()
	if len(list) == 0 {
		key := "run.exploratory"
		if m := r.Scenario.Measured; r.Plans[0].Plan != experiment.AsIs && anyMeasured(m) {
			key = "measured.plan"
		}
		printWrapped(c.out, "", w.Say(key))
		return
	}
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, c.bold(measuredHeading(w, r.Scenario.Measured)))
	t := c.table()
	t.gap = 1
	t.head("", right(w.Say("measured.measured")), right(w.Say("measured.model")), right(w.Say("measured.difference")),
		right(w.Say("measured.expected")), "")
	for i := range list {
		if list[i].Why == "" {
			c.measuredRow(w, t, &list[i])
		}
	}
	within, of := experiment.Agreement(list)
	if of > 0 {
		t.print()
	}
	for i := range list {
		if h := &list[i]; h.Why != "" {
			printWrapped(c.out, "  ", w.Say("measured.not_compared", heldName(w, h), h.Why))
		}
	}
	c.printHeldWeeks(w, &list[0])
	switch {
	case of == 0:
		printWrapped(c.out, "", w.Say("run.exploratory"))
		return
	case within == of:
		printWrapped(c.out, "", w.Say("measured.agrees", of))
	default:
		printWrapped(c.out, "", w.Say("measured.disagrees", of-within, of))
	}
	printWrapped(c.out, "", w.Say("measured.expected_means", expectedOf(w, r, list)))
}

func anyMeasured(m scenario.Measured) bool {
	return len(m.GoodPartsPerWeek) > 0 || m.LeadTime > 0 || len(m.OEE) > 0
}

// measuredHeading says where the measurements come from, when the file does.
func measuredHeading(w *words.Words, m scenario.Measured) string {
	var source []string
	if m.From != "" {
		source = append(source, m.From)
	}
	switch m.How {
	case "counted":
		source = append(source, w.Say("measured.counted"))
	case "manual":
		source = append(source, w.Say("measured.manual"))
	}
	if len(source) == 0 {
		return w.Say("measured.heading")
	}
	return w.Say("measured.source", strings.Join(source, ", "))
}

func heldName(w *words.Words, h *experiment.Held) string {
	name := w.Say("measured." + h.Name)
	if h.Element != "" {
		name += " " + h.Element
	}
	return name
}

func (c *cli) measuredRow(w *words.Words, t *table, h *experiment.Held) {
	d := display{1, ""}
	name := heldName(w, h)
	if h.Name != "good_parts_per_week" {
		d = shown(h.Unit, h.Model.Mean)
		name += ", " + w.Say("unit."+d.unit)
	}
	places := decimals(h.Model.Mean*d.scale, max(h.Model.HalfWidth, (h.High-h.Low)/20)*d.scale)
	say := func(x float64) string { return w.Number(x*d.scale, places) }
	difference := w.Signed(h.Difference*d.scale, places)
	if h.Model.Mean != 0 && h.Name != "oee" { // a percentage of percentages says nothing
		difference += " (" + w.Signed(100*h.Relative(), 1) + " %)"
	}
	verdict := w.Say("measured.outside")
	if h.Within {
		verdict = w.Say("measured.within")
	}
	t.row("  "+name, right(say(h.Measured)), right(say(h.Model.Mean)+" ±"+say(h.Model.HalfWidth)), right(difference),
		right(say(h.Low)+" … "+say(h.High)), verdict)
}

// printHeldWeeks tells of counted weeks one by one, how they vary, and what they could not show.
func (c *cli) printHeldWeeks(w *words.Words, h *experiment.Held) {
	weeks := h.Weeks
	if weeks == nil || len(weeks.Values) < 2 {
		return
	}
	say := func(x float64) string { return w.Number(x, 0) }
	printWrapped(c.out, "  ", w.Say("measured.single", weeks.Within, len(weeks.Values), say(weeks.Low), say(weeks.High)))
	switch {
	case math.IsNaN(weeks.SD):
	case weeks.SpreadWithin:
		printWrapped(c.out, "  ", w.Say("measured.spread", say(weeks.SD), say(weeks.ModelSD)))
	default:
		effect := w.Say("measured.spread_more")
		if weeks.SD < weeks.SpreadLow {
			effect = w.Say("measured.spread_less")
		}
		printWrapped(c.out, "  ", w.Say("measured.spread_off", say(weeks.SD), say(weeks.ModelSD), say(weeks.SpreadLow), say(weeks.SpreadHigh), effect))
	}
	if h.Within {
		printWrapped(c.out, "  ", w.Say("measured.notices", w.Number(100*h.Notices(), 1)))
	}
}

// expectedOf says of what the interval of each figure is.
func expectedOf(w *words.Words, r *experiment.Result, list []experiment.Held) string {
	var of []string
	if h := &list[0]; h.Weeks != nil {
		of = append(of, w.Say("measured.of_weeks", len(h.Weeks.Values)))
		list = list[1:]
	}
	for i := range list {
		if list[i].Why == "" {
			of = append(of, w.Say("measured.of_run", w.Span(r.Scenario.Run.Horizon.Seconds())))
			break
		}
	}
	return strings.Join(of, "; ")
}
