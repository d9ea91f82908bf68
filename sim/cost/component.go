package cost

import "math"

// Where parts go into others, what was spent on them goes with them: material and conversion cost of a component are borne by
// what it went into, and when that is scrapped the component is.

// changes tells whether parts become others somewhere.
func (w *Watched) changes() bool {
	for i := range w.Elements {
		if len(w.Elements[i].Consumed) > 0 {
			return true
		}
	}
	return false
}

// consumed is how many parts of a product went into others at an element, or became others; made is how many came to be
// there of others.
func (e *Element) consumed(p int) float64 { return of(e.Consumed, p) }
func (e *Element) made(p int) float64     { return of(e.Made, p) }

// allSpoiled is for each product how often parts that were then scrapped had passed each element, those that were scrapped
// in others included: network.spoiled of all products at once.
func (w *Watched) allSpoiled() [][]float64 {
	networks, bad, came := make([]*network, len(w.Products)), make([][]float64, len(w.Products)), make([][]float64, len(w.Products))
	for p := range w.Products {
		networks[p] = newNetwork(w, p)
		if !w.changes() {
			bad[p] = networks[p].spoiled(w, p)
			continue
		}
		bad[p], came[p] = make([]float64, len(w.Elements)), make([]float64, len(w.Elements))
	}
	for round := 0; w.changes() && round < roundsOfValue; round++ {
		change, most := 0.0, 0.0
		for i := len(w.Elements) - 1; i >= 0; i-- {
			for p := range w.Products {
				x := networks[p].behind(w, p, i, came[p])
				change, most = max(change, math.Abs(x-bad[p][i])), max(most, x)
				bad[p][i] = x
			}
			w.backwards(i, bad, came)
		}
		if change <= settled*most {
			break
		}
	}
	return bad
}

// behind is how many of the parts that left element i as product p were scrapped there or behind it.
func (n *network) behind(w *Watched, p, i int, came []float64) float64 {
	e := &w.Elements[i]
	x := e.scrapped(p)
	for _, a := range n.out[i] {
		if a.parts > 0 {
			x += came[a.to] * a.parts / n.came[a.to]
		}
	}
	if e.counted() {
		x = min(x, e.passed(p))
	}
	return x
}

// backwards finds how many of the parts that came to element i were scrapped there or behind it: of those that stayed what
// they were as many as left so, and of those that went into others as many as of what was made of them.
func (w *Watched) backwards(i int, bad, came [][]float64) {
	e := &w.Elements[i]
	lost, made := 0.0, 0.0 // of what was made here, or where nothing was of what passed
	for q := range w.Products {
		if n := e.grown(q); n > 0 {
			lost += bad[q][i] * n / max(e.passed(q), n)
			made += n
		}
	}
	for p := range w.Products {
		came[p][i] = bad[p][i]
		if n := e.made(p); n > 0 {
			came[p][i] *= max(0, e.passed(p)-n) / max(e.passed(p), n)
		}
		if n := e.consumed(p); n > 0 && made > 0 {
			came[p][i] += lost * n / made
		}
	}
}

// grown is how many parts of a product an element made of others; where parts stay what they are though others go into them,
// how many passed.
func (e *Element) grown(p int) float64 {
	if len(e.Consumed) == 0 {
		return 0
	}
	for q := range e.Made {
		if e.Made[q] > 0 {
			return e.made(p)
		}
	}
	return e.passed(p)
}

// passOn lets what was spent on components, and what of it was bought, be borne by what they went into: of each product once,
// after all that went into it.
func (b *booking) passOn(bought, wasted []float64) {
	if !b.w.changes() {
		return
	}
	into := make([][]float64, len(b.w.Products))
	for p := range into {
		into[p] = b.w.into(p)
	}
	done := make([]bool, len(into))
	for range into {
		p := nextOf(into, done)
		done[p] = true
		own, left := b.ledger.Products[p], 1.0
		for q, share := range into[p] {
			if share > 0 {
				b.ledger.Products[q].add(own, share)
				b.ledger.Products[p].add(own, -share)
				bought[q], wasted[q] = bought[q]+share*bought[p], wasted[q]+share*wasted[p]
				left -= share
			}
		}
		bought[p], wasted[p] = max(0, left)*bought[p], max(0, left)*wasted[p]
	}
}

// nextOf is a product that all have been passed on to that go into it; where they go round in a circle the first that is left.
func nextOf(into [][]float64, done []bool) int {
	first := -1
	for p := range into {
		if done[p] {
			continue
		}
		if first < 0 {
			first = p
		}
		waits := false
		for r := range into {
			waits = waits || !done[r] && r != p && into[r][p] > 0
		}
		if !waits {
			return p
		}
	}
	return first
}

// into is which share of the parts of a product went into parts of which other.
func (w *Watched) into(p int) []float64 {
	all, used, into := w.bought(p), 0.0, make([]float64, len(w.Products))
	for i := range w.Elements {
		e := &w.Elements[i]
		all += e.made(p)
		n, grown := e.consumed(p), 0.0
		for q := range into {
			grown += e.grown(q)
		}
		for q := range into {
			if n > 0 && grown > 0 && q != p {
				into[q] += n * e.grown(q) / grown
				used += n * e.grown(q) / grown
			}
		}
	}
	for q := range into {
		into[q] /= max(all, used, 1)
	}
	return into
}

// escapes books what defects cost that nobody found.
func (b *booking) escapes() {
	for p, n := range b.w.Escaped {
		x := float64(n) * b.w.Products[p].EscapeCost
		b.ledger.Line[Escapes] += x
		b.ledger.Products[p][Escapes] += x
	}
}
