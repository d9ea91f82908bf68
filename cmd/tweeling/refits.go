package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tweeling/scenarios"
	"tweeling/sim/dist"
	"tweeling/sim/pen"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
)

// refits are sentences about alarms of which laws were fitted, the last of each machine.
func (l *snapshot) refits() []string {
	w := l.words
	seconds := func(e twin.Estimate) []any {
		return []any{w.Number(e.Value, 1), w.Number(e.Low, 1), w.Number(e.High, 1)}
	}
	var list []string
	told := map[string]bool{}
	for _, r := range slices.Backward(l.Refits) {
		name := l.Line.Name(r.Cause.ID)
		path := pathOf(name, r.Cause.What, r.Cause.Mode)
		if told[path] {
			continue
		}
		told[path] = true
		if r.Cause.What != twin.CycleTime {
			list = append(list, l.refitOf(&r))
			continue
		}
		since, found := l.clock(r.Cause.Since), l.clock(r.Cause.Alarm)
		ratio := []any{w.Signed(100*(r.Ratio.Value-1), 1), w.Signed(100*(r.Ratio.Low-1), 1), w.Signed(100*(r.Ratio.High-1), 1), found, w.Number(float64(r.Fitted), 0)}
		args := append([]any{name, since}, seconds(r.After)...)
		switch {
		case !r.Changed():
			list = append(list, w.Say("watch.refit_back", name, found, w.Number(r.After.Value, 1), w.Number(r.After.Low, 1), w.Number(r.After.High, 1), since))
		case r.Was == "":
			list = append(list, w.Say("watch.refit_model", append(append(args, w.Number(r.Unit, 1)), ratio...)...))
		default:
			list = append(list, w.Say("watch.refit", append(append(args, seconds(r.Before)...), ratio...)...))
		}
	}
	slices.Reverse(list)
	if slices.ContainsFunc(l.Refits, func(r twin.Refit) bool { return r.Changed() }) {
		list = append(list, w.Say("watch.refit_use"))
	}
	return list
}

// refitJSON is an alarm of which a law was fitted, as JSON and as it is noted. Times are in seconds; of scrap they are left out, and
// there are shares.
type refitJSON struct {
	Element string        `json:"element"`
	What    twin.Quantity `json:"what"`
	Mode    string        `json:"failure,omitempty"`
	Model   bool          `json:"against_model"`
	Alarm   time.Time     `json:"alarm"`
	Since   time.Time     `json:"since"`
	At      time.Time     `json:"at"`
	Cycles  int           `json:"cycles"`
	Changed bool          `json:"changed"` // false: the alarm was taken back
	Unit    *float64      `json:"model_s"`
	Before  *estimateJSON `json:"before_s"` // null: there were too few
	After   *estimateJSON `json:"after_s"`
	Ratio   estimateJSON  `json:"ratio"` // of times, or of shares of scrap
	Was     string        `json:"law_before,omitempty"`
	Is      string        `json:"law_after,omitempty"`

	ScrapModel  *float64      `json:"scrap_model,omitempty"`
	ScrapBefore *estimateJSON `json:"scrap_before,omitempty"`
	ScrapAfter  *estimateJSON `json:"scrap_after,omitempty"`
}

// estimateJSON is a figure with its interval at 95 %.
type estimateJSON struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

func (l *snapshot) refitJSON(r *twin.Refit) refitJSON {
	what := r.Cause.What
	j := refitJSON{Element: l.Line.Name(r.Cause.ID), What: what, Mode: r.Cause.Mode, Model: r.Cause.Model, Alarm: r.Cause.Alarm.UTC(), Since: r.Cause.Since.UTC(),
		At: r.At.UTC(), Cycles: r.Fitted, Changed: r.Changed(), Ratio: estimateJSON(ratioRead(what, r.Ratio))}
	unit, after := r.Unit, estimateJSON(asRead(what, r.After))
	var before *estimateJSON
	if r.Was != "" {
		b := estimateJSON(asRead(what, r.Before))
		before = &b
	}
	if what == twin.ScrapRate {
		unit = twin.ScrapShare(unit)
		j.ScrapModel, j.ScrapBefore, j.ScrapAfter = &unit, before, &after
		return j
	}
	j.Unit, j.Before, j.After, j.Was, j.Is = &unit, before, &after, r.Was, r.Is
	return j
}

// notes are what was found so far, to be remembered.
func (l *snapshot) notes() ([]twin.Note, error) {
	var list []twin.Note
	add := func(kind, name string, at time.Time, of any) error {
		text, err := json.Marshal(of)
		if err == nil {
			list = append(list, twin.Note{Kind: kind, Name: name, At: at.UTC(), Text: text})
		}
		return err
	}
	for i := range l.Drifts {
		d := l.driftJSON(&l.Drifts[i])
		if err := add("alarm", pathOf(d.Element, d.What, d.Mode), d.Alarm, d); err != nil {
			return nil, err
		}
	}
	for i := range l.Refits {
		r := l.refitJSON(&l.Refits[i])
		if err := add("refit", pathOf(r.Element, r.What, r.Mode), r.Alarm, r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// renewed is the scenario of a line with what was found by refits in the place of its own, and of what that is so; left is what stands
// where this cannot be done, such as the cycle of an operation of a product.
func (f *followed) renewed() (s *scenario.Scenario, changed, left []string, err error) {
	last := map[string]twin.Refit{}
	for _, r := range f.mirror.Refits() {
		if e := f.elementOf(&r); e != nil && r.Changed() {
			last[pathOf(e.Name, r.Cause.What, r.Cause.Mode)] = r
		}
	}
	var text, evidence strings.Builder
	fmt.Fprintf(&text, "extends = %s\n", pen.Quote(filepath.Base(f.file)))
	evidence.WriteString("[evidence]\n")
	for _, path := range slices.Sorted(maps.Keys(last)) {
		r := last[path]
		e := f.elementOf(&r)
		lines, ok := renewedLines(e, &r)
		if !ok {
			left = append(left, path)
			continue
		}
		changed = append(changed, path)
		text.WriteString(lines)
		evidence.WriteString(evidenceOf(e, &r))
	}
	if len(changed) == 0 {
		return f.scenario, nil, left, nil
	}
	open := func(name string) ([]byte, error) {
		if own, ok := scenarios.Text(f.file); ok && filepath.Base(name) == f.file {
			return own, nil
		}
		return os.ReadFile(name)
	}
	s, err = scenario.Read(filepath.Join(filepath.Dir(f.file), "refit.toml"), []byte(text.String()+evidence.String()), open)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("the laws that were found make a scenario with mistakes: %w", err)
	}
	s.Name = f.scenario.Name
	return s, changed, left, nil
}

// elementOf is the machine that a refit is of.
func (f *followed) elementOf(r *twin.Refit) *plant.Placed {
	for i := range f.system.Plant.Elements {
		if e := &f.system.Plant.Elements[i]; slices.Contains(e.IDs, r.Cause.ID) {
			return e
		}
	}
	return nil
}

// evidenceOf is where a value comes from that was found by a refit.
func evidenceOf(e *plant.Placed, r *twin.Refit) string {
	path := "line." + pathOf(e.Name, r.Cause.What, r.Cause.Mode)
	times := ""
	switch r.Cause.What {
	case twin.ScrapRate: // is said as a range
	case twin.CycleTime:
		path += ".cycle"
		fallthrough
	default:
		times = fmt.Sprintf(", times = [%.4f, 1, %.4f]", r.After.Low/r.After.Value, r.After.High/r.After.Value)
	}
	return fmt.Sprintf("%q = { grade = \"log\", source = \"refit since %s\", date = %s, n = %d%s }\n", path,
		r.Cause.Since.UTC().Format("2006-01-02 15:04"), r.At.UTC().Format(time.DateOnly), r.Fitted, times)
}

// renewedLines writes what was found of an element. It is false where that does not stand in one place of its own.
func renewedLines(e *plant.Placed, r *twin.Refit) (lines string, ok bool) {
	key := "line." + pathOf(e.Name, r.Cause.What, r.Cause.Mode)
	switch r.Cause.What {
	case twin.CycleTime:
		lines, ok = renewedCycle(e, r)
		return lines, ok
	case twin.SetupTime:
		if e.Chance("setup") == nil || e.Has("setup_matrix") || e.Has("setup_by_product") {
			return "", false
		}
	case twin.ScrapRate:
		if e.Has("scrap_by_product") {
			return "", false
		}
		share := asRead(twin.ScrapRate, r.After)
		return fmt.Sprintf("%s = [%.6f, %.6f, %.6f]\n", key, share.Low, share.Value, min(1, share.High)), true
	case twin.Uptime, twin.RepairTime:
	}
	return fmt.Sprintf("%s = %q\n", key, r.Is), true
}

// renewedCycle writes the cycle of a machine by a refit: the law, and for products that have laws of their own these, longer or shorter by
// as much. It is false where the cycle is that of an operation.
func renewedCycle(e *plant.Placed, r *twin.Refit) (lines string, ok bool) {
	if _, own := e.Values["cycle"].(*dist.Dist); !own {
		return "", false
	}
	lines = fmt.Sprintf("line.%s.cycle = %q\n", e.Name, r.Is)
	by, _ := e.Values["cycle_by_product"].(map[string]*dist.Dist)
	if len(by) == 0 {
		return lines, true
	}
	d := e.Values["cycle"].(*dist.Dist)
	factor := r.After.Value / r.Unit
	texts := make([]string, 0, len(by))
	for _, product := range slices.Sorted(maps.Keys(by)) {
		longer, err := by[product].Times(factor)
		if err != nil {
			return "", false
		}
		texts = append(texts, fmt.Sprintf("%s = %q", product, longer.String()))
	}
	longer, err := d.Times(factor)
	if err != nil {
		return "", false
	}
	return fmt.Sprintf("line.%s.cycle = %q\nline.%s.cycle_by_product = { %s }\n", e.Name, longer.String(), e.Name, strings.Join(texts, ", ")), true
}

// tellNote tells what was found once, in a line.
func (c *cli) tellNote(line *followed, n *twin.Note) {
	w := line.words
	var r refitJSON
	var d lookDriftJSON
	name := printable(n.Name)
	switch {
	case n.Kind == "refit" && json.Unmarshal(n.Text, &r) == nil && r.Changed:
		printWrapped(c.out, "  ", c.refitNoted(line, n, &r))
	case n.Kind == "refit" && json.Unmarshal(n.Text, &r) == nil:
		printWrapped(c.out, "  ", w.Say("history.taken_back", line.clock(n.At), name))
	case n.Kind == "alarm" && json.Unmarshal(n.Text, &d) == nil && d.After != nil:
		key := "history.alarm"
		if d.What != twin.CycleTime && d.What != "" {
			key = "history.alarm_of"
		}
		printWrapped(c.out, "  ", w.Say(key, line.clock(n.At), name, line.clock(d.Since), w.Signed(100*(d.After.Mean-1), 1), w.Number(100*d.After.HalfWidth, 1)))
	default:
		printWrapped(c.out, "  ", line.clock(n.At)+"  "+printable(n.Kind)+" "+name)
	}
}

// refitNoted is a sentence about a change that was noted.
func (c *cli) refitNoted(line *followed, n *twin.Note, r *refitJSON) string {
	w, name, by := line.words, printable(n.Name), w100(line.words, r.Ratio.Value)
	switch {
	case r.ScrapAfter != nil:
		a := r.ScrapAfter
		return w.Say("history.refit_of", line.clock(n.At), name, line.clock(r.Since), amount(w, r.What, a.Value), amount(w, r.What, a.Low), amount(w, r.What, a.High), by)
	case r.After == nil:
		return line.clock(n.At) + "  " + printable(n.Kind) + " " + name
	case r.What != twin.CycleTime && r.What != "":
		a := r.After
		return w.Say("history.refit_of", line.clock(n.At), name, line.clock(r.Since), amount(w, r.What, a.Value), amount(w, r.What, a.Low), amount(w, r.What, a.High), by)
	default:
		return w.Say("history.refit", line.clock(n.At), name, line.clock(r.Since), w.Number(r.After.Value, 1), w.Number(r.After.Low, 1), w.Number(r.After.High, 1), by, printable(r.Is))
	}
}

// w100 is by how many percent a ratio differs from 1.
func w100(w *words.Words, ratio float64) string { return w.Signed(100*(ratio-1), 1) }
