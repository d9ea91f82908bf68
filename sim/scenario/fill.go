package scenario

import (
	"math"
	"time"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// What follows puts the value of a key where it belongs, within the bounds of the key, and leaves what is there when it is wrong.

func (r *reader) numberTo(to *float64) fill {
	return func(n *node, k *plant.Key) { r.into(to, n, k.Min, upper(k)) }
}

// numberOr also notes that the key is said.
func (r *reader) numberOr(to *float64, said *bool) fill {
	return func(n *node, k *plant.Key) {
		if x, ok := r.number(n, k.Min, upper(k)); ok {
			*to, *said = x, true
		}
	}
}

func (r *reader) countTo(to *int) fill {
	return func(n *node, k *plant.Key) {
		if x, ok := r.count(n, k.Min, upper(k)); ok {
			*to = x
		}
	}
}

// spanTo is for times that are simulated.
func (r *reader) spanTo(to *time.Duration) fill {
	return func(n *node, k *plant.Key) {
		*to = r.duration(n, seconds(k.Min), seconds(k.Max), *to)
	}
}

// yearsTo is for times in which money is counted.
func (r *reader) yearsTo(to *float64) fill {
	return func(n *node, k *plant.Key) { *to = r.years(n, k.Min/year.Seconds(), k.Max/year.Seconds(), *to) }
}

func (r *reader) monthsTo(to *int) fill {
	return func(n *node, k *plant.Key) {
		years := float64(*to) / 12
		r.yearsTo(&years)(n, k)
		*to = int(math.Round(12 * years))
	}
}

func (r *reader) textTo(to *string) fill {
	return func(n *node, _ *plant.Key) { *to, _ = r.text(n) }
}

// shownTo is for texts that people get to see as they are.
func (r *reader) shownTo(to *string) fill {
	return func(n *node, _ *plant.Key) { *to = r.shown(n) }
}

func (r *reader) titleTo(to *Title) fill {
	return func(n *node, _ *plant.Key) { *to = r.title(n) }
}

func (r *reader) textsTo(to *[]string, example string) fill {
	return func(n *node, _ *plant.Key) { *to, _ = r.texts(n, example) }
}

func (r *reader) optionTo(to *string) fill {
	return func(n *node, k *plant.Key) {
		if text, ok := r.option(n, k.Options, k.LaterText); ok {
			*to = text
		}
	}
}

func (r *reader) flagTo(to *bool) fill {
	return func(n *node, _ *plant.Key) {
		if x, ok := r.flag(n); ok {
			*to = x
		}
	}
}

// moneyTo is for amounts of at least nothing, or three of them.
func (r *reader) moneyTo(to *cost.Range) fill {
	return func(n *node, k *plant.Key) {
		*to, _ = r.guess(n, "an amount of money", false, r.oneNumber("an amount of money", k.Min, upper(k)))
	}
}

// seconds is a bound as a time.
func seconds(x float64) time.Duration { return time.Duration(math.Round(x * 1e9)) }
