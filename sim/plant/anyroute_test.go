package plant

import (
	"slices"

	"tweeling/sim"
)

// ownWays lets parts find their way otherwise than from stage to stage: places before stations that these say themselves, bad
// parts that are mended or go where scrap goes, and products with a route. Whatever may come back finds a place without end,
// so that no line comes to a standstill.
func (g *generator) ownWays() {
	endless, choosy := false, false
	var free []string // machines that have no wish as to what stands before them
	for i := range g.m.Elements {
		s := &g.m.Elements[i]
		endless = endless || s.Text("release") == "endless"
		choosy = choosy || !slices.Contains([]string{"source", "machine", "buffer", "sink", "operators", "robot"}, s.Kind)
		if s.Kind == "machine" && (s.Has("minimum_run") || s.Has("start_at")) {
			choosy = true // it wants one place before it that leads nowhere else
		} else if s.Kind == "machine" {
			free = append(free, s.Name)
		}
	}
	if len(free) == 0 {
		return
	}
	for _, name := range free {
		if s := g.find(name); g.chance(0.15) {
			s.Values["queue"] = 1 + g.r.IntN(3)
		}
	}
	if g.chance(0.3) {
		g.asides(free, endless)
	}
	if !endless && !choosy && len(g.m.Products) > 0 && g.chance(0.5) {
		for p := range g.m.Products {
			if p > 0 || g.chance(0.3) {
				g.route(&g.m.Products[p], free)
			}
		}
	}
}

// asides sends bad parts to be mended, and scrap to a place of its own.
func (g *generator) asides(free []string, endless bool) {
	name := pick(g, free...)
	s := g.find(name)
	s.Values["scrap"] = 0.2
	if g.chance(0.6) {
		s.Values["scrap_to"] = "bin"
		g.add("bin", "sink", nil)
	}
	if g.chance(0.7) {
		back := "out"
		if !endless && g.chance(0.7) {
			back = name
			g.find(name).Values["queue"] = sim.Unlimited
		}
		g.find(name).Values["rework_to"], g.find(name).Values["rework_limit"] = "fix", 1+g.r.IntN(3)
		g.add("fix", "machine", map[string]any{"cycle": g.law(8), "scrap": 0.1, "to": []string{back}, "queue": sim.Unlimited})
	}
}

// route gives a product a route through some stations, which it may visit again.
func (g *generator) route(p *Product, free []string) {
	for k := range 1 + g.r.IntN(4) {
		op := Operation{Number: 10 * (k + 1), At: []string{pick(g, free...)}, Choose: pick(g, "", "shortest", "first-free", "round-robin")}
		if other := pick(g, free...); g.chance(0.4) && !slices.Contains(op.At, other) {
			op.At = append(op.At, other)
			if g.chance(0.3) {
				op.Choose, op.Shares = "random", []float64{0.5, 0.5}
			}
		}
		if g.chance(0.7) {
			op.Cycle = g.law(6)
		}
		if g.chance(0.3) {
			op.Setup = g.law(3)
		}
		if g.chance(0.2) {
			op.Family = "f"
		}
		for _, name := range op.At {
			s := g.find(name)
			delete(s.Values, "queue")
			if !s.Has("campaign") && g.chance(0.5) && (!s.Has("setup_when") || s.Text("setup_when") == "part-arrived") {
				s.Values["dispatch"] = pick(g, "fifo", "spt", "lpt", "wspt", "slack", "critical-ratio", "mwkr", "lwkr", "mopnr", "setup")
			}
		}
		p.Ops = append(p.Ops, op)
	}
	p.Done = "out"
}
