package twin

import "context"

// A Feed brings signals of a plant: from a file, from a broker. Each protocol is a package below twin/feed, and each passes the
// same suite of tests.
type Feed interface {
	// Run hands signals to take, in the order in which they arrive, until the context ends or nothing more can come (a file
	// has been read), which is no error. What take returned nil for is stored for good; only then does a feed acknowledge it
	// to whoever sent it. An error of take ends Run, and what it was for comes again with the next Run.
	Run(ctx context.Context, take Take) error
	// Unread are the messages that could not be understood: counted and told, they end nothing.
	Unread() Unread
}

// Take stores signals. It returns nil once they are stored for good.
type Take func([]Signal) error

// Unread counts messages that could not be understood.
type Unread struct {
	Count uint64
	Last  string // what was wrong with the last of them, with its place
}

// A WallClock counts times that came without a zone, and were taken as those of the clock on the wall of the plant.
type WallClock struct {
	Local uint64 `json:"without_zone"`
	Twice uint64 `json:"in_the_hour_that_comes_twice"` // when summer time ends
	Never uint64 `json:"in_the_hour_that_never_comes"` // when it begins
}

// A Walled feed counts such times.
type Walled interface{ WallClock() WallClock }

// A Store keeps signals for good: the same signal twice is kept once.
type Store interface {
	Append(signals []Signal) error // stored for good when it returns nil
	// Each hands out all that is stored, in the order in which it was stored, from a cursor on (0: from the start), until visit
	// returns false. The cursor handed along is where to go on after that signal.
	Each(from uint64, visit func(s Signal, next uint64) bool) error
}
