package plant

import (
	"math"
	"testing"
	"time"
)

// A part comes every 100 s and takes 10. Without work the machine goes to standby after 20 s and switches itself off after
// 50: from 0 to 100 it is ready for 20, in standby for 30 and off for 50; from 110 to 200 for 20, 30 and 40.
func TestStandby(t *testing.T) {
	kw := map[string]float64{"working": 11, "ready": 4, "standby": 1, "off": 0.1}
	for name, c := range map[string]struct {
		values       map[string]any
		standby, off time.Duration
		kws          float64 // kW times s
	}{
		"neither":  {nil, 0, 0, 11*10 + 4*190},
		"standby":  {map[string]any{"standby_after": 20 * time.Second}, 150 * time.Second, 0, 11*10 + 4*40 + 150},
		"auto-off": {map[string]any{"off_after": 50 * time.Second}, 0, 90 * time.Second, 11*10 + 4*100 + 0.1*90},
		"both":     {map[string]any{"standby_after": 20 * time.Second, "off_after": 50 * time.Second}, 60 * time.Second, 90 * time.Second, 11*10 + 4*40 + 60 + 0.1*90},
	} {
		l := lineOf(t, &Model{Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law("100s"), "to": []string{"m"}}},
			machined("m", "10s", c.values), {Name: "out", Kind: "sink"}}}, 1, 0)
		run(t, l, 200*time.Second)
		id, _ := l.Find("m")
		n := l.Tally(id)
		if n.Standby != c.standby || n.SwitchedOff != c.off || math.Abs(n.Energy(kw)*3600-c.kws) > 1e-6 {
			t.Errorf("%s: %v in standby, %v off, %v kWs; want %v, %v, %v", name, n.Standby, n.SwitchedOff, n.Energy(kw)*3600, c.standby, c.off, c.kws)
		}
	}
}

// What is watched from 30 s on counts from 30 s on, also of a rest that began before.
func TestStandbyAfterAWarmUp(t *testing.T) {
	l := lineOf(t, &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("100s"), "to": []string{"m"}}},
		machined("m", "10s", map[string]any{"standby_after": 20 * time.Second, "off_after": 50 * time.Second}), {Name: "out", Kind: "sink"}}}, 1, 0)
	run(t, l, 30*time.Second)
	l.ClearTallies()
	run(t, l, 45*time.Second)
	id, _ := l.Find("m")
	if n := l.Tally(id); n.Standby != 15*time.Second || n.SwitchedOff != 0 {
		t.Errorf("%v in standby and %v off, want 15 s and none", n.Standby, n.SwitchedOff)
	}
	run(t, l, 200*time.Second)
	if n := l.Tally(id); n.Standby != 50*time.Second || n.SwitchedOff != 90*time.Second {
		t.Errorf("%v in standby and %v off, want 50 s and 90 s", n.Standby, n.SwitchedOff)
	}
}
