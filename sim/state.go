package sim

// State is what an element is doing. States exclude each other: at every instant an element is in exactly one,
// so that their times sum to the time watched. They are declared in order of precedence: when several could be said
// of an element at once (a machine that is out of its shift and broken), the first is the one that counts.
type State uint8

// The states.
const (
	Off             State = iota // out of its shift, or in a break
	PlannedStop                  // planned maintenance
	Down                         // being repaired
	WaitingRepair                // broken, and nobody has come yet
	Setup                        // being changed over
	WaitingOperator              // has a part and waits for people, or has none and nobody is on duty whom it needs first
	WaitingRobot                 // has a part and waits for a robot
	WaitingVehicle               // waits to be fetched, or for a carrier
	WaitingPower                 // could begin, and waits for electric power
	Working                      // a part is being worked on
	Blocked                      // a finished part cannot leave
	Starved                      // on shift, up, staffed, and without a part
	NumStates                    // how many there are
)

var stateNames = [NumStates]string{"off", "planned_stop", "down", "waiting_repair", "setup",
	"waiting_operator", "waiting_robot", "waiting_vehicle", "waiting_power", "working", "blocked", "starved"}

// String returns the name used in JSON and in catalogues of words.
func (s State) String() string {
	if s < NumStates {
		return stateNames[s]
	}
	return "?"
}
