package emulate

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/twin"
	"tweeling/twin/feed/broker"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/mqtt"
	"tweeling/twin/history"
)

// roleVar tells a child of the test which process it is.
const roleVar = "TWEELING_TEST_ROLE"

// TestMain lets the test be the processes that are killed: a plant, a twin, a broker.
func TestMain(m *testing.M) {
	if role := os.Getenv(roleVar); role != "" {
		if err := play(strings.Fields(role)); err != nil {
			fmt.Fprintln(os.Stderr, role, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// play is a child: "plant ADDRESS FILE UNTIL SPEED", "twin ADDRESS FILE" or "broker PORT FOLDER".
func play(role []string) error {
	switch ctx := context.Background(); role[0] {
	case "plant":
		dial, below, err := Broker(role[1])
		if err != nil {
			return err
		}
		until, _ := time.ParseDuration(role[3])
		speed, _ := strconv.ParseFloat(role[4], 64)
		var tb testing.TB = &testing.B{} // whose Fatal ends the process
		e := emulator(tb, Settings{Dial: dial, Below: below, Keep: role[2], Until: until, Speed: speed, Patient: true})
		return e.Run(ctx)
	case "twin":
		h, err := history.Open(role[2])
		if err != nil {
			return err
		}
		f, err := mqtt.Open(role[1], mqtt.Settings{Session: "twin", Patient: true})
		if err != nil {
			return err
		}
		return f.Run(ctx, h.Append)
	default:
		port, _ := strconv.Atoi(role[1])
		if _, err := broker.Start(broker.Settings{Port: port, Folder: role[2], Again: time.Second}); err != nil {
			return err
		}
		fmt.Println("ready")
		select {}
	}
}

// A process is a child that can be killed and begun again.
type process struct {
	role string
	cmd  *exec.Cmd
}

func (p *process) start(t *testing.T) {
	t.Helper()
	p.cmd = exec.Command(os.Args[0], "-test.run=^$")
	p.cmd.Env = append(os.Environ(), roleVar+"="+p.role)
	p.cmd.Stderr = os.Stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// A killable is what the test kills: a process of ours, or mosquitto.
type killable struct {
	kill  func()
	start func()
	knows func() // waits until it will know the twin again after a kill
}

// TestKilled kills plant, twin and broker (kill -9) at random moments. What is stored in the end is what was said: nothing is lost,
// nothing is double, nothing is other.
func TestKilled(t *testing.T) {
	for _, peer := range []string{"the broker within the program", "mosquitto"} {
		t.Run(peer, func(t *testing.T) {
			t.Parallel()
			rounds := 6 // which take some three seconds more of a processor than one
			if testing.Short() {
				rounds = 1
			}
			var address string
			var b killable
			if peer == "mosquitto" {
				m := feedtest.NewMosquitto(t)
				address, b = m.Address, killable{m.Kill, func() { m.Start(t) }, func() { m.Saved(t, "twin") }}
			} else {
				port := freePort(t)
				p := &process{role: fmt.Sprint("broker ", port, " ", t.TempDir())}
				p.start(t)
				t.Cleanup(func() { p.kill() })
				address, b = fmt.Sprint("mqtt://127.0.0.1:", port), killable{p.kill, func() { p.start(t) }, func() {}}
			}
			killed(t, address, b, rounds)
		})
	}
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // it listens to TCP
}

func killed(t *testing.T, address string, b killable, rounds int) {
	const speed = 5000 // which is some 800 signals a second
	file, keep := filepath.Join(t.TempDir(), "twin.db"), filepath.Join(t.TempDir(), "plant.json")
	plant := &process{role: fmt.Sprint("plant ", address, " ", keep, " 9999h ", speed)}
	hears := &process{role: fmt.Sprint("twin ", address, " ", file)}
	hears.start(t)
	waitFor(t, "the twin to begin", func() bool { _, err := os.Stat(file); return err == nil })
	b.knows()
	plant.start(t)
	t.Cleanup(func() { plant.kill(); hears.kill() })
	seed := uint64(time.Now().UnixNano()) //nolint:gosec // any
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // chance, no secret
	for range rounds {
		victims := []killable{b, {kill: plant.kill, start: func() { plant.start(t) }}, {kill: hears.kill, start: func() { hears.start(t) }}}
		r.Shuffle(len(victims), func(i, j int) { victims[i], victims[j] = victims[j], victims[i] })
		for _, v := range victims {
			time.Sleep(time.Duration(200+r.IntN(600)) * time.Millisecond)
			v.kill()
			time.Sleep(time.Duration(r.IntN(200)) * time.Millisecond)
			v.start()
		}
	}
	// The plant lives on a little longer than it can have been when it is killed for the last time, and ends when all is acknowledged.
	waitFor(t, "a plant that remembers", func() bool { _, err := os.Stat(keep); return err == nil })
	plant.kill()
	var m memory
	text, err := os.ReadFile(keep)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	until := time.Duration(m.At).Truncate(time.Second) + 4*speed*time.Second
	plant.role = fmt.Sprint("plant ", address, " ", keep, " ", until, " 0")
	plant.start(t)
	if err := plant.cmd.Wait(); err != nil {
		t.Fatal("want a plant that ends when all is said and acknowledged, have ", err)
	}
	want := spoken(t, until)
	ended := time.Now()
	waitFor(t, fmt.Sprintf("%d stored", len(want)), func() bool {
		h, err := history.Read(file)
		if err != nil {
			return false
		}
		defer h.Close()
		n, err := h.Count()
		return err == nil && n >= len(want)
	})
	hears.kill()
	h, err := history.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	var have []twin.Signal
	if err := h.Each(0, func(s twin.Signal, _ uint64) bool { have = append(have, s); return true }); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(have, func(a, b twin.Signal) int { return int(int64(a.Seq) - int64(b.Seq)) }) //nolint:gosec // they are small
	if d := cmp.Diff(want, have); d != "" {
		t.Errorf("want what was said:\n%.2000s", d)
	}
	sources, err := h.Sources()
	if err != nil || len(sources) != 1 || sources[0].Conflicts != 0 {
		t.Errorf("want one source without conflicts, have %+v, %v", sources, err)
	}
	t.Logf("%d said, %d stored, %d came twice, complete %v after the plant had ended", len(want), len(have), sources[0].Doubles, time.Since(ended).Round(100*time.Millisecond))
}

func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("want %s, have it not within 90 s", what)
		}
	}
}
