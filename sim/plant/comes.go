package plant

import "slices"

// A coming is a product at an element.
type coming struct {
	at      int
	product string
}

// Comes tells whether there is a way for parts of a product from some source to an element; where parts become others, of
// what they become.
func (m *Model) Comes(name, product string) bool {
	return m.flows(product, func(s *Spec, came string) bool {
		worked, _ := m.becomes(s, came)
		return s.Name == name && slices.Contains(worked, product)
	})
}

// Arrives tells whether there is a way for parts of a product to an element, whatever becomes of them there.
func (m *Model) Arrives(name, product string) bool {
	return m.flows(product, func(s *Spec, came string) bool { return s.Name == name && came == product })
}

// Leaves tells whether parts of a product leave an element.
func (m *Model) Leaves(name, product string) bool {
	return m.flows(product, func(s *Spec, came string) bool {
		_, given := m.becomes(s, came)
		return s.Name == name && slices.Contains(given, product)
	})
}

// MixAt is which share of the parts that an element works on is of which product, as far as that is known beforehand: by
// the mix of what comes in, else of all alike that come there.
func (m *Model) MixAt(s *Spec) []float64 {
	mix, total := make([]float64, len(m.Products)), 0.0
	for i := range m.Products {
		if s.ChanceFor("cycle", m.Products[i].Name) != nil {
			mix[i] = m.Products[i].Share
			total += mix[i]
		}
	}
	if total > 0 && !m.mixed() {
		return mix
	}
	for i := range m.Products {
		if mix[i] = 0; m.Comes(s.Name, m.Products[i].Name) {
			mix[i] = 1
			if total > 0 && m.Products[i].Share > 0 {
				mix[i] = m.Products[i].Share
			}
		}
	}
	total = 0
	for _, x := range mix {
		total += x
	}
	for i := range mix {
		mix[i] /= max(total, 1e-300)
	}
	return mix
}

// flows follows parts from where they come in, and tells whether they come somewhere that is asked for.
func (m *Model) flows(product string, found func(s *Spec, came string) bool) bool {
	at, mixed := map[string]int{}, m.mixed()
	for i := range m.Elements {
		at[m.Elements[i].Name] = i
	}
	var next []coming
	for i := range m.Elements {
		for _, p := range m.enters(&m.Elements[i], product, mixed) {
			next = append(next, coming{i, p})
		}
	}
	return m.flowOn(next, at, found)
}

// flowOn follows parts from some places on.
func (m *Model) flowOn(next []coming, at map[string]int, found func(s *Spec, came string) bool) bool {
	seen := map[coming]bool{}
	for len(next) > 0 {
		here := next[len(next)-1]
		next = next[:len(next)-1]
		if seen[here] {
			continue
		}
		seen[here] = true
		s := &m.Elements[here.at]
		if found(s, here.product) {
			return true
		}
		_, given := m.becomes(s, here.product)
		for _, p := range given {
			for _, to := range s.waysFor(m, p) {
				if i, ok := at[to]; ok {
					next = append(next, coming{i, p})
				}
			}
		}
	}
	return false
}

// mixed tells whether not all parts are of one mix: some become others, or come from a source of their own.
func (m *Model) mixed() bool {
	return slices.ContainsFunc(m.Elements, func(s Spec) bool { return s.changes() || s.Text("product") != "" })
}

// changes tells whether parts may become others at an element.
func (s *Spec) changes() bool { return s.Kind == "assembly" || s.Kind == "disassembly" }

// enters are the products that come into the line at an element: where parts become others all of them, else only the one
// that is asked for.
func (m *Model) enters(s *Spec, product string, mixed bool) []string {
	var list []string
	for _, c := range s.Bill("stock") {
		list = append(list, c.Name)
	}
	switch own := s.Text("product"); {
	case s.Kind != "source":
	case own != "":
		list = append(list, own)
	case !mixed || len(m.Products) == 0:
		if i := m.productAt(product); i < 0 || !m.Products[i].Carrier {
			list = append(list, product)
		}
	default:
		for i := range m.Products {
			if m.Products[i].Share > 0 || m.Orders != nil {
				list = append(list, m.Products[i].Name)
			}
		}
	}
	return list
}

// becomes is what a product is worked on as at an element, and as what it leaves.
func (m *Model) becomes(s *Spec, product string) (worked, given []string) {
	as := []string{product}
	switch s.Kind {
	case "assembly":
		if made := s.madeOf(m, product); len(made) > 0 {
			return made, made
		}
	case "disassembly":
		var pieces []string
		for _, c := range s.Bill("gives") {
			pieces = append(pieces, c.Name)
		}
		return as, pieces
	}
	return as, as
}

// madeOf are the products that an assembly makes of one that comes to it; none: it stays what it is.
func (s *Spec) madeOf(m *Model, product string) []string {
	bills, _ := s.Values["needs_by_product"].(map[string]Bill)
	var made []string
	for i := range m.Products {
		if name := m.Products[i].Name; bills[name] != nil && (bills[name].of(product) || !bills[name].ofProducts(m)) {
			made = append(made, name)
		}
	}
	if own := s.Text("makes"); own != "" {
		made = append(made, own)
	}
	return made
}

func (b Bill) of(name string) bool {
	return slices.ContainsFunc(b, func(c Component) bool { return c.Name == name })
}

// ofProducts tells whether some of a bill is named by product.
func (b Bill) ofProducts(m *Model) bool {
	return slices.ContainsFunc(b, func(c Component) bool { return m.productAt(c.Name) >= 0 })
}

// productAt is the place of a product in the model, -1 when there is none of that name.
func (m *Model) productAt(name string) int {
	return slices.IndexFunc(m.Products, func(p Product) bool { return p.Name == name })
}

// waysFor is where an element sends a product, carriers that are freed there included.
func (s *Spec) waysFor(m *Model, product string) []string {
	if i := m.productAt(product); i >= 0 && m.Products[i].Carrier && s.Has("carriers_to") {
		return s.Refs("carriers_to")
	}
	p := &Product{Name: product}
	if i := m.productAt(product); i >= 0 {
		p = &m.Products[i]
	}
	return m.follows(s, p)
}
