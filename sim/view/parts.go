package view

import (
	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// travels tells whether a part is on its way to where it is. Hand-overs take no time in the model; they are seen to.
func (s *scene) travels(p *partNow) bool {
	return p.from != sim.None && s.t-p.moved < s.stage.pace && s.stage.of[p.from] >= 0 && !s.held[p.number]
}

// onTheWay is where a part is that travels: from where it left, over the belts it ran through, to its place.
func (s *scene) onTheWay(p *partNow) place3 {
	var stops [6]place3
	n := 0
	add := func(q place3) {
		stops[n] = q
		n++
	}
	from := &s.stage.items[s.stage.of[p.from]]
	to := &s.stage.items[s.stage.of[p.at]]
	switch {
	case from.robot >= 0 && from.isStation(): // the arm has put it down where it goes on
	case from.Role == plant.Waiting && from.Count("room") <= mostOnBelt:
		add(s.slot(from, &nodeNow{gone: passing{at: never}}, p, 0))
	case from.isStation():
		add(place3{from.x, from.y + from.d/2 - 0.3, benchHigh})
	default:
		add(place3{from.x, from.y, 0.8})
	}
	if from.robot < 0 || !from.isStation() {
		add(from.port(1))
	}
	if p.via != sim.None && s.stage.of[p.via] >= 0 {
		via := &s.stage.items[s.stage.of[p.via]]
		add(via.port(-1))
		add(via.port(1))
	}
	add(to.port(-1))
	add(s.rest(p, to))
	return along(stops[:n], smooth(float32(s.t-p.moved)/float32(s.stage.pace)))
}

// rest is where a part comes to rest.
func (s *scene) rest(p *partNow, to *item) place3 {
	switch to.Role {
	case plant.Waiting:
		if to.Count("room") > mostOnBelt {
			return place3{to.x, to.y, 0.9}
		}
		n, k := &s.world.nodes[p.at], float32(0)
		for i := n.first; i >= 0 && s.world.parts[i].number != p.number; i = s.world.parts[i].next {
			k++
		}
		return s.slot(to, n, p, k)
	case plant.Station:
		if from, waits := s.unloaded(to, p); waits {
			return from
		}
		return place3{to.x, to.y + to.d/2 - 0.3, benchHigh}
	default:
		return place3{to.x, to.y, 0.8}
	}
}

// along is the place at a share of the length of a way.
func along(stops []place3, u float32) place3 {
	long := float32(0)
	for i := range stops[1:] {
		long += gap3(stops[i], stops[i+1])
	}
	left := u * long
	for i := range stops[1:] {
		d := gap3(stops[i], stops[i+1])
		if left <= d && d > 0 {
			v := left / d
			a, b := stops[i], stops[i+1]
			return place3{mix(a.x, b.x, v), mix(a.y, b.y, v), mix(a.z, b.z, v)}
		}
		left -= d
	}
	return stops[len(stops)-1]
}

func gap3(a, b place3) float32 { return hypot(hypot(a.x-b.x, a.y-b.y), a.z-b.z) }

func (s *scene) travelling(p *partNow) {
	at := s.onTheWay(p)
	s.crate(s.th.product(p.product), at.x, at.y, at.z, partSize, partSize)
	s.ring(p, at)
}

// ring marks the part that is followed.
func (s *scene) ring(p *partNow, at place3) {
	if p.number != s.follow || s.follow == 0 {
		return
	}
	c := s.at(at.x, at.y, at.z+partSize/2)
	r := s.px(0.42, 9, 22)
	s.Begin("followed", "")
	s.Circle(alpha(followPink, 50), c.X, c.Y, r)
	var pts [20]gfx.Point
	for i := range pts {
		pts[i] = gfx.Point{X: c.X + r*cosines[i], Y: c.Y + r*cosines[(i+15)%20]}
	}
	s.Stroke(followPink, 2.5, true, pts[:]...)
	s.End()
}

// followPink marks the part that is followed; nothing else has that colour.
var followPink = rgb(0xDB2777)

// keepInSight moves the floor so that a part that is followed stays in the middle, once one has zoomed in.
func (s *scene) keepInSight(zoom float32) {
	p := s.world.find(s.follow)
	if p == nil || zoom < 1.3 || s.stage.of[p.at] < 0 {
		return
	}
	at := s.rest(p, &s.stage.items[s.stage.of[p.at]])
	if s.travels(p) {
		at = s.onTheWay(p)
	}
	c := s.at(at.x, at.y, at.z)
	s.ox, s.oy = s.ox+s.middle.x-c.X, s.oy+s.middle.y-c.Y
}
