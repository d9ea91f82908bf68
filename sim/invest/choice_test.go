package invest

import (
	"math"
	"testing"

	"tweeling/sim/experiment"
)

// between is a choice between sets, the best first, and nothing; with two inputs.
func between(tells, silent []float64, known ...[]float64) *choice {
	x := &search{options: map[Set]*Option{0: {}}, weighings: map[Set]*weighing{}}
	for k, npvs := range known {
		s := Set(k + 1)
		x.options[s] = &Option{Set: s}
		x.weighings[s] = &weighing{ignorance: &ignorance{inputs: []input{{index: 0}, {index: 1}}}, futures: &futures{known: npvs, values: [][]float64{tells, silent}}}
	}
	return x.choice(x.options[1])
}

// Half of the futures lose 100, half gain 300, and the input tells which. Without knowing one expects 100; who knows leaves
// the bad half and expects 150, so knowing is worth 50. With another set to turn to that brings 90 for sure one expects 195, and
// knowing is worth 95. An input that says nothing is worth nothing.
func TestWhatKnowingIsWorth(t *testing.T) {
	var tells, silent, npvs, sure []float64
	for i := range 10_000 {
		x := float64(i % 2)
		tells, silent, npvs, sure = append(tells, x), append(silent, float64((i*7919)%10_007)), append(npvs, -100+400*x), append(sure, 90)
	}
	for _, one := range []struct {
		choice *choice
		want   float64
	}{{between(tells, silent, npvs), 50}, {between(tells, silent, npvs, sure), 95}} {
		if got := one.choice.allKnown(); math.Abs(got-one.want) > 1e-9 {
			t.Errorf("knowing all is worth %v, want %v", got, one.want)
		}
		if got := one.choice.knowing(0); math.Abs(got-one.want) > 0.5 {
			t.Errorf("knowing what tells is worth %v, want %v", got, one.want)
		}
		if got := one.choice.knowing(1); got != 0 {
			t.Errorf("knowing what says nothing is worth %v", got)
		}
	}
	for i := range npvs { // expected worth next to zero: noise would look like something worth knowing most
		npvs[i] -= 100
	}
	if got := between(tells, silent, npvs).knowing(1); got > 4 { // of a standard deviation of 200; the means of fifty groups alone would say 6
		t.Errorf("knowing what says nothing is worth %v where nothing is expected", got)
	}
}

// Of y = x + 2 z with x and z even over the same range x explains a fifth of the variance and z four.
func TestWhatAnInputExplains(t *testing.T) {
	var x, z, y []float64
	for i := range 10_000 {
		x, z = append(x, float64(i%100)), append(z, float64(i/100))
		y = append(y, x[i]+2*z[i])
	}
	for _, c := range []struct{ have, want float64 }{{explains(x, y), 0.2}, {explains(z, y), 0.8}, {explains(x, z), 0}} {
		if math.Abs(c.have-c.want) > 0.02 { // fiftieths hold two values each
			t.Errorf("have %v, want %v", c.have, c.want)
		}
	}
}

// Of a set that is 10 behind on 20 replications with a standard error of 1 no more than t of 19 degrees less 10 is left; t is
// taken at what is left of 5 % for two sets and eight looks, 1 - 0.05/16: 3.07 by tables between 2.861 (0.995) and 3.174 (0.9975).
func TestWhatMayBePromised(t *testing.T) {
	leader, rival := &Option{Set: 1, Capex: 100, System: &experiment.System{}}, &Option{Set: 2, System: &experiment.System{}}
	for j := range 20 {
		x := math.Sqrt(19) // so that the variance is 20
		if j%2 == 0 {
			x = -x
		}
		leader.NPVs, rival.NPVs = append(leader.NPVs, 10), append(rival.NPVs, x)
	}
	nothing := &Option{NPVs: make([]float64, 20), System: &experiment.System{}}
	x := &search{runs: 20, options: map[Set]*Option{0: nothing, 1: leader, 2: rival}}
	c := x.certainty(leader)
	if c.Within != 0 || c.Sets != 2 || c.Matters != 5 {
		t.Errorf("10 ahead: have %+v", c)
	}
	for j := range leader.NPVs {
		leader.NPVs[j] = 1
	}
	if c = x.certainty(leader); math.Abs(c.Within-2.1) > 0.05 || c.Rival != rival {
		t.Errorf("1 ahead: have %+v, want 2.1", c)
	}
	if list := x.contenders(9); len(list) != 1 {
		t.Errorf("have %d contenders, want the leader alone, for 2.1 does not matter", len(list))
	}
	x.settings.Matters = 2
	if list := x.contenders(9); len(list) != 2 {
		t.Errorf("have %d contenders, want two, for 2.1 matters", len(list))
	}
}

// What only ran when the line was lucky is told as it stands beside what ran always: 5 less.
func TestFewReplicationsDoNotFlatter(t *testing.T) {
	best, lucky := &Option{Set: 7}, &Option{Set: 3} // nearer to the best than to the line as it is
	for j := range 20 {
		best.NPVs = append(best.NPVs, 100-10*float64(j))
	}
	lucky.NPVs = []float64{95, 85}
	told([]*Option{best, lucky}, best)
	if math.Abs(lucky.Worth.Mean-0) > 1e-9 || lucky.Worth.HalfWidth < best.Worth.HalfWidth {
		t.Errorf("have %+v, want 0", lucky.Worth)
	}
	if got := lucky.standing(best); math.Abs(got) > 1e-9 {
		t.Errorf("stands at %v, want 0", got)
	}
}
