package stat

import (
	"math"
	"slices"
)

// Quantile is the value that a share p of a sample does not exceed, p in [0, 1], with straight lines between the ordered
// values (type 7 of Hyndman and Fan, 1996, as PERCENTILE.INC of spreadsheets); NaN when the sample is empty.
func Quantile(sample []float64, p float64) float64 {
	sorted := slices.Clone(sample)
	slices.Sort(sorted)
	return QuantileSorted(sorted, p)
}

// QuantileSorted is Quantile of a sample that is in order already.
func QuantileSorted(sorted []float64, p float64) float64 {
	n := len(sorted)
	if n == 0 || math.IsNaN(p) {
		return math.NaN()
	}
	at := min(max(p, 0), 1) * float64(n-1)
	i := min(int(at), n-1)
	if i == n-1 {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
