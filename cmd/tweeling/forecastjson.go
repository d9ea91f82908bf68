package main

import (
	"time"

	"tweeling/twin/forecast"
)

// The JSON of forecast: times of day as moments, spans in seconds.
type forecastJSON struct {
	At      string                  `json:"at"`
	Heard   string                  `json:"last_heard"`
	Until   string                  `json:"until"`
	Futures int                     `json:"futures"`
	Good    bandJSON                `json:"good_parts"`
	By      map[string]bandJSON     `json:"products"`
	Orders  map[string]foreseenJSON `json:"orders"`
	Next    []nextJSON              `json:"next"`
	Score   scoreJSON               `json:"score"`
	Laws    int                     `json:"uncertain_laws"`
	Drawn   []string                `json:"uncertain_values"`         // drawn in each future
	Left    []string                `json:"uncertain_as_likely"`      // taken at their likely value
	Renewed []string                `json:"laws_found_anew"`          // and used
	Stale   []string                `json:"laws_found_anew_not_used"` // since nobody said so, or since they are those of operations
	Stamp   any                     `json:"stamp"`
}

type bandJSON struct {
	P10 float64 `json:"p10"`
	P50 float64 `json:"p50"`
	P90 float64 `json:"p90"`
}

type foreseenJSON struct {
	Left   int64     `json:"left"`
	Done   float64   `json:"done"`
	At     *bandJSON `json:"finish_s"` // after the moment of the forecast
	OnTime *float64  `json:"on_time"`
}

type nextJSON struct {
	Station string   `json:"station"`
	State   string   `json:"state"`
	Now     bool     `json:"now"`
	Chance  float64  `json:"chance"`
	In      bandJSON `json:"in_s"`
}

type scoreJSON struct {
	Made    int      `json:"made"`
	N       int      `json:"judged"`
	Share   *float64 `json:"coverage"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Pinball *float64 `json:"pinball"`
	Bias    *float64 `json:"bias"`
}

func bandOf(b forecast.Band) bandJSON { return bandJSON(b) }

// json is all of it for programs.
func (s *foreseen) json(c *cli) forecastJSON {
	f := s.forecast
	out := forecastJSON{At: s.now.Format(time.RFC3339Nano), Heard: s.heard.Format(time.RFC3339Nano), Until: s.future.Format(time.RFC3339Nano), Futures: f.Futures, Good: bandOf(f.Good), By: map[string]bandJSON{},
		Orders: map[string]foreseenJSON{}, Next: []nextJSON{}, Laws: len(s.unknown.Laws), Drawn: append([]string{}, s.unknown.Unknowns...),
		Left: append([]string{}, s.unknown.Left...), Renewed: append([]string{}, s.renewed...), Stale: append([]string{}, s.stale...),
		Stamp: c.stamp(s.scenario.Hash, c.seedOf(s.scenario))}
	for i := range s.system.Plant.Model.Products {
		out.By[s.system.Plant.Model.Products[i].Name] = bandOf(f.Products[i])
	}
	for _, o := range f.Orders {
		one := foreseenJSON{Left: o.Left, Done: o.Done}
		if o.Done > 0 {
			at := f.At.Seconds()
			one.At = &bandJSON{o.At.P10 - at, o.At.P50 - at, o.At.P90 - at}
		}
		if o.OnTime >= 0 {
			one.OnTime = &o.OnTime
		}
		out.Orders[o.Number] = one
	}
	for _, n := range f.Next {
		out.Next = append(out.Next, nextJSON{n.Station, n.State.String(), n.Now, n.Chance, bandOf(n.In)})
	}
	out.Score = scoreJSON{Made: s.made, N: s.score.N}
	if s.score.N > 0 {
		sc := s.score
		out.Score.Share, out.Score.Low, out.Score.High, out.Score.Pinball, out.Score.Bias = &sc.Share, &sc.Low, &sc.High, &sc.Pinball, &sc.Bias
	}
	return out
}
