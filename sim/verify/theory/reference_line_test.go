package theory

import (
	"fmt"
	"math"
)

// serialFigures computes the cases of lines that never fail.
func serialFigures(c referenceCase) (figures, error) {
	switch c.Subfamily {
	case "line-ctmc":
		return chainFigures(c)
	case "two-station-general-law":
		p := read[struct{ S1, S2 map[string]any }](c)
		x, err := TwoStations(distribution(p.S1), distribution(p.S2))
		return figures{"throughput": x}, err
	case "synchronous-transfer":
		x, err := Synchronous(read[struct{ Stations int }](c).Stations, 1)
		return figures{"throughput": x}, err
	case "blocking-before-service":
		p := read[struct {
			Rates   []float64
			Buffers []int
		}](c)
		x, err := BeforeService(p.Rates, p.Buffers)
		return figures{"throughput": x}, err
	case "open-line":
		// The chain must end somewhere: at 200 waiting parts, which a load of 0.85 meets once in 1e13 times.
		p := read[struct {
			Lambda float64
			Rates  []float64
			Buffer int
		}](c)
		l := Line{Buffers: []int{p.Buffer}, Arrivals: p.Lambda, Entrance: 200}
		for _, r := range p.Rates {
			l.Stations = append(l.Stations, Station{Rate: r})
		}
		r, err := l.Solve()
		number := r.WIP + r.Waiting
		return figures{
			"mean_number_in_system": number, "mean_time_in_system": number / p.Lambda, "throughput": r.Throughput,
			"mean_wait_before_station1": r.Waiting / p.Lambda, "station1_blocked_fraction": r.Blocked[0],
		}, err
	case "open-line-loss":
		p := read[struct {
			Lambda  float64
			Rates   []float64
			Buffers []int
		}](c)
		l := Line{Buffers: p.Buffers[1:], Arrivals: p.Lambda, Entrance: p.Buffers[0]}
		for _, r := range p.Rates {
			l.Stations = append(l.Stations, Station{Rate: r})
		}
		r, err := l.Solve()
		return figures{"throughput": r.Throughput, "loss_probability": r.Lost, "mean_number_in_system": r.WIP + r.Waiting}, err
	}
	return nil, errCannot
}

// chainFigures computes lines of exponential and Erlang stations.
func chainFigures(c referenceCase) (figures, error) {
	p := read[struct {
		Processing []struct {
			Dist string
			K    int
			Mean float64
		}
		Buffers, Servers []int
	}](c)
	if p.Servers != nil {
		var rates []float64
		for _, s := range p.Processing {
			rates = append(rates, 1/s.Mean)
		}
		r, err := Parallel(rates, p.Servers, p.Buffers)
		f := lineNames(LineResult{Throughput: r.Throughput, WIP: r.WIP, Buffer: r.Buffer})
		for i := range r.Working {
			f[fmt.Sprintf("station%d_mean_busy_servers", i+1)] = r.Working[i]
			f[fmt.Sprintf("station%d_mean_blocked_servers", i+1)] = r.Blocked[i]
		}
		return f, err
	}
	l := Line{Buffers: p.Buffers}
	for _, s := range p.Processing {
		switch s.Dist {
		case "exponential", "erlang":
			l.Stations = append(l.Stations, Station{Rate: 1 / s.Mean, Phases: s.K})
		default:
			return nil, errCannot
		}
	}
	r, err := l.Solve()
	return lineNames(r), err
}

func lineNames(r LineResult) figures {
	f := figures{"throughput": r.Throughput, "mean_wip_total": r.WIP}
	for i := range r.Working {
		f[fmt.Sprintf("station%d_busy_fraction", i+1)] = r.Working[i]
		f[fmt.Sprintf("station%d_blocked_fraction", i+1)] = r.Blocked[i]
		f[fmt.Sprintf("station%d_fraction_down", i+1)] = r.Down[i]
	}
	for i, b := range r.Buffer {
		f[fmt.Sprintf("buffer%d_mean_content", i+1)] = b
	}
	return f
}

// distribution reads the distribution function of a law.
func distribution(law map[string]any) func(float64) float64 {
	x := func(key string) float64 { return law[key].(float64) }
	switch law["dist"] {
	case "uniform":
		a, b := x("a"), x("b")
		return func(x float64) float64 { return min(1, max(0, (x-a)/(b-a))) }
	case "deterministic":
		v := x("value")
		return func(x float64) float64 {
			if x < v {
				return 0
			}
			return 1
		}
	case "exponential":
		m := x("mean")
		return func(x float64) float64 { return -math.Expm1(-x / m) }
	case "triangular":
		a, m, b := x("min"), x("mode"), x("max")
		return func(x float64) float64 {
			switch {
			case x <= a:
				return 0
			case x <= m:
				return (x - a) * (x - a) / (b - a) / (m - a)
			case x < b:
				return 1 - (b-x)*(b-x)/(b-a)/(b-m)
			}
			return 1
		}
	}
	panic(fmt.Sprintf("unknown law %v", law))
}

// unreliableFigures computes the cases of lines that fail.
func unreliableFigures(c referenceCase) (figures, error) {
	switch c.Subfamily {
	case "single-machine", "zero-buffer":
		return machineFigures(c)
	case "exponential-ODF", "exponential-TDF", "shared-technician":
		p := read[struct {
			Rates       []float64
			Failure     []float64 `json:"failure_rates"`
			Repair      []float64 `json:"repair_rates"`
			Buffers     []int
			Technicians int
			Clock       string `json:"failure_clock"`
			Accept      bool   `json:"accept_when_down"`
			Release     bool   `json:"release_when_down"`
		}](c)
		l := Line{Buffers: p.Buffers, AcceptDown: p.Accept, ReleaseDown: p.Release, Technicians: p.Technicians}
		if p.Clock == "calendar" {
			l.Clock = Calendar
		}
		for i, r := range p.Rates {
			l.Stations = append(l.Stations, Station{Rate: r, FailureRate: p.Failure[i], RepairRate: p.Repair[i]})
		}
		r, err := l.Solve()
		return lineNames(r), err
	}
	return nil, errCannot
}

func machineFigures(c referenceCase) (figures, error) {
	if c.Subfamily == "zero-buffer" {
		p := read[struct {
			Failure []float64 `json:"failure_rates"`
			Repair  []float64 `json:"repair_rates"`
		}](c)
		var mtbf, mttr []float64
		for i := range p.Failure {
			mtbf, mttr = append(mtbf, 1/p.Failure[i]), append(mttr, 1/p.Repair[i])
		}
		x, err := TimeDependent(1, mtbf, mttr)
		return figures{"throughput_rate_when_all_up x availability": x}, err
	}
	p := read[struct {
		Cycle      any
		MTBF, MTTR float64
		Failure    float64 `json:"failure_rate"`
		After      string  `json:"after_repair"`
	}](c)
	switch p.After {
	case "restart":
		x, err := Restart(1, p.Failure, p.MTTR)
		return figures{"throughput": x}, err
	case "scrap":
		good, scrapped, err := Scrap(ConstantTransform(1), p.Failure, p.MTTR)
		return figures{"good_throughput": good, "scrap_fraction": scrapped}, err
	}
	a, err := Availability(p.MTBF, p.MTTR)
	return figures{"throughput": a, "fraction_down": 1 - a}, err
}

// assemblyFigures computes assemblies, setups and repair loops.
func assemblyFigures(c referenceCase) (figures, error) {
	switch c.Subfamily {
	case "assembly":
		p := read[struct {
			Feeders []float64 `json:"feeder_rates"`
			Buffers []int
			Rate    float64 `json:"assembly_rate"`
		}](c)
		r, err := Assembly(p.Feeders, p.Buffers, p.Rate)
		f := lineNames(LineResult{Throughput: r.Throughput, Buffer: r.Buffer})
		f["assembly_utilization"] = r.Working
		return f, err
	case "rework-loop":
		p := read[struct {
			Lambda, Fail float64
			Scrap        float64 `json:"scrap_at_repair"`
			Rates        []float64
		}](c)
		q, err := Jackson([]float64{p.Lambda, 0}, p.Rates, [][]float64{{0, p.Fail}, {1 - p.Scrap, 0}})
		if err != nil {
			return nil, err
		}
		return figures{
			"mean_number_main": q[0].Number, "mean_number_repair": q[1].Number,
			"good_output_rate": q[0].Throughput * (1 - p.Fail), "scrap_rate": q[1].Throughput * p.Scrap,
		}, nil
	case "changeover":
		p := read[struct {
			Mix   []float64
			Mean  []float64 `json:"mean_time"`
			Setup any
		}](c)
		if p.Mix == nil {
			return nil, errCannot
		}
		var setup [][]float64
		for _, row := range p.Setup.([]any) {
			var times []float64
			for _, x := range row.([]any) {
				times = append(times, x.(float64))
			}
			setup = append(setup, times)
		}
		x, err := SetupMix(p.Mix, p.Mean, setup)
		return figures{"throughput": x}, err
	case "tool-change":
		p := read[struct {
			Cycle  float64
			Life   int     `json:"tool_life_parts"`
			Change float64 `json:"change_time"`
		}](c)
		x, err := ToolChange(p.Cycle, p.Life, p.Change)
		return figures{"throughput": x}, err
	}
	return nil, errCannot
}
