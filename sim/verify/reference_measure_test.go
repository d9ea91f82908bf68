package verify

import (
	"fmt"
	"strconv"
	"strings"

	"tweeling/sim"
)

// common measures the quantities of the reference cases by name.
func common(quantity string) (func(*View) float64, error) {
	switch q := short(quantity); q {
	case "throughput", "good_throughput":
		return throughput, nil
	case "mean_wip_total", "mean_number_in_system":
		return wip, nil
	case "mean_time_in_system":
		return func(v *View) float64 { return v.Total.MeanStay }, nil
	case "mean_wait_before_station1":
		return func(v *View) float64 { return v.Level("b0") / v.Throughput() }, nil
	case "loss_probability":
		return func(v *View) float64 { return float64(total(v.Total.Lost)) / float64(total(v.Total.Entered)) }, nil
	case "fraction_down":
		return share("m1", sim.Down, sim.WaitingRepair), nil
	case "scrap_fraction":
		return func(v *View) float64 {
			bad := float64(total(v.Total.Scrapped))
			return bad / (bad + float64(total(v.Total.Left)))
		}, nil
	case "total_mean_buffer_content":
		return func(v *View) float64 {
			sum := 0.0
			for _, e := range v.Plant.Elements {
				if e.Kind == "buffer" {
					sum += v.Level(e.Name)
				}
			}
			return sum
		}, nil
	case "mean_buffer_level":
		return func(v *View) float64 { return v.Level("b1") }, nil
	case "variance_rate_of_output":
		return func(v *View) float64 { return float64(total(v.Total.Left)) }, nil
	default:
		return numbered(q)
	}
}

// numbered measures stationN_... and bufferN_...
func numbered(q string) (func(*View) float64, error) {
	head, what, _ := strings.Cut(q, "_")
	name := strings.TrimRight(head, "0123456789")
	n, err := strconv.Atoi(head[len(name):])
	if err != nil {
		return nil, fmt.Errorf("quantity: %w", errUnknown)
	}
	if name == "buffer" && what == "mean_content" {
		return func(v *View) float64 { return v.Level(fmt.Sprintf("b%d", n)) }, nil
	}
	m := fmt.Sprintf("m%d", n)
	if name == "station" || name == "machine" {
		switch what {
		case "busy_fraction":
			return share(m, sim.Working), nil
		case "blocked_fraction":
			return share(m, sim.Blocked), nil
		case "starved_fraction":
			return share(m, sim.Starved), nil
		case "fraction_down", "down_fraction":
			return share(m, sim.Down, sim.WaitingRepair), nil
		case "mean_busy_servers":
			return servers(m, sim.Working), nil
		case "mean_blocked_servers":
			return servers(m, sim.Blocked), nil
		}
	}
	return nil, fmt.Errorf("quantity: %w", errUnknown)
}

func share(name string, states ...sim.State) func(*View) float64 {
	return func(v *View) float64 { return v.Share(name, states...) }
}

func servers(name string, s sim.State) func(*View) float64 {
	return func(v *View) float64 {
		p, _ := v.Plant.Find(name)
		return v.Share(name, s) * float64(len(p.IDs))
	}
}
