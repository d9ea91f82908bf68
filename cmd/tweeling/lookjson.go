package main

import (
	"math"
	"time"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/twin"
)

// lookJSON is how a followed line stands, as JSON. Times are in seconds, what does not exist is null.
type lookJSON struct {
	Scenario string                     `json:"scenario"`
	Hash     string                     `json:"hash"`
	At       time.Time                  `json:"at"`
	Since    time.Time                  `json:"since"` // from when on figures count
	Signals  uint64                     `json:"signals"`
	Inside   int                        `json:"inside"`
	KPI      map[string]*float64        `json:"kpi"`
	Elements map[string]lookElementJSON `json:"elements"`
	Drift    []lookDriftJSON            `json:"drift"`
	Refits   []refitJSON                `json:"refits"`
	Silences []silenceJSON              `json:"silences"` // after which it was taken up anew
	Heard    time.Time                  `json:"last_heard"`
	Sources  map[string]lookSourceJSON  `json:"sources"`
	Put      int64                      `json:"parts_put_in"`
	Taken    int64                      `json:"parts_taken_out"`
	Unknown  uint64                     `json:"signals_of_unknown_tags"`
	Wrong    uint64                     `json:"signals_not_understood"`
	Resets   uint64                     `json:"counters_reset"`
	Stamp    experiment.Stamp           `json:"stamp"`
}

type lookElementJSON struct {
	Kind           string              `json:"kind"`
	State          []string            `json:"state,omitempty"` // of each of its units
	Content        *int                `json:"content,omitempty"`
	Good           int64               `json:"good"`
	Scrapped       int64               `json:"scrapped"`
	States         map[string]float64  `json:"states,omitempty"` // shares of the time
	KPI            map[string]*float64 `json:"kpi"`
	Contradictions map[string]int      `json:"contradictions"`
	Overdue        []lookOverdueJSON   `json:"overdue"`
	Last           *time.Time          `json:"last_signal"`
}

type lookOverdueJSON struct {
	Timer string  `json:"timer"`
	Age   float64 `json:"age_s"`
	Usual float64 `json:"usual_s"`
}

// lookDriftJSON is an alarm: times of an element, or its share of scrap, against the model or against those before.
type lookDriftJSON struct {
	Element string        `json:"element"`
	What    twin.Quantity `json:"what"`
	Mode    string        `json:"failure,omitempty"`
	Model   bool          `json:"against_model"`
	Longer  bool          `json:"longer"` // or more, of scrap
	Alarm   time.Time     `json:"alarm"`
	Since   time.Time     `json:"since"`
	Parts   int           `json:"parts_since"`
	Before  *shareJSON    `json:"before"` // mean as a share of the model's, with its interval at 95 %
	After   *shareJSON    `json:"after"`
}

type shareJSON struct {
	Mean      float64 `json:"mean"`
	HalfWidth float64 `json:"half_width"`
}

// shareOf is null where there is too little to know.
func shareOf(mean, half float64) *shareJSON {
	if math.IsNaN(mean) || math.IsInf(half, 0) {
		return nil
	}
	return &shareJSON{mean, half}
}

type lookSourceJSON struct {
	Count   uint64 `json:"signals"`
	Missing uint64 `json:"missing"`
	SetBack uint64 `json:"clock_set_back"`
}

func (l *snapshot) json(c *cli) lookJSON {
	j := lookJSON{
		Scenario: l.scenario.Name, Hash: l.scenario.Hash, At: l.At.UTC(), Since: l.mirror.Zero().Add(l.total.Since).UTC(), Signals: l.Taken,
		Inside: l.Line.Inside(), Drift: []lookDriftJSON{}, Refits: []refitJSON{}, Silences: silencesJSON(l.Silences), Heard: l.Heard.UTC(), KPI: map[string]*float64{}, Elements: map[string]lookElementJSON{}, Sources: map[string]lookSourceJSON{},
		Put: sumOf(l.total.Put), Taken: sumOf(l.total.Taken), Unknown: l.Strange.Unknown, Wrong: l.Strange.Wrong, Resets: l.Strange.Resets,
		Stamp: c.stamp(l.scenario.Hash, l.scenario.Run.Seed),
	}
	for i := range kpi.Table {
		j.KPI[kpi.Table[i].Name] = valueOf(l.sample.Line[i])
	}
	for i := range l.system.Plant.Elements {
		p := &l.system.Plant.Elements[i]
		j.Elements[p.Name] = l.elementJSON(i, p)
	}
	for i := range l.Drifts {
		j.Drift = append(j.Drift, l.driftJSON(&l.Drifts[i]))
	}
	for i := range l.Refits {
		j.Refits = append(j.Refits, l.refitJSON(&l.Refits[i]))
	}
	for _, s := range l.Sources {
		j.Sources[s.Name] = lookSourceJSON{s.Count, s.Missing, s.SetBack}
	}
	return j
}

func (l *snapshot) driftJSON(d *twin.Drift) lookDriftJSON {
	return lookDriftJSON{l.Line.Name(d.ID), d.What, d.Mode, d.Model, d.Longer != (d.What == twin.ScrapRate), d.Alarm.UTC(), d.Since.UTC(), d.Parts,
		shareOf(asShare(d.What, d.Before, d.Before1)), shareOf(asShare(d.What, d.After, d.After1))}
}

func valueOf(f experiment.Figure) *float64 {
	if f.Why != "" {
		return nil
	}
	return &f.Value
}

func (l *snapshot) elementJSON(i int, p *plant.Placed) lookElementJSON {
	n := l.of(p)
	e := lookElementJSON{Kind: p.Kind, Good: n.good, Scrapped: n.scrap, KPI: map[string]*float64{}, Overdue: []lookOverdueJSON{}, Contradictions: contradictionsJSON(n.counts)}
	if !n.last.IsZero() {
		at := n.last.UTC()
		e.Last = &at
	}
	for _, o := range n.overdue {
		e.Overdue = append(e.Overdue, lookOverdueJSON{o.Timer, o.Age.Seconds(), o.Usual.Seconds()})
	}
	if p.Role == plant.Waiting || p.Role == plant.Entry {
		e.Content = &n.content
	}
	if p.Role == plant.Station || p.Kind == "robot" {
		e.States = map[string]float64{}
		for _, id := range p.IDs {
			e.State = append(e.State, l.Line.State(id).String())
		}
		for s, share := range l.sample.Elements[i].States {
			e.States[sim.State(s).String()] = share
		}
	}
	for k := range kpi.ElementTable {
		if f := l.sample.Elements[i].KPI[k]; f.Why != "-" {
			e.KPI[kpi.ElementTable[k].Name] = valueOf(f)
		}
	}
	return e
}

func contradictionsJSON(c twin.Counts) map[string]int {
	return map[string]int{"forced": c.Forced, "refused": c.Refused, "put_in": c.Put, "taken_out": c.Taken, "levelled": c.Levelled, "disagreed": c.Disagreed}
}
