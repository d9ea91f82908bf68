//go:build !unix

package plant

import "time"

var began = time.Now()

// cpuTime is the time by the clock, where there is nothing better.
func cpuTime() time.Duration { return time.Since(began) }
