package experiment

import "strconv"

// SeriesJSON is a series as JSON. What does not exist is null, with the reason in notes.
type SeriesJSON struct {
	Scenario     string              `json:"scenario"`
	Hash         string              `json:"hash"`
	Version      string              `json:"version"`
	Seed         uint64              `json:"seed"`
	Exploratory  bool                `json:"exploratory"`
	Product      *string             `json:"product"` // null: all
	Replications int                 `json:"replications"`
	Fewest       int                 `json:"fewest_replications"`
	Basis        string              `json:"basis"` // "paid" or "used"
	HoldingRate  float64             `json:"holding_rate"`
	Matters      bool                `json:"lot_size_matters"`
	Order        []string            `json:"order"`
	Plans        map[string]LotsJSON `json:"plans"`
	BreakEven    map[string]EvenJSON `json:"break_even"`
	Notes        []string            `json:"notes"`
	Stamp        *Stamp              `json:"stamp"`
}

// LotsJSON is one plan in lots of all sizes.
type LotsJSON struct {
	Today    *int           `json:"lot_today"`
	Station  string         `json:"station,omitempty"`
	Smallest *int           `json:"smallest_lot"`
	Best     *int           `json:"economic_lot"`
	Near     *[2]int        `json:"within_two_percent"`
	Classic  *ClassicJSON   `json:"classical"`
	Points   []LotPointJSON `json:"lots"`
}

// ClassicJSON is the classical economic lot, with what it rests on.
type ClassicJSON struct {
	Lot    float64 `json:"lot"`
	Setup  float64 `json:"cost_per_lot"`
	Unit   float64 `json:"cost_per_unit"`
	Demand float64 `json:"demand_per_year"`
	Rate   float64 `json:"made_per_year"`
}

// LotPointJSON is a plan in lots of one size.
type LotPointJSON struct {
	Lot     int     `json:"lot"`
	KeepsUp *bool   `json:"keeps_up"` // null: it was not run
	Unit    *Number `json:"cost_per_unit"`
	Total   *Number `json:"cost_with_stock"`
	Time    *Number `json:"station_time"`
	Lead    *Number `json:"lead_time"`
}

// EvenJSON is the lot size at which a plan costs as much as the first.
type EvenJSON struct {
	Lot     *int    `json:"lot"`
	Low     *int    `json:"low"`
	High    *int    `json:"high"`
	Cheaper *string `json:"cheaper_below"` // in all, where there is no such lot
}

// JSON gives a series in the stable shape.
func (r *Series) JSON(version string, values bool) SeriesJSON {
	notes := []string{}
	j := SeriesJSON{Scenario: r.Scenario.Name, Hash: r.Scenario.Hash, Version: version, Seed: r.Seed, Exploratory: r.Result.Exploratory(), Replications: r.Replications, Fewest: r.Fewest,
		Basis: "used", HoldingRate: r.HoldingRate, Matters: r.Matters(), Plans: map[string]LotsJSON{}, BreakEven: map[string]EvenJSON{}}
	if r.Product != "" {
		j.Product = &r.Product
	}
	if r.Paid {
		j.Basis = "paid"
	}
	for i := range r.Plans {
		p := &r.Plans[i]
		j.Order = append(j.Order, p.Plan)
		j.Plans[p.Plan] = p.json(noter{prefix: "plans." + p.Plan + ".", notes: &notes, values: values})
	}
	for _, e := range r.Even {
		if e.Why != "" {
			notes = append(notes, "break_even."+e.Plan+": "+e.Why)
		}
		one := EvenJSON{Lot: some(e.Lot), Low: some(e.Low), High: some(e.High)}
		if e.Cheaper != "" {
			one.Cheaper = &e.Cheaper
		}
		j.BreakEven[e.Plan] = one
	}
	j.Notes = notes
	return j
}

// some is a number that is there when it is not 0.
func some(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func (p *SeriesPlan) json(n noter) LotsJSON {
	j := LotsJSON{Today: some(p.Now), Station: p.Station, Smallest: some(p.Smallest), Points: []LotPointJSON{}}
	if p.Best >= 0 {
		j.Best, j.Near = &p.Points[p.Best].Size, &[2]int{p.From, p.To}
	}
	if c := p.Classic; c != nil {
		j.Classic = &ClassicJSON{c.Lot, c.Setup, c.Unit, c.Demand, c.Rate}
	} else {
		*n.notes = append(*n.notes, n.prefix+"classical: "+p.Why)
	}
	for k := range p.Points {
		q := &p.Points[k]
		at := n.at("lots").at(strconv.Itoa(q.Size))
		one := LotPointJSON{Lot: q.Size}
		switch {
		case q.Why != "":
			*n.notes = append(*n.notes, at.prefix+"cost_per_unit: "+q.Why)
		case !q.KeepsUp:
			one.KeepsUp = &q.KeepsUp
			*n.notes = append(*n.notes, at.prefix+"cost_per_unit: the line does not keep up")
		default:
			one.KeepsUp = &q.KeepsUp
			one.Unit, one.Total = at.number("cost_per_unit", q.Unit, ""), at.number("cost_with_stock", q.Total, "")
			one.Time, one.Lead = at.number("station_time", q.Time, ""), at.number("lead_time", q.Lead, "")
		}
		j.Points = append(j.Points, one)
	}
	return j
}
