package scenario

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A Sentence is a text of the catalogue of words, with what is filled in: texts and whole numbers.
type Sentence struct {
	Key  string
	Args []any
}

// Sentences lists the keys of all sentences that Semantics may say, in the order in which it says them. In brackets is
// what is filled in; names are names of elements with commas between.
var Sentences = []Sentence{
	{"semantics.clock", nil},                                       // simulated time is calendar time without daylight saving
	{"semantics.times", nil},                                       // by the calendar, as planned, at work
	{"semantics.start", []any{"day and time"}},                     // it begins then
	{"semantics.holidays", []any{"number"}},                        // so many days close all shifts
	{"semantics.source.endless", []any{"names"}},                   // a part whenever there is room
	{"semantics.source.meets", []any{"names"}},                     // after what waits elsewhere
	{"semantics.source.every", []any{"name", "law"}},               // a part each such time
	{"semantics.source.shift", []any{"name", "name"}},              // whose time goes on only in a shift
	{"semantics.source.demand", []any{"names"}},                    // evenly at the pace of the yearly demand
	{"semantics.source.orders", []any{"name", "number", "number"}}, // so many orders of so many parts, each from its release on
	{"semantics.source.again", []any{"number"}},                    // so many come again and again
	{"semantics.source.component", []any{"product", "product"}},    // an order of the one comes in as the other
	{"semantics.source.due", nil},                                  // when an order is on time
	{"semantics.source.hold", []any{"names"}},                      // what finds no room waits outside
	{"semantics.source.lose", []any{"names"}},                      // what finds no room is lost and counted
	{"semantics.mix.share", []any{"products"}},                     // drawn by chance, with percentages
	{"semantics.mix.own", []any{"product", "names"}},               // only this comes in here
	{"semantics.mix.sequence", []any{"products"}},                  // in turn, over and over
	{"semantics.states", nil},                                      // one at a time, by precedence
	{"semantics.room", nil},                                        // room counts waiting places only
	{"semantics.lifo", []any{"names"}},                             // last in, first out
	{"semantics.blocking.after-service", []any{"names"}},           // a finished part waits on the machine
	{"semantics.blocking.before-service", []any{"names"}},          // starts only when there is room onwards
	{"semantics.choose.first-free", []any{"names"}},                // of several ways, the first that has room
	{"semantics.choose.round-robin", []any{"names"}},               // each in turn
	{"semantics.choose.shortest", []any{"names"}},                  // the one with the fewest parts
	{"semantics.choose.random", []any{"names"}},                    // by chance, with shares
	{"semantics.choose.product", []any{"names"}},                   // by product
	{"semantics.dispatch.spt", []any{"names"}},                     // the shortest first
	{"semantics.dispatch.edd", []any{"names"}},                     // the earliest due first
	{"semantics.dispatch.setup", []any{"names"}},                   // the least setup first
	{"semantics.dispatch.lots", []any{"names"}},                    // a lot that has been begun first
	{"semantics.dispatch.priority", []any{"names"}},                // the product of the highest priority first
	{"semantics.dispatch.urgent", []any{"names"}},                  // the same, whatever has begun
	{"semantics.preempt.resume", []any{"names"}},                   // what is put aside goes on later
	{"semantics.preempt.restart", []any{"names"}},                  // and begins anew
	{"semantics.dispatch.lpt", []any{"names"}},                     // the longest first
	{"semantics.dispatch.wspt", []any{"names"}},                    // the shortest for its weight
	{"semantics.dispatch.slack", []any{"names"}},                   // the least time to spare
	{"semantics.dispatch.critical-ratio", []any{"names"}},          // the least time for its work
	{"semantics.dispatch.mwkr", []any{"names"}},                    // the most work left
	{"semantics.dispatch.lwkr", []any{"names"}},                    // the least work left
	{"semantics.dispatch.mopnr", []any{"names"}},                   // the most operations left
	{"semantics.dispatch.sequence", []any{"names"}},                // as the list says
	{"semantics.dispatch.together", []any{"names"}},                // what came together by number
	{"semantics.route.way", []any{"product", "stations"}},          // the operations of a product
	{"semantics.route.choose", []any{"rules"}},                     // among several stations
	{"semantics.setup", []any{"names"}},                            // set up whenever the product changes

	{"semantics.changeover.matrix", []any{"names"}},             // by product before and after
	{"semantics.changeover.first", []any{"names"}},              // set up for whatever comes first
	{"semantics.changeover.initial", []any{"product", "names"}}, // set up for this at the start
	{"semantics.changeover.spoils", []any{"number", "names"}},   // so many parts after a setup are scrap
	{"semantics.restart", []any{"number", "time", "names"}},     // so many parts after a stand-still are scrap
	{"semantics.changeover.part-arrived", []any{"names"}},       // once the part is in the machine
	{"semantics.changeover.order-known", []any{"names"}},        // once it is known what comes next
	{"semantics.changeover.cleared", []any{"names"}},            // once the machine is empty as well
	{"semantics.changeover.resume", []any{"names"}},             // after a failure the rest is done
	{"semantics.changeover.restart", []any{"names"}},            // after a failure all of it again
	{"semantics.changeover.campaign", []any{"number", "time", "names"}},
	{"semantics.changeover.exhausts", []any{"products", "names"}},          // goes round these, to the next when none of one waits
	{"semantics.changeover.gated", []any{"products", "names"}},             // goes round these, and takes what waits when it has come
	{"semantics.changeover.limited", []any{"products", "number", "names"}}, // goes round these, and takes so many each time
	{"semantics.changeover.calls", []any{"products", "names"}},             // goes round these, to the next when none of one waits, be there any or not
	{"semantics.changeover.skips", []any{"names"}},                         // passes over those that do not wait
	{"semantics.changeover.polls", []any{"names"}},                         // changes over to those that do not wait as well
	{"semantics.changeover.rounds", []any{"products", "names"}},            // goes round these, to the next after so many of one

	{"semantics.gathering.ever", []any{"number", "names"}}, // begins only when so many wait
	{"semantics.gathering.at_most", []any{"number", "time", "names"}},

	{"semantics.several.together", []any{"names"}},                      // takes its components all at once
	{"semantics.several.as-they-come", []any{"names"}},                  // takes each as it comes
	{"semantics.several.bill", []any{"product", "components", "names"}}, // is made of these
	{"semantics.several.apart", []any{"pieces", "names"}},               // is taken into these
	{"semantics.several.full", []any{"number", "names"}},                // begins when so many are there
	{"semantics.several.minimum", []any{"number", "number", "names"}},   // begins with what is there, from so many to so many
	{"semantics.several.wait", []any{"time", "names"}},                  // and with fewer when the first has waited so long
	{"semantics.several.product", []any{"names"}},                       // only those of one product together
	{"semantics.several.family", []any{"names"}},                        // only those of one family together
	{"semantics.several.oven", []any{"names"}},                          // one time for all, and nobody joins
	{"semantics.several.storage", []any{"number", "names"}},             // so many places, out of which goes what has a place behind
	{"semantics.several.opened", []any{"names"}},                        // a batch is taken apart
	{"semantics.several.carrier", []any{"product", "names"}},            // parts are put onto these, and wait for one
	{"semantics.several.carriers", []any{"number", "product", "names"}}, // so many are there
	{"semantics.several.freed", []any{"places", "names"}},               // carriers go back there

	{"semantics.inspection.defects", []any{"names"}},                    // make bad parts that nobody sees there
	{"semantics.inspection.drift", []any{"law", "per cent", "names"}},   // drift after so long, and make so many bad parts then
	{"semantics.inspection.finds", []any{"per cent", "names"}},          // finds so many of the bad parts
	{"semantics.inspection.false_reject", []any{"per cent", "names"}},   // takes so many good ones for bad
	{"semantics.inspection.sample", []any{"per cent", "names"}},         // looks at so many
	{"semantics.inspection.every", []any{"number", "names"}},            // looks at each such part
	{"semantics.inspection.feedback", []any{"time", "others", "names"}}, // tells these after so long

	{"semantics.crew.load", []any{"people", "names"}},       // who loads
	{"semantics.crew.setup", []any{"people", "names"}},      // who sets up
	{"semantics.crew.cycle", []any{"people", "names"}},      // who is there during the whole cycle
	{"semantics.crew.inspect", []any{"people", "names"}},    // who looks at parts
	{"semantics.crew.unload", []any{"people", "names"}},     // who unloads
	{"semantics.crew.repair", []any{"people", "names"}},     // who repairs
	{"semantics.crew.none", []any{"names"}},                 // repairs need nobody
	{"semantics.crew.released", []any{"names"}},             // free while the machine is down
	{"semantics.crew.together", []any{"names"}},             // several people come together or not at all
	{"semantics.crew.in_turn", []any{"names"}},              // and nobody goes before
	{"semantics.robot.single", []any{"robot", "names"}},     // loads and unloads, one part at a time
	{"semantics.robot.double", []any{"robot", "names"}},     // changes the finished part for the next
	{"semantics.robot.several", []any{"number", "names"}},   // equal ones, the first that is free
	{"semantics.robot.at_shift_end.finish", []any{"names"}}, // finishes what it does
	{"semantics.robot.at_shift_end.pause", []any{"names"}},  // stops where it is
	{"semantics.failure.operating", []any{"modes"}},         // uptime counts time at work only
	{"semantics.failure.calendar", []any{"modes"}},          // uptime counts all time

	{"semantics.failure.on-shift", []any{"modes"}},                 // uptime counts time of the shift
	{"semantics.failure.count", []any{"modes"}},                    // uptime counts cycles
	{"semantics.failure.availability", []any{"per cent", "modes"}}, // the uptime follows from it
	{"semantics.failure.new", []any{"modes"}},                      // all is new at the start
	{"semantics.failure.remaining-life", []any{"modes"}},           // what is left of an uptime at the start
	{"semantics.failure.age", []any{"time", "modes"}},              // how old it is at the start
	{"semantics.failure.as-before", []any{"modes"}},                // a repair leaves it as old as it was
	{"semantics.failure.independent", []any{"names"}},              // a second failure may come during the first
	{"semantics.failure.one-at-a-time", []any{"names"}},            // and may not
	{"semantics.failure.together", []any{"others", "names"}},       // these stop with those
	{"semantics.failure.spare", []any{"spares", "modes"}},          // its repair takes one of these
	{"semantics.failure.foreseen", []any{"per cent", "modes"}},     // seen coming
	{"semantics.failure.false_alarms", []any{"time", "modes"}},     // stopped for nothing
	{"semantics.spares", []any{"name", "number", "law"}},           // so many, each back after such a time
	{"semantics.spares_worth", []any{"names"}},                     // are money tied up
	{"semantics.power.limit", []any{"name", "kW", "names"}},        // at most so much for these, which wait for it
	{"semantics.power.priority", []any{"names"}},                   // by priority
	{"semantics.power.strict", []any{"names"}},                     // who comes first holds up others
	{"semantics.power.fits", []any{"names"}},                       // or not
	{"semantics.maintenance.when", nil},                            // on shift and up
	{"semantics.maintenance.after-part", []any{"stops"}},           // waits for the part in work
	{"semantics.maintenance.immediate", []any{"stops"}},            // at once
	{"semantics.maintenance.when-idle", []any{"stops"}},            // waits until there is no work
	{"semantics.maintenance.people", []any{"people", "stops"}},     // who does it
	{"semantics.maintenance.spare", []any{"spares", "stops"}},      // takes one of these
	{"semantics.maintenance.renews", []any{"modes", "stops"}},      // as new after it
	{"semantics.maintenance.by_age", []any{"stops"}},               // its clock begins anew with a repair

	{"semantics.after_repair.resume", []any{"names"}},   // the rest of the work is done
	{"semantics.after_repair.restart", []any{"names"}},  // all of it again, same time
	{"semantics.after_repair.resample", []any{"names"}}, // all of it again, new time
	{"semantics.after_repair.scrap", []any{"names"}},    // the part is scrapped
	{"semantics.accept_when_down", []any{"names"}},      // takes a part in while down
	{"semantics.hold_when_down", []any{"names"}},        // keeps a finished part while down
	{"semantics.at_shift_end.pause", []any{"names"}},    // the part waits in the machine
	{"semantics.at_shift_end.finish", []any{"names"}},   // the part is finished first

	{"semantics.at_shift_end.no-start", []any{"names"}},                 // what is not to be finished is not begun
	{"semantics.at_shift_end.abandon", []any{"names"}},                  // what was done is lost
	{"semantics.people.pause", []any{"people"}},                         // their work waits
	{"semantics.people.finish", []any{"people"}},                        // they finish, on overtime
	{"semantics.people.no-start", []any{"people"}},                      // they do not begin what they are not to finish
	{"semantics.people.abandon", []any{"people"}},                       // what they did is lost
	{"semantics.people.priority", []any{"people"}},                      // help by priority
	{"semantics.people.nearest", []any{"people"}},                       // help who is nearest
	{"semantics.people.by_shift", []any{"shifts", "people"}},            // so many in which shift
	{"semantics.people.by_skill", []any{"skill", "per cent", "people"}}, // and at what pace
	{"semantics.people.strict", []any{"people"}},                        // who comes first holds up others
	{"semantics.people.pace", []any{"pace", "people"}},                  // work so much faster or slower
	{"semantics.people.walk", []any{"m/s", "people"}},                   // walk from where they worked last
	{"semantics.people.skills", nil},                                    // narrowest skill first
	{"semantics.people.fewer", nil},                                     // who began last stops first
	{"semantics.lights_out.first-fault", []any{"names"}},                // runs on unattended until it fails
	{"semantics.lights_out.empty", []any{"names"}},                      // or until nothing waits for it
	{"semantics.energy.standby", []any{"time", "names"}},                // goes to standby
	{"semantics.energy.off", []any{"time", "names"}},                    // switches itself off
	{"semantics.energy.standby_wakes", []any{"time", "law", "names"}},   // goes to standby, and takes so long to be ready
	{"semantics.energy.off_wakes", []any{"time", "law", "names"}},       // switches itself off, and takes so long to be ready

	{"semantics.always_on", []any{"names"}},                        // stations without a shift
	{"semantics.scrap", []any{"names"}},                            // bad parts leave the line there
	{"semantics.pull.cards", []any{"place", "number", "names"}},    // a part comes into a place only with a card
	{"semantics.pull.container", []any{"number", "names"}},         // parts to a card
	{"semantics.pull.withdrawn", []any{"names"}},                   // cards come back when the first part leaves
	{"semantics.pull.emptied", []any{"names"}},                     // or when the last has been used
	{"semantics.pull.customers", []any{"law", "names"}},            // parts leave for customers only
	{"semantics.pull.backordered", []any{"names"}},                 // who wait
	{"semantics.pull.lost", []any{"names"}},                        // or are lost
	{"semantics.rework.mended", []any{"place", "number", "names"}}, // bad parts go there, so many times
	{"semantics.rework.scrap", []any{"place", "names"}},            // scrap goes there
	{"semantics.warmup_auto", []any{"time"}},                       // found, at most so long
	{"semantics.warmup", []any{"time"}},                            // not counted, parts inside stay
	{"semantics.ties", nil},                                        // declared order
	{"semantics.chance", nil},                                      // draws belong to names
	{"semantics.plan", []any{"plan", "measures in order"}},         // what the plan consists of
	{"semantics.catalogue", []any{"measure", "measure of the catalogue", "names"}},

	{"semantics.unused", []any{"names of unused elements"}}, // nobody uses them
}

// Semantics tells how the line of a plan is taken to work, as sentences of the catalogue of words. Only a plan that does
// not exist is an error.
func (s *Scenario) Semantics(plan string) ([]Sentence, error) {
	names, err := s.plan(plan)
	if err != nil {
		return nil, err
	}
	r := s.reader()
	d := s.draw(r, s.picked(names))
	t := &teller{args: map[string][]Sentence{}, model: &d.model}
	if len(names) > 0 {
		t.say("semantics.plan", plan, strings.Join(names, ", "))
	}
	for _, name := range names {
		if u := find(s.Measures, name).use; u != nil {
			t.say("semantics.catalogue", name, u.of.Name, strings.Join(u.places(), ", "))
		}
	}
	t.frame(s)
	t.routes()
	for i := range d.model.Elements {
		t.element(&d.model.Elements[i])
	}
	for _, one := range r.noted.list {
		if n := len(one.at.path); n >= 2 && one.at.path[n-2] == "line" {
			t.list("semantics.unused", one.at.name())
		}
	}
	return t.all(), nil
}

// A teller gathers sentences by key; those that end in a list of names are one sentence for all of them.
type teller struct {
	args  map[string][]Sentence
	model *plant.Model
}

func (t *teller) say(key string, args ...any) {
	t.args[key] = append(t.args[key], Sentence{key, args})
}

// list says of one more element what is said of others already, with the same args before the names.
func (t *teller) list(key, name string, args ...any) {
	for i, s := range t.args[key] {
		last := len(s.Args) - 1
		same := last == len(args)
		for j := range args {
			same = same && s.Args[j] == args[j]
		}
		if same {
			t.args[key][i].Args[last] = s.Args[last].(string) + ", " + name
			return
		}
	}
	t.say(key, append(slices.Clip(args), name)...)
}

func (t *teller) all() []Sentence {
	var list []Sentence
	for _, s := range Sentences {
		list = append(list, t.args[s.Key]...)
	}
	return list
}

// frame tells what holds for the whole line.
func (t *teller) frame(s *Scenario) {
	m := t.model
	t.say("semantics.clock")
	if !s.Run.Start.IsZero() {
		t.say("semantics.start", momentOf(s.Run.Start))
	}
	if len(s.Run.Holidays) > 0 {
		t.say("semantics.holidays", len(s.Run.Holidays))
	}
	t.say("semantics.ties")
	t.say("semantics.chance")
	t.say("semantics.times")
	t.say("semantics.states")
	if s.Run.FindWarmup {
		t.say("semantics.warmup_auto", dist.FormatSpan(s.Run.Warmup.Seconds()))
	} else if s.Run.Warmup > 0 {
		t.say("semantics.warmup", dist.FormatSpan(s.Run.Warmup.Seconds()))
	}
	var parts []string
	for i := range m.Elements {
		if s := &m.Elements[i]; s.Kind == "source" && s.Text("product") != "" {
			t.list("semantics.mix.own", s.Name, s.Text("product"))
		}
	}
	for _, i := range m.Sequence {
		parts = append(parts, m.Products[i].Name)
	}
	switch {
	case len(parts) > 20:
		t.say("semantics.mix.sequence", strings.Join(parts[:20], ", ")+", ...")
	case len(parts) > 0:
		t.say("semantics.mix.sequence", strings.Join(parts, ", "))
	case len(m.Products) > 1 && m.Orders == nil: // orders say their products
		for _, p := range m.Products {
			if p.Share == 0 {
				continue
			}
			parts = append(parts, p.Name+" "+strconv.FormatFloat(100*p.Share, 'g', 3, 64)+" %")
		}
		if len(parts) > 1 {
			t.say("semantics.mix.share", strings.Join(parts, ", "))
		}
	}
}

// momentOf writes a day and the time of it, the seconds only where there are some.
func momentOf(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02 15:04")
}

// element tells what one element adds.
func (t *teller) element(s *plant.Spec) {
	if s.Works() {
		t.several(s)
		t.defects(s)
		t.machine(s)
	}
	for _, c := range s.Bill("stock") {
		t.list("semantics.several.carriers", s.Name, c.Count, c.Name)
	}
	switch s.Kind {
	case "source":
		t.source(s)
	case "buffer":
		if len(t.args["semantics.room"]) == 0 {
			t.say("semantics.room")
		}
		if s.Text("order") == "lifo" {
			t.list("semantics.lifo", s.Name)
		}
	case "robot":
		t.robot(s)
	case "spares":
		t.spares(s)
	case "supply":
		t.supply(s)
	case "operators":
		t.people(s)
	}
	if len(waysOf(s)) > 1 {
		t.list("semantics.choose."+s.Text("choose"), s.Name)
	}
	for _, f := range s.Failures {
		t.list("semantics.failure."+f.Clock, s.Name+" "+f.Name)
		t.life(s, f)
		if f.Spare != "" {
			t.list("semantics.failure.spare", s.Name+" "+f.Name, f.Spare)
		}
		if f.Availability > 0 {
			t.list("semantics.failure.availability", s.Name+" "+f.Name, strconv.FormatFloat(100*f.Availability, 'g', 4, 64))
		}
	}
	t.pull(s)
	t.stops(s)
	t.energy(s)
	if len(s.Failures) > 1 {
		t.list("semantics.failure."+s.Text("failures"), s.Name)
	}
	if with := s.Refs("stops_with"); len(with) > 0 {
		t.list("semantics.failure.together", s.Name, strings.Join(with, ", "))
	}
}

func (t *teller) machine(s *plant.Spec) {
	t.dispatch(s)
	if t.does(s.Name) {
		t.list("semantics.dispatch.together", s.Name)
	}
	if rule := s.Text("blocking"); rule != "" {
		t.list("semantics.blocking."+rule, s.Name)
	}
	t.changeover(s)
	t.campaign(s)
	t.gathering(s)
	if n := s.Count("scrap_after_restart"); n > 0 {
		t.list("semantics.restart", s.Name, n, dist.FormatSpan(s.Span("restart_after").Seconds()))
	}
	needs := t.crew(s)
	if arm := s.Text("robot"); arm != "" {
		for i := range t.model.Elements {
			if robot := &t.model.Elements[i]; robot.Name == arm {
				t.list("semantics.robot."+robot.Text("gripper"), s.Name, arm)
			}
		}
	}
	if len(s.Failures) > 0 {
		if _, ok := needs["repair"]; !ok {
			t.list("semantics.crew.none", s.Name)
		}
		t.list("semantics.after_repair."+s.Text("after_repair"), s.Name)
		if s.Flag("accept_when_down") {
			t.list("semantics.accept_when_down", s.Name)
		}
		if !s.Flag("release_when_down") {
			t.list("semantics.hold_when_down", s.Name)
		}
	}
	if s.Text("shift") == "" {
		t.list("semantics.always_on", s.Name)
	} else {
		t.list("semantics.at_shift_end."+s.Text("at_shift_end"), s.Name)
		if until := s.Text("lights_out"); until != "no" {
			t.list("semantics.lights_out."+until, s.Name)
		}
	}
	scraps := s.Number("scrap") > 0
	own, _ := s.Values["scrap"+perProduct].(map[string]float64)
	for _, x := range own {
		scraps = scraps || x > 0
	}
	for i := range t.model.Products {
		for _, op := range t.model.OpsAt(s.Name, t.model.Products[i].Name) {
			scraps = scraps || op.Scrap != nil && *op.Scrap > 0
		}
	}
	if scraps {
		t.bad(s)
	}
}
