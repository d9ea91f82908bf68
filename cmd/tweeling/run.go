package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// runVerb tells what one plan of a line makes and costs.
func runVerb(c *cli) *cobra.Command {
	var plan, charts string
	var trace traceFlags
	var evidence, detail bool
	cmd := &cobra.Command{
		Use:               "run [FILE]",
		Short:             "what the line makes and costs, with intervals",
		Example:           "  tweeling run mine.toml\n  tweeling run mine.toml --plan automated --json\n  tweeling run mine.toml --trace events.csv --from 6h --to 7h\n  tweeling run mine.toml --log parts.xes --states gantt.csv --to 1w",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeScenario),
	}
	c.addReplications(cmd)
	c.addValues(cmd)
	c.addTimings(cmd)
	cmd.Flags().StringVar(&plan, "plan", experiment.AsIs, "a plan instead of the line as it is")
	completeFlag(cmd, "plan", completePlan)
	cmd.Flags().StringVar(&charts, "charts", "", "write charts (SVG and PNG) to this folder")
	cmd.Flags().BoolVar(&evidence, "evidence", false, "where inputs come from, and which that are a guess matter most")
	cmd.Flags().BoolVar(&detail, "detail", false, "all figures of every element as well")
	trace.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		if err := trace.check(cmd); err != nil {
			return err
		}
		if trace.wanted() {
			return c.trace(cmd, w, s, plan, &trace)
		}
		if err := c.drawable(charts); err != nil {
			return err
		}
		result, spent, err := c.experiment(cmd, s, []string{plan})
		if err != nil {
			return err
		}
		if err := c.draw(w, result, charts); err != nil {
			return err
		}
		stamp := c.stamp(s.Hash, result.Seed)
		var weights []experiment.Weight
		if evidence {
			if weights, err = c.weigh(cmd, s); err != nil {
				return err
			}
		}
		if c.flags.json {
			j := result.Plans[0].JSON(result, version(), c.flags.values)
			j.Stamp = &stamp
			if evidence {
				j.Evidence = experiment.Evidence(s.Inputs(), weights)
			}
			c.time(&j, spent, result)
			return c.printJSON(j)
		}
		c.printRun(w, result, detail)
		if evidence {
			c.printWeights(w, s, weights)
		}
		fmt.Fprintln(c.out, stampLine(w, stamp))
		return nil
	}
	return cmd
}

// experiment runs plans with progress, and says how long all of it took.
func (c *cli) experiment(cmd *cobra.Command, s *scenario.Scenario, plans []string) (*experiment.Result, time.Duration, error) {
	set := c.settings()
	for _, p := range plans {
		if !hasPlan(s, p) {
			return nil, 0, &hintError{fmt.Errorf("--plan: no plan %q in %s", p, s.Name), "there are " + strings.Join(s.PlanNames(), ", ")}
		}
	}
	set.Plans = plans
	bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
	set.Progress = bar.set
	began := time.Now()
	result, err := experiment.Run(cmd.Context(), s, set)
	bar.done()
	return result, time.Since(began), err
}

func hasPlan(s *scenario.Scenario, plan string) bool {
	return slices.Contains(s.PlanNames(), plan)
}

// time notes what a part-operation took, in processor time of all workers; only when asked, since it differs from run
// to run.
func (c *cli) time(j *experiment.RunJSON, spent time.Duration, result *experiment.Result) {
	if !c.flags.timings {
		j.Notes = append(j.Notes, "health.ns_per_part_operation: measured only with --timings, since it differs from run to run")
		return
	}
	var ops int64
	for i := range result.Plans {
		ops += result.Plans[i].Health.PartOps
	}
	if ops > 0 {
		ns := float64(spent.Nanoseconds()) * float64(c.atOnce()) / float64(ops)
		j.Health.NsPerPartOp = &ns
	}
}

// atOnce is how many replications run at the same time.
func (c *cli) atOnce() int {
	if c.flags.workers > 0 {
		return min(c.flags.workers, runtime.GOMAXPROCS(0))
	}
	return runtime.GOMAXPROCS(0)
}

func (c *cli) printRun(w *words.Words, result *experiment.Result, detail bool) {
	r := &result.Plans[0]
	fmt.Fprintln(c.out, c.bold(result.Scenario.TitleIn(c.flags.lang)))
	printWrapped(c.out, "", w.Say("run.heading", c.planTitle(w, result.Scenario, r.Plan), fmt.Sprint(r.Replications),
		w.Span(result.Scenario.Run.Horizon.Seconds()), w.Span(result.Scenario.Run.Warmup.Seconds()), fmt.Sprint(result.Seed)))
	fmt.Fprintln(c.out)
	c.printKPIs(w, r)
	c.printStations(w, r)
	c.printPools(w, r)
	c.printFigures(w, r, w.Say("run.spares"), "spares", spareColumns)
	c.printFigures(w, r, w.Say("run.supplies"), "supply", supplyColumns)
	c.printPowerWaiting(w, r)
	c.printCustomers(w, r)
	c.printRepairs(w, r)
	c.printProducts(w, r)
	c.printCost(w, r)
	c.printHealth(w, result, r)
	c.printMeasured(w, result)
	if detail {
		c.printDetail(w, r)
	}
}

// ifAny are figures that are only worth a line when there is any of it.
var ifAny = []string{"escape_rate", "lost", "waiting_people", "waiting_robot", "waiting_power", "robot_down",
	"customers_lost", "customer_wait", "customer_wait_p95", "backorders", "backorders_end"}

func (c *cli) printKPIs(w *words.Words, r *experiment.PlanResult) {
	t := c.table()
	for k := range kpi.Table {
		e := r.KPI[k]
		if e.Why != "" || e.Mean == 0 && slices.Contains(ifAny, kpi.Table[k].Name) {
			continue
		}
		d := shown(kpi.Table[k].Unit, e.Mean)
		mean, half := estimate(w, e, d)
		t.row("  "+w.Say("kpi."+kpi.Table[k].Name), right(mean), half, c.unit(w, e.Unit, d))
	}
	t.print()
	if r.Bottleneck >= 0 && r.Station >= 0 {
		printWrapped(c.out, "  ", w.Say("run.bottleneck", r.Elements[r.Bottleneck].Name, r.Elements[r.Station].Name))
	}
	fmt.Fprintln(c.out)
}

// unit is how a unit reads: by its display, or as it stands.
func (c *cli) unit(w *words.Words, unit string, d display) string {
	if d.unit != "" {
		return w.Say("unit." + d.unit)
	}
	switch unit {
	case "parts", "orders", "customers", "parts/h", "parts/week", "h", "kWh":
		return w.Say("unit." + unit)
	}
	return unit
}

var stationColumns = []struct {
	key    string
	states []sim.State
}{
	{"state.working", []sim.State{sim.Working}},
	{"state.setup", []sim.State{sim.Setup}},
	{"state.down", []sim.State{sim.Down, sim.WaitingRepair, sim.PlannedStop}},
	{"run.waiting", []sim.State{sim.WaitingOperator, sim.WaitingRobot, sim.WaitingVehicle, sim.WaitingPower}},
	{"state.blocked", []sim.State{sim.Blocked}},
	{"state.starved", []sim.State{sim.Starved}},
	{"state.off", []sim.State{sim.Off}},
}

func (c *cli) printStations(w *words.Words, r *experiment.PlanResult) {
	t := c.table()
	head := []any{w.Say("run.stations")}
	for _, col := range stationColumns {
		head = append(head, right(w.Say(col.key)))
	}
	t.head(append(head, right(w.Say("kpi.oee")))...)
	for i := range r.Elements {
		e := &r.Elements[i]
		if e.Role != "station" {
			continue
		}
		cells := []any{"  " + e.Name}
		for _, col := range stationColumns {
			share := 0.0
			for _, s := range col.states {
				share += e.States[s].Mean
			}
			cells = append(cells, right(w.Number(100*share, 1)))
		}
		t.row(append(cells, right(c.elementFigure(w, e, "oee", 100, 1)))...)
	}
	t.print()
	fmt.Fprintln(c.out)
}

func (c *cli) elementFigure(w *words.Words, e *experiment.ElementResult, name string, scale float64, places int) string {
	if f := e.Figure(name); f.Why == "" {
		return w.Number(f.Mean*scale, places)
	}
	return "–"
}

func (c *cli) printPools(w *words.Words, r *experiment.PlanResult) {
	walk := slices.ContainsFunc(r.Elements, func(e experiment.ElementResult) bool { return e.Figure("walking").Mean > 0 })
	t := c.table()
	head := []any{w.Say("run.pools"), right(w.Say("element.on_duty")), right(w.Say("element.busy"))}
	if walk {
		head = append(head, right(w.Say("element.walking")))
	}
	t.head(append(head, right(w.Say("run.down")), right(w.Say("element.asked_for")))...)
	some := false
	for i := range r.Elements {
		e := &r.Elements[i]
		if e.Role != "operators" && e.Role != "robot" {
			continue
		}
		some = true
		cells := []any{"  " + e.Name, right(c.elementFigure(w, e, "on_duty", 1, 2)), right(c.elementFigure(w, e, "busy", 100, 1) + " %")}
		if walk {
			cells = append(cells, right(c.elementFigure(w, e, "walking", 100, 1)+" %"))
		}
		t.row(append(cells, right(c.downShare(w, e)), right(c.elementFigure(w, e, "asked_for", 1, 2)))...)
	}
	if some {
		t.print()
		fmt.Fprintln(c.out)
	}
}

// downShare is the share of all time in which a robot is down or waits for its repair; people never are.
func (c *cli) downShare(w *words.Words, e *experiment.ElementResult) string {
	if e.Role != "robot" {
		return ""
	}
	return w.Number(100*(e.States[sim.Down].Mean+e.States[sim.WaitingRepair].Mean), 1) + " %"
}

// A figureColumn is a figure of elements as a column of a table.
type figureColumn struct {
	name   string
	scale  float64
	places int
	unit   string
}

// spareColumns are what is told of stocks of spares.
var spareColumns = []figureColumn{{"in_stock", 1, 2, ""}, {"on_order", 1, 2, ""}, {"spares_wanted", 1, 1, ""}, {"spares_at_once", 100, 1, " %"}, {"asked_for", 1, 2, ""}}

// printFigures prints a table of figures with a row for each element of a role, where there are any.
func (c *cli) printFigures(w *words.Words, r *experiment.PlanResult, title, role string, columns []figureColumn) {
	t := c.table()
	head := []any{title}
	for _, col := range columns {
		head = append(head, right(w.Say("element."+col.name)))
	}
	t.head(head...)
	some := false
	for i := range r.Elements {
		e := &r.Elements[i]
		if e.Role != role {
			continue
		}
		some = true
		cells := []any{"  " + e.Name}
		for _, col := range columns {
			cells = append(cells, right(c.elementFigure(w, e, col.name, col.scale, col.places)+col.unit))
		}
		t.row(cells...)
	}
	if some {
		t.print()
		fmt.Fprintln(c.out)
	}
}

// repairColumns are what time down is made of.
var repairColumns = []string{"down_time", "spare_waiting", "repair_waiting", "repair_walking", "repair_time"}

// printRepairs tells what time down is made of, where it is more than the repair itself.
func (c *cli) printRepairs(w *words.Words, r *experiment.PlanResult) {
	t := c.table()
	head := []any{w.Say("run.repairs")}
	columns := repairColumns
	if !slices.ContainsFunc(r.Elements, func(e experiment.ElementResult) bool { return e.Figure("spare_waiting").Mean > 0 }) {
		columns = slices.DeleteFunc(slices.Clone(columns), func(name string) bool { return name == "spare_waiting" })
	}
	for _, name := range columns {
		head = append(head, right(w.Say("element."+name)))
	}
	t.head(head...)
	some := false
	for i := range r.Elements {
		e := &r.Elements[i]
		down, repair := e.Figure("down_time"), e.Figure("repair_time")
		if down.Why != "" {
			continue
		}
		some = some || down.Mean > repair.Mean
		cells := []any{"  " + e.Name}
		for _, name := range columns {
			cells = append(cells, right(c.brief(w, e.Figure(name))))
		}
		t.row(cells...)
	}
	if some {
		t.print()
		fmt.Fprintln(c.out)
	}
}

func (c *cli) printProducts(w *words.Words, r *experiment.PlanResult) {
	if len(r.Products) < 2 {
		return
	}
	t := c.table()
	head := []any{w.Say("run.products"), right(w.Say("kpi.output_per_week")), "", right(w.Say("run.scrapped")), right(w.Say("kpi.lead_time"))}
	ordered := len(r.Plant.Model.Orders) > 0
	if ordered {
		head = append(head, right(w.Say("short.on_time")), right(w.Say("short.tardiness")))
	}
	t.head(head...)
	for i := range r.Products {
		p := &r.Products[i]
		mean, half := estimate(w, p.PerWeek, display{1, ""})
		scrapped, _ := estimate(w, p.Scrapped, display{1, ""})
		d := shown("s", p.Lead.Mean)
		lead, _ := estimate(w, p.Lead, d)
		cells := []any{"  " + p.Name, right(mean), half, right(scrapped), right(lead + " " + w.Say("unit."+d.unit))}
		if ordered {
			cells = append(cells, right(c.brief(w, p.OnTime)), right(c.brief(w, p.Tardiness)))
		}
		t.row(cells...)
	}
	t.print()
	fmt.Fprintln(c.out)
}

// brief is a figure with its unit and without its interval, "–" where there is none.
func (c *cli) brief(w *words.Words, e experiment.Estimate) string {
	if e.Why != "" {
		return "–"
	}
	d := shown(e.Unit, e.Mean)
	mean, _ := estimate(w, e, d)
	return mean + " " + c.unit(w, e.Unit, d)
}

func (c *cli) printCost(w *words.Words, r *experiment.PlanResult) {
	if r.Cost == nil {
		return
	}
	t := c.table()
	t.head(w.Say("run.cost", r.Economics.Currency))
	for i := range cost.Items {
		if e := r.Cost[i]; e.Why == "" && e.Mean != 0 {
			mean, half := estimate(w, e, display{1, ""})
			t.row("  "+w.Say("cost."+cost.Items[i].Name), right(mean), half)
		}
	}
	if e := r.Setups; e.Why == "" && e.Mean != 0 {
		mean, half := estimate(w, e, display{1, ""})
		t.row("  "+w.Say("run.setups"), right(mean), half)
	}
	if e := r.Rework; e.Why == "" && e.Mean != 0 {
		mean, half := estimate(w, e, display{1, ""})
		t.row("  "+w.Say("run.rework"), right(mean), half)
	}
	t.print()
	fmt.Fprintln(c.out)
}

func (c *cli) printHealth(w *words.Words, result *experiment.Result, r *experiment.PlanResult) {
	if e := r.Health.LittleError; e.Why == "" {
		printWrapped(c.out, "", w.Say("run.health", w.Number(100*e.Mean, 2)))
	}
	if over, ok := r.Overdrawn(); ok {
		printWrapped(c.out, "", w.Say(over.Key, c.said(w, over.Args)...))
	}
	if r.Health.Growing {
		printWrapped(c.out, "", w.Say("run.growing"))
	}
	if found := result.Scenario.Run.Found; found != nil && !found.Settled {
		printWrapped(c.out, "", w.Say("assume.warmup_unfound", c.said(w, []any{result.Scenario.Run.Warmup.Hours(), found.Replications})...))
	} else if found != nil && r.Health.Growing {
		printWrapped(c.out, "", w.Say("run.warmup_growing"))
	}
	if result.Unreached {
		printWrapped(c.out, "", w.Say("assume.precision", r.Replications))
	}
	c.printPartial(w, r)
	if n := r.Health.Incomplete; n > 0 {
		printWrapped(c.out, "", w.Say("run.incomplete", n))
	}
	if n := r.Health.LeftOver; n > 0 {
		printWrapped(c.out, "", w.Say("run.left_over", n, strings.Join(r.Health.LeftAt, ", ")))
	}
	if ok := r.Health.WarmupOK; ok != nil && !*ok {
		printWrapped(c.out, "", w.Say("run.warmup_short"))
	}
}

// printPartial tells of how many replications figures speak that not all have.
func (c *cli) printPartial(w *words.Words, r *experiment.PlanResult) {
	names := map[int][]string{}
	var counts []int
	for k := range kpi.Table {
		e := &r.KPI[k]
		if e.Lacks.Replications == 0 || e.Mean == 0 && slices.Contains(ifAny, kpi.Table[k].Name) {
			continue
		}
		if names[e.N] == nil {
			counts = append(counts, e.N)
		}
		names[e.N] = append(names[e.N], w.Say("kpi."+kpi.Table[k].Name))
	}
	for _, n := range counts {
		printWrapped(c.out, "", w.Say("run.partial", n, r.Replications, strings.Join(names[n], "; ")))
	}
}
