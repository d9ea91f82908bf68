// Package diff tells what differs physically between two lines: two scenarios, or a scenario as it is and one of its
// plans.
//
//	changes, err := diff.Between(diff.Side{a, "as-is"}, diff.Side{b, "automated"})
//	changes[0].Say(words)   // + arm (robot): time to take 3s, time to put down 3s
//
// What is compared is the model that the engine runs, not the text: a value that is written where it was the default
// before, or a table that moved, is no change, while a measure shows as what it does. Only measures and plans are compared
// as they are written, since as it is neither of them does anything.
//
// What it does in numbers is the business of package experiment.
package diff
