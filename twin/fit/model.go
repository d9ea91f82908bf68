package fit

import (
	"cmp"
	"math"
	"slices"
	"time"

	"tweeling/sim/stat"
)

// Settings says how to fit.
type Settings struct {
	Seed uint64
	Unit *Unit // nil: found out

	// Untested leaves out the tests of how well laws go with their times, which take most of the time: the law of least AIC
	// is taken.
	Untested bool
}

// A Model is what a log tells of a line: what can be written as a scenario, and what cannot be told.
type Model struct {
	Log      *Log
	Unit     Unit
	Edge     Moment // so long before the end of the log what was not gone on with may still be under way
	Coverage []Coverage
	Shifts   []Shift // the first is that of the whole
	Stations []*Station
	Products []ProductShare
	Routes   *Routes
	Release  *Release
	Weeks    []Week // whole ones
	LeadTime float64
	Leads    int // cases that it is the mean of
	Pieces   float64
	settings Settings
	byCase   [][]int32
	stations [][]int32
	shift    []int
	finished []bool
	list     []visit
}

// A Station is what was found of one station.
type Station struct {
	Index     int32
	Name      string
	Shift     int
	Servers   int
	Cycle     *Choice
	ByProduct map[string]*Choice // where products differ
	Setup     *Choice
	Changes   map[[2]string]*Choice // setups by product before and after, where they differ
	Within    bool                  // setups belong to visits, not to a change of product: they are in Cycle
	Setups    int
	Failures  []Failure
	Judged    *Scrap  // of all parts that were judged
	Scrap     *Scrap  // the same where some were bad; else nil
	GoesOn    bool    // which went on as if it were good
	Work      float64 // hours, closed ones left out
	Room      int     // the most cases that waited here; 0: not known
}

// A ProductShare is how much of what came was of one product.
type ProductShare struct {
	Name  string
	Cases int
	Share float64
}

// A Week is what came and went in one whole week of the log.
type Week struct {
	From           Moment
	Released, Done int
	Counted        bool // not one at the ends of the log, which are not whole in every respect
}

// New finds what a log tells. The error says what is missing.
func New(l *Log, set Settings) (*Model, error) {
	if len(l.Spans) == 0 {
		return nil, errNothing
	}
	m := &Model{Log: l, settings: set, byCase: l.byCase(), stations: l.byStation()}
	m.Coverage = l.coverage(m.stations)
	if l.Net {
		m.Shifts, m.shift = []Shift{{Name: "week", Hours: 168}}, make([]int, len(m.stations))
	} else {
		m.Shifts, m.shift = l.shifts(m.stations)
	}
	m.Unit = l.unitFor(m.byCase)
	if set.Unit != nil {
		m.Unit = *set.Unit
	}
	m.Edge = m.edge()
	m.findProducts()
	if m.Unit != Alone {
		m.list = m.visits()
		if m.Unit == Flow {
			m.list = m.firsts(m.list)
		}
		m.Routes = m.discover(m.list)
		m.flowOfWeeks()
		m.release()
	}
	for i, spans := range m.stations {
		if len(spans) == 0 {
			continue
		}
		s := &Station{Index: int32(i), Name: l.Stations.List[i], Shift: m.shift[i]}
		m.station(s, spans)
		m.Stations = append(m.Stations, s)
	}
	m.rooms()
	return m, nil
}

func (m *Model) shiftOf(station int32) *Shift { return &m.Shifts[m.shift[station]] }

// edge is how long a case may stand still and yet go on: nine of ten times it is less; at most a tenth of the log.
func (m *Model) edge() Moment {
	var gaps []float64
	for _, spans := range m.byCase {
		until := Moment(0)
		for k, i := range spans {
			s := &m.Log.Spans[i]
			if k > 0 && s.From > until {
				gaps = append(gaps, float64(s.From-until))
			}
			until = max(until, s.To)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return Moment(min(gaps[len(gaps)*9/10], float64(m.Log.To-m.Log.From)/10))
}

// findProducts counts cases, or where there are none spans, by product.
func (m *Model) findProducts() {
	l := m.Log
	counts := make([]int, len(l.Products.List))
	total := 0
	count := func(p int32) {
		if p >= 0 {
			counts[p]++
			total++
		}
	}
	for _, spans := range m.byCase {
		for _, i := range spans {
			if p := l.Spans[i].Product; p >= 0 {
				count(p)
				break
			}
		}
	}
	if m.Unit == Alone {
		for i := range l.Spans {
			count(l.Spans[i].Product)
		}
	}
	for i, n := range counts {
		if n > 0 {
			m.Products = append(m.Products, ProductShare{l.Products.List[i], n, float64(n) / float64(total)})
		}
	}
	slices.SortStableFunc(m.Products, func(a, b ProductShare) int { return cmp.Compare(b.Cases, a.Cases) })
	if len(m.Products) > mostProducts {
		l.note("fit.note.products", len(m.Products), mostProducts)
		m.Products = nil
	}
}

// choose fits a law to a sample.
func (m *Model) choose(s Sample) (*Choice, error) {
	if m.settings.Untested {
		return Likeliest(s)
	}
	return Choose(s, m.settings.Seed)
}

// mostProducts is how many products a scenario may have.
const mostProducts = 200

// firsts leaves of the visits of each case to a station only the first, with all that was done there.
func (m *Model) firsts(list []visit) []visit {
	var out []visit
	for i := 0; i < len(list); {
		begin := len(out)
		for c := list[i].Case; i < len(list) && list[i].Case == c; i++ {
			v := list[i]
			k := slices.IndexFunc(out[begin:], func(o visit) bool { return o.Station == v.Station })
			if k < 0 {
				out = append(out, v)
				continue
			}
			o := &out[begin+k]
			o.To = max(o.To, v.To)
			o.Work += v.Work
			o.Setup += v.Setup
			if v.Pieces >= 0 {
				o.Pieces = max(0, o.Pieces) + v.Pieces
			}
			if v.Bad >= 0 {
				o.Bad = max(0, o.Bad) + v.Bad
			}
		}
	}
	return out
}

// station fits all of one station. One of which nothing but stops was seen has no cycle.
func (m *Model) station(s *Station, spans []int32) {
	m.capacity(s, spans)
	m.failures(s, spans)
	m.scrap(s, spans)
	m.setups(s, spans)
	if m.Unit == Flow || m.Unit == Alone {
		if c := m.pieces(s, spans); c != nil {
			s.Cycle = c
			return
		}
	}
	samples, byProduct := m.cycles(s, spans)
	c, err := m.choose(samples)
	if err != nil {
		return
	}
	s.Cycle = c
	m.stratify(s, byProduct)
}

func (m *Model) capacity(s *Station, spans []int32) {
	var list []stretch
	shift := m.shiftOf(s.Index)
	if m.Unit == Order || m.Unit == Piece {
		for i := range m.list {
			if v := &m.list[i]; v.Station == s.Index {
				list = append(list, m.busy(v)...)
				s.Work += (v.Work + v.Setup) / 3600
			}
		}
	} else {
		for _, i := range spans {
			if sp := &m.Log.Spans[i]; sp.Class == Work {
				list = append(list, stretch{sp.From, sp.To})
				s.Work += shift.net(m.Log.From, sp.From, sp.To) / 3600
			}
		}
	}
	s.Servers = servers(list)
}

// busy are the stretches in which a visit was worked on, what overlaps put together.
func (m *Model) busy(v *visit) []stretch {
	var list []stretch
	for _, i := range m.byCase[v.Case] {
		s := &m.Log.Spans[i]
		if s.Station != v.Station || s.From > v.To || s.To < v.From || s.Class != Work && s.Class != Setup {
			continue
		}
		if n := len(list); n > 0 && s.From <= list[n-1].to {
			list[n-1].to = max(list[n-1].to, s.To)
		} else {
			list = append(list, stretch{s.From, s.To})
		}
	}
	return list
}

// cycles are the times that parts take at a station, all and by product.
func (m *Model) cycles(s *Station, spans []int32) (all Sample, byProduct map[int32][]float64) {
	byProduct = map[int32][]float64{}
	add := func(product int32, seconds float64) {
		if seconds > 0 {
			all.Seen = append(all.Seen, seconds)
			byProduct[product] = append(byProduct[product], seconds)
		}
	}
	if m.Unit == Order || m.Unit == Piece {
		for i := range m.list {
			v := &m.list[i]
			if v.Station != s.Index || v.To >= m.Log.To && m.unfinished(v.Case) {
				continue
			}
			seconds := v.Work
			if s.Within {
				seconds += v.Setup
			}
			add(v.Product, seconds)
		}
		return all, byProduct
	}
	shift := m.shiftOf(s.Index)
	for _, i := range spans {
		sp := &m.Log.Spans[i]
		if sp.Class != Work || sp.Cut || sp.Quantity == 0 {
			continue
		}
		pieces := 1.0
		if sp.Quantity > 0 {
			pieces = float64(sp.Quantity)
		}
		add(sp.Product, shift.net(m.Log.From, sp.From, sp.To)/pieces)
	}
	return all, byProduct
}

func (m *Model) unfinished(c int32) bool { return c >= 0 && !m.finished[c] }

// stratify gives products laws of their own where that tells more than it costs (BIC of lognormal laws, one for all and one
// for each).
func (m *Model) stratify(s *Station, byProduct map[int32][]float64) {
	if len(m.Products) < 2 {
		return
	}
	if !differ(byProduct) {
		return
	}
	s.ByProduct = map[string]*Choice{}
	for _, p := range m.Products {
		values := byProduct[m.Log.Products.Of(p.Name)]
		if len(values) < fewest {
			continue // as all
		}
		if c, err := m.choose(Sample{Seen: values}); err == nil {
			s.ByProduct[p.Name] = c
		}
	}
}

// differ tells whether groups of times are of several laws.
func differ[K comparable](groups map[K][]float64) bool {
	var n, k, within float64
	var mean, square float64
	for _, values := range groups {
		if len(values) < fewest {
			continue
		}
		var own stat.Moments
		for _, x := range values {
			g := math.Log(max(x, 1e-9))
			own.Add(g)
			n++
			d := g - mean
			mean += d / n
			square += d * (g - mean)
		}
		within += own.Var() * float64(own.N()-1)
		k++
	}
	if k < 2 || square == 0 {
		return false
	}
	if within <= 0 {
		return true
	}
	return n*math.Log(within/n)+(k+1)*math.Log(n) < n*math.Log(square/n)+2*math.Log(n)
}

// scrap fits the share of bad pieces.
func (m *Model) scrap(s *Station, spans []int32) {
	var batches []Batch
	for _, i := range spans {
		sp := &m.Log.Spans[i]
		if sp.Class == Work && sp.Quantity > 0 && sp.Bad >= 0 {
			batches = append(batches, Batch{min(float64(sp.Bad), float64(sp.Quantity)), float64(sp.Quantity)})
		}
	}
	if f := ScrapOf(batches); f.All > 0 {
		s.Judged = &f
	}
	if s.Judged != nil && s.Judged.Bad > 0 {
		s.Scrap = s.Judged
		s.GoesOn = m.Unit == Piece && m.badGoOn(s.Index)
	}
}

// badGoOn tells whether most cases with bad pieces at a station went on to another all the same: then nothing is scrapped there.
func (m *Model) badGoOn(station int32) bool {
	on, all := 0, 0
	for i := range m.list {
		v := &m.list[i]
		if v.Station != station || v.Bad <= 0 {
			continue
		}
		all++
		if i+1 < len(m.list) && m.list[i+1].Case == v.Case {
			on++
		}
	}
	return on*2 > all
}

// setups fits times to change over, when they come with a change of product; else they belong to the visits.
func (m *Model) setups(s *Station, spans []int32) {
	var times, changed []float64
	pairs := map[[2]string][]float64{}
	changes := 0
	for i := range m.list {
		v := &m.list[i]
		if v.Station != s.Index {
			continue
		}
		comes := v.changed && v.before >= 0
		if comes {
			changes++
		}
		if v.Setup <= 0 {
			continue
		}
		times = append(times, v.Setup)
		if comes {
			changed = append(changed, v.Setup)
			p := [2]string{m.Log.Products.Name(v.before), m.Log.Products.Name(v.Product)}
			pairs[p] = append(pairs[p], v.Setup)
		}
	}
	for _, i := range spans {
		if m.Log.Spans[i].Class == Setup {
			s.Setups++
		}
	}
	if len(times) == 0 {
		return
	}
	s.Within = len(m.Products) < 2 || len(changed)*10 < len(times)*8 || len(changed)*10 < changes*8
	c, err := m.choose(Sample{Seen: times})
	if err != nil {
		return
	}
	s.Setup = c
	if s.Within || !differ(pairs) {
		return
	}
	s.Changes = map[[2]string]*Choice{}
	for p, values := range pairs {
		if len(values) >= fewest {
			if c, err := m.choose(Sample{Seen: values}); err == nil {
				s.Changes[p] = c
			}
		}
	}
}

// rooms finds the most cases that waited before each station, which a buffer there held at least.
func (m *Model) rooms() {
	if m.Unit != Piece {
		return
	}
	type edge struct {
		at Moment
		by int
	}
	edges := map[int32][]edge{}
	for i := range m.list {
		if i == 0 || m.list[i-1].Case != m.list[i].Case {
			continue
		}
		v := &m.list[i]
		if came := m.list[i-1].To; came < v.From {
			edges[v.Station] = append(edges[v.Station], edge{came, 1}, edge{v.From, -1})
		}
	}
	for _, s := range m.Stations {
		list := edges[s.Index]
		slices.SortFunc(list, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.by, b.by)) })
		level := 0
		for _, e := range list {
			level += e.by
			s.Room = max(s.Room, level)
		}
	}
}

const weekLong = Moment(7 * 24 * time.Hour)
