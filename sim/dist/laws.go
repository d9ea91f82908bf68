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
	{"pert", "min, mode, max", "pert(10s, 11s, 14s)", "Three guesses of which the likeliest counts most: smoother than triangular, with less at the ends.", readPert},
	{"beta", "min, max, a, b", "beta(10s, 14s, a 2, b 5)", "Times between two ends that lean to one side, as a and b say.", readBeta},
	{"normal", "mean, sd or cv", "normal(18s, sd 3s)", "The sum of many small causes; times below 0 are cut off, and mean and sd are those before that.", readNormal},
	{"lognormal", "mean, cv", "lognormal(12m, cv 0.8)", "The product of many small causes: repairs, manual work.", readLognormal},
	{"gamma", "mean, shape or cv", "gamma(18s, cv 0.25)", "The sum of several steps: handling, changeovers.", readGamma},
	{"erlang", "mean, k", "erlang(18s, k 3)", "The sum of k exponential steps, all alike.", readErlang},
	{"weibull", "shape, scale; or mean, shape", "weibull(shape 1.4, scale 3h)", "Lives: wear when the shape is above 1, early failures below.", readWeibull},
	{"loglogistic", "shape, scale", "loglogistic(shape 3, scale 8m)", "Mostly near the middle, some far above it: manual tasks. Half of the times are below the scale.", readLoglogistic},
	{"pearson5", "shape, scale", "pearson5(shape 4, scale 12m)", "Never very short, now and then very long: one over a gamma time.", readPearson5},
	{"discrete", "time weight, ...", "discrete(10s 0.7, 20s 0.3)", "A few times, each with its weight: variants, a short and a long program.", readDiscrete},
	{"empirical", "value, ...", "empirical(10s, 12s, 12s, 15s)", "Measured times as they are: each value is as likely as any other.", readEmpirical},
}

// An Unbuilt law is one people know from elsewhere and Parse refuses by name, saying what to use.
type Unbuilt struct {
	Name, Instead string
}

// NotBuilt lists the laws that are known by name only.
var NotBuilt = []Unbuilt{
	{"pearson6", `pearson5(shape ..., scale ...), which is much like it`},
	{"johnson", `lognormal(mean, cv ...), or beta(min, max, a ..., b ...) between two ends`},
}
