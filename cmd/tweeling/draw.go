package main

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/aside"
	"tweeling/sim/chart"
	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// draw writes the charts of a result to a folder, when one is asked for.
func (c *cli) draw(w *words.Words, r *experiment.Result, dir string) error {
	if dir == "" {
		return nil
	}
	return c.save(dir, c.figures(w, r))
}

// save writes charts to a folder, when one is asked for.
func (c *cli) save(dir string, figures []chart.Figure) error {
	if dir == "" {
		return nil
	}
	files, err := chart.Save(dir, figures)
	if err != nil {
		return fmt.Errorf("--charts: %w", err)
	}
	for _, f := range files {
		fmt.Fprintln(c.err, f)
	}
	return nil
}

// drawable tries the folder of the charts before anything is run.
func (c *cli) drawable(dir string) error {
	if dir == "" {
		return nil
	}
	if err := aside.Folder(dir); err != nil {
		return fmt.Errorf("--charts: %w", err)
	}
	return nil
}

func (c *cli) figures(w *words.Words, r *experiment.Result) []chart.Figure {
	figures := []chart.Figure{c.stateBars(w, r), c.throughput(w, r), c.leadTimes(w, r)}
	for i := range r.Compared {
		f, ok := c.waterfall(w, r, i)
		if !ok {
			continue
		}
		if len(r.Compared) > 1 {
			f.Name += "-" + r.Compared[i].Plan
		}
		figures = append(figures, f)
	}
	return figures
}

func (c *cli) planNames(w *words.Words, r *experiment.Result) []string {
	var names []string
	for i := range r.Plans {
		name := r.Plans[i].Plan
		if name == experiment.AsIs {
			name = w.Say("compare.as_is")
		}
		names = append(names, name)
	}
	return names
}

// barOrder is how states stand in a bar: from work to the reasons for none.
var barOrder = []sim.State{sim.Working, sim.Setup, sim.Down, sim.WaitingRepair, sim.PlannedStop, sim.WaitingOperator, sim.WaitingRobot,
	sim.WaitingVehicle, sim.WaitingPower, sim.Blocked, sim.Starved}

// stateBars shows the stations of all plans; one that a plan does not have is an empty bar.
func (c *cli) stateBars(w *words.Words, r *experiment.Result) chart.Figure {
	in := chart.States{Title: w.Say("chart.states"), Plans: c.planNames(w, r), Names: map[string]string{}, Number: w.Number}
	for _, s := range barOrder {
		in.Order = append(in.Order, s.String())
		in.Names[s.String()] = w.Say("state." + s.String())
	}
	seen := map[string]bool{}
	for i := range r.Plans {
		for _, e := range r.Plans[i].Elements {
			if e.Role == "station" && !seen[e.Name] {
				seen[e.Name] = true
				in.Stations = append(in.Stations, e.Name)
			}
		}
	}
	in.Share = func(station, plan int, state string) float64 {
		for i := range r.Plans[plan].Elements {
			if e := &r.Plans[plan].Elements[i]; e.Name == in.Stations[station] {
				return shareOnShift(e, state)
			}
		}
		return 0
	}
	return chart.StateBars(in)
}

func shareOnShift(e *experiment.ElementResult, state string) float64 {
	on, in := 0.0, 0.0
	for s := range sim.NumStates {
		if s != sim.Off {
			on += e.States[s].Mean
		}
		if s.String() == state {
			in = e.States[s].Mean
		}
	}
	if on == 0 {
		return 0
	}
	return in / on
}

func (c *cli) throughput(w *words.Words, r *experiment.Result) chart.Figure {
	in := chart.Throughput{Title: w.Say("chart.throughput", fmt.Sprint(r.Plans[0].Replications)), YLabel: w.Say("chart.parts_per_hour"),
		XLabel: w.Say("chart.hours"), Warmup: w.Say("chart.warmup"), Plans: c.planNames(w, r), WarmupHours: r.Scenario.Run.Warmup.Hours(), Number: w.Number}
	if len(r.Plans) > 1 {
		in.YLabel = w.Say("chart.parts_per_hour_paired")
	}
	for i := range r.Plans {
		var mean, half []float64
		for _, b := range r.Plans[i].Bins {
			if i == 0 {
				in.Hours = append(in.Hours, (b.FromHours+b.ToHours)/2)
			}
			if b.ToHours-b.FromHours > 1 {
				in.Days, in.XLabel = true, w.Say("chart.days")
			}
			mean, half = append(mean, b.Mean), append(half, b.HalfWidth)
		}
		in.Mean, in.Half = append(in.Mean, mean), append(in.Half, half)
	}
	return chart.ThroughputBand(in)
}

func (c *cli) leadTimes(w *words.Words, r *experiment.Result) chart.Figure {
	longest := 0.0
	in := chart.Leads{Title: w.Say("chart.lead_time"), YLabel: w.Say("chart.share"), None: w.Say("chart.none"), Plans: c.planNames(w, r), Number: w.Number}
	for i := range r.Plans {
		var bars []chart.LeadBar
		for _, b := range r.Plans[i].Leads {
			bars = append(bars, chart.LeadBar{From: b.From, To: b.To, Count: float64(b.Count)})
		}
		in.Bars = append(in.Bars, bars)
		for k, name := range kpiNames() {
			if name == "lead_time_p50" {
				longest = max(longest, r.Plans[i].KPI[k].Mean)
			}
		}
	}
	d := shown("s", longest)
	in.Unit = 1 / d.scale
	in.XLabel = w.Say("kpi.lead_time") + ", " + w.Say("unit."+d.unit)
	return chart.LeadTimes(in)
}

func (c *cli) waterfall(w *words.Words, r *experiment.Result, i int) (chart.Figure, bool) {
	k := &r.Compared[i]
	base, plan := &r.Plans[0], &r.Plans[i+1]
	if base.Cost == nil || plan.Cost == nil {
		return chart.Figure{}, false
	}
	in := chart.Cost{Title: w.Say("chart.cost", k.Plan), Unit: base.Economics.Currency, From: w.Say("compare.as_is"), To: k.Plan, Number: w.Number, Signed: w.Signed}
	for item := range cost.Items {
		if base.Cost[item].Why != "" || plan.Cost[item].Why != "" {
			return chart.Figure{}, false
		}
		in.Start += base.Cost[item].Mean
		in.End += plan.Cost[item].Mean
		if d := k.Cost[item]; d.Mean != 0 {
			in.Steps = append(in.Steps, chart.CostStep{Name: w.Say("short." + cost.Items[item].Name), Change: d.Mean, Half: d.HalfWidth})
		}
	}
	return chart.CostWaterfall(in), true
}
