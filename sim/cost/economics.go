package cost

import (
	"math"
	"reflect"

	"tweeling/sim/finance"
)

// Economics is the [economics] table: how money is counted. Rates are per year, as fractions.
type Economics struct {
	Currency     string  // an ISO 4217 code
	WeeksPerYear float64 // worked weeks in a year
	Horizon      float64 // years over which an investment is judged
	DiscountRate float64 // per year
	Tax          string  // "none", or the name of Rules
	Baseline     string  // of the three, the one that plans are judged by
	Drift        Drift
	Decline      float64 // share of its volume that the line as it is loses each year when nothing is done
	EnergyPrice  float64 // per kWh, where no block holds
	Tariff       []Block // nil: one price all day
	Contracted   float64 // kW: the most that may be drawn over a quarter of an hour; 0: as much as one likes
	ContractRate float64 // per contracted kW and month
	PeakRate     float64 // per kW of the largest quarter of an hour of a month
	RentPerM2    float64 // of floor, a year
	CO2PerKWh    float64 // grams
	CO2Price     float64 // per tonne: what the firm takes it to cost
	Stocked      bool    // what parts inside are worth counts
	HoldingRate  float64 // a year: what keeping a stock costs, capital left out, as a share of its worth
	HoursSaved   float64 // share of the pay of hours that are not needed, see [Ledger.Saved], that is really saved
	Given        bool    // false: the scenario has no [economics], money is not computed

	Rules *finance.TaxRules // nil: no tax
	Firm  finance.Firm      // what the tax must know of the firm without the plan

	Financing *Financing // nil: nobody says
}

// What may become of the line as it is, when nothing is done.
const (
	Frozen    = "frozen"    // all stays as it is
	Drifting  = "drifting"  // prices and pay rise by Drift
	Declining = "declining" // so they do, and each year a share of the volume is lost
)

// BaselineNames lists them.
var BaselineNames = []string{Frozen, Drifting, Declining}

// Drift is by how much prices rise a year. What is sold, what it is made of, upkeep, and what measures cost is other.
type Drift struct{ Wage, Energy, Other float64 }

// UsualDrift is that of a scenario that does not say: pay that rises faster than prices, both as in the Netherlands of
// the years from 2024 on, rounded.
var UsualDrift = Drift{Wage: 0.04, Energy: 0.02, Other: 0.02}

// CountsAs tells whether the cash of a year, see [Ledger.Cash], is counted alike by other economics, whatever they make of
// what is invested. The discount rate is in it where stocks cost their capital.
func (e Economics) CountsAs(other Economics) bool {
	for _, x := range []*Economics{&e, &other} {
		x.Horizon, x.Baseline, x.Drift, x.Decline = 0, "", Drift{}, 0
		x.Tax, x.Rules, x.Firm, x.Financing = "", nil, finance.Firm{}, nil
		if !x.Stocked {
			x.DiscountRate = 0
		}
	}
	return reflect.DeepEqual(e, other)
}

// A Product is the money side of one product, in the order of the model's products.
type Product struct {
	Name          string
	Price         float64 // per unit sold
	MaterialCost  float64 // per part that enters
	DemandPerYear float64 // units that can be sold in a year
	Unlimited     bool    // demand_per_year = "unlimited"
	LatePerDay    float64 // for each part of an order and each day that it is late
	LateOnce      float64 // for each order that is late
	EscapeCost    float64 // for each part that leaves with a defect that nobody has found
}

// A Range is one number that we do not know exactly: P5, mode and P95. A number that is known has all three alike.
type Range struct{ Low, Likely, High float64 }

// An Investment is the money side of one measure.
type Investment struct {
	Name        string
	Capex       Range   // paid at the start
	YearlyCost  Range   // licences, upkeep
	Indexed     float64 // by how much that rises a year
	IsIndexed   bool    // false: as all other prices
	Training    Range   // of people, paid at the start, beside OneOff
	Turnover    float64 // share of the people who are new each year and are trained as well
	Life        float64 // years
	Tau         float64 // years until 63 % of the effect is there; 0: at once
	Dip         float64 // share of the yearly effect lost at the start
	DipTau      float64 // years in which the dip fades; 0: Tau
	Grant       Range   // received at the start
	GrantShare  float64 // of the capex, beside Grant
	OneOff      Range   // paid at the start for what is no asset
	Residual    Range   // what it fetches at the end of its life
	Removal     Range   // what taking it away costs then
	InstallStop float64 // weeks in which the line makes nothing while it is put in
	Fiscal      finance.Fiscal
}

// granted is all that is received at the start, at its likely value.
func (v Investment) granted() float64 {
	return min(v.Capex.Likely, v.Grant.Likely+v.GrantShare*v.Capex.Likely)
}

// Yearly is what it costs each year at the prices of now, at its likely values: with the training of who is new.
func (v Investment) Yearly() float64 { return v.YearlyCost.Likely + v.Turnover*v.Training.Likely }

// rise is by how much that rises a year beyond other prices: a contract that says by how much is held to it.
func (v Investment) rise(drift float64) float64 {
	if !v.IsIndexed || v.Yearly() == 0 {
		return 0
	}
	return (1+v.Indexed)/(1+drift) - 1
}

// in is the investment at its likely values, with prices that drift; where they do not, nothing does.
func (v Investment) in(drift float64, frozen bool) finance.Investment {
	rise := 0.0
	if !frozen {
		rise = v.rise(drift)
	}
	return finance.Investment{
		Capex: v.Capex.Likely, YearlyCost: v.Yearly(), Rise: rise, Life: v.Life, Ramp: finance.Ramp{Tau: v.Tau, Dip: v.Dip, DipTau: v.DipTau},
		Grant: v.granted(), OneOff: v.OneOff.Likely + v.Training.Likely, Residual: v.Residual.Likely, Removal: v.Removal.Likely, Drift: drift, Fiscal: v.Fiscal,
	}
}

// YearlyCapital is what the investment costs in a year of its life, as an annuity at a rate: what is paid at the start
// and not received as a grant, less what it fetches in the end.
func (v Investment) YearlyCapital(rate float64) (float64, error) {
	paid := v.Capex.Likely
	if end := v.Residual.Likely - v.Removal.Likely; end != 0 {
		paid -= end * math.Pow(1+rate, -v.Life)
	}
	return finance.Annuity(paid-v.granted()+v.OneOff.Likely+v.Training.Likely, rate, v.Life)
}
