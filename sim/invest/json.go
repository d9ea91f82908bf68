package invest

import (
	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/stat"
)

// JSON is a search as JSON. Money is in the scenario's currency.
type JSON struct {
	Scenario      string                      `json:"scenario"`
	Hash          string                      `json:"hash"`
	Version       string                      `json:"version"`
	Seed          uint64                      `json:"seed"`
	Currency      string                      `json:"currency"`
	Budget        *float64                    `json:"budget"` // null: as much as one likes
	Sets          int                         `json:"sets"`   // that were run
	OverBudget    int                         `json:"sets_over_budget"`
	Replications  int                         `json:"replications"` // of the best
	Best          BestJSON                    `json:"best"`
	Money         *cost.Appraisal             `json:"money"`             // of the best, what is not known being likely; null: the best is to do nothing
	Volume        *experiment.VolumeJSON      `json:"break_even_volume"` // of the best; null: it is not told
	Frontier      []OptionJSON                `json:"frontier"`
	Rivals        []OptionJSON                `json:"rivals"` // run as often as the best
	Naive         map[Rule]NaiveJSON          `json:"one_at_a_time"`
	Contributions map[string]ContributionJSON `json:"contributions"`
	Order         []StageJSON                 `json:"order"`
	Split         *SplitJSON                  `json:"next_calendar_year"` // null: it brings little, or there is no tax
	Choice        ChoiceJSON                  `json:"choice"`
	Risk          *RiskJSON                   `json:"risk"`
	Pilot         *PilotJSON                  `json:"pilot"`
	Refused       []RefusalJSON               `json:"refused"`
	Exploratory   bool                        `json:"exploratory"` // nobody has held the line as it is against measurements
	Guards        []experiment.Guard          `json:"guards"`      // what to look at twice, of single measures
	Notes         []string                    `json:"notes"`
	Stamp         *experiment.Stamp           `json:"stamp"`
}

// BestJSON is the set that is advised.
type BestJSON struct {
	OptionJSON
	PLoss float64 `json:"p_loss"` // by chance and by what is not known
}

// OptionJSON is a set of measures; its NPV is by chance alone, what is not known being likely.
type OptionJSON struct {
	Measures   []string    `json:"measures"`
	Capex      float64     `json:"capex"`
	NPV        cost.Paired `json:"npv"`
	Mean       *float64    `json:"npv_mean"` // over what is not known as well; null: that was not looked at
	Bottleneck string      `json:"bottleneck"`
}

// NaiveJSON is what somebody buys who looks at one measure at a time.
type NaiveJSON struct {
	OptionJSON
	Claimed float64 `json:"claimed"` // what he takes it to be worth
}

// ContributionJSON is what one measure brings.
type ContributionJSON struct {
	Alone     cost.Paired `json:"alone"`
	GivenRest cost.Paired `json:"given_rest"`
	Shapley   cost.Paired `json:"shapley"`
}

// StageJSON is what is done at the beginning of one year, 0 being now.
type StageJSON struct {
	Year       int      `json:"year"`
	Measures   []string `json:"measures"`
	Capex      float64  `json:"capex"`
	IfStopped  float64  `json:"npv_if_stopped"`
	Bottleneck string   `json:"bottleneck"`
}

// ChoiceJSON is how sure the choice is, given so few replications.
type ChoiceJSON struct {
	WrongPick float64  `json:"p_wrong_pick"`
	Regret    float64  `json:"expected_regret"`
	Rival     []string `json:"rival"` // null: no other ever comes out better
	PRival    float64  `json:"p_rival"`
	Within    float64  `json:"best_within"` // with 95 % no other set is worth more than so much more, by chance alone
	Matters   float64  `json:"matters"`     // smaller differences were not looked into
	Nearest   []string `json:"nearest"`     // the set that is excluded least; null: there is no other
}

// SplitJSON is what it brings to buy some measures in the next calendar year.
type SplitJSON struct {
	Later     []string `json:"later"`
	Deduction float64  `json:"more_deduction"`
	Tax       float64  `json:"less_tax"`
}

// RiskJSON is how the best may turn out.
type RiskJSON struct {
	Futures     int             `json:"futures"`
	Mean        float64         `json:"mean"`
	P5          float64         `json:"p5"`
	P50         float64         `json:"p50"`
	P95         float64         `json:"p95"`
	PLoss       float64         `json:"p_loss"`
	Shortfall   float64         `json:"expected_shortfall"` // the mean of the worst twentieth
	NoPayback   float64         `json:"p_not_paid_back"`
	OverBudget  float64         `json:"p_over_budget"`
	SDIgnorance float64         `json:"sd_ignorance"`
	SDChance    float64         `json:"sd_chance"`
	Curve       []float64       `json:"npv_percentiles"` // 1 to 99
	Fan         [][5]float64    `json:"cumulative_cash"` // by year: 5, 25, 50, 75 and 95 %
	EVPI        float64         `json:"evpi"`
	Between     [][]string      `json:"evpi_between"` // the sets that are chosen between, the empty one to do nothing
	Metamodel   *MetamodelJSON  `json:"metamodel"`    // null: all is known
	Inputs      []InputRiskJSON `json:"inputs"`
}

// MetamodelJSON is how well the runs are known by it.
type MetamodelJSON struct {
	Runs  int     `json:"runs"`
	Error float64 `json:"error"`
	R2    float64 `json:"r2"`
}

// InputRiskJSON is what one thing that is not known does by itself; times in seconds.
type InputRiskJSON struct {
	Path  string     `json:"path"`
	Value [2]float64 `json:"p10_p90"`
	NPV   [2]float64 `json:"npv_at_p10_p90"`
	Flips bool       `json:"flips"`
	EVPPI float64    `json:"evppi"`
	Share float64    `json:"first_order"` // of the variance that it explains by itself
	Zero  *float64   `json:"npv_zero_at"` // null: not within what it may come out as
}

// PilotJSON is a decision in two steps.
type PilotJSON struct {
	Measures  []string `json:"measures"`
	Capex     float64  `json:"capex"`
	Worth     float64  `json:"worth"`
	AllAtOnce float64  `json:"all_at_once"`
	Option    float64  `json:"option_value"`
	GoOn      float64  `json:"p_go_on"`
	StopBelow *float64 `json:"stop_below"`
}

// RefusalJSON is a set that cannot be carried out together.
type RefusalJSON struct {
	Measures []string `json:"measures"`
	Why      string   `json:"why"`
}

// JSON gives the result in the stable shape.
func (r *Result) JSON(version string) JSON {
	s := r.Scenario
	j := JSON{Scenario: s.Name, Hash: s.Hash, Version: version, Seed: r.Seed, Currency: s.Economics.Currency, Sets: r.Options, OverBudget: r.Over,
		Replications: len(r.Best.NPVs), Best: BestJSON{OptionJSON: r.Best.json()}, Frontier: optionsJSON(r.Frontier), Rivals: []OptionJSON{}, Naive: map[Rule]NaiveJSON{},
		Contributions: map[string]ContributionJSON{}, Order: []StageJSON{}, Refused: []RefusalJSON{}, Notes: []string{}, Exploratory: r.Compared.Exploratory(), Guards: append([]experiment.Guard{}, r.Guards...)}
	if r.Settings.Budget > 0 {
		j.Budget = &r.Settings.Budget
	}
	for _, o := range r.Ranked {
		if o != r.Best {
			j.Rivals = append(j.Rivals, o.json())
		}
	}
	for _, n := range r.Naive {
		j.Naive[n.Rule] = NaiveJSON{n.Option.json(), n.Claimed}
	}
	for _, c := range r.Contributions {
		j.Contributions[c.Measure] = ContributionJSON{paired(c.Alone), paired(c.GivenRest), paired(c.Shapley)}
	}
	for _, one := range r.Stages {
		j.Order = append(j.Order, StageJSON{one.Year, one.Measures, one.Capex, one.Stop, one.Bottleneck})
	}
	j.Choice = ChoiceJSON{WrongPick: r.Doubt.Wrong, Regret: r.Doubt.Regret, PRival: r.Doubt.Share, Within: r.Certainty.Within, Matters: r.Certainty.Matters}
	if r.Certainty.Rival != nil {
		j.Choice.Nearest = r.Certainty.Rival.Measures
	}
	if s := r.Split; s != nil {
		j.Split = &SplitJSON{s.Later, s.Deduction, s.Tax}
	}
	if r.Doubt.Rival != nil {
		j.Choice.Rival = r.Doubt.Rival.Measures
	}
	if r.Risk != nil {
		j.Risk, j.Best.PLoss = r.Risk.json(), r.Risk.NPV.Loss
		j.Money, j.Volume = r.Compared.Compared[0].Money, r.Compared.Compared[0].Volume.JSON()
		if why := r.Compared.Compared[0].Volume.Why; why != "" {
			j.Notes = append(j.Notes, "break_even_volume: "+why)
		}
	}
	if p := r.Pilot; p != nil {
		j.Pilot = &PilotJSON{p.Measures, p.Capex, p.Worth, p.AtOnce, p.Option, p.GoOn, p.StopBelow}
	}
	for _, one := range r.Refused {
		j.Refused = append(j.Refused, RefusalJSON(one))
	}
	if r.Cut {
		j.Notes = append(j.Notes, "sets: not all that a model proposes could be looked at; there may be better ones")
	}
	if r.Stages == nil && r.Risk != nil {
		j.Notes = append(j.Notes, "order: the best set cannot come about as fast as was asked within the horizon")
	}
	return j
}

func paired(e stat.Estimate) cost.Paired {
	return cost.Paired{Mean: e.Mean, HalfWidth: e.HalfWidth, N: e.N}
}

func (o *Option) json() OptionJSON {
	j := OptionJSON{o.Measures, o.Capex, paired(o.Worth), nil, o.Bottleneck}
	if o.Weighed {
		mean := o.Mean()
		j.Mean = &mean
	}
	return j
}

func optionsJSON(list []*Option) []OptionJSON {
	all := make([]OptionJSON, len(list))
	for i, o := range list {
		all[i] = o.json()
	}
	return all
}

func (r *Risk) json() *RiskJSON {
	j := &RiskJSON{Futures: r.Futures, Mean: r.NPV.Mean, P5: r.NPV.P5, P50: r.NPV.P50, P95: r.NPV.P95, PLoss: r.NPV.Loss, Shortfall: r.Shortfall,
		NoPayback: r.NoPayback, OverBudget: r.OverBudget, SDIgnorance: r.Ignorance, SDChance: r.Chance, Curve: r.Curve, Fan: r.Fan, EVPI: r.Knowing,
		Between: [][]string{}, Inputs: []InputRiskJSON{}}
	for _, o := range r.Between {
		j.Between = append(j.Between, o.Measures)
	}
	if r.Runs > 0 {
		j.Metamodel = &MetamodelJSON{r.Runs, r.Error, r.R2}
	}
	for _, in := range r.Inputs {
		j.Inputs = append(j.Inputs, InputRiskJSON{in.Path, [2]float64{in.P10, in.P90}, [2]float64{in.NPV10, in.NPV90}, in.Flips, in.Knowing, in.Explains, in.Zero})
	}
	return j
}
