package main

import (
	"bufio"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/twin"
)

// An xscreen is a display that nobody sees, and the file in which its pixels are.
type xscreen struct{ name, pixels string }

// newScreen opens one, where there is a program for it.
func newScreen(t *testing.T) *xscreen {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("a display that nobody sees is opened on Linux only")
	}
	server, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Skip("Xvfb is not installed here (apt-get install xvfb), so no window can be opened")
	}
	s := &xscreen{pixels: t.TempDir()}
	told, tells, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command(server, "-displayfd", "3", "-screen", "0", "1280x760x24", "-fbdir", s.pixels) //nolint:gosec // its place comes from PATH
	x.ExtraFiles = []*os.File{tells}
	if err := x.Start(); err != nil {
		t.Skipf("Xvfb does not run here: %v", err)
	}
	_ = tells.Close()
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait(); _ = told.Close() })
	number, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Skipf("Xvfb tells of no display: %v", err)
	}
	s.name = ":" + strings.TrimSpace(number)
	return s
}

// picture is what is on the screen, a number for each pixel. X keeps it as an X window dump: a head in big-endian words, the colours of
// its map, twelve bytes each, and the pixels.
func (s *xscreen) picture(t *testing.T) []uint32 {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.pixels, "Xvfb_screen0"))
	if err != nil {
		t.Fatal(err)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	head, wide, high, perLine, colours := word(0), word(4), word(5), word(12), word(19)
	from := head + 12*colours
	list := make([]uint32, 0, wide*high)
	for y := range high {
		for x := range wide {
			list = append(list, binary.LittleEndian.Uint32(data[from+y*perLine+4*x:])&0xffffff)
		}
	}
	return list
}

// until waits until a picture is as it is to be, and returns it. It skips where the program says that it can open no window.
func (s *xscreen) until(t *testing.T, o *opened, what string, as func([]uint32) bool) []uint32 {
	t.Helper()
	var ended chan error // never, where there is no program
	if o != nil {
		ended = o.ended
	}
	for range 600 {
		if p := s.picture(t); as(p) {
			return p
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case err := <-ended:
			if strings.Contains(o.told.String(), "no window can be opened here") {
				t.Skip("a display without OpenGL: " + o.told.String())
			}
			t.Fatalf("want %s on the screen, have the program ended: %v: %s", what, err, o.told.String())
		}
	}
	t.Fatalf("want %s on the screen within a minute, have none", what)
	return nil
}

// lineDrawn tells whether a line is on the screen: an empty one is black all over, an empty window of one colour, and a line has hundreds.
func lineDrawn(p []uint32) bool {
	colours := map[uint32]bool{}
	for _, c := range p {
		colours[c] = true
	}
	return len(colours) > 100
}

// twoHours is what the plant of a small line says in two hours.
func twoHours(t *testing.T, file string) (before, after []twin.Signal) {
	t.Helper()
	s, err := scenario.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	system, err := experiment.NewSystem(s, scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	table, err := twin.NewTable(system.Plant, s.Signals)
	if err != nil {
		t.Fatal(err)
	}
	l, err := system.Plant.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	v := twin.NewVoice(table, "plc", start, func(s twin.Signal) {
		if s.At.Before(start.Add(time.Hour)) {
			before = append(before, s)
		} else {
			after = append(after, s)
		}
	})
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(2 * time.Hour); err != nil {
		t.Fatal(err)
	}
	v.End()
	return before, after
}

// A window on a journal shows its line, follows what is added to it, and closes when it is told to; so does one in which it is seen again.
func TestWindowFollows(t *testing.T) {
	s := newScreen(t)
	dir := t.TempDir()
	file, path := filepath.Join(dir, "small.toml"), filepath.Join(dir, "line.journal")
	text := "[line.feeder]\nkind = \"source\"\nevery = \"exp(30s)\"\nto = [\"press\"]\n[line.press]\nkind = \"machine\"\ncycle = \"20s\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	before, after := twoHours(t, file)
	j, err := twin.OpenJournal(path, twin.JournalOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Append(before); err != nil {
		t.Fatal(err)
	}

	watching := s.open(t, "watch", file, "--journal", path, "--view")
	first := s.until(t, watching, "a line", lineDrawn)
	if err := j.Append(after); err != nil {
		t.Fatal(err)
	}
	// More than a clock and a mark: the charts go on as well. A hundredth is what they change when an hour comes at once.
	s.until(t, watching, "another hour", func(p []uint32) bool { return differ(first, p) > len(p)/100 })
	watching.end(t)
	s.until(t, nil, "nothing", func(p []uint32) bool { return !lineDrawn(p) })

	again := s.open(t, "replay", path, file, "--view", "--speed", "600", "--lang", "nl")
	first = s.until(t, again, "a line", lineDrawn)
	s.until(t, again, "what came after", func(p []uint32) bool { return differ(first, p) > len(p)/1000 })
	again.end(t)
}

func differ(a, b []uint32) (n int) {
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// An opened window is one of this program.
type opened struct {
	*exec.Cmd
	told  strings.Builder
	ended chan error
}

// open runs a verb that opens a window.
func (s *xscreen) open(t *testing.T, args ...string) *opened {
	t.Helper()
	o := &opened{Cmd: exec.Command("tweeling", args...), ended: make(chan error, 1)} //nolint:gosec // it is this program
	o.Env = append(os.Environ(), "DISPLAY="+s.name, "TZ=UTC", "LIBGL_ALWAYS_SOFTWARE=1")
	o.Stdout, o.Stderr = &o.told, &o.told
	if err := o.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Process.Kill() })
	go func() { o.ended <- o.Wait() }()
	return o
}

// end tells it to end, as Ctrl-C does.
func (o *opened) end(t *testing.T) {
	t.Helper()
	if err := o.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-o.ended:
		if err != nil {
			t.Errorf("want it to end as it was told to, have %v: %s", err, o.told.String())
		}
	case <-time.After(time.Minute):
		t.Fatal("want it to end when it is told to, have it go on")
	}
}
