// Package plant has the kinds of element that a scenario may name, and builds lines of them.
//
//	p, err := plant.Build(model)       // a model is plain data, usually read by package scenario
//	line, err := p.Line(seed, replication)
//
// [Kinds] is the one table of kinds and of their keys: the reader, its messages and `tweeling kinds` go by it. To add a
// kind, write its element in a file of its own, its keys beside the others, and one line in Kinds; where it works on parts,
// buffers and people need no change.
//
// A machine's life is a round of phases: reserving (blocking before service), set-up, load, work, unload. What it may do at
// any moment follows from three things: whether its shift is on, whether it is up, and whether those whom the phase needs
// are there. One function looks at all three after every event, so an interruption is never a special case: the timer of
// the phase pauses and goes on.
//
// Whether it is up is more than being whole: it stands still while it is broken, while one that it stops with is
// (failure.go), and during a planned stop (stop.go); and what has gone to sleep for want of work has to wake first
// (sleep.go). All that a robot has in common with it: both hold an upkeep (upkeep.go). What its repairs use up is in stock, or
// waited for (spares.go).
//
// How a machine changes over stands in setup.go, ahead.go, campaign.go and, where it goes round as a server that polls queues,
// rounds.go; what it does when its shift ends in
// shift_end.go and lights_out.go; how people come in walk.go and people.go. A machine that goes by none of these takes a
// short way from part to part (machine_plain.go), which a test holds to be the same way.
//
// A product may have a route (route.go): the engine then tells its operations apart, each with times and stations of its own,
// and what would be by product in a machine is by operation. The places before stations that these say themselves, by queue,
// are buffers of the model that are called after them.
//
// Assembly, oven, batch, inspection and the like are machines in all but how they come by what they work on and what they do
// with it afterwards: what they gather stands in kit.go, what they give away in giving.go, what they find in inspect.go. A
// storage is one as well, whose rack is a buffer before it. Boxes and carriers are parts that hold parts; see box.go of package
// sim.
//
// A clock of failure that counts cycles is a timer that is always paused and ages by a second for each.
//
// A supply of power (supply.go) is asked last, when all else is there that a phase needs, and only who works has power: so nobody
// waits in a circle for it. [Kind] supply says in what order, and what happens after a stop. How it stands to the money of a grid
// connection: limit_kw makes machines wait and is what they may draw at any instant; [economics] contracted_kw only judges, after
// the run, the mean of each quarter of an hour. A measure raises limit_kw at a price, like any key.
//
// # What users ask of simulators
//
// These questions come up with every tool; here is where each has its answer.
//
//  1. How long is the warm-up? [run] warmup = "auto" finds it by trial runs and says what it found; each replication is
//     cut at the same time, so that pairs stay pairs.
//  2. Which work stops when fewer are on duty? Who began last (operators.count_by_shift).
//  3. Does restart differ from resume? machine.after_repair: the rest, all of it in the same time, all of it in a new
//     time, or scrap; scenes in package rules show that each differs.
//  4. Is interrupted work done first when people are back? Always, before operators.order is asked.
//  5. Can one stop, look, go on, begin from a given state? A line can be copied and forked at any moment; buffer.stock says
//     what is there at the start; a twin begins where the plant stands.
//  6. Does a breakdown belong to the machine or to the part? To the machine: machine.failure; machine.after_repair says what
//     it does to the part.
//  7. What of stations that run and stop as one? machine.stops_with: they stand still together, and operating clocks of
//     failure stand still with them.
//  8. What is the load of a station? No one figure: `tweeling run` gives the share of each state, which sum to 100 %, and
//     OEE by its factors.
//  9. Can a link to a plant be tried first? `tweeling probe` lists the tags and their last values before anything follows them.
//  10. Are people with skills optional? machine.operator is nobody by default, and a line without people runs as before;
//     a skill that nobody has is a mistake.
//  11. Do plans see the same chance? Each draw belongs to a seed, a replication, a name, a purpose and a count or a part.
//  12. Is a result reproducible? To the last byte; each carries a stamp that says how.
//  13. Does a change disturb other draws? No: nothing that is added or taken away shifts anybody else's.
//  14. Can the warm-up be trusted? What was cut is stated, and runs that are not settled are called so.
//  15. How are scenarios compared? By paired differences with intervals, widened for their number (`tweeling compare`).
//  16. How many runs are enough? [run] precision goes on until the interval is as narrow as asked.
//  17. Within one run or over several? Over several; they are independent.
//  18. How is last in, first out said? buffer.order = "lifo"; machine.dispatch for all other rules.
//  19. Where are balance, OEE, flow by product, load and WIP over time? `tweeling run --charts DIR`, and `tweeling view`.
//  20. What of full queues that lock the model? Whoever can never move again is found when it happens, be it for want of room,
//     of cards, of parts of a kit or a batch, of carriers, or of the order whose turn it is, and told with who waits for whom, for
//     what, and what opens it. What must happen whatever chance brings, `tweeling check` tells: fewer cards than a load, lists of
//     orders that wait for each other, carriers that leave. Where all orders are done and some parts are left over, since what goes
//     with them nobody brings, that is no standstill, and `tweeling run` says how many they are and where. machine.rework_limit and
//     cards keep loops from filling.
package plant
