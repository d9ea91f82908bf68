package plant

import (
	"fmt"
	"maps"
	"time"

	"tweeling/sim"
)

// several puts elements that hold several parts before the end of a line, and returns the first of them.
func (g *generator) several(end string) string {
	for i := range 1 + g.r.IntN(3) {
		if len(g.m.Products) == 0 && g.chance(0.7) {
			g.m.Products = []Product{{Name: "p0", Family: "f", Share: 1}}
		}
		g.n = i
		switch g.r.IntN(7) {
		case 0:
			end = g.place(g.boxed(end), 1+g.r.IntN(4))
		case 1:
			end = g.place(g.oven(end), 1+g.r.IntN(6))
		case 2:
			end = g.place(g.carried(end), 1+g.r.IntN(4))
		case 3:
			end = g.forked(end)
		case 4:
			end = g.inspected(end)
		case 5:
			end = g.stored(end)
		default:
			end = g.place(g.added(end), 1+g.r.IntN(3))
		}
	}
	return end
}

func (g *generator) named(what string) string { return fmt.Sprintf("%s%d", what, g.n) }

// place puts a buffer before an element.
func (g *generator) place(before string, room int) string {
	name := "to" + before
	g.add(name, "buffer", map[string]any{"room": room, "to": []string{before}, "order": pick(g, "fifo", "fifo", "lifo")})
	return name
}

// like is a machine of another kind: it fails, is scrapped, has shifts and people as any.
func (g *generator) like(name, kind, to string, more map[string]any) {
	g.machine(name)
	s := g.find(name)
	s.Kind = kind
	for _, key := range []string{"robot", "setup_matrix", "initial", "setup_when", "dispatch", "campaign", "campaign_visits", "campaign_empty", "stops_with", "blocking", "scrap_after_setup", "count"} {
		delete(s.Values, key)
	}
	g.armed(s.Values, kind)
	s.Values["to"] = []string{to}
	maps.Copy(s.Values, more)
}

// batching draws how many go together. Whoever waits for more than there is room for gives up at some time.
func (g *generator) batching() map[string]any {
	v := map[string]any{"batch": 1 + g.r.IntN(4), "maximum_wait": pick(g, 20*time.Second, 2*time.Minute), "collect": pick(g, "together", "as-they-come")}
	if g.chance(0.3) {
		v["minimum"] = 1
	}
	if len(g.m.Products) > 0 {
		v["alike"] = pick(g, "any", "product", "family")
	}
	return v
}

func (g *generator) boxed(end string) string {
	g.like(g.named("unbox"), "unbatch", end, nil)
	to := g.named("unbox")
	if g.chance(0.6) {
		g.like(g.named("inbox"), "machine", to, g.mended(to))
		to = g.named("inbox")
	}
	g.like(g.named("box"), "batch", to, g.batching())
	return g.named("box")
}

// mended lets what is bad of a box or a pallet be mended beside it, where chance has it so.
func (g *generator) mended(to string) map[string]any {
	if g.chance(0.5) {
		return nil
	}
	mend := g.named("fix")
	g.like(mend, "machine", to, nil)
	return map[string]any{"scrap": 0.3, "rework_to": mend, "rework_limit": 1 + g.r.IntN(2)}
}

func (g *generator) oven(end string) string {
	g.like(g.named("oven"), "oven", end, g.batching())
	if g.chance(0.3) {
		g.find(g.named("oven")).Values["cycle_per_part"] = g.law(2)
	}
	return g.named("oven")
}

func (g *generator) carried(end string) string {
	if len(g.m.Products) == 0 {
		return g.oven(end)
	}
	pallet := g.named("pallet")
	g.m.Products = append(g.m.Products, Product{Name: pallet, Family: "f", Carrier: true})
	back := g.named("empties")
	count := 1 + g.r.IntN(3)
	g.add(back, "buffer", map[string]any{"room": count, "to": []string{g.named("load")}, "stock": Bill{{pallet, count}}})
	g.like(g.named("free"), "depalletising", end, map[string]any{"carriers_to": []string{back}})
	to := g.named("free")
	if g.chance(0.6) {
		g.like(g.named("onpallet"), "machine", to, g.mended(to))
		to = g.named("onpallet")
	}
	more := g.batching()
	more["carrier"] = pallet
	g.like(g.named("load"), "palletising", to, more)
	return g.named("load")
}

// forked takes a part apart and puts it together again.
func (g *generator) forked(end string) string {
	if len(g.m.Products) == 0 {
		return g.place(g.oven(end), 1+g.r.IntN(6))
	}
	core, cover, whole := g.named("core"), g.named("cover"), g.named("whole")
	g.m.Products = append(g.m.Products, Product{Name: core, Family: "f"}, Product{Name: cover, Family: "f"}, Product{Name: whole, Family: "f"})
	g.like(g.named("join"), "assembly", end, map[string]any{"needs": Bill{{core, 1}, {cover, 2}}, "makes": whole, "collect": pick(g, "together", "as-they-come")})
	a, b := g.place(g.named("join"), 2), g.named("covers")
	g.add(b, "buffer", map[string]any{"room": sim.Unlimited, "to": []string{g.named("join")}})
	g.find(a).Values["room"] = sim.Unlimited // what is scrapped of the one leaves others over
	g.like(g.named("fork"), "disassembly", a, map[string]any{"gives": Bill{{core, 1}, {cover, 2}}, "choose": "product", "to_by_product": map[string][]string{cover: {b}}})
	return g.named("fork")
}

// added puts parts of a source of its own into those that come.
func (g *generator) added(end string) string {
	add := g.named("add")
	g.like(add, "assembly", end, nil)
	own := g.place(add, 1+g.r.IntN(3))
	g.find(own).Name = "own" + add
	v := map[string]any{"every": g.law(12), "when_full": "hold", "to": []string{"own" + add}}
	if len(g.m.Products) > 0 {
		v["product"] = g.m.Products[0].Name
	}
	g.add(g.named("extra"), "source", v)
	return add
}

// inspected is a station that makes bad parts and drifts, and one that looks at them.
func (g *generator) inspected(end string) string {
	bad, look := g.named("bad"), g.named("look")
	v := map[string]any{"finds": pick(g, 0.5, 1), "false_reject": pick(g, 0, 0.1), "feedback_to": []string{bad}, "feedback_delay": pick(g, 0, 30*time.Second)}
	if g.chance(0.5) {
		v["sample"] = 0.5
	} else {
		v["sample_every"] = 1 + g.r.IntN(3)
	}
	g.like(look, "inspection", end, v)
	g.like(bad, "machine", look, map[string]any{"defects": 0.1, "drift_after": g.law(100), "drift_defects": 0.6, "drift_reset": g.law(8)})
	return bad
}

// stored is a rack with a crane before a place at the line.
func (g *generator) stored(end string) string {
	store := g.named("store")
	v := map[string]any{"room": 1 + g.r.IntN(9), "order": pick(g, "fifo", "lifo")}
	if len(g.m.Products) > 0 && g.chance(0.5) {
		v["stock"] = Bill{{g.m.Products[0].Name, 1}}
	}
	g.like(store, "storage", g.place(end, 1+g.r.IntN(2)), v)
	return store
}
