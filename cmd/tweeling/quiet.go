package main

import (
	"time"

	"tweeling/twin"
)

// quiet are sentences about stretches in which nothing was heard: the last after which the line was taken up anew, those before it together,
// and the one that is not over.
func (l *snapshot) quiet() (list []string) {
	w := l.words
	n := func(x uint64) string { return w.Number(float64(x), 0) }
	last, before, missed := -1, uint64(0), uint64(0)
	for i := range l.Silences {
		if l.Silences[i].Missed == 0 { // nothing was made: a holiday
			continue
		}
		if last >= 0 {
			before, missed = before+1, missed+l.Silences[last].Missed
		}
		last = i
	}
	if last >= 0 {
		s := &l.Silences[last]
		list = append(list, w.Say("watch.silent", l.clock(s.From), l.clock(s.To), n(s.Missed)))
	}
	if before > 0 {
		list = append(list, w.Say("watch.silent_before", n(before), n(missed)))
	}
	if still := l.Heard.Add(twin.Silent); l.At.After(still) {
		list = append(list, w.Say("watch.unheard", l.clock(l.Heard), l.clock(still)))
	}
	return list
}

// silenceJSON is a stretch in which nothing was told of any work.
type silenceJSON struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Missed uint64    `json:"missed"` // by how much counters rose in it, beyond one each
}

func silencesJSON(list []twin.Silence) []silenceJSON {
	out := []silenceJSON{}
	for _, s := range list {
		out = append(out, silenceJSON{s.From.UTC(), s.To.UTC(), s.Missed})
	}
	return out
}
