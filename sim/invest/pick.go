package invest

import (
	"math"

	"tweeling/sim"
	"tweeling/sim/stat"
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
// one: Student's t around its mean. How much a difference varies is known badly by three replications, so it is taken to be
// in part what it is for all dropped ones (a moderated t: Smyth, Linear Models and Empirical Bayes Methods, 2004). The chosen one has n replications; those that have fewer are the dropped ones.
func doubt(chosen *Option, list []*Option, n int, seed uint64) Doubt {
	var d Doubt
	leads := make([]lead, len(list))
	usual, dropped := 0.0, 0.0
	for i, o := range list {
		leads[i] = newLead(o, chosen, n)
		if m := len(leads[i].by); m < n {
			usual += stat.Var(leads[i].by)
			dropped++
		}
	}
	for i := range leads {
		if len(leads[i].by) < n {
			leads[i].doubted(usual / dropped)
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

// A lead is by how much an option is worth more than the chosen one.
type lead struct {
	by     []float64 // by replication
	mean   float64
	shift  float64   // what other futures make of it
	errors []float64 // of the mean, each alike often; nil: all replications are there
}

func newLead(o, chosen *Option, n int) lead {
	var l lead
	for j := range min(n, len(o.NPVs)) {
		l.by = append(l.by, o.NPVs[j]-chosen.NPVs[j])
	}
	l.mean = stat.Average(l.by)
	l.shift = o.beside(chosen) - o.NPV().Mean - chosen.Unsure
	if math.Abs(l.shift) < math.Hypot(o.off, chosen.off) { // what the metamodels cannot tell apart, see best
		l.shift = 0
	}
	return l
}

const (
	tSteps      = 2000 // in which Student's t is drawn: what happens less often than once in so many never does
	usualWeight = 10   // replications that the usual variance counts as
)

// doubted says how its mean may be off, when differences usually have such a variance.
func (l *lead) doubted(usual float64) {
	m := float64(len(l.by))
	df := m - 1 + usualWeight
	se := math.Sqrt(((m-1)*stat.Var(l.by) + usualWeight*usual) / df / m)
	l.errors = make([]float64, tSteps)
	for k := range l.errors {
		l.errors[k] = se * stat.StudentQuantile((float64(k)+0.5)/tSteps, df)
	}
}

// drawn is the lead in one resample, in which each replication is there so often.
func (l *lead) drawn(counts []int, off sim.Stream, at uint64) float64 {
	if l.errors != nil {
		return l.shift + l.mean + l.errors[off.Below(at, len(l.errors))]
	}
	sum := 0.0
	for j, c := range counts {
		sum += float64(c) * l.by[j]
	}
	return l.shift + sum/float64(len(counts))
}
