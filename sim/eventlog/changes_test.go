package eventlog_test

import (
	"fmt"
	"strings"
	"testing"

	"tweeling/sim/eventlog"
)

// told are changes as text: "from>to seconds@line" for each.
func told(changes []eventlog.Change) string {
	var list []string
	for _, c := range changes {
		list = append(list, fmt.Sprintf("%s>%s %v@%d", c.From, c.To, c.X, c.Line))
	}
	return strings.Join(list, ", ")
}

func TestChanges(t *testing.T) {
	for _, c := range []struct{ name, text, column, unit, want string }{
		{"a square", "before,red,blue\nred,-,5\nblue,7,x\n", "", "m", "blue>red 420@3, red>blue 300@2"},
		{"with its own units", "\xef\xbb\xbf;rood;blauw\r\nrood;;1,5m\r\nblauw;90s;\r\n", "", "", "blauw>rood 90@3, rood>blauw 90@2"},
		{"a comma in one column only", "x;a;b\na;0;1,5\nb;2;0\n", "", "h", "b>a 7200@3, a>b 5400@2"},
		{"no unit", "x,a,b\na,-,5\n", "", "", `times.csv:2: b: want a time with its unit, such as "12s", or a unit in the column's name, such as b_s, or in unit; have "5"`},
		{"a wrong unit", "x,a,b\na,-,5\n", "", "parsec", `times.csv: want one of the units ms s m h d, have "parsec"`},
		{"nothing before", "x,a,b\n,1,5\n", "", "m", "times.csv:2: x: want what is before the change, have nothing\ntimes.csv:2: x: want what is before the change, have nothing"},
		{"nothing at all", "x,a,b\na,-,\n", "", "m", "times.csv:1: want at least one time to change over, have none"},
		{"a list", "to,from,setup_min\nb,a,5\na,b,7\n", "setup_min", "", "a>b 300@2, b>a 420@3"},
		{"a list without to", "from,setup_min\na,5\n", "setup_min", "", `times.csv:1: want a column "to", have none; there are from, setup_min`},
		{"a list with a hole", "from,to,setup_min\na,,5\n", "setup_min", "", "times.csv:2: to: want to what the change is, have nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := read(t, c.text, eventlog.Format{})
			changes, err := table.ChangeMatrix(c.unit)
			if c.column != "" {
				changes, err = table.Changes("from", "to", c.column, c.unit)
			}
			have := told(changes)
			if err != nil {
				have = err.Error()
			}
			if have != c.want {
				t.Errorf("want %s, have %s", c.want, have)
			}
		})
	}
}

func TestWhere(t *testing.T) {
	table := read(t, "machine,reason,down_min\npress,jam,5\nlathe,jam,9\nPress,tool,7\n", eventlog.Format{})
	some, err := table.Where(map[string]string{"machine": "press", "reason": "jam"})
	if err != nil {
		t.Fatal(err)
	}
	values, err := some.Times("", "down_min", "")
	if have := seconds(values); err != nil || have != "300@2" {
		t.Errorf("want 300@2, have %s, %v", have, err)
	}
	for where, want := range map[string]string{
		"machine": `times.csv:1: machine: want rows that say "saw", have none; there are press, lathe, Press`,
		"nothing": `times.csv:1: want a column "nothing", have none; there are machine, reason, down_min`,
	} {
		if _, err := table.Where(map[string]string{where: "saw"}); err == nil || err.Error() != want {
			t.Errorf("want %s, have %v", want, err)
		}
	}
}
