package gfx

import "slices"

// A Point is a place in logical pixels, y down.
type Point struct{ X, Y float32 }

// A Color is red, green, blue and straight alpha.
type Color struct{ R, G, B, A uint8 }

// Kind says what an operation does.
type Kind uint8

// The kinds of operations.
const (
	Fill   Kind = iota // a simple polygon, which may be concave
	Stroke             // a line through its points, with round joints and flat ends
	Text               // one line of text, at its only point
	Clip               // a rectangle, of two points, that cuts off what follows
	Unclip             // the end of the innermost clip
	Begin              // the start of a group
	End                // the end of the innermost group
	Image              // a picture in the parallelogram of its four points
)

// A Font is one of the two weights of the typeface.
type Font uint8

// The fonts.
const (
	Regular  Font = iota // for labels
	SemiBold             // for titles and figures
)

// Align says where the point of a text is.
type Align uint8

// The alignments; the point is always on the baseline.
const (
	Left Align = iota
	Center
	Right
)

// An Op is one operation. Its points are List.Points[First : First+Count].
type Op struct {
	Kind         Kind
	Color        Color
	Size         float32 // the width of a stroke, or the size of a text, in pixels
	First, Count int32
	Closed       bool // whether a stroke returns to its start
	Font         Font
	Align        Align
	Text         string // what a text says, or the title of a group
	ID           string // of a group
	Picture      *Picture
}

// A List is one picture: operations in the order of painting. The zero value is an empty picture.
type List struct {
	Ops    []Op
	Points []Point
}

// Reset empties the list and keeps its memory.
func (l *List) Reset() {
	clear(l.Ops) // lets go of the texts
	l.Ops, l.Points = l.Ops[:0], l.Points[:0]
}

// PointsOf gives the points of an operation of the list.
func (l *List) PointsOf(op *Op) []Point { return l.Points[op.First : op.First+op.Count] }

func (l *List) add(op Op, pts ...Point) {
	op.First, op.Count = int32(len(l.Points)), int32(len(pts))
	l.Points = append(l.Points, pts...)
	l.Ops = append(l.Ops, op)
}

// Fill fills a polygon that does not cross itself. It may be concave.
func (l *List) Fill(c Color, pts ...Point) { l.add(Op{Kind: Fill, Color: c}, pts...) }

// Rect fills a rectangle.
func (l *List) Rect(c Color, x, y, w, h float32) {
	l.Fill(c, Point{x, y}, Point{x + w, y}, Point{x + w, y + h}, Point{x, y + h})
}

// RoundRect fills a rectangle with round corners; the radius is at most half of the shorter side.
func (l *List) RoundRect(c Color, x, y, w, h, r float32) {
	r = min(r, w/2, h/2)
	if r <= 0 {
		l.Rect(c, x, y, w, h)
		return
	}
	first := len(l.Points)
	l.roundRect(x, y, w, h, r)
	l.Ops = append(l.Ops, Op{Kind: Fill, Color: c, First: int32(first), Count: int32(len(l.Points) - first)})
}

func (l *List) roundRect(x, y, w, h, r float32) {
	circle := circleOf(r)
	quarter := len(circle) / 4
	for k, at := range [4]Point{{x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}, {x + w - r, y + r}} {
		for i := range quarter + 1 {
			p := circle[(k*quarter+i)%len(circle)]
			l.Points = append(l.Points, Point{at.X + r*p.X, at.Y + r*p.Y})
		}
	}
}

// StrokeRoundRect draws the outline of a rectangle with round corners.
func (l *List) StrokeRoundRect(c Color, width, x, y, w, h, r float32) {
	r = min(r, w/2, h/2)
	if r <= 0 {
		l.Stroke(c, width, true, Point{x, y}, Point{x + w, y}, Point{x + w, y + h}, Point{x, y + h})
		return
	}
	first := len(l.Points)
	l.roundRect(x, y, w, h, r)
	l.Ops = append(l.Ops, Op{Kind: Stroke, Color: c, Size: width, Closed: true, First: int32(first), Count: int32(len(l.Points) - first)})
}

// Circle fills a circle around a point.
func (l *List) Circle(c Color, x, y, r float32) {
	first := len(l.Points)
	for _, p := range circleOf(r) {
		l.Points = append(l.Points, Point{x + r*p.X, y + r*p.Y})
	}
	l.Ops = append(l.Ops, Op{Kind: Fill, Color: c, First: int32(first), Count: int32(len(l.Points) - first)})
}

// Stroke draws a line through points.
func (l *List) Stroke(c Color, width float32, closed bool, pts ...Point) {
	l.add(Op{Kind: Stroke, Color: c, Size: width, Closed: closed}, pts...)
}

// Line draws a straight line between two points.
func (l *List) Line(c Color, width, x1, y1, x2, y2 float32) {
	l.Stroke(c, width, false, Point{x1, y1}, Point{x2, y2})
}

// Text writes one line of text on a baseline.
func (l *List) Text(x, y, size float32, f Font, a Align, c Color, text string) {
	l.add(Op{Kind: Text, Color: c, Size: size, Font: f, Align: a, Text: text}, Point{x, y})
}

// Clip cuts off what follows, until the Unclip that belongs to it, outside a rectangle and outside the clip around it.
func (l *List) Clip(x, y, w, h float32) {
	l.add(Op{Kind: Clip}, Point{x, y}, Point{x + w, y + h})
}

// Unclip ends the innermost clip.
func (l *List) Unclip() { l.add(Op{Kind: Unclip}) }

// Begin starts a group. Its title is what a tooltip says.
func (l *List) Begin(id, title string) { l.add(Op{Kind: Begin, ID: id, Text: title}) }

// End ends the innermost group.
func (l *List) End() { l.add(Op{Kind: End}) }

// Find gives the operations of the first group with that id, from its Begin to its End.
func (l *List) Find(id string) (ops []Op, ok bool) {
	from, to := l.find(id)
	return l.Ops[from:to], from < to
}

func (l *List) find(id string) (from, to int) {
	from = slices.IndexFunc(l.Ops, func(o Op) bool { return o.Kind == Begin && o.ID == id })
	if from < 0 {
		return 0, 0
	}
	depth := 0
	for to = from; to < len(l.Ops); to++ {
		switch l.Ops[to].Kind {
		case Begin:
			depth++
		case End:
			depth--
		default:
		}
		if depth == 0 {
			return from, to + 1
		}
	}
	return from, to
}

// Bounds gives the smallest rectangle around what can be seen of the first group with that id: what clips cut off does not
// count. It is not ok where there is no such group, or nothing of it to be seen.
func (l *List) Bounds(id string) (x0, y0, x1, y1 float32, ok bool) {
	from, to := l.find(id)
	seen := Box{far, far, -far, -far}
	var clips Clips
	for i := range l.Ops[:to] {
		op := &l.Ops[i]
		switch op.Kind {
		case Clip:
			clips.Push(l.boxOf(op))
		case Unclip:
			clips.Pop()
		case Fill, Stroke, Text, Image:
			if b := l.boxOf(op).Cut(clips.Top()); i >= from && !b.Empty() {
				seen = seen.join(b)
			}
		default:
		}
	}
	return seen.X0, seen.Y0, seen.X1, seen.Y1, !seen.Empty()
}
