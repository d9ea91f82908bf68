// Package twin lets a line of package sim follow a real one.
//
// A plant speaks in signals ([Signal]): a count went up, a state changed, a part came. A table in the scenario says what each
// means. A mirror is a [tweeling/sim.Line] whose timers the plant trips, so that there is one model for simulation and twin.
//
// What a mirror shows is a function of the set of signals, not of the order in which they arrived: they may come late, twice,
// or out of order.
package twin
