package verify

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/verify/theory"
)

// only refuses a case that says more than its plan understands, or less than it needs; what ends in ? it may say or not.
func (p parameters) only(keys ...string) error {
	for _, key := range slices.Sorted(maps.Keys(p)) {
		if !slices.Contains(keys, key) && !slices.Contains(keys, key+"?") {
			return fmt.Errorf("parameter %s: %w", key, errUnknown)
		}
	}
	for _, key := range keys {
		if !strings.HasSuffix(key, "?") && p[key] == nil {
			return fmt.Errorf("no parameter %s: %w", key, errUnknown)
		}
	}
	return nil
}

// lawOf reads the law under a key: as an object, as "exp:1", or as "uniform(0,1)".
func (p parameters) lawOf(key string, scale float64) (*dist.Dist, error) {
	name, rest, ok := strings.Cut(strings.TrimSuffix(p.text(key), ")"), "(")
	if !ok {
		return p.law(p[key], scale)
	}
	short := map[string]string{"uniform": "unif", "exponential": "exp", "exp": "exp", "triangular": "tri", "deterministic": "det"}[name]
	d, err := textLaw(short+":"+strings.ReplaceAll(strings.ReplaceAll(rest, " ", ""), ",", ":"), scale)
	if err != nil {
		return nil, fmt.Errorf("%s %q: %w", key, p.text(key), errUnknown)
	}
	return d, nil
}

// weibullLife is the life of a case: a Weibull law of its beta and eta, else what it says under life.
func (p parameters) weibullLife(scale float64) (*dist.Dist, error) {
	if p["life"] != nil {
		return p.lawOf("life", scale)
	}
	return dist.Weibull(p.number("beta", 0), p.number("eta", 0)*scale)
}

// at is the number that ends the name of a quantity: cost_rate_at_T300, m(0.5), expected_failures_by_1000.
func at(quantity, head string) (float64, bool) {
	rest, ok := strings.CutPrefix(quantity, head)
	x, err := strconv.ParseFloat(strings.TrimSuffix(rest, ")"), 64)
	return x, ok && err == nil
}

// figures is a plan's measures by the name of the quantity, without what stands in brackets after a space.
type figures map[string]func(*View) float64

func (f figures) measure(quantity string) (func(*View) float64, error) {
	if of, ok := f[short(quantity)]; ok {
		return of, nil
	}
	return nil, fmt.Errorf("quantity: %w", errUnknown)
}

func known(x float64) func(*View) float64 { return func(*View) float64 { return x } }

// upAndDown reads the laws of both, or exponential ones by their means or rates.
func (p parameters) upAndDown(scale float64) (life, repair *dist.Dist, err error) {
	read := func(law, mean, rate string, scale float64) (*dist.Dist, error) {
		switch {
		case p[law] != nil:
			return p.lawOf(law, scale)
		case p.number(mean, 0) > 0:
			return Exp(p.number(mean, 0) * scale), nil
		case p.number(rate, 0) > 0:
			return Exp(scale / p.number(rate, 0)), nil
		}
		return nil, fmt.Errorf("%s: %w", law, errUnknown)
	}
	if life, err = read("up", "mtbf", "failure_rate", scale); err != nil {
		return nil, nil, err
	}
	repair, err = read("down", "mttr", "repair_rate", 1)
	return life, repair, err
}

// availability is a machine that fails and is repaired for ever, by any laws.
func (c referenceCase) availability(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("up?", "down?", "mtbf?", "mttr?", "failure_rate?", "repair_rate?"); err != nil {
		return casePlan{}, err
	}
	life, repair, err := p.upAndDown(scale)
	if err != nil {
		return casePlan{}, err
	}
	f := figures{"availability": up("m1"), "failures_per_time": func(v *View) float64 { return v.Failures("m1") / v.Seconds() }}
	f["unavailability"] = func(v *View) float64 { return 1 - up("m1")(v) }
	round := life.Mean() + repair.Mean()
	return casePlan{trial: Trial{Model: worn([]Worn{{Life: life, Repair: repair}}), Warmup: 20 * round, Length: 1000 * round}, measure: f.measure}, nil
}

// transientAvailability is many such machines side by side that are all up at first. They are looked at at each instant
// that a quantity names.
func (c referenceCase) transientAvailability(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("up?", "down?", "mtbf?", "mttr?", "failure_rate?", "repair_rate?", "initial"); err != nil {
		return casePlan{}, err
	}
	life, repair, err := p.upAndDown(scale)
	if err != nil {
		return casePlan{}, err
	}
	if p.text("initial") != "up" {
		return casePlan{}, fmt.Errorf("initial %q: %w", p.text("initial"), errUnknown)
	}
	machines := make([]Worn, 60)
	for i := range machines {
		machines[i] = Worn{Life: life, Repair: repair, Calendar: true}
	}
	f, instants := figures{}, []float64{0}
	isUp := func(v *View) float64 { return float64(upNow(v)) / float64(len(machines)) }
	for _, m := range c.Measures {
		if t, ok := at(m.Quantity, "point_availability_t"); ok {
			instants = append(instants, t)
			f[m.Quantity] = func(v *View) float64 { return v.made[figureAt("up", t)] }
		}
		span, ok := strings.CutPrefix(m.Quantity, "mean_interval_availability_")
		from, to, both := strings.Cut(span, "_")
		a, errA := strconv.ParseFloat(from, 64)
		b, errB := strconv.ParseFloat(to, 64)
		if ok && both && errA == nil && errB == nil {
			instants = append(instants, a, b)
			f[m.Quantity] = func(v *View) float64 {
				return (v.made[figureAt("so far", b)] - v.made[figureAt("so far", a)]) / (b - a)
			}
		}
	}
	course := figures{"up": isUp, "so far": func(v *View) float64 {
		sum := 0.0
		for i := range machines {
			sum += up(fmt.Sprintf("m%d", i+1))(v) / float64(len(machines))
		}
		return sum * v.Seconds()
	}}
	return casePlan{trial: Trial{Model: worn(machines), Length: 1e-9}, measure: f.after(instants, course).measure}, nil
}

func figureAt(name string, t float64) string { return fmt.Sprintf("%s at %g", name, t) }

// after lets the line go through its instants before the first figure is taken, and take some others at each.
func (f figures) after(instants []float64, others figures) figures {
	slices.Sort(instants)
	instants = slices.Compact(instants)
	course := func(v *View) float64 {
		for _, t := range instants {
			if err := v.Line.Run(max(v.Line.Now(), duration(t))); err != nil {
				panic(err)
			}
			v.Total = v.Line.Totals()
			for name, of := range others {
				v.made[figureAt(name, t)] = of(v)
			}
		}
		return 0
	}
	all := figures{}
	for name, of := range f {
		all[name] = func(v *View) float64 { v.once("course", course); return of(v) }
	}
	return all
}

// upNow is how many machines are up.
func upNow(v *View) int {
	n := 0
	for i := range v.Plant.Elements {
		if p := &v.Plant.Elements[i]; p.Kind == "machine" {
			for _, id := range p.IDs {
				if s := v.Line.State(id); s != sim.Down && s != sim.WaitingRepair {
					n++
				}
			}
		}
	}
	return n
}

// enoughUp is some groups of machines that share technicians, all up at first.
func (c referenceCase) enoughUp(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("n", "k", "failure_rate", "repair_rate", "crew?"); err != nil {
		return casePlan{}, err
	}
	const groups = 8
	n, k, life, repair := int(p.number("n", 0)), int(p.number("k", 0)), scale/p.number("failure_rate", 0), 1/p.number("repair_rate", 0)
	var machines []Worn
	var crews []crew
	for g := range groups {
		w := Worn{Life: Exp(life), Repair: Exp(repair), Calendar: true}
		if size := int(p.number("crew", 0)); size > 0 {
			w.Repairers = fmt.Sprintf("crew%d", g+1)
			crews = append(crews, crew{w.Repairers, size})
		}
		machines = append(machines, slices.Repeat([]Worn{w}, n)...)
	}
	watch := func(v *View) float64 {
		down := func(s sim.State) bool { return s == sim.Down || s == sim.WaitingRepair }
		seen := count(v, func(i int) int { return i / n }, groups, down)
		seen.full = n - k + 1
		for !seen.allFull() || v.Line.Now() < duration(20*(life+repair)) {
			seen.run(v, life)
		}
		v.made["first"] = seen.meanFirst()
		seen.clear(v)
		seen.run(v, 50*(life+repair))
		v.made["enough"] = seen.share(func(down int) float64 { return float64(min(1, max(0, n-down-k+1))) })
		v.made["up"] = seen.share(func(down int) float64 { return float64(n - down) })
		return 0
	}
	f := figures{}
	for name, key := range map[string]string{"system_availability": "enough", "mean_time_to_first_system_failure": "first", "mean_machines_up": "up"} {
		f[name] = func(v *View) float64 { v.once("watch", watch); return v.made[key] }
	}
	return casePlan{trial: Trial{Model: worn(machines, crews...), Length: 1e-9}, measure: f.measure}, nil
}

// spareStock is what is on order as parts in a station that has a place for each: every demand orders one, which comes
// after its lead time (Palm). Of a stock of S, with n on order S - n are on hand, or n - S owed.
func (c referenceCase) spareStock(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("S", "demand_rate", "mean_lead_time?", "lead_time?"); err != nil {
		return casePlan{}, err
	}
	rate, lead, stock := p.number("demand_rate", 0), p.number("mean_lead_time", 0)*scale, p.number("S", 0)
	takes, err := dist.Uniform(lead/2, 1.5*lead) // any law of this mean
	if p["lead_time"] != nil {
		takes, err = p.lawOf("lead_time", scale)
	}
	if err != nil {
		return casePlan{}, err
	}
	lead = takes.Mean()
	places := int(rate*lead + 10*math.Sqrt(rate*lead) + 20)
	l := Line{Arrivals: Exp(1 / rate), Lose: true, Machines: []Machine{{Cycle: takes, Servers: places}}}
	watch := func(v *View) float64 {
		seen := count(v, func(int) int { return 0 }, 1, func(s sim.State) bool { return s == sim.Working })
		seen.run(v, 20*lead)
		seen.clear(v)
		seen.run(v, 5000/rate)
		v.made["filled"] = seen.share(func(n int) float64 { return min(1, max(0, stock-float64(n))) })
		v.made["owed"] = seen.share(func(n int) float64 { return max(0, float64(n)-stock) })
		v.made["on hand"] = seen.share(func(n int) float64 { return max(0, stock-float64(n)) })
		return 0
	}
	f := figures{}
	for name, key := range map[string]string{"fill_rate": "filled", "mean_backorders": "owed", "mean_on_hand": "on hand"} {
		f[name] = func(v *View) float64 { v.once("watch", watch); return v.made[key] }
	}
	return casePlan{trial: Trial{Model: l.Model(), Length: 1e-9}, measure: f.measure}, nil
}

// ageReplacement is a machine for each age that a quantity names. The best age is theory's; the engine says what it costs,
// and TestNoAgeIsBetterThanTheBest that no other is better.
func (c referenceCase) ageReplacement(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("beta?", "eta?", "life?", "cost_pm", "cost_cm"); err != nil {
		return casePlan{}, err
	}
	d, err := p.weibullLife(scale)
	if err != nil {
		return casePlan{}, err
	}
	planned, failure := p.number("cost_pm", 0), p.number("cost_cm", 0)
	best, err := theory.Life{CDF: d.CDF, Mean: d.Mean()}.BestAge(planned, failure)
	if err != nil {
		return casePlan{}, err
	}
	var machines []Worn
	f := figures{"optimal_age": known(best)}
	for _, m := range c.Measures {
		age, ok := at(m.Quantity, "cost_rate_at_T")
		w := Worn{Life: d}
		switch {
		case ok:
		case m.Quantity == "cost_rate_at_optimum":
			age, ok = best, true
		case m.Quantity != "cost_rate_run_to_failure":
			continue
		}
		if ok {
			w.Every, w.Renews, w.ByAge = Fixed(age), true, true
		}
		machines = append(machines, w)
		f[m.Quantity] = costRate(fmt.Sprintf("m%d", len(machines)), failure, planned)
	}
	plan := casePlan{trial: Trial{Model: worn(machines), Warmup: 20 * d.Mean(), Length: 2000 * d.Mean()}, measure: f.measure}
	plan.rough = map[string]float64{"optimal_age": 1e-7} // it was looked for where the cost is least, which is flat
	return plan, nil
}

// minimalRepair is a machine that is replaced after the best period, and one for each time at which failures are counted:
// replaced then, so that each period is a new life. The best period is theory's, as the best age is.
func (c referenceCase) minimalRepair(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("beta?", "eta?", "life?", "cost_replacement", "cost_minimal_repair"); err != nil {
		return casePlan{}, err
	}
	d, err := p.weibullLife(scale)
	if err != nil {
		return casePlan{}, err
	}
	replacement, repair := p.number("cost_replacement", 0), p.number("cost_minimal_repair", 0)
	best, err := theory.Life{CDF: d.CDF, Mean: d.Mean()}.BestPeriod(replacement, repair)
	if err != nil {
		return casePlan{}, err
	}
	f := figures{"optimal_period": known(best), "cost_rate_at_optimum": costRate("m1", repair, replacement), "expected_failures_in_period": each("m1")}
	machines := []Worn{{Life: d, AsBefore: true, Every: Fixed(best), Renews: true}}
	for _, m := range c.Measures {
		if by, ok := at(m.Quantity, "expected_failures_by_"); ok {
			machines = append(machines, Worn{Life: d, AsBefore: true, Every: Fixed(by), Renews: true})
			f[m.Quantity] = each(fmt.Sprintf("m%d", len(machines)))
		}
	}
	return casePlan{trial: Trial{Model: worn(machines), Warmup: 20 * d.Mean(), Length: 2000 * d.Mean()}, measure: f.measure}, nil
}

// each is failures from one maintenance to the next.
func each(name string) func(*View) float64 {
	return func(v *View) float64 { return v.Failures(name) / maintained(v, name) }
}

func (c referenceCase) blockReplacement(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("beta?", "eta?", "life?", "interval", "cost_pm", "cost_cm"); err != nil {
		return casePlan{}, err
	}
	d, err := p.weibullLife(scale)
	if err != nil {
		return casePlan{}, err
	}
	every := p.number("interval", 0)
	f := figures{"expected_failures_per_block": each("m1"), "cost_rate": costRate("m1", p.number("cost_cm", 0), p.number("cost_pm", 0))}
	m := worn([]Worn{{Life: d, Every: Fixed(every), Renews: true}})
	return casePlan{trial: Trial{Model: m, Warmup: 20 * every, Length: 5000 * every}, measure: f.measure}, nil
}

// renewals is a machine for each time that a quantity names: all new then, so that each block is a beginning.
func (c referenceCase) renewals(scale float64) (casePlan, error) {
	if err := c.Parameters.only("life"); err != nil {
		return casePlan{}, err
	}
	d, err := c.Parameters.lawOf("life", scale)
	if err != nil {
		return casePlan{}, err
	}
	var machines []Worn
	f := figures{}
	for _, m := range c.Measures {
		if by, ok := at(m.Quantity, "m("); ok {
			machines = append(machines, Worn{Life: d, Every: Fixed(by), Renews: true})
			f[m.Quantity] = each(fmt.Sprintf("m%d", len(machines)))
		}
	}
	return casePlan{trial: Trial{Model: worn(machines), Warmup: 20 * d.Mean(), Length: 5000 * d.Mean()}, measure: f.measure}, nil
}

func (c referenceCase) preventive(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("cycle", "pm_every_operating", "pm_time", "failure_rate?", "mttr?"); err != nil {
		return casePlan{}, err
	}
	w := Worn{Cycle: Fixed(p.number("cycle", 1) * scale), Every: Fixed(p.number("pm_every_operating", 0)), Takes: Fixed(p.number("pm_time", 0))}
	if rate, mttr := p.number("failure_rate", 0), p.number("mttr", 0); rate > 0 && mttr > 0 {
		w.Life, w.Repair = Exp(1/rate), Exp(mttr)
	}
	f := figures{"availability": up("m1"), "throughput": throughput}
	every := w.Every.Mean() + w.Takes.Mean()
	return casePlan{trial: Trial{Model: worn([]Worn{w}), Warmup: 20 * every, Length: 500 * every}, measure: f.measure}, nil
}

// conditionBased is a machine that is repaired once the last stage of its wear is over, and one that is maintained as soon
// as that begins, and so never fails.
func (c referenceCase) conditionBased(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("stage_rates", "pm_mean", "cm_mean"); err != nil {
		return casePlan{}, err
	}
	var all stages
	for i, rate := range p.numbers("stage_rates") {
		all = append(all, scale/rate*(1+1e-4*float64(i))) // a little apart, for those that are alike
	}
	if len(all) < 2 {
		return casePlan{}, fmt.Errorf("stage_rates: %w", errUnknown)
	}
	machines := []Worn{{Life: dist.New(all), Repair: Exp(p.number("cm_mean", 0))}, {Every: dist.New(all[:len(all)-1]), Takes: Exp(p.number("pm_mean", 0))}}
	f := figures{"availability_policy_A": up("m1"), "availability_policy_B": up("m2")}
	return casePlan{trial: Trial{Model: worn(machines), Warmup: 20 * all.Mean(), Length: 500 * all.Mean()}, measure: f.measure}, nil
}
