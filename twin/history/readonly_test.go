//go:build unix

package history_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tweeling/twin/history"
)

// asNobody says what the child does: it is the test itself, as a user who may not write anywhere.
const asNobody = "TWEELING_TEST_READ_ONLY"

// In a folder that may not be written in a history can be read, if nobody writes in it, and one that is to be written in is
// refused with what to do.
func TestReadOnly(t *testing.T) {
	if dir := os.Getenv(asNobody); dir != "" {
		readOnly(dir)
		return
	}
	dir, err := os.MkdirTemp("/tmp", "history") //nolint:usetesting // where others may look
	if err != nil {
		t.Skip("there is no folder that others may look into:", err)
	}
	defer os.RemoveAll(dir)
	h := opened(t, filepath.Join(dir, "h.db"))
	appended(t, h, counts("plc1", 0, 10)...)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "test")
	if err := os.WriteFile(program, self, 0o755); err != nil { //nolint:gosec // others run it
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil { //nolint:gosec // others look into it
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755) //nolint:gosec // to take it away
	child := exec.Command(program, "-test.run=^TestReadOnly$")
	child.Dir, child.Env = "/", append(os.Environ(), asNobody+"="+dir)
	if os.Getuid() == 0 { // whom nothing is forbidden
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"read: 10 <nil>", "write: " + filepath.Join(dir, "h.db") + ": want a file and a folder that may be written in",
		"make: " + filepath.Join(dir, "new.db") + ": want a folder in which files can be made"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("want %q, have %s", want, out)
		}
	}
}

func readOnly(dir string) {
	h, err := history.Read(filepath.Join(dir, "h.db"))
	if err == nil {
		n, err := h.Count()
		fmt.Println("read:", n, err)
	} else {
		fmt.Println("read:", err)
	}
	_, err = history.Open(filepath.Join(dir, "h.db"))
	fmt.Println("write:", err)
	_, err = history.Open(filepath.Join(dir, "new.db"))
	fmt.Println("make:", err)
}
