// Package invest looks for the set of measures that is worth most: under a budget, with what each brings, in which order,
// and with which risk.
//
//	r, err := invest.Find(ctx, scenario, invest.Settings{Budget: 270_000})
//	fmt.Println(r.Best.Measures, r.Best.NPV().Mean)
//
// # What is searched
//
// Measures are not additive: a faster station only moves the queue to the next. So sets are run, not measures. A set is
// worth its net present value by the baseline that the scenario asks for, after tax where there is one, as compare has it;
// to do nothing is worth 0. A set is affordable when its likely capex is within the budget.
//
// Of up to ten measures every affordable set that can be carried out runs, on the same chance: five replications each; where
// there are more than 32 sets one, and the better half and single measures two. Of more measures all singles and pairs run,
// and what a pairwise model of them takes to be best, by branch and bound, until it proposes nothing new. Then fewer and fewer
// sets run more and more often (sequential halving), and a set is dropped as soon as it is excluded that it is better by
// what matters; the one that leads in the end has all the replications that the scenario asks for. Sets are held against
// each other on the replications that both have.
//
// What is not known, [low, likely, high] in a scenario, is likely up to here. Those of the three best that may lead by it then
// meet other futures, two at least and the same for all, and the one with the largest mean over them is advised: where more
// can go wrong than right, likely values promise too much, and to do nothing may be best. Means that differ by less than
// their standard error are left to likely values. A set that was not looked at is taken to lose what it shares with one that
// was, and what its own prices come to on average.
//
// # What the figures mean
//
//   - NPV ±: the mean over replications with all likely, and its interval at 95 %, by chance alone. Each replication counts as
//     if its luck lasted for ever; that is right for a mean and its interval, and for differences, not for risk.
//   - Frontier: for each amount the best set that it buys, by likely values.
//   - Alone, beside the rest, fair share: the NPV of a measure with what it requires and nothing else; of the set, less that of
//     the set without it; and its mean increase over all orders in which the set may come about (Shapley). The shares sum
//     to the NPV of the set. A set in which something is missing that a measure requires is worth what is left of it without
//     that measure. Of sets that were not all run, beyond six measures of more than ten, orders are sampled.
//   - Order: what begins in which year, so that the NPV of all of it is largest, at most so many measures and so much capex
//     in one year. Later measures cost and bring what they do at the prices of then, for the rest of the horizon. "NPV if it
//     stops" is that of what was begun by then.
//   - Futures: ten thousand. Chance is drawn anew for every year of each, so that the NPV varies by chance as s sqrt(sum of
//     v^2t) and not as s times the sum of v^t. What is not known is the same for all years of one future. Low and high are
//     what one in twenty falls below and exceeds. What is not known of measures comes out well or badly together, with a
//     correlation of 0.4, since the same people carry them out.
//   - Metamodel: the set runs in some futures only, one replication each on the chance of one that it has; between them a
//     polynomial speaks, for each year's flow. Its form, plane, with squares, or with products as well, is the one that says
//     best what a future is that it was not fitted to; that is its error as well, and it is part of the risk. Where only
//     prices of measures are not known, no run is needed.
//   - Worth knowing: by how much the choice between the sets that were looked at in other futures, and to do nothing, would be
//     better on average, if one number were known before (expected value of partial perfect information), or all.
//   - Explains, zero at: which share of the variance of what is expected goes with one unknown, and at which value of it the
//     NPV is zero with all else likely.
//   - Pilot: the worth of beginning with some measures and deciding on the rest by the cash of the first year. What the rest
//     is worth then is worked out in every world that both sets ran in.
//   - Best within: with 95 % no other set that was run is worth more than so much more, by chance alone (ranking and
//     selection with an indifference zone). Differences that do not matter, below a twentieth of the capex of the best where
//     nobody says, are not looked into.
//   - Calendar: what it brings to buy some measures in the next calendar year, where an allowance goes by all that is invested
//     in one. What waiting costs is not in it.
//   - Break-even volume: see [experiment.Volume].
//   - Choice: how often another set would come out better if the replications were drawn anew, and what choosing this one
//     then costs on average. Sets that were dropped early are in it, with the wide interval that few replications have.
//
// # Limits
//
// The best of many is a little lucky: its mean is that of the replications it was chosen by. The regret says how much that may
// be. Beyond ten measures sets of three and more that act together without any two of them doing so may be missed. Sets are
// dropped by likely values, so one that only futures favour is not found. How much the worth of a set that ran less than
// fifteen times differs from that of another is taken to vary in part as it usually does between sets that differ by as many
// measures. What is not known of the line comes out independently.
//
// Sources: Law, Simulation Modeling and Analysis, on common random numbers; Karnin, Koren and Somekh, Almost
// Optimal Exploration in Multi-Armed Bandits, 2013; Hsu on multiple comparisons with the best, 1984; Nelson
// and Matejcik on common random numbers in selection, 1995; Shapley, A Value for n-Person Games, 1953; McKay, Beckman and Conover on
// Latin hypercubes, 1979; Allen on PRESS, 1974; Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961. Where a formula
// stands, its source is beside it.
//
// Any number of workers gives the same bytes.
package invest
