package fit

import (
	"cmp"
	"slices"
	"time"

	"tweeling/sim/eventlog"
)

// A Class is what a station did during a span.
type Class uint8

// The classes.
const (
	Work    Class = iota // worked on parts
	Setup                // was changed over
	Down                 // was broken, or being repaired
	Planned              // stood as planned: maintenance, a break
	Idle                 // waited: blocked, starved, off
	Classes = 5
)

// String is the key of the class in the catalogue of words.
func (c Class) String() string {
	return [...]string{"work", "setup", "down", "planned", "idle"}[c]
}

// A Moment is nanoseconds since 1970 by the clock on the wall: no zone, no daylight saving.
type Moment int64

// Time is the moment as a time in UTC, which stands for the clock on the wall.
func (m Moment) Time() time.Time { return time.Unix(0, int64(m)).UTC() }

// A Span is what one station did from one moment to another. Names are numbers in the lists of the log; -1: not said.
type Span struct {
	From, To                 Moment
	Station, Case            int32
	Product, Resource, Cause int32
	Line                     int32   // in the file; 0: from elsewhere
	Quantity                 float32 // pieces, good and bad; -1: not said
	Bad                      float32 // of them; -1: not said
	Class                    Class
	Cut                      bool // it still went on when the log ended
}

// Seconds is how long it took.
func (s *Span) Seconds() float64 { return float64(s.To-s.From) / 1e9 }

// Names are texts that have numbers, in the order in which they came.
type Names struct {
	List  []string
	index map[string]int32
}

// Of is the number of a name; a new name gets the next, and "" is -1.
func (n *Names) Of(name string) int32 {
	if name == "" {
		return -1
	}
	if i, ok := n.index[name]; ok {
		return i
	}
	if n.index == nil {
		n.index = map[string]int32{}
	}
	i := int32(len(n.List))
	name = string([]byte(name)) // not a piece of a row
	n.List = append(n.List, name)
	n.index[name] = i
	return i
}

// Name is the text of a number; "" for -1.
func (n *Names) Name(i int32) string {
	if i < 0 || int(i) >= len(n.List) {
		return ""
	}
	return n.List[i]
}

// A Log is what stations did, by From. It is what laws are fitted to, wherever it comes from.
type Log struct {
	Name                                         string // of the file
	Spans                                        []Span
	Stations, Cases, Products, Resources, Causes Names
	From, To                                     Moment // what was watched
	New                                          bool   // stations were as new when it began, as those of a simulation
	Net                                          bool   // spans leave out closed hours already, as those of a simulation
	Columns                                      []ColumnFound
	Unused                                       []string // columns that are not read
	Notes                                        []Note
	Faults                                       Faults
	Unread                                       []eventlog.Mistake // the first of the times that could not be read
}

// A Note is something that was taken to be so while a log was read: a key of the catalogue of words with its arguments.
type Note struct {
	Key  string
	Args []any
}

// Faults counts what was wrong with rows.
type Faults struct {
	Rows      int `json:"rows"`      // read
	Doubles   int `json:"doubles"`   // left out, as they say what another row says
	Negative  int `json:"negative"`  // end before they begin; left out
	Instant   int `json:"instant"`   // took no time
	Marks     int `json:"marks"`     // artificial starts and ends of cases; left out
	Backwards int `json:"backwards"` // times in the file that go back by more than an hour, within one station
	Unmatched int `json:"unmatched"` // starts without an end, or ends without a start
	NoTime    int `json:"no_time"`   // rows without a time; left out
	NoCase    int `json:"no_case"`
}

// settle puts spans in order and finds where the log begins and ends.
func (l *Log) settle() {
	slices.SortStableFunc(l.Spans, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Station, b.Station), cmp.Compare(a.Case, b.Case))
	})
	for i := range l.Spans {
		s := &l.Spans[i]
		if i == 0 && l.From == 0 || s.From < l.From {
			l.From = s.From
		}
		l.To = max(l.To, s.To)
	}
}

// note keeps a remark, once.
func (l *Log) note(key string, args ...any) {
	if !slices.ContainsFunc(l.Notes, func(n Note) bool { return n.Key == key }) {
		l.Notes = append(l.Notes, Note{key, args})
	}
}

// byStation lists the spans of each station, in order.
func (l *Log) byStation() [][]int32 {
	list := make([][]int32, len(l.Stations.List))
	for i := range l.Spans {
		if s := l.Spans[i].Station; s >= 0 {
			list[s] = append(list[s], int32(i))
		}
	}
	return list
}

// byCase lists the spans of each case, in order.
func (l *Log) byCase() [][]int32 {
	list := make([][]int32, len(l.Cases.List))
	for i := range l.Spans {
		if c := l.Spans[i].Case; c >= 0 {
			list[c] = append(list[c], int32(i))
		}
	}
	return list
}
