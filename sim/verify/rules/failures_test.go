package rules_test

// rulesOfFailures are rules 12 to 21: failures, repairs and planned stops.
var rulesOfFailures = []rule{}
