package fit

import (
	"fmt"
	"hash/maphash"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"tweeling/sim/eventlog"
)

// Rows is a table that is handed out row by row; an event log of any format can be one.
type Rows interface {
	Next() bool
	Cell(column int) string // good until the next row
	Line() int
	Err() error
}

// Reading says what of a log is not to be found out.
type Reading struct {
	Columns map[Role]string  // names of columns
	Kinds   map[string]Class // what types of report mean
	Days    DayOrder         // how days are written with figures
	Unit    float64          // of lengths, in seconds; 0: found out
	Zone    *time.Location   // by which shifts are kept; nil: times stay as they are written
	File    string           // what mistakes call it
}

const sampled = 5000 // rows by which columns are found

// A reader turns rows into spans.
type reader struct {
	Reading
	*finder
	log        *Log
	rows       Rows
	mistakes   eventlog.Mistakes
	unreadable int
	kinds      Names
	kindOf     []int32
	lengths    []length // where starts or ends follow from them
	doubles    map[uint64]struct{}
	seed       maphash.Seed
	open       map[[3]int32][]opened
	completed  bool // quantities are of good parts
	last       []Moment
	starts     bool // both ends are given by columns
	onlyEnds   bool
	pairs      bool
}

// opened is a start that waits for its end.
type opened struct {
	at   Moment
	span Span
}

// Read reads a log. Columns are the names of the table's columns. The error is [eventlog.Mistakes] when it is about the
// file.
func Read(names []string, rows Rows, how Reading) (*Log, error) {
	r := &reader{Reading: how, rows: rows, log: &Log{Name: how.File}, doubles: map[uint64]struct{}{}, seed: maphash.MakeSeed(), open: map[[3]int32][]opened{}}
	var sample [][]string
	var lines []int
	for len(sample) < sampled && rows.Next() {
		row := make([]string, len(names))
		for i := range row {
			row[i] = strings.Clone(rows.Cell(i))
		}
		sample, lines = append(sample, row), append(lines, rows.Line())
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if len(sample) == 0 {
		return nil, eventlog.Mistakes{{File: how.File, Text: "want rows below the names of the columns, have none"}}
	}
	above := 0
	if t, ok := rows.(interface{ Above() int }); ok {
		above = t.Above()
	}
	var err error
	if r.finder, err = findColumns(names, sample, how.Columns); err != nil {
		return nil, eventlog.Mistakes{{File: how.File, Line: above + 1, Text: err.Error()}}
	}
	if err := r.missing(how.File, above+1); err != nil {
		return nil, err
	}
	if above > 0 {
		r.log.note("fit.note.titles", above)
	}
	if err := r.prepare(sample); err != nil {
		return nil, err
	}
	for i, row := range sample {
		r.row(func(c int) string { return cellOf(row, c) }, lines[i])
	}
	r.sample = nil
	for rows.Next() {
		r.row(rows.Cell, rows.Line())
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return r.finish()
}

// prepare settles what holds for all rows.
func (r *reader) prepare(sample [][]string) error {
	if c := r.found[Complete]; c >= 0 && r.found[Start] < 0 && r.found[Length] < 0 && r.found[Lifecycle] < 0 && r.found[Case] < 0 && r.found[Kind] >= 0 &&
		r.how[Complete] != "said" && !namedFor(r.names[c], 1) { // one time and a state: it begins then
		r.found[Start], r.how[Start], r.found[Complete] = c, r.how[Complete], -1
		r.days[0], r.days[1] = r.days[1], -1
		r.log.note("fit.note.changes")
	}
	for role := range roles {
		if c := r.found[role]; c >= 0 {
			alike := 0
			for _, name := range r.names {
				if name == r.names[c] {
					alike++
				}
			}
			r.log.Columns = append(r.log.Columns, ColumnFound{role, c, r.names[c], r.how[role], alike})
		}
	}
	for i, name := range r.names {
		if !r.taken(i) && i != r.days[0] && i != r.days[1] && name != "" {
			r.log.Unused = append(r.log.Unused, name)
		}
	}
	start, complete := r.found[Start] >= 0, r.found[Complete] >= 0
	r.starts = start && complete
	r.onlyEnds = !r.starts && r.found[Length] < 0
	if r.onlyEnds && r.found[Lifecycle] >= 0 {
		begins := 0
		for _, row := range sample {
			if strings.EqualFold(cellOf(row, r.found[Lifecycle]), "start") {
				begins++
			}
		}
		r.pairs = begins > 0
	}
	if q := r.found[Quantity]; q >= 0 {
		name := flat(r.names[q])
		r.completed = strings.Contains(name, "complete") || strings.Contains(name, "good")
	}
	if r.Days != Unknown {
		return nil
	}
	var texts []string
	for i, role := range []Role{Start, Complete} {
		c := r.found[role]
		if r.days[i] >= 0 {
			c = r.days[i]
		}
		for _, row := range sample {
			if text := cellOf(row, c); text != "" {
				texts = append(texts, text)
			}
		}
	}
	order, err := orderOf(texts)
	if err != nil {
		return eventlog.Mistakes{{File: r.File, Text: err.Error() + "; --days day or --days month reads all in one way, and leaves out what does not go so"}}
	}
	if order == Unknown && slices.ContainsFunc(r.clocks(sample), halfDay.MatchString) {
		order = MonthFirst // who writes 2:15 PM writes the month first
		r.log.note("fit.note.days_second")
	} else if order == Unknown {
		order = r.shorter(texts)
		r.log.note(map[DayOrder]string{DayFirst: "fit.note.days_first", MonthFirst: "fit.note.days_second"}[order])
	}
	r.Days = order
	return nil
}

// halfDay is a clock of twice twelve hours.
var halfDay = regexp.MustCompile(`(?i)\d\s*[ap]\.?\s?m\.?\s*$`)

// clocks are the cells of starts and ends.
func (r *reader) clocks(sample [][]string) (texts []string) {
	for _, role := range []Role{Start, Complete} {
		for _, row := range sample {
			texts = append(texts, cellOf(row, r.found[role]))
		}
	}
	return texts
}

// shorter is the reading of days by which a log covers less time.
func (r *reader) shorter(texts []string) DayOrder {
	best, least := DayFirst, Moment(math.MaxInt64)
	for _, order := range []DayOrder{DayFirst, MonthFirst} {
		low, high := Moment(math.MaxInt64), Moment(math.MinInt64)
		for _, text := range texts {
			if s, ok := readStamp(text); ok {
				if m, err := s.moment(order, nil); err == nil {
					low, high = min(low, m), max(high, m)
				}
			}
		}
		if high-low < least {
			best, least = order, high-low
		}
	}
	return best
}

// row takes one row.
func (r *reader) row(cell func(int) string, line int) {
	f := &r.log.Faults
	f.Rows++
	var h maphash.Hash
	h.SetSeed(r.seed)
	for i := range r.names {
		_, _ = h.WriteString(cell(i))
		_ = h.WriteByte(0)
	}
	if _, double := r.doubles[h.Sum64()]; double && !r.pairs {
		f.Doubles++
		return
	}
	r.doubles[h.Sum64()] = struct{}{}
	unread := f.NoTime
	start, okStart := r.moment(Start, cell, line)
	complete, okComplete := r.moment(Complete, cell, line)
	if !okStart && !okComplete {
		f.NoTime = max(f.NoTime, unread+1) // a total below, or a row whose time was not filled in
		return
	}
	if okStart && okComplete && complete < start && r.days[1] >= 0 && r.days[1] == r.days[0] {
		complete += Moment(24 * time.Hour) // over midnight
	}
	s := Span{From: start, To: complete, Line: int32(line), Quantity: -1, Bad: -1, Cause: -1}
	kind := int32(-1)
	r.name(&s, cell, &kind)
	r.count(&s, cell)
	switch {
	case r.found[Start] >= 0 && !okStart, r.starts && !okComplete:
		f.NoTime++
		return
	case r.pairs:
		r.pair(&s, kind, cell(r.found[Lifecycle]))
		return
	}
	took := length{x: math.NaN()}
	if c := r.found[Length]; !r.starts && c >= 0 {
		var ok bool
		if took, ok = lengthIn(cell(c), r.names[c]); !ok {
			f.NoTime++
			return
		}
	}
	r.keep(s, kind, took)
}

// name gives a span its names.
func (r *reader) name(s *Span, cell func(int) string, kind *int32) {
	at := func(role Role) string {
		if c := r.found[role]; c >= 0 {
			return cell(c)
		}
		return ""
	}
	activity, station := at(Activity), at(Machine)
	if station == "" || strings.EqualFold(station, "missing") {
		station = activity
	}
	if m := changing.FindStringSubmatch(activity); m != nil {
		*kind = r.kinds.Of("setup")
		if rest := strings.TrimSpace(m[2]); rest != "" && station == activity {
			station = rest
		}
	}
	if text := at(Kind); text != "" && *kind < 0 {
		*kind = r.kinds.Of(text)
	}
	s.Station, s.Case = r.log.Stations.Of(strings.Join(strings.Fields(station), " ")), r.log.Cases.Of(at(Case))
	s.Product, s.Resource, s.Cause = r.log.Products.Of(at(Product)), r.log.Resources.Of(at(Resource)), r.log.Causes.Of(at(Cause))
	if s.Case < 0 && r.found[Case] >= 0 {
		r.log.Faults.NoCase++
	}
}

// count reads how many pieces a span made.
func (r *reader) count(s *Span, cell func(int) string) {
	at := func(role Role) float32 {
		if c := r.found[role]; c >= 0 {
			if x, ok := numberIn(cell(c)); ok && x >= 0 && x < 1e9 {
				return float32(x)
			}
		}
		return -1
	}
	all, good, bad := at(Quantity), at(Good), at(Bad)
	switch {
	case good >= 0:
		all = good + max(0, bad)
	case all >= 0 && bad > 0 && (r.completed || bad > all):
		all += bad
	}
	s.Quantity, s.Bad = all, bad
}

// moment reads one time of a row.
func (r *reader) moment(role Role, cell func(int) string, line int) (Moment, bool) {
	c := r.found[role]
	if c < 0 {
		return 0, false
	}
	text := cell(c)
	if text == "" {
		return 0, false
	}
	var s stamp
	var ok bool
	if day := r.days[role-Start]; day >= 0 {
		s, ok = momentOn(cell(day), text)
		text = cell(day) + " " + text
	} else {
		s, ok = readStamp(text)
	}
	if ok {
		if m, err := s.moment(r.Days, r.Zone); err == nil {
			return m, true
		}
	}
	r.unreadable++
	if len(r.mistakes) < 100 {
		r.mistakes = append(r.mistakes, eventlog.Mistake{File: r.File, Line: line, Column: r.names[c],
			Text: fmt.Sprintf("want a moment such as 2026-03-01 06:30, have %q", text)})
	}
	return 0, false
}

// pair keeps a start until its end comes.
func (r *reader) pair(s *Span, kind int32, step string) {
	at := s.From
	if r.found[Complete] >= 0 {
		at = s.To
	}
	key := [3]int32{s.Case, s.Station, s.Resource}
	switch strings.ToLower(step) {
	case "start", "begin", "started":
		r.open[key] = append(r.open[key], opened{at, *s})
	case "complete", "end", "completed", "finish":
		if len(r.open[key]) == 0 {
			r.log.Faults.Unmatched++
			return
		}
		first := r.open[key][0]
		r.open[key] = r.open[key][1:]
		s.From, s.To = first.at, at
		if s.Quantity < 0 {
			s.Quantity, s.Bad = first.span.Quantity, first.span.Bad
		}
		r.keep(*s, kind, length{x: math.NaN()})
	}
}

// keep keeps a span with what is to be settled when all are read.
func (r *reader) keep(s Span, kind int32, took length) {
	r.log.Spans = append(r.log.Spans, s)
	r.kindOf = append(r.kindOf, kind)
	if !math.IsNaN(took.x) || r.lengths != nil {
		r.lengths = append(r.lengths, took)
	}
	for len(r.last) <= int(s.Station) {
		r.last = append(r.last, 0)
	}
	if s.Station >= 0 {
		if at := max(s.From, s.To); at < r.last[s.Station]-Moment(time.Hour) && r.found[Case] < 0 {
			r.log.Faults.Backwards++
		}
		r.last[s.Station] = max(s.From, s.To)
	}
}

// finish settles what only all rows together tell.
func (r *reader) finish() (*Log, error) {
	for _, list := range r.open {
		r.log.Faults.Unmatched += len(list)
	}
	if r.unreadable*20 > r.log.Faults.Rows {
		if r.unreadable == 1 {
			return nil, r.mistakes
		}
		r.mistakes = append(r.mistakes[:min(len(r.mistakes), 10)], eventlog.Mistake{File: r.File, Text: fmt.Sprintf(
			"%d times in all cannot be read, more than 1 row of 20: are these the columns of times? --column start=\"NAME\" and --column complete=\"NAME\" say which",
			r.unreadable)})
		return nil, r.mistakes
	}
	r.log.Unread = r.mistakes[:min(len(r.mistakes), 3)]
	list, unknown := classes(r.kinds.List, r.Kinds)
	used := map[int32]bool{}
	for i := range r.log.Spans {
		if k := r.kindOf[i]; k >= 0 {
			r.log.Spans[i].Class = list[k]
			used[k] = used[k] || !r.isMark(&r.log.Spans[i])
		}
	}
	unknown = slices.DeleteFunc(unknown, func(name string) bool { return !used[r.kinds.Of(name)] })
	if len(unknown) > 0 {
		r.log.note("fit.note.kinds", strings.Join(shortened(unknown), ", "))
	}
	if r.lengths != nil {
		r.settleLengths()
	}
	switch {
	case !r.onlyEnds || r.pairs:
	case r.found[Complete] < 0:
		r.inferEnds()
	default:
		r.inferStarts()
	}
	all := len(r.log.Spans)
	r.leaveOut()
	switch {
	case r.log.Faults.Negative*2 > all && r.starts:
		return nil, eventlog.Mistakes{{File: r.File, Text: fmt.Sprintf("want rows that end after they begin, have %d of %d that end before: is it the other way round? --column start=%q --column complete=%q",
			r.log.Faults.Negative, all, r.names[r.found[Complete]], r.names[r.found[Start]])}}
	case len(r.log.Spans) == 0:
		return nil, eventlog.Mistakes{{File: r.File, Text: "want rows that took time, have none"}}
	}
	r.log.settle()
	return r.log, nil
}

// units of lengths that are tried, the longest first.
var lengthUnits = []struct {
	name    string
	seconds float64
}{{"h", 3600}, {"min", 60}, {"s", 1}, {"ms", 0.001}}

// settleLengths turns lengths into starts or ends.
func (r *reader) settleLengths() {
	unit := r.Unit
	if m := unitBehind.FindStringSubmatch(r.names[r.found[Length]]); m != nil && unit == 0 {
		unit = wordSeconds(m[1])
	}
	if unit == 0 && slices.ContainsFunc(r.lengths, func(l length) bool { return !l.seconds }) {
		unit = r.guessUnit()
	}
	for i := range r.log.Spans {
		s := &r.log.Spans[i]
		d := Moment(r.lengths[i].in(unit) * 1e9)
		if r.found[Start] >= 0 {
			s.To = s.From + d
		} else {
			s.From = s.To - d
		}
	}
}

// guessUnit takes the longest unit by which what one person or station did one after another mostly has room.
func (r *reader) guessUnit() float64 {
	for _, u := range lengthUnits {
		last := map[int32]Moment{}
		fits, all := 0, 0
		order := make([]int, len(r.log.Spans))
		for i := range order {
			order[i] = i
		}
		at := func(i int) Moment { return max(r.log.Spans[i].From, r.log.Spans[i].To) }
		slices.SortStableFunc(order, func(a, b int) int { return int(min(1, max(-1, at(a)-at(b)))) })
		for _, i := range order {
			s := &r.log.Spans[i]
			who := s.Resource
			if who < 0 {
				who = -2 - s.Station
			}
			if before, ok := last[who]; ok && r.lengths[i].x > 0 {
				all++
				if at(i)-before >= Moment(r.lengths[i].in(u.seconds)*0.98e9) {
					fits++
				}
			}
			last[who] = at(i)
		}
		if fits*4 >= all*3 || u.seconds == 0.001 {
			r.log.note("fit.note.unit", r.names[r.found[Length]], u.name)
			return u.seconds
		}
	}
	return 1
}
