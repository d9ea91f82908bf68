package cost

// stock is what the parts inside are worth on average over the time watched: the material that they came in with. The
// work in them was paid, and would have been paid all the same; what stations add is left out.
func (b *booking) stock() float64 {
	if !b.w.Economics.Stocked {
		return 0
	}
	parts, worth := 0.0, 0.0
	for p := range b.w.Products {
		n := b.w.bought(p)
		parts += n
		worth += n * b.w.Products[p].MaterialCost
	}
	if parts == 0 {
		return 0
	}
	return b.w.Inside * worth / parts
}
