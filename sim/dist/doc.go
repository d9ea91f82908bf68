// Package dist holds the laws of chance that times on a line are drawn from, and the text they are written in.
//
//	d, err := dist.Parse("lognormal(12m, cv 0.8)") // or a fixed time, "1h30m"
//	x := d.Quantile(p)                             // seconds; p is a uniform draw in (0, 1)
//	d.Fill(&batch)                                 // eight draws at once, the same bits, faster
//	rest := d.Residual(p, age) - age               // what is left of a time that has already lasted age
//	faster, err := d.Times(0.8)                    // an overlay: { times = 0.8 }
//
// Every law is drawn from by inversion and never by rejection: one probability in, one time out, increasing. Antithetic
// and paired runs, and forecasts given an age, rest on that. All laws live on [0, inf) and all times are in seconds.
//
// A law is one file and one line in [Laws]: its type implements [Shape]; whatever else it does better than the general
// way it says by implementing [Filler], [Ager] or [Scaler]. Laws that are slow to invert are tabulated once, when they
// are made: to a relative 1e-6 (or 1e-9 of the mean where that is more) for p between 2^-20 and 1 - 2^-20, and inverted
// exactly beyond.
package dist
