package scenario

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// An Input is one value of a scenario that somebody has to know: a number, a time, a law of chance, hours of work. What
// only says how the line is built (kinds, names, ways) is none.
type Input struct {
	Path     string // such as "line.press.cycle"
	Text     string // as it is written
	Evidence        // where it comes from; no Grade: the scenario does not say
}

// Grades are how well an input may be known, the best first.
var Grades = []string{"measured", "log", "vendor", "guess"}

// Inputs lists the inputs of the line as it is, its money and its measures, by path. Evidence that is given of a whole
// table, such as an element, holds for all in it that have none of their own. Of what the catalogue says of a measure that
// is in the catalogue, as far as the scenario says nothing of it.
func (s *Scenario) Inputs() []Input {
	list := slices.Clone(s.inputs)
	for i := range list {
		if e := s.evidenceOf(list[i].Path); e != nil {
			list[i].Evidence = *e
		}
	}
	return list
}

// evidenceOf finds what is said of a path: of itself, of the nearest table around it, or of something in it.
func (s *Scenario) evidenceOf(path string) *Evidence {
	var best *Evidence
	for i := range s.Evidence {
		e := &s.Evidence[i]
		switch {
		case under(path, e.Path) && (best == nil || !under(path, best.Path) || len(e.Path) > len(best.Path)):
			best = e
		case under(e.Path, path) && best == nil:
			best = e
		}
	}
	return best
}

var (
	moneyInputs   = []string{"discount_rate", "energy_price", "hours_saved", "contracted_kw", "contract_price_per_kw", "peak_price_per_kw", "co2_per_kwh", "co2_price", "rent_per_m2", "holding_rate", "weeks_per_year", "drift", "decline", "firm_taxable_profit", "firm_investments"}
	productInputs = []string{"share", "price", "material_cost", "demand_per_year", "late_penalty_per_day", "late_penalty", "escape_cost"}
	shiftInputs   = []string{"works", "breaks", "premium"}
	orderInputs   = []string{"quantity", "every", "late_penalty_per_day", "late_penalty"}
	measureInputs = []string{"capex", "yearly_cost", "yearly_index", "training", "turnover", "life", "ramp", "grant", "grant_share", "one_off", "residual", "removal_cost", "install_stop"}
	inputTypes    = []plant.Type{plant.Number, plant.Share, plant.Count, plant.Span, plant.Chance, plant.Power, plant.CountByShift, plant.CountByPlace, plant.NumberBySkill}
)

// inputsOf lists the inputs of a scenario's tree, by path.
func inputsOf(tree *node, uses map[string]*use) []Input {
	var list []Input
	add := func(path string, n *node) {
		if n != nil && n.value != "none" && n.spot == nil {
			list = append(list, Input{Path: path, Text: written(n)})
		}
	}
	of := func(prefix string, n *node, keys []string) {
		for _, key := range keys {
			add(prefix+key, n.get(key))
		}
	}
	of("economics.", tree.get("economics"), moneyInputs)
	physical(tree, tree.get("line"), "", add)
	if measures := tree.get("measure"); measures != nil {
		for _, name := range measures.sorted() {
			n := measures.table[name]
			of("measure."+name+".", n, measureInputs)
			if u := uses[name]; u != nil {
				list = append(list, u.inputs(n)...)
			}
			physical(n, tree.get("line"), "measure."+name+".", add)
		}
	}
	slices.SortFunc(list, func(a, b Input) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// inputs are what a measure of the catalogue goes by: its parameters, and what the catalogue says of its money.
func (u *use) inputs(n *node) []Input {
	var list []Input
	add := func(path, source string, n *node) {
		if n == nil {
			return
		}
		in := Input{Path: path, Text: written(n)}
		if n.spot != nil {
			in.Evidence = Evidence{Grade: "vendor", Source: cmp.Or(source, u.of.Source)}
			if u.of.Grade == "guess" {
				in.Grade = "guess"
			}
		}
		list = append(list, in)
	}
	prefix := "measure." + u.measure + "."
	for _, key := range measureInputs {
		if child := n.get(key); child != nil && child.spot != nil {
			add(prefix+key, "", child)
		}
	}
	for i := range u.of.Parameters {
		p := &u.of.Parameters[i]
		add(prefix+"with."+p.Name, p.Source, n.get("with", p.Name))
	}
	return list
}

// physical adds the inputs of elements, products, shifts and orders: those of the line as it is, or of a measure.
func physical(n, base *node, prefix string, add func(path string, n *node)) {
	for _, table := range []struct {
		name string
		keys []string
	}{{"product", productInputs}, {"shift", shiftInputs}, {"order", orderInputs}} {
		all := n.get(table.name)
		for _, name := range all.sorted() {
			for _, key := range table.keys {
				add(prefix+table.name+"."+name+"."+key, all.table[name].get(key))
			}
		}
	}
	operationInputs(n.get("product"), prefix, add)
	line := n.get("line")
	for _, name := range line.sorted() {
		e := line.table[name]
		kind, ok := e.get("kind").text()
		if !ok {
			kind, _ = base.get(name, "kind").text()
		}
		if k, ok := plant.Find(kind); ok && e.table != nil {
			elementInputs(e, k, prefix+"line."+name, add)
		}
	}
}

// operationInputs adds what the operations of routes say.
func operationInputs(products *node, prefix string, add func(path string, n *node)) {
	for _, name := range products.sorted() {
		ops := products.table[name].get("op")
		for _, number := range ops.sorted() {
			tableInputs(ops.table[number], plant.OperationKeys, prefix+"product."+name+".op."+number, add)
		}
	}
}

// tableInputs adds what a table within an element or a product says.
func tableInputs(n *node, keys []plant.Key, path string, add func(path string, n *node)) {
	if n == nil || n.spot != nil { // the catalogue says it
		return
	}
	for i := range keys {
		if key := &keys[i]; slices.Contains(inputTypes, key.Type) || key.Name == "shares" {
			add(path+"."+key.Name, n.get(key.Name))
		}
	}
}

func elementInputs(e *node, k *plant.Kind, path string, add func(path string, n *node)) {
	for _, name := range e.sorted() {
		n := e.table[name]
		key, ok := k.Key(name)
		switch {
		case !ok:
		case key.Type == plant.Failures:
			for _, mode := range n.sorted() {
				tableInputs(n.table[mode], plant.FailureKeys, path+"."+name+"."+mode, add)
			}
		case key.Type == plant.Maintenances:
			for _, stop := range n.sorted() {
				tableInputs(n.table[stop], plant.MaintenanceKeys, path+"."+name+"."+stop, add)
			}
		case key.Type == plant.Tool:
			tableInputs(n, plant.ToolKeys, path+"."+name, add)
		case slices.Contains(inputTypes, key.Type), name == "shares":
			add(path+"."+name, n)
		}
	}
}

// written is a value as a file would say it, on one line.
func written(n *node) string {
	if n.of != "" {
		return "{ of = " + strconv.Quote(n.of) + adjustments(n) + " }"
	}
	if n.table == nil {
		return said(n)
	}
	parts := make([]string, 0, len(n.keys))
	for _, key := range n.keys {
		parts = append(parts, key+" = "+written(n.table[key]))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// adjustments are the factors and additions of a value, as a file would say them.
func adjustments(n *node) string {
	var b strings.Builder
	for _, a := range n.adjust {
		key := "times"
		if a.plus {
			key = "plus"
		}
		b.WriteString(", " + key + " = " + written(a.by))
	}
	return b.String()
}

// A Nudge is one input changed a little, to see what depends on it.
type Nudge struct {
	Path  string
	Share float64 // what it became, as a share of what it was: 1.1
}

// Nudged is the scenario with one input of its line or its money a share larger; whole numbers grow by at least one. Ok
// is false for inputs that cannot be changed alone: hours, shares of a mix, and what belongs to a measure.
func (s *Scenario) Nudged(path string, by float64) (nudged *Scenario, what Nudge, ok bool) {
	parts := splitPath(path)
	c := *s
	what = Nudge{path, 1 + by}
	if path == "economics.energy_price" {
		c.Economics.EnergyPrice *= what.Share
		c.Economics.Tariff = slices.Clone(c.Economics.Tariff)
		for i := range c.Economics.Tariff {
			c.Economics.Tariff[i].Price *= what.Share
		}
		return &c, what, s.Economics.EnergyPrice > 0
	}
	key := parts[len(parts)-1]
	if parts[0] != "line" && parts[0] != "product" || key == "share" || key == "shares" {
		return nil, what, false
	}
	tree := s.tree.clone()
	parent := tree.get(parts[:len(parts)-1]...)
	target := parent.get(key)
	if target == nil || target.value == "unlimited" {
		return nil, what, false
	}
	changed := *target
	one := adjustment{by: target.withValue(what.Share)}
	if n, whole := s.wholeNumber(parts, target); whole {
		more := max(1, math.Round(float64(n)*by))
		one = adjustment{by: target.withValue(int64(more)), plus: true}
		what.Share = 1
		if n > 0 {
			what.Share = 1 + more/float64(n)
		}
	}
	one.by.table, one.by.keys, one.by.adjust = nil, nil, nil
	changed.adjust = append(slices.Clone(target.adjust), one)
	parent.set(key, &changed)
	c.tree = tree
	r := c.reader()
	c.draw(r, nil)
	return &c, what, len(r.found.list) == 0
}

// wholeNumber tells whether an input counts things, and how many.
func (s *Scenario) wholeNumber(path []string, n *node) (int64, bool) {
	kind, _ := s.tree.get("line", path[1], "kind").text()
	k, ok := plant.Find(kind)
	if path[0] != "line" || !ok || len(path) != 3 {
		return 0, false
	}
	key, ok := k.Key(path[2])
	count, isWhole := n.value.(int64)
	return count, ok && key.Type == plant.Count && isWhole
}

// Loads is how long each station is busy with one part, repairs included, by its name, for the line as it is and its mean
// product: a first idea of what limits the line, without running it.
func (s *Scenario) Loads() map[string]float64 {
	loads := map[string]float64{}
	model, _, err := s.Model(AsIs)
	if err != nil {
		return loads
	}
	mean := func(d *dist.Dist) float64 {
		if d == nil {
			return 0
		}
		return d.Mean()
	}
	for i := range model.Elements {
		e := &model.Elements[i]
		if !e.Works() {
			continue
		}
		busy := func(product string) float64 {
			return mean(e.ChanceFor("cycle", product)) + mean(e.ChanceFor("load", product)) + mean(e.ChanceFor("unload", product))
		}
		if len(model.Products) == 0 {
			loads[e.Name] = busy("")
		}
		for i, share := range model.MixAt(e) {
			if share > 0 {
				loads[e.Name] += share * busy(model.Products[i].Name)
			}
		}
		loads[e.Name] /= float64(max(1, e.Count("batch")))
		down := 1.0
		for _, f := range e.Failures {
			down += f.Repair.Mean() / f.Uptime.Mean()
		}
		loads[e.Name] *= down / float64(max(1, e.Count("count")))
	}
	return loads
}
