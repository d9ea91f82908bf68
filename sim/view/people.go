package view

import (
	"math"

	"tweeling/sim"
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
	on := it.Calendar.On(s.t)
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

// robot paints a robot on its base. The arm goes from where it picks to where it places, in the time that takes in the
// model.
func (s *scene) robot(it *item) {
	w := s.arm(it)
	if w == nil {
		return
	}
	n := &s.world.nodes[it.IDs[0]]
	s.slab(alpha(stateColours[n.state], 90), it.x-0.62, it.y-0.55, it.x+0.62, it.y+0.55, 0)
	s.shadow(it.x-0.35, it.y-0.35, it.x+0.35, it.y+0.35)
	s.box(blend(s.th.beltSide, rgb(0xFFFFFF), 0.12), s.th.belt, s.th.beltSide, it.x-0.38, it.y-0.38, it.x+0.38, it.y+0.38, 0, 0.3)
	tip, holds, product, number := s.hand(it, w)
	shoulder := place3{it.x, it.y, 0.72}
	s.limb(robotDark, s.px(0.44, 5, 40), s.at(it.x, it.y, 0.32), s.at(it.x, it.y, 0.62))
	d := gap3(shoulder, tip)
	long := max(0.85, d*0.54)
	rise := float32(math.Sqrt(float64(max(0.02, long*long-d*d/4))))
	elbow := place3{(shoulder.x + tip.x) / 2, (shoulder.y + tip.y) / 2, (shoulder.z+tip.z)/2 + rise}
	a, b, c := s.at(shoulder.x, shoulder.y, shoulder.z), s.at(elbow.x, elbow.y, elbow.z), s.at(tip.x, tip.y, tip.z+0.12)
	if holds {
		s.crate(s.th.product(product), tip.x, tip.y, tip.z-0.2, partSize, partSize)
		s.ring(&partNow{number: number}, place3{tip.x, tip.y, tip.z - 0.2})
	}
	s.limb(robotOrange, s.px(0.3, 4, 30), a, b)
	s.limb(robotOrange, s.px(0.22, 3, 24), b, c)
	for _, j := range [3]gfx.Point{a, b, c} {
		s.Circle(rgb(0x1F2937), j.X, j.Y, s.px(0.16, 2, 14))
		s.Circle(rgb(0xCBD5E1), j.X, j.Y, s.px(0.07, 1, 6))
	}
	s.Line(rgb(0x1F2937), s.px(0.08, 1.2, 6), c.X-0.12*s.scale, c.Y+0.1*s.scale, c.X+0.12*s.scale, c.Y+0.1*s.scale)
	s.stackLight(n.state, it.x-0.3, it.y+0.3, 0.3)
	s.tag(it, 2.15)
}

func (s *scene) arm(it *item) *worker {
	for i := range s.told.workers {
		if s.told.workers[i].pool == it.IDs[0] {
			return &s.told.workers[i]
		}
	}
	return nil
}

// hand is where the gripper is, and what it holds.
func (s *scene) hand(it *item, w *worker) (tip place3, holds bool, product int32, number sim.Number) {
	home := place3{it.x - it.dir*0.1, it.y - 0.75, 1.55}
	now, before, busy := w.doing(s.t)
	if now == nil {
		return home, false, 0, 0
	}
	_, end := s.reach(now)
	back := smooth(float32(s.t-now.end) / float32(max(s.stage.pace*2, 1)))
	if !busy {
		return lift(end, home, back), false, 0, 0
	}
	start := home
	if before != nil {
		_, last := s.reach(before)
		start = lift(last, home, smooth(float32(now.begin-before.end)/float32(max(s.stage.pace*2, 1))))
	}
	return s.swing(now, start)
}

// reach is where a task takes a part from, and where it puts it.
func (s *scene) reach(t *task) (from, to place3) {
	m := &s.stage.items[s.stage.of[t.node]]
	mouth := place3{m.x, m.y + m.d/2 - 0.15, benchHigh + 0.2}
	before, after := mouth, mouth
	if t.from != sim.None && s.stage.of[t.from] >= 0 {
		f := &s.stage.items[s.stage.of[t.from]]
		p := f.port(1)
		before = place3{p.x - f.dir*0.22, p.y, p.z + 0.25}
	} else if len(m.in) > 0 {
		before = s.stage.items[m.in[0]].port(1)
		before.z += 0.25
	}
	if len(m.out) > 0 {
		o := &s.stage.items[m.out[0]]
		p := o.port(-1)
		after = place3{p.x + o.dir*0.22, p.y, p.z + 0.25}
	}
	switch t.job {
	case unloadJob, swapJob, clearJob:
		return mouth, after
	default:
		return before, mouth
	}
}

// swing is where the gripper is during a task: to the part, with it to the place, and there.
func (s *scene) swing(t *task, start place3) (tip place3, holds bool, product int32, number sim.Number) {
	from, to := s.reach(t)
	var picked, carry, placed sim.Time
	switch t.count {
	case 0, 1:
		picked, carry, placed = t.begin+(t.end-t.begin)/2, t.end, t.end
	case 2:
		picked, placed = t.steps[0], t.steps[1]
		carry = picked + (placed-picked)*7/10
	default:
		picked, carry, placed = t.steps[0], t.steps[1], t.steps[2]
	}
	number = s.numberAt(t.node)
	switch {
	case s.t < picked:
		arrive := t.begin + (picked-t.begin)*7/10
		return lift(start, from, smooth(ratio(s.t-t.begin, arrive-t.begin))), false, 0, 0
	case s.t < carry:
		return lift(from, to, smooth(ratio(s.t-picked, carry-picked))), true, t.product, number
	case s.t < placed:
		return to, true, t.product, number
	}
	return to, false, 0, 0
}

func (s *scene) numberAt(node sim.ID) sim.Number {
	if n := &s.world.nodes[node]; n.first >= 0 {
		return s.world.parts[n.first].number
	}
	return 0
}

// holdings notes which parts robots hold or have still to fetch, since the model has them in the machine already.
func (s *scene) holdings() {
	clear(s.held)
	for i := range s.told.workers {
		w := &s.told.workers[i]
		if s.stage.items[w.item].Kind != "robot" {
			continue
		}
		now, _, busy := w.doing(s.t)
		if now == nil || !busy || now.count == 0 {
			continue
		}
		if _, holds, _, number := s.swing(now, place3{}); holds {
			s.held[number] = true
		}
	}
}

func ratio(a, b sim.Time) float32 {
	if b <= 0 {
		return 1
	}
	return clamp(float32(float64(a)/float64(b)), 0, 1)
}

// lift goes from one place to another in an arc.
func lift(a, b place3, u float32) place3 {
	return place3{mix(a.x, b.x, u), mix(a.y, b.y, u), mix(a.z, b.z, u) + 0.5*4*u*(1-u)*min(1, gap3(a, b)/2)}
}
