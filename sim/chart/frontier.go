package chart

import (
	"slices"
	"strings"
)

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
	marks := in.marks(px, py, xs[1])
	for _, p := range in.Points {
		in.point(s, p, px, py)
	}
	var names []box
	for _, p := range slices.Backward(in.Points) { // the last are the ones that matter, so they have their names first
		in.name(s, p, [2]float64{px(p.Price), py(p.NPV)}, x1, marks, &names)
	}
}

// A box is left, top, right and bottom of what is drawn.
type box [4]float64

func (b box) meets(list []box) bool {
	return slices.ContainsFunc(list, func(o box) bool { return b[2] >= o[0] && o[2] >= b[0] && b[3] >= o[1] && o[3] >= b[1] })
}

// marks are where steps and intervals are, which names had better not cross.
func (in Frontier) marks(px, py func(float64) float64, end float64) []box {
	var marks []box
	for i, p := range in.Points {
		x, y, until := px(p.Price), py(p.NPV), px(end)
		if i+1 < len(in.Points) {
			until = px(in.Points[i+1].Price)
			next := py(in.Points[i+1].NPV)
			marks = append(marks, box{until - 1, min(y, next), until + 1, max(y, next)})
		}
		marks = append(marks, box{x, y - 1, until, y + 1}, box{x - 4, py(p.NPV+p.Off) - 2, x + 4, py(p.NPV-p.Off) + 2})
	}
	return marks
}

// point draws one set.
func (in Frontier) point(s *sheet, p FrontierPoint, px, py func(float64) float64) {
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
}

const (
	nameSize  = 9.5
	nameWidth = 190
	nameLine  = 12.0
)

// name writes the name of a set beside it, in lines: where it crosses nothing, else where it crosses no other name, else not.
func (in Frontier) name(s *sheet, p FrontierPoint, at [2]float64, edge float64, marks []box, names *[]box) {
	lines := s.lines(nameSize, p.Name, nameWidth)
	w := 0.0
	for _, line := range lines {
		w = max(w, s.measure(nameSize, line)+8) // bold is a little wider
	}
	rest := nameLine * float64(len(lines)-1)
	onLeft, onRight := at[0]-w-8, min(at[0]+9, edge-w)
	above, below := at[1]-8-rest, at[1]+15
	fits := func(crossing []box) bool {
		for _, to := range [][2]float64{{onLeft, above}, {onRight, below}, {onLeft, below}, {onRight, above}, {max(66, onLeft), above - 14}} {
			b := box{to[0], to[1] - 9, to[0] + w, to[1] + rest + 2}
			if b[0] < 64 || b.meets(*names) || b.meets(crossing) {
				continue
			}
			for i, line := range lines {
				s.text(s.theme.Ink, nameSize, p.Chosen, to[0], to[1]+nameLine*float64(i), left, line)
			}
			*names = append(*names, b)
			return true
		}
		return false
	}
	if !fits(marks) {
		fits(nil)
	}
}

// lines breaks a text at spaces into lines of a width; what is wider is shortened.
func (s *sheet) lines(size float64, text string, width float64) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && s.measure(size, line+" "+word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	lines = append(lines, line)
	for i := range lines {
		lines[i] = s.fitted(size, lines[i], width)
	}
	return lines
}
