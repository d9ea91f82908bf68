package plant

import (
	"maps"
	"testing"

	"tweeling/sim"
)

// BenchmarkKinds is what a part-operation costs at a line of each kind that W1 to W3, BenchmarkAssembly and BenchmarkOven have not,
// and where parts follow routes or wait for cards. Each is fed by a part a second and keeps up with it.
func BenchmarkKinds(b *testing.B) {
	for _, k := range []struct {
		name string
		ops  float64 // a second
		m    *Model
	}{
		{"disassembly", 1, takenApart()}, {"palletising", 3, onPallets()}, {"inspection", 2, lookedAt()},
		{"storage", 2, outOfARack()}, {"route", 3, onRoutes()}, {"cards", 2, withCards()}, {"power", 3, underOneSupply()},
	} {
		b.Run(k.name, func(b *testing.B) { benchmark(b, k.m, k.ops) })
	}
}

// each is a source of a part a second, and where all leave.
func each(elements ...Spec) []Spec {
	return append([]Spec{{Name: "in", Kind: "source", Values: map[string]any{"every": law("exp(1s)"), "to": []string{"q"}}},
		{Name: "q", Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "to": []string{elements[0].Name}}}, {Name: "out", Kind: "sink"}}, elements...)
}

func kindly(name, kind, cycle, to string, more map[string]any) Spec {
	v := map[string]any{"cycle": law(cycle), "to": []string{to}}
	maps.Copy(v, more)
	return Spec{Name: name, Kind: kind, Values: v}
}

func takenApart() *Model {
	return &Model{Products: []Product{{Name: "whole", Share: 1}, {Name: "core"}, {Name: "cover"}},
		Elements: each(kindly("m", "disassembly", "exp(800ms)", "out", map[string]any{"gives": Bill{{"core", 1}, {"cover", 2}}}))}
}

func onPallets() *Model {
	return &Model{Products: []Product{{Name: "part", Share: 1}, {Name: "pallet", Carrier: true}},
		Elements: each(kindly("load", "palletising", "1s", "work", map[string]any{"carrier": "pallet", "batch": 4}),
			kindly("work", "machine", "exp(3s)", "free", nil),
			kindly("free", "depalletising", "1s", "out", map[string]any{"carriers_to": []string{"empties"}}),
			Spec{Name: "empties", Kind: "buffer", Values: map[string]any{"room": 6, "stock": Bill{{"pallet", 6}}, "to": []string{"load"}}})}
}

func lookedAt() *Model {
	return &Model{Elements: each(kindly("m", "machine", "exp(800ms)", "look", map[string]any{"defects": 0.1}),
		kindly("look", "inspection", "500ms", "out", map[string]any{"sample": 0.5, "finds": 0.9}))}
}

func outOfARack() *Model {
	return &Model{Products: []Product{{Name: "a", Share: 0.5}, {Name: "b", Share: 0.5}},
		Elements: each(kindly("rack", "storage", "500ms", "place", map[string]any{"room": 50}),
			Spec{Name: "place", Kind: "buffer", Values: map[string]any{"room": 2, "to": []string{"m"}}},
			kindly("m", "machine", "exp(800ms)", "out", nil))}
}

func onRoutes() *Model {
	m := &Model{Elements: []Spec{{Name: "in", Kind: "source", Values: map[string]any{"every": law("exp(1s)")}}, {Name: "out", Kind: "sink"}}}
	for _, name := range []string{"m1", "m2", "m3"} {
		m.Elements = append(m.Elements, Spec{Name: name, Kind: "machine"})
	}
	for i, order := range [][]string{{"m1", "m2", "m3"}, {"m3", "m1", "m2"}, {"m2", "m3", "m1"}} {
		p := Product{Name: string(rune('a' + i)), Share: 1.0 / 3, Done: "out"}
		for k, name := range order {
			p.Ops = append(p.Ops, Operation{Number: 10 * (k + 1), At: []string{name}, Cycle: law("exp(800ms)")})
		}
		m.Products = append(m.Products, p)
	}
	return m
}

func underOneSupply() *Model {
	m := &Model{Elements: each(kindly("m", "machine", "exp(300ms)", "n", nil), kindly("n", "machine", "exp(300ms)", "o", nil), kindly("o", "machine", "exp(300ms)", "out", nil),
		Spec{Name: "grid", Kind: "supply", Values: map[string]any{"limit_kw": 25.0}})}
	for i := range m.Elements {
		if s := &m.Elements[i]; s.Kind == "machine" {
			s.Values["power_kw"] = map[string]float64{"working": 10, "ready": 2}
		}
	}
	return m
}

func withCards() *Model {
	m := &Model{Elements: each(kindly("m", "machine", "exp(500ms)", "store", nil),
		Spec{Name: "store", Kind: "buffer", Values: map[string]any{"room": 100, "to": []string{"n"}}},
		kindly("n", "machine", "exp(800ms)", "out", nil))}
	for i := range m.Elements {
		if m.Elements[i].Name == "out" {
			m.Elements[i].Values = map[string]any{"cards": map[string]int{"m": 12}}
		}
	}
	return m
}
