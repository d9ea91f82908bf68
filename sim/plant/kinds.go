package plant

import "slices"

// Type tells how the value of a key is written and checked.
type Type uint8

// The types a key may have; see Spec for what each is stored as.
const (
	Text          Type = iota // one of Options
	Ref                       // the name of an element (of one of the kinds in Options, when given) or of a shift (Options = {"shift"})
	Refs                      // a list of such names
	Number                    // a number from Min to Max
	Share                     // a number from 0 to 1
	Count                     // a whole number from Min to Max
	Flag                      // true or false
	Span                      // a fixed time, such as "15m"
	Chance                    // a time, fixed or drawn: "10s", "exp(3h)"
	Numbers                   // a list of numbers
	Power                     // a table { working, setup, ready, standby, off } in kW
	Crew                      // operators by name, by phase, by preference: "crew", { load = "crew" }, "2 crew", ["a", "b"]
	RefsByProduct             // a table from product to a list of names
	OrderList                 // a table file of orders: { csv = "orders.csv" }
	Moment                    // a day, a moment of the calendar, or a time after something: 2026-03-02, 2026-03-02T06:00:00, "5d"
	Matrix                    // a table from "product before>product after" to a time; families stand for their products
	Texts                     // a list of words that the scenario makes up
	Maintenances              // maintenance.NAME = { every, clock, takes, style, operator, renews }
	Tool                      // { life, change, operator }
	Failures                  // failure.NAME = { uptime, repair, clock }
	CountByShift              // a table from shift to a whole number from 0 to Max
	Parts                     // a table from product, or from element, to a whole number: { housing = 1, screw = 4 }
	NumberBySkill             // a table from skill to a number from Min to Max
	Name                      // any text
	CountByPlace              // a table from element (of one of the kinds in Options) to a whole number from Min to Max
	Translation               // a table from what a plant says to a word: a state, a product, or the name of an element (Options)
	Table                     // a table that says one thing, or tables by name
	Day                       // a day, or a list of days
)

// A Key is one thing that a scenario may say of an element, or in one of its other tables. The table of keys is the single source for the reader,
// for its messages and for what `tweeling kinds` prints.
type Key struct {
	Name      string
	Type      Type
	Options   []string // the texts allowed, or the kinds a reference may lead to
	Min, Max  float64  // for Number and Count, and in seconds for Span beside the line; Max 0: no upper bound
	Unit      string   // when not a time: "kW", "parts", "EUR/h"
	Default   string   // as one would write it; "" when there is none
	Unsaid    string   // what holds when it is not said, where that is no value that one would write
	Required  bool
	Want      string   // what is asked for where a required one is missing; "": as its type is
	ByProduct bool     // KEY_by_product is allowed too
	Rule      string   // the rule of line semantics it answers, such as "4, 5"
	Doc       string   // one English sentence; words has the Dutch one under "key.KIND.NAME"
	Later     string   // not empty: the key is known but not built yet, and this is what the reader says of it
	LaterText []string // options that are known but not built yet
}

// A Role is what a kind is to the rest of the program.
type Role uint8

// The roles.
const (
	Station Role = iota // works on parts
	Waiting             // keeps parts: buffer
	Entry               // source
	Exit                // sink
	Pool                // is asked for: operators, robot
	Feeder              // gives power: supply
)

// A Kind is one kind of element.
type Kind struct {
	Name string
	Role Role
	Doc  string
	Keys []Key
	Not  []Missing
}

// A Missing is what other kinds have and this has not, and what to do instead.
type Missing struct {
	Keys    []string
	Instead string
}

// Instead is what to do instead of saying a key that the kind does not have; "" where nothing comes near it.
func (k *Kind) Instead(key string) string {
	for _, m := range k.Not {
		if slices.Contains(m.Keys, key) {
			return m.Instead
		}
	}
	return ""
}
