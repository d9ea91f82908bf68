// Package experiment runs a scenario's plans many times on the same chance and tells what differs.
//
//	s, _ := scenario.Load("shaver-heads")
//	result, err := experiment.Run(ctx, s, experiment.Settings{Plans: []string{"as-is", "automated"}})
//
// A [Job] is (scenario text, plan, seed, replication) and nothing else; a [Sample] is what one job gave. Both encode to
// bytes, so that jobs may be carried out anywhere ([Job.Run]); here replications run on goroutines, one line each, nothing
// shared that changes. Results
// are gathered by replication, so that any number of workers gives the same bytes.
//
// Every figure is a mean over independent replications with a Student-t interval at 95 %. Plans are compared by paired
// differences: replication r of every plan draws the same chance for all that has the same name, so what differs is what
// the plan changed. Verdicts are "higher", "lower" or "not distinguishable"; with several plans the intervals behind the
// verdicts are widened (Bonferroni), so that all of them hold together at 95 %. [Between] compares lines of two scenarios
// in the same way.
//
// # What was measured
//
// [Result.Measured] holds the line as it is against what was counted at the real one. A measured week is one draw, and a
// real line goes on to vary, so it is compared with where one more week of the model would lie (a prediction interval),
// their mean with where the mean of as many weeks would. The interval of the model's mean does not answer that: it
// shrinks with every replication until every reality is outside. Nothing measured: every result says exploratory.
//
// [Result.Guards] lists what to look at twice: a measure that alone does more than is published of any, and one that only
// saves energy and pays back so soon that the law may ask for it.
//
// # Warm-up
//
// With warmup = "auto" it is found by trial runs before anything else, see [Warmed]: one for all plans, so that they are watched
// over the same time. Where no end of it is seen that is told.
//
// # Break-even volume
//
// [Comparison].Volume is how much has to be sold in a year for a plan just to pay, all products together in the mix of today's
// demand, and on which side of it the plan pays: a faster machine from it on, one that saves pay but makes less up to it. Each
// replication is sold anew at other volumes, so that both plans meet the same chance at every volume; the interval is where
// the ends of that of the NPV are zero. A line that makes what is asked for, by orders or demand, would run in another way at
// another volume, and has none.
//
// # Lots
//
// [RunSeries] runs plans in lots of one size and another: what a unit costs, the lot that costs least beside the classical
// one, and the size at which two plans cost the same. [Series] says what a unit bears.
//
// # What matters most
//
// [Weigh] tells which inputs the line depends on most, to know what to measure next: each is made a tenth larger, on the
// same chance.
package experiment
