package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A scenario that can never run is told when it is read, at what makes it so.
func TestTrial(t *testing.T) {
	head := "[line.in]\nkind = \"source\"\n"
	sink := "[line.out]\nkind = \"sink\"\n"
	machine := "[line.press]\nkind = \"machine\"\nto = [\"out\"]\n"
	ladder := head + "every = \"1m\"\nto = [\"a0\", \"b0\"]\n"
	for i := range 40 {
		for _, c := range "ab" {
			ladder += fmt.Sprintf("[line.%c%d]\nkind = \"buffer\"\nroom = 1\nto = [\"a%d\", \"b%d\"]\n", c, i, i+1, i+1)
		}
	}
	ladder += "[line.a40]\nkind = \"buffer\"\nroom = 1\nto = [\"out\"]\n[line.b40]\nkind = \"buffer\"\nroom = 1\nto = [\"out\"]\n"
	wide := head + "to = [\"m0\"]\n"
	for i := range 10 {
		wide += fmt.Sprintf("[line.m%d]\nkind = \"machine\"\ncycle = \"1s\"\ncount = 1000\nto = [\"m%d\"]\n", i, i+1)
	}
	wide += "[line.m10]\nkind = \"machine\"\ncycle = \"1s\"\nto = [\"out\"]\n"
	for _, c := range []struct{ name, text, want string }{
		{"no machine", head + "to = [\"out\"]\n" + sink, "test.toml:3:7: line.in.to: want a machine between"},
		{"only a buffer", head + "to = [\"b\"]\n[line.b]\nkind = \"buffer\"\nroom = 3\nto = [\"out\"]\n" + sink, "test.toml:3:7: line.in.to: want a machine between"},
		{"no cycle", head + "to = [\"press\"]\n" + machine + "cycle = \"0s\"\n" + sink, "test.toml:7:10: line.press.cycle: want a time that is more than 0s"},
		{"no cycle, in the shift", head + "to = [\"press\"]\n" + machine + "shift = \"a\"\ncycle = \"0s\"\n" + sink + "[shift.a]\nworks = [\"Tue 06:00-14:00\"]\n", "line.press.cycle: want a time"},
		{"hardly a cycle", head + "to = [\"press\"]\n" + machine + "cycle = \"0.0000000001s\"\ncount = 2\n" + sink, "line.press.cycle: want a time"},
		{"in a plan", head + "to = [\"press\"]\n" + machine + "cycle = \"1s\"\n" + sink + "[measure.m.line.press]\ncycle = \"0s\"\n", "test.toml:11:10: measure.m.line.press.cycle: want a time"},
		{"a robot in no time", head + "to = [\"press\"]\n" + machine + "cycle = \"0s\"\nrobot = \"arm\"\n" + sink + "[line.arm]\nkind = \"robot\"\npick = \"0s\"\nplace = \"0s\"\n", "want a time that is more than 0s"},
		{"always broken", head + "to = [\"press\"]\n" + machine + "cycle = \"1s\"\nfailure.a = { uptime = \"0.0000000001s\", repair = \"0s\" }\n" + sink, "line.press.failure.a.uptime: want an uptime above 0s"},
		{"always another", head + "every = \"0s\"\nto = [\"press\"]\n" + machine + "cycle = \"1s\"\n" + sink, "test.toml:3:10: line.in.every: want a time above 0s"},
		{"ladder", ladder + sink, "want at most 100000 ways on through buffers"},
		{"wide", wide + sink, "test.toml:1:1: line: want at most 4000000 ways"},
		{"rooms", head + "to = [\"press\"]\n" + machine + "cycle = \"1s\"\n" + sink + rooms(60), "want room for at most 50000000"},
		{"many machines", head + "to = [\"b0\"]\n" + manyMachines(21) + sink, "want at most 20000 machines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			begun := time.Now()
			_, err := Read("test.toml", []byte(c.text), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %s, have %v", c.want, err)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("want one mistake, have %v", err)
			}
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("want it told at once, took %v", took)
			}
		})
	}
}

// rooms is many large buffers that no part reaches.
func rooms(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[line.b%d]\nkind = \"buffer\"\nroom = 1000000\nto = [\"press\"]\n", i)
	}
	return b.String()
}

// manyMachines is a row of a thousand machines each with buffers between.
func manyMachines(n int) string {
	var b strings.Builder
	for i := range n {
		next := fmt.Sprintf("b%d", i+1)
		if i == n-1 {
			next = "out"
		}
		fmt.Fprintf(&b, "[line.b%d]\nkind = \"buffer\"\nroom = 9\nto = [\"m%d\"]\n[line.m%d]\nkind = \"machine\"\ncycle = \"1s\"\ncount = 1000\nto = [%q]\n", i, i, i, next)
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Load("shaver-heads"); err != nil {
			b.Fatal(err)
		}
	}
}

// The semantics say at what time of the day a run begins.
func TestStartIsTold(t *testing.T) {
	for start, want := range map[string]string{
		"2026-01-05": "2026-01-05 00:00", "2026-01-07T13:30:00": "2026-01-07 13:30", "2026-01-07T13:30:05": "2026-01-07 13:30:05",
	} {
		s := mustRead(t, "[run]\nstart = "+start+"\n"+small)
		list, err := s.Semantics(AsIs)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, said := range list {
			found = found || said.Key == "semantics.start" && said.Args[0] == want
		}
		if !found {
			t.Errorf("want it to begin on %s, have %v", want, list)
		}
	}
}

// Much may happen at one instant of a large line, and that is no mistake.
func TestMuchAtOneInstant(t *testing.T) {
	text := "[line.in]\nkind = \"source\"\nto = [\"b0\"]\n" + manyMachines(5) + "[line.out]\nkind = \"sink\"\n"
	if _, err := Read("test.toml", []byte(text), nil); err != nil {
		t.Error(err)
	}
}
