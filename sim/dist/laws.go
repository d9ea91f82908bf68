package dist

// A Law is one entry of the table of laws: how it is written and what it is for.
type Law struct {
	Name    string // as in a scenario
	Params  string // its arguments: bare ones first, then those by name
	Example string // text that Parse reads
	Doc     string // one sentence on when to use it
	read    func(*arguments) (*Dist, error)
}

// Laws lists every law Parse knows, in the order in which people should be told of them. A fixed time such as "1h30m" is
// written without a name. Adding a law is one file and one line here.
var Laws = []Law{
	{"exp", "mean", "exp(3h)", "The time to something that is as likely now as ever: failures, arrivals.", readExp},
	{"uniform", "min, max", "uniform(10s, 14s)", "Anything between two times, all alike.", readUniform},
	{"triangular", "min, mode, max", "triangular(10s, 11s, 14s)", "Three guesses: the least, the likeliest, the greatest.", readTriangular},
	{"lognormal", "mean, cv", "lognormal(12m, cv 0.8)", "The product of many small causes: repairs, manual work.", readLognormal},
	{"gamma", "mean, shape or cv", "gamma(18s, cv 0.25)", "The sum of several steps: handling, changeovers.", readGamma},
	{"weibull", "shape, scale; or mean, shape", "weibull(shape 1.4, scale 3h)", "Lives: wear when the shape is above 1, early failures below.", readWeibull},
	{"empirical", "value, ...", "empirical(10s, 12s, 12s, 15s)", "Measured times as they are: each value is as likely as any other.", readEmpirical},
}

// An Unbuilt law is one people know from elsewhere and Parse refuses by name, saying what to use.
type Unbuilt struct {
	Name, Instead string
}

// NotBuilt lists the laws that are known by name only.
var NotBuilt = []Unbuilt{
	{"pert", `triangular(min, mode, max)`},
	{"beta", `triangular(min, mode, max)`},
	{"normal", `lognormal(mean, cv ...), which has no negative times`},
	{"erlang", `gamma(mean, shape k), which is the same law for a whole k`},
	{"discrete", `empirical(10s, 10s, 15s), in which a value may come more than once`},
}
