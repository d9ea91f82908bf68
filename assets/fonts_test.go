package assets

import (
	"bytes"
	"encoding/binary"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "make the fonts of the browser anew")

// setting are the tables that say how glyphs are set together, and what they are called.
var setting = []string{"GDEF", "GPOS", "GSUB"}

// The fonts of the browser are the others without what views do not use.
func TestWebFontsHaveTheSameGlyphs(t *testing.T) {
	for _, name := range []string{"Inter-Regular.ttf", "Inter-SemiBold.ttf"} {
		full, err := os.ReadFile(filepath.Join("fonts", name))
		if err != nil {
			t.Fatal(err)
		}
		want, path := lighter(full), filepath.Join("fonts", "web", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) || len(have) > len(full)*2/3 {
			t.Errorf("%s is not the font without its tables %v; make it anew with -update", path, setting)
		}
	}
}

// lighter leaves tables out of a TrueType file, and the names of its glyphs (post, which in version 3 has none).
func lighter(font []byte) []byte {
	be := binary.BigEndian
	type table struct {
		tag  string
		data []byte
	}
	var tables []table
	for i := range int(be.Uint16(font[4:])) {
		r := font[12+16*i:]
		one := table{string(r[:4]), slices.Clone(font[be.Uint32(r[8:]) : be.Uint32(r[8:])+be.Uint32(r[12:])])}
		if slices.Contains(setting, one.tag) {
			continue
		}
		if one.tag == "post" {
			one.data = one.data[:32]
			be.PutUint32(one.data, 0x00030000)
		}
		tables = append(tables, one)
	}
	n, power, log := len(tables), 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := slices.Clone(font[:4])
	for _, v := range []int{n, power * 16, log, (n - power) * 16} {
		out = be.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, one := range tables {
		out = append(out, one.tag...)
		for _, v := range []uint32{sum(one.data), uint32(at), uint32(len(one.data))} {
			out = be.AppendUint32(out, v)
		}
		at += (len(one.data) + 3) / 4 * 4
	}
	for _, one := range tables {
		out = append(out, one.data...)
		out = append(out, make([]byte, (4-len(one.data)%4)%4)...)
	}
	return out
}

// sum is the checksum of a table.
func sum(data []byte) (s uint32) {
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		s += binary.BigEndian.Uint32(word[:])
	}
	return s
}
