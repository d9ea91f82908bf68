package view

import (
	"math"
	"sort"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// robot paints robots on their bases, equal ones side by side. The arm goes from where it picks to where it places, in the
// time that takes in the model.
func (s *scene) robot(it *item) {
	const shown, apart = 4, 1.3
	for u, id := range it.IDs[:min(shown, len(it.IDs))] {
		if w := s.arm(id); w != nil {
			one := *it
			one.x += apart * float32(u)
			s.oneRobot(&one, id, w)
		}
	}
	s.tag(it, 2.15)
}

func (s *scene) oneRobot(it *item, id sim.ID, w *worker) {
	n := &s.world.nodes[id]
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
}

func (s *scene) arm(id sim.ID) *worker {
	for i := range s.told.workers {
		if s.told.workers[i].pool == id {
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
	picked, carry, placed := t.times()
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

// times are when the gripper has its part, when it is where the part goes, and when it has let go.
func (t *task) times() (picked, carried, placed sim.Time) {
	switch t.count {
	case 0, 1:
		return t.begin + (t.end-t.begin)/2, t.end, t.end
	case 2:
		return t.steps[0], t.steps[0] + (t.steps[1]-t.steps[0])*7/10, t.steps[1]
	default:
		return t.steps[0], t.steps[1], t.steps[2]
	}
}

// unloaded tells whether a part that belongs to a machine already has still to be fetched by its robot, and from where.
func (s *scene) unloaded(it *item, p *partNow) (from place3, waits bool) {
	if it.robot < 0 {
		return from, false
	}
	for _, id := range s.stage.items[it.robot].IDs {
		w := s.arm(id)
		if w == nil {
			return from, false
		}
		k := sort.Search(len(w.tasks), func(i int) bool { return w.tasks[i].begin > s.t }) - 1
		for ; k >= 0 && w.tasks[k].begin >= p.moved; k-- {
			if t := &w.tasks[k]; t.node == p.at && t.job == loadJob {
				from, _ = s.reach(t)
				picked, _, _ := t.times()
				return place3{from.x, from.y, from.z - 0.25}, s.t < picked
			}
		}
	}
	from, _ = s.reach(&task{node: p.at, from: p.from, job: loadJob})
	return place3{from.x, from.y, from.z - 0.25}, s.world.nodes[p.at].state == sim.WaitingRobot
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
