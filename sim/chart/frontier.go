package chart

import "slices"

// Frontier is what BudgetFrontier draws: what each amount of money buys at best.
type Frontier struct {
	Plot
	Points []FrontierPoint // by rising price
	Others [][2]float64    // price and NPV of sets that are not on it
}

// A FrontierPoint is one set of measures.
type FrontierPoint struct {
	Name            string
	Price, NPV, Off float64 // Off is the half-width of the interval of the NPV
	Chosen          bool
}

// BudgetFrontier draws the NPV that money buys, as steps, with intervals at 95 % and the sets that are worth less as dots.
func BudgetFrontier(in Frontier) Figure {
	return Figure{Name: "frontier", Width: 720, Height: 380, draw: func(s *sheet) { in.draw(s) }}
}

func (in Frontier) draw(s *sheet) {
	top := s.title(in.Title) + 14
	x0, x1, y1 := 62.0, s.width-24, s.height-44
	var prices, worth []float64
	for _, p := range in.Points {
		prices, worth = append(prices, p.Price), append(worth, p.NPV-p.Off, p.NPV+p.Off)
	}
	for _, o := range in.Others {
		prices, worth = append(prices, o[0]), append(worth, o[1])
	}
	xs := reach(0.06, prices...)
	px, py := in.axes(s, x0, x1, top, y1, xs, reach(0.12, worth...))
	for _, o := range in.Others {
		s.dot(faded(s.theme.Muted, 90), px(o[0]), py(o[1]), 2.2)
	}
	var steps [][2]float64
	for i, p := range in.Points {
		until := xs[1]
		if i+1 < len(in.Points) {
			until = in.Points[i+1].Price
		}
		steps = append(steps, [2]float64{px(p.Price), py(p.NPV)}, [2]float64{px(until), py(p.NPV)})
	}
	if len(steps) > 1 {
		s.line(s.theme.After, 1.4, steps...)
	}
	taken := [][4]float64{}
	for _, p := range slices.Backward(in.Points) { // the last are the ones that matter, so they have their names first
		in.point(s, p, px, py, x1, &taken)
	}
}

// point draws one set with its name, where there is room for that.
func (in Frontier) point(s *sheet, p FrontierPoint, px, py func(float64) float64, edge float64, taken *[][4]float64) {
	x, y, c, radius := px(p.Price), py(p.NPV), s.theme.After, 3.5
	if p.Chosen {
		c, radius = s.theme.MoreOf, 5
	}
	if p.Off > 0 {
		s.line(s.theme.Ink, 1, [2]float64{x, py(p.NPV - p.Off)}, [2]float64{x, py(p.NPV + p.Off)})
		for _, off := range []float64{-p.Off, p.Off} {
			s.line(s.theme.Ink, 1, [2]float64{x - 3, py(p.NPV + off)}, [2]float64{x + 3, py(p.NPV + off)})
		}
	}
	s.dot(c, x, y, radius)
	name := s.fitted(9.5, p.Name, 250)
	w := s.measure(9.5, name) + 8 // bold is a little wider
	left0 := max(66, min(x-w-8, edge-w))
	for _, at := range [][2]float64{{left0, y - 7}, {min(x+8, edge-w), y + 14}, {left0, y + 14}} {
		box := [4]float64{at[0], at[1] - 9, at[0] + w, at[1] + 2}
		free := at[0] > 64 || p.Price == 0
		for _, t := range *taken {
			free = free && (box[2] < t[0] || t[2] < box[0] || box[3] < t[1] || t[3] < box[1])
		}
		if free {
			s.text(s.theme.Ink, 9.5, p.Chosen, at[0], at[1], left, name)
			*taken = append(*taken, box)
			return
		}
	}
}
