package fit

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Scrap is a share of parts that were bad.
type Scrap struct {
	Bad, All float64
	Share    float64
	Spread   float64 // rho of the beta-binomial: how much shares of batches vary beyond what chance gives; 0: no more
	N        float64 // of how many independent parts it is worth: All / (1 + rho (batch - 1))
}

// A Batch is some parts that were judged together.
type Batch struct{ Bad, All float64 }

// ScrapOf fits a beta-binomial to batches by its moments (Kleinman, 1973): the share of all, and rho from how much the
// shares of batches vary. Batches of one part say nothing of rho.
func ScrapOf(batches []Batch) Scrap {
	var s Scrap
	for _, b := range batches {
		s.Bad += b.Bad
		s.All += b.All
	}
	if s.All == 0 {
		return s
	}
	s.Share, s.N = s.Bad/s.All, s.All
	if s.Share == 0 || s.Share == 1 {
		return s
	}
	var square, squares float64
	n := 0.0
	for _, b := range batches {
		if b.All <= 0 {
			continue
		}
		d := b.Bad/b.All - s.Share
		square += b.All * d * d
		squares += b.All * b.All
		n++
	}
	typical := s.All - squares/s.All
	if n < 2 || typical <= n-1 {
		return s
	}
	v := square / (s.Share * (1 - s.Share))
	if rho := (v - (n - 1)) / (typical - (n - 1)); rho > 0 {
		s.Spread = min(rho, 1)
		s.N = s.All / (1 + s.Spread*(squares/s.All-1))
	}
	return s
}

// Interval is where the share lies with the confidence of a level: that of Jeffreys, of as many parts as the batches are
// worth (Brown, Cai and DasGupta, 2001).
func (s Scrap) Interval(level float64) (low, high float64) {
	if s.N == 0 {
		return 0, 1
	}
	bad := s.Share * s.N
	law := distuv.Beta{Alpha: bad + 0.5, Beta: s.N - bad + 0.5}
	low, high = law.Quantile((1-level)/2), law.Quantile((1+level)/2)
	if s.Bad == 0 {
		low = 0
	}
	if s.Bad == s.All {
		high = 1
	}
	if math.IsNaN(low) || math.IsNaN(high) {
		return 0, 1
	}
	return low, high
}
