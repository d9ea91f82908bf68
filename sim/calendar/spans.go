package calendar

import (
	"slices"
	"time"
)

// A span is a part of a day, [from, to), in a list that is ordered and whose spans do not touch.
type span struct {
	from, to time.Duration
	before   time.Duration // the time in the spans before this one
}

// merged orders spans, joins those that overlap or touch, and counts.
func merged(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return int(a.from - b.from) })
	var out []span
	for _, s := range list {
		if s.to <= s.from {
			continue
		}
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	var sum time.Duration
	for i := range out {
		out[i].before = sum
		sum += out[i].to - out[i].from
	}
	return out
}

// without is what is left of merged spans when others are taken away.
func without(list, away []span) []span {
	var out []span
	for _, s := range list {
		for _, a := range away {
			if a.to <= s.from || a.from >= s.to {
				continue
			}
			out = append(out, span{from: s.from, to: a.from})
			s.from = max(s.from, a.to)
		}
		out = append(out, s)
	}
	return merged(out)
}

// upTo is the number of spans that begin at x or before.
func upTo(list []span, x time.Duration) int {
	low, high := 0, len(list)
	for low < high {
		if mid := (low + high) / 2; list[mid].from <= x {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// within says whether x is in one of the spans.
func within(list []span, x time.Duration) bool {
	i := upTo(list, x)
	return i > 0 && x < list[i-1].to
}

// sum is the time in the spans before x.
func sum(list []span, x time.Duration) time.Duration {
	i := upTo(list, x)
	if i == 0 {
		return 0
	}
	s := list[i-1]
	return s.before + min(x, s.to) - s.from
}
