package twin

import (
	"encoding/json"
	"slices"
	"time"

	"tweeling/sim/aside"
)

// A Note is something that was found out of a plant and is to be remembered beside what it said: an alarm, a law that was fitted anew.
type Note struct {
	Kind string          `json:"kind"` // "alarm", "refit"
	Name string          `json:"name"` // whom it is of
	At   time.Time       `json:"at"`   // when it was found, by the clock of the plant
	Text json.RawMessage `json:"text"`
}

// same tells whether two notes are of one thing, of which the later one is kept.
func (n *Note) same(o *Note) bool { return n.Kind == o.Kind && n.Name == o.Name && n.At.Equal(o.At) }

// A Notebook keeps notes. A note takes the place of an earlier one of the same kind, name and time, so that what a mirror finds again
// after a restart is there once.
type Notebook interface {
	Note(list []Note) error // all of them are stored for good when it returns nil
	Notes() ([]Note, error) // by time
}

// NotesBeside is the notebook of a journal: a file beside it, with a note on each line.
func NotesBeside(journal string) Notebook { return noteFile(journal + ".notes") }

type noteFile string

const mostNotes = 100_000

// Notes reads them; none, when there is no file yet.
func (f noteFile) Notes() ([]Note, error) {
	return aside.ReadLines[Note](string(f), "a note", mostNotes)
}

// Note keeps notes.
func (f noteFile) Note(fresh []Note) error {
	list, err := f.Notes()
	if err != nil {
		return err
	}
	return aside.WriteLines(string(f), noted(list, fresh))
}

// noted is a list of notes with others put in, by time.
func noted(list, fresh []Note) []Note {
	for i := range fresh {
		if k := slices.IndexFunc(list, func(n Note) bool { return n.same(&fresh[i]) }); k >= 0 {
			list[k] = fresh[i]
		} else {
			list = append(list, fresh[i])
		}
	}
	slices.SortStableFunc(list, func(a, b Note) int { return a.At.Compare(b.At) })
	return list
}
