package scenario

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
)

// A reader turns nodes into values. Each of its methods tells what is wrong and then says ok = false.
type reader struct {
	found   *findings
	noted   *findings // warnings
	unknown *unknowns
	laws    *laws
	tables  *tables
	shelf   *shelf                // the catalogue of measures, while a file is read
	uses    map[string]*use       // of it, by measure
	line    *node                 // as it is, for those
	carried bool                  // it is read from its own files, in which a picture may have been left out
	still   bool                  // in some plan no time passes; finding that out takes long, so it is done once
	settled map[[2]string]float64 // in one future: what each unknown has come out as, by file and path; nil: as likely
	lots    *lots                 // of other sizes than the scenario says, see WithLots; nil: as it says
}

// tell tells what is wrong with a value.
func (r *reader) tell(at *node, format string, args ...any) {
	if !r.found.full(true) {
		r.found.add(at, at.key(), fmt.Sprintf(format, args...))
	}
}

// tellOf tells what is wrong with something that is missing from a table.
func (r *reader) tellOf(at *node, key, format string, args ...any) {
	path := at.key()
	if path != "" {
		path += "."
	}
	if !r.found.full(true) {
		r.found.add(at, path+key, fmt.Sprintf(format, args...))
	}
}

// note warns of something that is allowed but may not be meant.
func (r *reader) note(at *node, format string, args ...any) {
	if !r.noted.full(true) {
		r.noted.add(at, at.key(), fmt.Sprintf(format, args...))
	}
}

// said is what a node says, for the end of a message.
func said(n *node) string {
	if n.of != "" {
		return "what " + n.of + " says"
	}
	if len(n.holes) > 0 {
		return strconv.Quote(n.full())
	}
	switch v := n.value.(type) {
	case string:
		return strconv.Quote(v)
	case time.Time:
		return v.Format(time.DateOnly)
	case []any:
		if len(v) > 5 {
			return fmt.Sprintf("a list of %d", len(v))
		}
		items := make([]string, len(v))
		for i := range v {
			items[i] = said(n.withValue(v[i]))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case float64:
		if text := fmt.Sprint(v); strings.Trim(text, "-0123456789") != "" {
			return text
		}
		return fmt.Sprintf("%.1f", v) // as it was written, or it would look like a whole number
	case []map[string]any:
		return "tables in double brackets"
	case map[string]any:
		return "a table"
	case nil:
		if isRelative(n) {
			return "a table with times or plus, which only a measure may say, and only of a whole key of its line, product or shift"
		}
		return "a table"
	default:
		return fmt.Sprint(v)
	}
}

// three splits [low, likely, high]. A list of another length is told.
func (r *reader) three(n *node, what string) (low, likely, high *node, ok bool) {
	list, isList := n.value.([]any)
	if !isList {
		return n, n, n, true
	}
	if len(list) != 3 {
		r.tell(n, "want %s, or three of them [low, likely, high], have %s", what, said(n))
		return nil, nil, nil, false
	}
	return n.withValue(list[0]), n.withValue(list[1]), n.withValue(list[2]), true
}

// guess reads a number or a time, or three of them with one reader, and keeps three as something unknown.
func (r *reader) guess(n *node, what string, isTime bool, one func(*node) (float64, bool)) (cost.Range, bool) {
	low, likely, high, ok := r.three(n, what)
	if !ok {
		return cost.Range{}, false
	}
	var g cost.Range
	for _, part := range []struct {
		n  *node
		to *float64
	}{{low, &g.Low}, {likely, &g.Likely}, {high, &g.High}} {
		x, ok := one(part.n)
		if !ok {
			return cost.Range{}, false
		}
		*part.to = x
	}
	if g.Low > g.Likely || g.Likely > g.High {
		r.tell(n, "want [low, likely, high] in rising order, have %s", said(n))
		return cost.Range{}, false
	}
	if low != high {
		r.unknown.add(n, g, isTime)
		g.Likely = r.settle(n, g)
	}
	return g, true
}

// oneNumber reads a plain number within bounds; what is what a message calls it.
func (r *reader) oneNumber(what string, low, high float64) func(*node) (float64, bool) {
	return func(n *node) (float64, bool) {
		var x float64
		switch v := n.value.(type) {
		case int64:
			x = float64(v)
		case float64:
			x = v
		default:
			r.tell(n, "want %s, have %s", bounds(what, low, high), said(n))
			return 0, false
		}
		if !(x >= low && x <= high) {
			r.tell(n, "want %s, have %s", missed(x, what, low, high), said(n))
			return 0, false
		}
		return x, true
	}
}

// bounds says what is wanted with its bounds, where it has some.
func bounds(what string, low, high float64) string {
	show := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch {
	case low <= -maxNumber && high >= maxNumber:
		return what
	case high >= maxNumber:
		return fmt.Sprintf("%s of at least %s", what, show(low))
	}
	return fmt.Sprintf("%s from %s to %s", what, show(low), show(high))
}

// missed says the bounds that a number is outside of. The outermost ones go without saying until they are passed.
func missed(x float64, what string, low, high float64) string {
	if math.Abs(x) > maxNumber && high >= maxNumber {
		return what + " of at most 1_000_000_000_000"
	}
	return bounds(what, low, high)
}

// maxNumber bounds every plain number and every amount of money: far above anything real, and its square is finite.
const maxNumber = 1e12

// number reads a number, with what measures do to it. Of three it is the likely one.
func (r *reader) number(n *node, low, high float64) (float64, bool) {
	return r.called("a number", n, low, high)
}

// called reads a number that messages call something else.
func (r *reader) called(what string, n *node, low, high float64) (float64, bool) {
	g, ok := r.guess(n, bounds(what, low, high), false, r.oneNumber(what, low, high))
	x := g.Likely
	for _, a := range n.adjust {
		by, fine := r.guess(a.by, "a number", false, r.oneNumber("a number", -maxNumber, maxNumber))
		if ok = ok && fine; !ok {
			return 0, false
		}
		if a.plus {
			x += by.Likely
		} else {
			x *= by.Likely
		}
	}
	if r.settled != nil {
		x = min(max(x, low), high)
	}
	if ok && len(n.adjust) > 0 && !(x >= low && x <= high) {
		r.tell(n.adjust[len(n.adjust)-1].by, "want %s to come out, have %v", missed(x, what, low, high), x)
		return 0, false
	}
	return x, ok
}

// count reads a whole number.
func (r *reader) count(n *node, low, high float64) (int, bool) {
	if x, ok := n.value.(float64); ok && x != math.Trunc(x) {
		r.tell(n, "want %s, have %s", bounds("a whole number", low, high), said(n))
		return 0, false
	}
	x, ok := r.called("a whole number", n, low, high)
	if !ok {
		return 0, false
	}
	if r.settled != nil {
		x = math.Round(x)
	}
	if len(n.adjust) == 0 && x != math.Trunc(x) {
		r.tell(n, "want %s, have %s", bounds("a whole number", low, high), said(n))
		return 0, false
	}
	if rounded := math.Round(x); math.Abs(x-rounded) > 1e-9 {
		r.tell(n.adjust[len(n.adjust)-1].by, "want a whole number to come out, have %v", x)
		return 0, false
	}
	return int(math.Round(x)), true
}

const wantTime = `a time with its unit (ms s m h d w mo y), such as "12s" or "1h30m"`

func (r *reader) oneSpan(n *node) (float64, bool) {
	text, ok := n.value.(string)
	if !ok {
		r.tell(n, "want %s, have %s", wantTime, said(n))
		return 0, false
	}
	seconds, err := dist.Span(text)
	if err != nil {
		r.tell(n, "%v", err)
		return 0, false
	}
	return seconds, true
}

// spans reads a time in seconds, or three of them.
func (r *reader) spans(n *node) (cost.Range, bool) {
	return r.guess(n, "a time", true, r.oneSpan)
}

// span reads a fixed time in seconds, with what measures do to it.
func (r *reader) span(n *node) (float64, bool) {
	g, ok := r.spans(n)
	if !ok || len(n.adjust) == 0 {
		return g.Likely, ok
	}
	d, ok := r.adjusted(n, dist.Constant(g.Likely))
	if !ok {
		return 0, false
	}
	seconds, _ := d.Constant()
	return seconds, true
}

// chance reads a time that is drawn or fixed, with what measures do to it.
func (r *reader) chance(n *node) (*dist.Dist, bool) {
	if isTableFile(n) {
		return r.measuredTimes(n)
	}
	text, ok := n.value.(string)
	if !ok {
		g, ok := r.spans(n)
		if !ok {
			return nil, false
		}
		return r.adjusted(n, r.laws.constant(g.Likely))
	}
	d, err := r.laws.parse(text)
	if err != nil {
		r.tell(n, "%v", err)
		return nil, false
	}
	return r.adjusted(n, d)
}

// adjusted does to a time what measures do to it.
func (r *reader) adjusted(n *node, d *dist.Dist) (*dist.Dist, bool) {
	for _, a := range n.adjust {
		var err error
		if a.plus {
			g, ok := r.guess(a.by, "a time", true, r.signedSpan)
			if !ok {
				return nil, false
			}
			d, err = d.Plus(g.Likely)
		} else {
			g, ok := r.guess(a.by, "a factor", false, r.oneNumber("a factor", 0, maxNumber))
			if !ok {
				return nil, false
			}
			d, err = d.Times(g.Likely)
		}
		if err != nil {
			_, text, _ := strings.Cut(err.Error(), ": ") // without "plus:", which the key says
			r.tell(a.by, "%s", text)
			return nil, false
		}
	}
	return d, true
}

// signedSpan reads a time that may be taken off: "-2s".
func (r *reader) signedSpan(n *node) (float64, bool) {
	text, _ := n.value.(string)
	less, negative := strings.CutPrefix(text, "-")
	if !negative {
		return r.oneSpan(n)
	}
	seconds, ok := r.oneSpan(n.withValue(less))
	return -seconds, ok
}

// text reads a text.
func (r *reader) text(n *node) (string, bool) {
	text, ok := n.value.(string)
	if !ok {
		r.tell(n, "want a text, have %s", said(n))
	}
	return text, ok
}

// option reads one of several texts; later are known but not built yet.
func (r *reader) option(n *node, options, later []string) (string, bool) {
	text, ok := n.value.(string)
	switch {
	case ok && slices.Contains(options, text):
		return text, true
	case ok && slices.Contains(later, text):
		r.tell(n, "%q is not built yet; use one of %s", text, quoted(options))
	case ok:
		r.tell(n, "want one of %s, have %q%s", quoted(options), text, meant(text, options))
	default:
		r.tell(n, "want one of %s, have %s", quoted(options), said(n))
	}
	return "", false
}

func quoted(texts []string) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = strconv.Quote(t)
	}
	return strings.Join(all, ", ")
}

// flag reads true or false.
func (r *reader) flag(n *node) (bool, bool) {
	v, ok := n.value.(bool)
	if !ok {
		r.tell(n, "want true or false, have %s", said(n))
	}
	return v, ok
}

// items splits a list.
func (r *reader) items(n *node, what string) ([]*node, bool) {
	list, ok := n.value.([]any)
	if !ok {
		r.tell(n, "want %s, have %s", what, said(n))
		return nil, false
	}
	if len(list) > maxList {
		r.tell(n, "want at most %d in a list, have %d", maxList, len(list))
		return nil, false
	}
	nodes := make([]*node, len(list))
	for i := range list {
		nodes[i] = n.withValue(list[i])
	}
	return nodes, true
}

// texts reads a list of texts.
func (r *reader) texts(n *node, example string) ([]string, bool) {
	nodes, ok := r.items(n, "a list such as "+example)
	list := make([]string, 0, len(nodes))
	for _, item := range nodes {
		text, isText := item.value.(string)
		if !isText {
			r.tell(n, "want a list of texts such as %s, have %s in it", example, said(item))
			return nil, false
		}
		list = append(list, text)
	}
	return list, ok
}

// numbers reads a list of numbers.
func (r *reader) numbers(n *node, low, high float64) ([]float64, bool) {
	nodes, ok := r.items(n, "a list of numbers")
	list := make([]float64, 0, len(nodes))
	for _, item := range nodes {
		x, isNumber := r.oneNumber("a number", low, high)(item)
		if !isNumber {
			return nil, false
		}
		list = append(list, x)
	}
	return list, ok
}
