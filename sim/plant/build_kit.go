package plant

import (
	"fmt"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// several gathers what a station that holds several parts has of its own.
func (b *builder) several(p *Placed, w *works) error {
	w.packs = b.plant.Packs(p.Name)
	switch p.Kind {
	case "assembly":
		return b.assembly(p, w)
	case "disassembly":
		w.opens = apart
		for _, c := range p.Bill("gives") {
			i := b.model.productAt(c.Name)
			if i < 0 {
				return fmt.Errorf("gives: want a product that exists, have %q", c.Name)
			}
			w.pieces = append(w.pieces, slices.Repeat([]int{i}, c.Count)...)
		}
	case "oven":
		w.opens = opened
		return b.batching(p, w)
	case "batch":
		return b.batching(p, w)
	case "storage":
		w.before, w.kit = true, &kit{together: true}
		for i := range b.products() {
			only := make([]bool, len(b.products()))
			only[i] = true
			w.kit.onDemand = append(w.kit.onDemand, only)
		}
	case "unbatch":
		w.opens = opened
	case "palletising":
		carrier := b.model.productAt(p.Text("carrier"))
		if carrier < 0 {
			return fmt.Errorf("carrier: want a product that exists, have %q", p.Text("carrier"))
		}
		if err := b.batching(p, w); err != nil {
			return err
		}
		w.kit.carrier, w.kit.loaded = make([]bool, len(b.model.Products)), make([]bool, len(b.model.Products))
		for i := range w.kit.loaded {
			w.kit.carrier[i], w.kit.loaded[i] = i == carrier, !b.model.Products[i].Carrier
		}
	case "depalletising":
		w.opens = takenDown
		for _, id := range p.IDs {
			b.plant.Layout.Nodes[id].Unloads = true
		}
	}
	return nil
}

// Packs tells whether boxes or loaded carriers may come to an element: some are made at it or before it.
func (p *Plant) Packs(name string) bool {
	ways, next := map[string][]string{}, []string(nil)
	for i := range p.Model.Elements {
		s := &p.Model.Elements[i]
		ways[s.Name] = p.Model.Onward(s)
		if s.Kind == "batch" || s.Kind == "palletising" {
			next = append(next, s.Name)
		}
	}
	seen := map[string]bool{}
	for len(next) > 0 {
		here := next[len(next)-1]
		next = next[:len(next)-1]
		if !seen[here] {
			seen[here] = true
			next = append(next, ways[here]...)
		}
	}
	return seen[name]
}

// assembly settles the bills of material.
func (b *builder) assembly(p *Placed, w *works) error {
	w.kit = &kit{together: p.Text("collect") != "as-they-come"}
	own, _ := p.Values["needs_by_product"].(map[string]Bill)
	for i, name := range b.products() {
		if needs := own[name]; needs != nil {
			one, err := b.bill(p, needs, i)
			if err != nil {
				return err
			}
			w.kit.bills = append(w.kit.bills, one)
		}
	}
	if len(w.kit.bills) > 0 {
		if len(w.kit.bills) > 1 && !w.kit.together {
			return fmt.Errorf("collect: want \"together\" where several products are made, have \"as-they-come\"")
		}
		return nil
	}
	needs := p.Bill("needs")
	if len(needs) == 0 {
		for i := range b.model.Elements {
			if s := &b.model.Elements[i]; slices.Contains(s.Ways(), p.Name) {
				needs = append(needs, Component{Name: s.Name, Count: 1})
			}
		}
	}
	one, err := b.bill(p, needs, b.model.productAt(p.Text("makes")))
	w.kit.bills = []bill{one}
	return err
}

// bill turns what is needed into places and products. A name is that of a product, else of an element that leads here.
func (b *builder) bill(p *Placed, needs Bill, makes int) (bill, error) {
	one := bill{makes: makes}
	for _, c := range needs {
		d := need{count: max(1, c.Count), name: c.Name}
		if i := b.model.productAt(c.Name); i >= 0 {
			d.products = make([]bool, len(b.model.Products))
			d.products[i] = true
		} else if d.from = b.before(c.Name, 0); len(d.from) == 0 {
			return one, fmt.Errorf("needs: want a product, or an element that leads to %s, have %q", p.Name, c.Name)
		}
		one.needs = append(one.needs, d)
	}
	if len(one.needs) == 0 {
		return one, fmt.Errorf("needs: want something that comes to it, have nothing")
	}
	return one, nil
}

// before is where parts of an element wait to go on: at it or, when it is a buffer of no room, at those that lead to it.
func (b *builder) before(name string, deep int) []sim.ID {
	i, ok := b.at[name]
	if !ok || deep > len(b.plant.Elements) {
		return nil
	}
	e := &b.plant.Elements[i]
	if e.Role != Waiting || e.Count("room") > 0 {
		return e.IDs[:1]
	}
	var ids []sim.ID
	for j := range b.model.Elements {
		if s := &b.model.Elements[j]; slices.Contains(s.Ways(), name) {
			ids = append(ids, b.before(s.Name, deep+1)...)
		}
	}
	return ids
}

// batching settles how many parts go together, and which.
func (b *builder) batching(p *Placed, w *works) error {
	size := max(1, p.Count("batch"))
	least := size
	if p.Has("minimum") {
		least = min(size, max(1, p.Count("minimum")))
	}
	batch := &batch{most: size, least: least, wait: p.Span("maximum_wait")}
	names := b.products()
	group := func(i int) string {
		if p.Text("alike") == "family" && b.model.Products[i].Family != "" {
			return "family " + b.model.Products[i].Family
		}
		return names[i]
	}
	if alike := p.Text("alike"); alike != "" && alike != "any" && len(b.model.Products) > 0 {
		for i := range names {
			if slices.ContainsFunc(names[:i], func(other string) bool { return group(slices.Index(names, other)) == group(i) }) {
				continue
			}
			set := make([]bool, len(names))
			for j := range names {
				set[j] = group(j) == group(i) && !b.model.Products[j].Carrier
			}
			batch.alike = append(batch.alike, set)
		}
	}
	w.kit = &kit{batch: batch, together: p.Text("collect") == "together" || p.Text("collect") == "" && p.Kind == "oven"}
	return nil
}

// perPart is the steps of a load: the cycle, and then the time of each part of it.
func (b *builder) perPart(p *Placed, w *works, product string, cycle *dist.Dist) []*dist.Dist {
	each := p.ChanceFor("cycle_per_part", product)
	if each == nil {
		return []*dist.Dist{cycle}
	}
	w.byPart = true
	return append([]*dist.Dist{cycle}, slices.Repeat([]*dist.Dist{each}, max(1, p.Count("batch")))...)
}
