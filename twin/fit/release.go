package fit

import (
	"cmp"
	"math"
	"slices"
	"time"

	"tweeling/sim/dist"
)

// A Release is how cases came in.
type Release struct {
	Every   *Choice // time from one to the next; nil: endless
	Shifted bool    // of the week of the whole; else of the clock on the wall
	Endless bool    // the first station was hardly ever without one
	Lot     int     // parts that come together; 1 for most
	N       int
	PerWeek float64
	zeros   int
}

// release fits how cases come in, from the second week of the log on: in the first what had begun before it comes up.
func (m *Model) release() {
	r := &Release{Lot: 1}
	var firsts []Moment
	var gapless, all int
	lastAt := map[int32]Moment{}
	order := make([]int, 0, len(m.list))
	for i := range m.list {
		if i == 0 || m.list[i-1].Case != m.list[i].Case {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(m.list[a].From, m.list[b].From) })
	begin := m.Log.From
	if m.Log.To-m.Log.From > 4*weekLong && !m.Log.New {
		begin = m.firstWeek() + weekLong
	}
	shift := &m.Shifts[0]
	for _, i := range order {
		v := &m.list[i]
		if before, ok := lastAt[v.Station]; ok {
			all++
			if shift.net(m.Log.From, min(before, v.From), v.From) <= 0.02*max(1, v.Work) {
				gapless++
			}
		}
		lastAt[v.Station] = max(lastAt[v.Station], v.To)
		if v.From >= begin {
			firsts = append(firsts, v.From)
		}
	}
	m.Release = r
	r.N = len(firsts)
	if m.Unit == Piece && all > 20 && gapless*10 >= all*9 {
		r.Endless = true
	}
	if m.Unit == Flow {
		r.Lot = max(1, int(math.Round(m.lotMean())))
	}
	if len(firsts) < 3 {
		r.Endless = true
		return
	}
	covered := float64(firsts[len(firsts)-1] - firsts[0])
	r.PerWeek = float64(len(firsts)-1) * float64(weekLong) / max(1, covered)
	if r.Endless {
		return
	}
	r.Shifted = m.comeInShift(firsts)
	span := func(from, to Moment) float64 {
		if r.Shifted {
			return shift.net(m.Log.From, from, to)
		}
		return float64(to-from) / 1e9
	}
	var gaps Sample
	for i, at := range firsts[1:] {
		if x := span(firsts[i], at); x > 0 {
			gaps.Seen = append(gaps.Seen, x)
		} else {
			r.zeros++
		}
	}
	r.choose(m, gaps, span(firsts[0], firsts[len(firsts)-1])/float64(len(firsts)-1))
}

// comeInShift tells whether cases come in the week of the whole: nearly all of them do, and it leaves a good part of the time out.
func (m *Model) comeInShift(firsts []Moment) bool {
	week := &m.Shifts[0]
	if week.Works == nil || week.Hours > 0.9*168 {
		return false
	}
	inside := 0
	for _, at := range firsts {
		if week.net(m.Log.From, at, at+Moment(time.Second)) > 0 {
			inside++
		}
	}
	return inside*20 >= len(firsts)*19
}

// choose takes the law of the gaps, whose mean has to be the pace at which cases came.
func (r *Release) choose(m *Model, gaps Sample, mean float64) {
	c, err := m.choose(gaps)
	if err != nil {
		r.Endless = true
		return
	}
	r.Every = c
	if r.zeros*50 < len(gaps.Seen) && math.Abs(c.Dist.Mean()/mean-1) < 0.02 {
		return
	}
	values := thin(append(gaps.Seen, make([]float64, r.zeros)...), written)
	sum := 0.0
	for _, x := range values {
		sum += x
	}
	factor := mean * float64(len(values)) / max(sum, 1e-9)
	for i := range values {
		values[i] = tidy(values[i] * factor)
	}
	if d, err := dist.Empirical(values); err == nil {
		c.Law = &Law{Family: "empirical", Dist: d, seen: c.N, sd: math.Sqrt(d.Var()), ADP: math.NaN(), KSP: math.NaN()}
		c.Verdict = Rejected
	}
}

// lotMean is how many pieces an order has.
func (m *Model) lotMean() float64 {
	most := map[int32]float64{}
	for i := range m.list {
		most[m.list[i].Case] = max(most[m.list[i].Case], m.list[i].Pieces)
	}
	sum, n := 0.0, 0.0
	for _, c := range slices.Sorted(keysOf(most)) {
		if most[c] > 0 {
			sum += most[c]
			n++
		}
	}
	if n == 0 {
		return 1
	}
	return sum / n
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// firstWeek is the Monday on or before the log begins.
func (m *Model) firstWeek() Moment { return mondayOf(m.Log.From) }

// flowOfWeeks counts what came and went in each whole week, and how long it took.
func (m *Model) flowOfWeeks() {
	first := m.firstWeek()
	if first < m.Log.From-Moment(24*time.Hour) { // the week had begun before the log
		first += weekLong
	}
	n := int((m.Log.To - first + Moment(24*time.Hour)) / weekLong)
	for k := range max(0, min(n, 10_000)) {
		m.Weeks = append(m.Weeks, Week{From: first + Moment(k)*weekLong})
	}
	lead, leads, pieces := 0.0, 0, 0.0
	for i := 0; i < len(m.list); {
		j := i
		to := m.list[i].To
		most := 0.0
		for ; j < len(m.list) && m.list[j].Case == m.list[i].Case; j++ {
			to = max(to, m.list[j].To)
			most = max(most, m.list[j].Pieces)
		}
		c := m.list[i].Case
		if k := int((m.list[i].From - first) / weekLong); m.list[i].From >= first && k < len(m.Weeks) {
			m.Weeks[k].Released++
		}
		if m.finished[c] {
			if k := int((to - first) / weekLong); to >= first && k < len(m.Weeks) {
				m.Weeks[k].Done++
			}
			lead += float64(to-m.list[i].From) / 1e9
			leads++
			pieces += most
		}
		i = j
	}
	m.Leads = leads
	if leads > 0 {
		m.LeadTime, m.Pieces = lead/float64(leads), pieces/float64(leads)
	}
	m.count(lead / float64(max(1, leads)))
}

// count leaves out weeks in which the log cannot tell what went: the first ones, until cases that came in the log can be
// done, and the last, in which some that were done look as if they went on.
func (m *Model) count(lead float64) {
	skip := min(int(math.Ceil(lead/(7*86400))), len(m.Weeks)/3)
	if m.Log.New {
		skip = 0
	}
	last := len(m.Weeks)
	for last > skip+1 && m.Weeks[last-1].From+weekLong > m.Log.To-m.Edge && len(m.Weeks)-last < len(m.Weeks)/4+1 {
		last--
	}
	if len(m.Weeks) < 3 {
		skip, last = 0, len(m.Weeks)
	}
	for k := skip; k < last; k++ {
		m.Weeks[k].Counted = true
	}
}

// Counted are the numbers of cases that were done in the weeks that count.
func (m *Model) Counted() []float64 {
	var list []float64
	for _, w := range m.Weeks {
		if w.Counted {
			list = append(list, float64(w.Done))
		}
	}
	return list
}
