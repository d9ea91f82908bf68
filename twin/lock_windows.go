package twin

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile keeps other processes from writing a file until it is closed, be it by the end of the process. What is locked here cannot be
// read by others either, so it is a byte far beyond any end of the file, as databases do it.
func lockFile(f *os.File) error {
	const high = 1 << 30
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{OffsetHigh: high})
}
