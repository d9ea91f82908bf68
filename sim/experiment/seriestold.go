package experiment

import (
	"math"
	"slices"
	"strconv"
)

// More is what a unit costs more, stock included, than in another plan in lots of the same size. Ok is false where the other
// has no such lots.
func (q *LotPoint) More(than *SeriesPlan) (d Difference, ok bool) {
	for k := range than.Points {
		o := &than.Points[k]
		if o.Size == q.Size && o.KeepsUp && len(o.Total.Values) > 0 && len(o.Total.Values) == len(q.Total.Values) {
			return difference(o.Total, q.Total, 1), true
		}
	}
	return Difference{}, false
}

// Closing tells what the curves show.
func (r *Series) Closing() []Sentence {
	if !r.Matters() {
		return []Sentence{{Key: "series.no_matter"}}
	}
	var s []Sentence
	for i := range r.Plans {
		s = append(s, r.Plans[i].told()...)
	}
	for i := range r.Even {
		s = append(s, r.evenTold(&r.Even[i]))
	}
	return s
}

// called is a plan as a sentence begins with it.
func called(plan string) any {
	if plan == AsIs {
		return Word("compare.as_is")
	}
	return plan
}

func (p *SeriesPlan) told() []Sentence {
	if p.Best < 0 {
		return []Sentence{{Key: "series.never", Args: []any{called(p.Plan)}}}
	}
	best := &p.Points[p.Best]
	key := "series.best"
	tried := p.run()
	switch {
	case best.Size == tried[len(tried)-1].Size:
		key = "series.best_largest"
	case best.Size == p.Smallest:
		key = "series.best_smallest"
	}
	s := []Sentence{{Key: key, Args: []any{called(p.Plan), float64(best.Size), best.Total.Mean, float64(p.From), float64(p.To)}}}
	if p.Smallest > tried[0].Size {
		s = append(s, Sentence{Key: "series.smallest", Args: []any{called(p.Plan), float64(p.Smallest)}})
	}
	if c := p.Classic; c != nil {
		s = append(s, Sentence{Key: "series.classic", Args: []any{called(p.Plan), round3(c.Lot), round3(c.Setup), round3(c.Unit)}})
	}
	return s
}

func (r *Series) evenTold(e *LotEven) Sentence {
	first := called(r.Plans[0].Plan)
	switch {
	case e.Why != "":
		return Sentence{Key: "series.even_none", Args: []any{called(e.Plan), first}}
	case e.Lot == 0 && e.Cheaper == "":
		return Sentence{Key: "series.even_unsure", Args: []any{called(e.Plan), first}}
	case e.Lot == 0 && e.Cheaper == e.Plan:
		return Sentence{Key: "series.even_always", Args: []any{called(e.Plan), first}}
	case e.Lot == 0:
		return Sentence{Key: "series.even_always", Args: []any{first, called(e.Plan)}}
	case e.Cheaper == "" || e.Low == 0 || e.High == 0 || e.Again:
		return Sentence{Key: "series.even_about", Args: []any{called(e.Plan), first, float64(e.Lot)}}
	case e.Cheaper == e.Plan:
		return Sentence{Key: "series.even", Args: []any{called(e.Plan), first, float64(e.Lot), float64(e.Low), float64(e.High)}}
	}
	return Sentence{Key: "series.even", Args: []any{first, called(e.Plan), float64(e.Lot), float64(e.Low), float64(e.High)}}
}

// Assumptions tells what the figures rest on.
func (r *Series) Assumptions() []Sentence {
	basis := "series.used"
	if r.Paid {
		basis = "series.paid"
	}
	s := []Sentence{{Key: "assume.chance", Args: []any{r.Replications}}}
	if r.Replications < leastToJudge {
		s = append(s, Sentence{Key: "assume.few", Args: []any{leastToJudge}})
	}
	s = append(s, r.Result.Standing(), Sentence{Key: basis})
	if !r.Paid {
		s = append(s, Sentence{Key: "series.pace"})
	}
	s = append(s, Sentence{Key: "series.stock", Args: []any{Share(r.HoldingRate)}})
	if slices.ContainsFunc(r.Plans, func(p SeriesPlan) bool { return p.Classic != nil }) {
		s = append(s, Sentence{Key: "series.formula"})
	}
	return s
}

// SeriesJSON is a series as JSON. What does not exist is null, with the reason in notes.
type SeriesJSON struct {
	Scenario     string              `json:"scenario"`
	Hash         string              `json:"hash"`
	Version      string              `json:"version"`
	Seed         uint64              `json:"seed"`
	Exploratory  bool                `json:"exploratory"`
	Product      *string             `json:"product"` // null: all
	Replications int                 `json:"replications"`
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
	j := SeriesJSON{Scenario: r.Scenario.Name, Hash: r.Scenario.Hash, Version: version, Seed: r.Seed, Exploratory: r.Result.Exploratory(), Replications: r.Replications,
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

// round3 keeps three digits of a number that is read from a curve.
func round3(x float64) float64 {
	if x == 0 {
		return 0
	}
	size := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-2)
	return math.Round(x/size) * size
}
