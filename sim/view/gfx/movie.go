package gfx

import (
	"fmt"
	"image"
	"image/png"
	"io"
)

// WritePNG writes an image; the same pixels give the same bytes.
func WritePNG(w io.Writer, img *image.RGBA) error {
	return (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(w, img)
}

// A Movie takes the frames of a recording, one after the other, all of the same size. Close ends the recording.
type Movie interface {
	Frame(img *image.RGBA) error
	Close() error
}

// sized refuses a frame of another size than the first.
func sized(img *image.RGBA, size *image.Point) error {
	switch got := img.Rect.Size(); {
	case got.X <= 0 || got.Y <= 0 || got.X > 65535 || got.Y > 65535:
		return fmt.Errorf("frame: want 1x1 to 65535x65535 pixels, have %dx%d", got.X, got.Y)
	case *size == image.Point{}:
		*size = got
	case got != *size:
		return fmt.Errorf("frame: want %dx%d pixels as the first, have %dx%d", size.X, size.Y, got.X, got.Y)
	}
	return nil
}
