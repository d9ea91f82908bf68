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
// verdicts are widened (Bonferroni), so that all of them hold together at 95 %.
package experiment
