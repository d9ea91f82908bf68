package plant

import (
	"slices"

	"tweeling/sim"
)

// pulled adds what bounds a line from its end: customers at the sink, and cards between a place and the sink. Parts that come
// back to where they got a card, or that wait for pieces that may be scrap, would keep cards for ever, which is a true standstill;
// so there are none of those with them.
func (g *generator) pulled() {
	out := g.find("out")
	if g.chance(0.2) {
		out.Values["every"], out.Values["unmet"] = g.law(7), "backordered"
		if g.chance(0.4) && !slices.ContainsFunc(g.m.Elements, g.makesToOrder) {
			out.Values["unmet"] = "lost"
		}
	}
	returns := func(s Spec) bool {
		return s.Kind == "assembly" || s.Kind == "disassembly" || s.Has("rework_to") || s.Has("scrap_to") || s.Has("minimum_run") || s.Count("start_at") > 1
	}
	if !g.chance(0.4) || g.isRouted() || slices.ContainsFunc(g.m.Elements, returns) {
		return
	}
	var places []string
	for i := range g.m.Elements {
		if s := &g.m.Elements[i]; (s.Kind == "buffer" && s.Count("room") > 0 || s.Kind == "machine") && !s.Has("stock") && s.Name[0] != 't' && s.Name[0] != 'e' {
			places = append(places, s.Name)
		}
	}
	if len(places) > 0 {
		out.Values["cards"] = map[string]int{pick(g, places...): 1 + g.r.IntN(9)}
		out.Values["container"], out.Values["cards_back"] = pick(g, 1, 1, 2), "withdrawn"
	}
}

func (g *generator) isRouted() bool {
	return slices.ContainsFunc(g.m.Products, func(p Product) bool { return len(p.Ops) > 0 })
}

// makesToOrder tells whether something waits for a customer before it begins.
func (g *generator) makesToOrder(s Spec) bool {
	return s.Text("blocking") == "before-service"
}

// urgent lets machines that only work put parts aside for products of a higher priority.
func (g *generator) urgent() {
	if len(g.m.Products) < 2 || g.isRouted() || !g.chance(0.4) { // an operation may have a setup of its own
		return
	}
	for i := range g.m.Products {
		g.m.Products[i].Priority = g.r.IntN(3)
	}
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		served := len(s.Crew()) > 0 && (len(s.Crew()) > 1 || s.Crew()["repair"].Count == 0)
		if s.Kind != "machine" || s.Name[0] != 'm' || served || s.Has("robot") || s.Has("load") || s.Has("unload") || s.Has("setup") || s.Has("setup_matrix") || s.Has("campaign") || s.Has("minimum_run") || s.Has("start_at") || g.chance(0.3) {
			continue
		}
		s.Values["blocking"], s.Values["dispatch"], s.Values["preempt"] = "after-service", "priority", pick(g, "resume", "restart")
	}
}

// badOnes lets what holds several find bad parts, which are mended beside it or go where scrap goes.
func (g *generator) badOnes() {
	if !g.chance(0.3) {
		return
	}
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		if !slices.Contains([]string{"oven", "batch", "unbatch", "depalletising", "assembly", "disassembly"}, s.Kind) || g.chance(0.5) {
			continue
		}
		s.Values["scrap"] = 0.15
		name := s.Name
		if g.chance(0.5) {
			g.find(name).Values["scrap_to"] = "waste" + name
			g.add("waste"+name, "sink", nil)
		}
		if g.chance(0.5) {
			g.find(name).Values["rework_to"], g.find(name).Values["rework_limit"] = "fix"+name, 1+g.r.IntN(2)
			g.add("fix"+name, "machine", map[string]any{"cycle": g.law(6), "to": []string{"out"}, "queue": sim.Unlimited})
		}
	}
}

// armed lets robots handle parts at what holds several.
func (g *generator) armed(v map[string]any, kind string) bool {
	if len(g.arms) == 0 || !slices.Contains([]string{"assembly", "oven", "batch", "unbatch", "depalletising", "palletising"}, kind) || !g.chance(0.4) {
		return false
	}
	arm := g.find(pick(g, g.arms...))
	if arm.Text("gripper") == "double" {
		return false
	}
	for _, key := range []string{"load", "unload"} {
		delete(v, key)
	}
	if crew, ok := v["operator"].(map[string]Need); ok {
		for _, phase := range []string{"load", "unload", "cycle"} {
			delete(crew, phase)
		}
		if len(crew) == 0 {
			delete(v, "operator")
		}
	}
	v["robot"] = arm.Name
	return true
}
