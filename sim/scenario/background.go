package scenario

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"

	"tweeling/sim/picture"
	"tweeling/sim/plant"
)

// A Background is a picture on the floor, under the line: the plan of the hall. The engine knows nothing of it.
type Background struct {
	File         string // its name among the files of the scenario
	X, Y         float64
	Width, Depth float64 // what it covers, in metres
	LeftOut      bool    // the link that the scenario came in had no room for it

	data []byte
}

// Decode makes pixels of the picture.
func (b *Background) Decode() (*image.RGBA, error) {
	img, err := picture.Decode(b.data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b.File, err)
	}
	return img, nil
}

// layout reads the [layout] table.
func (r *reader) layout(n *node) *Background {
	var b Background
	named, measured, fine := (*node)(nil), false, true
	r.table(n, layoutKeys, fills{
		"background": func(n *node, _ *plant.Key) {
			if text, ok := r.text(n); ok {
				named, b.File = n, beside(n.file.name, text)
			}
		},
		"metres": func(n *node, _ *plant.Key) {
			measured = true
			b.Width, b.Depth, fine = r.pair(n, "the width and depth in metres that the background covers, such as [40, 25]", 0.1)
		},
		"at": func(n *node, _ *plant.Key) {
			b.X, b.Y, _ = r.pair(n, "the corner of the background in metres, such as [0, 0]", -maxMetres)
		},
	})
	switch {
	case n == nil || n.table == nil:
		return nil
	case n.get("background") == nil:
		if len(n.keys) > 0 {
			r.tellOf(n, "background", `want the name of a picture, such as "hall.png", have none`)
		}
		return nil
	case !measured:
		r.tellOf(n, "metres", "want the width and depth in metres that the background covers, such as [40, 25], have none")
	}
	if named == nil {
		return nil
	}
	if err := r.picture(&b); err != nil {
		r.tell(named, "%v", err)
		return nil
	}
	if !measured || !fine {
		return nil
	}
	return &b
}

// picture opens the picture of a background and looks at it.
func (r *reader) picture(b *Background) error {
	if !picture.Named(b.File) {
		return fmt.Errorf("want the name of a picture that ends in %s, have %q", strings.Join(picture.Endings, ", "), b.File)
	}
	if r.tables.open == nil {
		return errors.New("want a scenario that is one file, have one that names another")
	}
	data, err := r.tables.open(b.File)
	if err != nil {
		return plainly(b.File, err)
	}
	b.data = data
	if b.LeftOut = r.carried && len(data) == 0; b.LeftOut {
		return nil
	}
	if err := picture.Check(data); err != nil {
		return fmt.Errorf("%s: %w", b.File, err)
	}
	return nil
}

// pair reads two numbers.
func (r *reader) pair(n *node, what string, low float64) (x, y float64, ok bool) {
	items, ok := r.items(n, what)
	if !ok {
		return 0, 0, false
	}
	if len(items) != 2 {
		r.tell(n, "want %s, have %s", what, said(n))
		return 0, 0, false
	}
	x, fine := r.plain(items[0], low)
	y, too := r.plain(items[1], low)
	return x, y, fine && too
}

// plain reads a number of metres that is known: a range is none.
func (r *reader) plain(n *node, low float64) (float64, bool) {
	if _, isList := n.value.([]any); isList {
		r.tell(n, "want a number from %g to %.0f, have %s", low, maxMetres, said(n))
		return 0, false
	}
	return r.number(n, low, maxMetres)
}

// WithoutPictures gives the files of a scenario with nothing in its pictures, for a link that has no room for them. They are
// known to be left out when the files are read again.
func WithoutPictures(files []File) []File {
	files = slices.Clone(files)
	for i := range files {
		if i > 0 && picture.Named(files[i].Name) {
			files[i].Text = []byte{}
		}
	}
	return files
}

// WithPortablePictures gives the files of a scenario with pictures that every viewer can draw. One that cannot be read stays
// as it is.
func WithPortablePictures(files []File) []File {
	files = slices.Clone(files)
	for i := range files {
		if i > 0 && picture.Named(files[i].Name) && len(files[i].Text) > 0 {
			if text, err := picture.Portable(files[i].Text); err == nil {
				files[i].Text = text
			}
		}
	}
	return files
}
