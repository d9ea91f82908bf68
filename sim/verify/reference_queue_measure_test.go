package verify

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

// A follower follows every part from when it comes to be until it leaves. What a part waits is the time until it comes to
// its first machine. It keeps what begins or leaves from some time on, whenever it came.
type follower struct {
	line         *sim.Line
	roles        []sim.Role // by node
	since        sim.Time
	inside       []trip      // by number, modulo how many there is room for
	waits, stays [][]float64 // by product
	crowd        int         // inside now
	at, empty    sim.Time    // until when it has counted, and for how long nobody was inside
	round        sim.Time    // after which all begins anew; 0: never
	looks        []look
}

// A trip is that of a part through the line.
type trip struct {
	part  sim.Number // 0: none
	born  sim.Time
	begun bool
}

// A look is at how many are inside, at one time of each round.
type look struct {
	next   sim.Time
	n, sum float64
}

// follow makes followers that keep what comes after a warm-up of so many seconds.
func follow(warmup float64) func(*plant.Plant, *sim.Line) any {
	return func(p *plant.Plant, l *sim.Line) any {
		f := &follower{line: l, since: duration(warmup), inside: make([]trip, 64)}
		for _, n := range p.Layout.Nodes {
			f.roles = append(f.roles, n.Role)
		}
		f.waits, f.stays = make([][]float64, p.Layout.Products), make([][]float64, p.Layout.Products)
		l.Watch(f, sim.Moved|sim.Lost)
		return f
	}
}

// Observe follows parts. Those that are put in at the start are none of its concern.
func (f *follower) Observe(records []sim.Record) {
	for _, r := range records {
		f.pass(r.At)
		switch {
		case r.What == sim.Lost:
			f.leave(r.Part)
		case r.Peer == sim.None:
			f.come(r.Part, r.At)
		case f.roles[r.ID] == sim.Station:
			trip := f.of(r.Part)
			if !trip.begun && r.At >= f.since {
				f.waits[r.Product] = append(f.waits[r.Product], (r.At - trip.born).Seconds())
			}
			trip.begun = true
		case f.roles[r.ID] == sim.Exit:
			if r.At >= f.since {
				f.stays[r.Product] = append(f.stays[r.Product], (r.At - f.of(r.Part).born).Seconds())
			}
			f.leave(r.Part)
		}
	}
}

func (f *follower) of(part sim.Number) *trip { return &f.inside[int(part)%len(f.inside)] }

// come notes a part that has come to be. Numbers never repeat, so that parts inside stand at places of their own when there
// is room enough.
func (f *follower) come(part sim.Number, now sim.Time) {
	f.crowd++
	for f.of(part).part != 0 {
		old := f.inside
		f.inside = make([]trip, 2*len(old))
		for _, t := range old {
			if t.part != 0 {
				*f.of(t.part) = t
			}
		}
	}
	*f.of(part) = trip{part: part, born: now}
}

func (f *follower) leave(part sim.Number) {
	f.of(part).part = 0
	f.crowd--
}

// pass counts the time up to now, in which as many were inside as are still.
func (f *follower) pass(now sim.Time) {
	if now <= f.since {
		f.at = f.since
		return
	}
	if f.crowd == 0 {
		f.empty += now - f.at
	}
	for i := range f.looks {
		for l := &f.looks[i]; l.next <= now; l.next += f.round {
			l.n, l.sum = l.n+1, l.sum+float64(f.crowd)
		}
	}
	f.at = now
}

func followed(v *View) *follower {
	f := v.Seen.(*follower)
	f.pass(v.Line.Now())
	return f
}

// mean is the mean over all products, or over the one named.
func mean(of func(*follower) [][]float64, product int, what func(x float64) float64) func(*View) float64 {
	return func(v *View) float64 {
		sum, n := 0.0, 0
		for i, list := range of(followed(v)) {
			if product >= 0 && i != product {
				continue
			}
			for _, x := range list {
				sum += what(x)
			}
			n += len(list)
		}
		return sum / float64(n)
	}
}

func waits(f *follower) [][]float64 { return f.waits }
func stays(f *follower) [][]float64 { return f.stays }

func itself(x float64) float64 { return x }
func square(x float64) float64 { return x * x }

func above(limit float64) func(float64) float64 {
	return func(x float64) float64 {
		if x > limit {
			return 1
		}
		return 0
	}
}

// queueing measures the quantities of queues by name.
func (p parameters) queueing(quantity string) (func(*View) float64, error) {
	q := short(quantity)
	if limit, ok := strings.CutPrefix(q, "prob_time_in_system_gt_"); ok {
		x, err := p.limit(limit)
		return mean(stays, -1, above(x)), err
	}
	switch q {
	case "mean_wait_in_queue", "mean_wait_in_queue_of_accepted", "mean_wait_in_queue_per_part":
		return mean(waits, -1, itself), nil
	case "second_moment_of_wait":
		return mean(waits, -1, square), nil
	case "prob_wait_gt_0", "prob_wait":
		return mean(waits, -1, above(0)), nil
	case "variance_of_time_in_system":
		return func(v *View) float64 {
			m := mean(stays, -1, itself)(v)
			return mean(stays, -1, square)(v) - m*m
		}, nil
	case "mean_number_in_queue", "mean_number_waiting":
		return waiting, nil
	case "time_average_number_in_system":
		return wip, nil
	case "utilization", "utilisation":
		return share("m1", sim.Working), nil
	case "prob_loss":
		return func(v *View) float64 { return float64(total(v.Total.Lost)) / float64(total(v.Total.Entered)) }, nil
	case "prob_empty":
		return func(v *View) float64 { return followed(v).empty.Seconds() / v.Seconds() }, nil
	case "fraction_of_time_busy_or_down":
		return share("m1", sim.Working, sim.Down, sim.WaitingRepair), nil
	case "fraction_of_time_down":
		return share("m1", sim.Down, sim.WaitingRepair), nil
	case "availability":
		down := share("m1", sim.Down, sim.WaitingRepair)
		return func(v *View) float64 { return 1 - down(v) }, nil
	case "mean_number_at_end_of_on_period", "mean_number_at_end_of_off_period":
		i := 0
		if strings.HasSuffix(q, "off_period") {
			i = 1
		}
		return func(v *View) float64 { l := followed(v).looks[i]; return l.sum / l.n }, nil
	}
	if measure, err := numberedQueue(q); err == nil {
		return measure, nil
	}
	return common(quantity)
}

// numberedQueue measures classK_..., nodeN_...
func numberedQueue(q string) (func(*View) float64, error) {
	head, what, _ := strings.Cut(q, "_")
	name := strings.TrimRight(head, "0123456789")
	n, err := strconv.Atoi(head[len(name):])
	if err == nil {
		switch name + " " + what {
		case "class mean_wait_in_queue":
			return mean(waits, n-1, itself), nil
		case "class mean_time_in_system":
			return mean(stays, n-1, itself), nil
		case "node mean_number":
			return func(v *View) float64 { return nodeNumber(v, n) }, nil
		case "node throughput":
			return func(v *View) float64 { return v.Done(fmt.Sprintf("m%d", n)) / v.Seconds() }, nil
		case "node utilization":
			return share(fmt.Sprintf("m%d", n), sim.Working), nil
		}
	}
	return nil, fmt.Errorf("quantity: %w", errUnknown)
}

// nodeNumber is how many are at a station: before it, in work, or finished and not gone.
func nodeNumber(v *View, n int) float64 {
	m := fmt.Sprintf("m%d", n)
	return v.Level(fmt.Sprintf("b%d", n)) + servers(m, sim.Working)(v) + servers(m, sim.Blocked)(v)
}

// limit is a time such as "5" or "2/(mu-lambda)".
func (p parameters) limit(text string) (float64, error) {
	times, rest, of := strings.Cut(text, "/")
	x, err := strconv.ParseFloat(times, 64)
	if err != nil || of && rest != "(mu-lambda)" {
		return 0, fmt.Errorf("time %q: %w", text, errUnknown)
	}
	if of {
		x /= p.number("mu", 1) - p.number("lambda", 0)
	}
	return x, nil
}

// delays measures what the first customers of a line wait.
func delays(quantity string) (func(*View) float64, error) {
	var from, to int
	if _, err := fmt.Sscanf(quantity, "E[delay of customer %d]", &to); err == nil {
		from = to
	} else if _, err := fmt.Sscanf(quantity, "mean_of_first_%d_delays", &to); err == nil {
		from = 1
	}
	if from < 1 || to < from {
		return nil, fmt.Errorf("quantity: %w", errUnknown)
	}
	return func(v *View) float64 {
		f := v.Seen.(*follower)
		for len(f.waits[0]) < to {
			if err := v.Line.Run(v.Line.Now() + 10*time.Second); err != nil {
				panic(err)
			}
		}
		return stat.Average(f.waits[0][from-1 : to])
	}, nil
}

// An upCounter counts the time for which no machine is down.
type upCounter struct {
	since, at, all sim.Time
	down           int
}

func countUp(warmup float64) func(*plant.Plant, *sim.Line) any {
	return func(_ *plant.Plant, l *sim.Line) any {
		c := &upCounter{since: duration(warmup)}
		l.Watch(c, sim.Changed)
		return c
	}
}

func isDown(s sim.State) bool { return s == sim.Down || s == sim.WaitingRepair }

// Observe follows who is down.
func (c *upCounter) Observe(records []sim.Record) {
	for _, r := range records {
		c.pass(r.At)
		if isDown(r.To) {
			c.down++
		}
		if isDown(r.From) {
			c.down--
		}
	}
}

func (c *upCounter) pass(now sim.Time) {
	now = max(now, c.since)
	if c.down == 0 {
		c.all += now - max(c.at, c.since)
	}
	c.at = now
}

// repairs measures machines that fail and those who mend them.
func repairs(quantity string) (func(*View) float64, error) {
	down := func(states ...sim.State) func(*View) float64 {
		return func(v *View) float64 { return sumOf(v, func(m string) float64 { return v.Share(m, states...) }) }
	}
	switch short(quantity) {
	case "mean_machines_down":
		return down(sim.Down, sim.WaitingRepair), nil
	case "mean_machines_waiting_for_technician":
		return down(sim.WaitingRepair), nil
	case "repair_rate":
		return func(v *View) float64 {
			return sumOf(v, func(m string) float64 {
				p, _ := v.Plant.Find(m)
				return float64(v.Line.Tally(p.IDs[0]).Rings[p.Modes[0].Repair]) / v.Seconds()
			})
		}, nil
	case "machine_availability":
		return func(v *View) float64 {
			n := sumOf(v, func(string) float64 { return 1 })
			return 1 - down(sim.Down, sim.WaitingRepair)(v)/n
		}, nil
	case "technician_utilization", "operator_utilization":
		return func(v *View) float64 {
			p, _ := v.Plant.Find("technicians")
			t := v.Line.Tally(p.IDs[0])
			return t.Used / t.OnDuty
		}, nil
	case "prob_all_up":
		return func(v *View) float64 {
			c := v.Seen.(*upCounter)
			c.pass(v.Line.Now())
			return c.all.Seconds() / v.Seconds()
		}, nil
	}
	return nil, fmt.Errorf("quantity: %w", errUnknown)
}

// sumOf sums over all machines.
func sumOf(v *View, of func(machine string) float64) float64 {
	sum := 0.0
	for _, e := range v.Plant.Elements {
		if e.Kind == "machine" {
			sum += of(e.Name)
		}
	}
	return sum
}
