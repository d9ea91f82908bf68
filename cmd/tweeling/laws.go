package main

import (
	"fmt"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
)

// listLaws lists the laws of chance a time may be drawn from.
func (c *cli) listLaws() {
	fmt.Fprintln(c.out, c.bold("laws of chance"))
	for _, l := range dist.Laws {
		fmt.Fprintf(c.out, "\n  %s(%s)\n", c.bold(l.Name), l.Params)
		printWrapped(c.out, "      ", l.Doc)
		fmt.Fprintf(c.out, "      %q\n", l.Example)
	}
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", `A time alone, "1h30m", is fixed; + and a time after a law are added to it: "exp(3h) + 2s". `+
		`Measured times may also stand in a file: { csv = "times.csv", column = "press_s" }.`)
}

// listColumns lists the columns of a list in a table file, with all names they go by.
func (c *cli) listColumns(title string, columns []eventlog.Column) {
	fmt.Fprintln(c.out, c.bold(title))
	for _, o := range columns {
		needed := "optional"
		if o.Required {
			needed = "required"
		}
		fmt.Fprintf(c.out, "\n  %s  %s\n", c.bold(o.Names[0]), needed)
		printWrapped(c.out, "      ", o.Doc)
		printWrapped(c.out, "      ", "Or: "+strings.Join(o.Names[1:], ", ")+".")
	}
}
