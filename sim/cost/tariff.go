package cost

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
)

// A Block is the hours at which energy has a price of its own.
type Block struct {
	Name  string
	Price float64 // per kWh
	Hours *calendar.Calendar
	Lines []string // the same as people write it
}

// Metered tells whether power has to be followed over time.
func (e *Economics) Metered() bool {
	return len(e.Tariff) > 0 || e.Contracted > 0 || e.PeakRate > 0
}

// Rates are the price of a kWh in each quarter of an hour since the start, until then; nil where there is one all day.
// Blocks begin and end with a quarter of an hour.
func (e *Economics) Rates(until time.Duration) []float64 {
	if len(e.Tariff) == 0 {
		return nil
	}
	rates := make([]float64, (until+sim.Quarter-1)/sim.Quarter)
	for q := range rates {
		at := time.Duration(q) * sim.Quarter
		rates[q] = e.EnergyPrice
		for i := range e.Tariff {
			if e.Tariff[i].Hours.On(at) {
				rates[q] = e.Tariff[i].Price
				break
			}
		}
	}
	return rates
}

// MeanPrice is the mean price of a kWh over the hours between two moments, whatever is drawn in them.
func (e *Economics) MeanPrice(from, to time.Duration) float64 {
	price := e.EnergyPrice
	for i := range e.Tariff {
		if to > from {
			price += (e.Tariff[i].Price - e.EnergyPrice) * float64(e.Tariff[i].Hours.Planned(from, to)) / float64(to-from)
		}
	}
	return price
}

// Months divides the time watched into as many equal parts as it has months, and gives the largest of the quarters of an
// hour in each. What is shorter than a month is one, whose peak is then a little too small.
func Months(quarters []float64, watched time.Duration) []float64 {
	const month = 365 * 24 * time.Hour / monthsPerYear
	n := max(1, int((watched+month/2)/month))
	peaks := make([]float64, n)
	for q, kw := range quarters {
		m := q * n / len(quarters)
		peaks[m] = max(peaks[m], kw)
	}
	return peaks
}

const monthsPerYear = 12

// Peak is the largest of the peaks of all months.
func (w *Watched) Peak() float64 {
	most := 0.0
	for _, kw := range w.Peaks {
		most = max(most, kw)
	}
	return most
}

// grid is what the connection costs over the time watched, whatever the energy.
func (w *Watched) grid() float64 {
	mean := 0.0
	for _, kw := range w.Peaks {
		mean += kw / float64(len(w.Peaks))
	}
	return (w.Economics.Contracted*w.Economics.ContractRate + mean*w.Economics.PeakRate) * monthsPerYear * w.share()
}
