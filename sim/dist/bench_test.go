package dist_test

import (
	"testing"

	"tweeling/sim/dist"
)

// BenchmarkFill is the time of one draw, in blocks of eight.
func BenchmarkFill(b *testing.B) {
	for _, l := range dist.Laws {
		b.Run(l.Name, func(b *testing.B) {
			d, err := dist.Parse(l.Example)
			if err != nil {
				b.Fatal(err)
			}
			p := new([8]float64)
			z := uint64(1)
			for b.Loop() {
				for i := range p {
					z = z*6364136223846793005 + 1442695040888963407
					p[i] = (float64(z>>12) + 0.5) * 0x1p-52
				}
				d.Fill(p)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/8, "ns/draw")
		})
	}
	b.Run("none", func(b *testing.B) { // what the loop itself costs
		p := new([8]float64)
		z := uint64(1)
		for b.Loop() {
			for i := range p {
				z = z*6364136223846793005 + 1442695040888963407
				p[i] = (float64(z>>12) + 0.5) * 0x1p-52
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/8, "ns/draw")
	})
}
