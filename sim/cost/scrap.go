package cost

// tellScrapApart takes what went into scrapped parts out of the items and puts it under scrap: their material, and the
// conversion cost of the stations they passed, the one that found them bad included. So scrap early is cheap and scrap
// late is dear. Conversion cost is a station's energy, upkeep, machine hours and its share of its people's pay, divided
// over the parts it worked on; pay is shared among the stations that ask for the people, by parts.
func (l *Ledger) tellScrapApart(w Watched) {
	share := l.Weeks / w.Economics.WeeksPerYear
	unit := conversion(w, share)
	for p := range w.Products {
		for i, in := range l.value(w, unit, p) {
			scrapped := float64(w.Elements[i].Scrapped[p])
			if scrapped == 0 {
				continue
			}
			for item, x := range in {
				l.Items[item] -= x * scrapped
				l.Items[Scrap] += x * scrapped
			}
		}
	}
}

// conversion is what each station spends on one part, by item.
func conversion(w Watched, share float64) [][numItems]float64 {
	unit := make([][numItems]float64, len(w.Elements))
	served := make([]float64, len(w.Elements)) // part-operations of all stations that ask for a pool
	for i := range w.Elements {
		for _, pool := range w.Elements[i].Pools {
			served[pool] += w.Elements[i].worked()
		}
	}
	for i := range w.Elements {
		e := &w.Elements[i]
		if e.worked() == 0 {
			continue
		}
		own := e.spent(w.Economics.EnergyPrice, share)
		own[Material] = 0 // belongs to products
		for item := range own {
			unit[i][item] = own[item] / e.worked()
		}
		for _, pool := range e.Pools {
			unit[i][Labour] += w.Elements[pool].spent(0, share)[Labour] / served[pool]
		}
	}
	return unit
}

func (e *Element) worked() float64 {
	n := int64(0)
	for p := range e.Sent {
		n += e.done(p)
	}
	return float64(n)
}

// roundsOfFlow bounds how often value is passed on; lines with circles converge long before.
const roundsOfFlow = 200

// value is what has gone into a part of a product by the time an element is done with it, by item. It is passed on along
// the arcs, and where several arcs meet they count by the parts that came through them; an element that leads to several
// sends to each in proportion to what that handled.
func (l *Ledger) value(w Watched, unit [][numItems]float64, p int) [][numItems]float64 {
	in := make([][numItems]float64, len(w.Elements))
	out := make([][numItems]float64, len(w.Elements))
	flow := arcs(w, p)
	for range min(roundsOfFlow, len(w.Elements)+1) {
		for i := range w.Elements {
			e := &w.Elements[i]
			in[i] = [numItems]float64{}
			total := 0.0
			for from, n := range flow[i] {
				total += n
				for item := range in[i] {
					in[i][item] += out[from][item] * n
				}
			}
			for item := range in[i] {
				if total > 0 {
					in[i][item] /= total
				}
				out[i][item] = in[i][item] + unit[i][item]
			}
			if e.Kind == "source" {
				out[i][Material] = w.Products[p].MaterialCost
			}
			if p < len(e.MaterialCost) {
				out[i][Material] += e.MaterialCost[p]
			}
		}
	}
	return out
}

// arcs is how many parts of a product came to each element, by where from.
func arcs(w Watched, p int) []map[int]float64 {
	flow := make([]map[int]float64, len(w.Elements))
	for i := range w.Elements {
		flow[i] = map[int]float64{}
	}
	for from := range w.Elements {
		handled := 0.0
		for _, to := range w.Elements[from].To {
			handled += w.Elements[to].handled(p)
		}
		for _, to := range w.Elements[from].To {
			if handled > 0 {
				flow[to][from] = w.Elements[to].handled(p) / handled
			} else {
				flow[to][from] = 1
			}
		}
	}
	return flow
}

// handled is how many parts of a product an element had; of a buffer we do not count, so all buffers count alike.
func (e *Element) handled(p int) float64 {
	if e.Kind == "buffer" {
		return 1
	}
	return float64(e.Sent[p] + e.Scrapped[p])
}
