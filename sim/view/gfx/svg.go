package gfx

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// SVG writes a list as an SVG image of a width and height. Texts stay texts, which can be searched and selected, and have
// the length that they have in Inter, whatever typeface the reader has. Groups carry their id as data-id and their title as
// a tooltip. Pictures are embedded. A clip is an inner svg element, so that no name in one image can meet a name in another on the same page. There are no styles, which strict pages refuse.
func SVG(w io.Writer, l *List, width, height float32) error {
	return SVGLinked(w, l, width, height, (*Picture).DataURI)
}

// SVGLinked writes a list as [SVG] does, with pictures under addresses of the caller's.
func SVGLinked(w io.Writer, l *List, width, height float32, address func(*Picture) string) error {
	s := svgWriter{address: address, b: make([]byte, 0, 64*len(l.Ops)+16*len(l.Points))}
	s.text(`<svg xmlns="http://www.w3.org/2000/svg" width="`).number(width).text(`" height="`).number(height)
	s.text(`" viewBox="0 0 `).number(width).text(" ").number(height)
	s.text("\" font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\" xml:space=\"preserve\">\n")
	for i := range l.Ops {
		op := &l.Ops[i]
		switch op.Kind {
		case Fill:
			s.fill(op, l.PointsOf(op))
		case Stroke:
			s.stroke(op, l.PointsOf(op))
		case Image:
			s.image(op, l.PointsOf(op))
		case Text:
			s.words(op, l.PointsOf(op)[0])
		case Clip, Begin:
			s.enter(l, op)
		case Unclip:
			s.leave(Clip, l)
		case End:
			s.leave(Begin, l)
		}
	}
	for len(s.open) > 0 {
		s.leave(s.open[len(s.open)-1].Kind, l)
	}
	s.text("</svg>\n")
	_, err := w.Write(s.b)
	return err
}

// An svgWriter puts an image together.
type svgWriter struct {
	b    []byte
	open []*Op // clips and groups

	address func(*Picture) string
}

func (s *svgWriter) text(t string) *svgWriter {
	s.b = append(s.b, t...)
	return s
}

// number writes hundredths, and no more digits than needed.
func (s *svgWriter) number(v float32) *svgWriter {
	f := math.Round(float64(v)*100) / 100
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	s.b = strconv.AppendFloat(s.b, f+0, 'f', -1, 64) // +0: no minus zero
	return s
}

// escaped writes text as XML wants it; what XML forbids becomes a replacement character.
func (s *svgWriter) escaped(t string) *svgWriter {
	for _, r := range t {
		switch {
		case r == '&':
			s.text("&amp;")
		case r == '<':
			s.text("&lt;")
		case r == '>':
			s.text("&gt;")
		case r == '"':
			s.text("&quot;")
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			s.text("\uFFFD")
		default:
			s.b = utf8.AppendRune(s.b, r)
		}
	}
	return s
}

// paint writes a colour as an attribute and its opacity as another.
func (s *svgWriter) paint(attribute string, c Color) {
	s.b = fmt.Appendf(s.b, ` %s="#%02x%02x%02x"`, attribute, c.R, c.G, c.B)
	if c.A < 255 {
		s.text(" ").text(attribute).text(`-opacity="`).number(float32(c.A) / 255).text(`"`)
	}
}

func (s *svgWriter) points(pts []Point) {
	s.text(` points="`)
	for i, p := range pts {
		if i > 0 {
			s.text(" ")
		}
		s.number(p.X).text(",").number(p.Y)
	}
	s.text(`"`)
}

func (s *svgWriter) fill(op *Op, pts []Point) {
	if len(pts) == 4 && pts[0].Y == pts[1].Y && pts[1].X == pts[2].X && pts[2].Y == pts[3].Y && pts[3].X == pts[0].X && pts[0].X <= pts[1].X && pts[0].Y <= pts[3].Y {
		s.text(`<rect x="`).number(pts[0].X).text(`" y="`).number(pts[0].Y)
		s.text(`" width="`).number(pts[1].X - pts[0].X).text(`" height="`).number(pts[3].Y - pts[0].Y).text(`"`)
	} else {
		s.text("<polygon")
		s.points(pts)
	}
	s.paint("fill", op.Color)
	s.text("/>\n")
}

func (s *svgWriter) stroke(op *Op, pts []Point) {
	if op.Closed && len(pts) > 2 {
		s.text("<polygon")
	} else {
		s.text("<polyline")
	}
	s.points(pts)
	s.text(` fill="none" stroke-linejoin="round" stroke-width="`).number(op.Size).text(`"`)
	s.paint("stroke", op.Color)
	s.text("/>\n")
}

// anchors are the alignments as SVG says them.
var anchors = [...]string{Left: "", Center: ` text-anchor="middle"`, Right: ` text-anchor="end"`}

func (s *svgWriter) words(op *Op, at Point) {
	s.text(`<text x="`).number(at.X).text(`" y="`).number(at.Y).text(`" font-size="`).number(op.Size).text(`"`)
	if op.Font == SemiBold {
		s.text(` font-weight="600"`)
	}
	s.text(anchors[op.Align])
	if utf8.RuneCountInString(op.Text) > 1 {
		s.text(` textLength="`).number(Width(op.Text, op.Size, op.Font)).text(`" lengthAdjust="spacingAndGlyphs"`)
	}
	s.paint("fill", op.Color)
	s.text(">").escaped(op.Text).text("</text>\n")
}

func (s *svgWriter) enter(l *List, op *Op) {
	s.open = append(s.open, op)
	if op.Kind == Begin {
		s.text(`<g data-id="`).escaped(op.ID).text(`">`)
		if op.Text != "" {
			s.text("<title>").escaped(op.Text).text("</title>")
		}
		s.text("\n")
		return
	}
	b := l.boxOf(op)
	w, h := max(b.X1-b.X0, 0), max(b.Y1-b.Y0, 0)
	s.text(`<svg x="`).number(b.X0).text(`" y="`).number(b.Y0).text(`" width="`).number(w).text(`" height="`).number(h)
	s.text(`" viewBox="`).number(b.X0).text(" ").number(b.Y0).text(" ").number(w).text(" ").number(h).text("\">\n")
}

// leave ends the innermost element of a kind. Elements within it are ended with it and go on after it, since clips and groups
// need not nest in each other.
func (s *svgWriter) leave(kind Kind, l *List) {
	n := len(s.open) - 1
	for n >= 0 && s.open[n].Kind != kind {
		n--
	}
	if n < 0 {
		return
	}
	within := append([]*Op(nil), s.open[n+1:]...)
	for i := len(s.open) - 1; i >= n; i-- {
		if s.open[i].Kind == Begin {
			s.text("</g>\n")
		} else {
			s.text("</svg>\n")
		}
	}
	s.open = s.open[:n]
	for _, op := range within {
		s.enter(l, op)
	}
}
