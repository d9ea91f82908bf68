package invest

import (
	"math"

	"tweeling/sim/experiment"
	"tweeling/sim/stat"
)

// An Option is one set of measures and what it is worth.
type Option struct {
	Set        Set
	Measures   []string  // in order of the scenario
	Capex      float64   // likely
	NPVs       []float64 // by replication, as if the luck of each lasted for ever: for differences, not for risk
	Unsure     float64   // what its mean is more once what is not known is not taken to come out as likely
	Weighed    bool      // whether that was looked at; else Unsure is 0
	Bottleneck string    // the station that is the bottleneck with it
	Plan       string    // as it is called in the runs
	System     *experiment.System
	Samples    []*experiment.Sample
	Worth      stat.Estimate // its NPV as well as it is known beside the chosen one, see standing; all being likely
	number     int           // in the batch
	off        float64       // the standard error of Unsure, by the metamodel
}

// NPV is the mean net present value and how well it is known, chance alone.
func (o *Option) NPV() stat.Estimate { return stat.Mean(o.NPVs) }

// standing is its mean NPV where it may have run less often than another: what that is worth, and the lead over it on the
// replications that both have. So no set looks good because it only ran when the line was lucky.
func (o *Option) standing(ref *Option) float64 {
	if o.Set == 0 {
		return 0
	}
	l := leadOf(o, ref)
	return ref.NPV().Mean + l.mean
}

// told are the NPVs of options, with intervals. Of those that ran less often than the chosen one it is that of a set that is
// known better and the lead over it: of the chosen one, whose interval comes on top as if the two were independent, which is a
// little wide (Cochran, Sampling Techniques, 1977, chapter 12, on double sampling); or of the line as it is, which is worth
// nothing for sure. The narrower interval is told: sets of few measures vary as the line does, those of many as the chosen one.
func told(list []*Option, chosen *Option) {
	nothing := &Option{NPVs: make([]float64, len(chosen.NPVs))}
	ofChosen, ofNothing := usualOver(chosen, list), usualOver(nothing, list)
	for _, o := range list {
		o.Worth = o.NPV()
		if o.Set == 0 || len(o.NPVs) >= len(chosen.NPVs) {
			continue
		}
		o.Worth = beyond(stat.Estimate{}, o, nothing, ofNothing)
		if chosen.Set != 0 {
			if e := beyond(chosen.NPV(), o, chosen, ofChosen); e.HalfWidth < o.Worth.HalfWidth {
				o.Worth = e
			}
		}
	}
}

// beyond is an estimate and the lead of an option over what it is of.
func beyond(of stat.Estimate, o, other *Option, usual float64) stat.Estimate {
	l := leadOf(o, other)
	se, df := l.known(usual)
	e := o.NPV()
	e.Mean, e.HalfWidth = of.Mean+l.mean, math.Hypot(of.HalfWidth, stat.StudentQuantile(0.975, df)*se)
	return e
}

// Mean is what it is taken to be worth in the choice: by chance and, where that was looked at, by what is not known.
func (o *Option) Mean() float64 { return o.NPV().Mean + o.Unsure }

// beside is what it is taken to be worth beside the chosen one: what was not looked at in other futures is taken to lose by
// them what that does.
func (o *Option) beside(chosen *Option) float64 {
	if o.Weighed || o.Set == 0 {
		return o.Mean()
	}
	return o.NPV().Mean + chosen.Unsure
}

// A Valued tells what a set is worth, by replication; there are n of each at least. What the line is worth as it is is 0.
type Valued func(Set) []float64
