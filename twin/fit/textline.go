package fit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/pen"
)

// line is the way of the parts: the source, stations with places before them, the sink.
func (p *page) line() {
	p.Put("")
	if p.Unit == Alone {
		p.alone()
		return
	}
	if p.routed() {
		p.ways()
	} else {
		p.Comment("fit.line."+p.Unit.String(), p.Words.Percent(p.Routes.Share, 1))
	}
	p.supply()
	for _, s := range p.Stations {
		if !p.inModel(s) {
			p.Put("")
			p.Comment("fit.off_the_ways", s.Name, p.Words.Number(s.Work, 1))
			continue
		}
		p.machine(s)
		p.queue(s)
		p.leads(s.Index)
	}
	p.Put("\n[line.%s]", p.key("sink", "done"))
	p.Put("kind = \"sink\"")
}

// ways are the operations of products that nearly always go one way.
func (p *page) ways() {
	p.Comment("fit.line.routed", p.Words.Percent(p.Routes.Straight, 1))
	for _, r := range p.Products {
		for i, station := range p.Routes.Ways[r.Name] {
			p.Put("[product.%s.op.%d]", p.product(r.Name), 10*(i+1))
			p.Put("at = [%q]", p.station(station))
		}
	}
	p.Put("")
}

// queue is the place before a station, where there is one: of a product with a route it is without end by itself.
func (p *page) queue(s *Station) {
	room := p.room(s)
	switch {
	case p.routed() && p.Release.Endless && p.begins(s.Index):
		p.Put("queue = 2 # %s", p.Words.Say("fit.fed"))
	case p.routed() || room == 0:
	default:
		p.Put("queue = %d%s", room, p.Remark(map[bool]string{true: "fit.unlimited", false: "fit.room"}[room == unlimited]))
	}
}

func (p *page) onRoute(station int32) bool {
	for _, way := range p.Routes.Ways {
		if slices.Contains(way, station) {
			return true
		}
	}
	return false
}

// begins tells whether some product goes to a station first.
func (p *page) begins(station int32) bool {
	for _, way := range p.Routes.Ways {
		if way[0] == station {
			return true
		}
	}
	return false
}

// inModel tells whether a station is one of the scenario: it works, and kept ways lead there, or the route of a product does.
func (p *page) inModel(s *Station) bool {
	if p.routed() && !p.onRoute(s.Index) {
		return false
	}
	return s.Cycle != nil && s.Index >= 0 && int(s.Index) < len(p.Routes.Modelled) && p.Routes.Modelled[s.Index] > 0
}

// room is how many may wait before a station; 0: none, so that there is no place.
func (p *page) room(s *Station) int {
	first, other := false, false
	for a := range p.Routes.Kept {
		if a[1] == s.Index {
			first = first || a[0] == Outside
			other = other || a[0] != Outside
		}
	}
	switch {
	case p.Unit == Piece && p.Routes.Loops == 0 && first && !other && p.Release.Endless:
		return 0
	case p.Unit == Piece && p.Routes.Loops == 0 && !first:
		return min(s.Room, unlimited)
	}
	return unlimited
}

// into is the element that parts for a station go to.
func (p *page) into(i int32) string {
	if i == Outside {
		return p.key("sink", "done")
	}
	return p.station(i)
}

// leads says where parts go from a station, or from outside; products with routes know it themselves.
func (p *page) leads(from int32) {
	if p.routed() {
		return
	}
	to, shares := p.Routes.outOf(from)
	var names []string
	var kept []float64
	total := 0.0
	for i, t := range to {
		if t != Outside && !p.known(t) {
			continue
		}
		names, kept = append(names, p.into(t)), append(kept, shares[i])
		total += shares[i]
	}
	if len(names) == 0 {
		names, kept, total = []string{p.key("sink", "done")}, []float64{1}, 1
	}
	p.Put("to = %s", pen.QuoteAll(names))
	if len(names) == 1 {
		return
	}
	left := 1.0
	texts := make([]string, len(kept))
	for i := range kept {
		share := math.Round(kept[i]/total*1e4) / 1e4
		if i == len(kept)-1 {
			share = math.Round(left*1e4) / 1e4
		}
		left -= share
		texts[i] = strconv.FormatFloat(share, 'f', -1, 64)
	}
	p.Put("choose = \"random\"%s", p.Remark("fit.random"))
	p.Put("shares = [%s]", strings.Join(texts, ", "))
}

func (p *page) known(i int32) bool {
	return slices.ContainsFunc(p.Stations, func(s *Station) bool { return s.Index == i && p.inModel(s) })
}

// supply is where cases come in.
func (p *page) supply() {
	name := p.key("source", "release")
	p.Put("[line.%s]", name)
	p.Put("kind = \"source\"")
	r := p.Release
	switch {
	case r.Endless || r.Every == nil:
		p.Put("release = \"endless\" # %s", p.Words.Say("fit.endless"))
	default:
		p.Put("every = %q # %s", lawText(r.Every.Dist), p.Words.Say("fit.every", p.Words.Number(r.PerWeek, 1), p.verdict(r.Every)))
		p.prove("line."+name+".every", r.Every)
		if r.Shifted {
			p.Put("shift = %q # %s", p.key("shift", p.Shifts[0].Name), p.Words.Say("fit.come_in_shift"))
		}
		if r.Lot > 1 {
			p.Put("lot = %d # %s", r.Lot, p.Words.Say("fit.lot"))
		}
	}
	p.leads(Outside)
}

// machine is one station.
func (p *page) machine(s *Station) {
	name := p.station(s.Index)
	path := "line." + name
	p.Put("\n[%s]", path)
	if s.Name != name {
		p.Put("title = %s", pen.Quote(s.Name))
	}
	p.Put("kind = \"machine\"")
	if shift := &p.Shifts[s.Shift]; shift.Works != nil {
		p.Put("shift = %q", p.key("shift", shift.Name))
	}
	if s.Servers > 1 {
		p.Put("count = %d%s", s.Servers, p.Remark("fit.count"))
	}
	if s.Within {
		p.Comment("fit.within", p.count(s.Setups))
	}
	p.Put("cycle = %q # %s", lawText(s.Cycle.Dist), p.Words.Say("fit.of", p.count(s.Cycle.N), p.verdict(s.Cycle)))
	p.prove(path+".cycle", s.Cycle)
	p.byProduct(s, path)
	p.setup(s, path)
	for _, f := range s.Failures {
		mode := p.mode(f.Name)
		p.Put("failure.%s = { uptime = %q, repair = %q } # %s", mode, lawText(f.Uptime.Dist), lawText(f.Repair.Dist),
			p.Words.Say("fit.stop", p.count(f.Uptime.N), p.verdict(f.Uptime), p.verdict(f.Repair)))
		p.prove(path+".failure."+mode+".uptime", f.Uptime)
		p.prove(path+".failure."+mode+".repair", f.Repair)
	}
	p.scrap(s, path)
}

func (p *page) byProduct(s *Station, path string) {
	if len(s.ByProduct) == 0 {
		return
	}
	var texts []string
	for _, product := range p.Products {
		if c := s.ByProduct[product.Name]; c != nil {
			key := p.product(product.Name)
			texts = append(texts, fmt.Sprintf("%s = %q", key, lawText(c.Dist)))
			p.prove(path+".cycle_by_product."+key, c)
		}
	}
	if len(texts) > 0 {
		p.Put("cycle_by_product = { %s }", strings.Join(texts, ", "))
	}
}

// setup is the time to change over, where it comes with a change of product.
func (p *page) setup(s *Station, path string) {
	if s.Setup == nil || s.Within {
		return
	}
	if len(s.Changes) == 0 || len(p.Products) > 12 {
		p.Put("setup = %q # %s", lawText(s.Setup.Dist), p.Words.Say("fit.of", p.count(s.Setup.N), p.verdict(s.Setup)))
		p.prove(path+".setup", s.Setup)
		return
	}
	var cells []string
	for _, a := range p.Products {
		for _, b := range p.Products {
			if a.Name == b.Name {
				continue
			}
			c := s.Changes[[2]string{a.Name, b.Name}]
			if c == nil {
				c = s.Setup
			}
			cells = append(cells, fmt.Sprintf("%q = %q", p.product(a.Name)+">"+p.product(b.Name), lawText(c.Dist)))
		}
	}
	p.Put("setup_matrix = { %s }", strings.Join(cells, ", "))
	p.prove(path+".setup_matrix", s.Setup)
}

// scrap is the share of bad parts; where a part is a whole order it is told only, since orders are not scrapped.
func (p *page) scrap(s *Station, path string) {
	if s.Scrap == nil {
		return
	}
	if p.Unit == Order {
		low, high := s.Scrap.Interval(0.9)
		p.Comment("fit.scrapped", p.Words.Percent(s.Scrap.Share, 2), p.Words.Percent(low, 2), p.Words.Percent(high, 2), p.Words.Number(s.Scrap.All, 0))
		return
	}
	if s.GoesOn {
		p.Comment("fit.goes_on", p.Words.Percent(s.Scrap.Share, 2), p.Words.Number(s.Scrap.All, 0))
		return
	}
	p.spoilt(s.Scrap, path)
}

// spoilt writes a share of bad parts, as far as it is known.
func (p *page) spoilt(f *Scrap, path string) {
	low, high := f.Interval(0.9)
	likely := f.Share
	if f.Bad == 0 { // as much as was not seen is likely enough
		likely = high / 5
	}
	say := func(x float64) string { return strconv.FormatFloat(math.Round(x*1e5)/1e5, 'f', -1, 64) }
	p.Put("scrap = [%s, %s, %s] # %s", say(min(low, likely)), say(likely), say(max(high, likely)),
		p.Words.Say("fit.scrap", p.Words.Number(f.Bad, 0), p.Words.Number(f.All, 0)))
	p.evidence = append(p.evidence, fmt.Sprintf("%q = { grade = \"log\", source = %s, date = %s, n = %d }",
		path+".scrap", pen.Quote(p.source), p.day, max(1, int(f.All))))
}

// alone are stations of which nothing says which part went where: each has parts and room enough.
func (p *page) alone() {
	p.Comment("fit.line.alone")
	for _, s := range p.Stations {
		if s.Cycle == nil {
			continue
		}
		name := p.station(s.Index)
		p.Put("[line.%s]", p.key("source", "for "+name))
		p.Put("kind = \"source\"")
		p.Put("release = \"endless\"")
		p.Put("to = [%q]", name)
		p.machine(s)
		p.Put("to = [%q]", p.key("sink", "done"))
		p.Put("")
	}
	p.Put("[line.%s]", p.key("sink", "done"))
	p.Put("kind = \"sink\"")
}
