package view

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"tweeling/sim/scenario"
)

// A link carries a scenario in itself, behind the # of an address, which browsers keep to themselves: nothing is uploaded
// when it is followed. It is the files of the scenario as JSON, packed, in letters that an address may have.
const (
	linkMark    = "t1."   // what a link begins with; a later form has another number
	longestLink = 4 << 20 // bytes of a link
	mostLinked  = 8 << 20 // bytes of what is in it
)

// PackLink packs the files of a scenario for a link, with its pictures in a form that every viewer draws. Pictures for which
// a link has no room are left out; who reads the link is told so.
func PackLink(files []scenario.File) (string, error) {
	whole, size := scenario.WithPortablePictures(files), 0
	for _, f := range whole {
		size += base64.StdEncoding.EncodedLen(len(f.Text)) // as JSON writes it
	}
	if size < mostLinked*9/10 {
		if link, err := pack(whole); err == nil {
			return link, nil
		}
	}
	return pack(scenario.WithoutPictures(files))
}

// pack packs files as they are.
func pack(files []scenario.File) (string, error) {
	var b bytes.Buffer
	b.WriteString(linkMark)
	letters := base64.NewEncoder(base64.RawURLEncoding, &b)
	packed, err := zlib.NewWriterLevel(letters, zlib.BestCompression)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(packed).Encode(files); err != nil {
		return "", err
	}
	if err := errors.Join(packed.Close(), letters.Close()); err != nil {
		return "", err
	}
	if b.Len() > longestLink {
		return "", fmt.Errorf("want a scenario that packs into %d MB, have %d bytes", longestLink>>20, b.Len())
	}
	return b.String(), nil
}

// UnpackLink gives the files that a link carries. The error says in a few words what is wrong with the link.
func UnpackLink(link string) ([]scenario.File, error) {
	text, ok := strings.CutPrefix(link, linkMark)
	switch {
	case !ok:
		return nil, fmt.Errorf("the link is not one of this program: want it to begin with %q", linkMark)
	case len(link) > longestLink:
		return nil, fmt.Errorf("the link is too long: want at most %d MB", longestLink>>20)
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("the link is damaged or cut off: %w", err)
	}
	packed, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("the link is damaged or cut off: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(packed, mostLinked+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the link is damaged or cut off: %w", err)
	case len(data) > mostLinked:
		return nil, fmt.Errorf("the link carries too much: want at most %d MB", mostLinked>>20)
	}
	var files []scenario.File
	if err := json.Unmarshal(data, &files); err != nil {
		return nil, fmt.Errorf("the link carries no scenario: %w", err)
	}
	if len(files) == 0 {
		return nil, errors.New("the link carries no scenario")
	}
	return files, nil
}
