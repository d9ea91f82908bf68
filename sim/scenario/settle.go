package scenario

import (
	"fmt"
	"math"
	"slices"

	"tweeling/sim/cost"
)

// Settled is the scenario in one future: each of [Scenario.Unknowns] has come out as the value in its place, or stays at its
// likely one where that is NaN. Values may lie beyond the low and the high one, as far as the key allows: shares stay within
// 0 and 1, times and prices do not become negative, whole numbers are rounded. Plans are those of s.
func (s *Scenario) Settled(values []float64) (*Scenario, error) {
	if len(values) != len(s.Unknowns) {
		return nil, fmt.Errorf("want a value for each of %d unknowns, have %d", len(s.Unknowns), len(values))
	}
	r := s.reader()
	r.settled = map[[2]string]float64{}
	for i, u := range s.Unknowns {
		if !math.IsNaN(values[i]) {
			r.settled[[2]string{u.File, u.Path}] = values[i]
		}
	}
	c := *s
	c.settled = r.settled
	c.read(r, s.root)
	c.Run = s.Run // nothing of it is ever unknown, and its warm-up may have been found
	c.Plans = s.Plans
	c.Products = nil
	for _, p := range c.draw(r, nil).products {
		c.Products = append(c.Products, p.money)
	}
	if found := r.found.all(s.files); len(found) > 0 {
		return nil, Mistakes(found)
	}
	return &c, nil
}

// settle gives what a guess came out as: its likely value, or in a future the one of that future. What has no negative value
// among its three does not become negative.
func (r *reader) settle(n *node, g cost.Range) float64 {
	x, ok := r.settled[[2]string{n.file.name, n.key()}]
	if !ok {
		return g.Likely
	}
	if g.Low >= 0 {
		return max(0, x)
	}
	return x
}

// WithPlans is the scenario with other plans, made of its measures.
func (s *Scenario) WithPlans(plans []Plan) *Scenario {
	c := *s
	c.Plans = slices.Clone(plans)
	return &c
}

// Together tells why measures, in order of application, cannot be carried out together: what one of them requires or
// excludes, two that set one thing to different values, or a line that they make and that cannot be. Nil: they can.
func (s *Scenario) Together(measures []string) error {
	for _, name := range measures {
		if find(s.Measures, name) == nil {
			return fmt.Errorf("want measures that exist, have %q; there are %s", name, nearest(name, measureNames(s.Measures)))
		}
	}
	if why := misfits(measures, s.Measures); len(why) > 0 {
		return fmt.Errorf("%s", why[0])
	}
	r := s.reader()
	d := s.draw(r, s.picked(measures))
	if len(r.found.list) == 0 {
		d.trial()
	}
	if found := r.found.all(s.files); len(found) > 0 {
		return Mistakes(found)
	}
	return nil
}
