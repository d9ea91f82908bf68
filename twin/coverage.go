package twin

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"tweeling/sim/plant"
)

// A Coverage finds out how much of what a plant said has come, and what is odd about it. It is given signals in any order, of a feed, a
// store or a log, and its report is the same for the same set of them.
//
//	c := twin.NewCoverage(table)        // or nil, without a table
//	store.Each(0, func(s twin.Signal, _ uint64) bool { c.Add(s); return true })
//	report := c.Report()
//
// Two things tell what is missing. A source that numbers what it says leaves gaps in the numbers. A counter that rises by more than one
// says that what came in between was not seen (or was said in one): what it rose by is what was expected.
type Coverage struct {
	table   *Table
	sources map[string][]seen
	tags    map[string]int32
	names   []string
	clock   WallClock
}

// Clock notes which times came without a zone.
func (c *Coverage) Clock(w WallClock) { c.clock = w }

// seen is a signal as far as it counts here.
type seen struct {
	seq    uint64
	at     int64
	tag    int32
	number float64 // NaN: none
}

// NewCoverage begins to look at signals. With a table, tags that it has and nobody said are part of the report.
func NewCoverage(t *Table) *Coverage {
	return &Coverage{table: t, sources: map[string][]seen{}, tags: map[string]int32{}}
}

// Add looks at a signal.
func (c *Coverage) Add(s Signal) {
	tag, ok := c.tags[s.Tag]
	if !ok {
		tag = int32(len(c.names)) //nolint:gosec // there are not so many
		c.tags[s.Tag], c.names = tag, append(c.names, s.Tag)
	}
	x := math.NaN()
	if s.Value.Kind == Number {
		x = s.Value.Number
	}
	c.sources[s.Source] = append(c.sources[s.Source], seen{s.Seq, s.At.UnixNano(), tag, x})
}

// A SourceCoverage is what came of one source.
type SourceCoverage struct {
	Source      string    `json:"source"`
	Expected    uint64    `json:"expected"` // numbers from the lowest to the highest
	Seen        uint64    `json:"seen"`     // of them
	Numbered    bool      `json:"numbered"` // false: its numbers are no count, so that nothing can be said of gaps
	Gaps        []Gap     `json:"gaps"`     // the longest, at most 20
	GapCount    int       `json:"gap_count"`
	Doubles     int       `json:"doubles"`    // that came again, of those it was given
	ClockBack   int       `json:"clock_back"` // a higher number with an earlier time
	FarthestS   float64   `json:"farthest_s"` // by how many seconds at most
	First, Last time.Time `json:"-"`
}

// A Gap is a run of numbers that did not come.
type Gap struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// A ClassCoverage is what came of one class of events of one machine.
type ClassCoverage struct {
	Machine   string    `json:"machine"`
	Class     string    `json:"class"`
	Known     bool      `json:"known"`          // the table has it; true without a table
	Expected  int       `json:"expected"`       // of a counter: what it rose by; else what was seen
	Seen      int       `json:"seen"`           // signals
	Resets    int       `json:"resets"`         // a counter that fell back
	Negative  int       `json:"negative_spans"` // ends before their beginnings (CLASS.start, CLASS.complete and the like)
	ClockBack int       `json:"clock_back"`
	Last      time.Time `json:"-"`
}

// A CoverageReport is all that was found, by name.
type CoverageReport struct {
	Clock    WallClock        `json:"wall_clock"`
	Sources  []SourceCoverage `json:"sources"`
	Classes  []ClassCoverage  `json:"classes"`
	Silences []Silence        `json:"silences"` // longer than a week, in which nobody said anything; the longest, at most 20
}

const mostGaps = 20

// Report tells what was found so far.
func (c *Coverage) Report() CoverageReport {
	r := CoverageReport{Clock: c.clock, Silences: c.silences()}
	classes := map[string]*ClassCoverage{}
	if c.table != nil {
		for i := range c.table.Meanings {
			classes[c.table.Meanings[i].Tag] = c.classOf(c.table.Meanings[i].Tag)
		}
	}
	for _, source := range slices.Sorted(maps.Keys(c.sources)) {
		list := slices.Clone(c.sources[source])
		slices.SortFunc(list, func(a, b seen) int {
			return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.at, b.at), cmp.Compare(a.tag, b.tag))
		})
		all := len(list)
		list = slices.CompactFunc(list, func(a, b seen) bool { return a.seq == b.seq })
		one := sourceOf(source, list)
		one.Doubles = all - len(list)
		r.Sources = append(r.Sources, one)
		c.count(classes, list)
	}
	for _, tag := range slices.Sorted(maps.Keys(classes)) {
		r.Classes = append(r.Classes, *classes[tag])
	}
	return r
}

// silences are the stretches in which nobody said anything, in order of time.
func (c *Coverage) silences() []Silence {
	var times []int64
	for _, list := range c.sources {
		for i := range list {
			times = append(times, list[i].at)
		}
	}
	slices.Sort(times)
	found := []Silence{}
	for i := 1; i < len(times); i++ {
		if times[i]-times[i-1] > int64(Silent) {
			found = append(found, Silence{From: time.Unix(0, times[i-1]).UTC(), To: time.Unix(0, times[i]).UTC()})
		}
	}
	slices.SortStableFunc(found, func(a, b Silence) int { return cmp.Compare(b.To.Sub(b.From), a.To.Sub(a.From)) })
	found = found[:min(len(found), mostGaps)]
	slices.SortFunc(found, func(a, b Silence) int { return a.From.Compare(b.From) })
	return found
}

// sourceOf looks at what one source said, in the order of its numbers.
func sourceOf(name string, list []seen) SourceCoverage {
	// Numbers that are moments, or made up, are no count.
	const sparse = 1000
	one := SourceCoverage{Source: name, Seen: uint64(len(list)), Gaps: []Gap{}, First: time.Unix(0, list[0].at).UTC(), Last: time.Unix(0, list[0].at).UTC()}
	span := list[len(list)-1].seq - list[0].seq
	one.Numbered = len(list) > 1 && span/sparse < uint64(len(list))
	one.Expected = uint64(len(list))
	if one.Numbered {
		one.Expected = span + 1
	}
	for i := range list {
		at := time.Unix(0, list[i].at).UTC()
		if at.Before(one.First) {
			one.First = at
		}
		if at.After(one.Last) {
			one.Last = at
		}
		if i == 0 {
			continue
		}
		if back := list[i-1].at - list[i].at; back > 0 {
			one.ClockBack++
			one.FarthestS = max(one.FarthestS, float64(back)/1e9)
		}
		if one.Numbered && list[i].seq > list[i-1].seq+1 {
			one.GapCount++
			one.Gaps = append(one.Gaps, Gap{list[i-1].seq + 1, list[i].seq - 1})
		}
	}
	slices.SortStableFunc(one.Gaps, func(a, b Gap) int { return cmp.Compare(b.To-b.From, a.To-a.From) })
	one.Gaps = one.Gaps[:min(len(one.Gaps), mostGaps)]
	return one
}

// classOf is machine and class of a tag: as the table says, else what is before its last dot and what is after it.
func (c *Coverage) classOf(tag string) *ClassCoverage {
	if c.table != nil {
		if i, ok := c.table.Find(tag); ok {
			m := &c.table.Meanings[i]
			class := m.Means
			if m.Timer != "" {
				class += " " + m.Timer
			}
			return &ClassCoverage{Machine: c.table.Plant.Layout.Nodes[m.Nodes[0]].Name, Class: class, Known: true}
		}
	}
	one := &ClassCoverage{Class: tag, Known: c.table == nil}
	if i := strings.LastIndexAny(tag, "./"); i > 0 {
		one.Machine, one.Class = tag[:i], tag[i+1:]
	}
	return one
}

// counts tells whether a tag is a total that rises.
func (c *Coverage) counts(tag string, list []float64) bool {
	if c.table != nil {
		i, ok := c.table.Find(tag)
		return ok && c.table.Meanings[i].Counts == "total" && slices.Contains(plant.Counters, c.table.Meanings[i].Means)
	}
	up, down := 0, 0
	for i := range list {
		if math.IsNaN(list[i]) || list[i] != math.Trunc(list[i]) || list[i] < 0 {
			return false
		}
		if i > 0 && list[i] > list[i-1] {
			up++
		} else if i > 0 && list[i] < list[i-1] {
			down++
		}
	}
	return up > 3 && down*8 <= up
}

// count looks at what one source said of each class.
func (c *Coverage) count(classes map[string]*ClassCoverage, list []seen) {
	numbers := make([][]float64, len(c.names))
	last := make([]int64, len(c.names))
	for i := range list {
		s := &list[i]
		tag := c.names[s.tag]
		one := classes[tag]
		if one == nil {
			one = c.classOf(tag)
			classes[tag] = one
		}
		if n := len(numbers[s.tag]); n > 0 && s.at < last[s.tag] {
			one.ClockBack++
		}
		if begin, ok := c.beginOf(tag); ok && len(numbers[begin]) > 0 && s.at < last[begin] {
			one.Negative++
		}
		one.Seen++
		if at := time.Unix(0, s.at).UTC(); at.After(one.Last) {
			one.Last = at
		}
		numbers[s.tag], last[s.tag] = append(numbers[s.tag], s.number), s.at
	}
	for i, values := range numbers {
		if len(values) == 0 {
			continue
		}
		one := classes[c.names[i]]
		if !c.counts(c.names[i], values) {
			one.Expected += len(values)
			continue
		}
		one.Expected++ // the first, from which it counts
		for k := 1; k < len(values); k++ {
			switch rise := values[k] - values[k-1]; {
			case rise < 0:
				one.Resets++
				one.Expected++
			case rise > MostAtOnce || math.IsNaN(rise):
				one.Expected++
			default:
				one.Expected += max(1, int(rise))
			}
		}
	}
}

// ends are the words for the end of what another word began.
var ends = map[string]string{"complete": "start", "end": "start", "finish": "start", "finished": "started", "stop": "start"}

// beginOf is the tag that begins what this one ends.
func (c *Coverage) beginOf(tag string) (int32, bool) {
	i := strings.LastIndexAny(tag, "./")
	if i < 0 {
		return 0, false
	}
	begin, ok := ends[tag[i+1:]]
	if !ok {
		return 0, false
	}
	at, ok := c.tags[tag[:i+1]+begin]
	return at, ok
}
