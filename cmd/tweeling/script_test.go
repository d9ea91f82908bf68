package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/twin"
	"tweeling/twin/history"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tweeling": main,
	})
}

// Each verb has its script: what a person types, what comes back, and how it ends.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"plant": plantSays, "filled": filled, "cut": cutShort}, Setup: withPort})
}

// withPort gives a script a port that is free, for who starts a broker.
func withPort(e *testscript.Env) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e.Setenv("PORT", fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	return l.Close()
}

// filled is a command of scripts, filled FILE [OTHER]: it waits until something stands in a file beside its first lines, or about as much as
// in another.
func filled(ts *testscript.TestScript, _ bool, args []string) {
	least := int64(1000)
	if len(args) > 1 {
		info, err := os.Stat(ts.MkAbs(args[1]))
		ts.Check(err)
		least = max(least, info.Size()-200)
	}
	for range 600 {
		if info, err := os.Stat(ts.MkAbs(args[0])); err == nil && info.Size() > least {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("%s: nothing was written to it", args[0])
}

// plantSays is a command of scripts, plant JOURNAL SCENARIO START SPAN [SOURCE]: a line of that scenario runs for so long, and what its
// plant would say is in the journal, or in the history where its name says so.
func plantSays(ts *testscript.TestScript, _ bool, args []string) {
	s, err := scenario.Load(ts.MkAbs(args[1]))
	ts.Check(err)
	system, err := experiment.NewSystem(s, scenario.AsIs)
	ts.Check(err)
	table, err := twin.NewTable(system.Plant, s.Signals)
	ts.Check(err)
	start, err := time.Parse(time.RFC3339, args[2])
	ts.Check(err)
	while, err := time.ParseDuration(args[3])
	ts.Check(err)
	l, err := system.Plant.Line(7, 0)
	ts.Check(err)
	var said []twin.Signal
	source := "plc"
	if len(args) > 4 {
		source = args[4]
	}
	v := twin.NewVoice(table, source, start, func(s twin.Signal) { said = append(said, s) })
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	ts.Check(l.Start())
	ts.Check(l.Run(while))
	v.End()
	var j keeper
	if strings.HasSuffix(args[0], ".db") {
		j, err = history.Open(ts.MkAbs(args[0]))
	} else {
		j, err = twin.OpenJournal(ts.MkAbs(args[0]), twin.JournalOptions{Meta: twin.Meta{Scenario: s.Name, Hash: s.Hash}})
	}
	ts.Check(err)
	ts.Check(j.Append(said))
	ts.Check(j.Close())
}

// cutShort is a command of scripts, cut FILE OTHER: the other is the file without its last bytes, as one whose writer was interrupted.
func cutShort(ts *testscript.TestScript, _ bool, args []string) {
	text, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), text[:len(text)-3], 0o600))
}
