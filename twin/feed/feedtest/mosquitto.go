package feedtest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A Mosquitto is the broker that most plants have, as a process of its own.
type Mosquitto struct {
	Address string // mqtt://127.0.0.1:1883
	dir     string
	port    int
	process *exec.Cmd
}

// NewMosquitto starts a mosquitto on the machine itself, which keeps what it can: it saves every second, and throws nothing away
// for an absent listener. More lines of its configuration may be given. Where it is not installed the test is skipped.
func NewMosquitto(t testing.TB, more ...string) *Mosquitto {
	t.Helper()
	program, err := exec.LookPath("mosquitto")
	if err != nil {
		if _, err := os.Stat("/usr/sbin/mosquitto"); err != nil {
			t.Skip("mosquitto is not installed here (apt-get install mosquitto)")
		}
		program = "/usr/sbin/mosquitto"
	}
	m := &Mosquitto{dir: t.TempDir(), port: freePort(t)}
	m.Address = fmt.Sprintf("mqtt://127.0.0.1:%d", m.port)
	config := fmt.Sprintf("listener %d 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location %s/\nautosave_interval 1\n"+
		"max_queued_messages 0\nmax_inflight_messages 0\n", m.port, m.dir)
	if os.Getuid() == 0 {
		config += "user root\n" // whose folder it is
	}
	config += strings.Join(append(more, ""), "\n")
	if err := os.WriteFile(filepath.Join(m.dir, "mosquitto.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	m.process = exec.Command(program, "-c", filepath.Join(m.dir, "mosquitto.conf"))
	m.Start(t)
	t.Cleanup(m.Kill)
	return m
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// Start starts it, again after a kill, and waits until it answers.
func (m *Mosquitto) Start(t testing.TB) {
	t.Helper()
	m.process = exec.Command(m.process.Path, m.process.Args[1:]...)
	if err := m.process.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", m.port)); err == nil {
			_ = c.Close()
			return
		}
	}
	t.Fatal("want a mosquitto that answers, have none")
}

// Kill ends it as a power cut would end the process: at once.
func (m *Mosquitto) Kill() {
	_ = m.process.Process.Kill()
	_ = m.process.Wait()
}

// Saved waits until a session of some name is on its disk, so that a kill does not lose it.
func (m *Mosquitto) Saved(t testing.TB, session string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if text, err := os.ReadFile(filepath.Join(m.dir, "mosquitto.db")); err == nil && bytes.Contains(text, []byte(session)) {
			return
		}
	}
	t.Fatalf("want the session %q saved, have none", session)
}
