package scenario

import (
	"slices"
	"strings"
	"time"

	"tweeling/sim/plant"
)

// Measured is the [measured] table: what was counted at the real line, to hold the line as it is against.
type Measured struct {
	Given            bool
	GoodPartsPerWeek []float64
	LeadTime         float64            // in seconds; 0: not measured
	OEE              map[string]float64 // by element
	From             string
	How              string // "counted" or "manual"; "" when not said
}

// measured reads the [measured] table.
func (r *reader) measured(n, line *node) Measured {
	m := Measured{Given: n != nil, OEE: map[string]float64{}}
	r.table(n, measuredKeys, fills{
		"good_parts_per_week": func(n *node, k *plant.Key) { m.GoodPartsPerWeek, _ = r.numbers(n, k.Min, upper(k)) },
		"lead_time":           func(n *node, _ *plant.Key) { m.LeadTime, _ = r.span(n) },
		"oee": func(n *node, k *plant.Key) {
			if !r.isTable(n) {
				return
			}
			for _, name := range n.keys {
				if line.get(name) == nil {
					r.tell(n.table[name], "want an element that exists, have %q; there are %s", name, orNone(nearest(name, line.sorted())))
				} else if x, ok := r.number(n.table[name], k.Min, k.Max); ok {
					m.OEE[name] = x
				}
			}
		},
		"from": func(n *node, _ *plant.Key) {
			if day, ok := n.value.(time.Time); ok {
				m.From = day.Format(time.DateOnly)
				return
			}
			m.From = r.shown(n)
		},
		"how": r.optionTo(&m.How),
	})
	return m
}

// Evidence is where one value of a scenario comes from.
type Evidence struct {
	Path   string
	Grade  string // "measured", "log", "vendor" or "guess"
	Source string
	Date   time.Time
	N      int // observations; 0: not said
	// Times are what all times of the value may have to be multiplied by, low, likely and high, since it was found from
	// few of them: a forecast draws a factor for each future. All 0: not said.
	Times [3]float64
}

// evidence reads the [evidence] table, in order of the paths.
func (r *reader) evidence(n, whole *node) []Evidence {
	if n == nil || !r.isTable(n) {
		return nil
	}
	var list []Evidence
	for _, path := range n.sorted() {
		child := n.table[path]
		if r.found.full(true) {
			return nil
		}
		if whole.get(splitPath(path)...) == nil || !strings.Contains(path, ".") {
			r.tell(child, `want a path that exists, in quotes, such as "line.press.cycle", have %q%s`, path, nearestIn(whole, splitPath(path)))
			continue
		}
		if !r.isTable(child) {
			continue
		}
		e := Evidence{Path: path}
		r.table(child, evidenceKeys, fills{
			"grade": r.optionTo(&e.Grade), "source": r.shownTo(&e.Source), "n": r.countTo(&e.N),
			"date":  func(n *node, _ *plant.Key) { e.Date, _ = r.date(n) },
			"times": func(n *node, k *plant.Key) { e.Times = r.factors(n, k) },
		})
		list = append(list, e)
	}
	return list
}

// factors reads three factors in rising order.
func (r *reader) factors(n *node, k *plant.Key) (f [3]float64) {
	const want = "want three factors in rising order, such as [0.92, 1, 1.09], have %s"
	list, ok := r.numbers(n, k.Min, k.Max)
	if !ok {
		return f
	}
	if len(list) != 3 || !slices.IsSorted(list) {
		r.tell(n, want, said(n))
		return f
	}
	copy(f[:], list)
	return f
}

// nearestIn lists what there is in a tree where a path stops being one.
func nearestIn(tree *node, parts []string) string {
	for i := range parts {
		at := tree.get(parts[:i]...)
		if at.get(parts[i]) != nil {
			continue
		}
		names := slices.DeleteFunc(at.sorted(), func(s string) bool { return s == "evidence" })
		switch {
		case len(names) == 0:
			return ""
		case i == 0:
			return "; there are " + nearest(parts[i], names)
		}
		return "; in " + joinPath(parts[:i]) + " there are " + nearest(parts[i], names)
	}
	return ""
}
