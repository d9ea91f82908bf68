package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"tweeling/sim/sketch"
	"tweeling/sim/words"
)

// An asker asks questions, line by line.
type asker struct {
	ctx   context.Context // of the one command that asks
	out   io.Writer
	words *words.Words
	lines chan typed
	again bool // somebody types, and is asked again after a mistake
	ended bool
}

// typed is one line, or why there is none.
type typed struct {
	text string
	err  error
}

// newAsker begins to read answers. They are read aside, so that an interrupt ends the asking.
func newAsker(ctx context.Context, out io.Writer, w *words.Words, in io.Reader) *asker {
	a := &asker{ctx: ctx, out: out, words: w, lines: make(chan typed), again: isTyped(in)}
	go func() {
		r := bufio.NewReader(io.LimitReader(in, longestInput))
		for {
			text, err := r.ReadString('\n')
			select {
			case a.lines <- typed{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return a
}

// longestInput is more than anybody types.
const longestInput = 1 << 20

// isTyped tells whether somebody types what is read.
func isTyped(in io.Reader) bool {
	f, ok := in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// ask asks until the answer can be understood. An empty one, or none any more, takes the guess.
func (a *asker) ask(s *sketch.Sketch, q *sketch.Question) error {
	for {
		printWrapped(a.out, "", a.words.Say("new.ask."+q.Key))
		fmt.Fprintf(a.out, "  [%s] > ", q.Guess(s))
		answer, err := a.line()
		if err != nil {
			return err
		}
		if !a.again {
			fmt.Fprintln(a.out, answer)
		}
		if answer == "" {
			return q.TakeGuess(s)
		}
		err = q.Set(s, answer)
		switch {
		case err == nil:
			return nil
		case !a.again:
			return err
		}
		fmt.Fprintf(a.out, "  %s\n\n", strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
}

var errStopped = errors.New("stopped, nothing was written")

// line is the next answer, "" when there is none any more.
func (a *asker) line() (string, error) {
	if a.ended {
		return "", nil
	}
	select {
	case <-a.ctx.Done():
		fmt.Fprintln(a.out)
		return "", errStopped
	case t := <-a.lines:
		a.ended = errors.Is(t.err, io.EOF)
		switch {
		case a.ended && a.again:
			fmt.Fprintln(a.out)
			return "", errStopped
		case t.err != nil && !a.ended:
			return "", t.err
		}
		return strings.TrimSpace(t.text), nil
	}
}
