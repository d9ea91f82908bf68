package theory

// BeforeService is the throughput of a saturated exponential line with blocking before service: station i may begin a
// part only while fewer than buffers[i] + 1 parts are between its exit and that of station i+1, so that there is room
// when it ends. Two stations of rate 1 without a buffer make 1/2, where blocking after service makes 2/3.
func BeforeService(rates []float64, buffers []int) (float64, error) {
	if err := allPositive("rate", rates); err != nil {
		return 0, err
	}
	if err := atMostStations(len(rates)); err != nil {
		return 0, err
	}
	if err := buffersFit(len(rates), buffers); err != nil {
		return 0, err
	}
	// between[i] counts the parts that have left station i and not yet station i+1.
	type state [maxStations]int
	works := func(s state, i int) bool {
		return (i == 0 || s[i-1] > 0) && (i == len(rates)-1 || s[i] <= buffers[i])
	}
	law, err := solve(state{}, func(s state, to func(state, float64)) {
		for i, rate := range rates {
			if !works(s, i) {
				continue
			}
			t := s
			if i > 0 {
				t[i-1]--
			}
			if i < len(rates)-1 {
				t[i]++
			}
			to(t, rate)
		}
	})
	if err != nil {
		return 0, err
	}
	return rates[0] * law.Share(func(s state) bool { return works(s, 0) }), nil
}
