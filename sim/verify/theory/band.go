package theory

// A band is a square matrix of rates of which only the places near the diagonal are kept.
type band struct {
	size, width int // a state moves at most width places away
	rates       []float64
}

func newBand(size int) *band {
	return &band{size: size}
}

// reach widens the band to hold a move over so many places.
func (b *band) reach(places int) {
	b.width = max(b.width, places, -places)
}

// maxWork is the number of multiplications that reduce may take: a few seconds.
const maxWork = 4_000_000_000

// allocate makes the band as wide as was asked for, unless it would take too long to work on it.
func (b *band) allocate() bool {
	if b.size*b.width*b.width > maxWork {
		return false
	}
	b.rates = make([]float64, b.size*(2*b.width+1))
	return true
}

// row gives the rates out of state i, to the states from first(i) on.
func (b *band) row(i int) []float64 {
	n := 2*b.width + 1
	return b.rates[i*n : (i+1)*n]
}

func (b *band) first(i int) int {
	return i - b.width
}

// reduce takes the states out one by one, last first, giving their rates to those that are left, and puts them back in
// the other direction. ok is false when a state does not lead to any before it.
func (b *band) reduce() (p []float64, ok bool) {
	for k := b.size - 1; k > 0; k-- {
		low := max(0, k-b.width)
		out := b.row(k)[low-b.first(k) : k-b.first(k)]
		sum := 0.0
		for _, q := range out {
			sum += q
		}
		if sum == 0 {
			return nil, false
		}
		for i := low; i < k; i++ {
			row := b.row(i)
			share := row[k-b.first(i)] / sum
			if share == 0 {
				continue
			}
			row[k-b.first(i)] = share
			into := row[low-b.first(i):][:len(out)]
			for j, q := range out {
				into[j] += share * q
			}
		}
	}
	p = make([]float64, b.size)
	p[0] = 1
	total := 1.0
	for k := 1; k < b.size; k++ {
		for i := max(0, k-b.width); i < k; i++ {
			p[k] += p[i] * b.row(i)[k-b.first(i)]
		}
		total += p[k]
	}
	for k := range p {
		p[k] /= total
	}
	return p, true
}
