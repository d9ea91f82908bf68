package gfx

import "math"

// circles are unit circles of more and more corners, always a multiple of four. They are made once, so that a frame
// computes no sines.
var circles = func() (all [][]Point) {
	for _, n := range []int{12, 16, 24, 32, 48, 64, 96, 128} {
		circle := make([]Point, n)
		for i := range circle {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			circle[i] = Point{float32(cos), float32(sin)}
		}
		all = append(all, circle)
	}
	return all
}()

// circleOf is a unit circle whose corners nobody sees at that radius, not even on a screen of twice the density: it leaves
// the true circle by at most r(1-cos(pi/n)), about 5r/n², which is kept below a twentieth of a pixel.
func circleOf(r float32) []Point {
	for _, c := range circles {
		if n := float32(len(c)); 100*r <= n*n {
			return c
		}
	}
	return circles[len(circles)-1]
}
