package fit

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tweeling/sim/calendar"
)

const (
	slot  = 30 * time.Minute
	slots = int(7 * 24 * time.Hour / slot)
	hours = slots / 7 / 24 // slots in an hour
)

// A Shift is a pattern of a week that was found in a log.
type Shift struct {
	Name     string
	Works    []string // as a scenario has them; nil: always
	open     [slots]bool
	Hours    float64 // a week
	Outside  float64 // share of the work that lies outside of it
	Weeks    float64 // how many weeks it was seen over
	Stations int     // how many work by it
	calendar *calendar.Calendar
}

// activity is how much of each half hour of the week something was done, in seconds, and over how many weeks.
type activity struct {
	seen  [slots]float64 // number of weeks in which a good part of the slot was worked
	ends  [slots]float64 // number of weeks in which something began or ended in it
	total [slots]float64
	weeks float64
}

// activityOf looks when spans of work and setup were, over whole weeks when there are some.
func (l *Log) activityOf(spans []int32) *activity {
	a := &activity{}
	start := mondayOf(l.From)
	weeks := int(time.Duration(l.To-start)/(7*24*time.Hour)) + 1
	a.weeks = float64(l.To-l.From) / float64(7*24*time.Hour)
	if weeks > 5000 {
		return a
	}
	worked, ends := make([]float32, weeks*slots), make([]bool, weeks*slots)
	for _, i := range spans {
		s := &l.Spans[i]
		if s.Class != Work && s.Class != Setup || s.To-s.From > Moment(7*24*time.Hour) {
			continue
		}
		for _, at := range [2]Moment{s.From, s.To - 1} { // what ends on the hour ends in the slot before
			if k := int(time.Duration(at-start) / slot); k >= 0 && k < len(ends) {
				ends[k] = true
			}
		}
		for at := s.From; at < s.To; {
			k := int(time.Duration(at-start) / slot)
			end := min(s.To, start+Moment(k+1)*Moment(slot))
			if k >= 0 && k < len(worked) {
				worked[k] += float32(float64(end-at) / 1e9)
			}
			at = end
		}
	}
	for k, x := range worked {
		a.total[k%slots] += float64(x)
		if x >= float32(slot.Seconds()/6) {
			a.seen[k%slots]++
		}
		if ends[k] {
			a.ends[k%slots]++
		}
	}
	return a
}

func mondayOf(m Moment) Moment {
	t := m.Time()
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return Moment(day.AddDate(0, 0, -(int(day.Weekday())+6)%7).UnixNano())
}

// pattern is the week in which work is done: slots in which it is seen in at least a quarter as many weeks as in the busiest
// tenth of them. Gaps of up to two hours are closed, since breaks of people are no pattern that a log tells for certain, and
// two hours by themselves are left out.
func (a *activity) pattern() Shift { return a.patternOf(&a.seen) }

func (a *activity) patternOf(seen *[slots]float64) Shift {
	var s Shift
	s.Weeks = a.weeks
	peak := busiest(seen)
	if peak == 0 || a.weeks < 2 {
		for k := range s.open {
			s.open[k] = true
		}
		s.Hours = 168
		return s
	}
	for k := range s.open {
		s.open[k] = seen[k] >= peak/4
	}
	s.smooth(true, 2*hours)
	s.smooth(false, 2*hours)
	s.settle(a)
	return s
}

// busiest is in how many weeks something was seen in the busiest tenth of the slots.
func busiest(seen *[slots]float64) float64 {
	sorted := slices.Clone(seen[:])
	slices.Sort(sorted)
	return sorted[slots*9/10]
}

// weekOf is the week in which some spans are worked on. A job that lies overnight has one span over the night in many logs, as
// if it had been worked on: then the week is that in which things begin and end, where they do so often enough. Whether it is so
// is told by what lies over closed hours: by their own length, or by that of the open hours alone, is it more like others?
func (l *Log) weekOf(spans []int32) (*activity, Shift) {
	a := l.activityOf(spans)
	worked := a.pattern()
	if busiest(&a.ends) < dense*a.weeks {
		return a, worked
	}
	began := a.patternOf(&a.ends)
	began.smooth(true, 4*hours) // a night or a weekend, not an hour in which little begins
	began.settle(&activity{total: a.ends})
	if began.Hours == 0 || began.Hours > 0.9*worked.Hours || !l.lies(&began, spans) {
		return a, worked
	}
	l.note("fit.note.lies")
	return &activity{total: a.ends, weeks: a.weeks}, began
}

// dense is the share of the weeks in which something must begin or end in the busiest tenth of the slots for those to tell when
// work is done.
const dense = 0.6

// lies tells whether spans over closed hours are mostly of jobs that lay there.
func (l *Log) lies(week *Shift, spans []int32) bool {
	week.calendar = week.made(l.From)
	defer func() { week.calendar = nil }()
	usual := map[int32][]float64{}
	var over []int32
	for _, i := range spans {
		s := &l.Spans[i]
		if s.Class != Work && s.Class != Setup || s.To <= s.From {
			continue
		}
		if closed := s.Seconds() - week.net(l.From, s.From, s.To); closed > slot.Seconds() {
			over = append(over, i)
		} else {
			usual[s.Station] = append(usual[s.Station], s.Seconds())
		}
	}
	for _, list := range usual {
		slices.Sort(list)
	}
	lay, all := 0, 0
	for _, i := range over {
		s := &l.Spans[i]
		list := usual[s.Station]
		if len(list) < fewest {
			continue
		}
		middle := list[len(list)/2]
		net := max(1, week.net(l.From, s.From, s.To))
		all++
		if math.Abs(math.Log(net/middle)) < math.Abs(math.Log(s.Seconds()/middle)) {
			lay++
		}
	}
	return all >= 5 && lay*10 >= all*7
}

// smooth turns runs of at most so many closed (or open) slots round.
func (s *Shift) smooth(closed bool, most int) {
	was := s.open
	for k := range slots {
		if was[k] == closed || was[(k+slots-1)%slots] != closed { // not where a run begins
			continue
		}
		n := 0
		for n < slots && was[(k+n)%slots] != closed {
			n++
		}
		if n <= most {
			for i := range n {
				s.open[(k+i)%slots] = closed
			}
		}
	}
}

// settle counts what follows from the open slots.
func (s *Shift) settle(a *activity) {
	s.Hours = 0
	inside, all := 0.0, 0.0
	for k, open := range s.open {
		all += a.total[k]
		if open {
			s.Hours += slot.Hours()
			inside += a.total[k]
		}
	}
	if all > 0 {
		s.Outside = 1 - inside/all
	}
	if s.Hours < 168 {
		s.Works = s.texts()
	}
}

var weekdays = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// texts writes the pattern as a scenario does: hours that go over midnight belong to the day on which they begin, and days
// that are alike stand together.
func (s *Shift) texts() []string {
	type stretch struct{ from, to int }
	perDay := slots / 7
	byDay := [7][]stretch{}
	for k := range slots {
		if !s.open[k] || s.open[(k+slots-1)%slots] && k%perDay != 0 {
			continue
		}
		if k%perDay == 0 && s.open[(k+slots-1)%slots] && s.ofYesterday(k) {
			continue
		}
		n := 0
		for n < perDay && s.open[(k+n)%slots] && ((k+n)%perDay != 0 || n == 0 || s.ofYesterday((k+n)%slots)) {
			n++
		}
		byDay[k/perDay] = append(byDay[k/perDay], stretch{k % perDay, k%perDay + n})
	}
	var texts []string
	told := map[stretch]bool{}
	for d := range 7 {
		for _, one := range byDay[d] {
			if told[one] {
				continue
			}
			told[one] = true
			var days []int
			for e := range 7 {
				if slices.Contains(byDay[e], one) {
					days = append(days, e)
				}
			}
			texts = append(texts, daysText(days)+" "+clockText(one.from)+"-"+clockText((one.to-1)%perDay+1))
		}
	}
	return texts
}

// ofYesterday tells whether what is open from a midnight on ends before it began on the day before.
func (s *Shift) ofYesterday(midnight int) bool {
	perDay := slots / 7
	after := 0
	for after < perDay && s.open[(midnight+after)%slots] {
		after++
	}
	before := 0
	for before < perDay && s.open[(midnight-1-before+2*slots)%slots] {
		before++
	}
	return after > 0 && before > 0 && after+before <= perDay && after < perDay-before+1
}

func clockText(k int) string { return fmt.Sprintf("%02d:%02d", k/hours, k%hours*60/hours) }

// daysText is a list of days with ranges: "Mon-Wed,Fri".
func daysText(days []int) string {
	var parts []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1] == days[j]+1 {
			j++
		}
		text := weekdays[days[i]]
		if j > i {
			text += "-" + weekdays[days[j]]
		}
		parts = append(parts, text)
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// shifts finds the week of the whole, and of stations that work clearly less of it and hardly ever outside. Stations of
// alike weeks share a shift. The list begins with that of the whole; of each station its number is told.
func (l *Log) shifts(byStation [][]int32) (list []Shift, of []int) {
	all := make([]int32, len(l.Spans))
	for i := range all {
		all[i] = int32(i)
	}
	_, whole := l.weekOf(all)
	whole.Name = "week"
	list, of = []Shift{whole}, make([]int, len(byStation))
	for i, spans := range byStation {
		if len(spans) < 50 {
			continue
		}
		a, own := l.weekOf(spans)
		for k := range own.open {
			own.open[k] = own.open[k] && whole.open[k]
		}
		own.settle(a)
		if own.Hours > 0.85*whole.Hours || own.Outside > 0.1 || own.Hours == 0 {
			continue
		}
		of[i] = join(&list, own)
	}
	for i := range list {
		list[i].calendar = list[i].made(l.From)
	}
	for i := range of {
		if len(byStation[i]) > 0 {
			list[of[i]].Stations++
		}
	}
	return list, of
}

// join finds a shift that is nearly the same, else adds one.
func join(list *[]Shift, own Shift) int {
	for i := 1; i < len(*list); i++ {
		both, either := 0, 0
		for k := range own.open {
			if own.open[k] && (*list)[i].open[k] {
				both++
			}
			if own.open[k] || (*list)[i].open[k] {
				either++
			}
		}
		if both*10 >= either*8 {
			return i
		}
	}
	own.Name = fmt.Sprintf("week-%d", len(*list)+1)
	*list = append(*list, own)
	return len(*list) - 1
}

// made is the shift as a calendar that counts from a moment; always open when nothing was found.
func (s *Shift) made(start Moment) *calendar.Calendar {
	if s.Works == nil {
		return calendar.Always()
	}
	c, err := calendar.New(start.Time(), s.Works, nil, nil)
	if err != nil {
		return calendar.Always()
	}
	return c
}

// net is how long a stretch of time is, in seconds, what lies outside of the shift left out.
func (s *Shift) net(start, from, to Moment) float64 {
	if s.calendar == nil || s.Works == nil {
		return float64(to-from) / 1e9
	}
	return s.calendar.Planned(time.Duration(from-start), time.Duration(to-start)).Seconds()
}
