package theory

import "errors"

// SparesResult is what machines that share a stock of spares do in the long run.
type SparesResult struct {
	Down    float64 // mean number of machines that wait for a spare
	InStock float64 // mean number of spares in stock
	AtOnce  float64 // share of failures for which a spare was in stock
}

// Spares is machines that fail at a rate while they are up and are up again at once where a spare is in stock, else as soon as one
// comes; each of the broken modules comes back as a spare after a time with a mean of 1/resupplyRate, by itself (birth and death;
// G. Feeney and C. Sherbrooke, 1966). Of one machine it is Erlang's loss: the machine is down while all its modules are
// away, whatever the law of that time.
func Spares(machines, spares int, failureRate, resupplyRate float64) (SparesResult, error) {
	err := errors.Join(positive("failure rate", failureRate), positive("resupply rate", resupplyRate), atLeast(1, "machines", machines), atLeast(0, "spares", spares))
	if err != nil {
		return SparesResult{}, err
	}
	up := func(away int) float64 { return float64(min(machines, machines+spares-away)) }
	p := birthDeath(machines+spares,
		func(away int) float64 { return up(away) * failureRate },
		func(away int) float64 { return float64(away) * resupplyRate })
	var r SparesResult
	fails, met := 0.0, 0.0
	for away, pk := range p { // modules
		r.Down += pk * (float64(machines) - up(away))
		r.InStock += pk * float64(max(0, spares-away))
		fails += pk * up(away)
		if away < spares {
			met += pk * up(away)
		}
	}
	r.AtOnce = met / fails
	return r, nil
}
