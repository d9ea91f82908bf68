//go:build !js

package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// mostDrawn is how many elements an SVG may have, what it uses again counted again.
const mostDrawn = 20_000

// evenly is a scale of one number, which its library takes for one across and nought down.
var evenly = regexp.MustCompile(`scale\(\s*([-+.0-9eE]+)\s*\)`)

// checkSVG reads an SVG without drawing it.
func checkSVG(data []byte) error {
	_, err := readSVG(data)
	return err
}

// readSVG reads an SVG. What its reader does not know, such as texts, is left out.
func readSVG(data []byte) (icon *oksvg.SvgIcon, err error) {
	if err := bounded(data); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil { // the reader tells some mistakes so
			icon, err = nil, fmt.Errorf("want an SVG that can be read: %v", p)
		}
	}()
	data = evenly.ReplaceAll(data, []byte("scale($1,$1)"))
	icon, err = oksvg.ReadIconStream(bytes.NewReader(data), oksvg.IgnoreErrorMode)
	if err != nil {
		return nil, fmt.Errorf("want an SVG that can be read: %w", err)
	}
	if w, h := icon.ViewBox.W, icon.ViewBox.H; !(w > 0 && h > 0 && w < 1e9 && h < 1e9) {
		return nil, errors.New("want an SVG with a viewBox, or a width and height, have none")
	}
	return icon, nil
}

// drawSVG draws an SVG path by path.
func drawSVG(data []byte) (img *image.RGBA, err error) {
	icon, err := readSVG(data)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, fmt.Errorf("want an SVG that can be drawn: %v", p)
		}
	}()
	scale := Side / max(icon.ViewBox.W, icon.ViewBox.H)
	w, h := max(1, int(math.Round(icon.ViewBox.W*scale))), max(1, int(math.Round(icon.ViewBox.H*scale)))
	img = image.NewRGBA(image.Rect(0, 0, w, h))
	to := rasterx.Identity.Scale(scale, scale).Translate(-icon.ViewBox.X, -icon.ViewBox.Y)
	pen := rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, img, img.Bounds()))
	for _, path := range icon.SVGPaths {
		widen(&path, to)
		path.DrawTransformed(pen, 1, to)
	}
	return img, nil
}

// widen makes the lines of a path as much wider as the path is drawn larger, which its library forgets.
func widen(path *oksvg.SvgPath, to rasterx.Matrix2D) {
	const long = 64
	length := func(x, y float64) float64 { // of a line of that length, as it is drawn
		probe := *path
		probe.Path, probe.LineWidth, probe.Dash = nil, 0, nil
		probe.Path.Start(rasterx.ToFixedP(0, 0))
		probe.Path.Line(rasterx.ToFixedP(x, y))
		var e extent
		probe.DrawTransformed(rasterx.NewDasher(1, 1, &e), 1, to)
		return math.Hypot(float64(e.box.Max.X-e.box.Min.X), float64(e.box.Max.Y-e.box.Min.Y)) / 64
	}
	larger := math.Sqrt(length(long, 0)*length(0, long)) / long
	path.LineWidth *= larger
	path.DashOffset *= larger
	path.Dash = slices.Clone(path.Dash)
	for i := range path.Dash {
		path.Dash[i] *= larger
	}
}

// An extent is a scanner that draws nothing and finds out how far what it is told reaches.
type extent struct {
	box  fixed.Rectangle26_6
	some bool
}

func (e *extent) Start(p fixed.Point26_6) { e.Line(p) }

func (e *extent) Line(p fixed.Point26_6) {
	if !e.some {
		e.box, e.some = fixed.Rectangle26_6{Min: p, Max: p}, true
	}
	e.box.Min = fixed.Point26_6{X: min(e.box.Min.X, p.X), Y: min(e.box.Min.Y, p.Y)}
	e.box.Max = fixed.Point26_6{X: max(e.box.Max.X, p.X), Y: max(e.box.Max.Y, p.Y)}
}

func (e *extent) GetPathExtent() fixed.Rectangle26_6 { return e.box }
func (*extent) Draw()                                {}
func (*extent) SetBounds(int, int)                   {}
func (*extent) SetColor(any)                         {}
func (*extent) SetWinding(bool)                      {}
func (*extent) Clear()                               {}
func (*extent) SetClip(image.Rectangle)              {}

// bounded refuses an SVG whose reader would not come to an end: one that uses what uses something, and so perhaps itself, or
// one of too many elements.
func bounded(data []byte) error {
	var open []string // ids of the elements around, "" for those without
	sizes, uses := map[string]int{}, map[string]bool{}
	var used []string
	total := 0
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("want an SVG that can be read: %w", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			id, target := "", ""
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "id":
					id = a.Value
				case "href":
					target = strings.TrimPrefix(a.Value, "#")
				}
			}
			open = append(open, id)
			total++
			for _, around := range open {
				sizes[around]++
				uses[around] = uses[around] || around != "" && e.Name.Local == "use"
			}
			if e.Name.Local == "use" {
				used = append(used, target)
			}
			if len(open) > 256 || total > mostDrawn {
				return fmt.Errorf("want an SVG of at most %d elements, not nested too deeply, have more", mostDrawn)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	for _, id := range used {
		if total += sizes[id]; uses[id] || total > mostDrawn {
			return fmt.Errorf("want an SVG of at most %d elements in which nothing used uses another, have %q", mostDrawn, id)
		}
	}
	return nil
}
