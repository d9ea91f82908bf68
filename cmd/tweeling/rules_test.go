package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Every rule and every bound speaks of flags that its verb has; one that speaks of others holds for nothing.
func TestRulesSpeakOfFlags(t *testing.T) {
	known := map[string]*cobra.Command{}
	has := func(verb, flag string) bool {
		for name, cmd := range known {
			if (verb == "" || verb == name) && cmd.Flags().Lookup(flag) != nil {
				return true
			}
		}
		return false
	}
	for _, v := range verbs {
		cmd := v(&cli{out: io.Discard, err: io.Discard})
		known[cmd.Name()] = cmd
	}
	for _, r := range rules {
		for _, flag := range slices.Concat(r.flags, r.with, r.never) {
			if !has(r.verb, flag) {
				t.Errorf("%s: a rule speaks of --%s, which it does not have", r.verb, flag)
			}
		}
	}
	for _, b := range bounds {
		if !has(b.verb, b.flag) {
			t.Errorf("%s: a bound speaks of --%s, which it does not have", b.verb, b.flag)
		}
	}
}

// Odd values of every flag of every verb end with a mistake that names the flag, and do nothing: no verb has a flag that takes whatever
// comes, but those that are words of a file.
func TestOddValues(t *testing.T) {
	for _, v := range verbs {
		verb := v(&cli{out: io.Discard, err: io.Discard})
		args := map[string][]string{"diff": {"a", "b"}, "replay": {"a"}, "history": {"a"}, "fit": {"a"}, "new": {"a.toml"}, "probe": {"a"}}[verb.Name()]
		for _, flag := range flagsOf(verb) {
			odd := map[string][]string{"string": {""}, "int": {"x", "1.5", "99999999999999999999"}, "uint64": {"-1", "1e3"}, "float64": {"x"},
				"bool": {"maybe"}, "time": {"", "5", "-1h", "1x", "300y"}, "moment": {"", "5", "-1h", "2026-13-01", "14:00", "300y"}, "intSlice": {"x", ""}, "stringSlice": {""}}[flag.Value.Type()]
			for _, value := range odd {
				var told strings.Builder
				code := run(t.Context(), append(slices.Concat([]string{verb.Name()}, args), "--"+flag.Name+"="+value), io.Discard, &told)
				if code != exitUsage || !strings.Contains(told.String(), "--"+flag.Name+": want ") {
					t.Errorf("tweeling %s --%s=%s: want a mistake that names the flag, have %d: %s", verb.Name(), flag.Name, value, code, told.String())
				}
			}
		}
	}
}

func flagsOf(cmd *cobra.Command) (list []*pflag.Flag) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) { list = append(list, f) })
	return list
}
