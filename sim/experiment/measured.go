package experiment

import (
	"math"
	"slices"

	"tweeling/sim/kpi"
	"tweeling/sim/stat"
)

// A Held is one figure that was measured at the real line, held against the line as it is.
//
// The question is whether reality looks like the model: whether what was measured lies where the same figure of one
// more replication would lie. That is a prediction interval, Low to High. The interval of the model's mean (Model) is not
// the answer: it shrinks with every replication, while real weeks go on to vary.
type Held struct {
	Name       string // "good_parts_per_week", "lead_time", or "oee"
	Element    string // of which OEE was measured
	Unit       string
	Measured   float64
	Model      Estimate
	Difference float64 // measured minus model
	Low, High  float64 // where the measured figure lies in 95 of 100 cases, if reality is the model
	Within     bool
	Weeks      *HeldWeeks // of good parts
	Why        string     // not empty: it cannot be compared
}

// HeldWeeks are weeks that were counted, one by one.
type HeldWeeks struct {
	Values                []float64
	Low, High             float64 // where one week lies in 95 of 100 cases, if reality is the model
	Within                int     // of the values
	SD, ModelSD           float64 // how real weeks vary, and those of the model; SD is NaN for one week
	SpreadLow, SpreadHigh float64 // where SD lies in 95 of 100 cases
	SpreadWithin          bool    // true for one week, of which nothing can be said
}

// Relative is the difference as a share of the model.
func (h *Held) Relative() float64 { return h.Difference / h.Model.Mean }

// Notices is the smallest difference that would have shown, as a share of the model.
func (h *Held) Notices() float64 { return (h.High - h.Low) / 2 / math.Abs(h.Model.Mean) }

// Measured holds the line as it is against what was measured. It is empty when nothing was, or when the first plan is not
// the line as it is: what was measured says nothing of another line.
func (r *Result) Measured() []Held {
	if len(r.Plans) == 0 || r.Plans[0].Plan != AsIs {
		return nil
	}
	m, base := r.Scenario.Measured, &r.Plans[0]
	var list []Held
	if len(m.GoodPartsPerWeek) > 0 {
		list = append(list, base.heldWeeks(m.GoodPartsPerWeek))
	}
	if m.LeadTime > 0 {
		h := Held{Name: "lead_time", Unit: "s", Measured: m.LeadTime}
		if k, ok := lineIndex("lead_time"); ok {
			h.hold(base.KPI[k])
		}
		list = append(list, h)
	}
	for i := range base.Elements {
		e := &base.Elements[i]
		oee, ok := m.OEE[e.Name]
		if !ok {
			continue
		}
		h := Held{Name: "oee", Element: e.Name, Measured: oee}
		k := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == "oee" })
		h.hold(e.KPI[k])
		list = append(list, h)
	}
	return list
}

// hold compares a figure of which one value was measured with replications, each of which has one: is the measured one
// like theirs? A replication is as long as the horizon, and the measurement is taken to be as well.
func (h *Held) hold(e Estimate) {
	h.Model = e
	switch {
	case e.Why == "-":
		h.Why = "the model has no such figure of this element"
	case e.Why != "":
		h.Why = e.Why
	default:
		h.compare(h.Measured, stat.Predict(e.Estimate, e.SD, 1))
	}
}

func (h *Held) compare(measured, half float64) {
	h.Difference = measured - h.Model.Mean
	h.Low, h.High = h.Model.Mean-half, h.Model.Mean+half
	h.Within = measured >= h.Low && measured <= h.High
}

// heldWeeks compares counted weeks with the weeks of all replications.
func (r *PlanResult) heldWeeks(measured []float64) Held {
	h := Held{Name: "good_parts_per_week", Unit: "parts/week", Measured: stat.Average(measured)}
	weeks := r.weeks()
	if len(weeks) == 0 {
		h.Why = "the model watches less than a whole week after the warm-up"
		return h
	}
	var all, means []float64
	for _, list := range weeks {
		all = append(all, list...)
		means = append(means, stat.Average(list))
	}
	h.Model = Estimate{Estimate: stat.Mean(means), Unit: h.Unit, Values: means}
	w := &HeldWeeks{Values: measured, ModelSD: stat.StdDev(all), SD: stat.StdDev(measured), SpreadWithin: true}
	// The mean of several weeks varies less than one week, but more than by the root of their number where weeks of one
	// replication are alike. The model tells how much more.
	sd := max(w.ModelSD, h.Model.SD*math.Sqrt(float64(len(weeks[0]))))
	h.compare(h.Measured, stat.Predict(h.Model.Estimate, sd, len(measured)))
	half := stat.Predict(h.Model.Estimate, w.ModelSD, 1)
	w.Low, w.High = h.Model.Mean-half, h.Model.Mean+half
	for _, x := range measured {
		if x >= w.Low && x <= w.High {
			w.Within++
		}
	}
	if low, high, ok := stat.SpreadInterval(w.ModelSD, len(measured), 0.95); ok {
		w.SpreadLow, w.SpreadHigh = low, high
		w.SpreadWithin = w.SD >= low && w.SD <= high
	}
	h.Weeks = w
	return h
}

// weeks are the good parts of every whole week watched, by replication.
func (r *PlanResult) weeks() [][]float64 {
	width := r.Plant.Layout.BinWidth
	perWeek := int(168 / width.Hours())
	first := int((r.warmup + width - 1) / width)
	last := int((r.warmup + r.horizon) / width)
	var all [][]float64
	for _, s := range r.Samples {
		var list []float64
		for at := first; at+perWeek <= min(last, len(s.Bins)); at += perWeek {
			sum := 0.0
			for _, n := range s.Bins[at : at+perWeek] {
				sum += float64(n)
			}
			list = append(list, sum)
		}
		if len(list) == 0 {
			return nil
		}
		all = append(all, list)
	}
	return all
}

// Agreement is how many measured figures lie where the model says, of how many that could be compared.
func Agreement(list []Held) (within, of int) {
	for i := range list {
		if list[i].Why == "" {
			of++
			if list[i].Within {
				within++
			}
		}
	}
	return within, of
}

// MeasuredJSON is what was measured, against the line as it is.
type MeasuredJSON struct {
	From    string              `json:"from,omitempty"`
	How     string              `json:"how,omitempty"`
	Within  int                 `json:"within"`
	Of      int                 `json:"of"`
	Figures map[string]HeldJSON `json:"figures"`
}

// HeldJSON is one measured figure as JSON. The interval is that of prediction: of the mean of as many weeks as were
// counted, or of one run.
type HeldJSON struct {
	Unit       string         `json:"unit"`
	Measured   float64        `json:"measured"`
	Model      *Number        `json:"model"`
	Difference *float64       `json:"difference"`
	Interval   *IntervalJSON  `json:"interval"`
	Within     *bool          `json:"within"`
	Weeks      *HeldWeeksJSON `json:"weeks,omitempty"`
}

// IntervalJSON is where a measured value lies in 95 of 100 cases, if reality is the model.
type IntervalJSON struct {
	Of   string  `json:"of"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// HeldWeeksJSON are weeks that were counted, one by one.
type HeldWeeksJSON struct {
	Values       []float64    `json:"values"`
	Interval     IntervalJSON `json:"interval"`
	Within       int          `json:"within"`
	SD           *float64     `json:"sd"`
	ModelSD      float64      `json:"model_sd"`
	SpreadWithin *bool        `json:"spread_within"`
}

// measuredJSON gives what was measured in the stable shape; nil, with a note, when there is nothing to compare.
func (r *Result) measuredJSON(plan string, n noter) *MeasuredJSON {
	list := r.Measured()
	switch {
	case len(list) == 0 && r.Scenario.Measured.Given && plan != AsIs:
		*n.notes = append(*n.notes, "measured: what was measured is of the line as it is, not of a plan")
		return nil
	case len(list) == 0 || plan != AsIs:
		*n.notes = append(*n.notes, "measured: nothing was; the result is exploratory")
		return nil
	}
	m := r.Scenario.Measured
	j := &MeasuredJSON{From: m.From, How: m.How, Figures: map[string]HeldJSON{}}
	j.Within, j.Of = Agreement(list)
	for i := range list {
		h := &list[i]
		name := h.Name
		if h.Element != "" {
			name += "." + h.Element
		}
		j.Figures[name] = h.json(n.at("measured"), name)
	}
	return j
}

func (h *Held) json(n noter, name string) HeldJSON {
	j := HeldJSON{Unit: h.Unit, Measured: h.Measured}
	if h.Why != "" {
		*n.notes = append(*n.notes, n.prefix+name+": "+h.Why)
		return j
	}
	j.Model = n.number(name, h.Model, "")
	j.Difference, j.Within = &h.Difference, &h.Within
	j.Interval = &IntervalJSON{"one run", h.Low, h.High}
	if w := h.Weeks; w != nil {
		j.Interval.Of = "mean of the weeks"
		j.Weeks = &HeldWeeksJSON{Values: w.Values, Interval: IntervalJSON{"one week", w.Low, w.High}, Within: w.Within, ModelSD: w.ModelSD}
		if !math.IsNaN(w.SD) {
			j.Weeks.SD, j.Weeks.SpreadWithin = &w.SD, &w.SpreadWithin
		}
	}
	return j
}
