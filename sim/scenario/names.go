package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/pen"
)

// validName says what is wrong with a name, nil when nothing is.
func validName(name string) error {
	if slices.Contains(pen.Reserved, name) {
		return fmt.Errorf("want another name, have %q, which is reserved (as are %s)", name, strings.Join(pen.Reserved, " "))
	}
	if len(name) > maxName {
		return fmt.Errorf("want a name of at most %d letters, have %d", maxName, len(name))
	}
	for i, c := range []byte(name) {
		letter, other := c >= 'a' && c <= 'z', c >= '0' && c <= '9' || c == '_' || c == '-'
		if !letter && (i == 0 || !other) {
			return fmt.Errorf("want a name of the letters a-z, then also digits, _ and -, have %q", name)
		}
	}
	if name == "" {
		return fmt.Errorf("want a name, have %q", name)
	}
	return nil
}

// validNumber says what is wrong with the number of an order, nil when nothing is. People have them with capitals, and
// with a digit first.
func validNumber(name string) error {
	other := func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-'
	}
	switch {
	case slices.Contains(pen.Reserved, name):
		return fmt.Errorf("want another number, have %q, which is reserved (as are %s)", name, strings.Join(pen.Reserved, " "))
	case len(name) > maxName:
		return fmt.Errorf("want a number of at most %d letters, have %d", maxName, len(name))
	case name == "" || strings.ContainsFunc(name, other):
		return fmt.Errorf("want a number of the letters a-z and A-Z, digits, _ and -, have %q", name)
	}
	return nil
}

// lazy is a piece of a message that is made only when the message is told.
type lazy func() string

// String makes it.
func (l lazy) String() string { return l() }

// nearest lists names by how near they are to what was written, at most ten.
func nearest(written string, names []string) string {
	const shown = 10
	names = slices.Clone(names)
	slices.Sort(names)
	if len(written) <= maxName {
		far := make(map[string]int, len(names))
		for _, name := range names {
			far[name] = distance(written, name)
		}
		slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(far[a], far[b]) })
	}
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}

// listed lists names in the order of the alphabet: for when none is near what was written.
func listed(names []string) string {
	const shown = 40
	names = slices.Sorted(slices.Values(names))
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}

// meant is the name that was probably meant, as a question; "" when nothing is near.
func meant(written string, names []string) string {
	for _, name := range slices.Sorted(slices.Values(names)) {
		if len(written) >= 3 && (strings.HasPrefix(name, written) || len(name) >= 3 && strings.HasPrefix(written, name)) {
			return fmt.Sprintf("; did you mean %s?", name)
		}
	}
	best, least := "", 1+len(written)/3
	for _, name := range slices.Sorted(slices.Values(names)) {
		if len(written) > maxName {
			break
		}
		if d := distance(written, name); d <= least && (best == "" || d < distance(written, best)) {
			best = name
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// distance is how many letters must be added, left out, changed or swapped with their neighbour to turn one word into
// the other (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
