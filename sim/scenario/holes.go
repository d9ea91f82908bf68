package scenario

import (
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/cost"
)

// full is the text of a node with the likely values of parameters in it.
func (n *node) full() string {
	text, _ := n.text()
	for _, name := range byLength(n.holes) {
		hole := n.holes[name]
		if list, ok := hole.value.([]any); ok && len(list) == 3 {
			hole = hole.withValue(list[1])
		}
		likely, isText := hole.text()
		if !isText {
			likely = said(hole)
		}
		text = strings.ReplaceAll(text, "$"+name, likely)
	}
	return text
}

// filled is a text with the values of parameters in it. They are numbers or times, or three of them.
func (r *reader) filled(n *node) *node {
	if len(n.holes) == 0 {
		return n
	}
	text, _ := n.text()
	for _, name := range byLength(n.holes) {
		hole := n.holes[name]
		_, likely, _, ok := r.three(hole, "a number or a time")
		if !ok {
			likely = hole.withValue(int64(1))
		}
		what, unit, one := "a number", "", r.oneNumber("a number", -maxNumber, maxNumber)
		if _, isTime := likely.value.(string); isTime {
			what, unit, one = "a time", "s", r.oneSpan
		}
		g := cost.Range{Likely: 1} // something to go on with, where it is told what is wrong
		if ok {
			g, ok = r.guess(hole, what, unit != "", one)
		}
		if !ok {
			g.Likely = 1
		}
		text = strings.ReplaceAll(text, "$"+name, strconv.FormatFloat(g.Likely, 'f', -1, 64)+unit)
	}
	filled := n.withValue(text)
	filled.holes = nil
	return filled
}

// byLength lists names, the longest first, since one may begin another.
func byLength(holes map[string]*node) []string {
	names := sortedKeys(holes)
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}
