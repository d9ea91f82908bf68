package experiment

import (
	"context"
	"math"
	"strings"
	"testing"
)

// A line whose pack takes 30 s and whose press takes 10 s makes 120 an hour, whatever the press does: a tenth longer at
// pack is one eleventh less of it; the wage is all that money depends on besides.
const lopsided = `
[run]
horizon = "1w"
[economics]
[product.part]
price = 9
material_cost = 0
demand_per_year = "unlimited"
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
cycle = "10s"
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "30s"
operator = "crew"
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 1
wage_per_hour = 40
[evidence]
"line.crew.count" = { grade = "measured" }
`

func TestWeigh(t *testing.T) {
	s := read(t, lopsided)
	weights, err := Weigh(context.Background(), s, s.Inputs(), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Weight{}
	for _, w := range weights {
		got[w.Path] = w
	}
	for path, want := range map[string]struct{ output, cost float64 }{
		"line.pack.cycle": {-1.0 / 11, 0.1}, "line.press.cycle": {0, 0}, "line.crew.wage_per_hour": {0, 0.1}, "line.crew.count": {0, 1},
	} {
		w, ok := got[path]
		if !ok || math.Abs(w.Output.Mean-want.output) > 1e-3 || math.Abs(w.Cost.Mean-want.cost) > 2e-3 {
			t.Errorf("%s: output %+.4f, cost %+.4f, want %v", path, w.Output.Mean, w.Cost.Mean, want)
		}
		if w.Shows() != (want != struct{ output, cost float64 }{}) {
			t.Errorf("%s shows: %v", path, w.Shows())
		}
	}
	if weights[0].Path != "line.crew.count" || weights[len(weights)-1].Shows() {
		t.Errorf("%s comes first, %s last", weights[0].Path, weights[len(weights)-1].Path)
	}
	if _, tried := got["product.part.demand_per_year"]; tried {
		t.Error("unlimited cannot be a tenth more")
	}
	j := Evidence(s.Inputs(), weights)
	if j.Counts["measured"] != 1 || j.Counts["not stated"] != len(j.Inputs)-1 || len(j.Weights) != len(weights) {
		t.Errorf("JSON: %+v", j.Counts)
	}
}

func TestWeighWithoutMoneyOrInputs(t *testing.T) {
	poor := lopsided[:strings.Index(lopsided, "[economics]")] + lopsided[strings.Index(lopsided, "[line.in]"):]
	s := read(t, poor)
	weights, err := Weigh(context.Background(), s, s.Inputs(), Settings{})
	if err != nil || len(weights) == 0 || weights[0].Path != "line.pack.cycle" || weights[0].Cost.Why == "" || weights[0].Cost.json() != nil {
		t.Errorf("%+v, %v", weights, err)
	}
	if weights, err := Weigh(context.Background(), s, nil, Settings{}); err != nil || len(weights) != 0 {
		t.Errorf("%v, %v", weights, err)
	}
}
