package view

import (
	"slices"
	"strconv"
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A link is one piece of the answer to why a station waits.
type link struct {
	item  int32
	state sim.State
	sign  bool // whether the state is worth its sign
	text  string
}

// A chain that is longer than it can be shown keeps its two ends: the effect and the cause.
const (
	mostLinks  = 60
	shownLinks = 7
)

// A chain follows the cause of a wait from place to place, until something that works, is down or is off.
type chain struct {
	*Show
	side  *side
	world *world
	told  *told
	t     sim.Time
	links []link
	seen  []int32
}

// why is the chain of causes for what a station does now, itself the first.
func (w *Show) why(s *side, f *facts, at int32, links []link) []link {
	c := chain{Show: w, side: s, world: f.world, told: f.told, t: s.stage.opens + w.clock, links: links[:0]}
	c.station(at)
	if n := len(c.links); n > shownLinks {
		const ends = shownLinks / 2
		c.links[ends] = link{item: c.links[ends].item, text: w.words.Say("view.why_more", strconv.Itoa(n-2*ends))}
		c.links = append(c.links[:ends+1], c.links[n-ends:]...)
	}
	return c.links
}

func (c *chain) add(at int32, state sim.State, sign bool, text string) {
	c.links = append(c.links, link{item: at, state: state, sign: sign, text: text})
}

// node is the unit of an item that waits, else its first.
func (c *chain) node(it *item) sim.ID {
	for _, id := range it.IDs {
		if waits(c.world.nodes[id].state) {
			return id
		}
	}
	return it.IDs[0]
}

func (c *chain) station(at int32) {
	it := &c.side.stage.items[at]
	if slices.Contains(c.seen, at) {
		c.add(at, sim.Blocked, false, c.words.Say("view.why_round", it.title))
		return
	}
	if len(c.links) >= mostLinks {
		return
	}
	c.seen = append(c.seen, at)
	id := c.node(it)
	n := &c.world.nodes[id]
	c.add(at, n.state, true, c.says(it, id, n))
	switch n.state {
	case sim.Blocked:
		c.onwards(it)
	case sim.Starved:
		c.backwards(it)
	case sim.WaitingOperator, sim.WaitingRepair:
		c.people(it, n.state == sim.WaitingRepair)
	case sim.WaitingRobot:
		if it.robot >= 0 {
			c.robot(it.robot, at)
		}
	case sim.Working:
		c.handling(it)
	default: // it is the end of the chain
	}
}

// says is what a station does, in a few words.
func (c *chain) says(it *item, id sim.ID, n *nodeNow) string {
	since := c.t - n.since
	switch n.state {
	case sim.Working:
		return c.words.Say("view.why_works", it.title, c.words.Number(c.workAPart(it), 1))
	case sim.Down:
		return c.words.Say("view.why_down", it.title, c.lasts(since), c.mode(id))
	case sim.Off:
		return c.words.Say("view.why_off", it.title)
	default:
		return c.words.Say("view.why_state", it.title, c.words.Say("state."+n.state.String()), c.lasts(since))
	}
}

// workAPart is how long a part takes at a station, handling included: as it was so far, else as it is planned.
func (c *chain) workAPart(it *item) float64 {
	if seconds, ok := workAPart(it, c.world, c.told, c.t); ok {
		return seconds
	}
	return c.side.stage.runTime(it)
}

// workAPart is the mean time at work on a part since the line started to work, in seconds; false before the first part.
// Whatever tells that time asks here, so that no two places of a picture contradict each other.
func workAPart(it *item, world *world, told *told, t sim.Time) (float64, bool) {
	var parts int64
	var work sim.Time
	for _, id := range it.IDs {
		n, base := &world.nodes[id], &told.base.nodes[id]
		parts += n.sent - base.sent + n.bad - base.bad
		work += n.time(sim.Working, t) - base.time(sim.Working, told.base.at)
	}
	if parts <= 0 {
		return 0, false
	}
	return work.Seconds() / float64(parts), true
}

// handling names the robot of a station at which a part takes longer to handle than to work on: it sets the pace, also at
// the moment at which it stands still.
func (c *chain) handling(it *item) {
	own := c.side.stage.meanCycle(it)
	if rest := c.workAPart(it) - own; it.robot >= 0 && rest > own {
		arm := &c.side.stage.items[it.robot]
		c.add(it.robot, c.world.nodes[arm.IDs[0]].state, true, c.words.Say("view.why_handles", arm.title, c.words.Number(rest, 1)))
	}
}

// onwards goes on to whoever has no room.
func (c *chain) onwards(it *item) {
	if len(it.out) == 0 {
		return
	}
	next := it.out[0]
	for _, o := range it.out {
		to := &c.side.stage.items[o]
		if to.Role == plant.Waiting && int(c.world.nodes[to.IDs[0]].count) >= to.Count("room") || to.isStation() {
			next = o
			break
		}
	}
	c.place(next, true)
}

// backwards goes back to whoever sends nothing.
func (c *chain) backwards(it *item) {
	if len(it.in) == 0 {
		return
	}
	next := it.in[0]
	for _, i := range it.in {
		if from := &c.side.stage.items[i]; from.isStation() && c.world.nodes[from.IDs[0]].state != sim.Working {
			next = i
			break
		}
	}
	c.place(next, false)
}

// place goes through a buffer to the station behind it.
func (c *chain) place(at int32, onwards bool) {
	it := &c.side.stage.items[at]
	if len(c.links) >= mostLinks {
		return
	}
	switch it.Role {
	case plant.Station:
		c.station(at)
	case plant.Waiting:
		n := &c.world.nodes[it.IDs[0]]
		state := sim.Starved
		if onwards {
			state = sim.Blocked
		}
		near, key := it.in, "view.why_empty"
		if onwards {
			near, key = it.out, "view.why_full"
		}
		c.add(at, state, false, c.words.Say(key, it.title, c.content(n, it)))
		if len(near) > 0 && !slices.Contains(c.seen, at) {
			c.seen = append(c.seen, at)
			c.place(near[0], onwards)
		}
	case plant.Entry:
		c.add(at, sim.Starved, false, c.words.Say("view.why_source", it.title))
	default:
		c.add(at, sim.Starved, false, it.title)
	}
}

func (c *chain) content(n *nodeNow, it *item) string {
	text := strconv.Itoa(int(n.count))
	if room := it.Count("room"); room < 100_000 {
		text += "/" + strconv.Itoa(room)
	}
	return text
}

// people says where those are whom a station waits for.
func (c *chain) people(it *item, repair bool) {
	crew := it.Crew()
	for _, phase := range [...]string{"repair", "load", "setup", "cycle", "unload"} {
		need, ok := crew[phase]
		if !ok || len(need.From) == 0 || (phase == "repair") != repair {
			continue
		}
		at := c.side.stage.find(need.From[0])
		if at < 0 {
			continue
		}
		pool := &c.side.stage.items[at]
		if pool.HeadsAt(c.t) == 0 {
			c.add(at, sim.Off, true, c.words.Say("view.why_off", pool.title))
			return
		}
		where, first := c.whereabouts(pool)
		c.add(at, sim.WaitingOperator, true, c.words.Say("view.why_busy", pool.title, strings.Join(where, ", ")))
		if first >= 0 && !slices.Contains(c.seen, first) {
			c.station(first)
		}
		return
	}
}

// whereabouts are the stations at which people of a pool work now.
func (c *chain) whereabouts(pool *item) (names []string, first int32) {
	first = -1
	for i := range c.told.workers {
		w := &c.told.workers[i]
		if !slices.Contains(pool.IDs, w.pool) {
			continue
		}
		if t, _, busy := w.doing(c.t); busy {
			at := c.side.stage.of[t.node]
			if name := c.side.stage.items[at].title; !slices.Contains(names, name) {
				names = append(names, name)
			}
			if first < 0 {
				first = at
			}
		}
	}
	return names, first
}

func (c *chain) robot(at, from int32) {
	arm := &c.side.stage.items[at]
	n := &c.world.nodes[arm.IDs[0]]
	if up := c.broken(at, arm); up == 0 {
		return
	}
	where, first := c.whereabouts(arm)
	if len(where) == 0 { // between two moves
		c.add(at, n.state, true, c.words.Say("view.why_state", arm.title, c.words.Say("state."+n.state.String()), c.lasts(c.t-n.since)))
		return
	}
	c.add(at, n.state, true, c.words.Say("view.why_busy", arm.title, strings.Join(where, ", ")))
	if first >= 0 && first != from && !slices.Contains(c.seen, first) {
		c.station(first)
	}
}

// broken names those of several robots that are down, with what is the matter, and counts the others.
func (c *chain) broken(at int32, arm *item) (up int) {
	repair := false
	for unit, id := range arm.IDs {
		n := &c.world.nodes[id]
		name, lasts := arm.unitName(strconv.Itoa(unit+1)), c.lasts(c.t-n.since)
		switch n.state {
		case sim.Down:
			c.add(at, n.state, true, c.words.Say("view.why_down", name, lasts, c.mode(id)))
		case sim.WaitingRepair:
			c.add(at, n.state, true, c.words.Say("view.why_state", name, c.words.Say("state."+n.state.String()), lasts))
			repair = true
		default:
			up++
		}
	}
	if up == 0 && repair {
		c.people(arm, true)
	}
	return up
}

// mode is the name of the failure that a node has now.
func (c *chain) mode(id sim.ID) string { return modeOf(c.side.stage, c.told, id, c.t) }

func modeOf(st *stage, told *told, id sim.ID, t sim.Time) string {
	for i := len(told.mishaps) - 1; i >= 0; i-- {
		if m := &told.mishaps[i]; m.node == id && m.at <= t {
			return st.items[st.of[id]].Failures[m.mode].Name
		}
	}
	return ""
}
