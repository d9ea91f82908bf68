// Package theory knows the answers: closed forms and small exact solutions to compare a line simulator with.
//
//	line := theory.Line{Stations: []theory.Station{{Rate: 1}, {Rate: 1}, {Rate: 1}}, Buffers: []int{0, 0}}
//	r, err := line.Solve()                       // r.Throughput is 22/39
//	q, err := theory.MM1(0.8, 1)                 // q.Wait is 4
//	x, err := theory.OperationDependent(1, mtbf, mttr)
//
// It knows nothing of the simulator and shares no code with it, so that a mistake cannot stand on both sides. What has
// no closed form is solved as a Markov chain: Explore finds the states, Stationary solves for them exactly, without
// iteration; Line, Parallel, Assembly and BeforeService are such chains and a new one is a struct and a function.
//
// # Conventions
//
// Time has no unit: rates are per whatever unit the times are in. A rate of exponential times is the inverse of their
// mean. A saturated line never lacks parts before its first station and always has room after its last one. A buffer
// counts waiting places between two stations, without the stations. Blocking is after service unless said otherwise: a
// finished part stays on its station until there is room. Moves take no time. WIP counts every part from the start of
// the first station on, blocked ones included.
//
// Parameters that mean nothing (a negative rate, a queue that grows without end) are errors. No result is ever NaN.
package theory
