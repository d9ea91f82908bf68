// Package plant has the kinds of element that a scenario may name, and builds lines of them.
//
//	p, err := plant.Build(model)       // a model is plain data, usually read by package scenario
//	line, err := p.Line(seed, replication)
//
// [Kinds] is the one table of kinds and of their keys: the reader, its messages and `tweeling kinds` go by it. To add a
// kind, write its element in a file of its own, its keys beside the others, and one line in Kinds; where it works on parts,
// buffers and people need no change.
//
// A machine's life is a round of phases: reserving (blocking before service), set-up, load, work, unload. What it may do at
// any moment follows from three things: whether its shift is on, whether it is up, and whether those whom the phase needs
// are there. One function looks at all three after every event, so an interruption is never a special case: the timer of
// the phase pauses and goes on.
//
// Whether it is up is more than being whole: it stands still while it is broken, while one that it stops with is
// (failure.go), and during a planned stop (stop.go); and what has gone to sleep for want of work has to wake first
// (sleep.go). All that a robot has in common with it: both hold an upkeep (upkeep.go).
//
// How a machine changes over stands in setup.go, ahead.go and campaign.go; what it does when its shift ends in
// shift_end.go and lights_out.go; how people come in walk.go and people.go. A machine that goes by none of these takes a
// short way from part to part (machine_plain.go), which a test holds to be the same way.
//
// A product may have a route (route.go): the engine then tells its operations apart, each with times and stations of its own,
// and what would be by product in a machine is by operation. The places before stations that these say themselves, by queue,
// are buffers of the model that are called after them.
//
// A clock of failure that counts cycles is a timer that is always paused and ages by a second for each.
package plant
