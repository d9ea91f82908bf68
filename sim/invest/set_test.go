package invest

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// fourMeasures is what sets of four measures are worth in the example of a line whose second and third stations are nearly
// equally slow, in thousands: A and B are faster ones, C senses failures, D sees scrap.
var fourMeasures = map[Set]float64{0b0000: 0, 0b0001: -36, 0b0010: -37, 0b0100: 204, 0b1000: -12, 0b0011: 355, 0b0101: 171, 0b0110: 130,
	0b1001: -30, 0b1010: -40, 0b1100: 200, 0b0111: 609, 0b1011: 350, 0b1101: 175, 0b1110: 140, 0b1111: 626}

func exactly(worth map[Set]float64) Valued {
	return func(s Set) []float64 { return []float64{worth[s]} }
}

func optionsOf(worth map[Set]float64, capex []float64, budget float64) map[Set]*Option {
	all := map[Set]*Option{}
	for s, w := range worth {
		o := &Option{Set: s, NPVs: []float64{w, w}, Worth: stat.Estimate{Mean: w}}
		for i := range s.Members() {
			o.Capex += capex[i]
		}
		if o.Capex <= budget {
			all[s] = o
		}
	}
	return all
}

func TestShapley(t *testing.T) {
	// Two measures by hand: A first brings -36 and B then 391, or B first -37 and A then 392.
	got := shapley(0b0011, exactly(fourMeasures), 1)
	if got[0][0] != (-36+392)/2. || got[1][0] != (-37+391)/2. {
		t.Errorf("have %v", got)
	}
}

// Whatever sets are worth, contributions sum to the worth of the set, a measure that changes nothing contributes nothing, and
// two that do the same contribute the same.
func TestShapleyIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "measures")
		worth := map[Set]float64{}
		all := Set(1)<<n - 1
		idle := rapid.IntRange(0, n-1).Draw(t, "idle")
		for s := range all.Subsets() {
			if s != 0 {
				worth[s] = rapid.Float64Range(-1e6, 1e6).Draw(t, "worth")
			}
		}
		for s := range all.Subsets() {
			worth[s] = worth[s.Without(idle)]
		}
		sum := 0.0
		parts := shapley(all, exactly(worth), 1)
		for _, p := range parts {
			sum += p[0]
		}
		if math.Abs(sum-worth[all]) > 1e-6 {
			t.Errorf("contributions sum to %v, want %v", sum, worth[all])
		}
		if math.Abs(parts[idle][0]) > 1e-6 {
			t.Errorf("what changes nothing contributes %v", parts[idle])
		}
	})
}

func TestRulesThatLookAtOneAtATime(t *testing.T) {
	all := optionsOf(fourMeasures, []float64{180, 90, 60, 70}, 270)
	for _, n := range []Naive{addUp(all), oneByOne(all, 4)} {
		if n.Option.Set != 0b0100 || n.Claimed != 204 {
			t.Errorf("%s buys %b for %v, want C alone", n.Rule, n.Option.Set, n.Claimed)
		}
	}
	var bought []Set
	for _, o := range frontier(inOrder(all)) {
		bought = append(bought, o.Set)
	}
	if want := []Set{0, 0b0100, 0b0011}; !slices.Equal(bought, want) {
		t.Errorf("the frontier is %b, want %b", bought, want)
	}
}

// The best of many orders by looking at each of them.
func TestTheBestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "measures")
		all := Set(1)<<n - 1
		gains := map[[3]int]float64{}
		p := schedule{years: rapid.IntRange(1, 4).Draw(t, "years"), atOnce: rapid.IntRange(1, 3).Draw(t, "at once"), perYear: 2,
			capex: func(int) float64 { return 1 },
			gain: func(from, to Set, year int) float64 {
				key := [3]int{int(from), int(to), year}
				if _, ok := gains[key]; !ok {
					gains[key] = rapid.Float64Range(-10, 10).Draw(t, "gain")
				}
				return gains[key]
			}}
		allowed := func(s Set) bool { return !s.Has(1) || s.Has(0) }
		for s := range all.Subsets() {
			if allowed(s) {
				p.sets = append(p.sets, s)
			}
		}
		there, worth := p.best(all)
		best := math.Inf(-1)
		var look func(at Set, year int, sum float64)
		look = func(at Set, year int, sum float64) {
			if at == all {
				best = max(best, sum)
				return
			}
			for to := range all.Subsets() {
				add := to &^ at
				if year == p.years || !at.In(to) || add.Len() > min(p.atOnce, 2) || !allowed(to) || add == 0 && (at == 0 && year > 0) {
					continue
				}
				gain := 0.0
				if add != 0 {
					gain = p.gain(at, to, year)
				}
				look(to, year+1, sum+gain)
			}
		}
		look(0, 0, 0)
		if there == nil {
			if !math.IsInf(best, -1) {
				t.Errorf("no order, want one worth %v", best)
			}
			return
		}
		if math.Abs(worth-best) > 1e-9 {
			t.Errorf("an order worth %v, want %v", worth, best)
		}
	})
}

// Of two that differ by one standard error of their difference the better one is really the better with 84 %.
func TestDoubt(t *testing.T) {
	a, b := &Option{Set: 1}, &Option{Set: 2}
	for j := range 100 {
		x := float64(j%10) - 4.5 // standard deviation 2.87, of 100: standard error 0.287
		a.NPVs, b.NPVs = append(a.NPVs, 10+x), append(b.NPVs, 10-0.2887)
	}
	d := doubt(a, []*Option{b}, 100, 1)
	if math.Abs(d.Wrong-0.159) > 0.015 || d.Rival != b { // 4 standard errors of a share of 10,000
		t.Errorf("wrong with %v, want 0.159", d.Wrong)
	}
	if want := 0.2887 * 0.0833; math.Abs(d.Regret-want) > 0.01 { // the loss function of the normal law at 1
		t.Errorf("the regret is %v, want %v", d.Regret, want)
	}
}

// A plane and a parabola are found as they are, and their error is none.
func TestASurfaceFindsItsPolynomial(t *testing.T) {
	points := hypercube(30, 3, 1)
	y := make([][]float64, len(points))
	for i, x := range points {
		y[i] = []float64{1, 5 + 2*x[0] - 3*x[1]*x[1] + 0.5*x[2]}
	}
	s, err := fit(points, y)
	if err != nil {
		t.Fatal(err)
	}
	at := s.terms([]float64{2, 2, 2})
	if s.errors[1] > 1e-9 || math.Abs(s.r2[1]-1) > 1e-9 || math.Abs(s.at(1, at)-(5+4-12+1)) > 1e-6 || math.Abs(s.at(0, at)-1) > 1e-9 {
		t.Errorf("have %+v", s)
	}
}

// The error that a surface states is that of new points: chance of standard deviation 1, by Chebyshev within a third.
func TestASurfaceStatesItsError(t *testing.T) {
	points := hypercube(400, 2, 3)
	noise := hypercube(400, 1, 4)
	y := make([][]float64, len(points))
	for i, x := range points {
		y[i] = []float64{10*x[0] + stat.NormalQuantile(noise[i][0])}
	}
	s, err := fit(points, y)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(s.errors[0]-1) > 0.1 {
		t.Errorf("states an error of %v, want 1", s.errors[0])
	}
}

func TestAHypercubeHasOneOfEach(t *testing.T) {
	points := hypercube(17, 4, 9)
	for k := range 4 {
		var cells []int
		for _, x := range points {
			cells = append(cells, int(x[k]*17))
		}
		slices.Sort(cells)
		for i, c := range cells {
			if c != i {
				t.Fatalf("input %d has cells %v", k, cells)
			}
		}
	}
}

// Branch and bound finds what looking at all sets finds, under a budget and with sets that cannot be.
func TestTheBestSetsOfAPairwiseModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "measures")
		p := &pairwise{measures: n}
		for i := range n {
			p.single = append(p.single, rapid.Float64Range(-10, 10).Draw(t, "single"))
			p.pair = append(p.pair, nil)
			for range i {
				p.pair[i] = append(p.pair[i], rapid.Float64Range(-10, 10).Draw(t, "pair"))
			}
		}
		budget := rapid.IntRange(1, n).Draw(t, "budget")
		cheap := func(s Set) bool { return s.Len() <= budget }
		allowed := func(s Set) bool { return s%3 != 2 }
		got, whole := p.top(3, cheap, allowed)
		var want []Set
		for s := range (Set(1)<<n - 1).Subsets() {
			if cheap(s) && allowed(s) {
				want = append(want, s)
			}
		}
		slices.SortStableFunc(want, func(a, b Set) int { return cmp.Compare(p.at(b), p.at(a)) })
		want = want[:min(3, len(want))]
		if !whole || len(got) != len(want) {
			t.Fatalf("have %b, want %b", got, want)
		}
		for i := range want {
			if math.Abs(p.at(got[i])-p.at(want[i])) > 1e-9 {
				t.Errorf("have %b worth %v, want %b worth %v", got[i], p.at(got[i]), want[i], p.at(want[i]))
			}
		}
		sets, worth := []Set{}, []float64{}
		for s := range (Set(1)<<n - 1).Subsets() {
			if s.Len() <= 2 {
				sets, worth = append(sets, s), append(worth, p.at(s))
			}
		}
		fitted, err := fitPairs(n, sets, worth)
		if err != nil {
			t.Fatal(err)
		}
		if all := Set(1)<<n - 1; math.Abs(fitted.at(all)-p.at(all)) > 1e-6 {
			t.Errorf("fitted to singles and pairs all are worth %v, want %v", fitted.at(all), p.at(all))
		}
	})
}

// Measures 2 and 3 can be only with 1, and 3 not without 2: what cannot be is taken out, and so the shares respect what is
// required. By hand: all orders in which v is that of what is left.
func TestSharesOfMeasuresThatRequireOthers(t *testing.T) {
	x := &search{names: []string{"a", "b", "c"}, scenario: &scenario.Scenario{Measures: []*scenario.Measure{{Name: "a"}, {Name: "b", Requires: []string{"a"}},
		{Name: "c", Requires: []string{"b"}}}}, options: map[Set]*Option{}, goes: map[Set]bool{}}
	for s, w := range map[Set]float64{0: 0, 1: 10, 3: 40, 7: 100} {
		x.options[s], x.goes[s] = &Option{Set: s, NPVs: []float64{w}}, true
	}
	for s, want := range map[Set]Set{0b010: 0, 0b100: 0, 0b110: 0, 0b101: 0b001, 0b011: 0b011, 0b111: 0b111} {
		if got := x.within(s); got != want {
			t.Errorf("of %03b is left %03b, want %03b", s, got, want)
		}
	}
	// a b c: 10 30 60; a c b: 10 90 0; of the orders with b or c first each gives all that was missing to the one that
	// completes it: b a c: 0 40 60; c a b: 0 10 90; b c a: 100 to a; c b a: 100 to a.
	got := shapley(7, x.worth, 1)
	for i, want := range []float64{(10 + 10 + 40 + 10 + 100 + 100) / 6., (30 + 90 + 0 + 90 + 0 + 0) / 6., (60 + 0 + 60 + 0 + 0 + 0) / 6.} {
		if math.Abs(got[i][0]-want) > 1e-9 {
			t.Errorf("measure %d contributes %v, want %v", i, got[i], want)
		}
	}
	// all six orders, told as a list, share alike
	all := shapleyBy([][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}, x.worth, 1)
	for i := range got {
		if math.Abs(got[i][0]-all[i][0]) > 1e-9 {
			t.Errorf("by all orders measure %d contributes %v, want %v", i, all[i], got[i])
		}
	}
}

// Two inputs of measures come out well together with a correlation of 0.4: more of a good one with less of a bad one. What
// is of the line goes with nothing. A correlation of 10,000 pairs is known to 0.01.
func TestMeasuresComeOutAlike(t *testing.T) {
	chance := sim.NewStream(3, "futures")
	inputs := []input{{index: 0, measure: true}, {index: 1, measure: true}, {index: 2}}
	good := []float64{1, -1, 1}
	z := make([][]float64, 3)
	for f := range 10_000 {
		for k := range inputs {
			z[k] = append(z[k], stat.NormalQuantile(position(chance, f, &inputs[k], good[k], 3)))
		}
	}
	for _, c := range []struct {
		a, b int
		want float64
	}{{0, 1, -alike}, {0, 2, 0}, {1, 2, 0}} {
		sum := 0.0
		for f := range z[0] {
			sum += z[c.a][f] * z[c.b][f] / 10_000
		}
		if math.Abs(sum-c.want) > 0.04 {
			t.Errorf("inputs %d and %d correlate by %v, want %v", c.a, c.b, sum, c.want)
		}
	}
	for k := range z {
		if mean, sd := stat.Average(z[k]), stat.StdDev(z[k]); math.Abs(mean) > 0.04 || math.Abs(sd-1) > 0.03 {
			t.Errorf("input %d has mean %v and standard deviation %v in normal scores", k, mean, sd)
		}
	}
}

// The stated error is the one of leaving each point out and fitting the others.
func TestASurfaceLeavesEachPointOut(t *testing.T) {
	points := hypercube(20, 2, 5)
	var y [][]float64
	for _, x := range points {
		y = append(y, []float64{math.Exp(x[0]) * (1 + x[1])})
	}
	whole := &surface{square: true}
	if err := whole.fit(points, y); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i := range points {
		part := &surface{square: true}
		if err := part.fit(slices.Delete(slices.Clone(points), i, i+1), slices.Delete(slices.Clone(y), i, i+1)); err != nil {
			t.Fatal(err)
		}
		d := y[i][0] - part.at(0, part.terms(points[i]))
		sum += d * d / 20
	}
	if math.Abs(whole.errors[0]-math.Sqrt(sum)) > 1e-9 {
		t.Errorf("states %v, leaving out says %v", whole.errors[0], math.Sqrt(sum))
	}
	chosen, err := fit(points, y)
	if err != nil {
		t.Fatal(err)
	}
	if !chosen.cross || chosen.errors[0] > whole.errors[0] {
		t.Errorf("products are left out although they help: %+v", chosen)
	}
}

// A hundred inputs are fitted by a plane, and the worlds suffice for it.
func TestASurfaceOfManyInputs(t *testing.T) {
	d := 100
	points := hypercube(worldCount(make([]input, d), leastRuns), d, 1)
	var y [][]float64
	for _, x := range points {
		sum := 0.0
		for k, v := range x {
			sum += float64(k) * v
		}
		y = append(y, []float64{sum})
	}
	s, err := fit(points, y)
	if err != nil || s.square || s.errors[0] > 1e-6 {
		t.Errorf("%v, %+v", err, s)
	}
}

// What was dropped after three replications is doubted as much as those allow: two that differ by one standard error of
// their difference. With the usual variance counted as ten more, Student's t of 12 degrees is beyond 1 with 17 %.
func TestDoubtOfWhatWasDropped(t *testing.T) {
	a, b := &Option{Set: 1}, &Option{Set: 2, NPVs: []float64{-1, 0, 1}}
	for range 30 {
		a.NPVs = append(a.NPVs, 1/math.Sqrt(3))
	}
	d := doubt(a, []*Option{b}, 30, 1)
	if math.Abs(d.Wrong-0.1685) > 0.015 {
		t.Errorf("wrong with %v, want 0.169", d.Wrong)
	}
	nothing := &Option{NPVs: make([]float64, 30)}
	if d := doubt(nothing, []*Option{a}, 30, 1); d.Wrong != 1 || d.Rival != a || math.Abs(d.Regret-1/math.Sqrt(3)) > 1e-9 {
		t.Errorf("to do nothing beside a sure gain: %+v", d)
	}
}

// What the metamodels cannot tell apart is chosen by likely values, and to do nothing only where they can.
func TestTheChoiceIsNotTurnedByNoise(t *testing.T) {
	choose := func(off float64) Set {
		x := &search{runs: 2, worlds: &worlds{}, options: map[Set]*Option{
			0: {NPVs: []float64{0, 0}, System: &experiment.System{}},
			1: {Set: 1, NPVs: []float64{100, 100}, Unsure: -50, Weighed: true, off: off, System: &experiment.System{}},
			2: {Set: 2, NPVs: []float64{90, 90}, Unsure: -35, Weighed: true, off: off, System: &experiment.System{}},
			3: {Set: 3, NPVs: []float64{95, 95}, System: &experiment.System{}},
		}}
		return x.best().Set
	}
	if got := choose(1); got != 2 {
		t.Errorf("5 apart and known to 1: have %b, want the larger mean", got)
	}
	if got := choose(10); got != 1 {
		t.Errorf("5 apart and known to 10: have %b, want the larger by likely values", got)
	}
}
