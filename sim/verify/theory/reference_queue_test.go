package theory

import (
	"fmt"
	"strings"
)

// queueFigures computes the cases of the family of queues.
func queueFigures(c referenceCase) (figures, error) {
	switch c.Subfamily {
	case "M/M/1", "M/M/c", "M/M/c/K", "Erlang-B":
		return markovQueue(c)
	case "M/G/1", "breakdown-M/G/1", "breakdown-M/M/1", "start-up", "priority":
		return generalQueue(c)
	case "G/M/1":
		return arrivalsQueue(c)
	case "machine-repair":
		return repairFigures(c)
	case "polling":
		return pollingFigures(c)
	case "tandem-Jackson", "open-Jackson", "closed-network", "heterogeneous-machines":
		return networkFigures(c)
	}
	return nil, errCannot
}

func queueNames(q Queue) figures {
	return figures{
		"mean_wait_in_queue": q.Wait, "mean_number_in_system": q.Number, "mean_number_in_queue": q.Waiting,
		"utilization": q.Utilisation, "prob_wait_gt_0": q.MustWait, "mean_time_in_system": q.Time,
		"prob_wait": q.MustWait, "prob_empty": q.Empty, "prob_loss": q.Lost, "throughput": q.Throughput,
		"mean_wait_in_queue_of_accepted": q.Wait,
	}
}

func markovQueue(c referenceCase) (figures, error) {
	p := read[struct {
		Lambda, Mu float64
		Servers    int
		Capacity   int `json:"capacity_total"`
	}](c)
	switch {
	case c.Subfamily == "Erlang-B":
		b, err := ErlangB(p.Lambda, 1, p.Servers)
		return figures{"prob_loss": b}, err
	case p.Capacity > 0:
		q, err := MMCK(p.Lambda, p.Mu, p.Servers, p.Capacity)
		return queueNames(q), err
	}
	q, err := MMC(p.Lambda, p.Mu, p.Servers)
	f := queueNames(q)
	if p.Servers == 1 && err == nil {
		f["second_moment_of_wait"], err = MG1WaitSquare(p.Lambda, ExponentialMoments(1/p.Mu))
	}
	return f, err
}

// moments reads a law in words, "erl:2:3", or as a table.
func moments(law any) Moments {
	if table, ok := law.(map[string]any); ok {
		x := func(key string) float64 { return table[key].(float64) }
		switch table["dist"] {
		case "deterministic":
			return ConstantMoments(x("value"))
		case "lognormal":
			return LognormalMoments(x("mean"), x("cv"))
		case "uniform":
			return UniformMoments(x("a"), x("b"))
		case "gamma":
			return GammaMoments(x("shape"), x("mean"))
		case "weibull":
			return WeibullMoments(x("shape"), x("scale"))
		}
	}
	name, rest, _ := strings.Cut(fmt.Sprint(law), ":")
	var a, b float64
	fmt.Sscanf(strings.ReplaceAll(rest, ":", " "), "%g %g", &a, &b)
	switch name {
	case "exp":
		return ExponentialMoments(a)
	case "det":
		return ConstantMoments(a)
	case "erl":
		return GammaMoments(a, b)
	case "unif":
		return UniformMoments(a, b)
	}
	panic(fmt.Sprintf("unknown law %v", law))
}

func generalQueue(c referenceCase) (figures, error) {
	p := read[struct {
		Lambda, Mu, Setup float64
		Service, Repair   any
		FailureRate       float64 `json:"failure_rate"`
		RepairRate        float64 `json:"repair_rate"`
		Preemptive        any
		Classes           []struct {
			Lambda  float64
			Service string
		}
	}](c)
	switch c.Subfamily {
	case "M/G/1":
		m := moments(p.Service)
		q, err := MG1(p.Lambda, m)
		if err != nil {
			return nil, err
		}
		f := queueNames(q)
		f["second_moment_of_wait"], err = MG1WaitSquare(p.Lambda, m)
		return f, err
	case "breakdown-M/G/1":
		repair := moments(p.Repair)
		q, err := MG1Unreliable(p.Lambda, moments(p.Service), p.FailureRate, repair)
		f := queueNames(q)
		x := p.FailureRate * repair.Mean
		f["fraction_of_time_busy_or_down"], f["fraction_of_time_down"] = q.Utilisation, q.Utilisation*x/(1+x)
		return f, err
	case "breakdown-M/M/1":
		q, err := MM1Calendar(p.Lambda, p.Mu, p.FailureRate, p.RepairRate)
		f := queueNames(q)
		f["availability"] = p.RepairRate / (p.RepairRate + p.FailureRate)
		return f, err
	case "start-up":
		q, err := MG1Setup(p.Lambda, ExponentialMoments(1/p.Mu), ConstantMoments(p.Setup))
		return queueNames(q), err
	}
	var lambdas []float64
	var services []Moments
	for _, k := range p.Classes {
		lambdas, services = append(lambdas, k.Lambda), append(services, moments(k.Service))
	}
	f := figures{}
	if p.Preemptive != false {
		times, err := PreemptiveResume(lambdas, services)
		for i, x := range times {
			f[fmt.Sprintf("class%d_mean_time_in_system", i+1)] = x
		}
		return f, err
	}
	waits, err := NonPreemptive(lambdas, services)
	for i, w := range waits {
		f[fmt.Sprintf("class%d_mean_wait_in_queue", i+1)] = w
	}
	return f, err
}

func arrivalsQueue(c referenceCase) (figures, error) {
	p := read[struct {
		Interarrival string
		Mean         float64 `json:"mean_interarrival"`
		Mu           float64
	}](c)
	var a Transform
	switch {
	case strings.HasPrefix(p.Interarrival, "Erlang-2"):
		a = ErlangTransform(2, p.Mean)
	case p.Interarrival == "uniform(0.5,1.5)":
		a = UniformTransform(0.5, 1.5)
	case p.Interarrival == "hyperexponential p=.5 means 0.5 and 2":
		a = func(s float64) float64 { return 0.5/(1+0.5*s) + 0.5/(1+2*s) }
	default:
		return nil, fmt.Errorf("unknown law %s", p.Interarrival)
	}
	q, err := GM1(a, p.Mean, p.Mu)
	return queueNames(q), err
}

func repairFigures(c referenceCase) (figures, error) {
	p := read[struct {
		Machines, Technicians int
		Up                    float64 `json:"mean_up"`
		Serve                 float64 `json:"mean_repair"`
		Repair                string
	}](c)
	r, err := Interference(p.Machines, p.Technicians, p.Up, p.Serve)
	if p.Repair == "Erlang-2 mean 1.5" {
		r, err = InterferenceAnyService(p.Machines, p.Up, 1.5, ErlangTransform(2, 1.5))
	}
	return figures{
		"mean_machines_down": r.Stopped, "mean_machines_waiting_for_technician": r.Waiting, "repair_rate": r.Rate,
		"machine_availability": r.Running, "technician_utilization": r.Busy, "operator_utilization": r.Busy,
		"prob_all_up": r.AllRun,
	}, err
}

func networkFigures(c referenceCase) (figures, error) {
	f := figures{}
	switch c.Subfamily {
	case "heterogeneous-machines":
		p := read[struct {
			Lambda float64
			Rates  []float64
		}](c)
		r, err := Unequal(p.Lambda, p.Rates[0], p.Rates[1])
		return figures{"mean_number_in_system": r.Number, "utilization_fast": r.First, "utilization_slow": r.Second}, err
	case "tandem-Jackson":
		p := read[struct {
			Lambda float64
			Rates  []float64
		}](c)
		queues, err := Tandem(p.Lambda, p.Rates)
		for _, q := range queues {
			f["mean_time_in_system"] += q.Time
			f["mean_number_in_system"] += q.Number
			f["variance_of_time_in_system"] += q.Time * q.Time
		}
		return f, err
	case "open-Jackson":
		p := read[struct {
			Lambda  float64
			Service []float64 `json:"mean_service"`
			Routing [][]float64
		}](c)
		// The arrivals come to the last node, as the description of the case says.
		entry, rates := make([]float64, len(p.Service)), []float64{}
		entry[len(entry)-1] = p.Lambda
		for _, s := range p.Service {
			rates = append(rates, 1/s)
		}
		queues, err := Jackson(entry, rates, p.Routing)
		for i, q := range queues {
			f[fmt.Sprintf("node%d_mean_number", i+1)] = q.Number
			f[fmt.Sprintf("node%d_throughput", i+1)] = q.Throughput
			f["mean_time_in_system"] += q.Number / p.Lambda
		}
		return f, err
	}
	return closedFigures(c)
}

func closedFigures(c referenceCase) (figures, error) {
	p := read[struct {
		Population int
		Service    []float64 `json:"mean_service"`
		Visits     []float64
		Servers    []any
		Think      float64 `json:"think_time"`
	}](c)
	var nodes []Node
	for i, s := range p.Service {
		n := Node{Mean: s, Visits: p.Visits[i]}
		if servers, ok := p.Servers[i].(float64); ok {
			n.Servers = int(servers)
		}
		nodes = append(nodes, n)
	}
	if p.Think > 0 {
		nodes = append(nodes, Node{Mean: p.Think, Visits: 1})
	}
	r, err := ClosedLoop(p.Population, nodes)
	if err != nil {
		return nil, err
	}
	f := figures{
		"system_throughput": r.Throughput, "published_X": r.Throughput, "mean_cycle_time_excluding_think": r.Round - p.Think,
	}
	for i := range p.Service {
		f[fmt.Sprintf("node%d_mean_number", i+1)] = r.Number[i]
		f[fmt.Sprintf("published_Q%d", i+1)] = r.Number[i]
		f[fmt.Sprintf("published_R%d", i+1)] = r.Time[i]
	}
	return f, nil
}

// pollingFigures are those of queues that are all alike: of others only a sum of waits is known.
func pollingFigures(c referenceCase) (figures, error) {
	p := read[struct {
		Queues              int
		Lambda              float64 `json:"lambda_each"`
		Service, Switchover any
		Policy              string
	}](c)
	visits, ok := map[string]Visits{"exh": Exhaustive, "gated": Gated}[p.Policy]
	if !ok || p.Queues < 1 || p.Lambda <= 0 {
		return nil, errCannot
	}
	queues := make([]Polled, p.Queues)
	for i := range queues {
		queues[i] = Polled{p.Lambda, moments(p.Service), moments(p.Switchover)}
	}
	r, err := Polling(queues, visits)
	if err != nil {
		return nil, err
	}
	return figures{"mean_wait_in_queue": r.Wait(), "mean_cycle_time": r.Cycle}, nil
}
