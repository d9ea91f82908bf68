package history_test

import (
	"path/filepath"
	"testing"

	"tweeling/twin"
	"tweeling/twin/storetest"
)

// It is a store as every other.
func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string) twin.Store { return opened(t, filepath.Join(dir, "h.db")) })
}
