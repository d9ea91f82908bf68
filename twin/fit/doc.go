// Package fit makes a scenario from what a line did: from an event log, or from the records of a line that runs.
//
//	rows, err := eventlog.Open("log.csv", file, eventlog.Format{})
//	log, err := fit.Read(rows.Columns, rows, fit.Reading{File: "log.csv"}) // spans: who did what, from when to when
//	model, err := fit.New(log, fit.Settings{})                            // laws, ways, shifts, and what is missing
//	text := model.Text(words)                                             // a commented scenario that checks and runs
//
// # From a log to spans
//
// A [Log] is spans of time of stations: work, setup, stops. Columns are found by the names that programs give them in
// English, Dutch and German, then by what stands in them; what cannot be found has to be said. A row may have both ends, one
// end and a duration, only an end (the start is then what the station or the case did before), or be one of a pair of events
// (lifecycle:transition). A duration is a clock (h:mm:ss), numbers with their units (1 h 5 min), or a number in the unit that its
// column has. Days in figures that can be read in two ways have the month first where clocks have AM and PM, else whichever
// reading makes the log shorter; that is told, as are the columns that are not read. Times stay as they are written, by the clock on the wall, unless a zone is given. Rows that say the
// same twice, end before they begin or mark the ends of cases are left out and counted ([Faults]); what is there of each
// station, and where there seem to be holes, is its [Coverage]. A log is read row by row, so that it may have millions.
//
// # What a part is
//
// A case of few pieces is one part ([Piece]). One of many is an order that stays together ([Order]): a cycle is then all the
// work on it at one visit, what overlaps counted once. Where the pieces of an order are at several stations at a time a part
// is a piece ([Flow]). Without cases each station stands by itself ([Alone]).
//
// # Laws
//
// [Choose] fits every one of [Families] by maximum likelihood, cut times included ([Sample]), and takes the one of least AIC
// that two tests do not reject (Anderson-Darling and Kolmogorov-Smirnov, by parametric bootstrap). Where all are rejected it
// takes the times as they are, and says so ([Verdict]). Products get laws of their own where that tells more than it costs.
// Uptimes are of operating time, the last of which is cut by the end of the log; the first is taken to begin with the log. Of fewer than
// ten uptimes or repairs a gamma law is taken, whose shape is what they say together with what is believed beforehand: that their
// coefficient of variation is about 0.9, and most likely between 0.6 and 1.5. That is an assumption of ours, not a measurement.
// Scrap is a beta-binomial ([Scrap]), since bad parts come in batches.
//
// What few times do not tell is kept with each value, as a triple in its evidence: times = [0.92, 1, 1.09] says by what all
// its times may have to be multiplied (5 of 100 below, 5 of 100 above), from the curvature of the likelihood. A forecast
// draws a factor for each future. The scenario is thus all there is: no table beside it that could be lost.
//
// # Ways, shifts, release
//
// Jobs that lie still overnight have one span over the night in many logs. Where things begin and end often enough, and what lies over
// closed hours is like other jobs by its open hours alone, the week is that in which things begin and end. Cases that come in that
// week come by its hours: their source has the shift.
//
// Ways are a directly-follows graph without its rarest twentieth ([Routes]), rework loops included; a station is never left
// without a way in or out. Shifts are the half hours of the week in which work is usual ([Shift]). Cases come by a law of the
// time between them, or whenever there is room where the first station never waited ([Release]).
//
// What the real line made in whole weeks is written as [measured], so that a run holds the model against it. [Model.Causes]
// gives reasons in figures where they differ.
//
// # Records
//
// A scenario whose laws were guesses gets those that were found laid over it ([Model.Overlay]): of what was seen a few times too,
// with how little that knows, since a guess that nobody doubts makes forecasts too sure.
//
// A [Recorder] watches a line, simulated or live, and gathers the spans that a log of it would have. So a twin is fitted to
// what it saw by the same code, and that code is tested against lines whose laws are known. [Log.Window] is a part of a log,
// and [OnDrift] holds the cycle times of a machine before a change against those after it.
package fit
