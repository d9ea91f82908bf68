package invest

import (
	"math"

	"tweeling/sim"
)

// resamples of the bootstrap: a share of 5 % is known to half a point.
const resamples = 10_000

// A Doubt is how sure the choice is, given that each option was run so often only.
type Doubt struct {
	Wrong  float64 // the share of resamples in which another option is better
	Regret float64 // what the best of each resample is worth more than the chosen one, on average
	Rival  *Option // the one that is better most often; nil when none ever is
	Share  float64 // in which share of resamples
}

// doubt draws the replications anew, the same for all options since they ran on the same chance, and looks how often another
// option than the chosen one comes out best (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 6, of
// pairs). Options that were dropped after few replications are drawn from what those tell of the difference to the chosen
// one: Student's t around its mean, see moderated. The chosen one has n replications; those that have fewer are the dropped
// ones.
func doubt(chosen *Option, list []*Option, n int, seed uint64) Doubt {
	var d Doubt
	leads := make([]lead, len(list))
	for i, o := range list {
		leads[i] = shiftedLead(o, chosen)
	}
	usual := usually(leads)
	for i := range leads {
		if len(leads[i].by) < n {
			leads[i].doubted(usual)
		}
	}
	wins, counts := make([]int, len(list)), make([]int, n)
	wrong := 0
	chance, off := sim.NewStream(seed, "bootstrap"), sim.NewStream(seed, "dropped")
	for b := range resamples {
		clear(counts)
		for k := range n {
			counts[chance.Below(uint64(b*n+k), n)]++
		}
		best, most := -1, 0.0
		for i := range leads {
			if by := leads[i].drawn(counts, off, uint64(b*len(list)+i)); by > most {
				best, most = i, by
			}
		}
		if best >= 0 {
			wins[best]++
			wrong++
			d.Regret += most / resamples
		}
	}
	d.Wrong = float64(wrong) / resamples
	for i, o := range list {
		if share := float64(wins[i]) / resamples; share > d.Share {
			d.Rival, d.Share = o, share
		}
	}
	return d
}

// shiftedLead is a lead with what other futures make of it.
func shiftedLead(o, chosen *Option) lead {
	l := leadOf(o, chosen)
	l.shift = o.beside(chosen) - o.NPV().Mean - chosen.Unsure
	if math.Abs(l.shift) < math.Hypot(o.off, chosen.off) { // what the metamodels cannot tell apart, see best
		l.shift = 0
	}
	return l
}
