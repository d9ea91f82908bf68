package plant

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A setup is how a machine changes over from one product to another.
type setup struct {
	laws    [][][]*dist.Dist // by op before and op after, by their places in local; no steps: none is needed; nil: never
	local   []int32          // by op: its place in laws; those that never come here share one
	initial int              // the op that it is set up for at the start, -1: whatever comes first
	spoils  int              // so many parts after it are scrap
	when    moment
	afresh  bool     // after a failure it starts over
	least   int      // so many parts of a product are worked on before it changes over
	wait    sim.Time // but when none has come for so long
	own     [][]bool // by op: itself alone
	mates   [][]bool // by op: all that are in its place in the campaign
	turns   []int    // by op: its place in the campaign; nil: there is none
	places  int      // of the campaign
	of      [][]bool // by place of the campaign: its ops; where rounds are
	rounds  *rounds  // nil: it goes to the next place of which a part waits, until none of it does
}

// A moment is when a setup may begin.
type moment uint8

const (
	partArrived moment = iota // once the part that needs it is in the machine
	orderKnown                // once the product that comes next is known, beside the work on the part before
	cleared                   // once that is known and the machine is empty
)

var moments = map[string]moment{"": partArrived, "part-arrived": partArrived, "order-known": orderKnown, "cleared": cleared}

// steps is what changing over takes, from -1 when it is not set up for anything yet.
func (s *setup) steps(from, to int) []*dist.Dist {
	if from < 0 || from == to || s.laws == nil {
		return nil
	}
	return s.laws[s.local[from]][s.local[to]]
}

func (s *setup) looksAhead() bool {
	return s.rounds == nil && (s.when != partArrived || s.least > 0)
}

func (s *setup) takesTime() bool {
	for _, row := range s.laws {
		for _, steps := range row {
			if len(steps) > 0 {
				return true
			}
		}
	}
	return false
}

// mustSetUp tells whether the machine has to be set up for the part in it. When not, it is set up for it as it stands.
func (m *machine) mustSetUp(cx sim.Context) bool {
	product := cx.Op(m.part)
	if m.setup.when != partArrived && m.takeOver(cx, product) {
		return m.phase == settingUp && m.tooled != product
	}
	if len(m.setup.steps(m.tooled, product)) > 0 {
		return true
	}
	m.becomes(product)
	return false
}

// becomes notes what the machine is now set up for.
func (m *machine) becomes(product int) {
	if m.tooled == product {
		return
	}
	if m.tooled < 0 || m.setup.mates == nil || !m.setup.mates[m.tooled][product] {
		m.run, m.visit.begun = 0, false
	}
	m.tooled = product
}

// isSetUp ends a setup.
func (m *machine) isSetUp(product int) {
	m.becomes(product)
	m.spoils = m.setup.spoils
}

// isBad tells whether a part is scrap: one of the first after a setup, or by the share of parts that are.
func (m *machine) isBad(cx sim.Context, p sim.Part) bool {
	if m.inspects != nil {
		return m.rejects(cx, p)
	}
	bad := m.spoils > 0
	if bad {
		m.spoils--
	} else if s := m.scrap[cx.Op(p)]; s > 0 {
		bad = cx.Chance(s, p)
	}
	if quality := cx.Seen(p); quality != sim.Unseen {
		bad = quality == sim.SeenScrap
	}
	if m.mars && !bad {
		m.spoil(cx, p)
	}
	return bad
}

// Changeovers are the time to change over by "product before>product after", where a family may stand for its products.
type Changeovers map[string]*dist.Dist

// Cell is what a matrix says of a change from one product to another: what it says of both by name, else of the first by
// name and the second by family, else of the first by family and the second by name, else of both by family. It is nil
// when it says nothing.
func (x Changeovers) Cell(from, to *Product) *dist.Dist {
	for _, key := range [][2]string{{from.Name, to.Name}, {from.Name, to.Family}, {from.Family, to.Name}, {from.Family, to.Family}} {
		if d := x[key[0]+">"+key[1]]; d != nil && key[0] != "" && key[1] != "" {
			return d
		}
	}
	return nil
}

// setup gathers how a machine changes over.
func (b *builder) setup(p *Placed) (setup, error) {
	s := setup{initial: -1, spoils: p.Count("scrap_after_setup"), when: moments[p.Text("setup_when")], afresh: p.Text("setup_after_repair") == "restart",
		least: p.Count("minimum_run"), wait: p.Span("maximum_wait")}
	if s.least > 0 && !b.model.HasOwnPlace(p.Name) {
		return s, fmt.Errorf("minimum_run: want one buffer or source before it that leads nowhere else, have another way of coming")
	}
	b.campaign(p, &s)
	var here []int // tasks
	s.local = make([]int32, len(b.tasks))
	for i := range b.tasks {
		t := &b.tasks[i]
		if unrouted := len(b.model.Products) == 0 || len(b.model.Products[t.product].Ops) == 0; unrouted || t.here(p.Name) {
			s.local[i] = int32(len(here))
			here = append(here, i)
			if s.initial < 0 && t.name != "" && t.name == p.Text("initial") {
				s.initial = i
			}
		}
	}
	for i := range b.tasks {
		if t := &b.tasks[i]; len(b.model.Products) > 0 && len(b.model.Products[t.product].Ops) > 0 && !t.here(p.Name) {
			s.local[i] = int32(len(here))
		}
	}
	some := false
	s.laws = make([][][]*dist.Dist, len(here)+1)
	for i := range s.laws {
		s.laws[i] = make([][]*dist.Dist, len(here)+1)
	}
	for i, from := range here {
		for j, to := range here {
			d, err := b.changeover(p, &b.tasks[from], &b.tasks[to])
			if err != nil {
				return s, err
			}
			s.laws[i][j] = present(d)
			some = some || d != nil
		}
	}
	if !some {
		s.laws = nil
	}
	return s, b.goesRound(p, &s)
}

// changeover is the time to change over from one task to another at a machine, nil for none.
func (b *builder) changeover(p *Placed, from, to *task) (*dist.Dist, error) {
	own := to.op != nil && to.op.Setup != nil
	switch {
	case from == to, from.op != nil && to.op != nil && from.op.Family != "" && from.op.Family == to.op.Family:
		return nil, nil
	case from.name == to.name && !own && (from.op == nil || to.op == nil || from.op.Family == "" || to.op.Family == ""):
		return nil, nil
	case own:
		return to.op.Setup, nil
	}
	matrix, ok := p.Values["setup_matrix"].(Changeovers)
	if !ok {
		return p.ChanceFor("setup", to.name), nil
	}
	d := matrix.Cell(b.alike(from), b.alike(to))
	if d == nil && b.model.comes(from, p.Spec) && b.model.comes(to, p.Spec) {
		return nil, fmt.Errorf("setup_matrix: want a cell %q, have none", from.name+">"+to.name)
	}
	return d, nil
}

// alike is the product of a task as a matrix of setups looks for it: by the family of its operation, where that has one.
func (b *builder) alike(t *task) *Product {
	p := b.model.Products[t.product]
	if t.op != nil && t.op.Family != "" {
		p.Family = t.op.Family
	}
	return &p
}
