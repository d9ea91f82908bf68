package view

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// still is how far a pointer may move, in logical pixels, between the press and the release of a click.
const still = 4

// An input tells a scene what the user does with pointer, wheel, fingers and keys.
type input struct {
	down     bool
	dragging bool
	startX   float32
	startY   float32
	x, y     float32
	seen     bool // whether the pointer has been anywhere yet
	chars    []rune
	fingers  []ebiten.TouchID
	apart    float32 // how far two fingers were apart
	touched  bool
}

// namedKeys are the keys that write nothing, and how scenes call them.
var namedKeys = []struct {
	key  ebiten.Key
	name string
}{
	{ebiten.KeySpace, "space"}, {ebiten.KeyEscape, "escape"}, {ebiten.KeyEnter, "enter"}, {ebiten.KeyTab, "tab"},
	{ebiten.KeyBackspace, "backspace"}, {ebiten.KeyArrowLeft, "left"}, {ebiten.KeyArrowRight, "right"}, {ebiten.KeyArrowUp, "up"},
	{ebiten.KeyArrowDown, "down"}, {ebiten.KeyHome, "home"}, {ebiten.KeyEnd, "end"}, {ebiten.KeyPageUp, "pageup"}, {ebiten.KeyPageDown, "pagedown"},
}

// read tells the scene what has happened since the last update.
func (in *input) read(s Scene, scale float32) {
	in.keyboard(s)
	x, y := ebiten.CursorPosition()
	px, py, pressed := float32(x)/scale, float32(y)/scale, ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	in.fingers = ebiten.AppendTouchIDs(in.fingers[:0])
	switch len(in.fingers) {
	case 0:
		if in.touched { // a finger went up where it was last
			px, py, pressed = in.x, in.y, false
			in.touched = false
		}
		in.apart = 0
	case 1:
		in.touched = true
		px, py = finger(in.fingers[0], scale)
		pressed = true
	default:
		in.pinch(s, scale)
		return
	}
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) && !pressed { // and released since the last update
		in.pointer(s, px, py, true)
	}
	in.pointer(s, px, py, pressed)
	if _, dy := ebiten.Wheel(); dy != 0 {
		s.Wheel(in.x, in.y, float32(dy))
	}
}

func finger(id ebiten.TouchID, scale float32) (x, y float32) {
	ix, iy := ebiten.TouchPosition(id)
	return float32(ix) / scale, float32(iy) / scale
}

// pinch turns two fingers that part into a wheel that turns.
func (in *input) pinch(s Scene, scale float32) {
	x0, y0 := finger(in.fingers[0], scale)
	x1, y1 := finger(in.fingers[1], scale)
	dx, dy := x1-x0, y1-y0
	now := max(dx, -dx) + max(dy, -dy)
	if in.apart > 0 && now != in.apart {
		s.Wheel((x0+x1)/2, (y0+y1)/2, (now-in.apart)/40)
	}
	in.apart = now
	in.down, in.dragging, in.touched = false, false, true
}

// pointer tells a click from a drag: a drag moves further before it ends.
func (in *input) pointer(s Scene, x, y float32, pressed bool) {
	dx, dy := x-in.x, y-in.y
	moved := !in.seen || dx != 0 || dy != 0
	in.x, in.y, in.seen = x, y, true
	switch {
	case pressed && !in.down:
		in.down, in.dragging, in.startX, in.startY = true, false, x, y
		if moved {
			s.Hover(x, y)
		}
	case pressed:
		if fromX, fromY := x-in.startX, y-in.startY; !in.dragging && fromX*fromX+fromY*fromY > still*still {
			in.dragging = true
			dx, dy = fromX, fromY // what was held back until now
		}
		if in.dragging && (dx != 0 || dy != 0) {
			s.Drag(x, y, dx, dy)
		}
	case in.down:
		if !in.dragging {
			s.Click(in.startX, in.startY)
		}
		in.down, in.dragging = false, false
	case moved:
		s.Hover(x, y)
	}
}

// keyboard tells keys that write by what they write, so that "?" is found on every keyboard, and the others by name.
func (in *input) keyboard(s Scene) {
	if inpututil.IsKeyJustPressed(ebiten.KeyF11) || ebiten.IsKeyPressed(ebiten.KeyAlt) && inpututil.IsKeyJustPressed(ebiten.KeyEnter) {
		ebiten.SetFullscreen(!ebiten.IsFullscreen())
		return
	}
	in.chars = ebiten.AppendInputChars(in.chars[:0])
	for _, r := range in.chars {
		if r > ' ' {
			s.Key(string(r))
		}
	}
	for _, k := range namedKeys {
		if inpututil.IsKeyJustPressed(k.key) || again(inpututil.KeyPressDuration(k.key)) {
			s.Key(k.name)
		}
	}
}

// again is true at a steady pace while a key is held for longer than a press takes.
func again(updates int) bool { return updates > 30 && updates%4 == 0 }
