package invest

import "tweeling/sim"

// resamples of the bootstrap: a share of 5 % is known to half a point.
const resamples = 10_000

// A Doubt is how sure the choice is, given that each option was run so often only.
type Doubt struct {
	Wrong  float64 // the share of resamples in which another option is better
	Regret float64 // what the best of each resample is worth more than the chosen one, on average
	Rival  *Option // the one that is better most often; nil when none ever is
	Rivals float64 // in which share
}

// doubt draws the replications anew, the same for all options since they ran on the same chance, and looks how often another
// option than the chosen one comes out best. All options have n replications at least. Source: Efron and Tibshirani, An
// Introduction to the Bootstrap, 1993, chapter 6, of pairs.
func doubt(chosen *Option, finalists []*Option, n int, seed uint64) Doubt {
	var d Doubt
	wins := make([]int, len(finalists))
	counts := make([]int, n)
	chance := sim.NewStream(seed, "bootstrap")
	for b := range resamples {
		clear(counts)
		for k := range n {
			counts[chance.Below(uint64(b*n+k), n)]++
		}
		best, most, own := -1, 0.0, 0.0
		for i, o := range finalists {
			sum := 0.0
			for j, c := range counts {
				sum += float64(c) * o.NPVs[j]
			}
			if o == chosen {
				own = sum
			}
			if best < 0 || sum > most {
				best, most = i, sum
			}
		}
		wins[best]++
		d.Regret += (most - own) / float64(n) / resamples
	}
	for i, o := range finalists {
		share := float64(wins[i]) / resamples
		if o == chosen {
			d.Wrong = 1 - share
		} else if share > d.Rivals {
			d.Rival, d.Rivals = o, share
		}
	}
	return d
}
