package eventlog

import (
	"slices"
	"strings"
)

// A Column is one column of a list, with all names it goes by; the first is what messages call it.
type Column struct {
	Names    []string
	Required bool
	Doc      string
	Timed    bool // of times: its name may end in their unit, "cycle_s"
}

// settleColumns finds the columns of a list in the first row, each by the first of its names that is there and not taken by
// another, -1 for those that are not there; and says which are left over.
func (t *Table) settleColumns(f *findings, columns []Column) (at []int, unused []string) {
	used := map[int]bool{}
	for _, c := range columns {
		found := -1
		for _, name := range c.Names {
			i, twice := t.findTimed(name, c.Timed)
			if twice {
				f.add(t.header, "", "want one column %q, have several", t.Columns[i])
			}
			if i >= 0 && !used[i] {
				found = i
				break
			}
		}
		if found < 0 && c.Required {
			f.add(t.header, "", "want a column %q (or %s), have none; there are %s", c.Names[0], strings.Join(c.Names[1:], ", "), t.named())
		}
		used[found] = true
		at = append(at, found)
	}
	for i, name := range t.Columns {
		if !used[i] && name != "" {
			unused = append(unused, name)
		}
	}
	return at, unused
}

// findTimed looks for a column by its name; of times also by the name without the unit that it ends in.
func (t *Table) findTimed(name string, timed bool) (column int, twice bool) {
	i, twice := t.find(name)
	if i >= 0 || !timed {
		return i, twice
	}
	equal := func(other string) bool {
		end := unitAtEnd.FindStringIndex(other)
		return end != nil && same(other[:end[0]]) == same(name)
	}
	if i = slices.IndexFunc(t.Columns, equal); i < 0 {
		return -1, false
	}
	return i, slices.ContainsFunc(t.Columns[i+1:], equal)
}
