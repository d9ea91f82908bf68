package experiment

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
)

// A Stamp says how to get the same result again.
type Stamp struct {
	Hash    string `json:"hash"`
	Seed    uint64 `json:"seed"`
	Version string `json:"version"`
	Command string `json:"command"`
}

// Number is an estimate in JSON. Values are there when asked for.
type Number struct {
	Unit      string    `json:"unit"`
	Mean      float64   `json:"mean"`
	HalfWidth float64   `json:"half_width"`
	N         int       `json:"n"`
	Verdict   Verdict   `json:"verdict,omitempty"`
	Values    []float64 `json:"values,omitempty"`
}

// RunJSON is one plan as JSON. What does not exist is null, with the reason in notes.
type RunJSON struct {
	Scenario     string                 `json:"scenario"`
	Hash         string                 `json:"hash"`
	Version      string                 `json:"version"`
	Seed         uint64                 `json:"seed"`
	Plan         string                 `json:"plan"`
	Measures     []string               `json:"measures"`
	Replications int                    `json:"replications"`
	WarmupS      float64                `json:"warmup_s"`
	HorizonS     float64                `json:"horizon_s"`
	Engine       string                 `json:"engine"`
	KPI          map[string]*Number     `json:"kpi"`
	Bottleneck   *string                `json:"bottleneck"`
	Station      *string                `json:"bottleneck_station"`
	Elements     map[string]ElementJSON `json:"elements"`
	Products     map[string]ProductJSON `json:"products"`
	Orders       map[string]OrderJSON   `json:"orders,omitempty"`
	Cost         map[string]*Number     `json:"cost_per_part,omitempty"`
	Setups       *Number                `json:"setups_per_part,omitempty"` // within that
	Rework       *Number                `json:"rework_per_part,omitempty"` // within that, where some part was mended
	Contract     *ContractJSON          `json:"contracted,omitempty"`
	Measured     *MeasuredJSON          `json:"measured"`
	Exploratory  bool                   `json:"exploratory"` // nobody has held the line as it is against measurements
	Evidence     *EvidenceJSON          `json:"evidence,omitempty"`
	Health       HealthJSON             `json:"health"`
	Notes        []string               `json:"notes"`
	Stamp        *Stamp                 `json:"stamp,omitempty"`
}

// ElementJSON is one element as JSON; states are shares of the time watched.
type ElementJSON struct {
	Kind   string             `json:"kind"`
	States map[string]*Number `json:"states,omitempty"`
	KPI    map[string]*Number `json:"kpi"`
}

// ProductJSON is one product as JSON.
type ProductJSON struct {
	OutputPerWeek   *Number `json:"output_per_week"`
	ScrappedPerWeek *Number `json:"scrapped_per_week"`
	LostPerWeek     *Number `json:"lost_per_week"`
	LeadTime        *Number `json:"lead_time"`
	OnTime          *Number `json:"on_time,omitempty"` // of its orders, as tardiness
	Tardiness       *Number `json:"tardiness,omitempty"`
}

// OrderJSON is one order as JSON: what was asked for, and what became of it. Times count from the start of the run; due_s is
// null for one that has none, and so is then on_time.
type OrderJSON struct {
	Product   string   `json:"product"`
	Series    string   `json:"series,omitempty"`
	Quantity  int      `json:"quantity"`
	ReleaseS  float64  `json:"release_s"`
	DueS      *float64 `json:"due_s"`
	Done      *Number  `json:"done"`
	OnTime    *Number  `json:"on_time"`
	Tardiness *Number  `json:"tardiness"`
	LeadTime  *Number  `json:"lead_time"`
}

// ContractJSON holds the peak of power against what is contracted.
type ContractJSON struct {
	KW           float64 `json:"kw"`
	MostKW       float64 `json:"peak_kw"`           // the largest of all replications
	Over         int     `json:"replications_over"` // in which it is more than contracted
	Replications int     `json:"replications"`
	Possible     bool    `json:"possible"`
}

// HealthJSON tells whether the runs can be trusted, and what they took. NsPerPartOp is null unless it was asked for:
// a time differs from run to run, and results do not.
type HealthJSON struct {
	LittleError *Number  `json:"little_error"`
	WarmupOK    *bool    `json:"warmup_ok"`
	Incomplete  int      `json:"incomplete_orders,omitempty"` // that have lost parts at a full source; the most in one replication
	LeftOver    int      `json:"left_over,omitempty"`         // parts that wait for others which nobody brings any more; the most in one replication
	LeftAt      []string `json:"left_over_at,omitempty"`      // the elements that wait for those
	PartOps     int64    `json:"part_operations"`
	NsPerPartOp *float64 `json:"ns_per_part_operation"`
}

// CompareJSON is a comparison as JSON.
type CompareJSON struct {
	Plans       map[string]RunJSON            `json:"plans"`
	Order       []string                      `json:"order"`
	Differences map[string]map[string]*Number `json:"differences"`
	Money       map[string]*MoneyJSON         `json:"money"`
	Exploratory bool                          `json:"exploratory"`
	Guards      []Guard                       `json:"guards"` // what to look at twice
	Notes       []string                      `json:"notes"`
	Stamp       *Stamp                        `json:"stamp"`
}

// MoneyJSON is the appraisal of one plan as JSON.
type MoneyJSON struct {
	Currency string           `json:"currency"`
	Capex    float64          `json:"capex"`
	Tax      string           `json:"tax"`
	Verdict  Worth            `json:"verdict"`           // after tax when there is one
	Verdicts map[string]Worth `json:"baseline_verdicts"` // the same by each baseline
	Volume   *VolumeJSON      `json:"break_even_volume"` // null, with a note: it is not told
	*cost.Appraisal
}

// VolumeJSON is the break-even volume of a plan, in units a year; see [Volume].
type VolumeJSON struct {
	Low    *float64 `json:"low"`
	Mid    *float64 `json:"mid"`
	High   *float64 `json:"high"`
	Pays   Pays     `json:"pays"`
	Demand float64  `json:"demand"`
	Most   float64  `json:"most"`
}

// JSON is the volume, null where it is not told.
func (v *Volume) JSON() *VolumeJSON {
	if v == nil || v.Why != "" {
		return nil
	}
	return &VolumeJSON{v.Low, v.Mid, v.High, v.Pays, v.Demand, v.Most}
}

type noter struct {
	prefix string
	notes  *[]string
	values bool
}

func (n noter) number(name string, e Estimate, v Verdict) *Number {
	if e.Why != "" {
		if e.Why != "-" {
			*n.notes = append(*n.notes, fmt.Sprintf("%s%s: %s", n.prefix, name, e.Why))
		}
		return nil
	}
	if k := e.Lacks.Replications; k > 0 {
		*n.notes = append(*n.notes, fmt.Sprintf("%s%s: of %d of %d replications; in the others: %s", n.prefix, name, e.N, e.N+k, e.Lacks.Why))
	}
	num := &Number{Unit: e.Unit, Mean: e.Mean, HalfWidth: e.HalfWidth, N: e.N, Verdict: v}
	if n.values {
		num.Values = e.Values
	}
	return num
}

func (n noter) at(name string) noter {
	n.prefix += name + "."
	return n
}

// JSON gives one plan in the stable shape.
func (r *PlanResult) JSON(result *Result, version string, values bool) RunJSON {
	notes := []string{}
	n := noter{notes: &notes, values: values}
	j := RunJSON{
		Scenario: result.Scenario.Name, Hash: result.Scenario.Hash, Version: version, Seed: result.Seed, Plan: r.Plan, Measures: r.Measures,
		Replications: r.Replications, WarmupS: r.warmup.Seconds(), HorizonS: r.horizon.Seconds(), Engine: "event",
		KPI: map[string]*Number{}, Elements: map[string]ElementJSON{}, Products: map[string]ProductJSON{},
	}
	if j.Measures == nil {
		j.Measures = []string{}
	}
	for k := range kpi.Table {
		j.KPI[kpi.Table[k].Name] = n.at("kpi").number(kpi.Table[k].Name, r.KPI[k], "")
	}
	if r.Bottleneck >= 0 {
		j.Bottleneck = &r.Elements[r.Bottleneck].Name
	}
	if r.Station >= 0 {
		j.Station = &r.Elements[r.Station].Name
	}
	for i := range r.Elements {
		j.Elements[r.Elements[i].Name] = r.Elements[i].json(n.at("elements").at(r.Elements[i].Name))
	}
	for i := range r.Products {
		p := &r.Products[i]
		name := p.Name
		if name == "" {
			name = "part"
		}
		at := n.at("products").at(name)
		j.Products[name] = ProductJSON{at.number("output_per_week", p.PerWeek, ""), at.number("scrapped_per_week", p.Scrapped, ""),
			at.number("lost_per_week", p.Lost, ""), at.number("lead_time", p.Lead, ""), at.number("on_time", p.OnTime, ""), at.number("tardiness", p.Tardiness, "")}
	}
	j.Orders = r.ordersJSON(n)
	if r.Cost != nil {
		j.Cost = map[string]*Number{}
		for i := range cost.Items {
			j.Cost[cost.Items[i].Name] = n.at("cost_per_part").number(cost.Items[i].Name, r.Cost[i], "")
		}
	}
	j.Setups = n.number("setups_per_part", r.Setups, "")
	if r.Rework.Why == "" && r.Rework.Mean != 0 {
		j.Rework = n.number("rework_per_part", r.Rework, "")
	}
	if c := r.Contract; c != nil {
		j.Contract = &ContractJSON{c.KW, c.Most, c.Over, c.Checks, c.Over == 0}
	}
	if f := result.Scenario.Run.Found; f != nil && !f.Settled {
		notes = append(notes, "warmup_s: no end of the warm-up was found; it is the longest that was looked at")
	}
	if f := result.Scenario.Run.Found; f != nil && r.Health.Growing {
		notes = append(notes, "warmup_s: it was found by good parts; parts inside never settle")
	}
	if result.Unreached {
		notes = append(notes, fmt.Sprintf("precision: not reached with %d replications; more are not run", r.Replications))
	}
	j.Health = HealthJSON{LittleError: n.at("health").number("little_error", r.Health.LittleError, ""), WarmupOK: r.Health.WarmupOK, Incomplete: r.Health.Incomplete, LeftOver: r.Health.LeftOver, LeftAt: r.Health.LeftAt, PartOps: r.Health.PartOps}
	if r.Health.WarmupOK == nil {
		notes = append(notes, "health.warmup_ok: fewer than two whole weeks were watched")
	}
	j.Measured, j.Exploratory = result.measuredJSON(r.Plan, n), result.Exploratory()
	j.Notes = notes
	return j
}

func (e *ElementResult) json(n noter) ElementJSON {
	j := ElementJSON{Kind: e.Kind, KPI: map[string]*Number{}}
	if e.Role == "station" || e.Role == "robot" {
		j.States = map[string]*Number{}
		for s := range sim.NumStates {
			j.States[s.String()] = n.at("states").number(s.String(), e.States[s], "")
		}
	}
	for k := range kpi.ElementTable {
		if e.KPI[k].Why != "-" {
			j.KPI[kpi.ElementTable[k].Name] = n.at("kpi").number(kpi.ElementTable[k].Name, e.KPI[k], "")
		}
	}
	return j
}

// JSON gives a comparison in the stable shape.
func (r *Result) JSON(version string, values bool) CompareJSON {
	notes := []string{}
	j := CompareJSON{Plans: map[string]RunJSON{}, Differences: map[string]map[string]*Number{}, Money: map[string]*MoneyJSON{},
		Exploratory: r.Exploratory(), Guards: append([]Guard{}, r.Guards()...)}
	for i := range r.Plans {
		j.Order = append(j.Order, r.Plans[i].Plan)
		j.Plans[r.Plans[i].Plan] = r.Plans[i].JSON(r, version, values)
	}
	for i := range r.Compared {
		c := &r.Compared[i]
		n := noter{prefix: "differences." + c.Plan + ".", notes: &notes, values: values}
		diffs := map[string]*Number{}
		for k := range kpi.Table {
			diffs[kpi.Table[k].Name] = n.number(kpi.Table[k].Name, c.KPI[k].Estimate, c.KPI[k].Verdict)
		}
		j.Differences[c.Plan] = diffs
		if c.Money == nil {
			notes = append(notes, "money."+c.Plan+": "+c.MoneyWhy)
			j.Money[c.Plan] = nil
			continue
		}
		verdicts := map[string]Worth{}
		for _, o := range c.Outlooks {
			verdicts[o.Baseline] = o.Worth
		}
		if c.Money.Baselines.Declining == nil {
			notes = append(notes, "money."+c.Plan+".baselines.declining: [economics] says no decline")
		}
		if c.Volume.Why != "" {
			notes = append(notes, "money."+c.Plan+".break_even_volume: "+c.Volume.Why)
		}
		j.Money[c.Plan] = &MoneyJSON{r.Scenario.Economics.Currency, c.Money.Capex, r.Scenario.Economics.Tax, c.Worth, verdicts, c.Volume.JSON(), c.Money}
	}
	j.Notes = notes
	return j
}
