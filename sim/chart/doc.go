// Package chart draws results: state bars, throughput over time, lead times, cost per part.
//
//	figure := chart.StateBars(input)
//	files, err := chart.Save(dir, []chart.Figure{figure})   // NAME.svg and NAME.png
//
// A chart is a function from plain data to a [Figure]; [Kinds] lists them. Texts come in already translated, numbers through
// a formatter of the reader's language, so nothing here knows a language. Colours of states mean states and nothing else;
// a colour never carries a meaning alone: bars have numbers, waiting states are hatched, lines have their names beside them.
//
// Drawing goes through a small sheet over the canvases of gonum/plot: the same bytes for the same data.
package chart
