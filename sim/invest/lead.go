package invest

import (
	"math"
	"math/bits"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// A lead is by how much an option is worth more than another, on the replications that both have: they ran on the same
// chance, so that what is luck for the one is luck for the other.
type lead struct {
	by     []float64 // by replication
	mean   float64
	apart  float64   // measures that the two sets differ by
	shift  float64   // what other futures make of it
	errors []float64 // of the mean, each alike often; nil: all replications are there
}

func leadOf(o, other *Option) lead {
	l := lead{apart: float64(bits.OnesCount64(uint64(o.Set ^ other.Set)))}
	for j := range min(len(other.NPVs), len(o.NPVs)) {
		l.by = append(l.by, o.NPVs[j]-other.NPVs[j])
	}
	l.mean = stat.Average(l.by)
	return l
}

const (
	usualWeight = 10 // replications that the usual variance counts as
	ownSpread   = 15 // from so many on the variance of a lead is known well enough by itself
)

// usually is how much leads vary for each measure that two sets differ by: the variance of all of them together.
func usually(leads []lead) float64 {
	squares, weight := 0.0, 0.0
	for i := range leads {
		if l := &leads[i]; len(l.by) > 1 && l.apart > 0 {
			df := float64(len(l.by) - 1)
			squares += df * stat.Var(l.by)
			weight += df * l.apart
		}
	}
	if weight == 0 {
		return 0
	}
	return squares / weight
}

// usualOver is that of the leads of options over one.
func usualOver(other *Option, list []*Option) float64 {
	var leads []lead
	for _, o := range list {
		leads = append(leads, leadOf(o, other))
	}
	return usually(leads)
}

// moderated is how well the mean of a lead is known that has few replications. How much it varies is known badly by two or
// three, so it is taken to be in part what is usual for sets that differ by as many measures (a moderated t: Smyth, Linear
// Models and Empirical Bayes Methods, 2004).
func (l *lead) moderated(usual float64) (se, df float64) {
	m := float64(len(l.by))
	own := 0.0
	if m > 1 {
		own = (m - 1) * stat.Var(l.by)
	}
	df = m - 1 + usualWeight
	return math.Sqrt((own + usualWeight*usual*l.apart) / df / m), df
}

// known is how well the mean of a lead is known: by itself, when it has replications enough for that.
func (l *lead) known(usual float64) (se, df float64) {
	if m := len(l.by); m >= ownSpread {
		return math.Sqrt(stat.Var(l.by) / float64(m)), float64(m - 1)
	}
	return l.moderated(usual)
}

// tSteps are in how many steps Student's t is drawn: what happens less often than once in so many never does.
const tSteps = 2000

// doubted says how its mean may be off.
func (l *lead) doubted(usual float64) {
	se, df := l.moderated(usual)
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
