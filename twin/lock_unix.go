//go:build unix

package twin

import (
	"os"
	"syscall"
)

// lockFile keeps other processes from writing a file until it is closed, be it by the end of the process.
func lockFile(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
