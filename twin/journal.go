package twin

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/exp/mmap"

	"tweeling/sim/aside"
)

// A Journal is the durable state of a twin: every signal that was taken in, in the order in which it came, in one file that
// only grows. The scenario and its journal, read from the start, are the mirror.
//
// The file begins with the line "tweeling journal 1". Then come records: a byte 0xA5, the length of what follows after the
// checksum, a CRC-32 (Castagnoli) of length and content, the content. A content is a word (a source or a tag, written once and
// named by its number afterwards), a signal, or what the journal says of itself.
//
// A signal is kept once, by its name ([Signal.Source] and [Signal.Seq]). Append is all or nothing: when it fails, for a full disk
// say, what was written of it is taken back, and the journal goes on as it was. A process that dies in the middle of a write
// leaves a record that is not whole; the next to open the journal cuts it off, says so ([Journal.Cut]), and keeps what it cut in a
// file beside it. Damage before the end is another matter: then nothing is cut, and opening it is an error with the place.
//
// One process writes a journal; any number may read it meanwhile.
type Journal struct {
	mu      sync.Mutex
	path    string
	file    disk // nil: for reading only
	loose   bool
	broken  error
	size    int64 // whole records
	signals int
	meta    Meta
	dict    dictionary
	names   Names
	buf     []byte
	added   []int // of the signals at hand, those that are new
	cut     int64
	cutFile string
	torn    int64
}

// Meta is what a journal says of itself.
type Meta struct {
	Scenario string    `json:"scenario"` // its name
	Hash     string    `json:"hash"`     // of its text
	Began    time.Time `json:"began"`
}

// JournalOptions say how a journal is written.
type JournalOptions struct {
	Meta  Meta // for one that is new
	Loose bool // an Append is not forced onto the disk: the death of the process loses nothing, a power failure the last moments
}

// A disk is a file as a journal needs it.
type disk interface {
	io.ReaderAt
	io.WriterAt
	Sync() error
	Truncate(size int64) error
	Close() error
}

const (
	journalMagic   = "tweeling journal "
	journalVersion = 1
	journalHead    = "tweeling journal 1\n"
)

// ErrReadOnly is what Append says of a journal that was opened for reading.
var ErrReadOnly = errors.New("the journal was opened for reading only")

// OpenJournal opens a journal for writing, and makes it when there is none.
func OpenJournal(path string, how JournalOptions) (*Journal, error) {
	if err := aside.Regular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("journal: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("journal %s: want a file that can be written: %w", path, err)
	}
	if err := lockFile(file); err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: another process writes it; want one writer at a time: %w", path, err), file.Close())
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: %w", path, err), file.Close())
	}
	j := &Journal{path: path, file: file, loose: how.Loose}
	if err := j.open(info.Size(), how.Meta); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

// ReadJournal opens a journal for reading. It may be written meanwhile: Each goes to the end that it then has.
func ReadJournal(path string) (*Journal, error) {
	j := &Journal{path: path}
	if err := aside.Regular(path); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.refresh(); err != nil {
		return nil, err
	}
	return j, nil
}

// open reads what is there, mends the end, and begins a journal that is new.
func (j *Journal) open(size int64, meta Meta) error {
	began, err := checkHead(j.path, j.file, size)
	if err != nil {
		return err
	}
	if !began {
		return j.begin(meta)
	}
	end, err := j.scan(j.file, size)
	if err != nil {
		return err
	}
	if end < size {
		return j.mend(end, size)
	}
	return nil
}

// checkHead tells whether a file has begun to be a journal that we can read. One of which not even the first line was written
// has not.
func checkHead(path string, r io.ReaderAt, size int64) (bool, error) {
	head := make([]byte, min(size, int64(len(journalHead))))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("journal %s: %w", path, err)
	}
	switch {
	case string(head) == journalHead:
		return true, nil
	case string(head) == journalHead[:len(head)]:
		return false, nil
	case len(head) < len(journalMagic) || string(head[:len(journalMagic)]) != journalMagic:
		return false, fmt.Errorf("journal %s: want a journal, which begins with %q, have %q", path, journalMagic, head)
	}
	return false, fmt.Errorf("journal %s: want version %d, have %q; use the tweeling that wrote it, or export and import its signals",
		path, journalVersion, string(head[len(journalMagic):]))
}

// begin writes the head of a new journal.
func (j *Journal) begin(meta Meta) error {
	text, err := json.Marshal(meta)
	if err != nil {
		return fmt.Errorf("journal %s: %w", j.path, err)
	}
	j.buf = append(j.buf[:0], journalHead...)
	j.buf = sealed(j.buf, append([]byte{metaRecord}, text...))
	if err := errors.Join(j.file.Truncate(0), write(j.file, j.buf, 0), j.file.Sync(), syncFolder(j.path)); err != nil {
		return fmt.Errorf("journal %s: it could not be begun: %w", j.path, err)
	}
	j.meta, j.size = meta, int64(len(j.buf))
	return nil
}

func write(to io.WriterAt, p []byte, at int64) error {
	_, err := to.WriteAt(p, at)
	return err
}

// syncFolder makes the name of a new file as durable as its content. Where folders cannot be synced nothing is lost but that.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}

// mend cuts off what was not written to its end, and keeps it beside the journal.
func (j *Journal) mend(end, size int64) error {
	rest := make([]byte, size-end)
	if _, err := j.file.ReadAt(rest, end); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("journal %s: %w", j.path, err)
	}
	j.cutFile = fmt.Sprintf("%s.cut-%d", j.path, end)
	if err := os.WriteFile(j.cutFile, rest, 0o644); err != nil {
		return fmt.Errorf("journal %s: its last %d bytes are no whole record, and cannot be kept aside: %w", j.path, size-end, err)
	}
	if err := errors.Join(j.file.Truncate(end), j.file.Sync()); err != nil {
		return fmt.Errorf("journal %s: its last %d bytes are no whole record, and cannot be cut off: %w", j.path, size-end, err)
	}
	j.cut, j.size = size-end, end
	return nil
}

// Cut says how many bytes at the end were no whole record and were cut off when the journal was opened, and in which file they
// are kept; 0 when all was well.
func (j *Journal) Cut() (bytes int64, file string) { return j.cut, j.cutFile }

// Torn is how many bytes at the end of a journal that was opened for reading were no whole record when it was looked at last: it is being
// written, or who wrote it was interrupted.
func (j *Journal) Torn() int64 { return j.torn }

// Meta is what the journal says of itself.
func (j *Journal) Meta() Meta { return j.meta }

// Len is how many signals it holds.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.signals
}

// Append stores signals, each once by its name. When it returns nil they are on the disk; when not, none of them is.
func (j *Journal) Append(signals []Signal) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.file == nil:
		return fmt.Errorf("journal %s: %w", j.path, ErrReadOnly)
	case j.broken != nil:
		return j.broken
	}
	words := j.dict.len()
	j.buf, j.added = j.buf[:0], j.added[:0]
	for i := range signals {
		s := &signals[i]
		if err := storable(s); err != nil {
			j.forget(signals, words)
			return fmt.Errorf("journal %s: %w", j.path, err)
		}
		if j.names.Add(s.Source, s.Seq) {
			j.added = append(j.added, i)
			j.buf = j.dict.append(j.buf, s)
		}
	}
	if len(j.buf) == 0 {
		return nil
	}
	if err := j.commit(); err != nil {
		j.forget(signals, words)
		return err
	}
	j.size += int64(len(j.buf))
	j.signals += len(j.added)
	return nil
}

// commit writes what is at hand. What could not be written is taken back.
func (j *Journal) commit() error {
	err := write(j.file, j.buf, j.size)
	if err == nil && !j.loose {
		err = j.file.Sync()
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("journal %s: nothing of %d signals was kept: %w", j.path, len(j.added), err)
	if back := j.file.Truncate(j.size); back != nil {
		j.broken = fmt.Errorf("journal %s: want it opened anew, after a write that failed: %w", j.path, errors.Join(err, back))
		return j.broken
	}
	return err
}

// forget takes back what an Append that failed has noted.
func (j *Journal) forget(signals []Signal, words int) {
	for _, i := range j.added {
		j.names.Remove(signals[i].Source, signals[i].Seq)
	}
	j.dict.shrink(words)
}

// Each hands out all signals that are stored, in order, from a cursor on, until visit returns false.
func (j *Journal) Each(from uint64, visit func(s Signal, next uint64) bool) error {
	j.mu.Lock()
	if j.file == nil {
		if err := j.refresh(); err != nil {
			j.mu.Unlock()
			return err
		}
	}
	size, words := j.size, j.dict.words // words are only ever added
	j.mu.Unlock()
	if size == 0 && from <= uint64(len(journalHead)) {
		return nil // it has not begun
	}
	from = max(from, uint64(len(journalHead)))
	if from >= uint64(size) {
		if from > uint64(size) {
			return fmt.Errorf("journal %s: want a cursor up to %d, have %d", j.path, size, from)
		}
		return nil
	}
	m, err := mmap.Open(j.path)
	if err != nil {
		return fmt.Errorf("journal %s: %w", j.path, err)
	}
	err = eachSignal(m, int64(from), size, words, visit)
	if err != nil {
		err = fmt.Errorf("journal %s: %w", j.path, err)
	}
	return errors.Join(err, m.Close())
}

// refresh reads on from where the journal ended when it was looked at last. It does not map the file: its end may be taken back
// by who writes it.
func (j *Journal) refresh() error {
	f, err := os.Open(j.path)
	if err != nil {
		return fmt.Errorf("journal %s: %w", j.path, err)
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("journal %s: %w", j.path, err), f.Close())
	}
	began, err := checkHead(j.path, f, info.Size())
	if err == nil && info.Size() < j.size {
		err = fmt.Errorf("journal %s: want it to grow only, have %d bytes where there were %d", j.path, info.Size(), j.size)
	}
	if err == nil && began {
		if _, err = j.scan(f, info.Size()); err == nil {
			j.torn = info.Size() - j.size
		}
	}
	return errors.Join(err, f.Close())
}

// Close ends the use of the journal.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	if j.broken == nil {
		j.broken = fmt.Errorf("journal %s: %w", j.path, fs.ErrClosed)
	}
	return j.file.Close()
}
