// Package finance is pure money: what flows of cash are worth, and whether an investment pays.
//
//	flows := []float64{-250_000, 62_000, 62_000, 62_000, 62_000, 62_000, 62_000, 62_000, 62_000}
//	npv, err := finance.NPV(0.08, flows)             // 106,291.61
//	roots, err := finance.IRR(flows)                 // all of them: [0.1836]
//	back, err := finance.PaybackOf(flows)            // 4.03 years, and it stays paid back
//
// An investment that comes out of a simulation has two parts: what is certain (capex, licences, replacements) and a
// yearly difference that chance decides. A Case keeps them apart:
//
//	cobot := finance.Investment{Capex: 95_000, YearlyCost: 4_500, Life: 8, Ramp: finance.Ramp{Tau: 0.33, Dip: 0.05}}
//	c, err := finance.NewCase(8, cobot)              // over a horizon of 8 years
//	flows, err := c.Flows(31_000)                    // with that difference in a full year
//	w, err := c.Worth(0.09, means, streams)          // NPV = w.Fixed + w.Times x mean, and so is its interval
//	npvs, err := c.FutureNPVs(0.09, finance.Draws{Count: 10_000, RunsPerYear: 12, Seed: 1}, values)
//	spread, err := finance.SpreadOf(npvs)            // P5, P50, P95 and the probability of a loss of one future
//
// What grows at a pace of its own is a stream of the difference: Case.Growth. Case.Worth then tells what the NPV is made
// of, so that its interval is exact however streams hang together. TaxRules and NewTaxation give what is left after tax,
// BreakEven finds the volume from which something pays, LevelisedCost what a unit costs over a life, EconomicLot how
// many to make at once, and a Financing whether a firm can bear a plan; that is never part of an NPV.
//
// # What the numbers mean
//
// Flow 0 is now and is not discounted; flow t comes at the end of year t. Money that leaves is negative. A rate is a
// fraction per year (0.08), nominal flows go with a nominal rate. Spreadsheets discount the first flow too: their NPV
// of the same flows is smaller by a factor 1 + rate.
//
// # Two kinds of spread
//
// With yearly differences of mean m and standard deviation s, known from n replications, with v = 1/(1+rate) and w_t
// the share of a full year's difference that year t brings:
//
//   - the mean of the NPV is uncertain by s/sqrt(n) * sum(w_t v^t). More replications make it smaller. Case.Worth.
//   - one future differs from that mean by s * sqrt(sum(w_t² v^2t)), since every year has its own luck. More
//     replications do not make it smaller. FutureNPVs, which puts the first on top.
//
// Reusing one replication for all years, s * sum(w_t v^t), would make a year's bad luck permanent: over 8 years at 8 %
// a spread that is 2.8 times too wide.
//
// # Prices that rise
//
// Amounts are at the prices of now. At flow t a price that rises by g a year has become (1+g)^t: nominal flows, which go
// with a nominal rate. When all prices rise by the same g, and the rate is (1+r)(1+g) - 1, the NPV is that of prices that
// stay at rate r.
//
// # Tax
//
// Tax is the difference of two computations, of the firm with the plan and of the firm without, each over brackets and
// with its losses carried forward. It is no rate times a profit: a plan may lift a firm into a higher bracket, and a
// deduction in a year of loss waits. What is bought at flow t belongs to year t+1 and the tax of a year is paid at its
// end. An asset is written off in equal parts down to what it will fetch, no faster than the rules allow; what it fetches
// beyond what the books say is profit. Grants lower what is written off and what allowances look at.
//
// # What does not exist
//
// An IRR, a payback or the end of an interval may not exist. It is then an empty slice, a nil pointer or a false ok,
// never NaN, an infinity or -1. Input that means nothing (not a number, a rate of -1 or below, no flows at all) is an
// error.
package finance
