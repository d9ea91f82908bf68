package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/words"
)

// An action is what a place on the screen does when it is clicked.
type action uint8

const (
	actNothing action = iota
	actScene
	actPick
	actPause
	actNext
	actSpeed
	actPlanView
	actLang
	actTheme
	actHelp
	actToggle
	actBand
	actScrub
	actTimeline
	actEvent
	actNote
	actPresent
)

// A hit is a place that can be clicked. Later ones lie above earlier ones.
type hit struct {
	box
	act  action
	side int8
	arg  int32
}

func (b box) has(x, y float32) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }

func (w *Show) hitAt(x, y float32) hit {
	for _, h := range slices.Backward(w.hits) {
		if h.has(x, y) {
			return h
		}
	}
	return hit{act: actNothing, arg: -1}
}

// Click does what the last frame showed at a place.
func (w *Show) Click(x, y float32) {
	x, y = w.drawn(x, y)
	h := w.hitAt(x, y)
	switch h.act {
	case actNothing:
	case actScene:
		w.clickScene(x, y)
	case actPick:
		w.pick, w.picked, w.pickSide = w.sides[h.side].stage.items[h.arg].name, true, h.side
	case actPause:
		w.paused = !w.paused
	case actNext:
		w.nextEvent()
	case actSpeed, actScrub, actTimeline:
		w.slide(h, x)
	case actEvent:
		w.goTo(h)
	case actNote:
		w.goToNote(h)
	case actPresent:
		w.present()
	case actPlanView:
		w.Key("p")
	case actLang:
		w.Key("l")
	case actTheme:
		w.Key("t")
	case actHelp:
		w.help = !w.help
	case actToggle:
		_ = w.Toggle(int(h.arg)) // it has said why not
	case actBand:
		w.charted = int8(h.arg)
	}
}

// slide sets what a slider stands for.
func (w *Show) slide(h hit, x float32) {
	u := clamp((x-h.x)/h.w, 0, 1)
	switch h.act {
	case actSpeed:
		u = clamp((x-h.x-8)/(h.w-16), 0, 1)
		w.speed = Speeds[int(u*float32(len(Speeds)-1)+0.5)]
	case actScrub:
		at := w.scrubFrom + time.Duration(float64(u)*float64(w.scrubTo-w.scrubFrom)) - w.sides[0].stage.opens
		w.Seek(at)
	case actTimeline:
		w.Seek(w.dayBegan() + time.Duration(float64(u)*float64(dayLong)))
	default:
	}
}

// clickScene opens the card of what stands there, or follows the part that is there.
func (w *Show) clickScene(x, y float32) {
	if side, number := w.partAt(x, y); number != 0 {
		w.follow, w.followSide = number, side
		return
	}
	side, at := w.under(x, y)
	if at < 0 {
		w.picked, w.follow = false, 0
		return
	}
	w.pick, w.picked, w.pickSide = w.sides[side].stage.items[at].name, true, side
}

// under is the item at a place on the screen, -1 for none.
func (w *Show) under(x, y float32) (side int8, at int32) {
	h := w.hitAt(x, y)
	if h.act == actPick {
		return h.side, h.arg
	}
	if h.act != actScene {
		return 0, -1
	}
	s := w.sides[h.side]
	sc := &s.scene
	if sc.stage == nil {
		return 0, -1
	}
	for i := range sc.told.workers { // people stand before things
		p := &sc.told.workers[i]
		where, _, _ := p.at(sc.t)
		if c := sc.at(where.x, where.y, 0.9); s.stage.items[p.item].Kind != "robot" && abs32(c.X-x) < 0.3*sc.scale && abs32(c.Y-y) < 0.8*sc.scale {
			return h.side, p.item
		}
	}
	best, deepest := int32(-1), float32(-1e9)
	for i := range s.stage.items {
		it := &s.stage.items[i]
		for _, z := range [2]float32{0.1, 1.0} { // its foot, or its middle
			fx, fy := sc.floorAt(x, y+sc.up*z*sc.scale)
			if abs32(fx-it.x) < it.w/2 && abs32(fy-it.y) < it.d/2 && sc.depth(it.x, it.y) > deepest {
				best, deepest = int32(i), sc.depth(it.x, it.y)
			}
		}
	}
	return h.side, best
}

// partAt is the part at a place on the screen, 0 for none.
func (w *Show) partAt(x, y float32) (side int8, number sim.Number) {
	h := w.hitAt(x, y)
	if h.act != actScene || w.sides[h.side].track.cursor.world == nil {
		return 0, 0
	}
	s := w.sides[h.side]
	sc := &s.scene
	if sc.stage == nil {
		return 0, 0
	}
	near := max(5, 0.3*sc.scale)
	for i := range sc.world.parts {
		p := &sc.world.parts[i]
		if p.number == 0 || s.stage.of[p.at] < 0 {
			continue
		}
		at := sc.rest(p, &s.stage.items[s.stage.of[p.at]])
		if c := sc.at(at.x, at.y, at.z+partSize/2); hypot(c.X-x, c.Y-y) < near {
			near, number = hypot(c.X-x, c.Y-y), p.number
		}
	}
	return h.side, number
}

// Drag moves what was taken hold of: the floor, the clock or the speed. The place is where the pointer is now, the
// difference how far it has come since the last call.
func (w *Show) Drag(x, y, dx, dy float32) {
	x, y = w.drawn(x, y)
	dx, dy = w.drawn(dx, dy)
	h := w.hitAt(x-dx, y-dy)
	switch h.act {
	case actScene, actPick:
		w.panX, w.panY = w.panX+dx, w.panY+dy
	case actSpeed, actScrub, actTimeline:
		w.slide(h, x)
	default:
	}
}

// Wheel zooms around a place.
func (w *Show) Wheel(x, y, dy float32) {
	x, y = w.drawn(x, y)
	h := w.hitAt(x, y)
	if h.act != actScene && h.act != actPick {
		return
	}
	sc := &w.sides[h.side].scene
	if sc.stage == nil {
		return
	}
	was := w.zoom
	for range int(min(20, abs32(dy)*2+1)) {
		if dy > 0 {
			w.zoom *= 1.06
		} else if dy < 0 {
			w.zoom /= 1.06
		}
	}
	w.zoom = clamp(w.zoom, 0.4, 14)
	k := w.zoom / was // the place under the pointer stays where it is
	m := sc.middle
	w.panX = (x-m.x)*(1-k) + w.panX*k
	w.panY = (y-m.y)*(1-k) + w.panY*k
}

// Hover says where the pointer is.
func (w *Show) Hover(x, y float32) { w.hoverX, w.hoverY = w.drawn(x, y) }

// drawn turns a place of the screen into one of the drawing.
func (w *Show) drawn(x, y float32) (float32, float32) {
	k := max(w.large, 1)
	return x / k, y / k
}

// Key does what a key stands for, by its name in lower case: "space", "left", "pgup", "p".
func (w *Show) Key(name string) {
	name = strings.ToLower(name)
	if w.asking {
		w.typed(name)
		return
	}
	switch name {
	case "g":
		w.asking, w.asked = true, ""
	case "space":
		w.paused = !w.paused
	case "+", "=", "up":
		w.faster(1)
	case "-", "down":
		w.faster(-1)
	case "m":
		w.speed = AsFastAsItCan
	case "n":
		w.nextEvent()
	case "left":
		w.Seek(w.clock - time.Minute)
	case "right":
		w.Seek(w.clock + time.Minute)
	case "pgup", "pageup":
		w.Seek(w.clock - time.Hour)
	case "pgdn", "pagedown":
		w.Seek(w.clock + time.Hour)
	case "home":
		w.Seek(0)
	case "end":
		if w.live != nil && w.driven.End == 0 {
			w.present()
			return
		}
		w.Seek(w.clock/dayLong*dayLong + dayLong)
	case "p":
		w.opt.PlanView = !w.opt.PlanView
		w.zoom, w.panX, w.panY = 1, 0, 0
	case "b":
		w.charted = (w.charted + 1) % int8(len(w.sides))
	case "f":
		w.followNext()
	case "o":
		w.nextProduct()
	case "0":
		w.zoom, w.panX, w.panY = 1, 0, 0
	case "r":
		w.Reload()
	case "l":
		w.otherLanguage()
	case "t":
		w.opt.Dark = !w.opt.Dark
	case "h", "?", "/", "f1":
		w.help = !w.help
	case "escape", "esc":
		w.help, w.picked, w.follow, w.product = false, false, 0, 0
	default:
		if len(name) == 1 && name[0] >= '1' && name[0] <= '9' {
			_ = w.Toggle(int(name[0] - '1')) // it has said why not
		}
	}
}

// typed takes a key of a time to go to: 14:30 of the day shown, or a time since the start, such as 6h.
func (w *Show) typed(name string) {
	switch {
	case name == "escape" || name == "esc":
		w.asking = false
	case name == "backspace":
		w.asked = w.asked[:max(0, len(w.asked)-1)]
	case name == "enter" || name == "return" || name == "numpadenter":
		w.asking = false
		if !w.goToText(w.asked) {
			w.say(w.words.Say("view.no_time", w.asked))
		}
	case len(name) == 1 && len(w.asked) < 12:
		w.asked += name
	}
}

// goToText goes to a time as people write it.
func (w *Show) goToText(text string) bool {
	if d, err := time.ParseDuration(text); err == nil {
		w.Seek(d)
		return true
	}
	if !strings.Contains(text, ":") && len(text) > 0 && len(text) <= 4 { // 1430, where no colon can be typed
		cut := max(0, len(text)-2)
		text = text[:cut] + ":" + text[cut:]
	}
	hours, minutes, _ := strings.Cut(text, ":")
	h, errH := strconv.Atoi(hours)
	m, errM := strconv.Atoi(minutes)
	if errH != nil || errM != nil || h < 0 || h > 24 || m < 0 || m > 59 {
		return false
	}
	open := w.sides[0].stage.opens
	midnight := (open + w.clock/dayLong*dayLong) / dayLong * dayLong
	at := midnight + time.Duration(h)*time.Hour + time.Duration(m)*time.Minute - open
	if at < w.clock/dayLong*dayLong {
		at += dayLong
	}
	w.Seek(at)
	return true
}

func (w *Show) speedIndex() int {
	for i, s := range Speeds {
		if s >= w.speed {
			return i
		}
	}
	return len(Speeds) - 1
}

func (w *Show) faster(by int) {
	w.speed = Speeds[min(max(0, w.speedIndex()+by), len(Speeds)-1)]
}

func (w *Show) otherLanguage() {
	i := slices.Index(words.Languages, w.words.Lang)
	if next, err := words.In(words.Languages[(i+1)%len(words.Languages)]); err == nil {
		w.words = next
	}
}

// nextEvent moves the clock to the next thing that happens on the side whose chart is shown, and pauses.
func (w *Show) nextEvent() {
	w.paused = true
	s := w.sides[w.charted]
	c, fresh := s.track.look(s.stage.opens + w.clock)
	if !fresh || c.hour == nil {
		return
	}
	s.track.mu.Lock()
	records := c.hour.records
	s.track.mu.Unlock()
	for i := c.next; i < len(records); i++ {
		if r := &records[i]; r.At > c.at && (r.What == sim.Changed || r.What == sim.Moved || r.What == sim.Scrap) {
			w.Seek(r.At - s.stage.opens)
			return
		}
	}
	w.Seek(c.hour.to - s.stage.opens)
}

// followNext follows the youngest part of the side whose chart is shown, or nothing when one is followed already.
func (w *Show) followNext() {
	if w.follow != 0 {
		w.follow = 0
		return
	}
	s := w.sides[w.charted]
	c, _ := s.track.look(s.stage.opens + w.clock)
	if c.world == nil {
		return
	}
	for i := range c.world.parts {
		if p := &c.world.parts[i]; p.number > w.follow {
			w.follow, w.followSide = p.number, w.charted
		}
	}
}

// Paused tells whether the clock stands still.
func (w *Show) Paused() bool { return w.paused }
