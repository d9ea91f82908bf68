package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"tweeling/twin"
	"tweeling/twin/forecast"
)

// printForecast tells what may come.
func (c *cli) printForecast(s *foreseen) {
	w, f := s.words, s.forecast
	clock := func(t time.Time) string { return t.In(s.place).Format("2006-01-02 15:04") }
	fmt.Fprintln(c.out, c.bold(printable(s.scenario.TitleIn(w.Lang))))
	until := clock(s.future)
	if s.shift {
		until = w.Say("forecast.end_of_shift", clock(s.future))
	}
	printWrapped(c.out, "", w.Say("forecast.heading", clock(s.now), until, w.Number(float64(f.Futures), 0)))
	fmt.Fprintln(c.out)
	t := c.table()
	t.head("", right("P10"), right("P50"), right("P90"))
	band := func(name string, b forecast.Band) {
		t.row("  "+name, right(w.Number(math.Round(b.P10), 0)), right(w.Number(math.Round(b.P50), 0)), right(w.Number(math.Round(b.P90), 0)))
	}
	band(w.Say("forecast.good"), f.Good)
	for i := range s.system.Plant.Model.Products {
		if len(f.Products) > 1 {
			band("  "+s.system.Plant.Model.Products[i].Name, f.Products[i])
		}
	}
	t.print()
	c.printForecastOrders(s)
	c.printNext(s)
	for _, of := range []struct {
		key   string
		names []string
	}{{"forecast.renewed", s.renewed}, {"forecast.stale", s.stale}} {
		if len(of.names) > 0 {
			fmt.Fprintln(c.out)
			printWrapped(c.out, "", w.Say(of.key, strings.Join(of.names, ", ")))
		}
	}
	c.printScore(s)
	if s.now.Sub(s.heard) > twin.Silent {
		fmt.Fprintln(c.out)
		printWrapped(c.out, "", w.Say("forecast.unheard", clock(s.heard), w.Number(s.now.Sub(s.heard).Hours()/24, 0)))
	}
}

// printForecastOrders tells when orders are finished.
func (c *cli) printForecastOrders(s *foreseen) {
	w, f := s.words, s.forecast
	if len(f.Orders) == 0 {
		return
	}
	zero := s.mirror.Zero()
	clock := func(seconds float64) string {
		return zero.Add(time.Duration(seconds * 1e9)).In(s.place).Format("01-02 15:04")
	}
	fmt.Fprintln(c.out)
	t := c.table()
	t.head(w.Say("forecast.orders"), right(w.Say("forecast.left")), right(w.Say("forecast.done")), right("P10"), right("P50"), right("P90"), right(w.Say("forecast.on_time")))
	for _, o := range f.Orders[:min(len(f.Orders), 30)] {
		row := []any{"  " + o.Number, right(w.Number(float64(o.Left), 0)), right(w.Percent(o.Done, 0))}
		for _, x := range []float64{o.At.P10, o.At.P50, o.At.P90} {
			text := "–"
			if o.Done > 0 {
				text = clock(x)
			}
			row = append(row, right(text))
		}
		onTime := "–"
		if o.OnTime >= 0 {
			onTime = w.Percent(o.OnTime, 0)
		}
		t.row(append(row, right(onTime))...)
	}
	t.print()
}

// printNext tells what is blocked or starved next.
func (c *cli) printNext(s *foreseen) {
	w, f := s.words, s.forecast
	fmt.Fprintln(c.out)
	if len(f.Next) == 0 {
		printWrapped(c.out, "", w.Say("forecast.nothing"))
		return
	}
	clock := func(seconds float64) string {
		return s.now.Add(time.Duration(seconds * 1e9)).In(s.place).Format("15:04")
	}
	t := c.table()
	t.head(w.Say("forecast.next"), "", right(w.Say("forecast.chance")), right("P10"), right("P50"), right("P90"))
	for _, n := range f.Next[:min(len(f.Next), 8)] {
		if n.Chance < 0.005 && !n.Now {
			continue // of 200 futures hardly any
		}
		if n.Now {
			t.row("  "+n.Station, w.Say("state."+n.State.String()), w.Say("forecast.now"))
			continue
		}
		t.row("  "+n.Station, w.Say("state."+n.State.String()), right(w.Percent(n.Chance, 0)), right(clock(n.In.P10)), right(clock(n.In.P50)), right(clock(n.In.P90)))
	}
	t.print()
}

// printScore tells how well forecasts held so far.
func (c *cli) printScore(s *foreseen) {
	w, score := s.words, s.score
	fmt.Fprintln(c.out)
	if score.N == 0 {
		printWrapped(c.out, "", w.Say("forecast.no_score", w.Number(float64(s.made), 0)))
	} else {
		key := "forecast.trusted"
		switch {
		case !score.Trusted && score.Share < 0.8:
			key = "forecast.too_sure"
		case !score.Trusted:
			key = "forecast.too_wide"
		}
		printWrapped(c.out, "", w.Say("forecast.score", w.Number(float64(score.N), 0), w.Percent(score.Share, 0), w.Percent(score.Low, 0), w.Percent(score.High, 0),
			w.Say(key), w.Number(score.Pinball, 1), w.Signed(score.Bias, 1)))
	}
	u := &s.unknown
	if len(u.Laws)+len(u.Unknowns) > 0 {
		printWrapped(c.out, "", w.Say("forecast.laws", w.Number(float64(len(u.Laws)), 0), w.Number(float64(len(u.Unknowns)), 0)))
	} else {
		printWrapped(c.out, "", w.Say("forecast.sure"))
	}
	if len(u.Left) > 0 {
		printWrapped(c.out, "", w.Say("forecast.as_likely", strings.Join(u.Left, ", ")))
	}
}
