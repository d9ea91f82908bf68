package sketch

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/words"
)

// A page is the text of a scenario in the making.
type page struct {
	*Sketch
	words   *words.Words
	b       strings.Builder
	guesses []evidence
	told    map[string]bool // remarks that were made once
}

// An evidence is one value that was guessed, wholly or in part.
type evidence struct{ path, source string }

// Text writes the scenario, with comments in a language.
func (s *Sketch) Text(w *words.Words) []byte {
	p := &page{Sketch: s, words: w, told: map[string]bool{}}
	p.comment("sketch.head", s.Name)
	p.put("")
	p.put("title = %s", quote(s.Name))
	p.frame()
	p.products()
	p.line()
	p.people()
	p.example()
	p.evidence()
	return []byte(p.b.String())
}

func (p *page) put(format string, args ...any) {
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

// comment writes a text of the catalogue as comments of at most 100 columns.
func (p *page) comment(key string, args ...any) {
	line := "#"
	for word := range strings.FieldsSeq(p.words.Say(key, args...)) {
		if len([]rune(line))+1+len([]rune(word)) > 100 {
			p.put("%s", line)
			line = "#"
		}
		line += " " + word
	}
	p.put("%s", line)
}

// remark is a comment behind a value, the first time only.
func (p *page) remark(key string) string {
	if p.told[key] {
		return ""
	}
	p.told[key] = true
	return " # " + p.words.Say(key)
}

// guessed notes that a value is a guess, when the answer it comes from was.
func (p *page) guessed(answer, path string) {
	if p.Guessed[answer] {
		p.note(path, "sketch.guess")
	}
}

func (p *page) note(path, key string) {
	p.guesses = append(p.guesses, evidence{path, p.words.Say(key)})
}

// quote writes a text as TOML does.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func quoteAll(texts []string) string {
	all := make([]string, len(texts))
	for i := range texts {
		all[i] = quote(texts[i])
	}
	return "[" + strings.Join(all, ", ") + "]"
}

const roster = "day"

// shift puts the shift of an element, when there is one.
func (p *page) shift() {
	if len(p.Works) > 0 {
		p.put("shift = %q", roster)
	}
}

// frame is how the scenario is run, how money is counted, and when people work.
func (p *page) frame() {
	p.put("\n[run]")
	p.put("horizon = \"4w\" # %s", p.words.Say("sketch.horizon"))
	p.put("warmup = \"2d\" # %s", p.words.Say("sketch.warmup"))
	p.put("replications = 20")
	p.put("\n[economics]")
	p.put("currency = \"EUR\"")
	p.put("weeks_per_year = %d", weeksPerYear)
	p.put("horizon = \"8y\" # %s", p.words.Say("sketch.years"))
	p.put("discount_rate = 0.09")
	p.note("economics.discount_rate", "sketch.guess")
	p.put("baseline = \"drifting\" # frozen, drifting, declining")
	p.put("drift = { wage = 0.04, energy = 0.02, other = 0.02 }")
	p.note("economics.drift", "sketch.guess")
	p.put("")
	if len(p.Works) == 0 {
		p.comment("sketch.always")
		return
	}
	p.put("[shift.%s]", roster)
	p.put("works = %s", quoteAll(p.Works))
	if len(p.Breaks) > 0 {
		p.put("breaks = %s", quoteAll(p.Breaks))
		p.note("shift."+roster+".breaks", "sketch.guess")
	}
	p.guessed("shifts", "shift."+roster+".works")
}

func (p *page) products() {
	total, left := 0.0, 1.0
	for i := range p.Products {
		total += p.Products[i].PerYear
	}
	p.put("")
	p.comment("sketch.products")
	for i := range p.Products {
		r := &p.Products[i]
		path := "product." + r.Name
		p.put("[%s]", path)
		if r.Title != r.Name {
			p.put("title = %s", quote(r.Title))
		}
		if len(p.Products) > 1 {
			share := rounded(r.PerYear/total, 3)
			if i == len(p.Products)-1 {
				share = rounded(left, 9)
			}
			left -= share
			p.put("share = %s%s", plainNumber(share), p.remark("sketch.share"))
		}
		p.put("price = %s", plainNumber(r.Price))
		p.put("material_cost = %s", plainNumber(r.Material))
		p.put("demand_per_year = %s", plainNumber(r.PerYear))
		p.guessed("products", path+".price")
		p.guessed("products", path+".demand_per_year")
		if r.MaterialGuessed {
			p.note(path+".material_cost", "sketch.half")
		}
		p.put("")
	}
}

// line is the way of the parts: source, stations with places between them, sink.
func (p *page) line() {
	p.comment("sketch.line")
	supply, dispatch := p.free("supply"), p.free("dispatch")
	p.put("[line.%s] # %s", supply, p.words.Say("sketch.supply"))
	p.put("kind = \"source\"")
	p.put("release = \"endless\"")
	p.put("to = [%q]", p.Stations[0].Name)
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
			p.put("\n[line.%s]", next)
			p.put("kind = \"buffer\"")
			p.put("room = %d%s", p.Stations[i].Buffer, p.remark("sketch.room"))
			p.put("to = [%q]", p.Stations[i+1].Name)
			p.guessed("buffers", "line."+next+".room")
		}
	}
	p.put("\n[line.%s]", dispatch)
	p.put("kind = \"sink\"")
}

// spread is how much hands vary, as a coefficient of variation.
const spread = 0.15

func (p *page) station(st *Station, next string) {
	path := "line." + st.Name
	p.put("\n[%s]", path)
	if st.Title != st.Name {
		p.put("title = %s", quote(st.Title))
	}
	p.put("kind = \"machine\"")
	p.shift()
	crew := p.free("crew")
	switch {
	case st.Operators == 0:
		p.put("cycle = %q", spanText(st.Cycle))
		p.guessed("stations", path+".cycle")
	case st.Operators < 1:
		p.put("cycle = %q%s", spanText(st.Cycle*(1-st.Operators)), p.remark("sketch.machine_time"))
		p.put("planned_cycle = %q%s", spanText(st.Cycle), p.remark("sketch.planned"))
		p.put("load = \"lognormal(%s, cv %v)\"%s", spanText(st.Cycle*st.Operators), spread, p.remark("sketch.hand_time"))
		p.put("operator = { load = %q }", crew)
		p.varies(path + ".load")
	default:
		p.put("cycle = \"lognormal(%s, cv %v)\"%s", spanText(st.Cycle), spread, p.remark("sketch.hands_vary"))
		need := crew
		if st.Operators > 1 {
			need = fmt.Sprintf("%d %s", int(st.Operators), crew)
		}
		p.put("operator = %q%s", need, p.remark("sketch.whole_cycle"))
		p.varies(path + ".cycle")
	}
	if st.Scrap > 0 {
		p.put("scrap = %s", plainNumber(st.Scrap))
	}
	if st.MTBF > 0 {
		p.put("failure.stop = { uptime = \"exp(%s)\", repair = \"lognormal(%s, cv 0.8)\" }%s", spanText(st.MTBF), spanText(st.MTTR), p.remark("sketch.failure"))
		p.guessed("failures", path+".failure.stop.uptime")
		p.guessed("failures", path+".failure.stop.repair")
	}
	p.put("to = [%q]", next)
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
	p.put("\n[line.%s]", crew)
	p.put("kind = \"operators\"")
	p.put("count = %d # %s", p.Crew, p.words.Say("sketch.on_duty"))
	p.shift()
	p.put("wage_per_hour = %s # %s", plainNumber(p.Wage), p.words.Say("sketch.all_in"))
	if p.Guessed["operators"] || p.Guessed["crew"] {
		p.note("line."+crew+".count", "sketch.guess")
	}
	p.guessed("wage", "line."+crew+".wage_per_hour")
}

// example is a measure and a plan to begin with.
func (p *page) example() {
	slow := p.slowest()
	p.put("")
	p.comment("sketch.measure", slow.Name)
	p.put("[measure.faster]")
	p.put("title = %s", quote(p.words.Say("sketch.faster", slow.Title)))
	p.put("capex = [20_000, 40_000, 80_000] # %s", p.words.Say("sketch.three"))
	p.put("yearly_cost = 2_000")
	p.put("[measure.faster.line.%s]", slow.Name)
	p.put("cycle = { times = 0.85 }")
	if slow.MTBF > 0 {
		p.put("failure.stop.uptime = { times = 0.9 } # %s", p.words.Say("sketch.worse"))
		p.note("measure.faster.line."+slow.Name+".failure.stop.uptime", "sketch.guess")
	} else {
		p.put("failure.stop = { uptime = \"exp(40h)\", repair = \"10m\" } # %s", p.words.Say("sketch.worse_new"))
		p.note("measure.faster.line."+slow.Name+".failure.stop", "sketch.guess")
	}
	p.put("\n[plan.faster]")
	p.put("measures = [\"faster\"]")
	for _, key := range []string{"capex", "yearly_cost", "line." + slow.Name + ".cycle"} {
		p.note("measure.faster."+key, "sketch.guess")
	}
}

// evidence says of every guess that it is one.
func (p *page) evidence() {
	p.put("")
	p.comment("sketch.evidence")
	p.put("[evidence]")
	slices.SortFunc(p.guesses, func(a, b evidence) int { return strings.Compare(a.path, b.path) })
	for _, e := range p.guesses {
		p.put("%q = { grade = \"guess\", source = %s }", e.path, quote(e.source))
	}
	p.put("")
	p.comment("sketch.measured")
	for _, line := range []string{"[measured]", "good_parts_per_week = [4100, 3980, 4210]", "lead_time = \"25m\"", "how = \"counted\""} {
		p.put("# %s", line)
	}
}
