package scenario

import (
	"slices"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
)

// matrix reads the times to change over: a table from "product before>product after" to a time.
func (d *draft) matrix(_ *element, n *node) (plant.Changeovers, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	if isTableFile(n) {
		return d.matrixTable(n)
	}
	x := plant.Changeovers{}
	for _, cell := range n.keys {
		child := n.table[cell]
		from, to, ok := strings.Cut(cell, ">")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok {
			d.tell(child, `want a product or family before and one after, such as "a>b", have %q`, cell)
			continue
		}
		if !d.isProductOrFamily(child, from) || !d.isProductOrFamily(child, to) {
			continue
		}
		if len(n.adjust) > 0 {
			adjusted := *child
			adjusted.adjust = slices.Concat(child.adjust, n.adjust)
			child = &adjusted
		}
		if law, ok := d.chance(child); ok {
			x[from+">"+to] = law
		}
	}
	return x, true
}

// matrixTable reads the times to change over from a table file: a square, with a row for each product or family before and a
// column for each after; or with column a list, of which from and to are columns as well.
func (d *draft) matrixTable(n *node) (plant.Changeovers, bool) {
	column, unit, from, to, ok := "", "", "", "", true
	table, _, fine := d.tableFile(n, matrixKeys, fills{
		"column": d.textAnd(&column, &ok), "unit": d.textAnd(&unit, &ok), "from": d.textAnd(&from, &ok), "to": d.textAnd(&to, &ok),
	})
	if !ok || !fine {
		return nil, false
	}
	var changes []eventlog.Change
	var err error
	if column == "" {
		changes, err = table.ChangeMatrix(unit)
	} else {
		changes, err = table.Changes(from, to, column, unit)
	}
	if err != nil {
		d.tellTable(n, err)
		return nil, false
	}
	return d.changeovers(n, table.Name, changes)
}

// changeovers are the changes of a table file, with what measures do to them.
func (d *draft) changeovers(n *node, file string, changes []eventlog.Change) (plant.Changeovers, bool) {
	x, others := plant.Changeovers{}, []string(nil)
	for _, c := range changes {
		from, to := d.calledHere(c.From), d.calledHere(c.To)
		for i, name := range []string{from, to} {
			if other := []string{c.From, c.To}[i]; name == "" && !slices.Contains(others, other) && len(others) < 20 {
				others = append(others, other)
			}
		}
		if from == "" || to == "" {
			continue
		}
		if x[from+">"+to] != nil {
			d.found.addIn(n, Mistake{File: file, Line: c.Line, Text: "want one time for each change, have several from " + c.From + " to " + c.To})
			return nil, false
		}
		law, ok := d.adjusted(n, dist.Constant(c.X))
		if !ok {
			return nil, false
		}
		x[from+">"+to] = law
	}
	if len(others) > 0 {
		d.note(n, "has changes of what is no product or family here: %s", strings.Join(others, ", "))
	}
	return x, true
}

// calledHere is the product or family that another system calls by a name, without regard to capitals; "" when there is none.
func (d *draft) calledHere(name string) string {
	for i := range d.products {
		for _, known := range []string{d.products[i].model.Name, d.products[i].model.Family} {
			if known != "" && strings.EqualFold(known, name) {
				return known
			}
		}
	}
	return ""
}

func (d *draft) isProductOrFamily(at *node, name string) bool {
	var names []string
	for i := range d.products {
		p := &d.products[i].model
		for _, known := range []string{p.Name, p.Family} {
			if known == name && name != "" {
				return true
			}
			if known != "" && !slices.Contains(names, known) {
				names = append(names, known)
			}
		}
	}
	d.tell(at, "want a product or family that exists, have %q%s; there are %s", name, d.gone("product."+name), orNone(nearest(name, names)))
	return false
}

// checkSetups tells of changes from product to product that a machine may have to make and that nothing is said of.
func (d *draft) checkSetups() {
	for i := range d.products {
		p := &d.products[i].model
		if j := slices.IndexFunc(d.products, func(o product) bool { return o.model.Name == p.Family }); j >= 0 {
			d.tell(d.products[i].node.get("family"), "want another name for the family, have %q, which is a product", p.Family)
		}
	}
	for _, e := range d.elements {
		d.checkCycles(e)
		d.checkCampaign(e)
		d.checkGathering(e)
		d.checkOrder(e)
		d.checkRounds(e)
		d.checkDispatch(e)
		at := e.node.get("setup_matrix")
		x, ok := e.spec.Values["setup_matrix"].(plant.Changeovers)
		if at == nil || !ok {
			continue
		}
		if d.takesPlainSetup(e) {
			d.tell(at, "want either setup or setup_matrix, have both")
		}
		if d.lost {
			continue
		}
		var missing []string
		for _, from := range d.model.Products {
			for _, to := range d.model.Products {
				if from.Name != to.Name && x.Cell(&from, &to) == nil && d.model.Comes(e.spec.Name, from.Name) && d.model.Comes(e.spec.Name, to.Name) {
					missing = append(missing, from.Name+">"+to.Name)
				}
			}
		}
		if len(missing) > 0 {
			d.tell(at, "want a time for every change between products that come here, have none for %s; \"0s\" says that it takes none", shortList(missing))
		}
	}
}

// checkCycles checks that a machine without a common cycle has one for each product that comes there.
func (d *draft) checkCycles(e *element) {
	own, ok := e.spec.Values["cycle"+perProduct].(map[string]*dist.Dist)
	if !ok || e.node.get("cycle") != nil {
		return
	}
	parts := slices.ContainsFunc(d.elements, func(o *element) bool { return o.node.get("to"+perProduct) != nil })
	var missing []string
	for i := range d.products {
		name := d.products[i].model.Name
		if own[name] != nil || len(d.products[i].model.Ops) > 0 || parts && (d.lost || !d.model.Comes(e.spec.Name, name)) {
			continue
		}
		missing = append(missing, name)
	}
	if len(missing) > 0 {
		d.tellOf(e.node, "cycle", "want a cycle for all products that come here, or one for each in cycle_by_product, have none for %s", shortList(missing))
	}
}

// checkGathering checks that as many parts may wait before a machine as it waits for.
func (d *draft) checkGathering(e *element) {
	at, n := e.node.get("start_at"), e.spec.Count("start_at")
	if at == nil || n < 2 || d.lost {
		return
	}
	switch room := d.model.RoomBefore(e.spec.Name); {
	case e.spec.Count("minimum_run") > 0:
		d.tell(at, "want either start_at or minimum_run, have both")
	case !d.model.HasOwnPlace(e.spec.Name):
		d.tell(at, "want one buffer with room, or one source, before it that leads to nothing else, and count = 1")
	case room < n:
		d.tell(at, "want at most the room before it, %d, have %d: it would never begin", room, n)
	case d.endless(e):
		d.note(at, "changes nothing: an endless source always has parts; put a buffer between")
	}
}

// checkCampaign checks that a campaign has parts to choose from, and an end.
func (d *draft) checkCampaign(e *element) {
	least, wait := e.node.get("minimum_run"), e.node.get("maximum_wait")
	switch {
	case least == nil && wait != nil && e.node.get("start_at") == nil && e.spec.Kind == "machine":
		d.tell(wait, "want it only with minimum_run or start_at, have neither")
	case least == nil || e.spec.Count("minimum_run") == 0:
	case wait == nil:
		d.tellOf(e.node, "maximum_wait", "want how long it waits for a part of its own product, since it has a minimum_run, have nothing")
	case !d.lost && !d.model.HasOwnPlace(e.spec.Name):
		d.tell(least, "want one buffer with room, or one source, before it that leads to nothing else, so that it can choose from what waits, and count = 1")
	case d.endless(e):
		d.note(least, nothingToChoose)
	}
}

const nothingToChoose = "has nothing to choose from: an endless source offers one part at a time; put a buffer between"

// endless tells whether a source that is never empty leads straight to an element.
func (d *draft) endless(e *element) bool {
	return slices.ContainsFunc(d.elements, func(o *element) bool {
		return o.spec.Text("release") == "endless" && slices.Contains(o.spec.Refs("to"), e.spec.Name)
	})
}

// checkOrder checks that the order of campaigns names each product that comes, once, and that nothing else chooses.
func (d *draft) checkOrder(e *element) {
	at := e.node.get("campaign")
	order := e.spec.Texts("campaign")
	if at == nil || len(order) == 0 {
		return
	}
	for _, name := range order {
		d.isProductOrFamily(at, name)
	}
	if rule := e.spec.Text("dispatch"); rule != "fifo" {
		d.tell(at, "want either campaign or dispatch = %q, have both", rule)
	}
	if when := e.spec.Text("setup_when"); when != "part-arrived" {
		d.tell(at, "want setup_when = \"part-arrived\" with it, since what comes next is only known when it is chosen, have %q", when)
	}
	if d.endless(e) {
		d.note(at, nothingToChoose)
	}
	if d.lost {
		return
	}
	var missing []string
	for _, p := range d.model.Products {
		named := slices.Contains(order, p.Name) || p.Family != "" && slices.Contains(order, p.Family)
		if !named && d.model.Comes(e.spec.Name, p.Name) {
			missing = append(missing, p.Name)
		}
	}
	if len(missing) > 0 {
		d.tell(at, "want every product that comes here in it, by name or by family, have none for %s", shortList(missing))
	}
}

// checkRounds checks that what is said of going round a campaign has one, and that this takes time where nothing waits.
func (d *draft) checkRounds(e *element) {
	visits, empty := e.spec.Text("campaign_visits"), e.spec.Text("campaign_empty")
	for _, key := range []string{"campaign_visits", "campaign_empty"} {
		at := e.node.get(key)
		switch value := e.spec.Text(key); {
		case at == nil || value == "exhaustive" || value == "skip":
		case len(e.spec.Texts("campaign")) == 0:
			d.tell(at, "want it only with campaign, have none")
		case e.spec.Count("minimum_run") > 0:
			d.tell(at, "want either %q or minimum_run, have both", value)
		case e.spec.Count("start_at") > 1:
			d.tell(at, "want either %q or start_at, have both", value)
		case e.spec.Text("lights_out") == "first-fault" && value == "visit":
			d.tell(at, "want lights_out = \"no\" or \"empty\" with it, since it would go round all night, have \"first-fault\"")
		}
	}
	if at := e.node.get("campaign_limit"); at != nil && visits != "limited" {
		d.tell(at, "want it only with campaign_visits = \"limited\", have %q", visits)
	}
	if empty != "visit" || d.lost || len(e.spec.Texts("campaign")) == 0 {
		return
	}
	places, longest := d.roundOf(e)
	switch {
	case places < 2:
		d.note(e.node.get("campaign_empty"), "changes nothing, since parts of fewer than two of campaign come here")
	case longest <= 0:
		d.tell(e.node.get("campaign_empty"), "want some time to change over from one to the next, in setup or setup_matrix, have none: where nothing waits it would go round for ever at one instant")
	}
}

// roundOf is how many places a machine goes round, and the longest mean time to change over to the next.
func (d *draft) roundOf(e *element) (places int, longest float64) {
	var round []*plant.Product
	for _, name := range e.spec.Texts("campaign") {
		for i := range d.model.Products {
			if p := &d.model.Products[i]; (p.Name == name || p.Family != "" && p.Family == name) && d.model.Comes(e.spec.Name, p.Name) {
				round = append(round, p)
				break
			}
		}
	}
	matrix, _ := e.spec.Values["setup_matrix"].(plant.Changeovers)
	for i, from := range round {
		to := round[(i+1)%len(round)]
		law := e.spec.ChanceFor("setup", to.Name)
		if matrix != nil {
			law = matrix.Cell(from, to)
		}
		for _, op := range d.model.OpsAt(e.spec.Name, to.Name) {
			if op.Setup != nil {
				law = op.Setup
			}
		}
		if law != nil {
			longest = max(longest, law.Mean())
		}
	}
	return len(round), longest
}

// checkDispatch checks that a rule by which parts are chosen has something to go by.
func (d *draft) checkDispatch(e *element) {
	at := e.node.get("dispatch")
	rule := e.spec.Text("dispatch")
	d.checkSequence(e, rule)
	if at == nil || rule == "fifo" {
		return
	}
	switch {
	case (rule == "edd" || rule == "slack" || rule == "critical-ratio") && !slices.ContainsFunc(d.model.Orders, func(o plant.Order) bool { return o.Due != plant.NoDue }):
		d.tell(at, "want %q with orders that have due times, have none", rule)
	case rule == "priority" && !slices.ContainsFunc(d.products, func(p product) bool { return p.model.Priority > 0 }):
		d.tell(at, "want \"priority\" with a product that has a priority, have none")
	case rule == "wspt" && !slices.ContainsFunc(d.products, func(p product) bool { return p.model.Weight > 0 }):
		d.tell(at, "want \"wspt\" with a product that has a weight, have none")
	case rule == "sequence" && e.node.get("sequence") == nil:
		d.tellOf(e.node, "sequence", "want the numbers of orders as it takes them, since dispatch is \"sequence\", have nothing")
	case rule == "setup" && !d.changesOver(e) && !d.takesPlainSetup(e) && !e.spec.Has("setup_matrix"):
		d.tell(at, "want \"setup\" with setup times, have none")
	}
	if when := e.spec.Text("setup_when"); when != "" && when != "part-arrived" {
		d.tell(at, "want setup_when = \"part-arrived\" with it, since what comes next is only known when it is chosen, have %q", when)
	}
	if e.spec.Count("minimum_run") > 0 {
		d.tell(at, "want either dispatch = %q or minimum_run, have both", rule)
	}
}

// changesOver tells whether some operation at a machine has a setup of its own.
func (d *draft) changesOver(e *element) bool {
	return slices.ContainsFunc(d.model.Products, func(p plant.Product) bool {
		return slices.ContainsFunc(p.Ops, func(op plant.Operation) bool { return op.Setup != nil && slices.Contains(op.At, e.spec.Name) })
	})
}

// checkSequence checks that a machine takes orders in an order that it can keep to.
func (d *draft) checkSequence(e *element, rule string) {
	at := e.node.get("sequence")
	if at == nil || e.spec.Kind != "machine" {
		return
	}
	if rule != "sequence" {
		d.tell(at, "want it only with dispatch = \"sequence\", have dispatch = %q", rule)
	}
	var numbers []string
	for _, o := range d.model.Orders {
		numbers = append(numbers, o.Number)
	}
	for _, number := range e.spec.Texts("sequence") {
		i := slices.IndexFunc(d.model.Orders, func(o plant.Order) bool { return o.Number == number })
		switch {
		case i < 0:
			d.tell(at, "want orders that exist, have %q; there are %s", number, orNone(nearest(number, numbers)))
		case !d.lost && !d.model.Comes(e.spec.Name, d.model.Products[d.model.Orders[i].Product].Name):
			d.tell(at, "want orders whose parts come here, have %q: it would wait for it for ever", number)
		}
	}
}

func (d *draft) takesPlainSetup(e *element) bool {
	return e.spec.Has("setup") || e.spec.Has("setup"+perProduct)
}

// shortList is the first ten of a list.
func shortList(list []string) string {
	const shown = 10
	if len(list) <= shown {
		return quoted(list)
	}
	return quoted(list[:shown]) + " and more"
}

// changeover tells how a machine is set up.
func (t *teller) changeover(s *plant.Spec) {
	switch {
	case s.Has("setup_matrix"):
		t.list("semantics.changeover.matrix", s.Name)
	case s.Has("setup") || s.Has("setup"+perProduct):
		t.list("semantics.setup", s.Name)
	default:
		return
	}
	if product := s.Text("initial"); product != "" {
		t.list("semantics.changeover.initial", s.Name, product)
	} else {
		t.list("semantics.changeover.first", s.Name)
	}
	t.list("semantics.changeover."+s.Text("setup_when"), s.Name)
	if len(s.Failures) > 0 {
		t.list("semantics.changeover."+s.Text("setup_after_repair"), s.Name)
	}
	if n := s.Count("scrap_after_setup"); n > 0 {
		t.list("semantics.changeover.spoils", s.Name, n)
	}
}

// gathering tells for how many parts a machine waits.
func (t *teller) gathering(s *plant.Spec) {
	n := s.Count("start_at")
	switch wait := s.Span("maximum_wait"); {
	case n < 2:
	case wait > 0:
		t.list("semantics.gathering.at_most", s.Name, n, dist.FormatSpan(wait.Seconds()))
	default:
		t.list("semantics.gathering.ever", s.Name, n)
	}
}

// campaign tells how a machine chooses what to change over to.
func (t *teller) campaign(s *plant.Spec) {
	n := s.Count("minimum_run")
	if n > 0 {
		t.list("semantics.changeover.campaign", s.Name, n, dist.FormatSpan(s.Span("maximum_wait").Seconds()))
	}
	switch order := strings.Join(s.Texts("campaign"), ", "); {
	case order == "":
	case n > 0:
		t.list("semantics.changeover.rounds", s.Name, order)
	default:
		t.rounds(s, order)
	}
}

// rounds tells how a machine goes round its campaign.
func (t *teller) rounds(s *plant.Spec, order string) {
	visits, polls := s.Text("campaign_visits"), s.Text("campaign_empty") == "visit"
	switch {
	case visits == "gated":
		t.list("semantics.changeover.gated", s.Name, order)
	case visits == "limited":
		t.list("semantics.changeover.limited", s.Name, order, max(1, s.Count("campaign_limit")))
	case polls:
		t.list("semantics.changeover.calls", s.Name, order)
	default:
		t.list("semantics.changeover.exhausts", s.Name, order)
		return
	}
	if polls {
		t.list("semantics.changeover.polls", s.Name)
	} else {
		t.list("semantics.changeover.skips", s.Name)
	}
}
