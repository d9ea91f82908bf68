package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const plan = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 25"><rect width="40" height="25" fill="#ffffff"/></svg>`

// The background comes along with the scenario, changes nothing else, and may be left out.
func TestBackground(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "mine.toml")
	text := small + "\n[layout]\nbackground = \"plans/hall.svg\"\nmetres = [40, 25]\nat = [-2, 1.5]\n"
	if err := os.Mkdir(filepath.Join(dir, "plans"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{name: text, filepath.Join(dir, "plans", "hall.svg"): plan} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	b := s.Background
	if b == nil || b.X != -2 || b.Y != 1.5 || b.Width != 40 || b.Depth != 25 || b.LeftOut || len(s.Warnings) > 0 {
		t.Fatalf("%+v, %v, want the background as written", b, s.Warnings)
	}
	if img, err := b.Decode(); err != nil || img.Rect.Dx()*25 != img.Rect.Dy()*40 {
		t.Errorf("%v, want its pixels", err)
	}
	portable := WithPortablePictures(s.Files)
	if last := portable[len(portable)-1]; !strings.HasPrefix(string(last.Text), "\x89PNG") || string(s.Files[len(s.Files)-1].Text) != plan {
		t.Errorf("%s is not portable", last.Name)
	}
	for what, files := range map[string][]File{"whole": s.Files, "portable": portable, "left out": WithoutPictures(s.Files)} {
		again, err := Reread(files)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if again.Hash != s.Hash || again.Background.LeftOut != (what == "left out") || len(again.Files) != len(files) {
			t.Errorf("%s: %s, %+v, want %s with its background", what, again.Hash, again.Background, s.Hash)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "plans", "hall.svg"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(name); err == nil || !strings.Contains(err.Error(), "have something else") {
		t.Errorf("%v, want an empty file told", err)
	}
}
