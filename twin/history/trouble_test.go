package history_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tweeling/twin/history"
)

// told sees to it that an error says something, on one line.
func told(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("want %q, have %v", want, err)
	}
}

// What is no history is refused, and left as it is.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	database := func(name string, sentences ...string) string {
		name = filepath.Join(dir, name)
		db, err := sql.Open("sqlite", name)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range sentences {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		return name
	}
	for name, want := range map[string]string{
		dir:                              "want a file, have what is none",
		filepath.Join(dir, "no", "h.db"): "want a folder for it that is there, have none",
		file("text.db", "number;product\n1;classic\n"):                                                         "have a file of another kind",
		file("cut.db", "SQLite format 3\x00abc"):                                                               "have a file of another kind",
		database("other.db", "CREATE TABLE t (x)"):                                                             "have another program's database",
		database("theirs.db", "PRAGMA application_id=5"):                                                       "have another program's database",
		database("newer.db", "PRAGMA application_id=1417111918", "PRAGMA user_version=99"):                     "have version 99, which a newer program wrote",
		database("never.db", "PRAGMA application_id=1417111918", "PRAGMA user_version=0", "CREATE TABLE t(x)"): "have version 0, which no program wrote",
	} {
		before, _ := os.ReadFile(name)
		_, err := history.Open(name)
		told(t, err, want)
		if after, _ := os.ReadFile(name); string(before) != string(after) {
			t.Errorf("%s: want a file that is refused left as it is", name)
		}
	}
	_, err := history.Read(filepath.Join(dir, "none.db"))
	told(t, err, "have no such file")
	_, err = history.Read(file("empty.db", ""))
	told(t, err, "want a history of signals, have an empty file")
}
