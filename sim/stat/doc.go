// Package stat is the statistics of what a simulation puts out.
//
//	e := stat.Mean(throughputs)                 // e.Mean, e.HalfWidth, e.Low(), e.High()
//	c, err := stat.Paired(tobe, asis, 0.95)     // same chance, so the differences count
//	n, ok := stat.Needed(e, 0.15)               // replications until the half-width is at most 0.15
//	cut, ok := stat.MSER5(series)               // warm-up
//	l, err := stat.FitPowerLaw(ages, end)       // failures that come ever faster, or ever slower
//	var h stat.Hist; h.Add(ns); h.Quantile(0.9) // times, in fixed memory
//
// Replications are independent and make samples: plain slices of numbers, never changed here. What lies within one
// replication is not independent; BatchMeans and MSER5 are for that, and say how far to trust them. A level is that of
// confidence, 0.95 and not 0.05. Nothing here panics: what cannot be computed from too little is NaN, or an infinite
// half-width, and the comment says when.
package stat
