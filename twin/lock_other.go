//go:build !unix && !windows

package twin

import "os"

// lockFile is not built for this system: two writers of one journal are not kept apart.
func lockFile(*os.File) error { return nil }
