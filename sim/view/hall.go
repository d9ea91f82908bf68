package view

import (
	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// A hall is the picture on the floor, under everything, and where it lies.
type hall struct {
	picture        *gfx.Picture
	x0, y0, x1, y1 float32
}

// dimmed is how much of the picture shows on a dark floor.
const dimmed = 150

// hang reads the background of the scenario. One that cannot be shown is told, and the line is shown without it.
func (w *Show) hang(b *scenario.Background) {
	if b == nil {
		return
	}
	if b.LeftOut {
		w.say(w.words.Say("view.leftout", b.File))
		return
	}
	img, err := b.Decode()
	if err != nil {
		w.say(err.Error())
		return
	}
	w.hall = &hall{gfx.NewPicture(img), float32(b.X), float32(b.Y), float32(b.X + b.Width), float32(b.Y + b.Depth)}
}

// hold makes the floor large enough for the picture on it.
func (st *stage) hold(h *hall) {
	if st.hall = h; h != nil {
		g := &st.ground
		*g = ground{min(g.x0, h.x0), min(g.y0, h.y0), max(g.x1, h.x1), max(g.y1, h.y1)}
	}
}

// lay paints the picture on the floor.
func (s *scene) lay(h *hall) {
	opacity := uint8(255)
	if s.th == &dark {
		opacity = dimmed
	}
	s.Begin(s.stage.hallID, "")
	s.Image(h.picture, opacity, s.at(h.x0, h.y0, 0), s.at(h.x1, h.y0, 0), s.at(h.x0, h.y1, 0))
	s.End()
}
