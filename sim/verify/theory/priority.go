package theory

// NonPreemptive gives the mean waits of classes of parts, the first class going first, where no part is taken off the
// machine (A. Cobham, 1954).
func NonPreemptive(lambdas []float64, services []Moments) ([]float64, error) {
	if err := allPositive("lambda", lambdas); err != nil {
		return nil, err
	}
	if err := atLeast(len(lambdas), "services", len(services)); err != nil {
		return nil, err
	}
	residual, rho := 0.0, 0.0
	for i, l := range lambdas {
		if err := services[i].check("service"); err != nil {
			return nil, err
		}
		residual += l * services[i].Square / 2
		rho += l * services[i].Mean
	}
	if rho >= 1 {
		return nil, errGrows
	}
	var waits []float64
	before := 0.0
	for i, l := range lambdas {
		upTo := before + l*services[i].Mean
		waits = append(waits, residual/(1-before)/(1-upTo))
		before = upTo
	}
	return waits, nil
}

// PreemptiveResume gives the mean times in the system of classes of parts, where a part of a class takes the machine
// from any later class, which goes on afterwards where it was (R. Conway, W. Maxwell, L. Miller, 1967).
func PreemptiveResume(lambdas []float64, services []Moments) ([]float64, error) {
	if _, err := NonPreemptive(lambdas, services); err != nil {
		return nil, err
	}
	var times []float64
	before, residual := 0.0, 0.0
	for i, l := range lambdas {
		residual += l * services[i].Square / 2
		upTo := before + l*services[i].Mean
		times = append(times, services[i].Mean/(1-before)+residual/(1-before)/(1-upTo))
		before = upTo
	}
	return times, nil
}
