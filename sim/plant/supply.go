package plant

import (
	"fmt"
	"maps"
	"slices"

	"tweeling/sim"
)

// A supply gives electric power up to a limit. A machine that it feeds asks for the power of a phase when all else is there that
// the phase needs, has it while the time of the phase goes on, and keeps it from one phase to the next of the same part where that
// draws no more. With the next part, and after every stop, it asks again, behind those who wait already.

// draw asks for the power of a state, and notes that the machine waits for it where it is not there.
func (u *upkeep) draw(cx sim.Context, s sim.State) bool {
	if !u.fed {
		return true
	}
	u.drew = true
	ok := cx.Draw(s)
	u.powerless = u.powerless || !ok
	return ok
}

// powered tells whether the phase that could go on has power, and asks for it.
func (m *machine) powered(cx sim.Context) bool {
	if m.phase == settingUp {
		return m.draw(cx, sim.Setup)
	}
	return m.draw(cx, sim.Working)
}

// unpower gives back what is not used any more.
func (m *machine) unpower(cx sim.Context) {
	if !m.drew {
		cx.Release()
	}
}

// askAnew lets the machine give its power back before it begins with another part. A setup for it that goes on keeps it.
func (m *machine) askAnew(cx sim.Context) {
	if m.fed && m.ahead.product < 0 {
		cx.Release()
	}
}

// PowerKW is what an element draws by class of state; nil: it says nothing of that.
func (s *Spec) PowerKW() map[string]float64 { return get[map[string]float64](s, "power_kw", nil) }

// Draws tells whether an element draws power in some state.
func (s *Spec) Draws() bool {
	for _, kw := range s.PowerKW() {
		if kw > 0 {
			return true
		}
	}
	return false
}

// SupplyOf is the supply that feeds an element: the one that it names, else the one that feeds all others that draw power; "" where
// none does.
func (m *Model) SupplyOf(s *Spec) string {
	kind, ok := Find(s.Kind)
	if !ok || !kind.Has("supply") {
		return ""
	}
	if name := s.Text("supply"); name != "" || !s.Draws() {
		return name
	}
	for i := range m.Elements {
		if e := &m.Elements[i]; e.FeedsAll() {
			return e.Name
		}
	}
	return ""
}

// FeedsAll tells whether an element is a supply that feeds all that draw power and name none.
func (s *Spec) FeedsAll() bool {
	return s.Kind == "supply" && (s.Text("feeds") == "" || s.Text("feeds") == "all")
}

// NeedKW is what each unit of an element draws at most while it works or is set up, what it draws while it is ready, and the least that
// it draws without work. A robot is never refused its power, since who uses it may be waiting for his own: it counts as at work.
func (m *Model) NeedKW(s *Spec) (most, ready, least float64) {
	kw := s.PowerKW()
	ready = kw["ready"]
	if s.Kind == "robot" {
		most = max(kw["working"], ready)
		return most, most, most
	}
	least = ready
	if s.Span("standby_after") > 0 {
		least = min(least, kw["standby"])
	}
	if s.Span("off_after") > 0 || s.Text("shift") != "" {
		least = min(least, kw["off"])
	}
	most = kw["working"]
	if m.setsUp(s) {
		most = max(most, kw["setup"])
	}
	return most, ready, least
}

// setsUp tells whether an element is ever in setup, or wakes.
func (m *Model) setsUp(s *Spec) bool {
	for i := range m.Products {
		for _, op := range m.Products[i].Ops {
			if op.Setup != nil && slices.Contains(op.At, s.Name) {
				return true
			}
		}
	}
	return slices.ContainsFunc([]string{"setup", "setup_by_product", "setup_matrix", "wake", "startup"}, s.Has)
}

// draws is the power of an element in the states that it is ever in.
func (m *Model) draws(s *Spec) map[string]float64 {
	kw := maps.Clone(s.PowerKW())
	if !m.setsUp(s) && s.Kind != "robot" {
		delete(kw, "setup")
	}
	return kw
}

// feed lets supplies feed what they are to.
func (b *builder) feed() error {
	for i := range b.plant.Elements {
		supply := &b.plant.Elements[i]
		if supply.Kind != "supply" {
			continue
		}
		n := &b.plant.Layout.Nodes[supply.IDs[0]]
		n.LimitKW, n.Helps, n.Strict = supply.Number("limit_kw"), precedences[supply.Text("order")], !supply.Has("strict") || supply.Flag("strict")
		for j := range b.plant.Elements {
			p := &b.plant.Elements[j]
			if b.model.SupplyOf(p.Spec) != supply.Name {
				continue
			}
			n.Feeds = append(n.Feeds, p.IDs...)
			for _, id := range p.IDs {
				b.plant.Layout.Nodes[id].KW = b.model.draws(p.Spec)
			}
		}
	}
	for i := range b.plant.Elements {
		p := &b.plant.Elements[i]
		name := b.model.SupplyOf(p.Spec)
		if at, ok := b.at[name]; name != "" && (!ok || b.plant.Elements[at].Kind != "supply") {
			return fmt.Errorf("%s: supply: want a supply that exists, have %q", p.Name, name)
		}
	}
	return nil
}
