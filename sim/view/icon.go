package view

import (
	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// icon draws the sign of a state in a circle of its colour, so that a state is never told by colour alone.
func icon(l *gfx.List, s sim.State, x, y, r float32) {
	c := stateColours[s]
	l.Circle(c, x, y, r)
	if h := hatches[s]; h.A != 0 {
		l.Circle(blend(h, rgb(0x000000), 0.1), x, y, r)
		l.Circle(c, x, y, r*0.8)
	}
	fg := rgb(0xFFFFFF)
	if dark := luma(c) > 150; dark {
		fg = rgb(0x1F2937)
	}
	k := r * 0.5
	pt := func(dx, dy float32) gfx.Point { return gfx.Point{X: x + dx*k, Y: y + dy*k} }
	switch s {
	case sim.Working:
		l.Fill(fg, pt(-0.65, -0.95), pt(1.05, 0), pt(-0.65, 0.95))
	case sim.Starved:
		l.Circle(fg, x, y, k)
		l.Circle(c, x, y, k*0.55)
	case sim.Blocked:
		l.Rect(fg, x-k, y-k*0.38, 2*k, k*0.76)
	case sim.Down:
		l.Line(fg, r*0.3, x-k*0.75, y-k*0.75, x+k*0.75, y+k*0.75)
		l.Line(fg, r*0.3, x-k*0.75, y+k*0.75, x+k*0.75, y-k*0.75)
	case sim.Setup:
		wrench(l, fg, c, x, y, k)
	case sim.PlannedStop:
		l.Rect(fg, x-k*0.9, y-k*0.9, 1.8*k, 1.8*k)
		l.Line(c, r*0.22, x-k*0.5, y+k*0.5, x+k*0.5, y-k*0.5)
	case sim.Off:
		l.Rect(fg, x-k*0.75, y-k*0.8, k*0.5, k*1.6)
		l.Rect(fg, x+k*0.25, y-k*0.8, k*0.5, k*1.6)
	case sim.WaitingOperator:
		l.Circle(fg, x, y-k*0.5, k*0.45)
		l.Fill(fg, pt(-0.85, 1), pt(-0.5, 0.1), pt(0.5, 0.1), pt(0.85, 1))
	case sim.WaitingRepair:
		wrench(l, fg, c, x, y, k)
	case sim.WaitingRobot:
		l.Stroke(fg, r*0.26, false, pt(-0.8, 0.9), pt(-0.3, -0.5), pt(0.8, -0.5), pt(0.8, 0.3))
	case sim.WaitingVehicle:
		l.Rect(fg, x-k, y-k*0.6, 2*k, k*0.9)
		l.Circle(fg, x-k*0.5, y+k*0.6, k*0.3)
		l.Circle(fg, x+k*0.5, y+k*0.6, k*0.3)
	case sim.WaitingPower: // a bolt
		l.Fill(fg, pt(0.25, -1.1), pt(-0.7, 0.15), pt(0, 0.15))
		l.Fill(fg, pt(-0.25, 1.1), pt(0.7, -0.15), pt(0, -0.15))
	case sim.NumStates:
	}
}

func wrench(l *gfx.List, fg, bg gfx.Color, x, y, k float32) {
	l.Line(fg, k*0.6, x-k*0.8, y+k*0.8, x+k*0.4, y-k*0.4)
	l.Circle(fg, x+k*0.5, y-k*0.5, k*0.6)
	l.Line(bg, k*0.45, x+k*0.5, y-k*0.5, x+k*1.2, y-k*1.2)
}

func luma(c gfx.Color) float32 {
	return 0.299*float32(c.R) + 0.587*float32(c.G) + 0.114*float32(c.B)
}

// swatch fills a bar in the colour of a state, hatched for those who wait for somebody.
func swatch(l *gfx.List, s sim.State, x, y, w, h float32) {
	if w <= 0 {
		return
	}
	l.Rect(stateColours[s], x, y, w, h)
	c := hatches[s]
	if c.A == 0 {
		return
	}
	const step, wide = 5, 1.6
	for u := -h; u < w; u += step { // a line from the bottom at u to the top at u+h, cut at both ends
		a, b := max(u, 0), min(u+h, w)
		if b > a {
			l.Line(c, wide, x+a, y+h-(a-u), x+b, y+h-(b-u))
		}
	}
}

// onState is the colour of text on the colour of a state.
func onState(s sim.State) gfx.Color {
	if luma(stateColours[s]) > 140 {
		return rgb(0x1F2937)
	}
	return rgb(0xFFFFFF)
}
