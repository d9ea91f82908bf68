package sketch

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/calendar"
)

// A Question is one thing to know of a line.
type Question struct {
	Key   string // of its words, under "new.ask."; of its flag
	Set   func(s *Sketch, answer string) error
	Guess func(s *Sketch) string // an answer where nobody knows one
}

// Questions are asked in this order: a guess may rest on what was answered before.
var Questions = []Question{
	{"name", (*Sketch).setName, func(*Sketch) string { return "Line 1" }},
	{"shifts", (*Sketch).setShifts, func(*Sketch) string { return "2" }},
	{"stations", (*Sketch).setStations, func(*Sketch) string { return "load 20s; machine 25s; test 18s; pack 22s" }},
	{"operators", (*Sketch).setOperators, func(s *Sketch) string { return strconv.Itoa(len(s.Stations)) }},
	{"buffers", (*Sketch).setBuffers, func(*Sketch) string { return "5" }},
	{"failures", (*Sketch).setFailures, func(*Sketch) string { return "all 8h 10m" }},
	{"products", (*Sketch).setProducts, func(s *Sketch) string { return "part 10 " + plainNumber(rounded(0.8*s.perYear(), 2)) }},
	{"wage", (*Sketch).setWage, func(*Sketch) string { return "38" }},
}

// FromTable are the keys of the questions that a table answers.
var FromTable = []string{"stations", "operators", "buffers", "failures"}

// TakeGuess answers a question by its guess, and remembers that.
func (q *Question) TakeGuess(s *Sketch) error {
	s.guess(q.Key)
	return q.Set(s, q.Guess(s))
}

const (
	longestName  = 80
	mostStations = 200
	mostPeople   = 1000
	mostPlaces   = 100_000
)

func (s *Sketch) setName(answer string) error {
	if n := len([]rune(answer)); n == 0 || n > longestName {
		return fmt.Errorf("want a name of 1 to %d letters, have %d", longestName, n)
	}
	s.Name = answer
	return nil
}

// rosters are the usual calendars, by the number of shifts a day.
var rosters = map[string]struct{ works, breaks []string }{
	"1": {[]string{"Mon-Fri 07:00-15:30"}, []string{"Mon-Fri 09:30-09:45", "Mon-Fri 12:00-12:30"}},
	"2": {[]string{"Mon-Fri 06:00-14:00", "Mon-Fri 14:00-22:00"}, []string{"Mon-Fri 10:00-10:20", "Mon-Fri 18:00-18:20"}},
	"3": {[]string{"Mon-Fri 06:00-14:00", "Mon-Fri 14:00-22:00", "Mon-Fri 22:00-06:00"},
		[]string{"Mon-Fri 10:00-10:20", "Mon-Fri 18:00-18:20", "Mon-Fri 02:00-02:20"}},
}

// setShifts takes the number of shifts a day, "always", or lines of a calendar.
func (s *Sketch) setShifts(answer string) error {
	if answer == "always" || answer == "altijd" {
		s.Works, s.Breaks = nil, nil
		return nil
	}
	if r, ok := rosters[answer]; ok {
		s.Works, s.Breaks = r.works, r.breaks
		return nil
	}
	var works []string
	for item := range strings.SplitSeq(answer, ";") {
		works = append(works, strings.TrimSpace(item))
	}
	if _, err := calendar.New(time.Time{}, works, nil, nil); err != nil {
		return fmt.Errorf("want 1, 2, 3, always, or hours such as \"Mon-Fri 07:00-15:30\" with ; between, have %q", answer)
	}
	s.Works, s.Breaks = works, nil
	return nil
}

// weekly is how long a week of shifts is without breaks, in seconds.
func (s *Sketch) weekly() float64 {
	const week = 7 * 24 * time.Hour
	c := calendar.Always()
	if len(s.Works) > 0 {
		made, err := calendar.New(time.Time{}, s.Works, s.Breaks, nil)
		if err != nil {
			return 0
		}
		c = made
	}
	return c.Planned(0, week).Seconds()
}

// setStations takes "press 12s; pack 10s".
func (s *Sketch) setStations(answer string) error {
	s.Stations = nil
	var wrong []error
	for _, item := range split(answer) {
		called, cycle, ok := lastField(item)
		if !ok {
			wrong = append(wrong, fmt.Errorf("want a station and its cycle time, such as press 12s, have %q", item))
			continue
		}
		seconds, err := above(cycle, "")
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", called, err))
			continue
		}
		if err := s.add(Station{Name: Name(called), Title: called, Cycle: seconds}); err != nil {
			wrong = append(wrong, err)
		}
	}
	if n := len(s.Stations); len(wrong) == 0 && (n == 0 || n > mostStations) {
		wrong = append(wrong, fmt.Errorf("want 1 to %d stations, have %d", mostStations, n))
	}
	return errors.Join(wrong...)
}

// lastField cuts the last word off; a unit that stands apart goes with its number: "press 1,5 min".
func lastField(item string) (before, last string, ok bool) {
	fields := strings.Fields(item)
	n := len(fields)
	if n >= 3 {
		if _, isUnit := units[strings.ToLower(fields[n-1])]; isUnit && decimal.MatchString(fields[n-2]) {
			return strings.Join(fields[:n-2], " "), fields[n-2] + fields[n-1], true
		}
	}
	if n < 2 {
		return "", "", false
	}
	return strings.Join(fields[:n-1], " "), fields[n-1], true
}

// setOperators takes "3", or "3: press, pack" with the stations where one of them is needed during the whole cycle.
func (s *Sketch) setOperators(answer string) error {
	count, list, some := strings.Cut(answer, ":")
	n, err := whole(count, mostPeople)
	if err != nil {
		return err
	}
	if s.Source == "" || some {
		if err := s.placeOperators(n, list, some); err != nil {
			return err
		}
	}
	if most := s.hands(); n < most {
		return fmt.Errorf("want at least %d operators, whom one station needs at once, have %d", most, n)
	}
	s.Crew = n
	return nil
}

// placeOperators says at which stations one of n operators is needed: those listed, else all.
func (s *Sketch) placeOperators(n int, list string, some bool) error {
	for i := range s.Stations {
		s.Stations[i].Operators = 0
		if !some && n > 0 {
			s.Stations[i].Operators = 1
		}
	}
	var wrong []error
	for _, called := range split(list) {
		p, err := s.station(called)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		p.Operators = 1
	}
	return errors.Join(wrong...)
}

// setBuffers takes the places between stations: one number for all, or one for each gap.
func (s *Sketch) setBuffers(answer string) error {
	fields := strings.FieldsFunc(answer, func(r rune) bool { return r == ';' || r == ',' || r == ' ' })
	gaps := max(0, len(s.Stations)-1)
	if len(fields) != 1 && len(fields) != gaps {
		return fmt.Errorf("want one number, or %d, one for each gap between stations, have %d", gaps, len(fields))
	}
	for i := range gaps {
		n, err := whole(fields[min(i, len(fields)-1)], mostPlaces)
		if err != nil {
			return err
		}
		s.Stations[i].Buffer = n
	}
	if gaps == 0 {
		_, err := whole(fields[0], mostPlaces)
		return err
	}
	return nil
}

// setFailures takes "press 3h 10m; pack 8h 5m": time at work between failures, and to repair. "all" is every station.
func (s *Sketch) setFailures(answer string) error {
	for i := range s.Stations {
		s.Stations[i].MTBF, s.Stations[i].MTTR = 0, 0
	}
	if slices.Contains([]string{"none", "geen"}, answer) {
		return nil
	}
	var wrong []error
	for _, item := range split(answer) {
		rest, repair, ok := lastField(item)
		called, uptime, fine := lastField(rest)
		if !ok || !fine {
			wrong = append(wrong, fmt.Errorf("want a station, time between failures and time to repair, such as press 3h 10m, have %q", item))
			continue
		}
		mtbf, err := above(uptime, "")
		mttr, other := above(repair, "")
		if err = errors.Join(err, other); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", called, err))
			continue
		}
		if err := s.fail(called, mtbf, mttr); err != nil {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

func (s *Sketch) fail(called string, mtbf, mttr float64) error {
	if called == "all" || called == "alle" {
		for i := range s.Stations {
			s.Stations[i].MTBF, s.Stations[i].MTTR = mtbf, mttr
		}
		return nil
	}
	p, err := s.station(called)
	if err != nil {
		return err
	}
	p.MTBF, p.MTTR = mtbf, mttr
	return nil
}

// setProducts takes "classic 9,50 480000; sport 12 240000 5,10": name, price, how many can be sold in a year, and the
// material in one, which is guessed when it is not said.
func (s *Sketch) setProducts(answer string) error {
	s.Products = nil
	var wrong []error
	for _, item := range split(answer) {
		p, err := product(item)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		if slices.ContainsFunc(s.Products, func(o Product) bool { return o.Name == p.Name }) {
			wrong = append(wrong, fmt.Errorf("want each product once, have %q twice", p.Title))
			continue
		}
		s.Products = append(s.Products, p)
	}
	if len(s.Products) == 0 && len(wrong) == 0 {
		wrong = append(wrong, errors.New("want at least one product, have none"))
	}
	return errors.Join(wrong...)
}

func product(item string) (Product, error) {
	fields := strings.Fields(strings.ReplaceAll(item, "€", " "))
	numbers := 0
	for numbers < min(3, len(fields)-1) && fields[len(fields)-1-numbers][0] >= '0' && fields[len(fields)-1-numbers][0] <= '9' {
		numbers++
	}
	if numbers < 2 {
		return Product{}, fmt.Errorf("want a name, a price and how many a year, such as classic 9,50 480000, have %q", item)
	}
	at := len(fields) - numbers
	title := strings.Join(fields[:at], " ")
	p := Product{Name: Name(title), Title: title}
	if p.Name == "" {
		return p, fmt.Errorf("want a name with a letter in it, have %q", title)
	}
	price, err := number(fields[at])
	perYear, other := whole(fields[at+1], 1e9)
	if err = errors.Join(err, other); err != nil {
		return p, fmt.Errorf("%s: %w", title, err)
	}
	if perYear == 0 {
		return p, fmt.Errorf("%s: want at least 1 a year, have 0", title)
	}
	p.Price, p.PerYear = price, float64(perYear)
	if numbers == 3 {
		if p.Material, err = number(fields[at+2]); err != nil {
			return p, fmt.Errorf("%s: %w", title, err)
		}
		return p, nil
	}
	p.Material, p.MaterialGuessed = rounded(price/2, 3), true
	return p, nil
}

func (s *Sketch) setWage(answer string) error {
	x, err := number(answer)
	if err == nil && (x <= 0 || x > 10_000) {
		return fmt.Errorf("want an amount an hour above 0, have %q", answer)
	}
	s.Wage = x
	return err
}
