package twin

import "tweeling/sim"

// States is a set of states: what a plant says of a machine may fit several of ours.
type States uint16

// Of is the set of some states.
func Of(states ...sim.State) States {
	var set States
	for _, s := range states {
		set |= 1 << s
	}
	return set
}

// Has tells whether a state is in the set.
func (set States) Has(s sim.State) bool { return set>>s&1 != 0 }

// AnyState says nothing.
const AnyState States = 1<<sim.NumStates - 1

// Sets of states that plants know.
var (
	readyStates = Of(sim.Blocked, sim.Starved, sim.WaitingOperator, sim.WaitingRobot, sim.WaitingVehicle, sim.WaitingPower)
	downStates  = Of(sim.Down, sim.WaitingRepair)
	hidesDown   = downStates | Of(sim.Off, sim.PlannedStop) // who is off may be broken as well
	idleStates  = readyStates | Of(sim.Off, sim.PlannedStop)
)

// A packML is a state of PackML (ISA-TR88.00.02) with its number.
type packML struct {
	name, number string
	states       States
}

// packMLStates is how the states of PackML are understood. Suspended is held up from outside, by what comes before or after;
// Held from inside, for a while and without a failure. What lies between two states says nothing.
var packMLStates = []packML{
	{"Clearing", "1", downStates}, {"Stopped", "2", idleStates}, {"Starting", "3", AnyState}, {"Idle", "4", idleStates},
	{"Suspended", "5", readyStates}, {"Execute", "6", Of(sim.Working, sim.Setup)}, {"Stopping", "7", AnyState}, {"Aborting", "8", downStates},
	{"Aborted", "9", downStates}, {"Holding", "10", AnyState}, {"Held", "11", idleStates | Of(sim.Setup)}, {"Unholding", "12", AnyState},
	{"Suspending", "13", AnyState}, {"Unsuspending", "14", AnyState}, {"Resetting", "15", AnyState}, {"Completing", "16", AnyState},
	{"Complete", "17", idleStates},
}

// knownStates is what is understood without a table: our own names, and those and the numbers of PackML.
var knownStates = func() map[string]States {
	known := map[string]States{}
	for s := range sim.NumStates {
		known[s.String()] = Of(s)
	}
	for _, p := range packMLStates {
		known[p.name], known[p.number] = p.states, p.states
	}
	known["EquipmentBlocked"], known["EquipmentStarved"] = Of(sim.Blocked), Of(sim.Starved)
	return known
}()

// statesOf is the set that a word of the scenario stands for.
func statesOf(word string) States {
	switch word {
	case "ready":
		return readyStates
	case "any":
		return AnyState
	default:
		return knownStates[word]
	}
}
