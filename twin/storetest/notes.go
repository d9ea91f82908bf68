package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"tweeling/twin"
)

// Notes holds a notebook that is empty against what twin.Notebook promises. It holds two notes afterwards.
func Notes(t *testing.T, book twin.Notebook) {
	t.Helper()
	at := time.Date(2026, 3, 2, 9, 41, 0, 5, time.UTC)
	first := twin.Note{Kind: "refit", Name: "press", At: at, Text: json.RawMessage(`{"ratio":1.1}`)}
	later := twin.Note{Kind: "alarm", Name: "päck", At: at.Add(-time.Hour), Text: json.RawMessage(`{}`)}
	again := first
	again.Text = json.RawMessage(`{"ratio":1.2}`)
	for _, list := range [][]twin.Note{nil, {first, later}, {again}} {
		if err := book.Note(list); err != nil {
			t.Fatal(err)
		}
	}
	list, err := book.Notes()
	if err != nil || len(list) != 2 {
		t.Fatalf("want two notes, have %v, %v", list, err)
	}
	for i, want := range []twin.Note{later, again} {
		if have := list[i]; have.Kind != want.Kind || have.Name != want.Name || !have.At.Equal(want.At) || string(have.Text) != string(want.Text) {
			t.Errorf("note %d: want %+v, have %+v", i, want, have)
		}
	}
}
