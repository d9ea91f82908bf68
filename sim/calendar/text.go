package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

const (
	day  = 24 * time.Hour
	week = 7 * day
)

var weekdays = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// A pattern is one line of a calendar: every week, on these days, from a time of day to another, up to 24 hours later.
type pattern struct {
	text     string
	on       [7]bool // from Monday
	daily    bool
	from, to time.Duration // since 00:00; to is more than 24 h when it is on the next day
}

const example = `"Mon-Fri 06:00-14:00" or "daily 22:00-06:00"`

// parse reads one line: days, a space, and two times of day. Days are "daily", or names and ranges of names from Mon to
// Sun with commas between; "Sat-Mon" goes over the end of the week. A second time that is not later than the first is
// that of the next day.
func parse(text string) (pattern, error) {
	p := pattern{text: text}
	days, hours, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok {
		return p, fmt.Errorf("want days and hours, such as %s, have %q", example, text)
	}
	errs := []error{p.readDays(days)}
	from, to, ok := strings.Cut(strings.TrimSpace(hours), "-")
	if !ok {
		errs = append(errs, fmt.Errorf("want hours as in %s, have %q in %q", example, hours, text))
		return p, errors.Join(errs...)
	}
	var wrong [2]error
	p.from, wrong[0] = clock(from, text)
	p.to, wrong[1] = clock(to, text)
	errs = append(errs, wrong[0], wrong[1])
	if err := errors.Join(errs...); err != nil {
		return p, err
	}
	switch {
	case p.from == day:
		return p, fmt.Errorf("want a beginning before 24:00, have %q", text)
	case p.from == p.to:
		return p, fmt.Errorf("want hours that end later than they begin (for a whole day 00:00-24:00), have %q", text)
	case p.to < p.from:
		p.to += day
	}
	return p, nil
}

func (p *pattern) readDays(days string) error {
	if strings.EqualFold(days, "daily") {
		p.daily = true
		p.on = [7]bool{true, true, true, true, true, true, true}
		return nil
	}
	for item := range strings.SplitSeq(days, ",") {
		first, last, isRange := strings.Cut(item, "-")
		if !isRange {
			last = first
		}
		from, to := weekday(first), weekday(last)
		if from < 0 || to < 0 {
			return fmt.Errorf("want daily or days from Mon Tue Wed Thu Fri Sat Sun, as in %s, have %q in %q", example, item, p.text)
		}
		for d := from; ; d = (d + 1) % 7 {
			p.on[d] = true
			if d == to {
				break
			}
		}
	}
	return nil
}

func weekday(name string) int {
	for i, w := range weekdays {
		if strings.EqualFold(w, name) {
			return i
		}
	}
	return -1
}

// clock reads a time of day from 00:00 to 24:00.
func clock(hours, text string) (time.Duration, error) {
	wrong := fmt.Errorf("want a time of day from 00:00 to 24:00, have %q in %q", hours, text)
	if len(hours) != 5 || hours[2] != ':' {
		return 0, wrong
	}
	for _, i := range [4]int{0, 1, 3, 4} {
		if hours[i] < '0' || hours[i] > '9' {
			return 0, wrong
		}
	}
	h, m := int(hours[0]-'0')*10+int(hours[1]-'0'), int(hours[3]-'0')*10+int(hours[4]-'0')
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return 0, wrong
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute, nil
}
