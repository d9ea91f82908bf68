package view

import "math"

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

// smooth goes from 0 to 1 with a soft start and end.
func smooth(u float32) float32 {
	u = clamp(u, 0, 1)
	return u * u * (3 - 2*u)
}

func clamp(x, low, high float32) float32 { return max(low, min(high, x)) }

func mix(a, b, u float32) float32 { return a + u*(b-a) }

func rounded(x float32) float32 { return float32(math.Round(float64(x))) }
