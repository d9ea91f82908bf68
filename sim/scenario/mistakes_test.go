package scenario

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is told into the golden files")

// An archive is a text archive: a comment, then files, each after a line "-- name --".
type archive struct {
	comment string
	files   []archived
}

type archived struct{ name, text string }

func parseArchive(text string) *archive {
	a := &archive{}
	at := &a.comment
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(name, " --") {
			a.files = append(a.files, archived{name: strings.TrimSuffix(name, " --")})
			at = &a.files[len(a.files)-1].text
			continue
		}
		*at += line
	}
	return a
}

func (a *archive) String() string {
	text := a.comment
	for _, f := range a.files {
		text += "-- " + f.name + " --\n" + f.text
	}
	return text
}

// readArchive reads the scenario of a txtar archive, which extends the other files in it.
func readArchive(a *archive) (*Scenario, error) {
	files := map[string]string{}
	for _, f := range a.files {
		files[f.name] = f.text
	}
	return Read("scenario.toml", []byte(files["scenario.toml"]), func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return []byte(text), nil
		}
		return nil, os.ErrNotExist
	})
}

// told is all that is told about a scenario: its mistakes, or else its warnings.
func told(s *Scenario, err error) string {
	var b strings.Builder
	if mistakes, ok := errors.AsType[Mistakes](err); ok {
		for _, m := range mistakes {
			fmt.Fprintln(&b, m)
		}
		return b.String()
	}
	for _, m := range s.Warnings {
		fmt.Fprintln(&b, "warning:", m)
	}
	return b.String()
}

// Each archive under testdata is a scenario with something wrong, or worth a word, and all that is told about it.
func TestWhatIsTold(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 30 {
		t.Fatalf("want the archives of testdata, have %d, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := parseArchive(string(text))
			want := &a.files[len(a.files)-1]
			if want.name != "want" {
				t.Fatalf("want the last file to be want, have %s", want.name)
			}
			s, err := readArchive(a)
			got := told(s, err)
			if *update {
				want.text = got
				if err := os.WriteFile(name, []byte(a.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want.text, got); d != "" {
				t.Error(d)
			}
			if got == "" {
				t.Error("want something told, have nothing")
			}
			for i := range 3 {
				s, err := readArchive(a)
				if again := told(s, err); again != got {
					t.Fatalf("want the same told each time, have another at time %d:\n%s", i+2, cmp.Diff(got, again))
				}
			}
		})
	}
}
