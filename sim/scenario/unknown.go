package scenario

import (
	"cmp"
	"slices"

	"tweeling/sim/cost"
)

// An Unknown is one [low, likely, high] of a scenario: something that is the same for a whole future but that we do not
// know. Plans use the likely one.
type Unknown struct {
	Path      string // as written, such as "measure.cobot.capex"
	File      string
	Line, Col int
	cost.Range
	Time bool // the range is in seconds
}

// unknowns gathers them, each once.
type unknowns struct {
	seen map[[2]string]bool
	list []found
}

type found struct {
	at *node
	Unknown
}

func (u *unknowns) add(at *node, g cost.Range, isTime bool) {
	id := [2]string{at.file.name, at.key()}
	if u == nil || u.seen[id] {
		return
	}
	if u.seen == nil {
		u.seen = map[[2]string]bool{}
	}
	u.seen[id] = true
	u.list = append(u.list, found{at, Unknown{Path: at.key(), File: at.file.name, Range: g, Time: isTime}})
}

// all looks up where they stand, and sorts them by path.
func (u *unknowns) all() []Unknown {
	var list []Unknown
	for _, f := range u.list {
		f.Line, f.Col = f.at.place()
		list = append(list, f.Unknown)
	}
	slices.SortFunc(list, func(a, b Unknown) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.File, b.File)) })
	return list
}
