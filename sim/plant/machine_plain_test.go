package plant

import (
	"fmt"
	"testing"

	"tweeling/sim"
)

// The short way of plain machines is the long way: the same records, on lines of nothing else and on any line.
func TestTheShortWayIsTheLongWay(t *testing.T) {
	models := []*Model{serial(6, 2, false), serial(6, 2, true), w1()}
	for seed := range lines() {
		models = append(models, anyLine(t, seed))
	}
	for i, m := range models {
		var diaries [2]*diary
		plain := 0
		for way := range diaries {
			p, err := Build(m)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range p.Layout.Nodes {
				if e, ok := n.Element.(*machine); ok && way == 1 && e.plain {
					e.plain = false
					plain++
				}
			}
			l := fresh(t, p, uint64(i))
			diaries[way] = &diary{}
			l.Watch(diaries[way], sim.Everything)
			start(t, l)
			run(t, l, while/6)
		}
		if plain > 0 {
			same(t, fmt.Sprint("line ", i), diaries[0].records, diaries[1].records)
		}
		if t.Failed() {
			return
		}
	}
}
