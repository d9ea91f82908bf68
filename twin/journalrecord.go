package twin

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"time"
	"unicode/utf8"
)

// What the content of a record is.
const (
	metaRecord   = 'm'
	wordRecord   = 'w'
	signalRecord = 's'
)

const (
	recordMark = 0xA5
	recordHead = 9       // mark, length, checksum
	maxRecord  = 1 << 17 // bytes of content
	maxText    = 1 << 16 // of a source, a tag, a text
	maxWords   = 1 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed appends a record with a content.
func sealed(to, content []byte) []byte {
	at := len(to)
	to = append(to, recordMark, 0, 0, 0, 0, 0, 0, 0, 0)
	return seal(append(to, content...), at)
}

// seal fills in the head of the record that begins at a place and goes to the end.
func seal(buf []byte, at int) []byte {
	binary.LittleEndian.PutUint32(buf[at+1:], uint32(len(buf)-at-recordHead))
	binary.LittleEndian.PutUint32(buf[at+5:], checksum(buf[at:]))
	return buf
}

func checksum(record []byte) uint32 {
	return crc32.Update(crc32.Checksum(record[1:5], castagnoli), castagnoli, record[recordHead:])
}

// storable says what keeps a signal from being stored; nil: nothing.
func storable(s *Signal) error {
	switch {
	case len(s.Source) > maxText || len(s.Tag) > maxText || len(s.Value.Text) > maxText:
		return fmt.Errorf("want texts of at most %d bytes in a signal, have more (%s %d)", maxText, s.Source[:min(len(s.Source), 40)], s.Seq)
	case s.At.Before(earliest) || s.At.After(latest):
		return fmt.Errorf("want a time from %d to %d, have %v (%s %d)", earliest.Year(), latest.Year(), s.At, s.Source, s.Seq)
	}
	return nil
}

// Times outside these do not go into 64 bits of nanoseconds.
var (
	earliest = time.Date(1678, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)

// A dictionary numbers the words of a journal.
type dictionary struct {
	words  []string
	number map[string]int
}

func (d *dictionary) len() int { return len(d.words) }

// shrink forgets all words from some number on.
func (d *dictionary) shrink(n int) {
	for _, w := range d.words[n:] {
		delete(d.number, w)
	}
	d.words = d.words[:n:n] // readers keep what they have
}

func (d *dictionary) add(w string) {
	if d.number == nil {
		d.number = map[string]int{}
	}
	d.number[w] = len(d.words)
	d.words = append(d.words, w)
}

// append writes a signal, and before it what words it is the first to use.
func (d *dictionary) append(to []byte, s *Signal) []byte {
	for _, w := range [...]string{s.Source, s.Tag} {
		if _, ok := d.number[w]; !ok {
			d.add(w)
			at := len(to)
			to = append(to, recordMark, 0, 0, 0, 0, 0, 0, 0, 0, wordRecord)
			to = seal(append(to, w...), at)
		}
	}
	at := len(to)
	to = append(to, recordMark, 0, 0, 0, 0, 0, 0, 0, 0, signalRecord)
	to = binary.AppendUvarint(to, uint64(d.number[s.Source]))
	to = binary.AppendUvarint(to, uint64(d.number[s.Tag]))
	to = binary.AppendUvarint(to, s.Seq)
	to = binary.AppendVarint(to, s.At.UnixNano())
	to = append(to, byte(s.Value.Kind))
	switch s.Value.Kind {
	case Number:
		to = binary.LittleEndian.AppendUint64(to, math.Float64bits(s.Value.Number))
	case Text:
		to = append(to, s.Value.Text...)
	case Nothing:
	}
	return seal(to, at)
}

// errMalformed is a record that is whole and says nothing that we know.
var errMalformed = errors.New("want a word or a signal, have a record that is neither")

// parseSignal reads the content of a record. Texts that come again and again are kept in texts.
func parseSignal(content []byte, words []string, texts map[string]string) (Signal, error) {
	content = content[1:]
	fail := false
	next := func() uint64 {
		x, n := binary.Uvarint(content)
		if n <= 0 {
			fail = true
			return 0
		}
		content = content[n:]
		return x
	}
	source, tag, seq := next(), next(), next()
	at, n := binary.Varint(content)
	if fail || n <= 0 || len(content) <= n || source >= uint64(len(words)) || tag >= uint64(len(words)) {
		return Signal{}, errMalformed
	}
	kind, value := ValueKind(content[n]), content[n+1:]
	s := Signal{Source: words[source], Tag: words[tag], Seq: seq, At: time.Unix(0, at).UTC(), Value: Value{Kind: kind}}
	switch {
	case kind == Number && len(value) == 8:
		s.Value.Number = math.Float64frombits(binary.LittleEndian.Uint64(value))
	case kind == Text && utf8.Valid(value):
		text, ok := texts[string(value)]
		if !ok {
			text = string(value)
			if len(texts) < 4096 && len(text) < 256 {
				texts[text] = text
			}
		}
		s.Value.Text = text
	case kind == Nothing && len(value) == 0:
	default:
		return Signal{}, errMalformed
	}
	return s, nil
}

// A recordReader reads records one after another.
type recordReader struct {
	from io.ReaderAt
	at   int64 // where the next record begins
	size int64
	buf  []byte
	base int64 // where buf begins
}

// errTorn is a record that is not whole.
var errTorn = errors.New("no whole record")

// next returns the content of the next record, which is good until the one after; io.EOF at the end.
func (r *recordReader) next() ([]byte, error) {
	if r.at == r.size {
		return nil, io.EOF
	}
	head, err := r.peek(recordHead)
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head[1:])
	if head[0] != recordMark || length == 0 || length > maxRecord {
		return nil, errTorn
	}
	record, err := r.peek(recordHead + int(length))
	if err != nil {
		return nil, err
	}
	if checksum(record) != binary.LittleEndian.Uint32(record[5:]) {
		return nil, errTorn
	}
	r.at += int64(len(record))
	return record[recordHead:], nil
}

// peek returns the next n bytes.
func (r *recordReader) peek(n int) ([]byte, error) {
	const chunk = 1 << 18
	if r.at+int64(n) > r.size {
		return nil, errTorn
	}
	if i := r.at - r.base; i >= 0 && i+int64(n) <= int64(len(r.buf)) {
		return r.buf[i : i+int64(n)], nil
	}
	if r.buf == nil {
		r.buf = make([]byte, 0, chunk)
	}
	r.buf = r.buf[:min(int64(cap(r.buf)), r.size-r.at)]
	r.base = r.at
	if k, err := r.from.ReadAt(r.buf, r.at); k < len(r.buf) && err != nil {
		return nil, err
	}
	return r.buf[:n], nil
}

// eachSignal hands out the signals of the records from one place to another.
func eachSignal(from io.ReaderAt, at, size int64, words []string, visit func(Signal, uint64) bool) error {
	r := recordReader{from: from, at: at, size: size}
	texts := map[string]string{}
	for {
		began := r.at
		content, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("want a cursor that it has given, or a file that is not damaged, have at byte %d: %w", began, err)
		case content[0] != signalRecord:
			continue
		}
		s, err := parseSignal(content, words, texts)
		if err != nil {
			return fmt.Errorf("at byte %d: %w", began, err)
		}
		if !visit(s, uint64(r.at)) {
			return nil
		}
	}
}

// scan takes in all whole records from where it ended last, and returns where they end. What comes after is not whole; when there
// are whole records after that, the file is damaged, and that is an error.
func (j *Journal) scan(from io.ReaderAt, size int64) (int64, error) {
	j.size = max(j.size, int64(len(journalHead)))
	r := recordReader{from: from, at: j.size, size: size}
	texts := map[string]string{}
	for {
		content, err := r.next()
		if errors.Is(err, io.EOF) {
			return j.size, nil
		}
		if errors.Is(err, errTorn) {
			return j.size, j.damage(from, size)
		}
		if err == nil {
			err = j.takeIn(content, texts)
		}
		if err != nil {
			return j.size, fmt.Errorf("journal %s: at byte %d: %w", j.path, j.size, err)
		}
		j.size = r.at
	}
}

// takeIn takes in one record.
func (j *Journal) takeIn(content []byte, texts map[string]string) error {
	switch content[0] {
	case metaRecord:
		if err := json.Unmarshal(content[1:], &j.meta); err != nil {
			return fmt.Errorf("want what the journal says of itself: %w", err)
		}
	case wordRecord:
		if j.dict.len() >= maxWords {
			return fmt.Errorf("want at most %d sources and tags, have more", maxWords)
		}
		j.dict.add(string(content[1:]))
	case signalRecord:
		s, err := parseSignal(content, j.dict.words, texts)
		if err != nil {
			return err
		}
		j.names.Add(s.Source, s.Seq)
		j.signals++
	default:
		return errMalformed
	}
	return nil
}

// damage looks for whole records after one that is not. An end that was not written has none.
func (j *Journal) damage(from io.ReaderAt, size int64) error {
	r := recordReader{from: from, at: j.size + 1, size: size}
	at, found := r.seek()
	if !found {
		return nil
	}
	return fmt.Errorf("journal %s: damaged at byte %d: records go on at byte %d, so nothing is cut; restore the file from a copy", j.path, j.size, at)
}

// seek finds the next whole record. Where that takes too much looking it says that there may be one.
func (r *recordReader) seek() (int64, bool) {
	const most = 1 << 32 // bytes summed
	for summed := int64(0); r.at+recordHead <= r.size; r.at++ {
		head, err := r.peek(recordHead)
		if err != nil {
			return 0, false
		}
		length := int64(binary.LittleEndian.Uint32(head[1:]))
		if head[0] != recordMark || length == 0 || length > maxRecord || r.at+recordHead+length > r.size {
			continue
		}
		at := r.at
		if _, err := r.next(); err == nil {
			return at, true
		}
		if summed += length; summed > most {
			return at, true
		}
	}
	return 0, false
}
