// Command tweeling simulates production lines, with and without measures, and tells what differs.
//
//	tweeling compare shaver-heads
//
// Each verb is a file; the table in verbs.go lists them, and those in rules.go say which flags go with which, and how much they may be. Results go to standard output, everything else to standard error.
// It exits with 0 when it did what was asked, with 1 when what was asked for does not hold (mistakes in a scenario, a
// failed verification, a line that got stuck), with 2 when it was called wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // whoever asks twice is not made to wait
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

const (
	exitDone  = 0
	exitFails = 1 // what was asked for does not hold
	exitUsage = 2
)

// run carries out one command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &careful{Writer: stdout}
	c := &cli{out: out, err: stderr}
	root := &cobra.Command{
		Use:           "tweeling",
		Short:         "simulate production lines, with and without measures",
		Long:          "What does this line make and cost today, what would it with these measures,\nand is that worth the money?",
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", fmt.Sprintf(".FlagUsagesWrapped %d", widthOf(out))))
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return &usageError{cmd: cmd, err: flagError(err)} })
	for _, v := range verbs {
		cmd := v(c)
		cmd.Long = wrapAll(cmd.Long, widthOf(out))
		args := cmd.Args
		if args == nil {
			args = cobra.NoArgs
		}
		cmd.Args = func(cmd *cobra.Command, given []string) error {
			if err := args(cmd, given); err != nil {
				return &usageError{cmd: cmd, err: err}
			}
			return nil
		}
		onlyOnce(cmd.Flags())
		if do := cmd.RunE; do != nil {
			cmd.RunE = func(cmd *cobra.Command, args []string) error {
				if err := checkFlags(cmd, args); err != nil {
					return err
				}
				c.flags.seeded = cmd.Flags().Changed("seed")
				return do(cmd, args)
			}
		}
		root.AddCommand(cmd)
	}
	c.args = args
	code := c.exit(root.ExecuteContext(ctx), root)
	if out.err != nil && code == exitDone {
		fmt.Fprintf(stderr, "tweeling: the output could not be written: %v\n", out.err)
		return exitFails
	}
	return code
}

// A usageError is a command that was called wrongly.
type usageError struct {
	cmd *cobra.Command
	err error
}

// Error says what was wrong.
func (u *usageError) Error() string { return u.err.Error() }

// errFails is returned by a verb that has already said what does not hold.
var errFails = errors.New("does not hold")

// exit says what went wrong and gives the exit code.
func (c *cli) exit(err error, root *cobra.Command) int {
	var usage *usageError
	var hint *hintError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFails):
		return exitFails
	case errors.As(err, &usage):
		fmt.Fprintf(c.err, "tweeling: %v\nUsage:\n  %s\nhint: `%s --help` says more\n", err, usage.cmd.UseLine(), usage.cmd.CommandPath())
		return exitUsage
	case errors.As(err, &hint):
		fmt.Fprintf(c.err, "tweeling: %v\nhint: %s\n", hint.err, hint.hint)
		return exitFails
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.err, "tweeling: stopped before it was done")
		return exitFails
	case isUnknownVerb(err):
		fmt.Fprintf(c.err, "tweeling: %v\n%s", err, root.UsageString())
		return exitUsage
	}
	fmt.Fprintf(c.err, "tweeling: %v\n", err)
	return exitFails
}
