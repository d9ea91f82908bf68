package twin

import (
	"math"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

// A drift follows the times of one timer of a machine: of its work, its setups, from one failure to the next, of repairs; or how many
// parts there are from one that is scrap to the next. Each is scored by the law that the model draws it from: the score is the standard
// normal quantile of the probability that a time is at most as long. While the model holds, scores are standard normal, whatever
// the law; of a lognormal time the score is its standardised logarithm, and of one that takes a tenth longer it is higher by
// log(1.1)/sigma, 0.39 at a coefficient of variation of 0.25. What the machine waits for does not count.
//
// Two monitors look at the scores, both ways. A CUSUM tells whether the machine still works as the model says; scores that spread wider
// than they should are divided by their own spread, so that it speaks of how long times are and not of how much they vary. A
// self-starting CUSUM tells whether the machine works as it did before: it holds each score against the mean and the spread of those
// before it, and what this gives, Student's t, is standard normal again once it is taken to the normal (Hawkins, Self-starting CUSUM
// charts for location and scale, The Statistician 36, 1987). How little is known of what was before is so accounted for, and it does
// not matter whether the law is the right one. Once a law has been fitted anew only the second goes on, and begins with the scores of
// the times that the law was fitted to.
type drift struct {
	all      moments
	up, down monitor // against the model
	more     monitor // against what was before
	less     monitor
	own      spread // of scores; while a monitor of those has given alarm it learns nothing
	ref      reference
	recent   []cycle
	passed   float64 // parts since the last that was scrap
	again    int     // a law was not found, or the mean was not told apart; it is tried again when there are so many cycles
}

// A monitor is one of the sums, in one direction.
type monitor struct {
	sum   float64
	since sim.Time // when the sum was 0 last: the change, if there is one, was then
	after moments  // of what came since
	alarm sim.Time // when it gave alarm, 0: it has not
}

// moments are those of cycle times as a share of what the model takes on average.
type moments struct{ n, sum, squares float64 }

func (m *moments) add(x float64) { m.n, m.sum, m.squares = m.n+1, m.sum+x, m.squares+x*x }

func (m moments) less(o moments) moments {
	return moments{m.n - o.n, m.sum - o.sum, m.squares - o.squares}
}

// mean is the mean and the half of its interval at 95 %, by Student's t.
func (m moments) mean() (mean, half float64) {
	if m.n < 1 {
		return math.NaN(), math.NaN()
	}
	mean = m.sum / m.n
	if m.n < 2 {
		return mean, math.Inf(1)
	}
	variance := max(0, (m.squares-m.sum*mean)/(m.n-1))
	return mean, stat.StudentQuantile(0.975, m.n-1) * math.Sqrt(variance/m.n)
}

// A spread is the mean of scores and the sum of the squares of how far they are from it (Welford, Technometrics 4, 1962).
type spread struct{ n, mean, squares float64 }

func (s *spread) add(x float64) {
	s.n++
	by := x - s.mean
	s.mean += by / s.n
	s.squares += by * (x - s.mean)
}

func (s *spread) deviation() float64 { return math.Sqrt(s.squares / (s.n - 1)) }

// normal is a score held against those before it: Student's t of n-1 degrees, taken to the normal (Wallace, Annals of Mathematical
// Statistics 30, 1959; within 0.01 from 19 degrees on). Scores that hardly differ are taken to do so by the least that is believed.
func (s *spread) normal(score float64) float64 {
	t := math.Sqrt(s.n/(s.n+1)) * (score - s.mean) / max(leastSpread, s.deviation())
	df := s.n - 1
	return math.Copysign((8*df+1)/(8*df+3)*math.Sqrt(df*math.Log1p(t*t/df)), t)
}

const (
	mostScore   = 4    // one time that is out of all proportion does not decide alone
	settling    = 20   // so many scores there are before the mean and the spread of them are believed
	leastSpread = 0.25 // of scores, for times that the model says are more various than they are
	fixedSpread = 0.05 // the coefficient of variation that a fixed time is given
)

// take takes a time that was over at a time.
func (d *drift) take(w *watched, law *dist.Dist, took, at sim.Time) {
	share := took.Seconds() / law.Mean()
	d.keep(cycle{at, took, share})
	score := d.score(w, law, took.Seconds(), share)
	d.all.add(share)
	if d.ref.law == nil || d.ref.model {
		held := score
		if d.own.n >= settling {
			held /= max(1, d.own.deviation())
		}
		d.up.step(w, held, share, at)
		d.down.step(w, -held, share, at)
	}
	if d.own.n >= settling {
		held := min(mostScore, max(-mostScore, d.own.normal(score)))
		d.more.step(w, held, share, at)
		d.less.step(w, -held, share, at)
	}
	if d.more.alarm == 0 && d.less.alarm == 0 {
		d.own.add(score)
	}
}

// score is that of a time by the law it is watched by. A fixed time has none; it is taken to vary a little where it is one of work or
// setup, and to be exponential where it is chance that ends it.
func (d *drift) score(w *watched, law *dist.Dist, seconds, share float64) float64 {
	var p float64
	if d.ref.law != nil {
		p = middle(d.ref.law, share)
	} else if _, fixed := law.Constant(); !fixed {
		p = middle(law, seconds)
	} else if w.What == CycleTime || w.What == SetupTime {
		return min(mostScore, max(-mostScore, math.Log(share)/fixedSpread))
	} else {
		p = -math.Expm1(-share)
	}
	switch {
	case p <= 0:
		return -mostScore
	case p < 1:
		return min(mostScore, max(-mostScore, stat.NormalQuantile(p)))
	default:
		return mostScore
	}
}

// middle is the probability that a law gives less than x, and half of that it gives just x.
func middle(law *dist.Dist, x float64) float64 {
	just := 1e-7 * law.Mean()
	return (law.CDF(x-just) + law.CDF(x+just)) / 2
}

// step adds to the sum by how much a score exceeds what is let pass.
func (m *monitor) step(w *watched, score, share float64, at sim.Time) {
	if m.sum += score - w.allowance; m.sum <= 0 {
		*m = monitor{since: at}
		return
	}
	m.after.add(share)
	if m.alarm == 0 && m.sum > w.threshold {
		m.alarm = at
	}
	m.sum = min(m.sum, 2*w.threshold) // so that it comes down in time when all is well again
}

// A Drift is an alarm: times of a machine are not what they were, or not what the model says.
type Drift struct {
	ID      sim.ID
	What    Quantity
	Mode    string    // of failure, where that is what it is about
	Model   bool      // they are not as the model says; else they have changed
	Longer  bool      // or shorter
	Alarm   time.Time // when that was found
	Since   time.Time // since when it has probably been so
	Parts   int       // that were made since; of what is not a cycle, how many times were seen
	Before  float64   // mean before, as a share of the model's
	Before1 float64   // half of its interval at 95 %
	After   float64   // since then
	After1  float64
}

// A watching is a monitor with what it looks for.
type watching struct {
	*monitor
	model, longer bool
}

func (d *drift) monitors() [4]watching {
	return [...]watching{{&d.up, true, true}, {&d.down, true, false}, {&d.more, false, true}, {&d.less, false, false}}
}

// Drifts lists the alarms that stand, machine by machine, those against the model first.
func (m *Mirror) Drifts() []Drift {
	var list []Drift
	for i := range m.now.drifts {
		d := &m.now.drifts[i]
		for _, of := range d.monitors() {
			if of.alarm != 0 {
				list = append(list, m.driftOf(&m.watches.list[i], d, of))
			}
		}
	}
	return list
}

func (m *Mirror) driftOf(w *watched, d *drift, of watching) Drift {
	one := Drift{ID: w.node, What: w.What, Mode: w.mode, Model: of.model, Longer: of.longer, Alarm: m.how.Zero.Add(of.alarm), Since: m.how.Zero.Add(of.since), Parts: int(of.after.n)}
	one.Before, one.Before1 = d.all.less(of.after).mean()
	one.After, one.After1 = of.after.mean()
	return one
}
