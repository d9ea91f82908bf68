package dist

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

const maxText = 1 << 20 // bytes: an empirical law of some 100,000 values

// Parse reads a law: a fixed time, "1h30m", or a name with arguments, "lognormal(12m, cv 0.8)", either followed by " + "
// and a time to be added. Bare arguments are times and come first, in the law's order; its own parameters come by name.
// A mistake says what is wanted, what was found, and which laws there are.
func Parse(text string) (*Dist, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("want a law of at most %d bytes, have %d", maxText, len(text))
	}
	law, added, found := strings.Cut(text, "+")
	d, err := parseLaw(strings.TrimSpace(law), text)
	if err != nil || !found {
		return d, err
	}
	seconds, err := Span(added)
	if err != nil {
		return nil, fmt.Errorf("after +: %w", err)
	}
	return d.Plus(seconds)
}

func parseLaw(law, text string) (*Dist, error) {
	name, rest, call := strings.Cut(law, "(")
	name = strings.TrimSpace(name)
	if !call {
		for _, l := range Laws {
			if l.Name == name {
				return nil, fmt.Errorf("want %s, have %q", l.usage(), text)
			}
		}
		if strings.IndexFunc(name, func(r rune) bool { return r >= '0' && r <= '9' || r == '-' }) != 0 {
			return nil, unknown(name)
		}
		seconds, err := Span(law)
		if err != nil {
			return nil, err
		}
		return Constant(seconds), nil
	}
	inside, ok := strings.CutSuffix(rest, ")")
	if !ok || strings.ContainsAny(inside, "()") {
		return nil, fmt.Errorf(`want name(arguments), such as "exp(3h)", have %q`, text)
	}
	for _, l := range Laws {
		if l.Name != name {
			continue
		}
		d, err := l.read(argumentsOf(inside))
		if err != nil {
			return nil, fmt.Errorf("want %s, have %q: %w", l.usage(), text, err)
		}
		return d, nil
	}
	return nil, unknown(name)
}

// usage is how the law is written.
func (l Law) usage() string { return fmt.Sprintf("%s(%s), such as %q", l.Name, l.Params, l.Example) }

func unknown(name string) error {
	for _, l := range NotBuilt {
		if l.Name == name {
			return fmt.Errorf("the law %s is not built yet; use %s", name, l.Instead)
		}
	}
	names := make([]string, len(Laws))
	for i, l := range Laws {
		names[i] = l.Name
	}
	return fmt.Errorf(`want a time such as "12s" or one of the laws %s, have %q`, strings.Join(names, " "), name)
}

// arguments are what stands between the brackets. A law's reader takes those it knows, in its order; made then tells what
// was wrong or left over, all at once.
type arguments struct {
	bare  []string
	named []named
	next  int
	errs  []error
}

type named struct {
	name, value string
	taken       bool
}

func argumentsOf(inside string) *arguments {
	a := &arguments{}
	if strings.TrimSpace(inside) == "" {
		return a
	}
	for arg := range strings.SplitSeq(inside, ",") {
		arg = strings.TrimSpace(arg)
		word, value, _ := strings.Cut(arg, " ")
		if word == "" || word[0] < 'a' || word[0] > 'z' {
			if len(a.named) > 0 {
				a.errs = append(a.errs, fmt.Errorf("want arguments without a name first, have %q after %q", arg, a.named[len(a.named)-1].name))
			}
			a.bare = append(a.bare, arg)
			continue
		}
		a.named = append(a.named, named{name: word, value: strings.TrimSpace(value)})
	}
	return a
}

// span takes the next bare argument, a time.
func (a *arguments) span(what string) float64 {
	if a.next == len(a.bare) {
		a.errs = append(a.errs, fmt.Errorf("want %s", what))
		return 0
	}
	a.next++
	seconds, err := Span(a.bare[a.next-1])
	if err != nil {
		a.errs = append(a.errs, fmt.Errorf("%s: %w", what, err))
	}
	return seconds
}

// take finds an argument by name; the first of them, a second one is left over.
func (a *arguments) take(name string) (string, bool) {
	for i := range a.named {
		if n := &a.named[i]; n.name == name && !n.taken {
			n.taken = true
			return n.value, true
		}
	}
	return "", false
}

// number takes the number of that name; ok is false when there is none.
func (a *arguments) number(name string) (x float64, ok bool) {
	text, ok := a.take(name)
	if !ok {
		return 0, false
	}
	x, ok = plain(text)
	if !ok {
		a.errs = append(a.errs, fmt.Errorf(`want a number after %s, such as "%s 1.5", have %q`, name, name, text))
		return 1, true
	}
	return x, true
}

// plain reads a number in figures.
func plain(text string) (x float64, ok bool) {
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil && !math.IsInf(x, 0) && strings.Trim(text, "+-.0123456789e") == ""
}

// time takes the time of that name; ok is false when there is none.
func (a *arguments) time(name string) (seconds float64, ok bool) {
	text, ok := a.take(name)
	if !ok {
		return 0, false
	}
	seconds, err := Span(text)
	if err != nil {
		a.errs = append(a.errs, fmt.Errorf("%s: %w", name, err))
		return 1, true
	}
	return seconds, true
}

// mistake tells of something that is wanted.
func (a *arguments) mistake(format string, args ...any) {
	a.errs = append(a.errs, fmt.Errorf(format, args...))
}

// made makes the law unless something was wrong with its arguments.
func (a *arguments) made(build func() (*Dist, error)) (*Dist, error) {
	for _, left := range a.bare[a.next:] {
		a.mistake("have %q too many", left)
	}
	for _, n := range a.named {
		if !n.taken {
			a.mistake("have %q, which is not an argument of this law or comes twice", strings.TrimSpace(n.name+" "+n.value))
		}
	}
	if len(a.errs) > 0 {
		return nil, joined(a.errs)
	}
	return build()
}

// joined puts mistakes on one line, since they are all about one short text.
func joined(errs []error) error {
	texts := make([]string, len(errs))
	for i, err := range errs {
		texts[i] = err.Error()
	}
	return errors.New(strings.Join(texts, "; "))
}

// positive refuses what is not a finite number above 0 and at most the longest time.
func positive(what string, x float64) error {
	if !(x > 0 && x <= longest) {
		return fmt.Errorf("want a %s above 0 and at most 200y, have %s", what, FormatSpan(x))
	}
	return nil
}
