package experiment

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/scenario"
)

// alternating makes two products in turn, in lots: a minute a part, ten to change over, and a man at EUR 36 an hour. The
// measure halves the setup for EUR 3 an hour.
const alternating = `
[run]
horizon = "2w"
warmup = "1d"
replications = 2
[economics]
weeks_per_year = 50
discount_rate = 0.1
baseline = "frozen"
[product.a]
[product.b]
[line.in]
kind = "source"
sequence = ["a", "b"]
lot = 20
to = ["m"]
[line.m]
kind = "machine"
cycle = "1m"
setup = "10m"
operator = "man"
to = ["out"]
[line.out]
kind = "sink"
[line.man]
kind = "operators"
count = 1
wage_per_hour = 36
[measure.quick]
yearly_cost = 25_200
line.m.setup = "5m"
`

func series(t *testing.T, text string, set SeriesSettings) *Series {
	t.Helper()
	s, err := scenario.Read("line.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := RunSeries(context.Background(), s, set)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// By hand: a unit takes 1 + 10/q minutes of EUR 0.60, with the measure 1 + 5/q of EUR 0.65. Both cost the same at lots of 55,
// where 0.60 (1 + 10/55) = 0.65 (1 + 5/55). Half a lot of each of two products is in stock, but what goes while the
// other half of the time it is made.
func TestSeriesByHand(t *testing.T) {
	r := series(t, alternating, SeriesSettings{})
	if !r.Paid || !r.Matters() || len(r.Plans) != 2 {
		t.Fatalf("have %+v", r)
	}
	for i, c := range []struct{ minute, setup float64 }{{0.6, 10}, {0.65, 5}} {
		p := &r.Plans[i]
		if p.Station != "m" || p.Now != 20 || p.Smallest != 1 {
			t.Errorf("%s: have %+v", p.Plan, p)
		}
		for _, q := range p.Points {
			minutes := 1 + c.setup/float64(q.Size)
			want := c.minute * minutes
			// what is half done at both ends of the run: a lot of one product or the other
			near := 1e-9 + 2*float64(q.Size)/(14*1440/minutes)
			if near > 0.3 {
				near = 2.0 / lotsWatched
			}
			if !q.KeepsUp || math.Abs(q.Unit.Mean/want-1) > near {
				t.Errorf("%s, lots of %d: a unit costs %v, want %v", p.Plan, q.Size, q.Unit.Mean, want)
			}
			if math.Abs(q.Time.Mean/60/minutes-1) > near {
				t.Errorf("%s, lots of %d: a unit takes %v s, want %v", p.Plan, q.Size, q.Time.Mean, 60*minutes)
			}
			week := 7 * 1440 / minutes
			spent := week / 2 / (7 * 1440) // a minute each
			stock := want * float64(q.Size) / 2 * (1 - spent) / (week / 2) * 0.1 / 50
			if d := q.Total.Mean - q.Unit.Mean; math.Abs(d/stock-1) > 0.02+2*near {
				t.Errorf("%s, lots of %d: stock costs %v a unit, want %v", p.Plan, q.Size, d, stock)
			}
		}
		if k := p.Classic; k == nil || math.Abs(k.Setup/(c.minute*c.setup)-1) > 0.01 || math.Abs(k.Unit/c.minute-1) > 0.05 {
			t.Errorf("%s: have %+v", p.Plan, k)
		}
	}
	if e := r.Even[0]; math.Abs(float64(e.Lot)-55) > 0.1*55 || e.Cheaper != "quick" || e.Again || e.Low >= e.Lot || e.High < e.Lot {
		t.Errorf("have %+v, want both to cost the same in lots of 55", e)
	}
	b, err := json.Marshal(r.JSON("test", false))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"exploratory":true`, `"basis":"paid"`, `"product":null`, `"cheaper_below":"quick"`, `"lot_today":20`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in the JSON", want)
		}
	}
}

// ordered is a machine that two products share, one of them by orders of 40 a day, the other comes one by one.
const ordered = `
[run]
horizon = "4w"
warmup = "1w"
replications = 3
[economics]
weeks_per_year = 50
discount_rate = 0.1
baseline = "frozen"
[product.a]
material_cost = 2
[product.b]
[order.a]
product = "a"
quantity = 40
every = "1d"
[order.b]
product = "b"
quantity = 1
release = "18m"
every = "36m"
[line.in]
kind = "source"
release = "orders"
to = ["m"]
[line.m]
kind = "machine"
cycle = "6m"
setup = "30m"
operator = "man"
to = ["out"]
[line.out]
kind = "sink"
[line.man]
kind = "operators"
count = 1
wage_per_hour = 36
`

// By hand: a lot of a comes between two of b, and costs the setup to it and the one back; its units use six minutes each.
// In lots of 1 each part is set up for, and the day is too short. In lots of today the line runs as the scenario says.
func TestSeriesOfOneProduct(t *testing.T) {
	r := series(t, ordered, SeriesSettings{Product: "a", Sizes: []int{1, 10, 20, 40}})
	p := &r.Plans[0]
	if r.Paid || p.Points[0].KeepsUp || p.Smallest != 10 {
		t.Fatalf("have %+v", p)
	}
	for _, q := range p.Points[1:] {
		want := 2 + 36*0.1 + 36.0/float64(q.Size)
		if math.Abs(q.Unit.Mean/want-1) > 0.03 {
			t.Errorf("lots of %d: a unit costs %v, want %v", q.Size, q.Unit.Mean, want)
		}
	}
	if p.Classic == nil || math.Abs(p.Classic.Setup-36) > 4 || math.Abs(p.Classic.Demand-40*7*50) > 300 {
		t.Errorf("have %+v, want EUR 36 a lot", p.Classic)
	}
	today, lots := r.Result.Plans[0].Samples[0], p.Points[3].samples[0]
	if a, b := today.Ledger.Total(), lots.Ledger.Total(); math.Abs(a-b) > 1e-9 || today.Products[0] != lots.Products[0] {
		t.Errorf("lots of today: have %v and %+v, the scenario itself %v and %+v", b, lots.Products[0], a, today.Products[0])
	}
	told := r.Closing()
	if !slices.ContainsFunc(told, func(s Sentence) bool { return s.Key == "series.smallest" && s.Args[1] == 10.0 }) {
		t.Errorf("have %+v", told)
	}
}

// Where nothing is set up no lot is better than another, and that is said.
func TestSeriesThatDoesNotMatter(t *testing.T) {
	r := series(t, small, SeriesSettings{Sizes: []int{1, 10, 100}, Settings: Settings{Replications: 5}})
	if r.Matters() || r.Closing()[0].Key != "series.no_matter" {
		t.Errorf("have %+v", r.Closing())
	}
	s, err := scenario.Read("line.toml", []byte(strings.Split(alternating, "[economics]")[0]+"[line.in]\nkind = \"source\"\nto = [\"out\"]\nevery = \"1m\"\n[line.out]\nkind = \"sink\"\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := RunSeries(context.Background(), s, SeriesSettings{}); err == nil || !strings.Contains(err.Error(), "[economics]") {
		t.Errorf("without money: have %v", err)
	}
}

// A point with longer runs is run less often, so that it sees as much, but never less than a few times.
func TestSeriesRepeatsLongRunsLessOften(t *testing.T) {
	r := &seriesRun{s: &scenario.Scenario{}, n: 10}
	r.s.Run.Horizon = 10 * aWeek
	for weeks, want := range map[int]int{10: 10, 11: 10, 15: 7, 20: 5, 25: 4, 500: 4} {
		if have := r.times(time.Duration(weeks) * aWeek); have != want {
			t.Errorf("%d weeks: %d times, want %d", weeks, have, want)
		}
	}
	if r.n = 2; r.times(500*aWeek) != 2 {
		t.Error("no more often than was asked for")
	}
}
