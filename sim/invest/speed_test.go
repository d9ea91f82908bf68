package invest

import (
	"context"
	"os"
	"slices"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim/scenario"
)

// sixMeasures is the line of shaver heads with three small measures more.
func sixMeasures(t testing.TB) *scenario.Scenario {
	text, ok := scenarios.Text("shaver-heads")
	if !ok {
		t.Fatal("there are no shaver heads")
	}
	more, err := os.ReadFile("testdata/three-more.toml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Read("six.toml", slices.Concat(text, more), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A search of 64 sets on a line of a real size: it is to take less than a minute on two cores.
func BenchmarkSixMeasures(b *testing.B) {
	s := sixMeasures(b)
	for b.Loop() {
		runs := map[Step]int{}
		_, err := Find(context.Background(), s, Settings{Progress: func(at Step, _, _ int) { runs[at]++ }})
		if err != nil {
			b.Fatal(err)
		}
		for _, at := range []Step{Screening, Refining, Sharing, Doubting} {
			b.ReportMetric(float64(runs[at]), string(at)+"-runs")
		}
	}
}
