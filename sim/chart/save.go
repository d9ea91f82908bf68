package chart

import (
	"io"
	"os"
	"path/filepath"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"tweeling/sim/aside"
)

// A Figure is a chart that can be drawn.
type Figure struct {
	Name          string  // of its files, without ending
	Width, Height float64 // points
	draw          func(*sheet)
}

// Kinds lists the charts there are, by the names of their files.
var Kinds = []struct{ Name, Doc string }{
	{"states", "share of time in each state, by station and plan"},
	{"throughput", "good parts an hour over time, with the interval at 95 %"},
	{"lead-time", "histogram of lead times, by plan"},
	{"cost", "cost per good part from today to a plan, as a waterfall"},
	{"series", "cost of a good unit by lot size, by plan"},
	{"frontier", "the NPV that money buys, with its interval"},
	{"contributions", "what each measure of a set brings: alone, beside the rest, its fair share"},
	{"cash", "cumulative cash by year, as futures spread"},
	{"npv", "how likely it is that the NPV is at most so much"},
	{"tornado", "the NPV at both ends of what is not known"},
}

const dpi = 160

// SVG draws a figure as a vector image whose text can be searched.
func (f Figure) SVG(w io.Writer) error {
	c := vgsvg.New(vg.Length(f.Width), vg.Length(f.Height))
	if err := f.on(c); err != nil {
		return err
	}
	_, err := c.WriteTo(w)
	return err
}

// PNG draws a figure as a picture of 160 dots an inch.
func (f Figure) PNG(w io.Writer) error {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(f.Width), vg.Length(f.Height)), vgimg.UseDPI(dpi))
	if err := f.on(c); err != nil {
		return err
	}
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

func (f Figure) on(c vg.Canvas) error {
	fonts, err := loadFonts()
	if err != nil {
		return err
	}
	s := &sheet{canvas: c, width: f.Width, height: f.Height, theme: Light, fonts: fonts}
	s.rect(s.theme.Page, 0, 0, f.Width, f.Height)
	f.draw(s)
	return nil
}

// Save writes each figure to a folder as NAME.svg and NAME.png and returns the files. A file appears only when it is whole.
func Save(dir string, figures []Figure) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var files []string
	for _, f := range figures {
		for _, format := range []struct {
			ending string
			write  func(io.Writer) error
		}{{".svg", f.SVG}, {".png", f.PNG}} {
			name := filepath.Join(dir, f.Name+format.ending)
			if err := aside.Fill(name, format.write); err != nil {
				return files, err
			}
			files = append(files, name)
		}
	}
	return files, nil
}
