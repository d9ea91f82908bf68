package fit

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/pen"
	"tweeling/sim/stat"
	"tweeling/sim/words"
)

// A page is the text of a scenario in the making.
type page struct {
	*Model
	*pen.Page
	keys     map[string]string // names of the scenario by what they are of
	taken    map[string]bool
	evidence []string
	source   string
	day      string
}

// unlimited is the room of a place that is never full.
const unlimited = 10_000

// Text writes what was found as a scenario, with comments in a language. It checks and runs.
func (m *Model) Text(w *words.Words) []byte {
	p := &page{Model: m, Page: pen.NewPage(w), keys: map[string]string{}, taken: map[string]bool{}}
	p.source = m.Log.Name
	p.day = m.Log.To.Time().Format(time.DateOnly)
	for _, reserved := range pen.Reserved {
		p.taken[reserved] = true
	}
	p.Comment("fit.head", m.Log.Name, w.Date(m.Log.From.Time()), w.Date(m.Log.To.Time()))
	p.Put("")
	p.Put("title = %s", pen.Quote(m.Log.Name))
	p.run()
	p.shifts()
	p.products()
	p.line()
	p.proof()
	p.measured()
	return p.Bytes()
}

// key is the name in the scenario of something in the log: of letters, figures, hyphens, alike for nothing else.
func (p *page) key(of, name string) string {
	if k, ok := p.keys[of+"\x00"+name]; ok {
		return k
	}
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_':
			b.WriteRune(r)
		default:
			if t := flat(string(r)); t != "" {
				b.WriteString(t)
			} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	k := strings.Trim(b.String(), "-_")
	if k == "" || k[0] < 'a' || k[0] > 'z' {
		k = strings.TrimRight(of[:1]+"-"+k, "-")
	}
	k = strings.TrimRight(k[:min(len(k), 40)], "-_")
	base := k
	for i := 2; p.taken[k]; i++ {
		k = base + "-" + strconv.Itoa(i)
	}
	p.taken[k] = true
	p.keys[of+"\x00"+name] = k
	return k
}

func (p *page) station(i int32) string     { return p.key("station", p.Log.Stations.Name(i)) }
func (p *page) product(name string) string { return p.key("product", name) }
func (p *page) mode(name string) string {
	switch name {
	case "stop", "other", "planned", "setup":
		return name
	}
	return p.key("failure", name)
}

// longNumbers are figures beyond what anybody reads.
var longNumbers = regexp.MustCompile(`\d+\.\d+(e[+-]?\d+)?|\d{6,}`)

// lawText is a law as a scenario has it, to five figures.
func lawText(d *dist.Dist) string {
	return longNumbers.ReplaceAllStringFunc(d.String(), func(text string) string {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return text
		}
		if !strings.Contains(text, ".") {
			return strconv.FormatFloat(x, 'f', -1, 64)
		}
		return strconv.FormatFloat(tidy(x), 'f', -1, 64)
	})
}

// prove notes where a law comes from.
func (p *page) prove(path string, c *Choice) {
	times := ""
	if f := c.Factors(); f[0] < f[2] {
		times = fmt.Sprintf(", times = [%s, 1, %s]", strconv.FormatFloat(tidy3(f[0]), 'f', -1, 64), strconv.FormatFloat(tidy3(f[2]), 'f', -1, 64))
	}
	p.evidence = append(p.evidence, fmt.Sprintf("%q = { grade = \"log\", source = %s, date = %s, n = %d%s }",
		path, pen.Quote(p.source+", "+p.verdict(c)), p.day, max(1, c.N), times))
}

// verdict says how well a law goes with the times, in a few words.
func (p *page) verdict(c *Choice) string {
	text := p.Words.Say("fit.verdict." + c.Verdict.String())
	if c.Cut > 0 {
		text += p.Words.Say("fit.cut", p.count(c.Cut))
	}
	return text
}

func (p *page) count(n int) string { return p.Words.Number(float64(n), 0) }

// Factors is what the times of a law may have to be multiplied by: in 5 and in 95 of 100 cases, as an evidence has it.
func (l *Law) Factors() [3]float64 {
	mean, low, high := l.Mean(0.9)
	if !(mean > 0) || math.IsInf(high, 0) || !(low > 0) {
		if l.seen < 2 && l.Family != "constant" {
			return [3]float64{0.2, 1, 5} // one time: hardly anything is known
		}
		return [3]float64{1, 1, 1}
	}
	return [3]float64{max(low/mean, 0.05), 1, min(high/mean, 20)}
}

func tidy3(x float64) float64 { return math.Round(x*1000) / 1000 }

func (p *page) run() {
	weeks := len(p.Counted())
	p.Put("\n[run]")
	p.Put("start = %s # %s", p.firstWeek().Time().Format(time.DateOnly), p.Words.Say("fit.start"))
	p.Put("horizon = \"%dw\" # %s", min(max(weeks, 1), 52), p.Words.Say("fit.horizon"))
	if p.Unit != Alone {
		p.Put("warmup = %q # %s", p.warmup(), p.Words.Say("fit.warmup"))
	}
	p.Put("replications = 20")
	p.Put("seed = 1")
}

// warmup is twice as long as a case takes, in whole weeks when it takes days.
func (p *page) warmup() string {
	twice := 2 * p.LeadTime
	if twice > 86400 || len(p.Shifts[0].Works) > 0 {
		return strconv.Itoa(min(52, max(1, int(math.Ceil(twice/(7*86400)))))) + "w"
	}
	return strconv.Itoa(max(1, int(math.Ceil(twice/3600)))) + "h"
}

func (p *page) shifts() {
	for i := range p.Shifts {
		s := &p.Shifts[i]
		if s.Works == nil || s.Stations == 0 {
			continue
		}
		p.Put("")
		p.Comment("fit.shift", p.Words.Number(s.Hours, 1), p.Words.Percent(1-s.Outside, 1))
		name := p.key("shift", s.Name)
		p.Put("[shift.%s]", name)
		p.Put("works = %s", pen.QuoteAll(s.Works))
		p.evidence = append(p.evidence, fmt.Sprintf("%q = { grade = \"log\", source = %s, date = %s }",
			"shift."+name+".works", pen.Quote(p.source), p.day))
	}
}

func (p *page) products() {
	if len(p.Products) == 0 {
		return
	}
	p.Put("")
	p.Comment("fit.products")
	left, total := 1.0, 0
	for i := range p.Products {
		total += p.Products[i].Cases
	}
	for i, r := range p.Products {
		key := p.product(r.Name)
		p.Put("[product.%s]", key)
		if key != r.Name {
			p.Put("title = %s", pen.Quote(r.Name))
		}
		share := math.Round(r.Share*1e5) / 1e5
		if i == len(p.Products)-1 {
			share = math.Round(left*1e5) / 1e5
		}
		left -= share
		p.Put("share = %s", strconv.FormatFloat(max(0, share), 'f', -1, 64))
		p.evidence = append(p.evidence, fmt.Sprintf("%q = { grade = \"log\", source = %s, date = %s, n = %d }",
			"product."+key+".share", pen.Quote(p.source), p.day, r.Cases))
	}
}

// proof says where values come from.
func (p *page) proof() {
	p.Put("")
	p.Comment("fit.evidence")
	p.Put("[evidence]")
	slices.Sort(p.evidence)
	for _, e := range p.evidence {
		p.Put("%s", e)
	}
}

// measured says what the real line made, to hold the scenario against.
func (p *page) measured() {
	weeks := p.Counted()
	if len(weeks) == 0 || stat.Average(weeks) == 0 {
		return
	}
	p.Put("")
	p.Comment("fit.measured." + p.Unit.String())
	p.Put("[measured]")
	texts := make([]string, len(weeks))
	lot := 1.0
	if p.Unit == Flow {
		lot = float64(p.Release.Lot)
	}
	for i, x := range weeks {
		texts[i] = strconv.FormatFloat(x*lot, 'f', -1, 64)
	}
	p.Put("good_parts_per_week = [%s]", strings.Join(texts, ", "))
	if p.Leads > 0 && p.Unit != Flow && p.LeadTime > 0 {
		p.Put("lead_time = %q", dist.FormatSpan(math.Max(1, math.Round(p.LeadTime))))
	}
	p.Put("from = %s", pen.Quote(p.source))
	p.Put("how = \"counted\"")
}
