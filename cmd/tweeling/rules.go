package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A rule says beside which others a flag means something. What it forbids would else be passed over in silence.
type rule struct {
	verb  string   // "": of every verb that has the flags
	flags []string // each of them
	with  []string // at least one of these is given too; nil: whatever
	never []string // and none of these
	args  int      // and at least so many arguments
}

// files are what `run` writes instead of figures.
var files = []string{"trace", "log", "states"}

// rules list them.
var rules = []rule{
	{flags: []string{"values", "timings"}, with: []string{"json"}},
	{verb: "run", flags: []string{"from", "to", "replication"}, with: files},
	{verb: "run", flags: []string{"json", "charts", "evidence", "detail", "replications", "workers"}, never: files},
	{verb: "diff", flags: []string{"replications", "seed", "workers", "values"}, never: []string{"no-run"}},
	{verb: "view", flags: []string{"from", "to"}, with: []string{"record"}},
	{verb: "view", flags: []string{"size", "scale", "worth"}, with: []string{"shot", "record"}},
	{verb: "view", flags: []string{"speed"}, never: []string{"shot", "write-layout"}},
	{verb: "view", flags: []string{"theme", "plan-view", "pick", "at", "replication", "seed"}, never: []string{"write-layout"}},
	{verb: "new", flags: []string{"stations"}, never: []string{"csv"}},
	{verb: "watch", flags: []string{"size", "scale"}, with: []string{"shot"}},
	{verb: "watch", flags: []string{"theme", "plan-view", "pick"}, with: []string{"view", "shot"}},
	{verb: "watch", flags: []string{"json"}, with: []string{"once"}, never: []string{"shot"}},
	{verb: "watch", flags: []string{"once", "shot"}, never: []string{"view", "every"}},
	{verb: "watch", flags: []string{"once"}, never: []string{"shot"}},
	{verb: "watch", flags: []string{"retain"}, with: []string{"keep"}},
	{verb: "replay", flags: []string{"each", "workers"}, with: []string{"validate"}},
	{verb: "replay", flags: []string{"size", "scale"}, with: []string{"shot"}},
	{verb: "replay", flags: []string{"theme", "plan-view", "pick"}, with: []string{"view", "shot"}},
	{verb: "replay", flags: []string{"speed"}, never: []string{"json", "validate", "shot"}},
	{verb: "replay", flags: []string{"view", "shot"}, never: []string{"validate", "json", "note", "from"}},
	{verb: "replay", flags: []string{"view"}, never: []string{"shot"}},
	{verb: "replay", flags: []string{"note", "from"}, never: []string{"validate"}},
	{verb: "history", flags: []string{"json"}, never: []string{"forget"}},
	{verb: "forecast", flags: []string{"book"}, never: []string{"forget"}},
	{verb: "fit", flags: []string{"force"}, with: []string{"output"}},
	{verb: "fit", flags: []string{"from", "until"}, with: []string{"journal"}},
	{verb: "fit", flags: []string{"column", "type", "unit", "days", "length-unit", "sheet", "json", "replications", "workers"}, never: []string{"journal"}},
	{verb: "emulate", flags: []string{"from"}, never: []string{"now"}},
	{verb: "emulate", flags: []string{"port"}, never: []string{"mqtt"}},
	{verb: "probe", flags: []string{"plan"}, args: 2},
}

// A bound says which numbers a flag may be.
type bound struct {
	verb        string // "": of every verb that has the flag
	flag        string
	least, most float64
	above       bool // least itself is none of them
}

// bounds list them.
var bounds = []bound{
	{flag: "workers", most: 1024},
	{flag: "replications", least: 2, most: 10_000},
	{flag: "futures", least: 20, most: 100_000},
	{flag: "port", most: 65_535},
	{flag: "room", least: 1, most: 10_000_000},
	{flag: "at-once", least: 1, most: 30},
	{flag: "budget", most: 1e12, above: true},
	{flag: "per-year", most: 1e12, above: true},
	{flag: "matters", most: 1e12, above: true},
	{flag: "scale", least: 0.25, most: 8},
	{verb: "replay", flag: "speed", most: 1e6, above: true},
}

// checkFlags tells all that is wrong with what a verb was given, before it does anything.
func checkFlags(cmd *cobra.Command, args []string) error {
	var wrong []string
	say := func(format string, a ...any) { wrong = append(wrong, fmt.Sprintf(format, a...)) }
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" || f.Value.String() == "[]" {
			say("--%s: want a value, have none", f.Name)
		}
	})
	for i := range bounds {
		if text := bounds[i].broken(cmd); text != "" {
			say("%s", text)
		}
	}
	for i := range rules {
		for _, text := range rules[i].broken(cmd, args) {
			say("%s", text)
		}
	}
	if len(wrong) > 0 {
		return &usageError{cmd: cmd, err: errors.New(strings.Join(wrong, "; "))}
	}
	return nil
}

// broken says how a flag is out of its bounds; "": it is not, or was not given.
func (b *bound) broken(cmd *cobra.Command) string {
	f := cmd.Flags().Lookup(b.flag)
	if f == nil || !f.Changed || b.verb != "" && b.verb != cmd.Name() {
		return ""
	}
	x, err := strconv.ParseFloat(f.Value.String(), 64)
	if err == nil && x >= b.least && x <= b.most && !(b.above && x == b.least) {
		return ""
	}
	n := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	if b.above {
		return fmt.Sprintf("--%s: want a number above %s and at most %s, have %s", b.flag, n(b.least), n(b.most), f.Value)
	}
	return fmt.Sprintf("--%s: want %s to %s, have %s", b.flag, n(b.least), n(b.most), f.Value)
}

// broken says which flags were given beside others that they do not go with.
func (r *rule) broken(cmd *cobra.Command, args []string) (list []string) {
	if r.verb != "" && r.verb != cmd.Name() {
		return nil
	}
	given := func(names []string) (list []string) {
		for _, name := range names {
			if cmd.Flags().Changed(name) {
				list = append(list, name)
			}
		}
		return list
	}
	for _, name := range given(r.flags) {
		others := given(r.never)
		switch {
		case len(others) > 0:
			list = append(list, fmt.Sprintf("--%s: want it without %s", name, listed(others)))
		case r.with != nil && len(given(r.with)) == 0:
			list = append(list, fmt.Sprintf("--%s: want it with %s only", name, listed(r.with)))
		case len(args) < r.args:
			list = append(list, fmt.Sprintf("--%s: want it with a scenario only", name))
		}
	}
	return list
}

// listed are flags as a person says them: --a, --b or --c.
func listed(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return "--" + names[0]
	}
	return "--" + strings.Join(names[:last], ", --") + " or --" + names[last]
}
