package sim

// Quarter is over what a meter averages power, as grid operators do.
const Quarter = 15 * Time(60e9)

// A Metering says what a meter must know of a line.
type Metering struct {
	KW    []map[string]float64 // by node and class of state, see [PowerClass]; nil: it draws nothing
	Rate  []float64            // the price of a kWh in each quarter of an hour since the start of the line; nil: none
	Until Time                 // when the line will have run
}

// A Meter follows the electric power of a line: what was drawn in each quarter of an hour, and what the energy of each node
// cost by the hour. A line that nobody meters does nothing for it.
type Meter struct {
	line  *Line
	began Time
	first int // the quarter in which it began
	nodes []metered
	sums  []float64 // kW x time in each quarter, of what did not last all of it
	steps []float64 // by how much the kW of what lasts whole quarters change at the beginning of each
	rate  []float64
	due   []float64 // what 1 kW would have cost from the start until the beginning of each quarter
}

// A metered node is in one state since some time.
type metered struct {
	kw           [NumStates]float64
	standby, off float64 // kW
	draws        bool
	awaits       bool // it is off and ready all the same
	state        State
	since, idle  Time // without work since then, Never: it works
	kwh, paid    float64
}

// Meter lets a meter follow the line from now on; a line has one at most. Copies of the line have none.
func (l *Line) Meter(how Metering) *Meter {
	first := int(l.now / Quarter)
	n := max(0, int((how.Until+Quarter-1)/Quarter)-first) + 1
	m := &Meter{line: l, began: l.now, first: first, nodes: make([]metered, len(l.nodes)), sums: make([]float64, n), steps: make([]float64, n+1), rate: how.Rate}
	if how.Rate != nil {
		m.due = make([]float64, len(how.Rate)+1)
		for q, rate := range how.Rate {
			m.due[q+1] = m.due[q] + rate*Quarter.Hours()
		}
	}
	for i := range m.nodes {
		from := &l.nodes[i]
		to := metered{state: from.state, awaits: from.awaits, since: l.now, idle: Never}
		if from.rests {
			to.idle = from.idleSince
		}
		if i < len(how.KW) {
			for class, kw := range how.KW[i] {
				to.draws = to.draws || kw != 0
				switch class {
				case "standby":
					to.standby = kw
				case "off":
					to.off = kw
				}
			}
			for s := range NumStates {
				to.kw[s] = how.KW[i][PowerClass(s)]
			}
		}
		m.nodes[i] = to
	}
	l.meter = m
	l.mask |= metering
	return m
}

// enter follows who goes from one state to another.
func (m *Meter) enter(id ID, to State, awaits bool, now Time) {
	n := &m.nodes[id]
	if !n.draws {
		return
	}
	m.close(id, now)
	switch was := n.rests(); {
	case !to.Rests(was) && !awaits:
		n.idle = Never
	case !was:
		n.idle = now
	}
	n.state, n.awaits = to, awaits
}

// rests tells whether a node is without work, so that it may go to standby.
func (n *metered) rests() bool { return n.idle != Never }

// power is what a node draws that is awake.
func (n *metered) power() float64 {
	if n.awaits {
		return n.kw[Starved]
	}
	return n.kw[n.state]
}

// close books what a node drew until now.
func (m *Meter) close(id ID, now Time) {
	n := &m.nodes[id]
	from := n.since
	n.since = now
	if !n.rests() || !m.line.nodes[id].rests {
		m.draw(n, from, now, n.power())
		return
	}
	after := func(d Time) Time {
		if d == 0 || n.idle > Never-d {
			return now
		}
		return min(now, max(from, n.idle+d))
	}
	off := after(m.line.nodes[id].offAfter)
	standby := min(off, after(m.line.nodes[id].standbyAfter))
	m.draw(n, from, standby, n.power())
	m.draw(n, standby, off, n.standby)
	m.draw(n, off, now, n.off)
}

// draw books so much power over some time.
func (m *Meter) draw(n *metered, from, to Time, kw float64) {
	if kw == 0 || to <= from {
		return
	}
	n.kwh += kw * (to - from).Hours()
	if m.rate != nil {
		n.paid += kw * (m.dueAt(to) - m.dueAt(from))
	}
	last := len(m.sums) - 1
	a, b := min(last, int(from/Quarter)-m.first), min(last, int(to/Quarter)-m.first)
	if a == b {
		m.sums[a] += kw * (to - from).Hours()
		return
	}
	m.sums[a] += kw * (m.begins(a+1) - from).Hours()
	m.sums[b] += kw * (to - m.begins(b)).Hours()
	m.steps[a+1] += kw
	m.steps[b] -= kw
}

// begins is when a quarter does.
func (m *Meter) begins(quarter int) Time { return Time(m.first+quarter) * Quarter }

// dueAt is what 1 kW would have cost from the start until then.
func (m *Meter) dueAt(t Time) float64 {
	q := min(int(t/Quarter), len(m.rate)-1)
	return m.due[q] + m.rate[q]*(t-Time(q)*Quarter).Hours()
}

// A Reading is what a meter shows.
type Reading struct {
	KW   []float64 // mean power of each whole quarter of an hour that was watched
	KWh  []float64 // by node
	Paid []float64 // by node, at the prices of the hour
}

// Read reads the meter as the line stands.
func (m *Meter) Read() Reading {
	r := Reading{KWh: make([]float64, len(m.nodes)), Paid: make([]float64, len(m.nodes))}
	for id := range m.nodes {
		n := &m.nodes[id]
		m.close(ID(id), m.line.now)
		r.KWh[id], r.Paid[id] = n.kwh, n.paid
	}
	level := 0.0
	for q := range m.sums {
		level += m.steps[q]
		if m.begins(q) >= m.began && m.begins(q+1) <= m.line.now {
			r.KW = append(r.KW, level+m.sums[q]/Quarter.Hours())
		}
	}
	return r
}
