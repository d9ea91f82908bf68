package experiment

import (
	"context"
	"strings"
	"testing"
)

// A machine that fails every millisecond would ring some five thousand million times in four weeks: that is told after a second
// or two, with what is so short, and not waited for.
func TestAPaceThatNeverEndsIsTold(t *testing.T) {
	s := read(t, `
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
cycle = "20s"
failure.typo = { uptime = "exp(1ms)", repair = "1ms", clock = "calendar" }
to = ["out"]
[line.out]
kind = "sink"
`)
	_, err := Run(context.Background(), s, Settings{Replications: 2, Workers: 1})
	if err == nil || !strings.Contains(err.Error(), "want at most 2.4e+09 events") || !strings.Contains(err.Error(), "line.press.failure.typo.uptime, 1ms") {
		t.Errorf("have %v", err)
	}
}
