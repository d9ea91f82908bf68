package twin

import (
	"testing"

	"pgregory.net/rapid"
)

// A set of names is a set, whatever is added and removed, and spans stay apart.
func TestNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var names Names
		plain := map[uint64]bool{}
		number := rapid.OneOf(rapid.Uint64Range(0, 30), rapid.SampledFrom([]uint64{1<<64 - 1, 1<<64 - 2, 1 << 63}))
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			seq := number.Draw(t, "seq")
			if rapid.Bool().Draw(t, "remove") {
				names.Remove("a", seq)
				delete(plain, seq)
			} else if names.Add("a", seq) == plain[seq] {
				t.Fatalf("added %d: want it new to be %v", seq, !plain[seq])
			} else {
				plain[seq] = true
			}
		}
		if names.Len() != len(plain) {
			t.Fatalf("want %d names, have %d", len(plain), names.Len())
		}
		for seq := range uint64(32) {
			if names.Has("a", seq) != plain[seq] || names.Has("b", seq) {
				t.Fatalf("want %d in the set to be %v", seq, plain[seq])
			}
		}
		if s := names.sources["a"]; s != nil {
			for i := 1; i < len(s.list); i++ {
				if s.list[i].from <= s.list[i-1].to+1 {
					t.Fatalf("spans touch: %v", s.list)
				}
			}
		}
	})
}
