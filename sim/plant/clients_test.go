package plant_test

import (
	"fmt"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// clientele is a machine that is too slow for its customers, or fast enough, and packs what it makes or does not.
const clientele = `
[line.in]
kind = "source"
release = "endless"
to = ["m"]
[line.m]
kind = "machine"
cycle = "exp(%s)"
to = ["%s"]
[line.box]
kind = "batch"
batch = 3
cycle = "1s"
to = ["store"]
[line.store]
kind = "buffer"
room = 5
to = ["out"]
[line.out]
kind = "sink"
every = "exp(10s)"
unmet = "%s"
`

// Every customer who came got something, was lost, or waits; and for how long they have waited together is what the mean number
// of those who wait says (J. Little).
func TestEveryCustomerIsAccountedFor(t *testing.T) {
	for _, cycle := range []string{"8s", "12s"} {
		for _, to := range []string{"store", "box"} {
			for _, unmet := range []string{"backordered", "lost"} {
				text := fmt.Sprintf(clientele, cycle, to, unmet)
				s, err := scenario.Read("clients.toml", []byte(text), nil)
				if err != nil {
					t.Fatal(err)
				}
				model, _, err := s.Model("")
				if err != nil {
					t.Fatal(err)
				}
				countClients(t, cycle+" "+to+" "+unmet, model)
			}
		}
	}
}

func countClients(t *testing.T, name string, model *plant.Model) {
	t.Helper()
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(20 * time.Hour); err != nil {
		t.Fatal(err)
	}
	l = l.Clone()
	if err := l.Run(30 * time.Hour); err != nil {
		t.Fatal(err)
	}
	out, _ := p.Find("out")
	n := l.Tally(out.IDs[0])
	c := n.Clients
	if got := c.Waits.Count() + c.Lost + c.Waiting; got != n.Asked || n.Asked < 10_000 {
		t.Errorf("%s: want all of %d customers, have %d served, %d lost and %d who wait", name, n.Asked, c.Waits.Count(), c.Lost, c.Waiting)
	}
	if c.Waiting == 0 {
		together := c.Waits.Mean() / 1e9 * float64(c.Waits.Count())
		if level := n.Level * l.Now().Seconds(); together < level*(1-1e-9) || together > level*(1+1e-9) {
			t.Errorf("%s: want them to have waited for %v s together, have %v", name, level, together)
		}
	}
	if wants := c.Lost > 0; wants != (n.Asked != n.Served && c.Waits.Count() == n.Served) {
		t.Errorf("%s: %d lost, %d of %d served at once", name, c.Lost, n.Served, n.Asked)
	}
}
