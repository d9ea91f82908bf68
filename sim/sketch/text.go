package sketch

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/pen"
	"tweeling/sim/words"
)

// A page is the text of a scenario in the making.
type page struct {
	*Sketch
	*pen.Page
	guesses []evidence
}

// An evidence is one value that was guessed, wholly or in part.
type evidence struct{ path, source string }

// Text writes the scenario, with comments in a language.
func (s *Sketch) Text(w *words.Words) []byte {
	p := &page{Sketch: s, Page: pen.NewPage(w)}
	p.Comment("sketch.head", s.Name)
	p.Put("")
	p.Put("title = %s", pen.Quote(s.Name))
	p.frame()
	p.products()
	p.line()
	p.people()
	p.example()
	p.evidence()
	return p.Bytes()
}

// guessed notes that a value is a guess, when the answer it comes from was.
func (p *page) guessed(answer, path string) {
	if p.Guessed[answer] {
		p.note(path, "sketch.guess")
	}
}

func (p *page) note(path, key string) {
	p.guesses = append(p.guesses, evidence{path, p.Words.Say(key)})
}

const roster = "day"

// shift puts the shift of an element, when there is one.
func (p *page) shift() {
	if len(p.Works) > 0 {
		p.Put("shift = %q", roster)
	}
}

// frame is how the scenario is run, how money is counted, and when people work.
func (p *page) frame() {
	p.Put("\n[run]")
	p.Put("horizon = \"4w\" # %s", p.Words.Say("sketch.horizon"))
	p.Put("warmup = \"2d\" # %s", p.Words.Say("sketch.warmup"))
	p.Put("replications = 20")
	p.Put("\n[economics]")
	p.Put("currency = \"EUR\"")
	p.Put("weeks_per_year = %d", weeksPerYear)
	p.Put("horizon = \"8y\" # %s", p.Words.Say("sketch.years"))
	p.Put("discount_rate = 0.09")
	p.note("economics.discount_rate", "sketch.guess")
	p.Put("baseline = \"drifting\" # frozen, drifting, declining")
	p.Put("drift = { wage = 0.04, energy = 0.02, other = 0.02 }")
	p.note("economics.drift", "sketch.guess")
	p.Put("")
	if len(p.Works) == 0 {
		p.Comment("sketch.always")
		return
	}
	p.Put("[shift.%s]", roster)
	p.Put("works = %s", pen.QuoteAll(p.Works))
	if len(p.Breaks) > 0 {
		p.Put("breaks = %s", pen.QuoteAll(p.Breaks))
		p.note("shift."+roster+".breaks", "sketch.guess")
	}
	p.guessed("shifts", "shift."+roster+".works")
}

func (p *page) products() {
	total, left := 0.0, 1.0
	for i := range p.Products {
		total += p.Products[i].PerYear
	}
	p.Put("")
	p.Comment("sketch.products")
	for i := range p.Products {
		r := &p.Products[i]
		path := "product." + r.Name
		p.Put("[%s]", path)
		if r.Title != r.Name {
			p.Put("title = %s", pen.Quote(r.Title))
		}
		if len(p.Products) > 1 {
			share := rounded(r.PerYear/total, 3)
			if i == len(p.Products)-1 {
				share = rounded(left, 9)
			}
			left -= share
			p.Put("share = %s%s", plainNumber(share), p.Remark("sketch.share"))
		}
		p.Put("price = %s", plainNumber(r.Price))
		p.Put("material_cost = %s", plainNumber(r.Material))
		p.Put("demand_per_year = %s", plainNumber(r.PerYear))
		p.guessed("products", path+".price")
		p.guessed("products", path+".demand_per_year")
		if r.MaterialGuessed {
			p.note(path+".material_cost", "sketch.half")
		}
		p.Put("")
	}
}

// line is the way of the parts: source, stations with places between them, sink.
func (p *page) line() {
	p.Comment("sketch.line")
	supply, dispatch := p.free("supply"), p.free("dispatch")
	p.Put("[line.%s] # %s", supply, p.Words.Say("sketch.supply"))
	p.Put("kind = \"source\"")
	p.Put("release = \"endless\"")
	p.Put("to = [%q]", p.Stations[0].Name)
	for i := range p.Stations {
		next := dispatch
		if i+1 < len(p.Stations) {
			next = p.Stations[i+1].Name
		}
		if p.buffered(i) {
			next = p.free("before-" + next)
		}
		p.station(&p.Stations[i], next)
		if p.buffered(i) {
			p.Put("\n[line.%s]", next)
			p.Put("kind = \"buffer\"")
			p.Put("room = %d%s", p.Stations[i].Buffer, p.Remark("sketch.room"))
			p.Put("to = [%q]", p.Stations[i+1].Name)
			p.guessed("buffers", "line."+next+".room")
		}
	}
	p.Put("\n[line.%s]", dispatch)
	p.Put("kind = \"sink\"")
}

// spread is how much hands vary, as a coefficient of variation.
const spread = 0.15

func (p *page) station(st *Station, next string) {
	path := "line." + st.Name
	p.Put("\n[%s]", path)
	if st.Title != st.Name {
		p.Put("title = %s", pen.Quote(st.Title))
	}
	p.Put("kind = \"machine\"")
	p.shift()
	crew := p.free("crew")
	switch {
	case st.Operators == 0:
		p.Put("cycle = %q", spanText(st.Cycle))
		p.guessed("stations", path+".cycle")
	case st.Operators < 1:
		p.Put("cycle = %q%s", spanText(st.Cycle*(1-st.Operators)), p.Remark("sketch.machine_time"))
		p.Put("planned_cycle = %q%s", spanText(st.Cycle), p.Remark("sketch.planned"))
		p.Put("load = \"lognormal(%s, cv %v)\"%s", spanText(st.Cycle*st.Operators), spread, p.Remark("sketch.hand_time"))
		p.Put("operator = { load = %q }", crew)
		p.varies(path + ".load")
	default:
		p.Put("cycle = \"lognormal(%s, cv %v)\"%s", spanText(st.Cycle), spread, p.Remark("sketch.hands_vary"))
		need := crew
		if st.Operators > 1 {
			need = fmt.Sprintf("%d %s", int(st.Operators), crew)
		}
		p.Put("operator = %q%s", need, p.Remark("sketch.whole_cycle"))
		p.varies(path + ".cycle")
	}
	if st.Scrap > 0 {
		p.Put("scrap = %s", plainNumber(st.Scrap))
	}
	if st.MTBF > 0 {
		p.Put("failure.stop = { uptime = \"exp(%s)\", repair = \"lognormal(%s, cv 0.8)\" }%s", spanText(st.MTBF), spanText(st.MTTR), p.Remark("sketch.failure"))
		p.guessed("failures", path+".failure.stop.uptime")
		p.guessed("failures", path+".failure.stop.repair")
	}
	p.Put("to = [%q]", next)
}

// varies notes that at least the spread of a time was guessed.
func (p *page) varies(path string) {
	if p.Guessed["stations"] {
		p.note(path, "sketch.guess")
		return
	}
	p.note(path, "sketch.spread")
}

func (p *page) people() {
	if p.Crew == 0 {
		return
	}
	crew := p.free("crew")
	p.Put("\n[line.%s]", crew)
	p.Put("kind = \"operators\"")
	p.Put("count = %d # %s", p.Crew, p.Words.Say("sketch.on_duty"))
	p.shift()
	p.Put("wage_per_hour = %s # %s", plainNumber(p.Wage), p.Words.Say("sketch.all_in"))
	if p.Guessed["operators"] || p.Guessed["crew"] {
		p.note("line."+crew+".count", "sketch.guess")
	}
	p.guessed("wage", "line."+crew+".wage_per_hour")
}

// example is a measure and a plan to begin with.
func (p *page) example() {
	slow := p.slowest()
	p.Put("")
	p.Comment("sketch.measure", slow.Name)
	p.Put("[measure.faster]")
	p.Put("title = %s", pen.Quote(p.Words.Say("sketch.faster", slow.Title)))
	p.Put("capex = [20_000, 40_000, 80_000] # %s", p.Words.Say("sketch.three"))
	p.Put("yearly_cost = 2_000")
	p.Put("[measure.faster.line.%s]", slow.Name)
	p.Put("cycle = { times = 0.85 }")
	if slow.MTBF > 0 {
		p.Put("failure.stop.uptime = { times = 0.9 } # %s", p.Words.Say("sketch.worse"))
		p.note("measure.faster.line."+slow.Name+".failure.stop.uptime", "sketch.guess")
	} else {
		p.Put("failure.stop = { uptime = \"exp(40h)\", repair = \"10m\" } # %s", p.Words.Say("sketch.worse_new"))
		p.note("measure.faster.line."+slow.Name+".failure.stop", "sketch.guess")
	}
	p.Put("\n[plan.faster]")
	p.Put("measures = [\"faster\"]")
	for _, key := range []string{"capex", "yearly_cost", "line." + slow.Name + ".cycle"} {
		p.note("measure.faster."+key, "sketch.guess")
	}
}

// evidence says of every guess that it is one.
func (p *page) evidence() {
	p.Put("")
	p.Comment("sketch.evidence")
	p.Put("[evidence]")
	slices.SortFunc(p.guesses, func(a, b evidence) int { return strings.Compare(a.path, b.path) })
	for _, e := range p.guesses {
		p.Put("%q = { grade = \"guess\", source = %s }", e.path, pen.Quote(e.source))
	}
	p.Put("")
	p.Comment("sketch.measured")
	for _, line := range []string{"[measured]", "good_parts_per_week = [4100, 3980, 4210]", "lead_time = \"25m\"", "how = \"counted\""} {
		p.Put("# %s", line)
	}
}
