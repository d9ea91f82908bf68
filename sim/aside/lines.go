package aside

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// ReadLines reads a file that has one thing on each line, as JSON; there are none when there is no file yet. A last line that was
// cut is left out, but for a file without any that is whole: that is another file. What says what they are, for people.
func ReadLines[T any](name, what string, most int) ([]T, error) {
	text, err := Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []T
	r := bufio.NewScanner(bytes.NewReader(text))
	r.Buffer(nil, 1<<20)
	for n := 1; r.Scan(); n++ {
		if len(bytes.TrimSpace(r.Bytes())) == 0 {
			continue
		}
		var one T
		if err := json.Unmarshal(r.Bytes(), &one); err != nil {
			if len(list) > 0 && !r.Scan() {
				break
			}
			return nil, fmt.Errorf("%s:%d: want %s as it was written, have %w", name, n, what, err)
		}
		if list = append(list, one); len(list) > most {
			return nil, fmt.Errorf("%s: want at most %d lines, each %s, have more", name, most, what)
		}
	}
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return list, nil
}

// WriteLines writes such a file.
func WriteLines[T any](name string, list []T) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	for i := range list {
		if err := enc.Encode(&list[i]); err != nil {
			return err
		}
	}
	return Write(name, text.Bytes())
}
