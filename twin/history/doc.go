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
// # What was found
//
// Beside signals the file keeps notes, such as alarms and laws that were fitted anew ([Store.Note]). They are not forgotten.
//
// # The file itself
//
// The file says which version of the schema it has. An older one is brought up to date in one transaction when it is opened to be
// written in, and read as it is; a newer one, another
// program's file, and what is no SQLite at all are refused and left as they are. One program at a time writes in it; others may
// read it with [Read] meanwhile, also where they may not write. It must stand on a disk of the machine itself: a WAL does not
// work over a network.
//
// A full disk, a folder that cannot be written in and a file that somebody else holds are told as [Trouble]. Nothing of that
// batch was stored then, and the same batch may be given again once there is room.
//
// # What a failure loses
//
// Measured with processes that are killed (kill -9) on a machine with two cores that others used as well: 18 kills of twin, broker
// and plant at random moments while the plant said 800 signals a second (TWEELING_LONG=1 go test ./twin/emulate -run Killed).
// 7,660 of 7,660 signals were stored with mosquitto, 11,348 of 11,348 with the broker within the program, each once and as it was
// said, complete 1.0 and 0.4 s after the plant had said its last; some 20,000 came twice and were known by their names. A power cut
// could not be tried; that is what synchronous=full is for, and disks that lie about it are beyond any program.
//
//	what fails               what is lost                     how long
//	the twin                 nothing: what it had not         as long as it is away; then what waited comes,
//	                         acknowledged comes again         with the broker within the program after 5 s
//	the broker               nothing: the plant keeps what    until it is back and its clients noticed, which
//	                         was not acknowledged, and says   they try every 2 s at least
//	                         the last 2,000 once more
//	broker, while the twin   with mosquitto what it had not   -
//	is away too              saved and the plant does not
//	                         keep any more: the gaps show
//	the plant (emulated,     nothing: it says again what it   as long as it is away; it goes on where it was
//	with --keep)             does not know acknowledged
//	the plant, without it    what waited                      -
//	the disk is full         nothing: nothing is              until there is room
//	                         acknowledged
//	the connection, longer   the oldest: counted, shown,      -
//	than the plant has room  and gaps in the numbers
//
// mosquitto keeps 1,000 messages for an absent listener unless max_queued_messages says otherwise, and drops the rest without a word.
//
// # How fast
//
// With 20 signals in a batch 18,600 a second are stored for good, with 100 77,800, with 1,000 104,000, each one by one 294. Said by
// four plants over MQTT with QoS 1 and acknowledged after each batch: 13,200 a second with the broker within the program, 12,600 with
// mosquitto, plants and twin in one process on those two cores (go test ./twin/emulate -bench Intake -run '^$').
package history
