package main

import (
	"bytes"
	"fmt"
	"net/http"
	"runtime"
	"slices"

	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
)

// figures answers with the figures of the scenario as a table of HTML, for those who do not see the picture. It replicates
// as often as the scenario says, and stops when the page is gone.
func (s *site) figures(w http.ResponseWriter, r *http.Request) {
	var ask struct{ Link string }
	if !asked(w, r, &ask) {
		return
	}
	sc, err := s.linkedScenario(ask.Link)
	if err != nil {
		refused(w, err)
		return
	}
	plan := s.plan
	if !hasPlan(sc, plan) {
		plan = ""
	}
	workers := max(1, runtime.GOMAXPROCS(0)-1) // one processor is left for the picture
	result, err := experiment.Run(r.Context(), sc, experiment.Settings{Plans: plansOf(sc, plan), Seed: s.seed, Workers: workers})
	if err != nil {
		refused(w, err)
		return
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "figures.html", s.table(result)); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// A figureTable is what the template of the table shows.
type figureTable struct {
	Caption, Figure, Unit, Before, After, Change string
	Rows                                         []figureRow
	Verdicts                                     []string
}

type figureRow struct{ Name, Unit, Before, After, Change string }

func (s *site) table(r *experiment.Result) figureTable {
	w := s.words
	base := &r.Plans[0]
	t := figureTable{Caption: w.Say("serve.caption", fmt.Sprint(base.Replications)), Figure: w.Say("serve.figure"), Unit: w.Say("serve.unit"), Before: w.Say("compare.as_is")}
	if len(r.Compared) > 0 {
		t.After, t.Change = s.planTitle(w, r.Scenario, r.Plans[1].Plan), w.Say("serve.change")
		t.Verdicts = append(t.Verdicts, s.verdict(w, r, &r.Compared[0]))
	}
	for _, told := range append(experiment.Warned(r.Guards()), r.Standing()) {
		t.Verdicts = append(t.Verdicts, w.Say(told.Key, s.cli.said(w, told.Args)...))
	}
	for _, name := range compared {
		k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })
		if base.KPI[k].Why != "" {
			continue
		}
		d := shown(kpi.Table[k].Unit, base.KPI[k].Mean)
		row := figureRow{Name: w.Say("kpi." + name), Unit: s.unit(w, base.KPI[k].Unit, d), Before: both(estimate(w, base.KPI[k], d))}
		if len(r.Compared) > 0 {
			row.After = both(estimate(w, r.Plans[1].KPI[k], d))
			row.Change = change(w, r.Compared[0].KPI[k], d)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func both(mean, half string) string {
	if half == "" {
		return mean
	}
	return mean + " " + half
}
