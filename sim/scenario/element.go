package scenario

import (
	"slices"
	"strconv"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

const perProduct = "_by_product"

// key reads one key of an element.
func (d *draft) key(e *element, name string, n *node) {
	key, ok := e.kind.Key(name)
	n = d.filled(n)
	if ok && len(n.adjust) > 0 && key.Later == "" && !adjustable(key) {
		if n = d.withoutRelative(n); n.absent {
			return
		}
	}
	switch {
	case !ok && e.kind.Instead(n.name()) != "":
		d.tell(n, "want no such key of the kind %s, have one; %s", e.kind.Name, e.kind.Instead(n.name()))
	case !ok:
		d.strange(n, keyNames(e.kind.Keys))
	case n.absent && key.Name != name:
		d.refuseRelative(n, "want a value of %s to change, have none; write the value itself", name)
	case d.structural(e, name, n):
	case key.Type == plant.OrderList:
		d.orderList(e, n)
		if key.Later != "" { // the one thing that keeps orders from the engine
			d.tell(n, "%s", key.Later)
		}
	case key.Later != "":
		if !saysDefault(n, key) {
			d.tell(n, "%s", key.Later)
		}
	case key.Type == plant.Failures:
		d.failures(e, n)
	case key.Type == plant.Maintenances:
		d.maintenance(e, n)
	case key.Type == plant.Tool:
		d.tool(e, n)
	case n.value == "none" && unsets(key):
	case n.value == unplaced{}:
		d.lost = true
	case key.Name != name:
		if v, ok := d.byProduct(e, n, key); ok {
			e.spec.Values[name] = v
		}
	default:
		if v, ok := d.value(e, n, key); ok {
			e.spec.Values[name] = v
		}
	}
}

// structural reads the keys that say of an element what it is rather than how it works.
func (d *draft) structural(e *element, name string, n *node) bool {
	switch name {
	case "kind":
	case "title":
		e.spec.Title = d.title(n).In("en")
	case "at", "size":
		if k, ok := e.kind.Key(name); ok && k.Type != plant.Numbers {
			return false
		}
		low := -maxMetres
		if name == "size" {
			low = 0
		}
		xy, ok := d.numbers(n, low, maxMetres)
		if ok && len(xy) != 2 {
			d.tell(n, "want two numbers in metres, have %s", said(n))
		} else if ok {
			e.spec.Values[name] = xy
		}
	case "after", "before":
		if len(n.path) > 0 && n.path[0] != "measure" {
			d.tell(n, "want it in a measure only, to put a new element in between; here write where parts go, with to")
		}
	default:
		return false
	}
	return true
}

// adjustable tells whether a measure may say times or plus of a key.
func adjustable(k *plant.Key) bool {
	switch k.Type {
	case plant.Number, plant.Share, plant.Count, plant.Span, plant.Chance, plant.Power, plant.Matrix, plant.CountByShift, plant.CountByPlace, plant.NumberBySkill:
		return true
	case plant.Text, plant.Ref, plant.Refs, plant.Flag, plant.Numbers, plant.Crew, plant.RefsByProduct, plant.Failures, plant.OrderList,
		plant.Texts, plant.Maintenances, plant.Tool, plant.Moment, plant.Parts, plant.Name, plant.Translation, plant.Table, plant.Day:
	}
	return false
}

// unsets tells whether "none" means that the key is not said.
func unsets(k *plant.Key) bool {
	return k.Type == plant.Ref || k.Type == plant.Refs || k.Type == plant.Crew
}

func keyNames(keys []plant.Key) []string {
	var names []string
	for i := range keys {
		names = append(names, keys[i].Name)
		if keys[i].ByProduct {
			names = append(names, keys[i].Name+perProduct)
		}
	}
	return names
}

// saysDefault tells whether a key that is not built yet says what happens anyway.
func saysDefault(n *node, k *plant.Key) bool {
	def := defaultOf(n, k)
	if def == nil || len(n.adjust) > 0 {
		return false
	}
	return n.same(def)
}

// value reads one value of a key, as plant.Spec says it is kept.
func (d *draft) value(e *element, n *node, k *plant.Key) (any, bool) {
	n, ok := d.standing(n, k)
	if !ok {
		return nil, false
	}
	switch k.Type {
	case plant.Text:
		return anyOf(d.option(n, k.Options, k.LaterText))
	case plant.Number:
		return anyOf(d.number(n, k.Min, upper(k)))
	case plant.Share:
		return anyOf(d.number(n, 0, 1))
	case plant.Count:
		return anyOf(d.count(n, k.Min, upper(k)))
	case plant.Flag:
		return anyOf(d.flag(n))
	case plant.Span:
		return anyOf(d.duration(n, 0, maxHorizon, 0), true)
	case plant.Chance:
		return anyOf(d.chance(n))
	case plant.Numbers:
		return anyOf(d.numbers(n, 0, maxNumber))
	case plant.Power:
		return anyOf(d.power(n))
	case plant.Ref:
		return anyOf(d.ref(e, n, k))
	case plant.Refs:
		return anyOf(d.refList(e, n, k))
	case plant.Crew:
		return anyOf(d.crew(e, n))
	case plant.RefsByProduct:
		return anyOf(d.refsByProduct(e, n, k))
	case plant.Texts:
		if slices.Contains(k.Options, "order") { // which are checked where all orders are known
			return anyOf(d.texts(n, `["1001", "1003"]`))
		}
		return anyOf(d.words(n))
	case plant.Matrix:
		return anyOf(d.matrix(e, n))
	case plant.Moment:
		return anyOf(d.moment(n))
	case plant.CountByPlace:
		return anyOf(d.byPlace(e, n, k))
	case plant.CountByShift:
		return anyOf(d.byShift(e, n, k))
	case plant.NumberBySkill:
		return anyOf(d.bySkill(n, k))
	case plant.Parts:
		return anyOf(d.parts(n, k))
	case plant.Name:
		return anyOf(d.text(n))
	case plant.Translation:
		return anyOf(d.translation(e, n, k))
	case plant.OrderList, plant.Failures, plant.Maintenances, plant.Tool, plant.Table, plant.Day: // read by key
	}
	return nil, false
}

func anyOf[T any](v T, ok bool) (any, bool) { return v, ok }

func upper(k *plant.Key) float64 {
	if k.Max == 0 {
		return maxNumber
	}
	return k.Max
}

// standing is the value that measures adjust: what is written, or the default where nothing is.
func (d *draft) standing(n *node, k *plant.Key) (*node, bool) {
	if !n.absent {
		return n, true
	}
	def := defaultOf(n, k)
	if def == nil {
		d.refuseRelative(n, "want a value of %s to change, have none; write the value itself", k.Name)
		return nil, false
	}
	def.adjust = n.adjust
	if (def.value == 0.0 || def.value == int64(0)) && !slices.ContainsFunc(n.adjust, func(a adjustment) bool { return a.plus }) {
		d.note(n.adjust[0].by, "changes nothing, since %s is 0 where nothing is said", k.Name)
	}
	return def, true
}

// defaultOf is the default of a key as if it were written at a node; nil when there is none.
func defaultOf(at *node, k *plant.Key) *node {
	if k.Default == "" {
		return nil
	}
	n := at.bare()
	switch k.Type {
	case plant.Number, plant.Share, plant.Count:
		x, err := strconv.ParseFloat(k.Default, 64)
		if err != nil {
			return nil
		}
		if n.value = x; k.Type == plant.Count {
			n.value = int64(x)
		}
	case plant.Flag:
		n.value = k.Default == "true"
	default:
		n.value = k.Default
	}
	return n
}

// fillIn gives an element its defaults and tells what it should have said.
func (d *draft) fillIn(e *element) {
	values := e.spec.Values
	for i := range e.kind.Keys {
		k := &e.kind.Keys[i]
		switch {
		case e.node.get(k.Name) != nil && (e.node.get(k.Name).value != "none" || !unsets(k)), k.Later != "" || k.Name == "kind":
		case k.Default != "":
			if v, ok := d.value(e, defaultOf(e.node, k), k); ok {
				values[k.Name] = v
			}
		case k.Name == "to" && d.hasRoutes() && e.kind.Role != plant.Waiting, k.Name == "cycle" && d.does(e.spec.Name): // see checkRoutes
		case k.Required && e.node.get(k.Name+perProduct) == nil:
			d.lost = d.lost || k.Type == plant.Refs
			d.tellOf(e.node, k.Name, "want %s, have nothing", wanted(k))
		}
	}
	if e.kind.Role == plant.Station && e.kind.Name != "" {
		d.fillCrew(e)
		d.sortStops(e)
		if values["at_shift_end"] == nil {
			values["at_shift_end"] = "finish"
			if _, manned := e.spec.Crew()[workPhase(e.spec.Kind)]; manned {
				values["at_shift_end"] = "pause"
			}
		}
	}
	switch e.spec.Kind {
	case "source":
		d.fillSource(e)
	case "robot":
		d.fillRobotCrew(e)
		d.sortStops(e)
	case "operators":
		d.fillStaff(e)
	}
}

func wanted(k *plant.Key) string {
	switch k.Type {
	case plant.Chance:
		return `a time, such as "12s" or "exp(3h)"`
	case plant.Refs:
		return `a list of names, such as ["store"]`
	case plant.Count:
		return "a whole number"
	case plant.Ref:
		return "a name"
	case plant.Parts:
		return "how many of what, such as { housing = 1, screw = 4 }"
	default:
		return "a value"
	}
}

// fillSource settles when parts come.
func (d *draft) fillSource(e *element) {
	values, release := e.spec.Values, e.node.get("release")
	if law := e.spec.Chance("every"); law != nil {
		if law.Mean() < shortest {
			d.tell(e.node.get("every"), "want a time above 0s, in whole nanoseconds, have %s", law)
		}
		if release != nil {
			d.tell(release, "want either release or every, have both")
		}
		values["release"] = "every"
	}
	if n := e.node.get("orders"); n != nil {
		if release != nil && release.value != "orders" || e.spec.Has("every") {
			d.tell(n, "want orders without release and every, have them too")
		} else {
			values["release"] = "orders"
		}
	}
	if values["release"] == "orders" {
		d.ordered = e
	}
	if n := e.node.get("shift"); n != nil && e.spec.Text("shift") != "" && values["release"] != "every" && values["release"] != "demand" {
		d.tell(n, "want a source with every or release = \"demand\", have one whose parts come otherwise")
	}
	room := e.node.get("room")
	switch {
	case values["when_full"] != "lose" && room != nil:
		d.tell(room, "want room only with when_full = \"lose\"; parts that hold wait outside, as many as come")
	case values["when_full"] == "lose" && room == nil:
		values["room"] = 0
	}
	if n := e.node.get("when_full"); n != nil && values["release"] == "endless" {
		d.tell(n, "want it only with every or release = \"demand\"; an endless source has a part whenever there is room")
	}
}

// byProduct reads KEY_by_product: a table from product to value.
func (d *draft) byProduct(e *element, n *node, k *plant.Key) (any, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	if isTableFile(n) {
		return d.byProductTable(n, k)
	}
	times, numbers, bills := map[string]*dist.Dist{}, map[string]float64{}, map[string]plant.Bill{}
	for _, name := range n.keys {
		child := n.table[name]
		if !d.isProduct(child, name) {
			continue
		}
		if len(n.adjust) > 0 {
			adjusted := *child
			adjusted.adjust = slices.Concat(child.adjust, n.adjust)
			child = &adjusted
		}
		v, ok := d.value(e, child, k)
		if !ok {
			continue
		}
		switch v := v.(type) {
		case *dist.Dist:
			times[name] = v
		case float64:
			numbers[name] = v
		case plant.Bill:
			bills[name] = v
		}
	}
	switch k.Type {
	case plant.Chance:
		return times, true
	case plant.Parts:
		return bills, true
	default:
		return numbers, true
	}
}

func (d *draft) isProduct(at *node, name string) bool {
	var names []string
	for i := range d.products {
		if d.products[i].model.Name == name {
			return true
		}
		names = append(names, d.products[i].model.Name)
	}
	d.tell(at, "want a product that exists, have %q%s; there are %s", name, d.gone("product."+name), orNone(nearest(name, names)))
	return false
}

func orNone(list string) string {
	if list == "" {
		return "none"
	}
	return list
}

// power reads electric power by state.
func (d *draft) power(n *node) (map[string]float64, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	if len(n.keys) == 0 && len(n.adjust) > 0 {
		d.refuseRelative(n, "want some power_kw to change, have an empty table")
	}
	kw := map[string]float64{}
	for _, state := range n.keys {
		child := n.table[state]
		if !slices.Contains(plant.PowerStates, state) {
			d.strange(child, plant.PowerStates)
			continue
		}
		adjusted := *child
		adjusted.adjust = slices.Concat(child.adjust, n.adjust)
		if x, ok := d.number(&adjusted, 0, maxPower); ok {
			kw[state] = x
		}
	}
	return kw, true
}

// failures reads the failure modes of an element, in order of their names.
func (d *draft) failures(e *element, n *node) {
	d.each(n, maxFailures, func(string, *node) {})
	if n.table == nil || len(n.keys) > maxFailures {
		return
	}
	for _, name := range n.sorted() {
		child := n.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		mode := element{node: child, kind: &plant.Kind{Keys: plant.FailureKeys}, spec: plant.Spec{Name: e.spec.Name, Values: map[string]any{}}}
		for _, key := range child.keys {
			d.key(&mode, key, d.inCycles(child, key))
		}
		d.fillIn(&mode)
		f := plant.Failure{Name: name, Uptime: d.uptimeOf(&mode), Repair: mode.spec.Chance("repair"), Clock: mode.spec.Text("clock"), First: mode.spec.Text("first_failure")}
		f.Availability = mode.spec.Number("availability")
		f.Spare = mode.spec.Text("spare")
		d.life(&mode, &f)
		d.sensor(&mode, &f)
		e.spec.Failures = append(e.spec.Failures, f)
	}
}
