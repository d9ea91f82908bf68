package cost

// CashAt is the cash of a year when so much of each product can be sold, and the line makes what it made: more is then sold,
// or less, and its material bought, and pay goes with it as far as [Economics].HoursSaved says.
func (l *Ledger) CashAt(econ Economics, products []Product, demand []float64) Cash {
	if len(products) == 0 {
		return l.Cash()
	}
	c := Cash{Energy: l.YearlyEnergy, Stock: l.Stock}
	gross, all, needed := l.YearlyPay+l.Saved, 0.0, 0.0
	revenue, material, was := 0.0, 0.0, 0.0
	for p, product := range products {
		made := l.made(p)
		sold := min(made, demand[p])
		all += made
		if made > 0 {
			was += l.Material[p] * l.Sold[p] / made
			material += l.Material[p] * sold / made
			needed = max(needed, sold/made)
			if product.Price > 0 {
				c.Contribution += product.Price*sold - l.Material[p]*sold/made
			}
		} else {
			was, material = was+l.Material[p], material+l.Material[p]
		}
		revenue += product.Price * sold
	}
	spare := 0.0
	if all > 0 {
		spare = max(0, 1-needed)
	}
	saved := econ.HoursSaved * spare * gross
	c.Pay, c.VolumePay = gross-saved, econ.HoursSaved*(1-spare)*gross
	c.Net = l.YearlyCash - l.Revenue - l.Saved + was + revenue + saved - material
	return c
}

// made is how much of a product is made in a year.
func (l *Ledger) made(p int) float64 { return float64(l.Good[p]) * l.WeeksPerYear / l.Weeks }

// Made is how much of each product is made in a year.
func (l *Ledger) Made() []float64 {
	made := make([]float64, len(l.Good))
	for p := range made {
		made[p] = l.made(p)
	}
	return made
}
