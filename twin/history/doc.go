// Package history keeps the signals of a plant for good, in one file.
//
//	h, err := history.Open("line3.db")    // makes it where there is none; what is wrong with it is told and nothing is changed
//	err = h.Append(signals)               // nil: every one of them is on the disk
//	err = h.Each(cursor, visit)           // in the order in which they were stored
//	now, err := h.State(at)               // the last signal of each tag at some time
//	gone, err := h.Forget(ctx, cut, tell) // what is older than that goes, in small steps
//
// It is a [tweeling/twin.Store]. The file is SQLite's, so that whoever likes can look into it with other programs; the view
// "signals" shows it in words.
//
// # What is stored for good
//
// A signal counts as taken in when the transaction it is in has been committed and written through to the disk (a WAL with
// synchronous=full), and not before. [Store.Append] stores all signals it is given or none. Whoever sent them is told only
// then, so that after a fall at any moment either the file has a signal or its sender still has it.
//
// A signal's source and number are its name. What comes a second time by the same name is counted as a double and not stored.
// What comes by a name that is taken but says something else (a controller that began to count anew) is kept aside, counted as
// a conflict, and shown by [Store.Sources]: it is not lost, and not believed either.
//
// # State at a time
//
// Signals are kept in the order in which they came, for cursors, and are found by tag and time of the plant. [Store.State]
// therefore gives what was known of the plant at a time whatever came late or out of order.
//
// # Forgetting
//
// [Store.Forget] takes away what is older than a time, but never the last signal of a tag before it, so that the state is known
// at every time that is kept. It does so a few thousand signals at a time and lets intake go first in between. What was
// forgotten and is sent again is known by its number and not stored again.
//
// # The file itself
//
// The file says which version of the schema it has. An older one is brought up to date in one transaction; a newer one, another
// program's file, and what is no SQLite at all are refused and left as they are. One program at a time writes in it; others may
// read it with [Read] meanwhile, also where they may not write. It must stand on a disk of the machine itself: a WAL does not
// work over a network.
//
// A full disk, a folder that cannot be written in and a file that somebody else holds are told as [Trouble]. Nothing of that
// batch was stored then, and the same batch may be given again once there is room.
//
// # What a failure loses
//
// Measured with processes that are killed (kill -9), on a machine with two cores that others used as well. A power cut could not
// be tried; that is what synchronous=full is for, and disks that lie about it are beyond any program.
//
//	what fails               what is lost                     how long
//	the twin                 nothing: what it had not          as long as it is away; then it gets what
//	                         acknowledged comes again          waited, with mosquitto at once
//	the broker               nothing: the plant keeps what     until it is back and its clients noticed
//	                         was not acknowledged, up to       (within 2 s); births first, then history
//	                         the limit it was given
//	the plant (emulated,     nothing that it had noted         as long as it is away; it goes on where it
//	with --keep)             down: it sends that again         was
//	the plant, without       what it had not sent yet          -
//	a file
//	the disk is full         nothing: nothing is               until there is room
//	                         acknowledged
//	the broker is away       the oldest signals beyond the     they are counted, shown, and seen as gaps
//	longer than the plant    limit                             in the numbers of their source
//	has room
package history
