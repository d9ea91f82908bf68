package mqtt

import (
	"fmt"
	"testing"
	"time"
)

// Gaps are asked for once they are old enough, as far as they have not been filled, and not for ever; what says how things stand makes none.
func TestAsker(t *testing.T) {
	a := asker{}
	at := func(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }
	for _, seq := range []uint64{40, 3, 900} {
		a.note("plc", seq, true, at(0))
	}
	for _, seq := range []uint64{100, 101, 110, 111, 105, 2_000_000} { // 102 to 109 are missing, but for 105; the last is no count
		a.note("plc", seq, false, at(0))
	}
	a.note("other", 7, false, at(0))
	var asked []string
	for s := range 200 {
		a.due(at(s), func(source string, r Range) {
			asked = append(asked, fmt.Sprint(s, " ", source, " ", r.From, "-", r.To))
		})
		if s == 2 {
			for seq := uint64(106); seq < 110; seq++ {
				a.note("plc", seq, false, at(s))
			}
		}
	}
	want := "[2 plc 102-104 2 plc 106-109 6 plc 102-104 14 plc 102-104 30 plc 102-104 62 plc 102-104]"
	if fmt.Sprint(asked) != want {
		t.Errorf("want %s, have %s", want, fmt.Sprint(asked))
	}
}
