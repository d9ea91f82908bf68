package view

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tweeling/scenarios"
	"tweeling/sim/scenario"
)

func linked(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return linkMark + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

func TestLinkCarriesTheScenario(t *testing.T) {
	s, err := scenario.Load(scenarios.Default)
	if err != nil {
		t.Fatal(err)
	}
	link, err := PackLink(s.Files)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(link, "+/=#%& \n") || len(link) > 8000 {
		t.Errorf("%d bytes, want few, that an address may have", len(link))
	}
	files, err := UnpackLink(link)
	if err != nil {
		t.Fatal(err)
	}
	again, err := scenario.Reread(files)
	if err != nil || again.Hash != s.Hash || again.Name != s.Name {
		t.Errorf("%v, %v, want %s", again, err, s.Name)
	}
}

func TestMalformedLinksSayWhatIsWrong(t *testing.T) {
	link, err := PackLink([]scenario.File{{Name: "a.toml", Text: []byte("title = \"a\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	half := link[:len(link)/2]
	for name, c := range map[string]struct{ link, want string }{
		"nothing":        {"", `want it to begin with "t1."`},
		"something else": {"s=hello", `want it to begin with "t1."`},
		"later form":     {"t2." + link[3:], `want it to begin with "t1."`},
		"cut off":        {half, "damaged or cut off"},
		"a letter wrong": {link[:20] + "!" + link[21:], "damaged or cut off: illegal base64"},
		"one changed":    {link[:30] + "A" + link[31:], "damaged"},
		"only the mark":  {linkMark, "damaged or cut off"},
		"no JSON":        {linked(t, "title = \"a\""), "carries no scenario"},
		"no files":       {linked(t, "[]"), "carries no scenario"},
		"too much":       {linked(t, `"`+strings.Repeat("a", mostLinked)+`"`), "carries too much"},
		"too long":       {linkMark + strings.Repeat("A", longestLink), "too long"},
	} {
		files, err := UnpackLink(c.link)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, %v, want %q", name, files, err, c.want)
		}
	}
}

func FuzzUnpackLink(f *testing.F) {
	link, err := PackLink([]scenario.File{{Name: "a.toml", Text: []byte("title = \"a\"\n")}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(link)
	f.Add(linked(f, "[{}]"))
	f.Fuzz(func(t *testing.T, link string) {
		files, err := UnpackLink(link)
		if err != nil {
			return
		}
		packed, err := PackLink(files)
		if err != nil {
			t.Fatal(err)
		}
		again, err := UnpackLink(packed)
		if err != nil || !cmp.Equal(files, again) {
			t.Errorf("%v, %v, want %v", again, err, files)
		}
	})
}
