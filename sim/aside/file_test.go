package aside_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tweeling/sim/aside"
)

// only tells of a folder in which there is more, or other, than the files wanted.
func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, e := range entries {
		have = append(have, e.Name())
	}
	if strings.Join(have, " ") != strings.Join(want, " ") {
		t.Errorf("want %v in the folder, have %v", want, have)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || string(text) != want {
		t.Errorf("want %q in %s, have %q, %v", want, filepath.Base(name), text, err)
	}
}

func TestAFileIsThereWhole(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	f, err := aside.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Drop()
	if _, err := f.WriteString("whole"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("it has its name before it is finished")
	}
	if err := f.Finish(); err != nil {
		t.Fatal(err)
	}
	f.Drop() // takes nothing away
	holds(t, name, "whole")
	only(t, dir, "a.txt")
}

func TestWhatFailsLeavesWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	if err := aside.Write(name, []byte("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := aside.Fill(name, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("want %v, have %v", broken, err)
	}
	if err := aside.Fills(name, func(dir string) error {
		return errors.Join(os.WriteFile(filepath.Join(dir, "b.txt"), nil, 0o600), broken)
	}); !errors.Is(err, broken) {
		t.Errorf("want %v, have %v", broken, err)
	}
	holds(t, name, "old")
	only(t, dir, "a.txt")
}

func TestSeveralFilesComeTogether(t *testing.T) {
	dir := t.TempDir()
	err := aside.Fills(filepath.Join(dir, "film.png"), func(dir string) error {
		return errors.Join(os.WriteFile(filepath.Join(dir, "film-1.png"), nil, 0o600), os.WriteFile(filepath.Join(dir, "film-2.png"), nil, 0o600))
	})
	if err != nil {
		t.Fatal(err)
	}
	only(t, dir, "film-1.png", "film-2.png")
}

func TestRightsAndLinksStay(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights and links are others on Windows")
	}
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a.txt"), filepath.Join(dir, "link.txt")
	if err := errors.Join(os.WriteFile(name, []byte("old"), 0o600), os.Symlink("a.txt", link)); err != nil {
		t.Fatal(err)
	}
	if err := aside.Write(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("want the link to stay one, have %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("want the rights it had, have %v, %v", info.Mode(), err)
	}
}

func TestWhatCannotBeWrittenIsNamed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "missing", "a.txt"), filepath.Join(dir, "a\x00.txt")} {
		if _, err := aside.Create(name); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), ".tweeling") {
			t.Errorf("want %s named, have %v", name, err)
		}
	}
	if err := aside.Write(dir, nil); err == nil || !strings.Contains(err.Error(), "want a file") {
		t.Errorf("a folder: have %v", err)
	}
	if _, err := aside.Read(dir); err == nil || !strings.Contains(err.Error(), "want a file") {
		t.Errorf("a folder: have %v", err)
	}
	if _, err := aside.Read(filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("want it told that there is none, have %v", err)
	}
	if runtime.GOOS != "windows" {
		if _, err := aside.Read("/dev/zero"); err == nil || !strings.Contains(err.Error(), "want a file") {
			t.Errorf("a device: have %v", err)
		}
		if err := aside.Write("/dev/null", nil); err == nil || !strings.Contains(err.Error(), "want a file") {
			t.Errorf("a device: have %v", err)
		}
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := aside.Folder(file); err == nil {
		t.Error("a file instead of a folder: want it told")
	}
	if err := aside.Folder(filepath.Join(dir, "new", "folder")); err != nil {
		t.Error(err)
	}
	only(t, filepath.Join(dir, "new", "folder"))
}

// What was written line by line is read again, also where the end was cut; another file is refused.
func TestLines(t *testing.T) {
	type thing struct{ N int }
	name := filepath.Join(t.TempDir(), "things")
	if list, err := aside.ReadLines[thing](name, "a thing", 3); err != nil || list != nil {
		t.Errorf("no file: have %v, %v", list, err)
	}
	if err := aside.WriteLines(name, []thing{{1}, {2}, {3}}); err != nil {
		t.Fatal(err)
	}
	for cut, want := range map[int]int{0: 3, 1: 3, 3: 2} {
		text := "{\"N\":1}\n{\"N\":2}\n{\"N\":3}\n"
		if err := os.WriteFile(name, []byte(text[:len(text)-cut]), 0o600); err != nil {
			t.Fatal(err)
		}
		if list, err := aside.ReadLines[thing](name, "a thing", 3); err != nil || len(list) != want {
			t.Errorf("cut by %d: want %d, have %v, %v", cut, want, list, err)
		}
	}
	for text, want := range map[string]string{"a note of somebody": ":1: want a thing", "{\"N\":1}\nx\n{\"N\":2}\n": ":2: want a thing", "{}\n{}\n{}\n{}\n": "at most 3"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := aside.ReadLines[thing](name, "a thing", 3); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want %s, have %v", text, want, err)
		}
	}
}
