package history

import (
	"context"
	"database/sql"
	"fmt"
)

// mark says in the file's header whose file it is: "Twin".
const mark = 0x5477696e

// steps lead from each version of the schema to the next; a new file goes through all of them. What stands here is never
// changed: a change of the schema is a step more.
var steps = []string{`
CREATE TABLE source (
	id        INTEGER PRIMARY KEY,
	name      TEXT NOT NULL UNIQUE,
	doubles   INTEGER NOT NULL DEFAULT 0, -- signals that came again
	forgotten INTEGER                     -- the highest number that was forgotten
) STRICT;
CREATE TABLE tag (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE signal (
	id     INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of arrival: a cursor is one more; never used again
	source INTEGER NOT NULL REFERENCES source,
	seq    INTEGER NOT NULL,                  -- from 2^63 on as a negative number
	at     INTEGER NOT NULL,                  -- nanoseconds since 1970, by the clock of the source
	tag    INTEGER NOT NULL REFERENCES tag,
	value  ANY                                -- real, text, null for nothing; a blob for what is not a number
) STRICT;
CREATE UNIQUE INDEX signal_name ON signal (source, seq);
CREATE INDEX signal_time ON signal (tag, at);
CREATE TABLE conflict ( -- came by a name that was taken, and said something else
	source INTEGER NOT NULL REFERENCES source,
	seq    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	tag    INTEGER NOT NULL REFERENCES tag,
	value  ANY
) STRICT;
CREATE UNIQUE INDEX conflict_once ON conflict (source, seq, at, tag, ifnull(value, x''));
CREATE VIEW signals AS
	SELECT signal.id, source.name AS source, seq, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1e9, 'unixepoch') AS at, tag.name AS tag, value
	FROM signal JOIN source ON source.id = signal.source JOIN tag ON tag.id = signal.tag;
`, `
CREATE TABLE note ( -- what was found out, for good: alarms, laws that were fitted anew
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	at   INTEGER NOT NULL,
	text TEXT NOT NULL, -- JSON
	PRIMARY KEY (kind, name, at)
) STRICT, WITHOUT ROWID;
`}

// prepare makes the file ready to be written in: a new one gets its schema, an older one is brought up to date.
func prepare(ctx context.Context, conn *sql.Conn, steps []string) error {
	version, _, err := versionOf(ctx, conn, len(steps))
	if err != nil {
		return err
	}
	// The first makes room that is given back possible, and must come before anything is written.
	for _, p := range []string{"auto_vacuum=incremental", "journal_mode=wal", "synchronous=full", "temp_store=memory", "wal_autocheckpoint=2000"} {
		if _, err := conn.ExecContext(ctx, "PRAGMA "+p); err != nil {
			return err
		}
	}
	if version == len(steps) {
		return nil
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit there is nothing left to undo
	// Another program may have been faster.
	if version, _, err = versionOf(ctx, tx, len(steps)); err != nil || version == len(steps) {
		return err
	}
	for _, step := range steps[version:] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("version %d of the schema could not be brought to %d: %w", version, len(steps), err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d", mark, len(steps))); err != nil {
		return err
	}
	return tx.Commit()
}

// A queryer asks one thing: a connection, or a transaction on it.
type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// versionOf is the version of the schema that a file has, and refuses what this program cannot know.
func versionOf(ctx context.Context, q queryer, newest int) (version int, fresh bool, err error) {
	var owner, tables int
	row := q.QueryRowContext(ctx, "SELECT (SELECT * FROM pragma_application_id), (SELECT * FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)")
	if err := row.Scan(&owner, &version, &tables); err != nil {
		return 0, false, err
	}
	switch {
	case owner == 0 && version == 0 && tables == 0:
		return 0, true, nil
	case owner != mark:
		return 0, false, fmt.Errorf("want a history of signals, have another program's database")
	case version > newest:
		return 0, false, fmt.Errorf("want a history of version 1 to %d, have version %d, which a newer program wrote", newest, version)
	case version < 1:
		return 0, false, fmt.Errorf("want a history of version 1 to %d, have version %d, which no program wrote", newest, version)
	}
	return version, false, nil
}
