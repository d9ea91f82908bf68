// Package picture reads the pictures that a scenario names: the floor plan of a hall as PNG, JPEG or SVG.
//
// [Check] looks at a file as far as it takes to say that it is one of them, whole and not too large; [Decode] makes pixels
// of it. An SVG is drawn once, at [Side] pixels along its longer side: paths, lines and colours, but no text and no pictures
// inside it. The viewer in a browser has no room for that; [Portable] makes a PNG of an SVG for it.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"
)

// Limits on a picture.
const (
	MostBytes  = 8 << 20
	MostPixels = 40_000_000
	Side       = 3000 // pixels that an SVG gets along its longer side
)

// Endings are those of the names of pictures.
var Endings = []string{".png", ".jpg", ".jpeg", ".svg"}

// Named tells whether a file is a picture by its name.
func Named(name string) bool {
	return slices.Contains(Endings, strings.ToLower(path.Ext(name)))
}

const (
	pngHead, pngTail   = "\x89PNG\r\n\x1a\n", "IEND\xaeB`\x82"
	jpegHead, jpegTail = "\xff\xd8\xff", "\xff\xd9"
)

// A form is one of the two forms of pixels.
type form struct {
	head, tail string
	config     func(data []byte) (image.Config, error)
	decode     func(data []byte) (image.Image, error)
}

var forms = []form{
	{pngHead, pngTail, func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }},
	{jpegHead, jpegTail, func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }},
}

// formOf is the form of a picture, nil when it is none of pixels.
func formOf(data []byte) *form {
	for i := range forms {
		if bytes.HasPrefix(data, []byte(forms[i].head)) {
			return &forms[i]
		}
	}
	return nil
}

// Check says in a few words what is wrong with a picture. What is wrong in the midst of its pixels only [Decode] finds.
func Check(data []byte) error {
	if len(data) > MostBytes {
		return fmt.Errorf("want a picture of at most %d MB, have %d bytes", MostBytes>>20, len(data))
	}
	f := formOf(data)
	if f == nil {
		if !bytes.Contains(data, []byte("<svg")) {
			return errors.New("want a picture in PNG, JPEG or SVG, have something else")
		}
		return checkSVG(data)
	}
	c, err := f.config(data)
	switch {
	case err != nil:
		return fmt.Errorf("want a picture that is whole: %w", err)
	case !bytes.Contains(data, []byte(f.tail)):
		return errors.New("want a picture that is whole, have one that is cut off")
	case c.Width < 1 || c.Height < 1 || c.Width > MostPixels || c.Height > MostPixels || c.Width*c.Height > MostPixels:
		return fmt.Errorf("want a picture of at most %d megapixels, have %d by %d pixels", MostPixels/1_000_000, c.Width, c.Height)
	}
	return nil
}

// Decode makes pixels of a picture.
func Decode(data []byte) (*image.RGBA, error) {
	if err := Check(data); err != nil {
		return nil, err
	}
	f := formOf(data)
	if f == nil {
		return drawSVG(data)
	}
	img, err := f.decode(data)
	if err != nil {
		return nil, fmt.Errorf("want a picture that is whole: %w", err)
	}
	if rgba, ok := img.(*image.RGBA); ok {
		return rgba, nil
	}
	b := img.Bounds()
	rgba := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(rgba, rgba.Rect, img, b.Min, draw.Src)
	return rgba, nil
}

// Portable is a picture as every viewer can draw it: an SVG becomes a PNG, all else stays as it is.
func Portable(data []byte) ([]byte, error) {
	if formOf(data) != nil {
		return data, nil
	}
	img, err := Decode(data)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}
