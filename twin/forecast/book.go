package forecast

import (
	"math"
	"time"

	"tweeling/sim/aside"
	"tweeling/sim/stat"
)

// A Made is a forecast as it was made, to be held against what came.
type Made struct {
	At       time.Time `json:"at"`
	Until    time.Time `json:"until"`
	P10      float64   `json:"p10"`
	P50      float64   `json:"p50"`
	P90      float64   `json:"p90"`
	Futures  int       `json:"futures"`
	Seed     uint64    `json:"seed"`
	Scenario string    `json:"scenario"` // its hash
}

// A Book is a file of forecasts that were made, one on a line.
type Book struct{ Name string }

const mostMade = 1_000_000

// Read reads all that were made; none, when there is no file yet. A last line that was cut is left out; a file without any
// forecast is another file, and is refused.
func (b Book) Read() ([]Made, error) {
	return aside.ReadLines[Made](b.Name, "a forecast", mostMade)
}

// Add keeps a forecast; one of the same time, end, seed and scenario takes the place of an earlier one.
func (b Book) Add(m Made) error {
	list, err := b.Read()
	if err != nil {
		return err
	}
	fresh := true
	for i := range list {
		o := &list[i]
		if o.At.Equal(m.At) && o.Until.Equal(m.Until) && o.Scenario == m.Scenario && o.Seed == m.Seed {
			*o, fresh = m, false
		}
	}
	if fresh {
		list = append(list, m)
	}
	return aside.WriteLines(b.Name, list)
}

// A Score is how well forecasts held.
type Score struct {
	N, Within int
	Share     float64 // of those in the band of 80 %
	Low, High float64 // where that share lies with 95 % (Wilson)
	Trusted   bool    // 80 % is within those limits
	Pinball   float64 // mean loss over the three quantiles, in parts
	Bias      float64 // mean of what came less the median
}

// Judge scores forecasts by what came: came tells how many good parts left from one time to another, and whether that is known
// yet. A count is a whole number: one at an end of the band is within.
func Judge(list []Made, came func(from, until time.Time) (float64, bool)) Score {
	var s Score
	for i := range list {
		m := &list[i]
		x, ok := came(m.At, m.Until)
		if !ok {
			continue
		}
		s.N++
		if x >= math.Floor(m.P10) && x <= math.Ceil(m.P90) {
			s.Within++
		}
		s.Pinball += (pinball(x, m.P10, 0.1) + pinball(x, m.P50, 0.5) + pinball(x, m.P90, 0.9)) / 3
		s.Bias += x - m.P50
	}
	if s.N == 0 {
		return s
	}
	n := float64(s.N)
	s.Share, s.Pinball, s.Bias = float64(s.Within)/n, s.Pinball/n, s.Bias/n
	s.Low, _, s.High = stat.Wilson(s.Within, s.N, 0.95)
	s.Trusted = s.Low <= 0.8 && 0.8 <= s.High
	return s
}

// pinball is the loss of a quantile q at a level p when x came.
func pinball(x, q, p float64) float64 {
	if x >= q {
		return p * (x - q)
	}
	return (1 - p) * (q - x)
}
