package main

import (
	"math"
	"strings"
	"time"

	"tweeling/sim/experiment"
	"tweeling/twin/fit"
)

// A fitResult is the JSON of fit: times in seconds.
type fitResult struct {
	Log      string        `json:"log"`
	From     string        `json:"from"`
	To       string        `json:"to"`
	Unit     string        `json:"unit"`
	Columns  []fitColumn   `json:"columns"`
	Unused   []string      `json:"columns_not_read"`
	Faults   fit.Faults    `json:"faults"`
	Notes    []string      `json:"notes"`
	Coverage []fitCoverage `json:"coverage"`
	Laws     []fitLaw      `json:"laws"`
	Scrap    []fitScrap    `json:"scrap"`
	Shifts   []fitShift    `json:"shifts"`
	Ways     *fitWays      `json:"ways"`
	Release  *fitRelease   `json:"release"`
	Weeks    []fitWeek     `json:"weeks"`
	Held     []fitHeld     `json:"held"`
	Causes   []fitCause    `json:"causes"`
}

type fitColumn struct {
	Role string `json:"role"`
	Name string `json:"name"`
	How  string `json:"found_by"`
}

type fitCoverage struct {
	Station string  `json:"station"`
	Class   string  `json:"class"`
	Spans   int     `json:"spans"`
	Hours   float64 `json:"hours"`
	Overlap int     `json:"overlaps"`
	Gaps    int     `json:"gaps"`
	Longest float64 `json:"longest_gap_hours"`
	Cut     int     `json:"cut"`
}

type fitLaw struct {
	What    string   `json:"what"`
	Of      string   `json:"of"`
	Family  string   `json:"family"`
	Law     string   `json:"law"`
	N       int      `json:"n"`
	Cut     int      `json:"cut"`
	Mean    float64  `json:"mean"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	AIC     *float64 `json:"aic"`
	AD      *float64 `json:"ad"`
	ADP     *float64 `json:"ad_p"`
	KS      *float64 `json:"ks"`
	KSP     *float64 `json:"ks_p"`
	Verdict string   `json:"verdict"`
}

type fitScrap struct {
	Station string  `json:"station"`
	Share   float64 `json:"share"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Of      float64 `json:"of"`
	Spread  float64 `json:"spread"`
}

type fitShift struct {
	Works    []string `json:"works"`
	Hours    float64  `json:"hours_per_week"`
	Inside   float64  `json:"inside"`
	Stations int      `json:"stations"`
}

type fitWays struct {
	Seen  int     `json:"seen"`
	Kept  int     `json:"kept"`
	Share float64 `json:"share"`
	Loops float64 `json:"loops"`
}

type fitRelease struct {
	PerWeek float64 `json:"per_week"`
	N       int     `json:"n"`
	Endless bool    `json:"endless"`
	Lot     int     `json:"lot"`
}

type fitWeek struct {
	From     string `json:"from"`
	Released int    `json:"released"`
	Done     int    `json:"done"`
	Counted  bool   `json:"counted"`
}

type fitHeld struct {
	Name     string  `json:"name"`
	Measured float64 `json:"measured"`
	Model    float64 `json:"model"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Within   bool    `json:"within"`
}

type fitCause struct {
	Cause   string  `json:"cause"`
	Station string  `json:"station"`
	PerWeek float64 `json:"per_week"`
}

// finite is a number for JSON, which has none that is not finite.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// fitJSON is all that was found.
func fitJSON(m *fit.Model, r *experiment.Result) fitResult {
	l := m.Log
	out := fitResult{Log: l.Name, From: l.From.Time().Format(time.DateTime), To: l.To.Time().Format(time.DateTime), Unit: m.Unit.String(), Faults: l.Faults}
	for _, c := range l.Columns {
		out.Columns = append(out.Columns, fitColumn{c.Role.String(), c.Name, c.How})
	}
	out.Unused = append([]string{}, l.Unused...)
	for _, n := range l.Notes {
		out.Notes = append(out.Notes, n.Key)
	}
	for _, c := range m.Coverage {
		for _, s := range c.Classes {
			out.Coverage = append(out.Coverage, fitCoverage{c.Station, s.Class.String(), s.Spans, s.Hours, s.Overlaps, s.Gaps, s.GapHours, s.Cut})
		}
	}
	for _, row := range m.Rows() {
		mean, low, high := row.Mean(0.95)
		out.Laws = append(out.Laws, fitLaw{What: row.What[len("fit.what."):], Of: strings.ReplaceAll(row.Of, "\x00", ", "), Family: row.Family, Law: row.Dist.String(), N: row.N, Cut: row.Cut,
			Mean: mean, Low: finite(low), High: finite(high), AIC: finite(row.AIC), AD: finite(row.AD), ADP: finite(row.ADP), KS: finite(row.KS), KSP: finite(row.KSP),
			Verdict: row.Verdict.String()})
	}
	for _, s := range m.Stations {
		if s.Scrap != nil {
			low, high := s.Scrap.Interval(0.95)
			out.Scrap = append(out.Scrap, fitScrap{s.Name, s.Scrap.Share, low, high, s.Scrap.All, s.Scrap.Spread})
		}
	}
	out.shop(m)
	for _, h := range r.Measured() {
		if h.Why == "" {
			out.Held = append(out.Held, fitHeld{h.Name, h.Measured, h.Model.Mean, h.Low, h.High, h.Within})
		}
	}
	return out
}

// shop fills in ways, shifts, weeks and causes.
func (out *fitResult) shop(m *fit.Model) {
	for i := range m.Shifts {
		if s := &m.Shifts[i]; s.Stations > 0 {
			out.Shifts = append(out.Shifts, fitShift{s.Works, s.Hours, 1 - s.Outside, s.Stations})
		}
	}
	if w := m.Routes; w != nil {
		out.Ways = &fitWays{len(w.All), len(w.Kept), w.Share, w.Loops}
	}
	if r := m.Release; r != nil {
		out.Release = &fitRelease{r.PerWeek, r.N, r.Endless, r.Lot}
	}
	for _, w := range m.Weeks {
		out.Weeks = append(out.Weeks, fitWeek{w.From.Time().Format(time.DateOnly), w.Released, w.Done, w.Counted})
	}
	for _, c := range m.Causes() {
		out.Causes = append(out.Causes, fitCause{c.Key[len("fit.cause."):], c.Station, c.Effect})
	}
}
