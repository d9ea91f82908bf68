package main

import (
	"slices"

	"tweeling/sim/words"
	"tweeling/twin"
)

// pathOf is what is watched of an element, as a scenario would say it.
func pathOf(element string, what twin.Quantity, mode string) string {
	switch what {
	case twin.CycleTime, "":
		return element
	case twin.Uptime, twin.RepairTime:
		return element + ".failure." + mode + "." + string(what)
	default:
		return element + "." + string(what)
	}
}

// quantity is what is watched, in words.
func quantity(w *words.Words, what twin.Quantity, mode string) string {
	switch what {
	case twin.Uptime, twin.RepairTime:
		return w.Say("watch.what."+string(what), mode)
	default:
		return w.Say("watch.what." + string(what))
	}
}

// asShare is a mean of what is watched as a share of the model's, with half of its interval: of scrap that of the share, which is the
// lower the more parts there are from one to the next.
func asShare(what twin.Quantity, mean, half float64) (share, wide float64) {
	if what != twin.ScrapRate {
		return mean, half
	}
	return 1 / mean, half / (mean * mean)
}

// asRead is an estimate of what is watched as people read it: of scrap the share.
func asRead(what twin.Quantity, e twin.Estimate) twin.Estimate {
	if what != twin.ScrapRate {
		return e
	}
	return twin.Estimate{Value: twin.ScrapShare(e.Value), Low: twin.ScrapShare(e.High), High: twin.ScrapShare(e.Low)}
}

// ratioRead is a ratio of two means as people read it.
func ratioRead(what twin.Quantity, e twin.Estimate) twin.Estimate {
	if what != twin.ScrapRate {
		return e
	}
	return twin.Estimate{Value: 1 / e.Value, Low: 1 / e.High, High: 1 / e.Low}
}

// amount is one value of what is watched with its unit.
func amount(w *words.Words, what twin.Quantity, x float64) string {
	if what == twin.ScrapRate {
		return w.Number(100*x, 2) + " %"
	}
	return w.Hours(x)
}

// estimated is an estimate and its interval.
func estimated(w *words.Words, what twin.Quantity, e twin.Estimate) []any {
	e = asRead(what, e)
	return []any{amount(w, what, e.Value), amount(w, what, e.Low), amount(w, what, e.High)}
}

// refitOf is a sentence about an alarm of anything but cycle times.
func (l *snapshot) refitOf(r *twin.Refit) string {
	w, what := l.words, r.Cause.What
	since, found := l.clock(r.Cause.Since), l.clock(r.Cause.Alarm)
	subject := []any{l.Line.Name(r.Cause.ID), quantity(w, what, r.Cause.Mode)}
	if !r.Changed() {
		return w.Say("watch.refit_of_back", slices.Concat(subject, []any{found}, estimated(w, what, r.After))...)
	}
	ratio := ratioRead(what, r.Ratio)
	tail := []any{w.Signed(100*(ratio.Value-1), 0), w.Signed(100*(ratio.Low-1), 0), w.Signed(100*(ratio.High-1), 0), found, w.Number(float64(r.Fitted), 0)}
	head := slices.Concat(subject, []any{since}, estimated(w, what, r.After))
	if r.Was == "" {
		model := amount(w, what, asRead(what, twin.Estimate{Value: r.Unit, Low: r.Unit, High: r.Unit}).Value)
		return w.Say("watch.refit_of_model", slices.Concat(head, []any{model}, tail)...)
	}
	return w.Say("watch.refit_of", slices.Concat(head, estimated(w, what, r.Before), tail)...)
}
