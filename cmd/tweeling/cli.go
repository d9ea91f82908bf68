package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/scenarios"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// A cli is what all verbs share: where to write, and the flags that every verb with numbers has.
type cli struct {
	out, err io.Writer
	args     []string // as they were typed, for the stamp
	flags    flags
}

type flags struct {
	json, values, quiet, timings bool
	lang                         string
	seed                         uint64
	seeded                       bool // a seed was given
	workers, replications        int
}

// addLanguage adds --lang.
func (c *cli) addLanguage(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.flags.lang, "lang", "en", "language of tables and verdicts: en or nl")
	completeFlag(cmd, "lang", completeLanguage)
}

// addNumbers adds the flags of every verb that gives numbers.
func (c *cli) addNumbers(cmd *cobra.Command) {
	c.addLanguage(cmd)
	f := cmd.Flags()
	f.BoolVar(&c.flags.json, "json", false, "print JSON instead of tables")
	f.Uint64Var(&c.flags.seed, "seed", 0, "seed of all chance (default: as the scenario says)")
	f.BoolVar(&c.flags.quiet, "quiet", false, "no progress bar")
}

// addReplications adds the flags of verbs that replicate.
func (c *cli) addReplications(cmd *cobra.Command) {
	c.addNumbers(cmd)
	f := cmd.Flags()
	f.IntVar(&c.flags.workers, "workers", 0, "how many replications to run at once; results are the same for any number (default: one for each processor)")
	f.IntVarP(&c.flags.replications, "replications", "n", 0, "at least so many replications (default: as the scenario says)")
}

// addValues adds the flag of verbs that tell the value of every replication.
func (c *cli) addValues(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.flags.values, "values", false, "with --json: the value of every replication as well")
}

// addTimings adds the flag of verbs that tell how long they took.
func (c *cli) addTimings(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.flags.timings, "timings", false, "with --json: how long a part-operation took; without it two runs give the same bytes")
}

// words returns the catalogue of the language asked for.
func (c *cli) words(cmd *cobra.Command) (*words.Words, error) {
	w, err := words.In(c.flags.lang)
	if err != nil {
		return nil, &usageError{cmd: cmd, err: fmt.Errorf("--lang: %w", err)}
	}
	return w, nil
}

// settings turns flags into what an experiment needs.
func (c *cli) settings() experiment.Settings {
	set := experiment.Settings{Workers: c.flags.workers, Replications: c.flags.replications}
	if c.flags.seeded {
		set.Seed = &c.flags.seed
	}
	return set
}

// seedOf is the seed that was given, else that of a scenario.
func (c *cli) seedOf(s *scenario.Scenario) uint64 {
	if c.flags.seeded {
		return c.flags.seed
	}
	return s.Run.Seed
}

// load reads the scenario that a verb is given, or the default one.
func (c *cli) load(args []string) (*scenario.Scenario, error) {
	name := scenarios.Default
	if len(args) > 0 {
		name = args[0]
	}
	s, err := scenario.Load(name)
	if mistakes, ok := errors.AsType[scenario.Mistakes](err); ok {
		return nil, tellMistakes(c, name, mistakes, "run")
	}
	return s, err
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// printJSON writes a value as indented JSON.
func (c *cli) printJSON(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// stamp says how to get the same result again.
func (c *cli) stamp(hash string, seed uint64) experiment.Stamp {
	return experiment.Stamp{Hash: hash, Seed: seed, Version: version(), Command: c.reproducible()}
}

// reproducible is the command without the flags that do not change the result, so that results with another number of
// workers are alike to the byte.
func (c *cli) reproducible() string {
	kept := []string{"tweeling"}
	for i := 0; i < len(c.args); i++ {
		switch a := c.args[i]; {
		case a == "--workers":
			i++
		case strings.HasPrefix(a, "--workers="), a == "--quiet", strings.HasPrefix(a, "--quiet="):
		default:
			kept = append(kept, quoted(a))
		}
	}
	return strings.Join(kept, " ")
}

// version is that of the module, or of the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

// A hintError is an error with what to do about it.
type hintError struct {
	err  error
	hint string
}

// Error is the error itself.
func (h *hintError) Error() string { return h.err.Error() }

func isUnknownVerb(err error) bool { return strings.HasPrefix(err.Error(), "unknown command") }

func quoted(arg string) string {
	if strings.ContainsAny(arg, " \t\n\"'\\$") {
		return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
	}
	return arg
}
