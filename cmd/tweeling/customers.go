package main

import (
	"fmt"

	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// customerColumns are what is told of the customers of each sink.
var customerColumns = []string{"customers_served", "customers_lost", "fill_rate", "customer_wait", "customer_wait_p95", "backorders_end"}

// printCustomers tells of the customers of each sink, where they come to several; those of all together stand among the figures
// of the line.
func (c *cli) printCustomers(w *words.Words, r *experiment.PlanResult) {
	t := c.table()
	t.gap = 1
	head := []any{w.Say("run.customers")}
	for _, name := range customerColumns {
		head = append(head, right(w.Say("client."+name)))
	}
	t.head(head...)
	sinks := 0
	for i := range r.Elements {
		e := &r.Elements[i]
		if e.Figure("customers_served").Why != "" {
			continue
		}
		sinks++
		cells := []any{"  " + e.Name}
		for _, name := range customerColumns {
			cells = append(cells, right(c.brief(w, e.Figure(name))))
		}
		t.row(cells...)
	}
	if sinks > 1 {
		t.print()
		fmt.Fprintln(c.out)
	}
}
