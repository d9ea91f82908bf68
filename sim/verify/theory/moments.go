package theory

import "math"

// Moments are the means of the first three powers of a random time, which is all that the mean wait (two of them) and
// its second moment (three) need to know of a law.
type Moments struct{ Mean, Square, Cube float64 }

// ConstantMoments are those of a time that never varies.
func ConstantMoments(x float64) Moments {
	return Moments{x, x * x, x * x * x}
}

// GammaMoments are those of a gamma time: shape 1 is exponential, a whole shape an Erlang one.
func GammaMoments(shape, mean float64) Moments {
	s := mean / shape
	return Moments{mean, s * s * shape * (shape + 1), s * s * s * shape * (shape + 1) * (shape + 2)}
}

// ExponentialMoments are those of an exponential time.
func ExponentialMoments(mean float64) Moments {
	return GammaMoments(1, mean)
}

// UniformMoments are those of a time between low and high.
func UniformMoments(low, high float64) Moments {
	power := func(n float64) float64 {
		return (math.Pow(high, n+1) - math.Pow(low, n+1)) / (n + 1) / (high - low)
	}
	return Moments{power(1), power(2), power(3)}
}

// LognormalMoments are those of a lognormal time of that mean and coefficient of variation.
func LognormalMoments(mean, cv float64) Moments {
	k := 1 + cv*cv
	return Moments{mean, mean * mean * k, mean * mean * mean * k * k * k}
}

// WeibullMoments are those of a Weibull time.
func WeibullMoments(shape, scale float64) Moments {
	power := func(n float64) float64 { return math.Pow(scale, n) * math.Gamma(1+n/shape) }
	return Moments{power(1), power(2), power(3)}
}

// Completion are the moments of the time from the start of a cycle to its end when the machine fails while working, at
// that rate of exponential uptime, is repaired, and goes on where it was. (B. Avi-Itzhak, P. Naor, 1963.)
func (m Moments) Completion(failureRate float64, repair Moments) Moments {
	// A cycle of length s meets a Poisson number of repairs; their sum has these moments given s.
	a := 1 + failureRate*repair.Mean
	b := failureRate * repair.Square
	c := failureRate * repair.Cube
	return Moments{
		Mean:   a * m.Mean,
		Square: a*a*m.Square + b*m.Mean,
		Cube:   a*a*a*m.Cube + 3*a*b*m.Square + c*m.Mean,
	}
}

func (m Moments) check(name string) error {
	if err := positive("mean "+name, m.Mean); err != nil {
		return err
	}
	return positive("mean square of "+name, m.Square)
}
