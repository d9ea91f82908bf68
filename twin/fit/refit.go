package fit

import (
	"math"
	"slices"

	"tweeling/sim/stat"
)

// Window is the part of a log from one moment to another: what began before is left out, since nobody knows from the window how
// long it took; what goes on after it is cut. The log stays as it is.
func (l *Log) Window(from, to Moment) *Log {
	w := *l
	w.Spans = make([]Span, 0, len(l.Spans))
	w.New = l.New && from <= l.From
	w.From, w.To = max(from, l.From), min(to, l.To)
	for _, s := range l.Spans {
		if s.From < from || s.From >= to {
			continue
		}
		if s.To > to {
			s.To, s.Cut, s.Quantity, s.Bad = to, true, -1, -1
		}
		w.Spans = append(w.Spans, s)
	}
	return &w
}

// A Change is one law before a moment and after it.
type Change struct {
	What, Of      string // as of a Row
	Before, After *Choice
	Ratio         float64 // of the means, after to before
	Low, High     float64 // where it lies, each by itself at 95 %
	Differs       bool    // with all changes judged together (Holm), at 5 %
	P             float64 // chance of such a ratio if nothing had changed
}

// Refit fits a log before a moment and after it, and holds the laws of both against each other. A drift that was found at a
// moment is judged so: what changed, by how much, and how sure that is. After is what a scenario would be made of now.
func Refit(l *Log, at Moment, set Settings) (changes []Change, after *Model, err error) {
	before, err := New(l.Window(l.From, at), set)
	if err != nil {
		return nil, nil, err
	}
	if after, err = New(l.Window(at, l.To+1), set); err != nil {
		return nil, nil, err
	}
	return Compare(before, after), after, nil
}

// Compare holds the laws of two models against each other, those that both have, in order of the first.
func Compare(before, after *Model) []Change {
	rows := after.Rows()
	var list []Change
	var ps []float64
	for _, b := range before.Rows() {
		i := slices.IndexFunc(rows, func(r Row) bool { return r.What == b.What && r.Of == b.Of })
		if i < 0 {
			continue
		}
		c := Change{What: b.What, Of: b.Of, Before: b.Choice, After: rows[i].Choice}
		c.judge()
		list, ps = append(list, c), append(ps, c.P)
	}
	for i, p := range stat.Holm(ps) {
		list[i].Differs = p < 0.05
	}
	return list
}

// judge compares two means by the errors of their logarithms (Welch).
func (c *Change) judge() {
	b, a := c.Before.Law, c.After.Law
	c.Ratio = a.mean() / b.mean()
	sb, sa := b.meanError(), a.meanError()
	se := math.Hypot(sb, sa)
	if b.seen < 2 || a.seen < 2 || math.IsNaN(se) || math.IsInf(se, 0) {
		c.Low, c.High, c.P = 0, math.Inf(1), 1
		return
	}
	if se == 0 { // both are fixed times
		c.Low, c.High, c.P = c.Ratio, c.Ratio, 1
		if math.Abs(c.Ratio-1) > 1e-9 {
			c.P = 0
		}
		return
	}
	df := math.Pow(se, 4) / (math.Pow(sb, 4)/float64(b.seen-1) + math.Pow(sa, 4)/float64(a.seen-1))
	t := stat.StudentQuantile(0.975, max(1, df))
	d := math.Log(c.Ratio)
	c.Low, c.High = c.Ratio*math.Exp(-t*se), c.Ratio*math.Exp(t*se)
	c.P = stat.StudentTails(d/se, max(1, df))
}
