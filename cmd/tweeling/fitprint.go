package main

import (
	"fmt"
	"math"
	"strings"

	"tweeling/sim/experiment"
	"tweeling/sim/words"
	"tweeling/twin/fit"
)

// printFit tells what was found in a log, and what was not.
func (c *cli) printFit(w *words.Words, m *fit.Model, r *experiment.Result) {
	l := m.Log
	count := func(n int) string { return w.Number(float64(n), 0) }
	cases := 0
	for _, name := range l.Cases.List {
		if name != "" {
			cases++
		}
	}
	fmt.Fprintln(c.out, c.bold(printable(l.Name)))
	printWrapped(c.out, "", w.Say("fit.heading", count(len(l.Spans)), count(cases), count(len(m.Coverage)),
		w.Date(l.From.Time()), w.Date(l.To.Time()), w.Say("fit.unit."+m.Unit.String())))
	c.printColumns(w, l)
	c.printCoverage(w, m)
	c.printLaws(w, m)
	c.printShop(w, m)
	c.printHeld(w, m, r)
}

// printColumns tells which columns were read, and what of the rows was left out.
func (c *cli) printColumns(w *words.Words, l *fit.Log) {
	var columns []string
	for _, f := range l.Columns {
		text := f.Role.String() + " = " + f.Name
		if f.How == "content" {
			text += " " + w.Say("fit.by_content")
		} else if f.Alike > 1 {
			text += " " + w.Say("fit.first_of", f.Alike)
		}
		columns = append(columns, text)
	}
	if len(columns) > 0 {
		printWrapped(c.out, "", w.Say("fit.columns", strings.Join(columns, ", ")))
	}
	if len(l.Unused) > 0 {
		most := min(len(l.Unused), 20)
		printWrapped(c.out, "", w.Say("fit.unused", printable(strings.Join(l.Unused[:most], ", ")+strings.Repeat(", ...", min(1, len(l.Unused)-most)))))
	}
	f := &l.Faults
	for _, fault := range []struct {
		key string
		n   int
	}{
		{"fit.fault.doubles", f.Doubles}, {"fit.fault.negative", f.Negative}, {"fit.fault.instant", f.Instant}, {"fit.fault.marks", f.Marks},
		{"fit.fault.backwards", f.Backwards}, {"fit.fault.unmatched", f.Unmatched}, {"fit.fault.no_time", f.NoTime}, {"fit.fault.no_case", f.NoCase},
	} {
		if fault.n > 0 {
			printWrapped(c.out, "  - ", w.Say(fault.key, w.Number(float64(fault.n), 0)))
		}
	}
	for _, m := range l.Unread {
		printWrapped(c.out, "    ", printable(m.Error()))
	}
	for _, n := range l.Notes {
		printWrapped(c.out, "  - ", w.Say(n.Key, n.Args...))
	}
}

// printCoverage tells what the log holds of each station, and where it may have holes.
func (c *cli) printCoverage(w *words.Words, m *fit.Model) {
	fmt.Fprintln(c.out)
	t := c.table()
	t.head(w.Say("fit.coverage"), "", right(w.Say("fit.spans")), right(w.Say("unit.hours")),
		right(w.Say("fit.overlaps")), right(w.Say("fit.gaps")), right(w.Say("fit.longest_gap")))
	overlaps, gaps := 0, 0
	for _, station := range m.Coverage {
		name := "  " + station.Station
		for _, s := range station.Classes {
			longest := "–"
			if s.Gaps > 0 {
				longest = w.Number(s.GapHours, 0)
			}
			t.row(name, w.Say("fit.class."+s.Class.String()), right(w.Number(float64(s.Spans), 0)), right(w.Number(s.Hours, decimals(s.Hours, s.Hours/20))),
				right(w.Number(float64(s.Overlaps), 0)), right(w.Number(float64(s.Gaps), 0)), right(longest))
			name = ""
			overlaps += s.Overlaps
			gaps += s.Gaps
		}
	}
	t.print()
	if overlaps > 0 {
		printWrapped(c.out, "  ", w.Say("fit.overlaps_mean"))
	}
	if gaps > 0 {
		printWrapped(c.out, "  ", w.Say("fit.gaps_mean"))
	}
}

// printLaws tells which laws were taken, and how well they go with the times.
func (c *cli) printLaws(w *words.Words, m *fit.Model) {
	fmt.Fprintln(c.out)
	t := c.table()
	t.gap = 1
	t.head(w.Say("fit.laws"), w.Say("fit.law"), right(w.Say("fit.n")), right(w.Say("fit.mean")), w.Say("fit.goodness"))
	of := ""
	for _, r := range m.Rows() {
		station, product, _ := strings.Cut(r.Of, "\x00")
		if station != of && station != "" {
			t.row("  " + station)
			of = station
		}
		n, verdict := w.Number(float64(r.N), 0), w.Say("fit.verdict."+r.Verdict.String())
		if r.Cut > 0 {
			n += "+" + w.Number(float64(r.Cut), 0)
		}
		if !math.IsNaN(r.ADP) {
			verdict += ", " + w.Number(min(r.ADP, r.KSP), 2)
		}
		what := w.Say(r.What)
		if product != "" {
			what += ", " + product
		}
		t.row("    "+what, w.Say("fit.family."+strings.ReplaceAll(r.Family, " ", "_")), right(n), right(meanText(w, r.Choice)), verdict)
	}
	t.print()
	printWrapped(c.out, "  ", w.Say("fit.laws_mean"))
}

// meanText is the mean of a law with its interval, where it is known at all.
func meanText(w *words.Words, c *fit.Choice) string {
	mean, low, high := c.Mean(0.95)
	d := shown("s", mean)
	half := (high - low) / 2
	text := w.Number(mean*d.scale, decimals(mean*d.scale, mean*d.scale/100))
	switch {
	case half > 2*mean || math.IsNaN(half):
		text += " ±?"
	case half > 0:
		text = w.PlusMinus(mean*d.scale, half*d.scale, decimals(mean*d.scale, half*d.scale))
	}
	return text + " " + w.Say("unit."+d.unit)
}

// daysIn says the days of hours as people do.
func daysIn(w *words.Words, hours string) string {
	for _, day := range []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		hours = strings.ReplaceAll(hours, day, w.Say("view."+strings.ToLower(day)))
	}
	return hours
}

// printShop tells of ways, shifts and what came and went.
func (c *cli) printShop(w *words.Words, m *fit.Model) {
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, c.bold(w.Say("fit.shop")))
	say := func(key string, args ...any) { printWrapped(c.out, "  ", w.Say(key, args...)) }
	if r := m.Routes; r != nil {
		say("fit.ways", w.Number(float64(len(r.All)), 0), w.Number(float64(len(r.Kept)), 0), w.Percent(r.Share, 1), w.Percent(r.Loops, 0))
	}
	for i := range m.Shifts {
		switch s := &m.Shifts[i]; {
		case s.Stations == 0:
		case s.Works != nil:
			say("fit.found_shift", daysIn(w, strings.Join(s.Works, "; ")), w.Percent(1-s.Outside, 1), stationsOf(w, m, i))
		default:
			say("fit.no_shift", stationsOf(w, m, i))
		}
	}
	if r := m.Release; r != nil && r.Every != nil {
		say("fit.came", w.Number(float64(r.N), 0), w.Number(r.PerWeek, 1))
	}
	for _, s := range m.Stations {
		if s.Scrap == nil {
			continue
		}
		low, high := s.Scrap.Interval(0.95)
		if s.Scrap.N > 0.99*s.Scrap.All {
			say("fit.bad_plain", s.Name, w.Percent(s.Scrap.Share, 2), w.Percent(low, 2), w.Percent(high, 2), w.Number(s.Scrap.All, 0))
			continue
		}
		say("fit.bad", s.Name, w.Percent(s.Scrap.Share, 2), w.Percent(low, 2), w.Percent(high, 2), w.Number(s.Scrap.All, 0), w.Number(s.Scrap.N, 0))
	}
}

// stationsOf names the stations of a shift; of many the first, and how many there are.
func stationsOf(w *words.Words, m *fit.Model, shift int) string {
	const most = 6
	var names []string
	for _, s := range m.Stations {
		if s.Shift == shift {
			names = append(names, printable(s.Name))
		}
	}
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", … (" + w.Number(float64(len(names)), 0) + ")"
	}
	return strings.Join(names, ", ")
}

// printHeld sets the real weeks beside those of the model, and tells why they differ where they do.
func (c *cli) printHeld(w *words.Words, m *fit.Model, r *experiment.Result) {
	if r == nil {
		return
	}
	c.printMeasured(w, r)
	list := r.Measured()
	for i := range list {
		switch h := &list[i]; {
		case h.Why != "" || h.Within:
		case h.Name == "good_parts_per_week":
			c.printCauses(w, m, h)
		case h.Name == "lead_time":
			lead := m.Lead()
			say := func(seconds float64) string {
				d := shown("s", lead.All)
				return w.Number(seconds*d.scale, 1) + " " + w.Say("unit."+d.unit)
			}
			printWrapped(c.out, "", w.Say("fit.lead", say(lead.All), say(lead.Work), say(lead.Closed), say(lead.Waiting), say(h.Model.Mean)))
		}
	}
}

// printCauses names the three largest reasons for a difference.
func (c *cli) printCauses(w *words.Words, m *fit.Model, h *experiment.Held) {
	causes := m.Causes()
	if len(causes) == 0 {
		printWrapped(c.out, "", w.Say("fit.no_cause"))
		return
	}
	printWrapped(c.out, "", w.Say("fit.causes", w.Signed(-h.Difference, 1)))
	for _, cause := range causes[:min(3, len(causes))] {
		text := w.Say(cause.Key)
		if cause.Station != "" {
			text = cause.Station + ": " + text
		}
		printWrapped(c.out, "  - ", w.Say("fit.cause.effect", text, w.Signed(cause.Effect, 1)))
	}
}
