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
// Beside each track many replications of the same days run: they say which place this one day has among its like, and give
// the bands of the charts. Whether the plan is worth its money is left to package experiment, in the background as well.
//
// # A line that is driven from outside
//
// [Follow] shows a line that somebody else drives, such as a mirror that the signals of a plant trip. Who drives it lets the
// [Live] observe it and tells the news: how far it is, when the plant was last heard, what is overdue, where the model had to be
// put right, and the forecast. What is told late is observed anew from where it changes something ([Live.Rewind]), so that pictures
// of all times, those gone by included, are what they would have been. The clock follows the plant, or stays where its user looks back.
//
// # How it is drawn
//
// A [Show] divides the screen (frame.go) into panels, each in a file of its own. A scene paints one line: the floor, the
// ways, then all things from back to front, whether seen from above or not, by one projection (camera.go). To draw another
// kind of element, write a method of scene in a file of its own and name it in scene.item; until then the kind is a box.
//
// What a picture needs of a line at a moment is a world (world.go), which follows from records; who walks where and what an
// arm does follows from who was granted when (crew.go). Hand-overs and walks take no time in the model. They are seen to
// take some, close to when they happen, so that nothing jumps.
//
// The floor plan that a scenario names lies on the floor, below all (hall.go).
//
// Everything is drawn into a list of [tweeling/sim/view/gfx]; groups of the list have ids, by which tests and clicks find
// them: "after/press" is the station press of the line with the plan. The window, the browser and the recorder all show
// the same list.
package view
