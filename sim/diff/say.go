package diff

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/words"
)

// plain is a value as a scenario writes it, in one line.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Duration:
		return dist.FormatSpan(v.Seconds())
	case *dist.Dist:
		return v.String()
	case amount:
		return fmt.Sprintf("%d orders, %d parts", v.orders, v.parts)
	case []string:
		return strings.Join(v, ", ")
	case []float64:
		return joined(v, func(x float64) string { return plain(x) })
	case plant.Need:
		return v.String()
	case map[string]plant.Need:
		return table(v)
	case map[string]float64:
		return table(v)
	case map[string]int:
		return table(v)
	case map[string][]string:
		return table(v)
	case map[string]*dist.Dist:
		return table(v)
	}
	return fmt.Sprint(v)
}

func joined[T any](list []T, of func(T) string) string {
	texts := make([]string, len(list))
	for i := range list {
		texts[i] = of(list[i])
	}
	return strings.Join(texts, ", ")
}

func table[T any](m map[string]T) string {
	return joined(slices.Sorted(maps.Keys(m)), func(key string) string { return key + " " + plain(m[key]) })
}

// Ratio is the new value as a share of the old, by their means; ok is false where that says nothing.
func (c *Change) Ratio() (ratio float64, ok bool) {
	old, ok := size(c.Old)
	now, fine := size(c.New)
	if !ok || !fine || old == 0 || old == now {
		return 0, false
	}
	return now / old, true
}

func size(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	case time.Duration:
		return v.Seconds(), true
	case *dist.Dist:
		if v == nil {
			return 0, false
		}
		m := v.Mean()
		return m, !math.IsInf(m, 0) && !math.IsNaN(m)
	}
	return 0, false
}

// Say tells the change in words: of what Title names, where that is something with a name.
func (c *Change) Say(w *words.Words) string {
	switch {
	case c.Key == "" || c.whole():
		return c.sayWhole(w)
	case c.Key == "kind":
		return w.Say("diff.changed", c.key(w), w.Say("kind."+c.Old.(string)), w.Say("kind."+c.New.(string)))
	}
	text := w.Say("diff.changed", c.key(w), value(w, c.Key, c.Old), value(w, c.Key, c.New))
	if ratio, ok := c.Ratio(); ok && !percents[c.Key] {
		text += " (" + w.Signed(100*(ratio-1), places(ratio)) + " %)"
	}
	return text
}

// whole tells of something that came or went as a whole: an element, a failure mode.
func (c *Change) whole() bool { return c.What != Changed || c.With != nil }

func (c *Change) sayWhole(w *words.Words) string {
	name := c.Title(w)
	if c.Key != "" {
		name = c.key(w)
	}
	parts := make([]string, 0, len(c.With))
	for i := range c.With {
		with := &c.With[i]
		parts = append(parts, with.key(w)+" "+value(w, with.Key, with.New))
	}
	switch {
	case c.What == Removed:
		return w.Say("diff.removed", name)
	case c.What == Changed:
		return w.Say("diff.now", strings.Join(parts, "; "))
	case len(parts) == 0:
		return w.Say("diff.added", name)
	}
	return w.Say("diff.added_with", name, strings.Join(parts, "; "))
}

// places shows small changes with a decimal.
func places(ratio float64) int {
	if math.Abs(ratio-1) < 0.0995 {
		return 1
	}
	return 0
}

// Title is what the change is about, with its kind when that came or went: "" where the group is one thing.
func (c *Change) Title(w *words.Words) string {
	switch {
	case c.Kind != "" && c.What != Changed:
		return c.Name + " (" + w.Say("kind."+c.Kind) + ")"
	case c.Group == "line":
		return c.Name
	case c.Name == "" && c.Key == "":
		return w.Say("diff.group." + c.Group)
	case c.Name == "":
		return ""
	}
	return w.Say("diff.one."+c.Group) + " " + c.Name
}

// key is what the key is called; one that has no words is called as it is written.
func (c *Change) key(w *words.Words) string {
	if c.Group == "measure" {
		return c.Key
	}
	if mode, ok := strings.CutPrefix(c.Key, "failure."); ok {
		name, what, part := strings.Cut(mode, ".")
		if !part {
			return w.Say("diff.mode", name)
		}
		return w.Say("diff.failure", name, word(w, what))
	}
	if name, ok := strings.CutSuffix(c.Key, "_by_product"); ok {
		return w.Say("diff.by_product", word(w, name))
	}
	if c.Group == "order" && c.Key == "every" {
		return w.Say("key.again")
	}
	if c.Group == "economics" && c.Key == "horizon" {
		return w.Say("key.years")
	}
	return word(w, c.Key)
}

func word(w *words.Words, key string) string {
	if text := w.Say("key." + key); !strings.HasPrefix(text, "[") {
		return text
	}
	return key
}

// value is a value in words: numbers as the language writes them, laws of time as the scenario does.
func value(w *words.Words, key string, v any) string {
	switch v := v.(type) {
	case nil:
		return w.Say("diff.nothing")
	case bool:
		if v {
			return w.Say("diff.yes")
		}
		return w.Say("diff.no")
	case int:
		return w.Number(float64(v), 0)
	case float64:
		if percents[key] {
			return w.Number(100*v, decimals(100*v)) + " %"
		}
		return w.Number(v, decimals(v))
	case amount:
		return w.Say("diff.orders", w.Number(float64(v.orders), 0), w.Number(float64(v.parts), 0))
	case map[string]plant.Need:
		return joined(slices.Sorted(maps.Keys(v)), func(phase string) string { return w.Say("diff.phase."+phase, plain(v[phase])) })
	}
	return long.ReplaceAllStringFunc(plain(v), shortened)
}

// long are times that a factor left with more figures than anybody wrote.
var long = regexp.MustCompile(`\d+\.\d{5,}s`)

func shortened(text string) string {
	x, err := strconv.ParseFloat(strings.TrimSuffix(text, "s"), 64)
	if err != nil {
		return text
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	if err != nil {
		return text
	}
	return dist.FormatSpan(short)
}

// percents are shares that people say in per cent.
var percents = map[string]bool{"share": true, "scrap": true, "discount_rate": true}

// decimals are as many as a number is written with, at most four.
func decimals(x float64) int {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64), ".")
	return len(fraction)
}

// JSON is a change in a stable shape: values as a scenario writes them.
type JSON struct {
	What  What              `json:"what"`
	Path  string            `json:"path"`
	Kind  string            `json:"kind,omitempty"`
	Old   *string           `json:"old,omitempty"`
	New   *string           `json:"new,omitempty"`
	Ratio *float64          `json:"ratio,omitempty"`
	With  map[string]string `json:"with,omitempty"`
}

// JSON gives the change in the stable shape.
func (c *Change) JSON() JSON {
	j := JSON{What: c.What, Path: c.Path(), Kind: c.Kind}
	for _, side := range []struct {
		v  any
		to **string
	}{{c.Old, &j.Old}, {c.New, &j.New}} {
		if side.v != nil {
			text := plain(side.v)
			*side.to = &text
		}
	}
	if ratio, ok := c.Ratio(); ok {
		j.Ratio = &ratio
	}
	for i := range c.With {
		if j.With == nil {
			j.With = map[string]string{}
		}
		j.With[c.With[i].Key] = plain(c.With[i].New)
	}
	return j
}
