// Package sim is the kernel: a production line as a pure step machine.
//
//	line, err := sim.New(layout, seed, replication)
//	line.Watch(observer, sim.Changed|sim.Moved)   // if records are wanted
//	err = line.Start()
//	err = line.Run(warmup)
//	line.ClearTallies()
//	err = line.Run(warmup + horizon)
//	totals := line.Totals()
//
// A line is nodes: stations and entries, which are [Element] values that are told what happened and say what follows, and
// buffers, exits, never-empty supplies, pools and clocks, which the line itself plays. An element owns no clock, no dice,
// no statistics, no neighbour and no waiting place; the line owns all five. Package plant has the kinds of element that a
// scenario may name.
//
// # Time and order
//
// [Time] is whole nanoseconds. Each timer has one slot in a winner tree; what rings at one instant rings by [Rank], and
// within a rank in the order in which it was begun. What a ring moves and frees happens at once, through a queue, without
// recursion. Choices wait: where a rule chooses among places, or a pool among those who ask, the choice is made when no
// timer of the instant is left, in declared order. Timers that take no time ring in the same instant, and the round repeats.
//
// # Chance
//
// Timers are begun with a law, not with a time, so the line knows what each thing under way is drawn from. Every draw is a
// pure function of (seed, replication, element name, timer name, count), by inversion; whether a part is scrapped, and
// where a rule sends it, belongs to the part. Adding an element shifts nobody else's chance.
//
// # Routes
//
// A product may have operations ([Op]) that it goes through one after the other, each at stations of its own; a part carries
// the one that it is at, and the line sends it to the next ([Layout.Ops]).
//
// # Pools
//
// People and robots are pools that stations ask for and give back. A pool may be used up instead, as spare parts are: whoever is
// given one keeps it, and its element makes up for it ([Context.Restock]).
//
// # Parts that hold parts
//
// A part may go into another and be no more ([Context.Use]), become one of another product ([Context.Become]), or be taken off
// one ([Context.Split]). Boxes and carriers hold parts and are none to the books: what is in them moves, is sent, scrapped and
// leaves with them. A station that gathers ([Context.TakeFrom]) is offered what waits before it, and takes it by itself. So
//
//	entered + made = left + lost + scrapped + consumed + inside.
//
// # Copies
//
// All state is plain data. [Line.Clone] goes on alike; [Line.Fork] draws the rest of everything under way anew, given how
// long it has taken; [Line.Trip] lets a real plant decide when timers ring. Nothing is allocated while a line runs, but
// where a place without a limit grows.
//
// # Measuring
//
// The line keeps exact tallies of states, counts, levels and lead times. An [Observer] is handed [Record] values of the
// kinds it asks for; a meter fed by them gives the same figures.
package sim
