package diff

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A Side is one of the two lines.
type Side struct {
	Scenario *scenario.Scenario
	Plan     string
}

// What says what happened to something.
type What string

// What may happen.
const (
	Added   What = "added"
	Removed What = "removed"
	Changed What = "changed"
)

// Groups are what changes are about, in order: elements of the line, its shifts, products, orders, money, how it is run, and
// the measures and plans that a file holds.
var Groups = []string{"line", "shift", "product", "order", "economics", "run", "measure", "plan"}

// A Change is one thing that differs.
type Change struct {
	What  What
	Group string // one of Groups
	Name  string // of the element, the product, the shift, ...; "" where the group is one thing
	Key   string // what of it; "" for the thing as a whole
	Kind  string // of an element that was added or removed
	Old   any    // nil: not said
	New   any
	With  []Change // of something that was added: what it is like, each with its New
}

// Path is where the change is, as a scenario writes it: "line.press.cycle".
func (c *Change) Path() string {
	parts := slices.DeleteFunc([]string{c.Group, c.Name, c.Key}, func(part string) bool { return part == "" })
	return strings.Join(parts, ".")
}

// Between tells what differs, in order of the groups, in each in order of the first line and then of the second.
func Between(a, b Side) ([]Change, error) {
	from, _, err := a.Scenario.Model(a.Plan)
	if err != nil {
		return nil, err
	}
	to, _, err := b.Scenario.Model(b.Plan)
	if err != nil {
		return nil, err
	}
	changes := elements(from.Elements, to.Elements)
	changes = append(changes, rosters(a.Scenario.Rosters(a.Plan), b.Scenario.Rosters(b.Plan))...)
	changes = append(changes, products(a, b, from, to)...)
	changes = append(changes, orders(from.Orders, to.Orders)...)
	changes = append(changes, book(a.Scenario.Book(a.Plan), b.Scenario.Book(b.Plan))...)
	changes = append(changes, money(a.Scenario.Economics, b.Scenario.Economics)...)
	changes = append(changes, record("run", "", run(a.Scenario.Run), run(b.Scenario.Run))...)
	if a.Scenario != b.Scenario {
		changes = append(changes, measures(a.Scenario, b.Scenario)...)
		changes = append(changes, plans(a.Scenario, b.Scenario)...)
	}
	return changes, nil
}

// A row is one value of something, in its order.
type row struct {
	key   string
	value any
}

// record compares things that are one table each: what only one of them says has nil on the other side.
func record(group, name string, from, to []row) []Change {
	var changes []Change
	seen := map[string]bool{}
	for _, r := range slices.Concat(from, to) {
		if seen[r.key] {
			continue
		}
		seen[r.key] = true
		old, was := find(from, r.key)
		now, is := find(to, r.key)
		if was == is && alike(old, now) {
			continue
		}
		changes = append(changes, Change{What: Changed, Group: group, Name: name, Key: r.key, Old: old, New: now})
	}
	return changes
}

func find(rows []row, key string) (any, bool) {
	i := slices.IndexFunc(rows, func(r row) bool { return r.key == key })
	if i < 0 {
		return nil, false
	}
	return rows[i].value, true
}

// alike tells whether two values say the same. Laws of time are alike when they are written alike.
func alike(a, b any) bool {
	if d, ok := a.(*dist.Dist); ok {
		e, ok := b.(*dist.Dist)
		return ok && d.String() == e.String()
	}
	if d, ok := a.(map[string]*dist.Dist); ok {
		e, ok := b.(map[string]*dist.Dist)
		return ok && maps.EqualFunc(d, e, func(x, y *dist.Dist) bool { return x.String() == y.String() })
	}
	return reflect.DeepEqual(a, b)
}

// elements compares elements by name.
func elements(from, to []plant.Spec) []Change {
	var changes []Change
	index := func(list []plant.Spec, name string) int {
		return slices.IndexFunc(list, func(s plant.Spec) bool { return s.Name == name })
	}
	for i := range from {
		old := &from[i]
		j := index(to, old.Name)
		switch {
		case j < 0:
			changes = append(changes, Change{What: Removed, Group: "line", Name: old.Name, Kind: old.Kind})
		case to[j].Kind != old.Kind:
			changes = append(changes, Change{What: Changed, Group: "line", Name: old.Name, Key: "kind", Old: old.Kind, New: to[j].Kind})
			changes = append(changes, added(&to[j], Changed))
		default:
			changes = append(changes, record("line", old.Name, values(old), values(&to[j]))...)
			changes = append(changes, failures(old, &to[j])...)
		}
	}
	for i := range to {
		if index(from, to[i].Name) < 0 {
			changes = append(changes, added(&to[i], Added))
		}
	}
	return changes
}

// added is an element that is new, or new in kind, with what it is like. Defaults are not told.
func added(s *plant.Spec, what What) Change {
	c := Change{What: what, Group: "line", Name: s.Name, Kind: s.Kind}
	for _, r := range values(s) {
		if k, ok := plant.Find(s.Kind); ok {
			key, found := k.Key(r.key)
			if found && key.Default != "" && key.Default == plain(r.value) {
				continue
			}
		}
		if r.key == "at_shift_end" {
			continue // follows from the rest, as a rule
		}
		c.With = append(c.With, Change{What: what, Group: "line", Name: s.Name, Key: r.key, New: r.value})
	}
	for _, f := range s.Failures {
		for _, r := range mode(f) {
			c.With = append(c.With, Change{What: what, Group: "line", Name: s.Name, Key: "failure." + f.Name + "." + r.key, New: r.value})
		}
	}
	return c
}

// values are what an element says, in the order of its kind's keys, without its failure modes.
func values(s *plant.Spec) []row {
	var rows []row
	seen := map[string]bool{}
	add := func(key string) {
		if v, ok := s.Values[key]; ok && !seen[key] && !empty(v) {
			rows = append(rows, row{key, v})
		}
		seen[key] = true
	}
	if k, ok := plant.Find(s.Kind); ok {
		for i := range k.Keys {
			add(k.Keys[i].Name)
			add(k.Keys[i].Name + "_by_product")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Values)) {
		add(key)
	}
	return rows
}

// failures compares failure modes by name.
func failures(old, now *plant.Spec) []Change {
	changes := each("line", old.Failures, now.Failures, func(f plant.Failure) string { return f.Name }, mode)
	for i := range changes {
		c := &changes[i]
		key := "failure." + c.Name
		if c.Key != "" {
			key += "." + c.Key
		}
		c.Name, c.Key = old.Name, key
	}
	return changes
}

// mode is what a failure mode says; the clock and how old it is only where that is not the usual.
func mode(f plant.Failure) []row {
	rows := []row{{"uptime", f.Uptime}, {"repair", f.Repair}}
	if f.Clock != "operating" {
		rows = append(rows, row{"clock", f.Clock})
	}
	if f.Repaired != "as-new" {
		rows = append(rows, row{"repaired", f.Repaired})
	}
	if f.Age > 0 {
		rows = append(rows, row{"age", f.Age})
	}
	return rows
}

// empty tells of values that say nothing.
func empty(v any) bool {
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Map, reflect.Slice, reflect.String:
		return r.Len() == 0
	default:
		return !r.IsValid()
	}
}

// each compares things that have names.
func each[T any](group string, from, to []T, name func(T) string, rows func(T) []row) []Change {
	var changes []Change
	index := func(list []T, called string) int {
		return slices.IndexFunc(list, func(t T) bool { return name(t) == called })
	}
	for _, old := range from {
		if j := index(to, name(old)); j >= 0 {
			changes = append(changes, record(group, name(old), rows(old), rows(to[j]))...)
			continue
		}
		changes = append(changes, Change{What: Removed, Group: group, Name: name(old)})
	}
	for _, now := range to {
		if index(from, name(now)) >= 0 {
			continue
		}
		c := Change{What: Added, Group: group, Name: name(now)}
		for _, r := range rows(now) {
			c.With = append(c.With, Change{What: Added, Group: group, Name: name(now), Key: r.key, New: r.value})
		}
		changes = append(changes, c)
	}
	return changes
}

func rosters(from, to []scenario.Roster) []Change {
	return each("shift", from, to, func(r scenario.Roster) string { return r.Name }, func(r scenario.Roster) []row {
		rows := []row{{"works", r.Works}}
		if len(r.Breaks) > 0 {
			rows = append(rows, row{"breaks", r.Breaks})
		}
		return append(rows, said(row{"premium", r.Premium})...)
	})
}

// A product is both of its sides.
type product struct {
	plant.Product
	money cost.Product
}

func products(a, b Side, from, to *plant.Model) []Change {
	both := func(s Side, m *plant.Model) []product {
		money, _, _ := s.Scenario.Money(s.Plan)
		list := make([]product, len(m.Products))
		for i := range m.Products {
			list[i].Product = m.Products[i]
			if i < len(money) {
				list[i].money = money[i]
			}
		}
		return list
	}
	return each("product", both(a, from), both(b, to), func(p product) string { return p.Name }, func(p product) []row {
		demand := any(p.money.DemandPerYear)
		if p.money.Unlimited {
			demand = "unlimited"
		}
		rows := []row{{"share", p.Share}, {"priority", p.Priority}, {"price", p.money.Price}, {"material_cost", p.money.MaterialCost}, {"demand_per_year", demand}}
		return append(rows, said(row{"late_penalty_per_day", p.money.LatePerDay}, row{"late_penalty", p.money.LateOnce}, row{"escape_cost", p.money.EscapeCost})...)
	})
}

// An amount is how many orders there are, of how many parts.
type amount struct{ orders, parts int }

// orders compares all orders as a whole: one of ten thousand that differ says nothing.
func orders(from, to []plant.Order) []Change {
	asked := func(o plant.Order) plant.Order { // what being late costs is told of its product, or of the one order
		o.LatePerDay, o.LateOnce = 0, 0
		return o
	}
	if slices.EqualFunc(from, to, func(a, b plant.Order) bool { return asked(a) == asked(b) }) {
		return nil
	}
	sum := func(list []plant.Order) any {
		if len(list) == 0 {
			return nil
		}
		a := amount{orders: len(list)}
		for i := range list {
			a.parts += list[i].Quantity
		}
		return a
	}
	return []Change{{What: Changed, Group: "order", Key: "orders", Old: sum(from), New: sum(to)}}
}

// book compares the orders that the scenarios themselves say, one by one.
func book(from, to []scenario.BookEntry) []Change {
	return each("order", from, to, func(o scenario.BookEntry) string { return o.Number }, func(o scenario.BookEntry) []row {
		rows := []row{{"product", o.Product}, {"quantity", o.Quantity}}
		return append(rows, said(row{"release", o.Release}, row{"due", o.Due}, row{"every", o.Every}, row{"lot", o.Lot},
			row{"late_penalty_per_day", o.LatePerDay}, row{"late_penalty", o.LateOnce})...)
	})
}

// said leaves out the rows of what nobody says.
func said(rows ...row) []row {
	return slices.DeleteFunc(rows, func(r row) bool { return reflect.ValueOf(r.value).IsZero() })
}

func money(from, to cost.Economics) []Change {
	switch {
	case !from.Given && !to.Given:
		return nil
	case !from.Given:
		return []Change{{What: Added, Group: "economics"}}
	case !to.Given:
		return []Change{{What: Removed, Group: "economics"}}
	}
	return record("economics", "", economics(from), economics(to))
}

func economics(e cost.Economics) []row {
	rows := []row{{"currency", e.Currency}, {"weeks_per_year", e.WeeksPerYear}, {"horizon", fmt.Sprintf("%gy", e.Horizon)},
		{"discount_rate", e.DiscountRate}, {"tax", e.Tax}, {"baseline", e.Baseline}, {"energy_price", e.EnergyPrice}, {"hours_saved", e.HoursSaved},
		{"drift", map[string]float64{"wage": e.Drift.Wage, "energy": e.Drift.Energy, "other": e.Drift.Other}}, {"decline", e.Decline}}
	for _, b := range e.Tariff {
		rows = append(rows, row{"energy_price." + b.Name, b.Price}, row{"energy_price." + b.Name + ".hours", b.Lines})
	}
	rows = append(rows, said(row{"contracted_kw", e.Contracted}, row{"contract_price_per_kw", e.ContractRate}, row{"peak_price_per_kw", e.PeakRate},
		row{"rent_per_m2", e.RentPerM2}, row{"holding_rate", e.HoldingRate}, row{"co2_per_kwh", e.CO2PerKWh}, row{"co2_price", e.CO2Price})...)
	if e.Rules != nil {
		rows = append(rows, row{"firm_taxable_profit", e.Firm.Profit}, row{"firm_investments", e.Firm.Invests})
	}
	return append(rows, financing(e.Financing)...)
}

func financing(f *cost.Financing) []row {
	if f == nil {
		return nil
	}
	rows := []row{{"financing.own", f.Own}}
	for _, l := range f.Loans {
		rows = append(rows, row{"financing.loan." + l.Name, map[string]float64{"amount": l.Amount, "share": l.Share, "rate": l.Rate, "months": float64(l.Months), "grace": float64(l.Grace)}})
	}
	for _, l := range f.Leases {
		rows = append(rows, row{"financing.lease." + l.Name, map[string]float64{"monthly": l.Monthly, "months": float64(l.Months), "final": l.Final}})
	}
	for _, h := range f.Hours {
		rows = append(rows, row{"financing.hours." + h.Name, map[string]float64{"from": float64(h.From), "through": float64(h.Through), "each_month": h.Each, "rate": h.Rate}})
	}
	return rows
}

func run(r scenario.RunSettings) []row {
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	warmup := any(r.Warmup)
	if r.FindWarmup {
		warmup = "auto"
	}
	rows := []row{{"horizon", r.Horizon}, {"warmup", warmup}, {"replications", float64(r.Replications)}, {"seed", fmt.Sprint(r.Seed)}}
	if len(r.Precision) > 0 {
		rows = append(rows, row{"precision", r.Precision})
	}
	if !r.Start.IsZero() {
		rows = append(rows, row{"start", day(r.Start)})
	}
	var closed []string
	for _, h := range r.Holidays {
		closed = append(closed, day(h))
	}
	if len(closed) > 0 {
		rows = append(rows, row{"holidays", closed})
	}
	return rows
}

func measures(a, b *scenario.Scenario) []Change {
	return each("measure", a.Measures, b.Measures, func(m *scenario.Measure) string { return m.Name }, func(m *scenario.Measure) []row {
		says := m.Says()
		var rows []row
		for _, path := range slices.Sorted(maps.Keys(says)) {
			rows = append(rows, row{path, says[path]})
		}
		return rows
	})
}

func plans(a, b *scenario.Scenario) []Change {
	return each("plan", a.Plans, b.Plans, func(p scenario.Plan) string { return p.Name }, func(p scenario.Plan) []row {
		return []row{{"measures", p.Measures}}
	})
}
