package view

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tweeling/sim/aside"
	"tweeling/sim/view/gfx"
)

// A Film says what to record: from and to a time since the line started to work, at so many simulated seconds a second,
// in pixels.
type Film struct {
	From, To      time.Duration
	Speed         float64
	Width, Height int
	Scale         float32              // pixels to each logical pixel; 0: 1
	Progress      func(done, of int)   // may be nil
	Stop          func() (asked error) // looked at before each frame; may be nil
}

// Frames a second of each form.
const (
	gifRate = 12.5
	mp4Rate = 25
)

// mostFrames bounds a film, so that a speed that was mistyped is told instead of waited for.
const mostFrames = 50_000

// Image draws the present time into an image, once all it needs has been simulated.
func (w *Show) Image(width, height int, scale float32) (*image.RGBA, error) {
	if scale <= 0 {
		scale = 1
	}
	if err := w.Wait(); err != nil {
		return nil, err
	}
	var l gfx.List
	w.Frame(&l, float32(width)/scale, float32(height)/scale)
	return gfx.Raster(&l, width, height, scale), nil
}

// Shot writes a picture of the present time: .png, or .svg with texts that can be searched. The file appears when it is
// whole.
func (w *Show) Shot(name string, width, height int, scale float32) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		return aside.Fill(name, func(f io.Writer) error {
			img, err := w.Image(width, height, scale)
			if err != nil {
				return err
			}
			return png.Encode(f, img)
		})
	case ".svg":
		return aside.Fill(name, func(f io.Writer) error {
			if err := w.Wait(); err != nil {
				return err
			}
			var l gfx.List
			w.Frame(&l, float32(width), float32(height))
			return gfx.SVG(f, &l, float32(width), float32(height))
		})
	}
	return fmt.Errorf("want a file that ends in .png or .svg, have %q", name)
}

// ErrStopped says that a film was not made because somebody asked to stop.
var ErrStopped = errors.New("stopped before the film was whole; nothing was written")

// Record writes a film: .gif and numbered .png with nothing but this program, .mp4 by ffmpeg.
func (w *Show) Record(name string, film Film) error {
	if film.To <= film.From || film.Speed <= 0 {
		return fmt.Errorf("want a film of some length, have %v to %v at speed %v", film.From, film.To, film.Speed)
	}
	err := w.record(name, film)
	if err != nil && film.stopped() != nil { // whatever broke, ffmpeg that was stopped as well for one, broke by that
		return ErrStopped
	}
	return err
}

func (f *Film) stopped() error {
	if f.Stop == nil {
		return nil
	}
	return f.Stop()
}

func (w *Show) record(name string, film Film) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".gif":
		return aside.Fill(name, func(f io.Writer) error { return w.gif(f, film) })
	case ".png":
		return w.pngs(name, film)
	case ".mp4":
		return w.mp4(name, film)
	}
	return fmt.Errorf("want a file that ends in .gif, .mp4 or .png, have %q", name)
}

// each draws the frames of a film one after the other.
func (w *Show) each(film Film, rate float64, frame func(k int, img *image.RGBA) error) error {
	n := int((film.To-film.From).Seconds()/film.Speed*rate) + 1
	if n > mostFrames {
		return fmt.Errorf("want at most %d frames, have %d: a shorter time or a higher speed", mostFrames, n)
	}
	for k := range n {
		if err := film.stopped(); err != nil {
			return err
		}
		w.Seek(film.From + time.Duration(float64(k)/rate*film.Speed*1e9))
		img, err := w.Image(film.Width, film.Height, film.Scale)
		if err != nil {
			return err
		}
		if err := frame(k, img); err != nil {
			return err
		}
		if film.Progress != nil {
			film.Progress(k+1, n)
		}
	}
	return nil
}

func (w *Show) pngs(name string, film Film) error {
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return aside.Fills(name, func(dir string) error {
		return w.each(film, gifRate, func(k int, img *image.RGBA) error {
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%05d.png", base, k)))
			if err != nil {
				return err
			}
			return errors.Join(png.Encode(f, img), f.Close())
		})
	})
}

// gif writes frame by frame, so that the length of a film is not bounded by memory. Its palette is made of the first frame,
// the middle one and the last.
func (w *Show) gif(out io.Writer, film Film) error {
	var like []*image.RGBA
	for _, at := range [3]float64{0, 0.5, 1} {
		if err := film.stopped(); err != nil {
			return err
		}
		w.Seek(film.From + time.Duration(at*float64(film.To-film.From)))
		img, err := w.Image(film.Width, film.Height, film.Scale)
		if err != nil {
			return err
		}
		like = append(like, img)
	}
	return w.film(gfx.NewGIF(out, gifRate, like...), film, gifRate)
}

// mp4 lets ffmpeg make the film.
func (w *Show) mp4(name string, film Film) error {
	return aside.Fills(name, func(dir string) error {
		movie, err := gfx.NewMP4(filepath.Join(dir, filepath.Base(name)), mp4Rate)
		if err != nil {
			return err
		}
		return w.film(movie, film, mp4Rate)
	})
}

// film draws all frames into a movie.
func (w *Show) film(movie gfx.Movie, film Film, rate float64) error {
	err := w.each(film, rate, func(_ int, img *image.RGBA) error { return movie.Frame(img) })
	closed := movie.Close()
	if err != nil {
		return err // that the film is not whole either tells nothing
	}
	return closed
}
