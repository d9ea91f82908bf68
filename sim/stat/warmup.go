package stat

import "math"

// MSER5 is where to cut off the warm-up of a series: the number of values, a multiple of five, without which the standard
// error of the mean of the rest is least (White, Cobb and Spratt, 2000). The series is taken in means of five. Cuts beyond
// half of the series are not considered: the last few means always agree by chance and would win. Ok is false when
// nothing can be said: fewer than ten means of five, or a best cut at that half, which means that the run is too short for its
// warm-up.
func MSER5(series []float64) (cut int, ok bool) {
	const batch = 5
	means := batches(series, batch)
	n := len(means)
	if n < 10 {
		return 0, false
	}
	best, at := math.Inf(1), 0
	var rest Moments // from the end, so that one pass is enough
	for d := n - 1; d >= 0; d-- {
		rest.Add(means[d])
		if d > n/2 {
			continue
		}
		left := float64(n - d)
		if squared := rest.m / (left * left); squared <= best { // of equals the shortest
			best, at = squared, d
		}
	}
	return at * batch, at < n/2
}

// batches are the means of whole batches of a size, from the beginning; what is left over at the end is not used.
func batches(series []float64, size int) []float64 {
	if size < 1 {
		return nil
	}
	means := make([]float64, len(series)/size)
	for i := range means {
		means[i] = Average(series[i*size : (i+1)*size])
	}
	return means
}

// BatchMeans estimates the mean of one long series whose values depend on each other, by the means of k batches as if
// they were independent. They are only nearly so: with batches that are too short the interval holds less often than its level
// says. What does not fill a batch is left out, at the end.
func BatchMeans(series []float64, k int, level float64) Estimate {
	if k < 1 || len(series) < k {
		return MeanAt(nil, level)
	}
	return MeanAt(batches(series, len(series)/k)[:k], level)
}

// MovingAverage is Welch's picture of replications of one series, to look at for the end of a warm-up: the mean across the
// replications, averaged over w values either side, fewer near the beginning (Welch, 1983). The result is w values
// shorter than the shortest replication; it is nil when there is nothing left.
func MovingAverage(replications [][]float64, w int) []float64 {
	if len(replications) == 0 || w < 0 {
		return nil
	}
	n := len(replications[0])
	for _, r := range replications {
		n = min(n, len(r))
	}
	if n <= w {
		return nil
	}
	across := make([]float64, n)
	column := make([]float64, len(replications))
	for i := range across {
		for k, r := range replications {
			column[k] = r[i]
		}
		across[i] = Average(column)
	}
	smooth := make([]float64, n-w)
	for i := range smooth {
		side := min(i, w)
		smooth[i] = Average(across[i-side : i+side+1])
	}
	return smooth
}
