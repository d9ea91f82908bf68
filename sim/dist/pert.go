package dist

import "fmt"

// pert is a beta law that remembers its mode.
type pert struct {
	beta
	mode float64
}

// Pert is the law of three guesses that trusts the likeliest more than [Triangular] does: a beta law whose mean counts
// the mode four times. Times in seconds, 0 <= low <= mode <= high and low < high. With
// a = 1 + 4 (mode - low) / (high - low) and b = 6 - a,
//
//	CDF       of [Beta]
//	quantile  of [Beta], tabulated
//	mean      (low + 4 mode + high) / 6
//	variance  (mean - low) (high - mean) / 7
//	written   pert(10s, 11s, 14s)
//	source    Malcolm and others, Application of a Technique for Research and Development Program Evaluation, 1959;
//	          Vose, Risk Analysis, 2008
func Pert(low, mode, high float64) (*Dist, error) {
	if !(0 <= low && low <= mode && mode <= high && low < high && high <= longest) {
		return nil, fmt.Errorf("want 0s <= min <= mode <= max <= 200y and min < max, have min %s, mode %s and max %s",
			FormatSpan(low), FormatSpan(mode), FormatSpan(high))
	}
	return New(newPert(low, mode, high)), nil
}

func newPert(low, mode, high float64) *pert {
	return &pert{*newBeta(1+4*(mode-low)/(high-low), 1+4*(high-mode)/(high-low), low, high), mode}
}

func readPert(a *arguments) (*Dist, error) {
	low, mode, high := a.span("min"), a.span("mode"), a.span("max")
	return a.made(func() (*Dist, error) { return Pert(low, mode, high) })
}

func (d *pert) Mean() float64 { return (d.min + 4*d.mode + d.max) / 6 }
func (d *pert) Var() float64 {
	mean := d.Mean()
	return (mean - d.min) * (d.max - mean) / 7
}

// Times makes a new table, so that the law is to the bit the one that its text says.
func (d *pert) Times(f float64) Shape { return newPert(d.min*f, d.mode*f, d.max*f) }

func (d *pert) shift(x float64) Shape { return newPert(d.min+x, d.mode+x, d.max+x) }

func (d *pert) String() string {
	return fmt.Sprintf("pert(%s, %s, %s)", FormatSpan(d.min), FormatSpan(d.mode), FormatSpan(d.max))
}
