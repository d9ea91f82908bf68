package theory

import "fmt"

// An AssemblyResult is what an assembly does in the long run.
type AssemblyResult struct {
	Throughput float64
	Working    float64   // share of time in which the assembly works
	Buffer     []float64 // mean contents
}

// Assembly solves a station of exponential rate that joins one part from each of several saturated exponential feeders,
// each with buffers[i] waiting places before the assembly and blocking after service. The assembly begins as soon as it
// is idle and one part of each kind is there, a finished part on a blocked feeder included.
func Assembly(feeders []float64, buffers []int, rate float64) (AssemblyResult, error) {
	if err := allPositive("feeder", feeders); err != nil {
		return AssemblyResult{}, err
	}
	if err := positive("rate", rate); err != nil {
		return AssemblyResult{}, err
	}
	if err := atMostStations(len(feeders)); err != nil {
		return AssemblyResult{}, err
	}
	if len(buffers) != len(feeders) {
		return AssemblyResult{}, fmt.Errorf("buffers: want one for each feeder, %d, have %d", len(feeders), len(buffers))
	}
	if err := buffersFit(len(buffers)+1, buffers); err != nil {
		return AssemblyResult{}, err
	}
	// parts[i] has come out of feeder i and waits; one more than the buffer holds means that the feeder is blocked.
	type state struct {
		parts [maxStations]int
		works bool
	}
	begin := func(s state) state {
		for i := range feeders {
			if s.works || s.parts[i] == 0 {
				return s
			}
		}
		for i := range feeders {
			s.parts[i]--
		}
		s.works = true
		return s
	}
	law, err := solve(state{}, func(s state, to func(state, float64)) {
		for i, f := range feeders {
			if s.parts[i] <= buffers[i] {
				t := s
				t.parts[i]++
				to(begin(t), f)
			}
		}
		if s.works {
			t := s
			t.works = false
			to(begin(t), rate)
		}
	})
	if err != nil {
		return AssemblyResult{}, err
	}
	r := AssemblyResult{Working: law.Share(func(s state) bool { return s.works })}
	r.Throughput = rate * r.Working
	for i, b := range buffers {
		r.Buffer = append(r.Buffer, law.Mean(func(s state) float64 { return float64(min(s.parts[i], b)) }))
	}
	return r, nil
}
