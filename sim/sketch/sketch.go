package sketch

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tweeling/sim/pen"
)

// A Sketch is what is known of a line, and what was guessed.
type Sketch struct {
	Name     string
	Works    []string // lines of a calendar; none: always on
	Breaks   []string
	Stations []Station // in order of work
	Crew     int       // operators on duty at once
	Products []Product
	Wage     float64         // per hour
	Guessed  map[string]bool // answers that nobody gave, by the key of the question; of tables by column
	Source   string          // the table that stations come from, ""
}

// A Station is one place of work.
type Station struct {
	Name, Title string
	Cycle       float64 // seconds
	Operators   float64 // people needed; a fraction is that share of each cycle
	Buffer      int     // places between it and the next
	MTBF, MTTR  float64 // seconds of work between failures, seconds of repair; 0: it does not fail
	Scrap       float64 // share of its parts
}

// A Product is one kind of part, with its money.
type Product struct {
	Name, Title     string
	Price, Material float64
	MaterialGuessed bool
	PerYear         float64
}

// weeksPerYear are worked weeks, those that scenarios have by default.
const weeksPerYear = 47

func (s *Sketch) guess(what string) {
	if s.Guessed == nil {
		s.Guessed = map[string]bool{}
	}
	s.Guessed[what] = true
}

// slowest is the station that limits the line, by its cycle and the time it is down; the first of equals.
func (s *Sketch) slowest() *Station {
	if len(s.Stations) == 0 {
		return nil
	}
	slow := &s.Stations[0]
	for i := range s.Stations {
		if p := &s.Stations[i]; p.effective() > slow.effective() {
			slow = p
		}
	}
	return slow
}

// effective is the mean time a part takes, repairs included.
func (p *Station) effective() float64 {
	if p.MTBF == 0 {
		return p.Cycle
	}
	return p.Cycle * (1 + p.MTTR/p.MTBF)
}

// perYear is what the slowest station could make in a year of shifts.
func (s *Sketch) perYear() float64 {
	slow := s.slowest()
	if slow == nil {
		return 0
	}
	return weeksPerYear * s.weekly() / slow.effective()
}

// hands are the most people that one station needs at once.
func (s *Sketch) hands() int {
	most := 0.0
	for i := range s.Stations {
		most = max(most, math.Ceil(s.Stations[i].Operators))
	}
	return int(most)
}

// sumOfHands are the people it takes to keep all stations at work.
func (s *Sketch) sumOfHands() int {
	sum := 0.0
	for i := range s.Stations {
		sum += s.Stations[i].Operators
	}
	return int(math.Ceil(sum - 1e-9))
}

// station finds a station by its name or its title.
func (s *Sketch) station(called string) (*Station, error) {
	for i := range s.Stations {
		if p := &s.Stations[i]; p.Name == Name(called) || strings.EqualFold(p.Title, called) {
			return p, nil
		}
	}
	return nil, fmt.Errorf("want a station that exists, have %q; there are %s", called, strings.Join(s.stationNames(), ", "))
}

func (s *Sketch) stationNames() []string {
	names := make([]string, len(s.Stations))
	for i := range s.Stations {
		names[i] = s.Stations[i].Name
	}
	return names
}

// add puts a station at the end of the line.
func (s *Sketch) add(p Station) error {
	if p.Name == "" {
		return fmt.Errorf("want a name with a letter in it, have %q", p.Title)
	}
	for i := range s.Stations {
		if s.Stations[i].Name == p.Name {
			return fmt.Errorf("want each station once, have %q twice", p.Title)
		}
	}
	s.Stations = append(s.Stations, p)
	return nil
}

var plain = strings.NewReplacer("à", "a", "á", "a", "â", "a", "ä", "a", "å", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e", "ì", "i",
	"í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "ö", "o", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ß", "ss", "ĳ", "ij")

// Name is what people call something as a name of a scenario: letters a-z, digits, - and _. It is "" when nothing is
// left.
func Name(called string) string {
	var b strings.Builder
	for _, r := range plain.Replace(strings.ToLower(strings.TrimSpace(called))) {
		switch {
		case r >= 'a' && r <= 'z', r == '_' && b.Len() > 0, r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-_")
	switch {
	case name == "":
		return ""
	case name[0] >= '0' && name[0] <= '9':
		name = "s" + name
	case slices.Contains(pen.Reserved, name):
		name += "-1"
	}
	return name[:min(len(name), 48)]
}

// free is a name that no station has.
func (s *Sketch) free(name string) string {
	for slices.Contains(s.stationNames(), name) {
		name += "-1"
	}
	return name
}

// buffered tells whether parts may wait between a station and the next.
func (s *Sketch) buffered(i int) bool { return i+1 < len(s.Stations) && s.Stations[i].Buffer > 0 }
