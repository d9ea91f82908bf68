package theory_test

import (
	"fmt"

	"tweeling/sim/verify/theory"
)

// Three exponential stations without buffers: 22/39 of what one of them makes alone.
func ExampleLine() {
	line := theory.Line{Stations: []theory.Station{{Rate: 1}, {Rate: 1}, {Rate: 1}}, Buffers: []int{0, 0}}
	r, err := line.Solve()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f parts per time, first station blocked %.1f %% of it\n", r.Throughput, 100*r.Blocked[0])
	// Output: 0.5641 parts per time, first station blocked 43.6 % of it
}

// A chain of one's own: a machine that wears in two stages and is repaired from the second.
func ExampleExplore() {
	chain, err := theory.Explore("new", func(s string, to func(string, float64)) {
		switch s {
		case "new":
			to("worn", 0.05)
		case "worn":
			to("broken", 0.1)
		case "broken":
			to("new", 0.5)
		}
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	law, err := chain.Stationary()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("broken %.4f of the time\n", law.Share(func(s string) bool { return s == "broken" }))
	// Output: broken 0.0625 of the time
}
