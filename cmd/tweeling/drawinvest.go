package main

import (
	"math"
	"strings"

	"tweeling/sim/chart"
	"tweeling/sim/dist"
	"tweeling/sim/invest"
	"tweeling/sim/stat"
	"tweeling/sim/words"
)

// investFigures are the charts of a search. Money is in thousands, as in the tables.
func (c *cli) investFigures(w *words.Words, r *invest.Result) []chart.Figure {
	figures := []chart.Figure{c.frontier(w, r)}
	if r.Risk == nil {
		return figures
	}
	figures = append(figures, c.contributions(w, r), c.cashFan(w, r), c.npvCurve(w, r))
	if len(r.Risk.Inputs) > 0 {
		figures = append(figures, c.tornado(w, r))
	}
	return figures
}

// plot has the numbers of a language; title and labels are asked with the currency.
func (c *cli) plot(w *words.Words, r *invest.Result, title, x, y string) chart.Plot {
	p := chart.Plot{Title: title, Number: w.Number, Signed: w.Signed}
	if x != "" {
		p.XLabel = w.Say(x, r.Scenario.Economics.Currency)
	}
	if y != "" {
		p.YLabel = w.Say(y, r.Scenario.Economics.Currency)
	}
	return p
}

func (c *cli) frontier(w *words.Words, r *invest.Result) chart.Figure {
	in := chart.Frontier{Plot: c.plot(w, r, w.Say("chart.frontier"), "chart.capex", "chart.npv")}
	on := map[invest.Set]bool{}
	for _, o := range r.Frontier {
		on[o.Set] = true
		npv := o.Worth
		in.Points = append(in.Points, chart.FrontierPoint{Name: c.setNames(w, r, o.Measures), Price: o.Capex / 1000, NPV: npv.Mean / 1000,
			Off: half(npv) / 1000, Chosen: o.Set == r.Best.Set})
	}
	for _, o := range r.All {
		if !on[o.Set] {
			in.Others = append(in.Others, [2]float64{o.Capex / 1000, o.Worth.Mean / 1000})
		}
	}
	return chart.BudgetFrontier(in)
}

// half is the half-width of an interval that has one.
func half(e stat.Estimate) float64 {
	if math.IsInf(e.HalfWidth, 0) || math.IsNaN(e.HalfWidth) {
		return 0
	}
	return e.HalfWidth
}

func (c *cli) contributions(w *words.Words, r *invest.Result) chart.Figure {
	in := chart.Shares{Plot: c.plot(w, r, w.Say("chart.contributions"), "chart.npv", ""),
		Ways: []string{w.Say("invest.alone"), w.Say("invest.given_rest"), w.Say("invest.share")}}
	for _, k := range r.Contributions {
		in.Measures = append(in.Measures, r.Scenario.MeasureTitle(k.Measure, w.Lang))
		var values []chart.ShareValue
		for _, e := range []stat.Estimate{k.Alone, k.GivenRest, k.Shapley} {
			values = append(values, chart.ShareValue{Value: e.Mean / 1000, Off: half(e) / 1000})
		}
		in.Values = append(in.Values, values)
	}
	return chart.Contributions(in)
}

func (c *cli) cashFan(w *words.Words, r *invest.Result) chart.Figure {
	in := chart.Fan{Plot: c.plot(w, r, w.Say("chart.cash", c.setNames(w, r, r.Best.Measures)), "", "chart.cumulative"),
		Names: [3]string{w.Say("chart.half"), w.Say("chart.inner"), w.Say("chart.outer")}}
	in.XLabel = w.Say("chart.years")
	for _, band := range r.Risk.Fan {
		for k := range band {
			band[k] /= 1000
		}
		in.Bands = append(in.Bands, band)
	}
	return chart.CashFan(in)
}

func (c *cli) npvCurve(w *words.Words, r *invest.Result) chart.Figure {
	in := chart.Curve{Plot: c.plot(w, r, w.Say("chart.npv_curve", c.setNames(w, r, r.Best.Measures)), "chart.npv_axis", ""),
		Loss: r.Risk.NPV.Loss, Losses: w.Say("chart.loss", w.Number(100*r.Risk.NPV.Loss, 0))}
	in.YLabel = w.Say("chart.futures")
	for _, v := range r.Risk.Curve {
		in.NPVs = append(in.NPVs, v/1000)
	}
	for _, m := range []struct {
		share, npv float64
		name       string
	}{{0.05, r.Risk.NPV.P5, "P5"}, {0.5, r.Risk.NPV.P50, "P50"}, {0.95, r.Risk.NPV.P95, "P95"}} {
		in.Marks = append(in.Marks, chart.CurveMark{Share: m.share, NPV: m.npv / 1000, Name: m.name + "  " + w.Signed(m.npv/1000, 0)})
	}
	return chart.NPVCurve(in)
}

func (c *cli) tornado(w *words.Words, r *invest.Result) chart.Figure {
	in := chart.Tornado{Plot: c.plot(w, r, w.Say("chart.tornado", c.setNames(w, r, r.Best.Measures)), "chart.npv_axis", ""), Likely: r.Best.NPV().Mean / 1000,
		Low: w.Say("chart.low_end"), High: w.Say("chart.high_end")}
	for _, one := range r.Risk.Inputs[:min(mostInputs, len(r.Risk.Inputs))] {
		if one.Swing() == 0 {
			continue // it is of a rival: worth knowing, but nothing depends on it here
		}
		in.Bars = append(in.Bars, chart.TornadoBar{Name: strings.TrimPrefix(one.Path, "measure."), From: c.inputValue(w, one, one.P10), To: c.inputValue(w, one, one.P90),
			NPV10: one.NPV10 / 1000, NPV90: one.NPV90 / 1000})
	}
	return chart.TornadoBars(in)
}

// inputValue is a value of something that is not known, as people write it.
func (c *cli) inputValue(w *words.Words, in invest.InputRisk, x float64) string {
	if in.Time {
		return dist.FormatSpan(math.Round(x*10) / 10)
	}
	if size := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-3); size > 1 { // four digits: it is a guess
		x = math.Round(x/size) * size
	}
	return w.Number(x, decimals(x, 0))
}
