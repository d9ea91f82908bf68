// Package view shows a line alive: before and after side by side, on one clock and the same chance, with the money
// running.
//
//	show, err := view.New(scenario, view.Options{Plan: "automated"})
//	defer show.Close()
//	show.Advance(16 * time.Millisecond)   // moves the clock by that much wall time
//	show.Frame(list, 1280, 720)           // draws it
//
// A [Show] is two tracks: the line as it is, and the line with a plan. A track lets its line run ahead in the background
// and keeps what it recorded, hour by hour, with a copy of the line at the start of each hour, so that one can go back.
// What is drawn at a time follows from the records up to that time and a little after it, and from nothing else: the
// picture never waits for the simulation, nor the simulation for the picture, and the same time gives the same picture.
//
// Time zero is the moment at which the line starts to work on the first day after the warm-up. Counters, costs and the
// place of this day among the replications count from there.
//
// Everything is drawn into a list of [tweeling/sim/view/gfx]; groups of the list have ids, by which tests and clicks find
// them: "after/press" is the station press of the line with the plan. The window, the browser and the recorder all show
// the same list.
package view
