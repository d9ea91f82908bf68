// Package forecast says what a live line will do: many forks of it, each of which goes on by chance of its own.
//
//	unknown, err := forecast.NewIgnorance(scenario, scenario.AsIs, plant)
//	f, err := forecast.Run(ctx, plant, live, forecast.Options{Until: end, Unknown: unknown})
//	f.Good            // P10, P50 and P90 of good parts until then
//	f.Orders          // when each order is finished
//	f.Next            // which station is blocked or starved next, when, and with what chance
//
// What is under way in the live line is drawn anew, given how long it has taken (sim.Line.Fork), and so is all that follows.
// What the laws of the line do not know of themselves is drawn too: where the evidence of a value says times = [0.92, 1, 1.09],
// as package fit writes it, each future has a factor of its own for all its times ([Laws]). What the file says as [low, likely,
// high] comes out once in each future too, by the law that package invest draws it from: times, shares of scrap and of ways, paces
// ([Ignorance]); the line goes on as one of another plant of the same shape (plant.Plant.ForkAs). What changes how many there are of
// something, such as the room of a buffer, cannot change under a line that is full of parts: it is taken at its likely value, and told.
//
// A forecast without all that is too sure of itself. Of lines whose laws were fitted to 8 hours of signals, in which failures came two to
// four times, 81 of 100 bands of 80 % held, and 64 with the laws taken for known; of lines fitted to one day 79 and 72. What fewer
// than ten times tell of how much they vary is a little less than what is believed beforehand (package fit): of lines whose failures
// and repairs are without memory about 77 hold. Factors are drawn by their logarithm, in which what few times know of a mean is nearly symmetric.
//
// # Trust
//
// A forecast that is never looked at again is worth nothing. A [Book] keeps every one that was made; [Score] holds them
// against what came: how often the truth was in the band of 80 %, with the limits that chance sets to such a count, and the
// pinball loss, which a forecast that is right and narrow makes small (Koenker and Bassett, Regression quantiles,
// Econometrica, 1978). Forecasts overlap, and those of one day share its luck, so that limits are wider in truth than the
// binomial ones where many were made of one shift.
package forecast
