package sim

// Draws are pure functions of (seed, replication, element name, purpose, count): a key is made once for each stream, and
// draw n of it is a hash of key and n. So adding an element, or drawing once more somewhere, shifts nobody else's chance,
// and two systems that share a seed and a name share that name's chance (common random numbers).

// golden is 2^64 divided by the golden ratio, the step of the SplitMix64 sequence (Steele, Lea, Flood 2014).
const golden = 0x9E3779B97F4A7C15

// scramble is the finaliser of SplitMix64.
func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// keyOf folds words of text into a key (FNV-1a, then scrambled so that near names are far apart).
func keyOf(base uint64, words ...string) uint64 {
	h := base ^ 0xCBF29CE484222325
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 0x100000001B3
		}
		h = scramble(h + golden) // the border between words counts: "ab","c" is not "a","bc"
	}
	return h
}

// seedKey is the base of all keys of one replication.
func seedKey(seed, replication uint64) uint64 {
	return scramble(scramble(seed+golden) + replication*golden)
}

// uniform is draw n of a stream, in the open interval (0, 1).
func uniform(key, n uint64) float64 { return uniformOf(key + n*golden) }

func uniformOf(at uint64) float64 {
	return (float64(scramble(at)>>12) + 0.5) * 0x1p-52 // with one bit more the last would round to 1
}

// A Stream is chance for who works beside lines (resampling, designs, futures), keyed as theirs is: by a seed and words.
type Stream uint64

// NewStream is the stream of a seed and a purpose.
func NewStream(seed uint64, purpose ...string) Stream {
	return Stream(keyOf(scramble(seed+golden), purpose...))
}

// Uniform is draw n, in the open interval (0, 1).
func (s Stream) Uniform(n uint64) float64 { return uniform(uint64(s), n) }

// Below is draw n as one of the whole numbers from 0 to below k, each alike often but for one in 2^52.
func (s Stream) Below(n uint64, k int) int { return int(s.Uniform(n) * float64(k)) }
