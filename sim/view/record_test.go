package view

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A film that is stopped leaves nothing behind, and says so; what is there of that name stays.
func TestAStoppedFilmLeavesNothing(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{})
	forms := []string{".gif", ".png"}
	if _, err := exec.LookPath("ffmpeg"); err == nil {
		forms = append(forms, ".mp4")
	}
	for _, form := range forms {
		dir := t.TempDir()
		looked := 0
		stop := func() error {
			if looked++; looked > 5 {
				return context.Canceled
			}
			return nil
		}
		err := w.Record(filepath.Join(dir, "a"+form), Film{To: time.Minute, Speed: 60, Width: 320, Height: 180, Stop: stop})
		if !errors.Is(err, ErrStopped) || strings.Contains(err.Error(), "cancel") {
			t.Errorf("%s: %v, want that it was stopped", form, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: %v is left behind", form, left)
		}
	}
}

// An error names the file that was asked for, not the one aside.
func TestWhatCannotBeWrittenIsNamed(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{})
	dir := t.TempDir()
	film := Film{To: time.Second, Speed: 60, Width: 320, Height: 180}
	taken := filepath.Join(dir, "taken.png")
	if err := os.Mkdir(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(name string) error{
		taken:                               func(name string) error { return w.Shot(name, 320, 180, 1) },
		filepath.Join(dir, "no", "a.svg"):   func(name string) error { return w.Shot(name, 320, 180, 1) },
		filepath.Join(dir, "no", "a.gif"):   func(name string) error { return w.Record(name, film) },
		filepath.Join(dir, "no", "a.png"):   func(name string) error { return w.Record(name, film) },
		filepath.Join(dir, "no", "all.mp4"): func(name string) error { return w.Record(name, film) },
	} {
		if err := write(name); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), ".view-") {
			t.Errorf("%v, want an error that names %s", err, name)
		}
	}
}
