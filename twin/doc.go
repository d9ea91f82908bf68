// Package twin lets a line of package sim follow a real one.
//
//	table, err := twin.NewTable(p, s.Signals)                 // what tags mean on the line p
//	m, err := twin.NewMirror(table, twin.Options{Zero: zero, Begin: first, Store: journal})
//	err = journal.Append(signals)                             // nil: they are stored for good
//	err = m.Take(signals)                                     // in any order, any number of times
//	err = m.Advance(now)
//	now, err := m.Stand(at)                                   // where the line stands, and what is wrong
//	sample, err := system.Sample(now.Line)                    // figures, by the code of a simulated line
//
// A plant speaks in signals ([Signal]): a count went up, a state changed, a part came. A mirror ([Mirror]) is a
// [tweeling/sim.Line] whose timers the plant trips; there is no second model. A journal ([Journal]) keeps every signal:
// scenario and journal, read from the start, are the mirror. A voice ([Voice]) goes the other way, and says of a simulated
// line what its plant would say.
//
// # What tags mean
//
// Each tag has an entry [signal."TAG"] in the scenario (`tweeling kinds signal` lists the keys):
//
//	[signal."plc1/press/ProdProcessedCount"]
//	element = "press"
//	means = "finished"          # a total: what it rises by has happened
//	[signal."plc1/press/ProdDefectiveCount"]
//	element = "press"
//	means = "scrapped"
//	[signal."plc1/press/StateCurrent"]
//	element = "press"
//	means = "state"             # PackML, by name or number
//	[signal."store-level"]
//	element = "store"
//	means = "level"
//	within = "5s"
//
// Without any there is a tag for every timer, counter and state of every element by its name ([DefaultSignals]). A counter that
// falls was reset and counts from 0 on; of one whose first value is seen nothing is counted, unless from says where it
// stood. A plant that is joined at work says first how its tags stand ([Begins]): of what is said to have happened before a mirror
// begins only that counts. What a counter rises by at once is bounded by [MostAtOnce].
//
// # A function of the set
//
// Signals come late, doubled, out of order, from clocks that jump. They are applied in the order of [Signal.Before] (time,
// source, number), and those of one instant together, so that what a mirror shows follows from the set of signals and not
// from their arrival. When one comes that is older than what has been applied, the line goes back to a checkpoint, a clone
// kept every [Options.Every] signals, and comes forward again. Signals and checkpoints older than the oldest of
// [Options.Keep] are forgotten; when a signal comes that is older still, everything is read again from the store, in slices
// of time. Without a store such a signal is left out and counted ([Lateness]).
//
// Source and number are the name of a signal, and two by one name are one. Numbers are to count up: a source that begins
// to count anew has to take another name.
//
// # What nobody tells
//
// Timers that a signal speaks of wait for it, however long: they become overdue ([Overdue]). Of the others, ends of work,
// setups, repairs and walks come when they are drawn to, since something has to; failures, planned stops and arrivals do not
// come by themselves, since a mirror shows what happened and not what might have. Where nobody tells of arrivals there
// is always a part for the station behind the source. Shifts go by their calendar.
//
// That goes on for a week after the last word ([Silent]); later it would be made up, and it waits too. What stands months after the last word
// stands as it did then, with the shifts of now, and its times under way are as young as they were.
//
// # Silence
//
// When no work has been told of for a week, or for twenty times the longest work under way where that is more, the mirror is taken up anew
// ([Silence]). The first word of each counter after it counts once, at its moment: so many parts at that instant would be no figure of any
// day. By how much the counters rose beyond that is told and counted ([Mirror.Silences]), and stands in no figure; levels and states say how
// things stand, as when a mirror begins; lead times leave out what was inside if anything was missed; and no time that began before is held
// against a law. A holiday in which nothing was made changes nothing. After a shorter stretch all that a counter has risen by has happened.
//
// # Contradictions
//
// Reality wins. A machine that is said to have finished a part that it does not have here gets one put in; one that cannot be rid
// of a finished part and finishes another has it taken out; one that is down, off, or without people here, and works there, works.
// What was put in and taken out stands in the books of the line (entered + put = left + lost + scrapped + taken +
// inside), and every such case is counted by element ([Counts]). A level that has been otherwise for longer than within is put
// right; a state that is, is counted. A part that is found to be scrap up to [Options.Lookback] after it was finished is scrap
// from then on. What lacks of a kit, a batch or a load is taken from where it waits, else put in, and a carrier from wherever it
// stands idle; what a station still has in its hands goes on where there is room, else it is taken out. That some wait for each
// other for ever is no error: the plant shows whether they do. Which timer cannot be made to ring (a repair of what is not broken)
// is counted as refused.
//
// # Drift
//
// Watched are, where the plant tells of them: the cycle times of each machine whose beginning and end are told, the times of setups, from
// one failure of each mode to the next, and of repairs, and the share of scrap of a station all of whose parts have the same
// ([Quantity]). Two monitors follow each ([Drift]): one against the model, one against what was before.
//
// Of one machine there are about 400,000 cycles between false alarms of its cycle times (measured), and of whatever happens now and
// then 3,000 times between its own. Of the whole shaver line, four machines of which vary, and which makes 3,400 parts a day, all that
// is watched together gave 26 false alarms in 585,000 parts, of which 2 became a law: one in 22,000 parts, or in six days of work. Of
// plants of more than twenty machines thresholds are higher, so that there are at least 10,000 parts between false alarms of their cycle times.
//
// A tenth more is found after 115 cycles in the median at a coefficient of variation of 0.25, in 98 of 100 cases within 300; at 0.05
// after 15, and 22 in 99 of 100. Failures that come twice as often are found after 34 of them, in nine cases of ten within 60; repairs
// that take twice as long after 15, and 23. The less often something happens the longer that takes in days, and no monitor finds it
// sooner without more false alarms: of a failure a week nothing can be said within a quarter. That there is less scrap shows only when
// the next part is scrap.
//
// The change is dated to when the sum began to rise, which is a little early, so that the mean after it is a little mild when the
// change is large. An alarm stands until the times have come back or, with [Options.Refit], until there are 100 cycles since the alarm
// (20 times, of what happens now and then): then their law is fitted and held against that before the change ([Refit]). The times that
// gave alarm are left out of it, since they are what they are because they did. Where the mean has not changed as the alarm
// said it is asked again at twice and at four times as many, and then the alarm is taken back; one false alarm in ten or fewer becomes
// a law. Where the mean has changed the machine is watched by the new law from then on, by the second monitor alone. Where an alarm
// against the model is taken back, because times vary otherwise than the model says but are as long, they are taken to vary as they do.
// The timers of the line stay as the scenario says: what is done with the new law is for others to say.
//
// Not watched: shares of scrap that differ by product or follow setups, restarts or wear, what an inspection finds, loading and
// unloading, times between planned stops. Times that hang together (a slow hour, a slow colleague) give more false alarms than is said.
//
// [Ranks] (tweeling replay --validate) tell whether a model promises what happens; [Table.Traced] and [Alike] whether its logic does
// what the plant does, given its times.
//
// # The journal
//
// [Journal] says how the file is made, what survives what, and what is told when something is wrong with it. Package storetest
// has the tests that every [Store] passes.
//
// # How fast
//
// From a journal of the built-in line (ten stations) through the mirror to the figures: about 2 million signals a second on
// one core, with an allocation for every twenty signals, all of them of checkpoints:
//
//	go test ./twin -run '^$' -bench Figures
//
// # What is not done
//
// Summer time is not heeded ([Zero]). Levels are put right, not estimated. Nothing is inferred about parts one by one: a mirror
// knows counts, not serial numbers.
package twin
