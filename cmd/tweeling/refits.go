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
		if told[name] {
			continue
		}
		told[name] = true
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

// refitJSON is an alarm of which a law was fitted, as JSON and as it is noted. Times are in seconds.
type refitJSON struct {
	Element string        `json:"element"`
	Model   bool          `json:"against_model"`
	Alarm   time.Time     `json:"alarm"`
	Since   time.Time     `json:"since"`
	At      time.Time     `json:"at"`
	Cycles  int           `json:"cycles"`
	Changed bool          `json:"changed"` // false: the alarm was taken back
	Unit    float64       `json:"model_s"`
	Before  *estimateJSON `json:"before_s"` // null: there were too few
	After   estimateJSON  `json:"after_s"`
	Ratio   estimateJSON  `json:"ratio"`
	Was     string        `json:"law_before,omitempty"`
	Is      string        `json:"law_after"`
}

// estimateJSON is a figure with its interval at 95 %.
type estimateJSON struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

func (l *snapshot) refitJSON(r *twin.Refit) refitJSON {
	j := refitJSON{Element: l.Line.Name(r.Cause.ID), Model: r.Cause.Model, Alarm: r.Cause.Alarm.UTC(), Since: r.Cause.Since.UTC(), At: r.At.UTC(), Cycles: r.Fitted,
		Changed: r.Changed(), Unit: r.Unit, After: estimateJSON(r.After), Ratio: estimateJSON(r.Ratio), Was: r.Was, Is: r.Is}
	if r.Was != "" {
		before := estimateJSON(r.Before)
		j.Before = &before
	}
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
		if err := add("alarm", d.Element, d.Alarm, d); err != nil {
			return nil, err
		}
	}
	for i := range l.Refits {
		r := l.refitJSON(&l.Refits[i])
		if err := add("refit", r.Element, r.Alarm, r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// renewed is the scenario of a line with the laws that were found by refits in the place of its own, and whose cycles these are; left are
// those of which the cycle stands where this cannot be done: in the operations of products.
func (f *followed) renewed() (s *scenario.Scenario, changed, left []string, err error) {
	last := map[string]twin.Refit{}
	for _, r := range f.mirror.Refits() {
		if e := f.elementOf(&r); e != nil && r.Changed() {
			last[e.Name] = r
		}
	}
	var text, evidence strings.Builder
	fmt.Fprintf(&text, "extends = %s\n", pen.Quote(filepath.Base(f.file)))
	evidence.WriteString("[evidence]\n")
	for _, name := range slices.Sorted(maps.Keys(last)) {
		r := last[name]
		e := f.elementOf(&r)
		lines, ok := renewedCycle(e, &r)
		if !ok {
			left = append(left, name)
			continue
		}
		changed = append(changed, name)
		fmt.Fprintf(&text, "[line.%s]\n%s", name, lines)
		fmt.Fprintf(&evidence, "\"line.%s.cycle\" = { grade = \"log\", source = \"refit since %s\", date = %s, n = %d, times = [%.4f, 1, %.4f] }\n", name,
			r.Cause.Since.UTC().Format("2006-01-02 15:04"), r.At.UTC().Format(time.DateOnly), r.Fitted, r.After.Low/r.After.Value, r.After.High/r.After.Value)
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

// renewedCycle writes the cycle of a machine by a refit: the law, and for products that have laws of their own these, longer or shorter by
// as much. It is false where the cycle is that of an operation.
func renewedCycle(e *plant.Placed, r *twin.Refit) (lines string, ok bool) {
	if _, own := e.Values["cycle"].(*dist.Dist); !own {
		return "", false
	}
	lines = fmt.Sprintf("cycle = %q\n", r.Is)
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
	return fmt.Sprintf("cycle = %q\ncycle_by_product = { %s }\n", longer.String(), strings.Join(texts, ", ")), true
}

// tellNote tells what was found once, in a line.
func (c *cli) tellNote(line *followed, n *twin.Note) {
	w := line.words
	var r refitJSON
	var d lookDriftJSON
	switch {
	case n.Kind == "refit" && json.Unmarshal(n.Text, &r) == nil && r.Changed:
		printWrapped(c.out, "  ", w.Say("history.refit", line.clock(n.At), printable(n.Name), line.clock(r.Since), w.Number(r.After.Value, 1), w.Number(r.After.Low, 1), w.Number(r.After.High, 1),
			w.Signed(100*(r.Ratio.Value-1), 1), printable(r.Is)))
	case n.Kind == "refit" && json.Unmarshal(n.Text, &r) == nil:
		printWrapped(c.out, "  ", w.Say("history.taken_back", line.clock(n.At), printable(n.Name)))
	case n.Kind == "alarm" && json.Unmarshal(n.Text, &d) == nil && d.After != nil:
		printWrapped(c.out, "  ", w.Say("history.alarm", line.clock(n.At), printable(n.Name), line.clock(d.Since), w.Signed(100*(d.After.Mean-1), 1), w.Number(100*d.After.HalfWidth, 1)))
	default:
		printWrapped(c.out, "  ", line.clock(n.At)+"  "+printable(n.Kind)+" "+printable(n.Name))
	}
}
