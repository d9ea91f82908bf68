package scenario

import (
	"slices"
	"strings"
	"testing"

	"tweeling/sim/plant"
)

// Every key of every kind is explained, has a default that can be read, and is told when it is not built yet.
func TestKeys(t *testing.T) {
	s := mustRead(t, small)
	for _, kind := range plant.Kinds {
		seen := map[string]bool{}
		for _, key := range kind.Keys {
			name := kind.Name + "." + key.Name
			if seen[key.Name] || strings.HasSuffix(key.Name, perProduct) && key.Type != plant.RefsByProduct {
				t.Errorf("%s: want each key once, and those by product as ByProduct", name)
			}
			seen[key.Name] = true
			if !strings.HasSuffix(key.Doc, ".") {
				t.Errorf("%s: want a sentence of explanation, have %q", name, key.Doc)
			}
			if key.Required && key.Default != "" {
				t.Errorf("%s: want it either required or with a default", name)
			}
			if key.Default != "" {
				r := s.reader()
				d := &draft{reader: r, tree: s.tree}
				at := s.tree.get("line", "press")
				if _, ok := d.value(&element{node: at, kind: &kind}, defaultOf(at, &key), &key); !ok {
					t.Errorf("%s: the default %q cannot be read", name, key.Default)
				}
			}
			if key.Later == "" {
				continue
			}
			text := "[line.x]\nkind = \"" + kind.Name + "\"\n" + key.Name + " = 77\n"
			if _, err := Read("test.toml", []byte(text), nil); err == nil || !strings.Contains(err.Error(), "not built yet") {
				t.Errorf("%s: want it told as not built yet, have %v", name, err)
			}
		}
	}
}

// Every key of every table says what it means, and what holds when it is not said; there is no table twice.
func TestTables(t *testing.T) {
	kinds := slices.Concat(plant.Kinds, Tables)
	names := map[string]bool{}
	for _, kind := range kinds {
		if names[kind.Name] {
			t.Errorf("%s: want each table and kind once", kind.Name)
		}
		names[kind.Name] = true
		if !strings.HasSuffix(kind.Doc, ".") || len(kind.Keys) == 0 {
			t.Errorf("%s: want a sentence and keys, have %q and %d", kind.Name, kind.Doc, len(kind.Keys))
		}
		for i := range kind.Keys {
			key := &kind.Keys[i]
			if !strings.HasSuffix(key.Doc, ".") {
				t.Errorf("%s.%s: want a sentence of explanation, have %q", kind.Name, key.Name, key.Doc)
			}
			ways := 0
			for _, has := range []bool{key.Required, key.Default != "", key.Unsaid != ""} {
				if has {
					ways++
				}
			}
			if ways != 1 {
				t.Errorf("%s.%s: want one of required, a default, and what holds when it is not said, have %d", kind.Name, key.Name, ways)
			}
		}
	}
}
