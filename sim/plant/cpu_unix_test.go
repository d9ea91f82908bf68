//go:build unix

package plant

import (
	"syscall"
	"time"
)

// cpuTime is what the process has used of processors so far: on a machine with other work it says more than a clock does.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
