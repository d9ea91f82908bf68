package theory

import "errors"

// An InterferenceResult is what machines do that wait for the same people.
type InterferenceResult struct {
	Rate    float64 // repairs, or loads, per time, of all machines together
	Running float64 // share of time that one machine runs
	Stopped float64 // mean number of machines that do not run
	Waiting float64 // of them, those that wait for somebody
	Busy    float64 // share of time that one person is at work
	AllRun  float64 // share of time in which all machines run
}

// Interference is machine interference: n machines that run for exponential times of mean run, then stand until one of
// so many people has served them, which takes exponential times of mean serve. Serving is repairing (the repairman
// model, C. Palm, 1947), or unloading and loading: then Rate counts the parts.
func Interference(machines, people int, run, serve float64) (InterferenceResult, error) {
	err := errors.Join(positive("run", run), positive("serve", serve), atLeast(1, "machines", machines), atLeast(1, "people", people))
	if err != nil {
		return InterferenceResult{}, err
	}
	p := birthDeath(machines,
		func(k int) float64 { return float64(machines-k) / run },
		func(k int) float64 { return float64(min(k, people)) / serve })
	r := InterferenceResult{AllRun: p[0]}
	for k, pk := range p {
		r.Stopped += float64(k) * pk
		r.Waiting += float64(max(0, k-people)) * pk
	}
	r.Running = 1 - r.Stopped/float64(machines)
	r.Rate = float64(machines) * r.Running / run
	r.Busy = r.Rate * serve / float64(people)
	return r, nil
}

// InterferenceAnyService is Interference with one person and serving times of any law, told by mean and transform
// (L. Takács, 1962): with B_0 = 1, B_k = B_{k-1} S(k/run)/(1 - S(k/run)) and Z the sum of C(n-1, k)/B_k over k < n,
// the person is busy for n (serve/run) Z / (1 + n (serve/run) Z) of the time. Constant times give Ashcroft's numbers
// (1950). AllRun is 1 - Busy: the person has nothing to do only then.
func InterferenceAnyService(machines int, run, serve float64, service Transform) (InterferenceResult, error) {
	if err := errors.Join(positive("run", run), positive("serve", serve), atLeast(1, "machines", machines)); err != nil {
		return InterferenceResult{}, err
	}
	z, b, choose := 0.0, 1.0, 1.0
	for k := range machines {
		if k > 0 {
			s := service(float64(k) / run)
			b *= s / (1 - s)
			choose *= float64(machines-k) / float64(k)
		}
		z += choose / b
	}
	load := float64(machines) * serve / run * z
	r := InterferenceResult{Busy: load / (1 + load)}
	r.AllRun = 1 - r.Busy
	r.Rate = r.Busy / serve
	r.Running = r.Rate * run / float64(machines)
	r.Stopped = float64(machines) * (1 - r.Running)
	r.Waiting = r.Stopped - r.Busy
	return r, nil
}

// OneOperator is the parts per time of machines that each run for a constant time and then need the same operator for a
// constant time to unload and load them: all they can, machines/(run + load), or all that he can, 1/load.
func OneOperator(machines int, run, load float64) (float64, error) {
	if err := errors.Join(positive("run", run), positive("load", load), atLeast(1, "machines", machines)); err != nil {
		return 0, err
	}
	return min(float64(machines)/(run+load), 1/load), nil
}
