package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"tweeling/sim/sketch"
	"tweeling/sim/words"
)

func asking(ctx context.Context, t *testing.T, in io.Reader, again bool) (*asker, *bytes.Buffer) {
	t.Helper()
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := newAsker(ctx, &out, w, in)
	a.again = again
	return a, &out
}

func shifts() *sketch.Question { return &sketch.Questions[1] }

// Somebody who types is told what was wrong, and asked again; a file of answers is not.
func TestAskAgain(t *testing.T) {
	var s sketch.Sketch
	a, out := asking(t.Context(), t, strings.NewReader("four\n1\n"), true)
	if err := a.ask(&s, shifts()); err != nil || len(s.Works) != 1 {
		t.Errorf("%v, works %v", err, s.Works)
	}
	if n := strings.Count(out.String(), "How many shifts"); n != 2 || !strings.Contains(out.String(), "want 1, 2, 3, always") {
		t.Errorf("asked %d times:\n%s", n, out)
	}
	a, _ = asking(t.Context(), t, strings.NewReader("four\n1\n"), false)
	if err := a.ask(&s, shifts()); err == nil {
		t.Error("a file with a mistake is taken on")
	}
}

// An empty answer, and a file that has ended, take the guess; somebody who ends the input stops, and so does an interrupt.
func TestAskNobody(t *testing.T) {
	for name, in := range map[string]string{"empty": "\n", "ended": "", "last line": "2"} {
		var s sketch.Sketch
		a, _ := asking(t.Context(), t, strings.NewReader(in), false)
		if err := a.ask(&s, shifts()); err != nil || len(s.Works) != 2 || s.Guessed["shifts"] != (in != "2") {
			t.Errorf("%s: %v, works %v, guessed %v", name, err, s.Works, s.Guessed)
		}
		if err := a.ask(&s, &sketch.Questions[0]); err != nil || !s.Guessed["name"] {
			t.Errorf("%s: after the end: %v, guessed %v", name, err, s.Guessed)
		}
	}
	var s sketch.Sketch
	a, _ := asking(t.Context(), t, strings.NewReader(""), true)
	if err := a.ask(&s, shifts()); !errors.Is(err, errStopped) {
		t.Errorf("ended by hand: %v", err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	never, _ := io.Pipe()
	a, _ = asking(ctx, t, never, true)
	interrupt()
	if err := a.ask(&s, shifts()); !errors.Is(err, errStopped) {
		t.Errorf("interrupted: %v", err)
	}
}
