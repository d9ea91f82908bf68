package invest

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// A surface is a metamodel: several outcomes, each as a polynomial in what is not known, fitted to runs of the real model,
// so that thousands of futures take no time.
type surface struct {
	square bool        // with squares of the inputs
	cross  bool        // with their products
	coef   [][]float64 // by outcome
	errors []float64   // by outcome, see surfaceError
	r2     []float64   // by outcome
	runs   int
}

// terms are the values that the coefficients belong to.
func (s *surface) terms(x []float64) []float64 {
	t := append(make([]float64, 0, 1+2*len(x)), 1)
	t = append(t, x...)
	if s.square {
		for _, v := range x {
			t = append(t, v*v)
		}
	}
	if s.cross {
		for i := range x {
			for j := range i {
				t = append(t, x[i]*x[j])
			}
		}
	}
	return t
}

// at is what the surface says of an outcome at given terms.
func (s *surface) at(outcome int, terms []float64) float64 {
	y := 0.0
	for k, t := range terms {
		y += s.coef[outcome][k] * t
	}
	return y
}

// fit lays a surface through runs by least squares: y holds the outcomes of each point. Squares are in it when there are at
// least three runs for each coefficient, products of inputs likewise.
func fit(points, y [][]float64) (*surface, error) {
	d, n := len(points[0]), len(points)
	s := &surface{runs: n, square: n >= 3*(1+2*d), cross: n >= 3*(1+2*d+d*(d-1)/2)}
	p := len(s.terms(points[0]))
	if n < p+2 {
		return nil, fmt.Errorf("metamodel: want more than %d runs for %d inputs, have %d", p+1, d, n)
	}
	design := mat.NewDense(n, p, nil)
	for i, x := range points {
		design.SetRow(i, s.terms(x))
	}
	var qr mat.QR
	qr.Factorize(design)
	var q mat.Dense
	qr.QTo(&q)
	leverage := make([]float64, n)
	for i := range leverage {
		for k := range p {
			leverage[i] += q.At(i, k) * q.At(i, k)
		}
	}
	column := make([]float64, n)
	for outcome := range y[0] {
		for i := range y {
			column[i] = y[i][outcome]
		}
		var b mat.VecDense
		if err := qr.SolveVecTo(&b, false, mat.NewVecDense(n, column)); err != nil {
			return nil, fmt.Errorf("metamodel: %w", err)
		}
		s.coef = append(s.coef, b.RawVector().Data)
		e, r2 := s.surfaceError(outcome, points, column, leverage)
		s.errors, s.r2 = append(s.errors, e), append(s.r2, r2)
	}
	return s, nil
}

// surfaceError is the standard deviation of what the polynomial says of a point that it was not fitted to: the root of the
// mean squared residual of each point when it is left out (Allen's PRESS, 1974). R2 is 1 less that over the variance.
func (s *surface) surfaceError(outcome int, points [][]float64, y, leverage []float64) (e, r2 float64) {
	n := float64(len(y))
	sum := 0.0
	for i, x := range points {
		left := (y[i] - s.at(outcome, s.terms(x))) / max(1-leverage[i], 1e-9)
		sum += left * left / n
	}
	if v := stat.Var(y) * (n - 1) / n; v > 0 {
		r2 = 1 - sum/v
	}
	return math.Sqrt(sum), r2
}

// hypercube spreads n points over d inputs so that each nth of each input has one: a Latin hypercube (McKay, Beckman and
// Conover, 1979). Points are shares, each within (0, 1).
func hypercube(n, d int, seed uint64) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, d)
	}
	chance := sim.NewStream(seed, "hypercube")
	next := uint64(0)
	order := make([]int, n)
	for k := range d {
		for i := range order {
			j := chance.Below(next, i+1)
			next++
			order[i], order[j] = order[j], i
		}
		for i := range points {
			points[i][k] = (float64(order[i]) + chance.Uniform(next)) / float64(n)
			next++
		}
	}
	return points
}
