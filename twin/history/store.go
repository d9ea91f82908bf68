package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"

	"tweeling/twin"
)

// wait is how long another program may hold the file before that is told.
const wait = 3 * time.Second

// A Store is a file with the signals of a plant. Its methods may be called from several goroutines.
type Store struct {
	file  string
	pool  *sql.DB // for who reads
	write *writer // nil: may only be read

	version int // of the schema; one that is older is brought up to date when it is opened to be written in
}

var _ twin.Store = (*Store)(nil)

// A writer is the one connection that writes.
type writer struct {
	sync.Mutex
	db            *sql.DB
	conn          *sql.Conn
	sources, tags map[string]int64 // their numbers in the file, as far as they are known
}

// Open opens a history to write in, and makes it where there is none. Its folder must be there.
func Open(file string) (*Store, error) {
	for until := time.Now().Add(wait); ; time.Sleep(wait / 100) {
		s, err := open(file, steps)
		// Where several make a file at once the database tells some at once, and not after a while, that it is held.
		if held, ok := errors.AsType[*Trouble](err); !ok || !held.busy() || time.Now().After(until) {
			return s, err
		}
	}
}

func open(file string, steps []string) (*Store, error) {
	if err := plain(file, true); err != nil {
		return nil, err
	}
	db, err := database(file, "rwc", "_txlock=immediate")
	if err != nil {
		return nil, said(file, err)
	}
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err == nil {
		err = prepare(ctx, conn, steps)
	}
	if err != nil {
		if conn != nil {
			_ = conn.Close()
		}
		_ = db.Close()
		return nil, said(file, err)
	}
	s := &Store{file: file, version: len(steps), write: &writer{db: db, conn: conn, sources: map[string]int64{}, tags: map[string]int64{}}}
	if s.pool, err = database(file, "ro"); err != nil {
		_ = s.Close()
		return nil, said(file, err)
	}
	return s, nil
}

// Read opens a history that is there only to read it, also while another program writes in it.
func Read(file string) (*Store, error) {
	if err := plain(file, false); err != nil {
		return nil, err
	}
	s, err := reading(file)
	if trouble, ok := errors.AsType[*Trouble](err); ok && !exists(file+"-wal") {
		// Where no file can be made beside it nobody is writing in it either, and it can be read as it lies there.
		if still, again := reading(file, "immutable=1"); again == nil {
			return still, nil
		}
		return nil, trouble
	}
	return s, err
}

func reading(file string, parameters ...string) (*Store, error) {
	pool, err := database(file, "ro", parameters...)
	if err != nil {
		return nil, said(file, err)
	}
	version, fresh, err := versionOf(context.Background(), pool, len(steps))
	if err == nil && fresh {
		err = errors.New("want a history of signals, have an empty file")
	}
	if err != nil {
		_ = pool.Close()
		return nil, said(file, err)
	}
	return &Store{file: file, pool: pool, version: version}, nil
}

// database opens a file in some way. The name is made absolute, so that none has a meaning of its own.
func database(file, mode string, parameters ...string) (*sql.DB, error) {
	full, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	full = filepath.ToSlash(full)
	if !strings.HasPrefix(full, "/") {
		full = "/" + full // a drive
	}
	text := (&url.URL{Scheme: "file", Path: full}).String() + "?mode=" + mode
	text += fmt.Sprintf("&_pragma=busy_timeout(%d)", wait.Milliseconds())
	if len(parameters) > 0 {
		text += "&" + strings.Join(parameters, "&")
	}
	connector, err := sqlite.NewConnector(text)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

// plain refuses what is no history before a database is made of it.
func plain(file string, anew bool) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && anew:
		if _, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("%s: want a folder for it that is there, have none", file)
		}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: want a history of signals, have no such file", file)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: want a file, have what is none", file)
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	var head [16]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:]) != "SQLite format 3\x00" {
		return fmt.Errorf("%s: want a history of signals, have a file of another kind", file)
	}
	return nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// Close ends the use of the file. What was stored stays.
func (s *Store) Close() error {
	var errs []error
	if s.pool != nil {
		errs = append(errs, s.pool.Close())
	}
	if w := s.write; w != nil {
		w.Lock()
		defer w.Unlock()
		errs = append(errs, w.conn.Close(), w.db.Close())
	}
	return said(s.file, errors.Join(errs...))
}
