package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"tweeling/assets"
)

// A Theme is the colours of a sheet.
type Theme struct {
	Page, Ink, Muted, Grid, Before, After color.Color
	States                                map[string]color.Color
	More                                  []color.Color // for plans after the first
	Less, MoreOf                          color.Color   // of cost, with its number above
}

// Light is the theme for paper and bright screens.
var Light = Theme{
	Page: rgb(0xFFFFFF), Ink: rgb(0x111827), Muted: rgb(0x5B6472), Grid: rgb(0xE3E7EC), Before: rgb(0x6B7280), After: rgb(0x0B5FA5),
	States: map[string]color.Color{
		"working": rgb(0x009E73), "starved": rgb(0xC3CAD3), "blocked": rgb(0xF0B429), "setup": rgb(0x2563EB), "down": rgb(0xB91C1C),
		"planned_stop": rgb(0x7E3F98), "off": rgb(0x4B5563), "waiting_repair": rgb(0xB91C1C), "waiting_operator": rgb(0x009E73),
		"waiting_robot": rgb(0xF97316), "waiting_vehicle": rgb(0xF0B429), "waiting_power": rgb(0xA16207),
	},
	Less: rgb(0x0F766E), MoreOf: rgb(0xC2410C),
	More: []color.Color{rgb(0x0B5FA5), rgb(0xC2410C), rgb(0x6D28D9), rgb(0x0F766E), rgb(0xA16207)},
}

// hatched are the states drawn with stripes: somebody waits.
var hatched = map[string]bool{"waiting_repair": true, "waiting_operator": true, "waiting_robot": true, "waiting_vehicle": true, "waiting_power": true}

func rgb(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func faded(c color.Color, alpha uint8) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// A sheet is a canvas whose origin is at the top left, in points.
type sheet struct {
	canvas        vg.Canvas
	width, height float64
	theme         Theme
	fonts         *fonts
}

type fonts struct{ regular, bold *opentype.Font }

func loadFonts() (*fonts, error) {
	regular, err := opentype.Parse(assets.InterRegular)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	bold, err := opentype.Parse(assets.InterSemiBold)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	return &fonts{regular, bold}, nil
}

func (s *sheet) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(s.height - y)}
}

func (s *sheet) path(points [][2]float64) vg.Path {
	var p vg.Path
	for i, xy := range points {
		if i == 0 {
			p.Move(s.point(xy[0], xy[1]))
		} else {
			p.Line(s.point(xy[0], xy[1]))
		}
	}
	return p
}

func (s *sheet) fill(c color.Color, points ...[2]float64) {
	s.canvas.SetColor(c)
	p := s.path(points)
	p.Close()
	s.canvas.Fill(p)
}

func (s *sheet) rect(c color.Color, x, y, w, h float64) {
	if w <= 0 || h <= 0 {
		return
	}
	s.fill(c, [2]float64{x, y}, [2]float64{x + w, y}, [2]float64{x + w, y + h}, [2]float64{x, y + h})
}

// dot is a filled circle.
func (s *sheet) dot(c color.Color, x, y, radius float64) {
	var points [][2]float64
	for i := range 24 {
		a := 2 * math.Pi * float64(i) / 24
		points = append(points, [2]float64{x + radius*math.Cos(a), y + radius*math.Sin(a)})
	}
	s.fill(c, points...)
}

func (s *sheet) line(c color.Color, width float64, points ...[2]float64) {
	s.canvas.SetColor(c)
	s.canvas.SetLineWidth(vg.Length(width))
	s.canvas.Stroke(s.path(points))
}

func (s *sheet) dashed(c color.Color, width float64, points ...[2]float64) {
	s.canvas.SetLineDash([]vg.Length{3, 3}, 0)
	s.line(c, width, points...)
	s.canvas.SetLineDash(nil, 0)
}

// hatch draws stripes over a rectangle, so that a state is known without its colour.
func (s *sheet) hatch(x, y, w, h float64) {
	for d := 3.0; d < w+h; d += 5 {
		x0, y0 := x+math.Min(d, w), y+math.Max(0, d-w)
		x1, y1 := x+math.Max(0, d-h), y+math.Min(d, h)
		s.line(color.NRGBA{255, 255, 255, 170}, 1.2, [2]float64{x0, y0}, [2]float64{x1, y1})
	}
}

// An align says which end of a text stands at its point.
type align float64

const (
	left   align = 0
	middle align = 0.5
	end    align = 1
)

func (s *sheet) face(size float64, bold bool) font.Face {
	f := s.fonts.regular
	desc := font.Font{Typeface: "Inter", Variant: "Sans", Size: font.Length(size)}
	if bold {
		f = s.fonts.bold
		desc.Weight = 2 // semi-bold
	}
	return font.Face{Font: desc, Face: f}
}

// text writes with its baseline at y.
func (s *sheet) text(c color.Color, size float64, bold bool, x, y float64, at align, text string) {
	face := s.face(size, bold)
	w := float64(face.Width(text))
	s.canvas.SetColor(c)
	s.canvas.FillString(face, s.point(x-w*float64(at), y), text)
}

func (s *sheet) measure(size float64, text string) float64 {
	face := s.face(size, false)
	return float64(face.Width(text))
}

// fitted shortens a text until it fits a width.
func (s *sheet) fitted(size float64, text string, width float64) string {
	if s.measure(size, text) <= width {
		return text
	}
	r := []rune(text)
	for len(r) > 1 && s.measure(size, string(r)+"…") > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// An endLabel is the name of a line, at the height at which it ends.
type endLabel struct {
	y      float64
	text   string
	colour color.Color
}

// endLabels names lines beside their ends, pushed apart where they would lie on each other.
func (s *sheet) endLabels(x float64, labels []endLabel) {
	slices.SortStableFunc(labels, func(a, b endLabel) int { return cmp.Compare(a.y, b.y) })
	for i := range labels {
		if i > 0 {
			labels[i].y = max(labels[i].y, labels[i-1].y+13)
		}
		s.text(labels[i].colour, 10, true, x, labels[i].y+3, left, s.fitted(10, labels[i].text, 84))
	}
}

// title writes the title of a chart and returns where its drawing may begin.
func (s *sheet) title(text string) float64 {
	s.text(s.theme.Ink, 13, true, 16, 24, left, s.fitted(13, text, s.width-32))
	return 40
}

// ticks are round numbers from low to high, about so many.
func ticks(low, high float64, about int) []float64 {
	if !(high > low) || math.IsInf(high-low, 0) {
		return []float64{low}
	}
	step := math.Pow(10, math.Floor(math.Log10((high-low)/float64(about))))
	for _, m := range []float64{1, 2, 5, 10} {
		if (high-low)/(step*m) <= float64(about) {
			step *= m
			break
		}
	}
	var list []float64
	for i := math.Ceil(low/step - 1e-9); i*step <= high+step*1e-9 && len(list) < 50; i++ {
		list = append(list, i*step)
	}
	return list
}

// places is how many decimals tell two ticks apart.
func places(list []float64) int {
	if len(list) < 2 {
		return 1
	}
	return max(0, -int(math.Floor(math.Log10(list[1]-list[0])+1e-9)))
}
