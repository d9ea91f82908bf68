package main

import "fmt"

// tellMistakes tells all mistakes of a file, each in its line, and is the error that there are some; nothing says what was not done for
// them. What a file says cannot move the cursor.
func tellMistakes[M error](c *cli, file string, list []M, nothing string) error {
	for _, m := range list {
		fmt.Fprintln(c.err, printable(m.Error()))
	}
	return fmt.Errorf("%s: %d %s found, nothing was %s", file, len(list), plural(len(list), "mistake", "mistakes"), nothing)
}
