package main

import (
	"fmt"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/sim/words"
	"tweeling/twin"
)

// A snapshot is how a followed line stands at a moment, with its figures.
type snapshot struct {
	*followed
	*twin.Standing
	sample *experiment.Sample
	total  sim.LineTally
}

// look looks at the line, which does not change.
func (f *followed) look(at time.Time) (*snapshot, error) {
	st, err := f.mirror.Stand(at)
	if err == nil && st.Line.Now() == st.Line.Totals().Since { // of no time there are no figures
		st, err = f.mirror.Stand(st.At.Add(time.Second))
	}
	if err != nil {
		return nil, err
	}
	sample, err := f.system.Sample(st.Line)
	if err != nil {
		return nil, err
	}
	return &snapshot{followed: f, Standing: st, sample: sample, total: st.Line.Totals()}, nil
}

// clock is a moment as people at the plant read it.
func (f *followed) clock(at time.Time) string { return at.In(f.place).Format("2006-01-02 15:04:05") }

func sumOf(counts []int64) int64 {
	var n int64
	for _, c := range counts {
		n += c
	}
	return n
}

// figure is a KPI of the line by name; "–" where there is none.
func (l *snapshot) figure(name string, places int) string {
	for i := range kpi.Table {
		if kpi.Table[i].Name == name {
			return number(l.words, l.sample.Line[i], 1, places)
		}
	}
	return "–"
}

func number(w *words.Words, f experiment.Figure, scale float64, places int) string {
	if f.Why != "" {
		return "–"
	}
	return w.Number(f.Value*scale, places)
}

// elementFigure is a KPI of an element by name.
func (l *snapshot) elementFigure(i int, name string, scale float64, places int) string {
	for k := range kpi.ElementTable {
		if kpi.ElementTable[k].Name == name {
			return number(l.words, l.sample.Elements[i].KPI[k], scale, places)
		}
	}
	return "–"
}

// nodes gathers what is known of the nodes of one element.
type nodes struct {
	state       string
	good, scrap int64
	counts      twin.Counts
	last        time.Time
	overdue     []twin.Overdue
	content     int
}

func (l *snapshot) of(p *plant.Placed) nodes {
	var n nodes
	var states []string
	for _, id := range p.IDs {
		t, e := l.Line.Tally(id), &l.Elements[id]
		n.good += sumOf(t.Sent)
		n.scrap += sumOf(t.Scrapped)
		n.content += l.Line.Content(id)
		n.counts = n.counts.Plus(e.Counts)
		n.overdue = append(n.overdue, e.Overdue...)
		if e.Last.After(n.last) {
			n.last = e.Last
		}
		if s := l.words.Say("state." + l.Line.State(id).String()); len(states) == 0 || states[len(states)-1] != s {
			states = append(states, s)
		}
	}
	n.state = strings.Join(states, ", ")
	return n
}

// printLook prints how a line stands.
func (c *cli) printLook(l *snapshot) {
	w := l.words
	fmt.Fprintln(c.out, c.bold(l.scenario.TitleIn(c.flags.lang)))
	printWrapped(c.out, "", w.Say("watch.heading", l.clock(l.At), w.Number(float64(l.Taken), 0), l.clock(l.mirror.Zero().Add(l.total.Since))))
	c.printSentences(l.alarms()) // first: a terminal may have no room for what comes last
	fmt.Fprintln(c.out)
	c.printLookStations(l)
	c.printLookPlaces(l)
	t := c.table()
	for _, f := range []struct {
		name   string
		places int
	}{{"good_parts", 0}, {"throughput", 1}, {"wip", 1}, {"lead_time", 0}, {"scrap_rate", 4}, {"oee", 3}} {
		k, ok := kpi.Find(f.name)
		if !ok {
			continue
		}
		e := l.sample.Line[indexOf(f.name)]
		d := shown(k.Unit, e.Value)
		if e.Why != "" {
			t.row("  "+w.Say("kpi."+f.name), right("–"), "")
			continue
		}
		t.row("  "+w.Say("kpi."+f.name), right(w.Number(e.Value*d.scale, decimals(e.Value*d.scale, 0))), c.unit(w, k.Unit, d))
	}
	t.row("  "+w.Say("watch.inside"), right(w.Number(float64(l.Line.Inside()), 0)), w.Say("unit.parts"))
	t.print()
	c.printSentences(l.remarks())
}

func indexOf(name string) int {
	for i := range kpi.Table {
		if kpi.Table[i].Name == name {
			return i
		}
	}
	return 0
}

// printLookStations prints a line for each station and robot.
func (c *cli) printLookStations(l *snapshot) {
	w := l.words
	t := c.table()
	t.head(w.Say("watch.station"), w.Say("watch.state"), right(w.Say("watch.good")), right(w.Say("watch.scrap")), right(w.Say("kpi.oee")+", %"),
		right(w.Say("watch.contradictions")), right(w.Say("watch.last")))
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		if p.Role != plant.Station && p.Kind != "robot" {
			continue
		}
		n := l.of(p)
		last := "–"
		if !n.last.IsZero() {
			last = n.last.In(l.place).Format(time.TimeOnly)
		}
		good, scrap, oee := w.Number(float64(n.good), 0), w.Number(float64(n.scrap), 0), l.elementFigure(i, "oee", 100, 1)
		if p.Kind == "robot" {
			good, scrap, oee = "", "", ""
		}
		t.row("  "+p.Name, n.state, right(good), right(scrap), right(oee), right(w.Number(float64(n.counts.Sum()), 0)), right(last))
	}
	t.print()
	fmt.Fprintln(c.out)
}

// printLookPlaces tells how full places are.
func (c *cli) printLookPlaces(l *snapshot) {
	var places []string
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		switch n := l.of(p); {
		case p.Role == plant.Waiting:
			places = append(places, fmt.Sprintf("%s %d/%d", p.Name, n.content, p.Count("room")))
		case p.Role == plant.Entry && n.content > 0:
			places = append(places, fmt.Sprintf("%s %d", p.Name, n.content))
		}
	}
	if len(places) > 0 {
		printWrapped(c.out, "  ", l.words.Say("watch.waiting", strings.Join(places, ", ")))
		fmt.Fprintln(c.out)
	}
}

func (c *cli) printSentences(list []string) {
	for _, line := range list {
		printWrapped(c.out, "  - ", line)
	}
}

// alarms are sentences about what somebody should look at now: what changed, who is not heard, what is overdue.
func (l *snapshot) alarms() []string {
	w := l.words
	var list []string
	for _, d := range l.Drifts {
		list = append(list, l.drifts(d))
	}
	list = append(list, l.refits()...)
	list = append(list, l.quiet()...)
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		for _, o := range l.of(p).overdue {
			list = append(list, w.Say("watch.overdue", p.Name, o.Timer, w.Span(o.Age.Round(time.Second).Seconds()), w.Span(o.Usual.Round(time.Second).Seconds())))
		}
	}
	return list
}

// remarks are sentences about where plant and model disagreed, and what was not understood.
func (l *snapshot) remarks() []string {
	w := l.words
	var list []string
	add := func(key string, args ...any) { list = append(list, w.Say("watch."+key, args...)) }
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		n := l.of(p)
		for _, of := range []struct {
			key string
			n   int
		}{{"forced", n.counts.Forced}, {"refused", n.counts.Refused}, {"levelled", n.counts.Levelled}, {"disagreed", n.counts.Disagreed}} {
			if of.n > 0 {
				add(of.key, p.Name, w.Number(float64(of.n), 0))
			}
		}
	}
	if l.Found > 0 {
		add("found", w.Number(float64(l.Found), 0))
	}
	if put, taken := sumOf(l.total.Put)-int64(l.Found), sumOf(l.total.Taken); put+taken > 0 {
		add("books", w.Number(float64(put), 0), w.Number(float64(taken), 0))
	}
	for _, s := range l.Sources {
		if s.SetBack > 0 {
			add("set_back", s.Name, w.Number(float64(s.SetBack), 0))
		}
		if s.Missing > 0 {
			add("missing", s.Name, w.Number(float64(s.Missing), 0))
		}
	}
	list = append(list, l.strange()...)
	for _, of := range []struct {
		key string
		n   uint64
	}{{"resets", l.Strange.Resets}, {"too_old", l.Late.TooOld}, {"ahead", uint64(l.Waiting)}} {
		if of.n > 0 {
			add(of.key, w.Number(float64(of.n), 0))
		}
	}
	return list
}

// strange are sentences about signals that say nothing here, or not what they should.
func (l *snapshot) strange() (list []string) {
	w := l.words
	if n := l.Strange.Unknown; n > 0 {
		near := l.table.Nearest(l.Unknown)
		list = append(list, w.Say("watch.unknown", w.Number(float64(n), 0), printable(l.Unknown), strings.Join(near[:min(3, len(near))], ", ")))
	}
	if n := l.Strange.Wrong; n > 0 {
		list = append(list, w.Say("watch.wrong", w.Number(float64(n), 0), printable(l.Wrong)))
	}
	return list
}

// drifts is a sentence about times or shares that are not what they were, or not what the model says.
func (l *snapshot) drifts(d twin.Drift) string {
	key := "watch.changed"
	if d.Model {
		key = "watch.off_model"
	}
	percent := func(share, half float64) string {
		if share != share || half > 10 { // none, or so few that nothing is known
			return "–"
		}
		return l.words.Signed(100*(share-1), 1) + " ± " + l.words.Number(100*half, 1) + " %"
	}
	args := []any{l.Line.Name(d.ID)}
	if d.What != twin.CycleTime {
		key += "_of"
		args = append(args, quantity(l.words, d.What, d.Mode))
	}
	after, before := percent(asShare(d.What, d.After, d.After1)), percent(asShare(d.What, d.Before, d.Before1))
	return l.words.Say(key, append(args, after, l.clock(d.Since), l.words.Number(float64(d.Parts), 0), before, l.clock(d.Alarm))...)
}

// brief is how the line stands in one line of text.
func (l *snapshot) brief() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s %s", l.clock(l.At), l.words.Say("watch.good"), l.figure("good_parts", 0))
	contradictions := 0
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		n := l.of(p)
		contradictions += n.counts.Sum()
		if p.Role == plant.Station {
			fmt.Fprintf(&b, "  %s %s", p.Name, n.state)
		}
	}
	fmt.Fprintf(&b, "  %s %d  %s %d", l.words.Say("watch.inside"), l.Line.Inside(), l.words.Say("watch.contradictions"), contradictions)
	return b.String()
}
