package main

import (
	"errors"

	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// draw writes the charts of a result to a folder, when one is asked for.
func (c *cli) draw(_ *words.Words, _ *experiment.Result, dir string) error {
	if dir == "" {
		return nil
	}
	return errors.New("--charts: charts are not built yet")
}
