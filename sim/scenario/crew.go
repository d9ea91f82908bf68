package scenario

import (
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/plant"
)

// short is the phase under which the short form of operator, which names no phases, is kept until it is known which
// phases the machine has.
const short = ""

const crewForm = `operators such as "crew", "2 crew", "skill:run", ["2 a", "b"], or by phase { load = "crew" }`

// crew reads who is needed: in one word for all phases, or phase by phase.
func (d *draft) crew(e *element, n *node) (map[string]plant.Need, bool) {
	needs := map[string]plant.Need{}
	if n.table == nil {
		need, ok := d.need(e, n)
		if need.Count > 0 {
			needs[short] = need
		}
		return needs, ok
	}
	for _, phase := range n.keys {
		child := n.table[phase]
		if !slices.Contains(plant.CrewPhases, phase) {
			d.strange(child, plant.CrewPhases)
			continue
		}
		if need, ok := d.need(e, child); ok && need.Count > 0 {
			needs[phase] = need
		}
	}
	return needs, true
}

// need reads one need. Count 0 means nobody: "none".
func (d *draft) need(e *element, n *node) (plant.Need, bool) {
	var texts []string
	switch v := n.value.(type) {
	case string:
		if v == "none" {
			return plant.Need{}, true
		}
		texts = []string{v}
	case []any:
		list, ok := d.texts(n, `["technicians", "crew"]`)
		if !ok {
			return plant.Need{}, false
		}
		texts = list
	default:
		d.tell(n, "want %s, have %s", crewForm, said(n))
		return plant.Need{}, false
	}
	need := plant.Need{}
	for i, text := range texts {
		count, name, ok := d.asked(n, text)
		if !ok {
			return plant.Need{}, false
		}
		if i == 0 {
			need.Count = count
		}
		if count != need.Count && need.Counts == nil {
			for range i {
				need.Counts = append(need.Counts, need.Count)
			}
		}
		if need.Counts != nil || count != need.Count {
			need.Counts = append(need.Counts, count)
		}
		need.From = append(need.From, name)
		if skill, ok := strings.CutPrefix(name, "skill:"); ok {
			d.skills = append(d.skills, reference{at: n, from: e, name: skill})
			continue
		}
		d.refs = append(d.refs, reference{at: n, from: e, name: name, kinds: []string{"operators"}})
	}
	if len(need.From) == 0 {
		d.tell(n, `want %s, or "none", have an empty list`, crewForm)
		return plant.Need{}, false
	}
	return need, true
}

// asked reads "crew" or "2 crew".
func (d *draft) asked(n *node, text string) (count int, name string, ok bool) {
	words := strings.Fields(text)
	switch len(words) {
	case 1:
		return 1, words[0], true
	case 2:
		count, err := strconv.Atoi(words[0])
		if err == nil && count >= 1 && count <= 10_000 {
			return count, words[1], true
		}
	}
	d.tell(n, "want %s, have %q", crewForm, text)
	return 0, "", false
}

// fillCrew turns the short form into phases: loading, setup and unloading, and the whole cycle of a machine that has
// neither loading nor unloading. A robot loads and unloads in the place of people.
func (d *draft) fillCrew(e *element) {
	values, n := e.spec.Values, e.node.get("operator")
	arm := e.spec.Text("robot") != ""
	if arm {
		for _, key := range []string{"load", "unload"} {
			delete(values, key)
			delete(values, key+perProduct)
		}
	}
	needs := e.spec.Crew()
	if n == nil || len(needs) == 0 {
		delete(values, "operator")
		return
	}
	if need, ok := needs[short]; ok {
		needs = map[string]plant.Need{}
		if arm {
			d.tell(n, `want who is needed by phase, such as { setup = %q } or "none", since line.%s has a robot to load and unload, have %s`, need.From[0], e.spec.Name, said(n))
			delete(values, "operator")
			return
		}
		for _, phase := range []string{"load", "setup", "unload"} {
			if d.takesTime(e, phase) {
				needs[phase] = need
			}
		}
		if !d.takesTime(e, "load") && !d.takesTime(e, "unload") {
			needs[workPhase(e.spec.Kind)] = need
		}
		values["operator"] = needs
		return
	}
	for _, phase := range []string{"cycle", "inspect"} {
		if _, needed := needs[phase]; needed && phase != workPhase(e.spec.Kind) {
			d.tell(n.get(phase), "want people for %s of the kind %s, have them for %s", workPhase(e.spec.Kind), e.spec.Kind, phase)
		}
	}
	for _, phase := range []string{"load", "unload", "setup"} {
		at := n.get(phase)
		switch _, needed := needs[phase]; {
		case !needed:
		case arm && phase != "setup":
			d.tell(at, "want either a robot or people to %s, have robot = %q and %s", phase, e.spec.Text("robot"), said(at))
		case !d.takesTime(e, phase):
			d.tell(at, "want people only for what takes time, have no %s time; write %s = \"0s\" if somebody has to be there all the same", phase, phase)
		}
	}
}

// fillRobotCrew checks that people are only asked to repair a robot.
func (d *draft) fillRobotCrew(e *element) {
	n, needs := e.node.get("operator"), e.spec.Crew()
	if _, ok := needs[short]; ok {
		d.tell(n, `want who repairs it, { repair = %q }, since people do nothing else with a robot, have %s`, needs[short].From[0], said(n))
		delete(e.spec.Values, "operator")
		return
	}
	for _, phase := range plant.CrewPhases {
		if _, ok := needs[phase]; ok && phase != "repair" {
			d.tell(n.get(phase), "want people only to repair a robot, have them to %s", phase)
		}
	}
	if len(needs) == 0 {
		delete(e.spec.Values, "operator")
	}
}

// workPhase is what the work on a part is called where people are asked for it.
func workPhase(kind string) string {
	if kind == "inspection" {
		return "inspect"
	}
	return "cycle"
}

// takesTime tells whether a machine says a time for a phase.
func (d *draft) takesTime(e *element, phase string) bool {
	return e.spec.Has(phase) || e.spec.Has(phase+perProduct) || phase == "setup" && e.spec.Has("setup_matrix")
}

// byPhase is who is needed by a machine, phase by phase, where it says so in one word for all; else nil. It goes by what
// the node says, as fillCrew does by what was read.
func byPhase(e *node) *node {
	n := e.get("operator")
	if n == nil || n.table != nil || n.value == "none" {
		return nil
	}
	says := func(phase string) bool {
		return e.has(phase) || e.has(phase+perProduct) || phase == "setup" && e.has("setup_matrix")
	}
	t := newTable(n)
	for _, phase := range []string{"load", "setup", "unload"} {
		if says(phase) {
			t.set(phase, n)
		}
	}
	if !says("load") && !says("unload") {
		kind, _ := e.get("kind").text()
		t.set(workPhase(kind), n)
	}
	return t
}

// find is the node at a path below an element. Of people it is asked by phase.
func (n *node) find(path ...string) *node {
	if len(path) == 2 && path[0] == "operator" {
		if phases := byPhase(n); phases != nil {
			return phases.get(path[1])
		}
	}
	return n.get(path...)
}
