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

// fit lays a surface through runs by least squares: y holds the outcomes of each point. Squares of inputs and their products
// are in it when there are runs enough, and when it then says better of the last outcome what a point is that it was not
// fitted to.
func fit(points, y [][]float64) (*surface, error) {
	var best *surface
	for _, s := range []*surface{{}, {square: true}, {square: true, cross: true}} {
		p := len(s.terms(points[0]))
		if len(points) < p+2 && !s.square {
			return nil, fmt.Errorf("metamodel: want more than %d runs for %d inputs, have %d", p+1, len(points[0]), len(points))
		}
		if 2*len(points) < 3*p && s.square {
			break
		}
		if err := s.fit(points, y); err != nil {
			return nil, err
		}
		if last := len(s.errors) - 1; best == nil || s.errors[last] < best.errors[last] {
			best = s
		}
	}
	return best, nil
}

func (s *surface) fit(points, y [][]float64) error {
	n, p := len(points), len(s.terms(points[0]))
	s.runs = n
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
			return fmt.Errorf("metamodel: %w", err)
		}
		s.coef = append(s.coef, b.RawVector().Data)
		e, r2 := s.surfaceError(outcome, points, column, leverage)
		s.errors, s.r2 = append(s.errors, e), append(s.r2, r2)
	}
	return nil
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
