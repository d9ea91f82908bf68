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
//  6. Room counts waiting places, never the place in a machine: buffer.room (must be said), machine.queue (none, or
//     without end where operations of a product are done). Always: semantics.room.
//  7. Of several that wait for one place who was blocked first has it, among equals who was declared first. Always:
//     semantics.ties.
//  8. A place is kept from the moment the move is decided: when work begins, when a part begins to be taken out, or when it
//     goes. Always: semantics.ties; machine.blocking says which of the first and the last.
//  9. A circle of places that wait for each other stops the run, which names the circle, and so does all else of which it is
//     sure that it never goes on. What is left over when all orders are done is told and is no standstill. Always.
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
//     one is drawn only after the repair. Always: semantics.failure. Whether a repair makes it as new, or leaves it as old as
//     it was, so that only maintenance that renews it makes it young: failure.repaired (as-new).
//  14. Availability A and a mean repair R stand for exponential uptimes with a mean of A R / (1 - A) on the clock of the mode:
//     failure.availability (failure.uptime is said instead; one of both must be).
//  15. Work that a failure stops goes on, begins anew in the same time or in another, or the part is scrapped:
//     machine.after_repair (resume).
//  16. A setup that a failure stops goes on or begins anew: machine.setup_after_repair (resume). One for a part that another
//     comes before begins anew. Always.
//  17. While one failure lasts others may come, at most one of each mode, and wait for their repair; or they may not:
//     machine.failures and robot.failures (independent). One repair at a time, in the order the failures came.
//  18. Down time is waiting for who repairs, with their way to the machine in it, which is a state of its own, and the
//     repair; results tell the three apart. Who is needed: operator.repair of machines and robots (nobody); all come or
//     none. Whether the repair pauses, is finished, is not begun or is lost when their shift ends: operators.at_shift_end
//     (pause). What a repair uses up: failure.spare (nothing), of spares.count in stock at the start (must be said); while
//     there is none it waits for its repair, nobody is called, and another failure of the same machine is repaired. For each
//     that is wanted one is mended or ordered at once, and is back after spares.resupply (must be said). Always:
//     semantics.spares.
//  19. A planned stop waits for the part in work, stops it, or waits until there is none: maintenance.style (after-part). It
//     falls due whatever was repaired in between or not: maintenance.by_age (false). What is as new after it:
//     maintenance.renews (nothing). Who does it: maintenance.operator (nobody). What it uses up: maintenance.spare (nothing); it does not begin
//     while there is none. What falls at the end of a shift waits for
//     the next. Always: semantics.maintenance. What a sensor sees coming becomes a stop after the part: failure.foreseen (0).
//  20. Stations that stop together: machine.stops_with (none).
//  21. The first failure comes after a whole uptime, or after the rest of one under way: failure.first_failure (new), or of
//     one that has lasted so long: failure.age (0).
//
// # Changing over
//
//  22. A setup takes a time by product before and after, where a family stands for its products and a missing cell is a
//     mistake: machine.setup_matrix (none), or machine.setup (none) by product after alone. What a machine is set up for at
//     the start: machine.initial (whatever comes first). It keeps that through failures and nights. Always:
//     semantics.changeover.
//  23. A setup begins once the part is in the machine, once it is known what comes next, or once the machine is empty as
//     well: machine.setup_when (part-arrived). Who is needed: operator.setup (nobody).
//  24. How many of a product there are at least before another: machine.minimum_run (0), and how long it waits for them:
//     machine.maximum_wait (must be said with it). In what round it changes over: machine.campaign (none); which parts it works
//     on each time: machine.campaign_visits (exhaustive) and machine.campaign_limit (1); and whether it passes over what does
//     not wait: machine.campaign_empty (skip). For how many it
//     waits before it begins, once it had nothing to do: machine.start_at (1). How many come in a row: source.lot (1); and
//     of an order stay together where a machine chooses: order.lot (none). How many are scrap after a setup:
//     machine.scrap_after_setup (0); and once it goes on again after it has stood still: machine.scrap_after_restart (0), for
//     machine.restart_after (0s) at least.
//
// # Shifts
//
//  25. At the end of a shift work pauses, is finished, is not begun when it would not be, or is lost: machine.at_shift_end
//     (pause where people are needed for the cycle, else finish), robot.at_shift_end (finish, or pause) and
//     operators.at_shift_end (pause). Overtime is paid:
//     operators.overtime_premium (1).
//  26. Work that runs into a break shortens it, and skips it when it is longer. Always: semantics.at_shift_end.finish,
//     semantics.people.finish.
//  27. What runs on when its shift is over: machine.lights_out (no); while it waits then it is off, and not starved. A
//     machine without a shift runs until it needs people. Always: semantics.always_on.
//  28. Who began last stops first, and interrupted work goes first when people are back. Always: semantics.people.fewer. How
//     many are on duty in which shift: operators.count_by_shift (operators.count, always).
//  29. Calendar time, planned time and time at work are kept apart; OEE is of planned time. Always: semantics.times. What
//     performance is measured against: machine.planned_cycle (the mean of load, cycle and unload).
//
// # People and robots
//
//  30. Who is needed for load, setup, cycle, unload and repair: machine.operator by phase (nobody), and to look at parts:
//     inspection.operator. The short form means
//     load, setup and unload, or the whole cycle where there is nothing to load or unload.
//  31. People are asked for once machine, part and place are ready, and come all together or not at all. Always:
//     semantics.crew.
//  32. A failure sets those free who help; they are asked for again after the repair, and whoever comes does the rest.
//     Always: semantics.crew.released.
//  33. Whom people help first: operators.order (longest-waiting), machine.priority (0), operators.strict (false). Power the same way: supply.order
//     (longest-waiting), supply.strict (true); always: semantics.power. Who helps:
//     in the order of machine.operator, or of those with a skill who has fewest (operators.skills), or who is nearest. Which
//     part a machine takes first: machine.dispatch (fifo), machine.sequence (none); whether
//     one that is more urgent interrupts: machine.preempt (no). Which of the stations of an operation: op.choose
//     (shortest).
//  34. How fast people walk from where they worked last: operators.walk_mps (0, no time). How fast they work:
//     operators.efficiency (1), and by the skill that is asked for operators.efficiency_by_skill (none).
//  35. A robot loads and unloads (machine.robot), with robot.pick, robot.place and robot.travel, and changes the finished
//     part for the next where robot.gripper (single) is double. How many there are: robot.count (1). When it is down all
//     that it tends wait for it, and say so.
//
// # Several parts together
//
//  37. Carriers are so many as there are at the start (buffer.stock), go round, and are waited for: palletising.carrier,
//     depalletising.carriers_to (both must be said).
//  44. An assembly waits for all components (assembly.needs: one of each that leads to it), which it takes at once or as
//     they come: assembly.collect (together). A batch begins when it is full, batch.batch and oven.batch (must be said), or
//     at batch.minimum and oven.minimum (full), or when the first has waited for batch.maximum_wait and oven.maximum_wait
//     (for ever), of parts that are alike: batch.alike (any). What was put together comes out again: unbatch, depalletising.
//
// # Pull
//
//  43. A card bounds how many parts there are between two places: buffer.cards, machine.cards and sink.cards (none), each for
//     buffer.container (1) parts. It comes back when the first part of its container leaves, or when all are used:
//     buffer.cards_back (withdrawn); and with a part that leaves the line in whatever way. Customers take from what is finished:
//     sink.every (none), and wait or are lost: sink.unmet (backordered).
//
// # Quality
//
//  45. Whether a part is bad belongs to the part and its visit. A bad part is scrap at what it cost so far, and leaves the line
//     or goes where scrap goes: machine.scrap_to (none). Or it is mended, so many times and no more: machine.rework_to (none)
//     and machine.rework_limit (must be said with it).
//     A defect that nobody sees belongs to the part too: machine.defects (0), and of a machine that has drifted
//     machine.drift_after (never). Who finds it, and takes good parts for bad: inspection.finds (1), inspection.false_reject
//     (0), of those that are looked at: inspection.sample (1), inspection.sample_every. Who is told, and when:
//     inspection.feedback_to (nobody), inspection.feedback_delay (0). What is not found escapes, and is counted.
//
// # Statistics and money
//
//  46. Products come in turn or are drawn, the same part the same product in every plan: source.sequence (drawn by share).
//  47. run.warmup (0s) clears figures and keeps parts, which count in output and not in lead time. Always: semantics.warmup.
//  48. The error of Little's law stands with every result, as its health; where parts pile up the result says so.
//  49. Intervals are Student's at 95 %, over run.replications (30), and more with run.precision (none), then at least ten.
//     Always: assume.chance; assume.few and assume.precision where they apply.
//  50. A draw belongs to a name, a purpose and a count or a part, and to nobody else. Always: semantics.chance.
//  51. Plans are compared by paired differences, and are higher, lower or not distinguishable by an interval that is widened
//     for their number (Bonferroni). Always: assume.several.
//  52. A year is so many weeks as were watched: economics.weeks_per_year (47). No more is sold than product.demand_per_year
//     (must be said with a price); of the pay of hours that are not needed then economics.hours_saved (0) is saved.
//  53. People are paid by the shift (operators.wage_per_hour), energy by the state (power_kw), machines by planned hours
//     (cost_per_hour), and what is invested stands apart. Always: assume.labour, assume.costing.
package rules
