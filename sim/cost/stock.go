package cost

// stock is what the parts inside are worth on average over the time watched: the material that they came in with. The
// work in them was paid, and would have been paid all the same; what stations add is left out. Spares are kept at a level: one
// that is wanted is ordered, so that as many are owned as were there at first.
func (b *booking) stock() float64 {
	if !b.w.Economics.Stocked {
		return 0
	}
	parts, worth, spares := 0.0, 0.0, 0.0
	for i := range b.w.Elements {
		spares += b.w.Elements[i].SparePrice * float64(b.w.Elements[i].Spares)
	}
	for p := range b.w.Products {
		n := b.w.bought(p)
		parts += n
		worth += n * b.w.Products[p].MaterialCost
	}
	if parts == 0 {
		return spares
	}
	return spares + b.w.Inside*worth/parts
}
