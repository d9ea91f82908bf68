package twin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tweeling/twin"
	"tweeling/twin/storetest"
)

// The notes of a journal stand in a file beside it; one that is damaged is told with its line, and left as it is.
func TestNotesBeside(t *testing.T) {
	journal := filepath.Join(t.TempDir(), "line.journal")
	storetest.Notes(t, twin.NotesBeside(journal))
	if err := os.WriteFile(journal+".notes", []byte("\n{\"kind\":\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := twin.NotesBeside(journal).Note([]twin.Note{{Kind: "alarm"}})
	if err == nil || !strings.Contains(err.Error(), "line.journal.notes:2: want a note as it was written") {
		t.Errorf("want the line told, have %v", err)
	}
}
