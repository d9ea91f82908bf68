// Package cost is the ledger: what a line spent over the time watched, what a good part cost, and what a plan's money
// comes to.
//
//	ledger, err := cost.Book(watched)                          // one replication
//	verdict, err := cost.Appraise(econ, investments, asIs, toBe, seed)   // yearly cash of both, by replication
//
// Two questions, two answers. Full cost price: [Ledger.Items] splits all that was spent, capital included, over the good
// parts. Cash: [Ledger.YearlyCash] is what comes in less what goes out in a year, without capital; the difference of two
// plans, replication by replication, is what an investment is judged by. All is computed for each replication first, and
// only then differenced and averaged, since what is sold is a minimum and not a mean.
package cost
