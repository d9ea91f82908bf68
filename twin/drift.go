package twin

import (
	"math"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

// A drift follows the cycle times of one machine. Each is scored by the law that the model draws it from: the score is the standard
// normal quantile of the probability that a time is at most as long. While the model holds, scores are standard normal, whatever
// the law; of a lognormal time the score is its standardised logarithm, and of one that takes a tenth longer it is higher by
// log(1.1)/sigma, 0.39 at a coefficient of variation of 0.25. What the machine waits for does not count.
//
// Two monitors look at the scores, both ways. A CUSUM tells whether the machine still works as the model says. The test of Page and
// Hinkley tells whether it works as it did before: it sums by how much scores exceed their own mean so far, by more than is to be
// let pass, and gives alarm when the sum is far above its lowest (Hinkley, Inference about the change-point from cumulative sum
// tests, Biometrika 58, 1971). Once a law has been fitted anew only the second goes on: what was found from few times is not to be held
// against many, and the mean so far begins with what it was found from.
type drift struct {
	all      moments
	up, down monitor // against the model
	more     monitor // against what was before
	less     monitor
	mean     float64 // sum of scores
	ref      reference
	recent   []cycle
	again    int // a law was not found; it is tried again when there are so many cycles
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

const (
	mostScore = 4  // one time that is out of all proportion does not decide alone
	settling  = 30 // so many scores of 0 are thought before the first, so that a mean of few is not trusted
)

// take takes the time of one cycle that was over at a time.
func (d *drift) take(law *dist.Dist, took, at sim.Time) {
	share := took.Seconds() / law.Mean()
	d.keep(cycle{at, took, share})
	p, known := 0.0, float64(settling)
	if d.ref.law != nil {
		p, known = d.ref.law.CDF(share), float64(d.ref.fitted)
	} else {
		p = law.CDF(took.Seconds())
	}
	score := float64(mostScore)
	switch {
	case p <= 0:
		score = -mostScore
	case p < 1:
		score = min(mostScore, max(-mostScore, stat.NormalQuantile(p)))
	}
	d.all.add(share)
	if d.ref.law == nil {
		d.up.step(score-Allowance, share, at)
		d.down.step(-score-Allowance, share, at)
	}
	own := d.mean / (d.all.n - 1 + known)
	d.more.step(score-own-Allowance, share, at)
	d.less.step(own-score-Allowance, share, at)
	d.mean += score
}

// step adds to the sum. Page and Hinkley's sum less its lowest is the same as a sum that never falls below 0.
func (m *monitor) step(by, share float64, at sim.Time) {
	if m.sum += by; m.sum <= 0 {
		*m = monitor{since: at}
		return
	}
	m.after.add(share)
	if m.alarm == 0 && m.sum > threshold() {
		m.alarm = at
	}
	m.sum = min(m.sum, 2*threshold()) // so that it comes down in time when all is well again
}

// A Drift is an alarm: the cycle times of a machine are not what they were, or not what the model says.
type Drift struct {
	ID      sim.ID
	Model   bool      // they are not as the model says; else they have changed
	Longer  bool      // or shorter
	Alarm   time.Time // when that was found
	Since   time.Time // since when it has probably been so
	Parts   int       // that were made since
	Before  float64   // mean cycle time before, as a share of the model's
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

// Drifts lists the alarms that stand, those against the model first.
func (m *Mirror) Drifts() []Drift {
	var list []Drift
	for id := range m.now.drifts {
		d := &m.now.drifts[id]
		for _, of := range d.monitors() {
			if of.alarm != 0 {
				list = append(list, m.driftOf(sim.ID(id), d, of.monitor, of.model, of.longer))
			}
		}
	}
	return list
}

func (m *Mirror) driftOf(id sim.ID, d *drift, of *monitor, model, longer bool) Drift {
	one := Drift{ID: id, Model: model, Longer: longer, Alarm: m.how.Zero.Add(of.alarm), Since: m.how.Zero.Add(of.since), Parts: int(of.after.n)}
	one.Before, one.Before1 = d.all.less(of.after).mean()
	one.After, one.After1 = of.after.mean()
	return one
}

// watchCycle notes the cycle time of a machine whose work is over by a trip at a time. Where nobody tells of what comes in, waiting
// for it cannot be told from work, and nothing is noted.
func (m *Mirror) watchCycle(node sim.ID, t sim.Timer, at sim.Time) {
	if t != m.works[node] || m.feeds[node] != sim.None {
		return
	}
	r, ok := m.now.line.UnderWay(node, t)
	if !ok || r.Law == nil {
		return
	}
	if _, fixed := r.Law.Constant(); fixed {
		return
	}
	took := r.Age + at - m.now.line.Now()
	if took <= 0 || at-took <= m.now.quiet.since { // it was counted with others, or it began before a silence: nobody saw how long it took
		return
	}
	m.now.drifts[node].take(r.Law, took, at)
	m.refit(node, at)
}
