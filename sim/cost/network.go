package cost

import "math"

// A network is the ways that parts of one product went from element to element.
type network struct {
	out  [][]arc   // by element
	came []float64 // by element: parts that came to it, along all its ways
}

type arc struct {
	to    int
	parts float64
}

// newNetwork reads the counts of one product. Where a way is the only one, nothing was counted and nothing needs to be:
// any number stands for all of its parts.
func newNetwork(w *Watched, p int) *network {
	n := &network{out: make([][]arc, len(w.Elements)), came: make([]float64, len(w.Elements))}
	for from := range w.Elements {
		for _, way := range w.Elements[from].Ways {
			parts := 1.0
			if way.Parts != nil {
				parts = float64(way.Parts[p])
			}
			n.out[from] = append(n.out[from], arc{way.To, parts})
			n.came[way.To] += parts
		}
	}
	return n
}

const (
	roundsOfValue = 1000 // only circles need more than a few
	settled       = 1e-13
)

// spoiled is how often parts of a product that were then scrapped had passed each element: those scrapped at it, and of
// those scrapped later as many as came by this way. It is the value of parts on their way read backwards: what all
// scrapped parts had in them is the sum over elements of spoiled x what each puts into a part. No more can be spoiled
// than an element worked on or let in; so a circle comes to an end.
func (n *network) spoiled(w *Watched, p int) []float64 {
	bad := make([]float64, len(w.Elements))
	for range roundsOfValue {
		change, most := 0.0, 0.0
		for i := len(w.Elements) - 1; i >= 0; i-- {
			e := &w.Elements[i]
			x := e.scrapped(p)
			for _, a := range n.out[i] {
				if a.parts > 0 {
					x += bad[a.to] * a.parts / n.came[a.to]
				}
			}
			if e.counted() {
				x = min(x, e.passed(p))
			}
			change, most = max(change, math.Abs(x-bad[i])), max(most, x)
			bad[i] = x
		}
		if change <= settled*most {
			break
		}
	}
	return bad
}
