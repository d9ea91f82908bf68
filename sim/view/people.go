package view

import (
	"math"

	"tweeling/sim/view/gfx"
)

// cosines of a circle in 20 steps; sines are the same, 15 steps on.
var cosines = func() (c [20]float32) {
	for i := range c {
		c[i] = float32(math.Cos(2 * math.Pi * float64(i) / 20))
	}
	return c
}()

// worker paints one person where they are: walking, at work, or waiting. Off duty they are grey.
func (s *scene) worker(w *worker) {
	it := &s.stage.items[w.item]
	where, walks, dx := w.at(s.t)
	on := int(w.place) < it.HeadsAt(s.t)
	vest := vests[int(w.item)%len(vests)]
	helmet := rgb(0xFACC15)
	if !on {
		vest, helmet = s.th.steel, blend(s.th.steel, rgb(0xFFFFFF), 0.3)
	}
	task, _, busy := w.doing(s.t)
	k := s.scale
	foot := s.at(where.x, where.y, 0)
	s.ellipse(s.th.shade, foot.X+0.05*k, foot.Y, 0.26*k, 0.12*k)
	swing := float32(0)
	if walks {
		swing = float32(math.Sin(float64(where.x+where.y)*5)) * 0.2
	}
	hip, neck := s.at(where.x, where.y, 0.82), s.at(where.x, where.y, 1.38)
	width := max(2, 0.15*k)
	for _, f := range [2]float32{-1, 1} {
		toe := s.at(where.x+f*0.08+f*swing, where.y, 0.02)
		s.limb(trousers, width, gfx.Point{X: hip.X + f*0.07*k, Y: hip.Y}, toe)
	}
	s.limb(vest, max(3.5, 0.36*k), gfx.Point{X: hip.X, Y: hip.Y - 0.04*k}, gfx.Point{X: neck.X, Y: neck.Y + 0.08*k})
	mid := (hip.Y + neck.Y) / 2
	s.Line(alpha(rgb(0xFFFFFF), 200), max(1, 0.07*k), neck.X-0.18*k, mid, neck.X+0.18*k, mid)
	reach := float32(0)
	if busy && task != nil && !walks {
		reach = 0.16 + 0.05*float32(math.Sin(float64(s.t)/float64(s.stage.pace)*6))
	}
	for _, f := range [2]float32{-1, 1} {
		hand := s.at(where.x+f*0.27+f*swing*0.5, where.y-reach*1.6, 0.85+reach)
		s.limb(blend(vest, rgb(0), 0.12), max(1.6, 0.12*k), gfx.Point{X: neck.X + f*0.17*k, Y: neck.Y + 0.1*k}, hand)
	}
	head := s.at(where.x, where.y, 1.58)
	r := max(2.6, 0.17*k)
	s.Circle(skin, head.X, head.Y, r)
	face := float32(0.25)
	if dx < 0 {
		face = -face
	}
	s.halfDisc(helmet, head.X, head.Y-r*0.15, r*1.12)
	s.Line(helmet, max(1, r*0.28), head.X-r*1.1, head.Y-r*0.18, head.X+r*(1.1+face*0.6), head.Y-r*0.18)
}

func (p *pen) ellipse(c gfx.Color, x, y, rx, ry float32) {
	var pts [20]gfx.Point
	for i := range pts {
		pts[i] = gfx.Point{X: x + rx*cosines[i], Y: y + ry*cosines[(i+15)%20]}
	}
	p.Fill(c, pts[:]...)
}

// halfDisc is the upper half of a disc.
func (p *pen) halfDisc(c gfx.Color, x, y, r float32) {
	var pts [11]gfx.Point
	for i := range pts {
		pts[i] = gfx.Point{X: x + r*cosines[i], Y: y - r*cosines[(i+15)%20]}
	}
	p.Fill(c, pts[:]...)
}
