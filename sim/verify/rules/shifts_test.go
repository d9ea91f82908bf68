package rules_test

import "testing"

// rulesOfShifts are rules 25 to 29: the end of a shift, and the times that are told apart.
var rulesOfShifts = []rule{rule25, rule26, rule27, rule28, rule29}

// Shifts are an hour long here, with an hour between, and a part takes 50 min.
var rule25 = rule{25, "EndOfShift", []scene{{
	name: "a machine",
	key:  "machine.at_shift_end",
	// The first part leaves at 50. Pause: 10 min of the second are done at 60 and 40 follow from 120, then 20 of the third.
	// Finish: the second until 100, whatever the shift; then two more from 120 on, until 220. No start: 10 min are left at
	// 50, so that the second begins at 120. Abandon: what is done from 50 to 60 is lost.
	toml: `
[run]
horizon = "4h45m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "50m"
at_shift_end = "$value"
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.at_shift_end.$value",
	equal: "nobody is needed during the cycle, so that it finishes when nothing is said",
	cases: []outcome{
		{"pause", `0s m working; 50m part 1 leaves; 1h m off; 2h m working; 2h40m part 2 leaves; 3h m off; 4h m working;
			4h30m part 3 leaves`},
		{"finish", `0s m working; 50m part 1 leaves; 1h40m part 2 leaves; 1h40m m off; 2h m working; 2h50m part 3 leaves;
			3h40m part 4 leaves; 3h40m m off; 4h m working`},
		{"no-start", `0s m working; 50m part 1 leaves; 50m m planned stop; 1h m off; 2h m working; 2h50m part 2 leaves;
			2h50m m planned stop; 3h m off; 4h m working`},
		{"abandon", `0s m working; 50m part 1 leaves; 1h m off; 2h m working; 2h50m part 2 leaves; 3h m off; 4h m working`},
		{"", `0s m working; 50m part 1 leaves; 1h40m part 2 leaves; 1h40m m off; 2h m working; 2h50m part 3 leaves;
			3h40m part 4 leaves; 3h40m m off; 4h m working`},
	},
}, {
	name: "a machine that needs people",
	key:  "machine.at_shift_end",
	// As before, with somebody at hand at any time.
	toml: `
[run]
horizon = "4h30m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
[line.m]
kind = "machine"
shift = "day"
cycle = "50m"
operator = "crew"
at_shift_end = "$value"
to = ["out"]
`,
	equal: "somebody is needed for the cycle, so that it pauses when nothing is said",
	cases: []outcome{
		{"pause", "50m part 1 leaves; 2h40m part 2 leaves; 4h30m part 3 leaves"},
		{"finish", "50m part 1 leaves; 1h40m part 2 leaves; 2h50m part 3 leaves; 3h40m part 4 leaves"},
		{"", "50m part 1 leaves; 2h40m part 2 leaves; 4h30m part 3 leaves"},
	},
}, {
	name: "a robot",
	key:  "robot.at_shift_end",
	// 2 min to pick, 3 to place, 10 of work. The first part is in by 5 and done at 15; the robot takes it out from 15 on, and
	// its shift ends at 16 and begins again at 60. Finish: out at 20; in from 60 to 65, done at 75, out at 80; out at 100;
	// out at 120; and at 122 the next is being put in. Pause: 4 min are left at 16, so that it is out at 64, then 84 and
	// 104; and at 122 it stops while it takes out the next.
	toml: `
[run]
horizon = "2h30m"
[shift.day]
works = ["daily 00:00-00:16", "daily 01:00-02:02"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10m", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2m"
place = "3m"
shift = "day"
at_shift_end = "$value"
`,
	says: "semantics.robot.at_shift_end.$value",
	cases: []outcome{
		{"finish", "20m part 1 leaves; 1h20m part 2 leaves; 1h40m part 3 leaves; 2h part 4 leaves"},
		{"pause", "1h4m part 1 leaves; 1h24m part 2 leaves; 1h44m part 3 leaves"},
	},
}, {
	name: "what fits in no shift",
	key:  "machine.at_shift_end",
	// A part takes 70 min. Pause: until 130, and the next from there: 50 min by 180, done at 260. No start: until 130 as
	// well, since it is begun at the beginning of a shift; the next at 240, with 60 min done by 300.
	toml: `
[run]
horizon = "4h50m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "70m"
at_shift_end = "$value"
to = ["out"]
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"pause", `0s m working; 1h m off; 2h m working; 2h10m part 1 leaves; 3h m off; 4h m working; 4h20m part 2 leaves`},
		{"no-start", `0s m working; 1h m off; 2h m working; 2h10m part 1 leaves; 2h10m m planned stop; 3h m off; 4h m working`},
	},
}, {
	name: "nothing begins at the very end",
	// A part takes 30 min. The second ends with the shift, and the third begins with the next.
	toml: `
[run]
horizon = "3h"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", shift = "day", cycle = "30m", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "leaves state:m",
	cases: []outcome{{"", `0s m working; 30m part 1 leaves; 1h part 2 leaves; 1h m off; 2h m working; 2h30m part 3 leaves; 3h part 4 leaves; 3h m off`}},
}, {
	name: "people",
	key:  "operators.at_shift_end",
	// The same for people at a machine that is always on.
	toml: `
[run]
horizon = "4h45m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "50m", operator = "crew", to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
shift = "day"
at_shift_end = "$value"
`,
	tells: "leaves state:m",
	says:  "semantics.people.$value",
	cases: []outcome{
		{"pause", `0s m working; 50m part 1 leaves; 1h m waiting operator; 2h m working; 2h40m part 2 leaves;
			3h m waiting operator; 4h m working; 4h30m part 3 leaves`},
		{"finish", `0s m working; 50m part 1 leaves; 1h40m part 2 leaves; 1h40m m waiting operator; 2h m working;
			2h50m part 3 leaves; 3h40m part 4 leaves; 3h40m m waiting operator; 4h m working`},
		{"no-start", `0s m working; 50m part 1 leaves; 50m m waiting operator; 2h m working; 2h50m part 2 leaves;
			2h50m m waiting operator; 4h m working`},
		{"abandon", `0s m working; 50m part 1 leaves; 1h m waiting operator; 2h m working; 2h50m part 2 leaves;
			3h m waiting operator; 4h m working`},
	},
}}}

func TestRule25_EndOfShift(t *testing.T) {
	rule25.play(t)
	t.Run("overtime is paid", overtimeIsPaid)
}

// A shift of two hours with a break from 50 to 60.
var rule26 = rule{26, "ABreakShrinks", []scene{{
	name: "people",
	key:  "operators.at_shift_end",
	// A part takes 27 min. Pause: 23 min of the second are done at 50, and 4 follow from 60. Finish: it is done at 54, and
	// the rest of the break remains. No start: 23 min are left at 27. Abandon: these 23 are lost.
	toml: `
[run]
horizon = "119m"
[shift.day]
works = ["daily 00:00-02:00"]
breaks = ["daily 00:50-01:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "27m", operator = "crew", to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
shift = "day"
at_shift_end = "$value"
`,
	tells: "leaves state:m",
	says:  "semantics.people.$value",
	cases: []outcome{
		{"pause", `0s m working; 27m part 1 leaves; 50m m waiting operator; 1h m working; 1h4m part 2 leaves; 1h31m part 3 leaves;
			1h58m part 4 leaves`},
		{"finish", `0s m working; 27m part 1 leaves; 54m part 2 leaves; 54m m waiting operator; 1h m working; 1h27m part 3 leaves;
			1h54m part 4 leaves`},
		{"no-start", `0s m working; 27m part 1 leaves; 27m m waiting operator; 1h m working; 1h27m part 2 leaves;
			1h54m part 3 leaves; 1h54m m waiting operator`},
		{"abandon", `0s m working; 27m part 1 leaves; 50m m waiting operator; 1h m working; 1h27m part 2 leaves; 1h54m part 3 leaves`},
	},
}, {
	name: "work that is longer than the break",
	key:  "machine.at_shift_end",
	// A part takes 35 min. Finish: from 35 to 70, and there is no break. Pause: 15 min by 50, the other 20 by 80.
	toml: `
[run]
horizon = "119m"
[shift.day]
works = ["daily 00:00-02:00"]
breaks = ["daily 00:50-01:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "35m"
at_shift_end = "$value"
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.at_shift_end.$value",
	cases: []outcome{
		{"pause", "0s m working; 35m part 1 leaves; 50m m off; 1h m working; 1h20m part 2 leaves; 1h55m part 3 leaves"},
		{"finish", "0s m working; 35m part 1 leaves; 1h10m part 2 leaves; 1h45m part 3 leaves"},
		{"no-start", `0s m working; 35m part 1 leaves; 35m m planned stop; 50m m off; 1h m working; 1h35m part 2 leaves;
			1h35m m planned stop`},
		{"abandon", "0s m working; 35m part 1 leaves; 50m m off; 1h m working; 1h35m part 2 leaves"},
	},
}}}

func TestRule26_ABreakShrinks(t *testing.T) { rule26.play(t) }

// Shifts of an hour with an hour between.
var rule27 = rule{27, "LightsOut", []scene{{
	name: "off while it waits unattended",
	key:  "machine.lights_out",
	// Two parts every 55 min, of 20 min each; on shift from 0 to 60 and from 120 to 180. No: the part in work is finished at
	// 75, the others from 120 on. Until the first fault: at work until 95 and from 110 on; between these nobody has planned it
	// to run, so that it is off, and not starved, as it is from 150 to 165. Until it is empty: off from 95 until its shift.
	toml: `
[run]
horizon = "3h30m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00"]
[line]
in = { kind = "source", every = "55m", lot = 2, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "20m"
lights_out = "$value"
to = ["out"]
`,
	tells: "state:m",
	cases: []outcome{
		{"no", "55m m working; 1h15m m off; 2h m working; 3h m off"},
		{"first-fault", "55m m working; 1h35m m off; 1h50m m working; 2h30m m starved; 2h45m m working; 3h25m m off"},
		{"empty", "55m m working; 1h35m m off; 2h m working; 2h40m m starved; 2h45m m working; 3h25m m off"},
	},
}, {
	name: "few parts",
	key:  "machine.lights_out",
	// Two parts come every 55 min; each takes 20. The first of those of 55 is in work when the shift ends.
	// No: it is finished at 75, and the others wait for the shift, until 180.
	// Empty: both by 95, then off until 120; those of 110 by 160; those of 165 by 205, in the next night.
	// First fault: it never fails, so that it is as if it were always on.
	toml: `
[run]
horizon = "3h30m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", every = "55m", lot = 2, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "20m"
lights_out = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"no", "1h15m part 1 leaves; 2h20m part 2 leaves; 2h40m part 3 leaves; 3h part 4 leaves"},
		{"empty", `1h15m part 1 leaves; 1h35m part 2 leaves; 2h20m part 3 leaves; 2h40m part 4 leaves; 3h5m part 5 leaves;
			3h25m part 6 leaves`},
		{"first-fault", `1h15m part 1 leaves; 1h35m part 2 leaves; 2h10m part 3 leaves; 2h30m part 4 leaves; 3h5m part 5 leaves;
			3h25m part 6 leaves`},
	},
}, {
	name: "a fault in the night",
	key:  "machine.lights_out",
	// A part takes 40 min. It fails after 100 min of work, and somebody is always there to mend it in 10.
	// No: the second is finished at 80; broken from 140 to 150; 170; the next finished at 210; broken at 280.
	// First fault: broken at 100, mended at 110, and off until 120; 140, 180, 220; broken at 220 and off until 240.
	// Empty: broken from 100 to 110, it goes on at once: 130, 170, 210; broken until 220; 260.
	toml: `
[run]
horizon = "4h45m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
[line.m]
kind = "machine"
shift = "day"
cycle = "40m"
operator = { repair = "crew" }
failure.jam = { uptime = "100m", repair = "10m" }
lights_out = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"no", "40m part 1 leaves; 1h20m part 2 leaves; 2h50m part 3 leaves; 3h30m part 4 leaves; 4h40m part 5 leaves"},
		{"first-fault", `40m part 1 leaves; 1h20m part 2 leaves; 2h20m part 3 leaves; 3h part 4 leaves; 3h40m part 5 leaves;
			4h40m part 6 leaves`},
		{"empty", `40m part 1 leaves; 1h20m part 2 leaves; 2h10m part 3 leaves; 2h50m part 4 leaves; 3h30m part 5 leaves;
			4h20m part 6 leaves`},
	},
}, {
	name: "a fault that waits for the day",
	key:  "machine.lights_out",
	// The same without anybody who mends it: what needs nobody by name waits for the shift. No: as before. Else: broken at
	// 100, in the night, and mended from 120 to 130; 150, 190, 230; broken then, and mended from 240 to 250; 290.
	toml: `
[run]
horizon = "4h55m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "40m"
failure.jam = { uptime = "100m", repair = "10m" }
lights_out = "$value"
to = ["out"]
`,
	equal: "it is never empty, and goes on when it is mended, by the shift",
	cases: []outcome{
		{"no", "40m part 1 leaves; 1h20m part 2 leaves; 2h50m part 3 leaves; 3h30m part 4 leaves; 4h40m part 5 leaves"},
		{"first-fault", `40m part 1 leaves; 1h20m part 2 leaves; 2h30m part 3 leaves; 3h10m part 4 leaves; 3h50m part 5 leaves;
			4h50m part 6 leaves`},
		{"empty", `40m part 1 leaves; 1h20m part 2 leaves; 2h30m part 3 leaves; 3h10m part 4 leaves; 3h50m part 5 leaves;
			4h50m part 6 leaves`},
	},
}, {
	name: "a machine without a shift",
	// Loading takes 10 min by people who go with the shift, the work 40. It runs until it needs them, and waits for them.
	toml: `
[run]
horizon = "3h"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", load = "10m", cycle = "40m", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "day" }
`,
	tells: "leaves state:m",
	says:  "semantics.always_on",
	cases: []outcome{{"", `0s m working; 50m part 1 leaves; 1h40m part 2 leaves; 1h40m m waiting operator; 2h m working; 2h50m part 3 leaves`}},
}, {
	name: "until people are needed",
	// Loading takes 10 min by people who go with the shift, the work 40. Loaded until 60, it is worked on without them until
	// 100; then the machine needs them, and is off until they are back.
	toml: `
[run]
horizon = "3h"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "day" }
[line.m]
kind = "machine"
shift = "day"
load = "10m"
cycle = "40m"
operator = "crew"
lights_out = "empty"
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.lights_out.empty",
	cases: []outcome{{"", `0s m working; 50m part 1 leaves; 1h40m part 2 leaves; 1h40m m off; 2h m working; 2h50m part 3 leaves`}},
}}}

func TestRule27_LightsOut(t *testing.T) { rule27.play(t) }

var rule28 = rule{28, "WhoStopsAndWhoGoesFirst", []scene{{
	name: "from three to one",
	key:  "operators.count_by_shift",
	// Three people until 60; a, b and c take 70 min by hand and ask at 0, 1 and 2 min. Three after that: each goes on. One:
	// b and c, who began last, stop; a goes on until 70, then come the last 11 min of b and the last 12 of c.
	toml: `
[run]
horizon = "2h"
[shift]
early = { works = ["daily 00:00-01:00"] }
late = { works = ["daily 01:00-03:00"] }
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", cycle = "70m", operator = { cycle = "crew" }, to = ["out"] }
b = { kind = "machine", load = "1m", cycle = "70m", operator = { cycle = "crew" }, to = ["out"] }
c = { kind = "machine", load = "2m", cycle = "70m", operator = { cycle = "crew" }, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count_by_shift = $value }
`,
	says: "semantics.people.by_shift",
	cases: []outcome{
		{"{ early = 3, late = 3 }", "1h10m part 1 leaves; 1h11m part 2 leaves; 1h12m part 3 leaves"},
		{"{ early = 3, late = 1 }", "1h10m part 1 leaves; 1h21m part 2 leaves; 1h33m part 3 leaves"},
	},
}, {
	name: "interrupted work goes first",
	// One person. b takes 40 min: until 40, and 20 of the next by the end of the shift at 60. A part for a comes at 55; a
	// goes before b by priority, but at 120 what was interrupted goes first, until 140. Then a until 160, and until 180 with
	// the part of 110.
	toml: `
[run]
horizon = "3h"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00"]
[line]
in-a = { kind = "source", every = "55m", to = ["a"] }
in-b = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "20m", operator = "crew", priority = 5, to = ["out-a"] }
b = { kind = "machine", cycle = "40m", operator = "crew", to = ["out-b"] }
out-a = { kind = "sink" }
out-b = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "day", order = "priority" }
`,
	tells: "state:a state:b",
	says:  "semantics.people.fewer",
	cases: []outcome{{"", `0s b working; 55m a waiting operator; 1h b waiting operator; 2h b working; 2h20m b waiting operator;
		2h20m a working; 3h a waiting operator`}},
}}}

func TestRule28_WhoStopsAndWhoGoesFirst(t *testing.T) { rule28.play(t) }
