package plant

import (
	"testing"
	"time"
)

// A line that goes on as one of its own plant, or of another that was built of the same model, goes on as its fork does, whatever
// the line.
func TestForkAsItsOwnPlantIsAFork(t *testing.T) {
	for seed := range uint64(20) {
		p, err := Build(anyLine(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		again, err := Build(anyLine(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		if !p.Shaped(again) {
			t.Fatalf("line %d is not of its own shape", seed)
		}
		live, err := p.Line(seed, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := live.Start(); err != nil {
			t.Fatal(err)
		}
		if live.Run(5*time.Hour) != nil {
			continue // it stands still, as some do
		}
		before := live.Fingerprint()
		a, b := live.Fork(seed, nil), p.ForkAs(live, seed, again, nil)
		wrongA, wrongB := a.Run(10*time.Hour), b.Run(10*time.Hour)
		if a.Fingerprint() != b.Fingerprint() || (wrongA == nil) != (wrongB == nil) {
			t.Errorf("line %d goes on otherwise as one of its own plant: %v, %v", seed, wrongA, wrongB)
		}
		if live.Fingerprint() != before {
			t.Errorf("line %d itself has changed", seed)
		}
	}
}
