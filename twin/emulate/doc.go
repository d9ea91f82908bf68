// Package emulate is a plant that is not there: the line of a scenario, run by the clock on the wall, that says over MQTT what its
// machines would say. It is for trying a twin before there is a plant to listen to, and for trying what a twin does on a bad day.
//
//	e, err := emulate.New(p, table, emulate.Settings{Address: address, Speed: 60})
//	err = e.Run(ctx)        // until the context ends, or the line has run as long as it was told to
//	e.Status()              // how far it is, what waits, what was lost
//
// What is said is decided by the line and the table of signals alone ([tweeling/twin.Voice]): the same scenario and seed say the
// same signals by the same names, at any speed. Only when they are said is decided by the clock.
//
// # What a connection begins with
//
// Whenever it is connected it says first how everything stands: the last signal of each tag, by its own name, marked as a birth and
// kept by the broker, so that whoever listens knows the state at once. What it says live is kept as well, unless it runs as fast as can
// be, so that who comes later hears how everything stands then. Then it says what was not said, or not acknowledged, in the
// order in which it happened, marked as historical, at no more than [Settings.CatchUp] signals a second. Then it goes on live.
//
// What the broker acknowledged it may have lost all the same when it fell: mosquitto writes to its disk now and then only.
// The last [Settings.Overlap] signals that were acknowledged are therefore said once more. Their names tell that they are the
// same.
//
// # What waits
//
// What cannot be said waits in memory, up to [Settings.Room] signals; beyond that the oldest are lost, which [Status] counts and the
// numbers of the signals show to whoever listens. At the speed "as fast as can be" the line waits instead, and nothing is lost.
//
// With [Settings.Keep] a small file remembers how far the line was and what was acknowledged, so that a plant that is killed goes on
// where it was: the line is run to there again, which takes a moment, and what was not acknowledged is said.
//
// # Again
//
// Who misses some of what was said can ask for it by its numbers (package mqtt says how). The last 50,000 signals at least are known, those
// that were lost on purpose among them; they are said once more, marked as historical, before all else.
//
// # Faults
//
// [Faults] lose, double, delay and misdate signals on purpose. They depend on the seed and the number of a signal only.
package emulate
