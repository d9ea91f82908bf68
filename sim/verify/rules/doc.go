// Package rules shows the rules of line semantics at work: each has a test that is named after it, in which a small line
// that was worked out by hand runs under every value of the key that chooses.
//
// A scene is a scenario as a user writes it, with $value where the value of the key stands. Its trace is what happened
// when, "10s part 1 leaves; 14s m down", and stands in the test with the calculation beside it. A value that does the same
// as another, a key of a rule whose values are not all shown, and a rule without a test are mistakes that the tests of this
// package tell themselves.
//
// Below are the rules, each with the key that chooses, its default in brackets; or what is always so, which `tweeling
// check` says in the words of the section named. Keys are named KIND.KEY; of a failure mode, a maintenance or a tool
// failure.KEY, maintenance.KEY and tool.KEY.
//
// # The clock, blocking and starving
//
//  1. Time is whole nanoseconds. At one instant ends of work come first, then ends of repairs and beginnings of shifts,
//     failures and ends of shifts, arrivals, and at last all choices, in declared order. Always: semantics.clock, .ties.
//  2. A part that is finished at the very instant of a failure is finished. Always: semantics.clock. Whether a finished part
//     may leave a machine that is down: machine.release_when_down (true).
//  3. One scenario, seed and version make one log, to the last byte, on any number of workers. Always; results carry a stamp.
//  4. A finished part stays on the machine until there is room: machine.blocking (after-service). Whether a machine that is
//     down has room: machine.accept_when_down (false).
//  5. Or work begins only once there is room: machine.blocking = before-service.
//  6. Room counts waiting places, never the place in a machine: buffer.room (must be said). Always: semantics.room.
//  7. Of several that wait for one place who was blocked first has it, among equals who was declared first. Always:
//     semantics.ties.
//  8. A place is kept from the moment the move is decided: when work begins, when a part begins to be taken out, or when it
//     goes. Always: semantics.ties; machine.blocking says which of the first and the last.
//  9. A circle of places that wait for each other stops the run, which names the circle. Always.
//  10. A station is in one state at a time, by precedence, so that they sum to 100 %. Starved is on shift, up, staffed and
//     without a part. Always: semantics.states.
//  11. An arrival that finds no room waits outside or is lost, and what is lost is counted: source.when_full (hold), and
//     source.room for how many may wait before any is lost (none).
//
// # Failures, repairs and planned stops
//
//  12. An uptime counts time at work, all time, time of the shift, or cycles: failure.clock (operating), maintenance.clock
//     (operating). A tool wears by the part: tool.life (must be said). A utility that fails whether it is used or not is a
//     machine whose modes say so.
//  13. What is left of an uptime is kept while its clock stands still, through idle time, nights and other stops, and a new
//     one is drawn only after the repair. Always: semantics.failure.
//  14. Availability A and a mean repair R stand for exponential uptimes with a mean of A R / (1 - A) on the clock of the mode:
//     failure.availability (failure.uptime is said instead; one of both must be).
//  15. Work that a failure stops goes on, begins anew in the same time or in another, or the part is scrapped:
//     machine.after_repair (resume).
//  16. A setup that a failure stops goes on or begins anew: machine.setup_after_repair (resume). One for a part that another
//     comes before begins anew. Always.
//  17. While one failure lasts others may come, at most one of each mode, and wait for their repair; or they may not:
//     machine.failures and robot.failures (independent). One repair at a time, in the order the failures came.
//  18. Down time is waiting for who repairs, with their way to the machine in it, which is a state of its own, and the
//     repair. Who is needed: operator.repair of machines and robots (nobody); all come or none. Whether the repair pauses, is
//     finished, is not begun or is lost when their shift ends: operators.at_shift_end (pause).
//  19. A planned stop waits for the part in work, stops it, or waits until there is none: maintenance.style (after-part). It
//     falls due whatever was repaired in between or not: maintenance.by_age (false). What is as new after it:
//     maintenance.renews (nothing). Who does it: maintenance.operator (nobody). What falls at the end of a shift waits for
//     the next. Always: semantics.maintenance.
//  20. Stations that stop together: machine.stops_with (none).
//  21. The first failure comes after a whole uptime, or after the rest of one under way: failure.first_failure (new).
package rules
