package dist

import (
	"fmt"
	"math"
)

// erlang is a gamma law that is written with its number of steps.
type erlang struct{ *gamma }

// Erlang is the law of times that are k exponential steps one after another, each with a mean of mean/k. Mean in seconds,
// above 0; k a whole number from 1 to 1000. With k = 1 it is the exponential law; for a k that is not whole there is
// [Gamma].
//
//	CDF       1 - exp(-k x/mean) (1 + k x/mean + ... + (k x/mean)^(k-1) / (k-1)!), as [Gamma] has it
//	quantile  of [Gamma], tabulated
//	mean      mean
//	variance  mean^2 / k
//	written   erlang(18s, k 3)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Erlang(mean float64, k int) (*Dist, error) {
	if k < 1 || k > 1000 {
		return nil, fmt.Errorf("want a whole number k from 1 to 1000, have %d", k)
	}
	d, err := Gamma(mean, float64(k))
	if err != nil {
		return nil, err
	}
	return New(erlang{d.Shape.(*gamma)}), nil
}

func readErlang(a *arguments) (*Dist, error) {
	mean := a.span("mean")
	k, ok := a.number("k")
	switch {
	case !ok:
		a.mistake(`want k, such as "k 3"`)
	case !(k >= 1 && k <= 1000 && k == math.Trunc(k)):
		a.mistake("want a whole number k from 1 to 1000, have %v (for others there is gamma, with a shape)", k)
	}
	return a.made(func() (*Dist, error) { return Erlang(mean, int(k)) })
}

// Times keeps the table.
func (e erlang) Times(f float64) Shape { return erlang{e.gamma.Times(f).(*gamma)} }

func (e erlang) String() string {
	return fmt.Sprintf("erlang(%s, k %v)", FormatSpan(e.mean), e.shape)
}
