package plant_test

import (
	"fmt"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A pump is put together of one housing, which takes 10 s to make, and four screws, of which one comes every 2 s. The housing
// is the part that the screws go into; the first pump is begun at 10 s and done at 15.
func Example_assembly() {
	line := func(name, kind string, values map[string]any) plant.Spec {
		return plant.Spec{Name: name, Kind: kind, Values: values}
	}
	p, err := plant.Build(&plant.Model{
		Products: []plant.Product{{Name: "housing"}, {Name: "screw"}, {Name: "pump"}},
		Elements: []plant.Spec{
			line("blanks", "source", map[string]any{"release": "endless", "product": "housing", "to": []string{"mill"}}),
			line("mill", "machine", map[string]any{"cycle": dist.Constant(10), "to": []string{"mount"}}),
			line("screws", "source", map[string]any{"every": dist.Constant(2), "product": "screw", "to": []string{"box"}}),
			line("box", "buffer", map[string]any{"room": 20, "to": []string{"mount"}}),
			line("mount", "assembly", map[string]any{"cycle": dist.Constant(5), "makes": "pump", "needs": plant.Bill{{Name: "housing", Count: 1}, {Name: "screw", Count: 4}}, "to": []string{"out"}}),
			line("out", "sink", nil),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := p.Line(1, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := l.Start(); err != nil {
		fmt.Println(err)
		return
	}
	if err := l.Run(time.Minute); err != nil {
		fmt.Println(err)
		return
	}
	t := l.Totals()
	fmt.Println("pumps:", t.Left[2], "housings and screws in them and in work:", t.Consumed[0], t.Consumed[1])
	box, _ := l.Find("box")
	fmt.Println("screws in the box:", l.Content(box))
	// Output:
	// pumps: 5 housings and screws in them and in work: 6 24
	// screws in the box: 6
}
