package verify

import (
	"context"
	"math"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/verify/theory"
)

// A Case is one result of theory and the line that must reproduce it.
type Case struct {
	Name     string
	Source   string // the formula, and who found it
	Expected func() (float64, error)
	Trial    func() Trial
}

// An Outcome is what became of a case.
type Outcome struct {
	Case      *Case
	Expected  float64
	Got       float64
	HalfWidth float64 // at 95 %
	N         int     // replications
	OK        bool
	Err       error
}

// withinErrors is how many standard errors an estimate may be off.
const withinErrors = 3.3

// Check runs a case.
func (c *Case) Check(ctx context.Context, seed uint64) Outcome {
	o := Outcome{Case: c}
	if o.Expected, o.Err = c.Expected(); o.Err != nil {
		return o
	}
	trial := c.Trial()
	e, err := trial.Estimate(ctx, seed, o.Expected)
	if o.Err = err; err != nil {
		return o
	}
	o.Got, o.N = e.Mean, e.N
	if trial.Exact {
		o.OK = math.Abs(o.Got-o.Expected) <= 1e-9*math.Abs(o.Expected)
		return o
	}
	o.HalfWidth = e.HalfWidth
	o.OK = math.Abs(o.Got-o.Expected) <= withinErrors*e.SD/math.Sqrt(float64(e.N))
	return o
}

// Cases lists the suite.
var Cases = []Case{
	{"2 stations, no buffer", "saturated, exponential, blocking after service: 2/3", chain("throughput", 0, 1, 1), line(throughput, nil, 1, 1)},
	{"3 stations, no buffer", "22/39 (G. Hunt, 1956)", chain("throughput", 0, 1, 1, 1), line(throughput, nil, 1, 1, 1)},
	{"4 stations, no buffer", "Markov chain", chain("throughput", 0, 1, 1, 1, 1), line(throughput, nil, 1, 1, 1, 1)},
	{"3 stations, buffers of 2", "Markov chain", chain("throughput", 2, 1, 1, 1), line(throughput, []int{2, 2}, 1, 1, 1)},
	{"3 stations, buffers of 2: WIP", "Markov chain", chain("wip", 2, 1, 1, 1), line(wip, []int{2, 2}, 1, 1, 1)},
	{"unequal stations, buffers of 1: blocked", "Markov chain, share of time of the first station", chain("blocked", 1, 1, 1.2, 0.9), line(blocked, []int{1, 1}, 1, 1.2, 0.9)},
	{"2 stations, before service", "blocking before service, no buffer: 1/2", before(0, 1, 1), lineBefore(nil, 1, 1)},
	{"3 stations, before service, buffers of 1", "Markov chain", before(1, 1, 1, 1), lineBefore([]int{1, 1}, 1, 1, 1)},
	{"2 stations of any law", "uniform and triangular, no buffer: 1/E[max]", anyLaw, anyLawLine},
	{"constant cycles", "the slowest cycle, exactly", slowest, slowestLine},
	{"2 servers between single ones", "Markov chain", twoServers, twoServersLine},
	{"M/M/1: number waiting", "rho^2/(1-rho) (A. K. Erlang)", mm1, queue(waiting, Exp(1.25), 1, Exp(1))},
	{"M/M/3: number waiting", "Erlang C", mmc, queue(waiting, Exp(1/2.4), 3, Exp(1))},
	{"M/M/2/5: lost", "birth and death", mmck, lossQueue(3, Exp(1.0/3), 2, Exp(0.5))},
	{"M/G/6/6: lost", "Erlang B holds for any law; here lognormal, cv 2", erlangB, lossQueue(0, Exp(0.2), 6, Law("lognormal(1s, cv 2)"))},
	{"M/D/1: number waiting", "Pollaczek-Khinchine", mg1(0.8, theory.ConstantMoments(1)), queue(waiting, Exp(1.25), 1, Fixed(1))},
	{"M/G/1, lognormal cv 1.5: number waiting", "Pollaczek-Khinchine", mg1(0.6, theory.LognormalMoments(1, 1.5)), queue(waiting, Exp(1/0.6), 1, Law("lognormal(1s, cv 1.5)"))},
	{"M/G/1, gamma shape 0.5: number waiting", "Pollaczek-Khinchine", mg1(0.6, theory.GammaMoments(0.5, 1)), queue(waiting, Exp(1/0.6), 1, Law("gamma(1s, shape 0.5)"))},
	{"M/G/1, Weibull shape 2: number waiting", "Pollaczek-Khinchine", mg1(0.8, theory.WeibullMoments(2, 1)), queue(waiting, Exp(1.25), 1, Law("weibull(shape 2, scale 1s)"))},
	{"G/M/1, uniform arrivals: number waiting", "embedded chain (D. Kendall)", gm1, queue(waiting, uniform(0.5, 1.5), 1, Exp(0.8))},
	{"M/M/1 that fails at work: number waiting", "completion times (B. Avi-Itzhak, P. Naor)", failingAtWork, failingQueue(false)},
	{"M/M/1 that fails at any time: number inside", "H. White, L. Christie", failingAlways, failingQueue(true)},
	{"two queues in series: number waiting", "J. Jackson", tandem, tandemLine},
	{"5 machines, 2 technicians: running", "repairman model (C. Palm)", interference, interferenceLine},
	{"6 machines, 1 operator who loads: parts", "machine interference", loading, loadingLine},
	{"closed loop, 3 stations, 3 carriers", "W/(W+N-1)", conwip, loop(3, 3)},
	{"closed loop, 4 stations, 10 carriers", "W/(W+N-1)", conwip10, loop(4, 10)},
	{"5 machines at 90 %, operating clock", "1/(1+5/9) (J. Buzacott)", operating, failingFive(false)},
	{"5 machines at 90 %, calendar clock", "0.9^5", byCalendar, failingFive(true)},
	{"2 failing machines, buffer of 2", "Markov chain, operating clock", failingPair(theory.Operating), failingPairLine(false)},
	{"2 failing machines, buffer of 2, calendar", "Markov chain, a machine that is down takes and gives nothing", failingPair(theory.Calendar), failingPairLine(true)},
	{"2 failing machines, 1 technician, buffer of 4", "Markov chain", technician, technicianLine},
	{"failure restarts the part", "cycle 1, rate 0.1, repair 3", restart, restartLine},
	{"failure resamples the work", "exponential work has no memory, so nothing is lost", memoryless, breaking("resample", mode("a", 10, 3))},
	{"failure scraps the part", "exponential cycle: S(p) = 1/(1+p)", scrapsInWork, breaking("scrap", mode("a", 10, 3))},
	{"two failure modes", "1/(1 + sum of MTTR/MTBF), operating clock", twoModes, breaking("resume", mode("a", 100, 10), mode("b", 50, 2.5))},
	{"a machine and 2 spares: down", "Erlang B for any law of resupply; here lognormal, cv 1.5", ownSpares, ownSparesLine},
	{"4 machines share 2 spares: waiting", "birth and death (G. Feeney, C. Sherbrooke)", sharedSpares, sharedSparesLine},
	{"maintenance of 5 s after every 100 s at work", "1/(1 + 5/100 + MTTR/MTBF)", upkept, upkeptLine},
	{"replaced at 500 s, or when it fails: cost", "(1 (1-F) + 5 F) / integral of 1-F (R. Barlow, F. Proschan)", byAge, byAgeLine},
	{"replaced every 15 s, and when it fails: failures", "renewal function, Erlang-2", inBlocks, inBlocksLine},
	{"repaired as before, replaced every 450 s: cost", "(1 + 5 H)/450, H the cumulative hazard (R. Barlow, L. Hunter)", asBefore, asBeforeLine},
	{"parts that come round again: number waiting", "J. Jackson, 30 % go back", feedback, again},
	{"scrap of 10 and 20 %", "0.9 x 0.8", yield, scrapping},
	{"setup when the product changes", "1/(cycle + 2 x 0.7 x 0.3 x setup)", changeover, changing},
	{"one robot, three machines", "the robot never rests: 1/(load + unload), exactly", oneArm, tending},
	{"double gripper", "1/(cycle + pick + place), exactly", exchange, exchanging},
	{"a shift with a break", "7.5 of 24 h, exactly", ofADay, daily},
	{"assembly of 2 parts, buffers of 2", "Markov chain", joinedRate, joining},
	{"oven for 4, begins with any: number waiting", "N. Bailey", bakedQueue, baking},
	{"power for 2 of 4 machines: number inside", "Erlang C of 2", halfNumber, halfPowered},
	{"urgent parts first: their time", "A. Cobham", byTurn, urgent("no")},
	{"urgent parts interrupt: their time", "R. Conway, W. Maxwell, L. Miller", byForce, urgent("resume")},
	{"a fast and a slow machine: number inside", "H. Gumbel", unlikeNumber, unlike},
	{"M/M/1 that warms up: number inside", "P. Welch", warmedNumber, warming},
	{"CONWIP, 3 stations, 4 cards", "W/(W+N-1)", conwip4, carded},
	{"kanban, 4 cards: customers waiting", "rho^5/(1-rho) (J. Buzacott, J. Shanthikumar)", backlog, stocking},
	{"the same: time that they wait", "rho^4/(mu-lambda)", awaited, func() Trial { return awaiting(0) }},
	{"the same: 95 % wait less", "ln(rho^4/0.05)/(mu-lambda)", awaited95, func() Trial { return awaiting(0.95) }},
	{"20 % bad, mended at most twice", "(1-p^3)/(1+p+p^2)", mendedRate, mending},
	{"a tool for 50 parts", "50/(50 x cycle + change), exactly", toolRate, tooled},
	{"10 % defects, 80 % found: escaped", "Bayes", escapes, looking},
}

func throughput(v *View) float64 { return v.Throughput() }
func wip(v *View) float64        { return v.Total.WIP }
func blocked(v *View) float64    { return v.Share("m1", sim.Blocked) }
func waiting(v *View) float64    { return v.Level("b0") }

func machines(rates []float64) []Machine {
	var ms []Machine
	for _, r := range rates {
		ms = append(ms, Machine{Cycle: Exp(1 / r)})
	}
	return ms
}

func places(room, stations int) []int {
	b := make([]int, stations-1)
	for i := range b {
		b[i] = room
	}
	return b
}

func chain(what string, room int, rates ...float64) func() (float64, error) {
	return func() (float64, error) {
		l := theory.Line{Buffers: places(room, len(rates))}
		for _, r := range rates {
			l.Stations = append(l.Stations, theory.Station{Rate: r})
		}
		r, err := l.Solve()
		if err != nil {
			return 0, err
		}
		switch what {
		case "wip":
			return r.WIP, nil
		case "blocked":
			return r.Blocked[0], nil
		}
		return r.Throughput, nil
	}
}

// line is a saturated exponential line; no buffers when nil.
func line(measure func(*View) float64, buffers []int, rates ...float64) func() Trial {
	return func() Trial {
		if buffers == nil {
			buffers = places(0, len(rates))
		}
		return Trial{Model: Line{Machines: machines(rates), Buffers: buffers}.Model(), Warmup: 500, Length: 10_000, Measure: measure, Within: 0.004}
	}
}

func before(room int, rates ...float64) func() (float64, error) {
	return func() (float64, error) { return theory.BeforeService(rates, places(room, len(rates))) }
}

func lineBefore(buffers []int, rates ...float64) func() Trial {
	return func() Trial {
		ms := machines(rates)
		for i := range ms[:len(ms)-1] {
			ms[i].Before = true
		}
		if buffers == nil {
			buffers = places(0, len(rates))
		}
		return Trial{Model: Line{Machines: ms, Buffers: buffers}.Model(), Warmup: 500, Length: 10_000, Measure: throughput, Within: 0.004}
	}
}

// queue is one station with arrivals and no end of room; its sharpness follows its load.
func queue(measure func(*View) float64, arrivals *dist.Dist, servers int, service *dist.Dist) func() Trial {
	return func() Trial {
		l := Line{Arrivals: arrivals, Room: -1, Machines: []Machine{{Cycle: service, Servers: servers}}}
		return Trial{Model: l.Model(), Warmup: 2000, Length: 50_000, Measure: measure, Within: 0.0095}
	}
}

func lossQueue(room int, arrivals *dist.Dist, servers int, service *dist.Dist) func() Trial {
	return func() Trial {
		l := Line{Arrivals: arrivals, Room: room, Lose: true, Machines: []Machine{{Cycle: service, Servers: servers}}}
		lost := func(v *View) float64 { return float64(total(v.Total.Lost)) / float64(total(v.Total.Entered)) }
		return Trial{Model: l.Model(), Warmup: 200, Length: 10_000, Measure: lost, Within: 0.0095}
	}
}
