package sim

import "math/bits"

// A moment orders rings: by time, then by turn, which is rank<<61 | sequence<<16 | slot and thus never equal for two timers.
type moment struct{ at, turn uint64 }

// A tree is a winner (tournament) tree over a fixed set of slots, one a timer. Setting one slot costs log2(n) compares
// without a branch to mispredict; the earliest stands at the root.
type tree struct {
	nodes []moment // 1 is the root, leaves start at size
	size  int      // a power of two
}

const idle = uint64(Never)

func newTree(slots int) tree {
	size := 1
	for size < slots {
		size *= 2
	}
	t := tree{nodes: make([]moment, 2*size), size: size}
	for i := range t.nodes {
		t.nodes[i] = moment{idle, ^uint64(0)}
	}
	return t
}

// set changes when a slot rings and replays its matches up to the root. The winner travels in registers; only the
// sibling is loaded.
func (t *tree) set(slot int, at, turn uint64) {
	nodes := t.nodes
	i := uint(t.size + slot)
	nodes[i] = moment{at, turn}
	for i > 1 {
		sib := nodes[i^1]
		_, less := bits.Sub64(sib.turn, turn, 0)
		_, less = bits.Sub64(sib.at, at, less)
		mask := -less // all ones when the sibling is earlier
		at ^= (at ^ sib.at) & mask
		turn ^= (turn ^ sib.turn) & mask
		i >>= 1
		nodes[i] = moment{at, turn}
	}
}

func (t *tree) first() (at Time, slot int) {
	root := t.nodes[1]
	return Time(root.at), int(root.turn & slotMask)
}

// turn is the turn of the first.
func (t *tree) turn() uint64 { return t.nodes[1].turn }

// at is when a slot is set to ring.
func (t *tree) at(slot int) Time { return Time(t.nodes[t.size+slot].at) }

const (
	slotBits = 16
	slotMask = 1<<slotBits - 1
	rankBit  = 61
)

func turnOf(rank Rank, seq uint64, slot int) uint64 {
	return uint64(rank)<<rankBit | seq<<slotBits | uint64(slot)
}
