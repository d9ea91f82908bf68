package chart

import (
	"bytes"
	"flag"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden images anew")

func number(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', decimals, 64) }

func signed(x float64, decimals int) string {
	if x > 0 {
		return "+" + number(x, decimals)
	}
	return number(x, decimals)
}

func states(stations, plans int) States {
	in := States{Title: "What stations do", Order: []string{"working", "down", "waiting_operator", "blocked", "starved"}, Number: number,
		Names: map[string]string{"working": "working", "down": "down", "waiting_operator": "waiting for operator", "blocked": "blocked", "starved": "starved"}}
	for i := range stations {
		in.Stations = append(in.Stations, "station "+strconv.Itoa(i+1))
	}
	for i := range plans {
		in.Plans = append(in.Plans, []string{"as-is", "plan a", "plan b"}[i%3])
	}
	in.Share = func(station, plan int, state string) float64 {
		base := map[string]float64{"working": 0.6, "down": 0.1, "waiting_operator": 0.05, "blocked": 0.15, "starved": 0.1}[state]
		shift := 0.03 * float64((station+plan)%4)
		switch state {
		case "working":
			return base + shift
		case "blocked":
			return base - shift
		}
		return base
	}
	return in
}

func throughput(n int) Throughput {
	in := Throughput{Title: "Good parts an hour", XLabel: "days", YLabel: "parts an hour", Warmup: "end of warm-up", Plans: []string{"as-is", "automated"},
		WarmupHours: 48, Days: true, Number: number, Mean: [][]float64{nil, nil}, Half: [][]float64{nil, nil}}
	for i := range n {
		in.Hours = append(in.Hours, 24*(float64(i)+0.5))
		for p := range in.Mean {
			v := 100 + 5*float64(p) + 3*math.Sin(float64(i))
			if i%7 > 4 {
				v = 0
			}
			in.Mean[p], in.Half[p] = append(in.Mean[p], v), append(in.Half[p], 2)
		}
	}
	return in
}

func leads() Leads {
	in := Leads{Title: "Lead time", XLabel: "Lead time, min", YLabel: "share of parts", Plans: []string{"as-is", "automated"}, Unit: 60, Number: number}
	for p := range in.Plans {
		var bars []LeadBar
		for x := 60.0; x < 3600; x *= 1.1 {
			d := math.Log(x/600) + 0.2*float64(p)
			bars = append(bars, LeadBar{From: x, To: x * 1.1, Count: math.Round(1000 * math.Exp(-d*d*4))})
		}
		in.Bars = append(in.Bars, bars)
	}
	return in
}

func lots() Lots {
	in := Lots{Title: "Cost of a good unit by lot size", XLabel: "lot size", YLabel: "EUR a unit", None: "nothing", Number: number, Even: []float64{55}}
	for i, setup := range []float64{6, 3.25} {
		line := LotLine{Plan: []string{"as-is", "quick"}[i]}
		for _, size := range []float64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
			line.Points = append(line.Points, LotPoint{Size: size, Cost: 0.6 + 0.05*float64(i) + setup/size, Half: 0.02, Least: size == 500})
		}
		in.Lines = append(in.Lines, line)
	}
	return in
}

func waterfall() Cost {
	return Cost{Title: "Cost per good part", Unit: "EUR", From: "as-is", To: "automated", Start: 7.82, End: 7.68, Number: number, Signed: signed,
		Steps: []CostStep{{"labour", -0.35, 0.01}, {"energy", 0.01, 0}, {"scrap", 0.1, 0.02}, {"capital", 0.1, 0}}}
}

func plot(title string) Plot {
	return Plot{Title: title, XLabel: "thousand EUR", YLabel: "NPV, thousand EUR", Number: number, Signed: signed}
}

func frontier() Frontier {
	return Frontier{Plot: plot("What money buys"), Points: []FrontierPoint{{Name: "nothing"}, {Name: "sensors", Price: 60, NPV: 91, Off: 9},
		{Name: "faster_second + faster_third", Price: 270, NPV: 183, Off: 8, Chosen: true}}, Others: [][2]float64{{90, -60}, {180, -20}, {240, 88}}}
}

func shares() Shares {
	return Shares{Plot: plot("What each brings"), Measures: []string{"faster_second", "a measure whose name is much too long for this"},
		Ways: []string{"alone", "beside the rest", "fair share"}, Values: [][]ShareValue{{{-20, 13}, {246, 14}, {113, 11}}, {{-60, 6}, {205, 14}, {73, 0}}}}
}

func fan(years int) Fan {
	in := Fan{Plot: plot("When the money is back"), Names: [3]string{"half are above", "half lie within", "nine of ten lie within"}}
	for t := range years {
		x := float64(t)
		in.Bands = append(in.Bands, [5]float64{-300 + 40*x, -280 + 70*x, -270 + 90*x, -260 + 110*x, -240 + 140*x})
	}
	return in
}

func curve() Curve {
	in := Curve{Plot: plot("How it may turn out"), Loss: 0.14, Losses: "a loss in 14 of 100", Marks: []CurveMark{{0.05, -90, "P5 -90"}, {0.95, 400, "P95 +400"}}}
	for p := 1; p < 100; p++ {
		in.NPVs = append(in.NPVs, 160+150*math.Log(float64(p)/float64(100-p))/1.7)
	}
	return in
}

func tornado() Tornado {
	return Tornado{Plot: plot("What it depends on"), Likely: 300, Low: "at its P10", High: "at its P90", Bars: []TornadoBar{
		{Name: "second.cycle", From: "46s", To: "55s", NPV10: 336, NPV90: 134}, {Name: "part.price", From: "2.8", To: "3.1", NPV10: 252, NPV90: 320}}}
}

func TestGoldenImages(t *testing.T) {
	for _, f := range []Figure{StateBars(states(4, 2)), ThroughputBand(throughput(20)), LeadTimes(leads()), CostWaterfall(waterfall()), CostByLot(lots()),
		BudgetFrontier(frontier()), Contributions(shares()), CashFan(fan(9)), NPVCurve(curve()), TornadoBars(tornado())} {
		t.Run(f.Name, func(t *testing.T) {
			var svg, picture bytes.Buffer
			if err := f.SVG(&svg); err != nil {
				t.Fatal(err)
			}
			if err := f.PNG(&picture); err != nil {
				t.Fatal(err)
			}
			golden(t, f.Name+".svg", svg.Bytes())
			if _, err := png.Decode(&picture); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// golden compares with a file. SVG is text with rounded numbers, so the same bytes are asked for.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs; look at it, and run with -update when it is right", path)
	}
}

func TestOddInputDrawsSomething(t *testing.T) {
	odd := states(40, 3)
	odd.Stations[3] = strings.Repeat("a very long name ", 10)
	empty := states(0, 0)
	broken := throughput(3)
	broken.Half[0][1] = math.Inf(1)
	flat := waterfall()
	flat.Steps, flat.End = nil, flat.Start
	for name, f := range map[string]Figure{
		"forty stations": StateBars(odd), "no stations": StateBars(empty), "one station": StateBars(states(1, 1)),
		"no time": ThroughputBand(throughput(0)), "one bin": ThroughputBand(throughput(1)), "infinite interval": ThroughputBand(broken),
		"no parts": LeadTimes(Leads{Plans: []string{"as-is"}, Bars: [][]LeadBar{nil}, Unit: 1, Number: number}), "no change": CostWaterfall(flat),
		"no lots": CostByLot(Lots{Number: number}), "one lot": CostByLot(Lots{Number: number, Lines: []LotLine{{"a", []LotPoint{{Size: 10, Cost: 3, Half: math.Inf(1)}}}}}),
		"lots for nothing": CostByLot(Lots{Number: number, Lines: []LotLine{{"a", []LotPoint{{Size: 1, Cost: -1}, {Size: 2}, {Size: 0, Cost: 1}, {Size: 5, Cost: math.NaN()}}}}}),
		"nothing to buy":   BudgetFrontier(Frontier{Plot: plot("")}), "no measures": Contributions(Shares{Plot: plot("")}), "no years": CashFan(Fan{Plot: plot("")}),
		"one year": CashFan(fan(1)), "no futures": NPVCurve(Curve{Plot: plot("")}), "all alike": NPVCurve(Curve{Plot: plot(""), NPVs: []float64{3, 3, 3}}),
		"all is known": TornadoBars(Tornado{Plot: plot("")}),
	} {
		t.Run(name, func(t *testing.T) {
			var svg bytes.Buffer
			if err := f.SVG(&svg); err != nil {
				t.Fatal(err)
			}
			if text := svg.String(); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
				t.Error("draws at no number")
			}
		})
	}
}

func TestSaveWritesWholeFilesOnly(t *testing.T) {
	dir := t.TempDir()
	files, err := Save(filepath.Join(dir, "charts"), []Figure{CostWaterfall(waterfall())})
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "charts", ".chart-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	in := filepath.Join(dir, "file")
	if err := os.WriteFile(in, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Save(filepath.Join(in, "charts"), []Figure{CostWaterfall(waterfall())}); err == nil {
		t.Error("a folder inside a file can be written to")
	}
}

func TestTicksAreRound(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      int
	}{{0, 1, 6}, {7.3, 7.9, 7}, {0, 1e9, 6}, {5, 5, 1}, {math.Inf(-1), 1, 1}} {
		list := ticks(c.low, c.high, 6)
		if len(list) == 0 || len(list) > 8 {
			t.Errorf("%v to %v: %v", c.low, c.high, list)
		}
	}
}
