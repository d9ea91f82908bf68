package verify

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A Machine is one station of a textbook line; times are in seconds.
type Machine struct {
	Cycle         *dist.Dist
	Load          *dist.Dist // by the crew, when there is one
	Servers       int        // 0: one
	Up, Down      *dist.Dist // nil: it never fails
	Calendar      bool       // the clock of its failures
	Before        bool       // blocking before service
	AfterRepair   string     // "": resume
	Accepts       bool       // takes a part in while down
	Holds         bool       // keeps a finished part while down
	Repairers     bool       // the technicians mend it, one each
	NeedsOperator bool       // the crew loads it
}

// A Line is a textbook line: machines in series with places between them.
type Line struct {
	Arrivals  *dist.Dist // nil: saturated
	Room      int        // places before the first machine, for arrivals; below 0: no end to them
	Lose      bool       // arrivals that find no room are lost
	Machines  []Machine
	Buffers   []int // places between, one less than machines; below 0: no end to them
	Crew      int   // operators that load
	Mechanics int   // technicians that repair
}

// Exp is an exponential law with a mean in seconds.
func Exp(mean float64) *dist.Dist { return Law(fmt.Sprintf("exp(%s)", seconds(mean))) }

// Fixed is a time without chance.
func Fixed(x float64) *dist.Dist { return dist.Constant(x) }

func seconds(x float64) string { return fmt.Sprintf("%.12gs", x) }

// Law parses a law that is known to be right.
func Law(text string) *dist.Dist {
	d, err := dist.Parse(text)
	if err != nil {
		panic("verify: a law of the suite is wrong: " + err.Error())
	}
	return d
}

// Model is the line as the engine takes it: source in, m1, b1, m2, ..., sink out.
func (l Line) Model() *plant.Model {
	m := &plant.Model{}
	add := func(name, kind string, values map[string]any) *plant.Spec {
		m.Elements = append(m.Elements, plant.Spec{Name: name, Kind: kind, Values: values})
		return &m.Elements[len(m.Elements)-1]
	}
	first := "m1"
	source := map[string]any{"release": "endless", "to": []string{first}}
	if l.Arrivals != nil {
		first = "b0"
		source = map[string]any{"every": l.Arrivals, "when_full": "hold", "to": []string{first}}
		if l.Lose {
			source["when_full"], source["room"] = "lose", 0
		}
	}
	add("in", "source", source)
	if l.Arrivals != nil {
		add("b0", "buffer", map[string]any{"room": room(l.Room), "to": []string{"m1"}})
	}
	for i, machine := range l.Machines {
		next := "out"
		if i < len(l.Buffers) {
			next = fmt.Sprintf("b%d", i+1)
		}
		s := add(fmt.Sprintf("m%d", i+1), "machine", machine.values(next))
		if machine.Up != nil {
			clock := "operating"
			if machine.Calendar {
				clock = "calendar"
			}
			s.Failures = []plant.Failure{{Name: "failure", Uptime: machine.Up, Repair: machine.Down, Clock: clock}}
		}
		if i < len(l.Buffers) {
			add(next, "buffer", map[string]any{"room": room(l.Buffers[i]), "to": []string{fmt.Sprintf("m%d", i+2)}})
		}
	}
	add("out", "sink", nil)
	if l.Crew > 0 {
		add("crew", "operators", map[string]any{"count": l.Crew})
	}
	if l.Mechanics > 0 {
		add("technicians", "operators", map[string]any{"count": l.Mechanics})
	}
	return m
}

func room(places int) int {
	if places < 0 {
		return sim.Unlimited
	}
	return places
}

func (m Machine) values(next string) map[string]any {
	v := map[string]any{"cycle": m.Cycle, "count": max(1, m.Servers), "to": []string{next}, "after_repair": m.AfterRepair,
		"accept_when_down": m.Accepts, "release_when_down": !m.Holds}
	if m.Before {
		v["blocking"] = "before-service"
	}
	crew := map[string]plant.Need{}
	if m.NeedsOperator {
		v["load"] = m.Load
		crew["load"] = plant.Need{Count: 1, From: []string{"crew"}}
	}
	if m.Repairers {
		crew["repair"] = plant.Need{Count: 1, From: []string{"technicians"}}
	}
	if len(crew) > 0 {
		v["operator"] = crew
	}
	return v
}
