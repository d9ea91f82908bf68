package verify

import (
	"encoding/json"
	"fmt"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// setups reads a table of setup times by product before and after, row by row or by pairs of letters; what is not said
// takes no time.
func (p parameters) setups(products int) plant.Changeovers {
	matrix := plant.Changeovers{}
	name := func(i int) string { return letters[i : i+1] }
	for i := range products {
		for j := range products {
			matrix[name(i)+">"+name(j)] = Fixed(0)
		}
	}
	var rows [][]float64
	_ = json.Unmarshal(p["setup"], &rows) // else by pairs
	for i, row := range rows {
		for j, x := range row {
			matrix[name(i)+">"+name(j)] = Fixed(x)
		}
	}
	var pairs map[string]float64
	_ = json.Unmarshal(p["setup"], &pairs)
	for pair, x := range pairs {
		matrix[strings.Join(strings.Split(pair, ""), ">")] = Fixed(x)
	}
	return matrix
}

// changing is one machine that makes products A, B, ... and is set up in between.
func (p parameters) changing(times []float64, law func(float64) *dist.Dist) *plant.Model {
	cycles := map[string]*dist.Dist{}
	m := Line{Machines: []Machine{{Cycle: Fixed(1)}}}.Model()
	for i, x := range times {
		cycles[letters[i:i+1]] = law(x)
		m.Products = append(m.Products, plant.Product{Name: letters[i : i+1], Share: 1 / float64(len(times))})
	}
	for i := range m.Elements {
		if m.Elements[i].Name == "m1" {
			m.Elements[i].Values["cycle_by_product"], m.Elements[i].Values["setup_matrix"] = cycles, p.setups(len(times))
		}
	}
	return m
}

func (c referenceCase) changeover(scale float64) (casePlan, error) {
	if c.Parameters["mix"] != nil {
		return c.changeoverByChance(scale)
	}
	return c.changeoverInTurn(scale)
}

// changeoverByChance draws the product of each part.
func (c referenceCase) changeoverByChance(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("mix", "setup", "mean_time?", "time?"); err != nil {
		return casePlan{}, err
	}
	times, law := p.numbers("mean_time"), Exp
	if times == nil {
		times, law = p.numbers("time"), Fixed
	}
	m := p.changing(times, func(x float64) *dist.Dist { return law(x * scale) })
	for i, share := range p.numbers("mix") {
		m.Products[i].Share = share
	}
	f := figures{"throughput": throughput, "setup_fraction": share("m1", sim.Setup)}
	return casePlan{trial: Trial{Model: m, Warmup: 200, Length: 20_000}, measure: f.measure}, nil
}

// changeoverInTurn makes so many of each product, one after the other, for ever; a thousand rounds are looked at, which are
// whole ones by the times that the case gives.
func (c referenceCase) changeoverInTurn(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("batch", "time", "setup"); err != nil {
		return casePlan{}, err
	}
	times, batch, matrix := p.numbers("time"), p.numbers("batch"), p.setups(len(p.numbers("time")))
	m := p.changing(times, func(x float64) *dist.Dist { return Fixed(x * scale) })
	parts, round := 0.0, 0.0
	for i, n := range batch {
		for range int(n) {
			m.Sequence = append(m.Sequence, i)
		}
		next := (i + 1) % len(batch)
		parts += n
		round += n*times[i] + matrix[letters[i:i+1]+">"+letters[next:next+1]].Mean()
	}
	figures := figures{"output_rate_total": throughput, "setup_fraction": share("m1", sim.Setup),
		"cycle_length": func(v *View) float64 { return parts / throughput(v) }}
	for i := range batch {
		figures["output_rate_"+letters[i:i+1]] = func(v *View) float64 { return float64(v.Total.Left[i]) / v.Seconds() }
	}
	return c.thenAndLater(m, 1000*round, figures)
}

// toolChange looks at a thousand tools, whole ones by the times that the case gives.
func (c referenceCase) toolChange(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("cycle", "tool_life_parts", "change_time"); err != nil {
		return casePlan{}, err
	}
	cycle, life, change := p.number("cycle", 0), p.number("tool_life_parts", 0), p.number("change_time", 0)
	m := Line{Machines: []Machine{{Cycle: Fixed(cycle * scale)}}}.Model()
	for i := range m.Elements {
		if m.Elements[i].Name == "m1" {
			m.Elements[i].Stops = []plant.Stop{{Name: "tool", Every: Fixed(life), Takes: Fixed(change), Clock: "count"}}
		}
	}
	return c.thenAndLater(m, 1000*(life*cycle+change), figures{"throughput": throughput, "utilization": share("m1", sim.Working)})
}

// thenAndLater measures figures over a length from the start, and counts parts at the instants that quantities name.
func (c referenceCase) thenAndLater(m *plant.Model, length float64, f figures) (casePlan, error) {
	instants := []float64{length}
	later := figures{"parts": func(v *View) float64 { return float64(total(v.Total.Left)) }}
	for name, of := range f {
		later[name] = of
		f[name] = func(v *View) float64 { return v.made[figureAt(name, length)] }
	}
	for _, q := range c.Measures {
		if t, ok := at(short(q.Quantity), "parts_finished_by_time_"); ok {
			if t > length {
				return casePlan{}, fmt.Errorf("%s: want a time up to %g: %w", q.Quantity, length, errUnknown)
			}
			instants = append(instants, t)
			f[short(q.Quantity)] = func(v *View) float64 { return v.made[figureAt("parts", t)] }
		}
	}
	return casePlan{trial: Trial{Model: m, Length: 1e-9}, measure: f.after(instants, later).measure}, nil
}
