package theory

import "errors"

// MG1 is one machine with Poisson arrivals and times of any law, first come first served (F. Pollaczek, 1930;
// A. Khinchine, 1932): Wait = lambda E[S²] / (2 (1 - rho)).
func MG1(lambda float64, service Moments) (Queue, error) {
	if err := errors.Join(positive("lambda", lambda), service.check("service")); err != nil {
		return Queue{}, err
	}
	rho := lambda * service.Mean
	if rho >= 1 {
		return Queue{}, errGrows
	}
	q := Queue{Throughput: lambda, Utilisation: rho, MustWait: rho, Empty: 1 - rho}
	q.Wait = lambda * service.Square / 2 / (1 - rho)
	return q.little(lambda, service.Mean), nil
}

// MG1WaitSquare is the second moment of the wait in MG1: 2 Wait² + lambda E[S³] / (3 (1 - rho)) (L. Takács, 1962).
func MG1WaitSquare(lambda float64, service Moments) (float64, error) {
	q, err := MG1(lambda, service)
	if err != nil {
		return 0, err
	}
	return 2*q.Wait*q.Wait + lambda*service.Cube/3/(1-q.Utilisation), nil
}

// MG1Unreliable is MG1 with a machine that fails while it works, at that rate of exponential uptime, and goes on where
// it was after the repair. Utilisation is the share of time working or in repair; of it the share failureRate E[R] /
// (1 + failureRate E[R]) is repair.
func MG1Unreliable(lambda float64, service Moments, failureRate float64, repair Moments) (Queue, error) {
	if err := errors.Join(positive("failure rate", failureRate), repair.check("repair")); err != nil {
		return Queue{}, err
	}
	return MG1(lambda, service.Completion(failureRate, repair))
}

// MM1Calendar is MM1 with a machine that fails by the calendar, idle or not, with exponential times between failures
// and in repair, and goes on where it was: Number = lambda/(mu A - lambda) (1 + mu p/(p+r)²) with availability
// A = r/(p+r) (H. White, L. Christie, 1958). Utilisation is the share of time working; a machine that is down begins
// nothing, so that MustWait counts those that find it idle and down.
func MM1Calendar(lambda, mu, failureRate, repairRate float64) (Queue, error) {
	err := errors.Join(positive("lambda", lambda), positive("mu", mu), positive("failure rate", failureRate), positive("repair rate", repairRate))
	if err != nil {
		return Queue{}, err
	}
	p, r := failureRate, repairRate
	available := r / (p + r)
	if lambda >= mu*available {
		return Queue{}, errGrows
	}
	idle := available - lambda/mu // up and without a part
	q := Queue{Throughput: lambda, Utilisation: lambda / mu, MustWait: 1 - idle, Empty: idle * (1 + p/(lambda+r))}
	q.Number = lambda / (mu*available - lambda) * (1 + mu*p/((p+r)*(p+r)))
	q.Time = q.Number / lambda
	// The time at the machine includes the repairs that fall into it.
	q.Wait = q.Time - (1+p/r)/mu
	q.Waiting = lambda * q.Wait
	return q, nil
}

// MG1Setup is MG1 with a start-up that the first part after an idle time must wait for:
// Wait = MG1's + (2 E[D] + lambda E[D²]) / (2 (1 + lambda E[D])) (P. Welch, 1964).
func MG1Setup(lambda float64, service, setup Moments) (Queue, error) {
	q, err := MG1(lambda, service)
	if err != nil {
		return Queue{}, err
	}
	if err := setup.check("setup"); err != nil {
		return Queue{}, err
	}
	q.Wait += (2*setup.Mean + lambda*setup.Square) / 2 / (1 + lambda*setup.Mean)
	q.Empty = (1 - q.Utilisation) / (1 + lambda*setup.Mean)
	q.MustWait = 1
	return q.little(lambda, service.Mean), nil
}
