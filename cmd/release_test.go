package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A release has the version of the tag, and a second one, from another folder, the same checksums. The script is tried
// for one system; that it names all of them is read.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program twice")
	}
	for _, tool := range []string{"bash", "git", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
	if _, err := os.Stat(filepath.Join("..", ".git")); err != nil {
		t.Skip("not a checkout")
	}
	system := runtime.GOOS + "/" + runtime.GOARCH
	var sums []string
	for _, folder := range []string{"here", "elsewhere"} {
		checkout := filepath.Join(t.TempDir(), folder)
		command(t, "..", "git", "clone", "-q", ".", checkout)
		command(t, checkout, "git", "tag", "v0.8.7")
		built := filepath.Join(checkout, "built")
		command(t, checkout, "bash", ".ci/release", built, system)
		text, err := os.ReadFile(filepath.Join(built, "SHA256SUMS"))
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, string(text))
		program := filepath.Join(built, strings.Fields(sums[0])[1])
		if got := command(t, checkout, program, "--version"); !strings.Contains(got, "v0.8.7") {
			t.Errorf("the program is %q, want the version of its tag", got)
		}
	}
	if sums[0] != sums[1] || len(sums[0]) < 64 {
		t.Errorf("two releases of one commit differ:\n%s%s", sums[0], sums[1])
	}
	script, err := os.ReadFile(filepath.Join("..", ".ci", "release"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"linux/amd64", "linux/arm64", "windows/amd64", "darwin/arm64", "darwin/amd64"} {
		if !strings.Contains(string(script), want) {
			t.Errorf("no release for %s", want)
		}
	}
}

func command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
